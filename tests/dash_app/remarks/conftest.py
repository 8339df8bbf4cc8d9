"""Which installation do remarks need? Two publications, a register, and people of all roles."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dash_app.reading import EXTENSION
from dash_app.register import Register
from dash_app.register.models import Entry
from dash_app.register.remarks import KINDS, found
from tests.dash_app.people import people
from tests.dash_app.publication_files import catalogue, indicator, share, write_publication
from tests.web import Node, Shown, Site, parsed

AREAS = ["00", *(f"{n:02}" for n in range(1, 13))]
QUARTERS = [f"{year}-Q{part}" for year in (2022, 2023, 2024) for part in (1, 2, 3, 4)]
TEXT = "Zwei Stellen sind leer."
HERE = "bezirk=01&zeitraum=2024-Q4"
ABOUT = "kennzahl=amt_quote&bezirk=01&zeitraum=2024-Q4"


def publish(home: Path, number: int, **changed: float) -> None:
    """Publish twelve quarters of two indicators; `m01` is the last value of Mitte."""
    target = {"from": "2020-01-01", "value": 90, "source": "quelle"}
    known = catalogue(
        indicator("amt_quote", targets=[target]), indicator("amt_klein", min_cases=10, visibility="public")
    )
    rows = []
    for place, area in enumerate(AREAS):
        for step, period in enumerate(QUARTERS):
            value = 70 + place % 3 + (step % 2)
            if area == "01" and period == "2024-Q4":
                value = int(changed.get("m01", value))
            rows.append(share("amt_quote", area, period, value, 100))
            few = area == "01" and period == "2024-Q4"
            rows.append(share("amt_klein", area, period, 4 if few else 40, 5 if few else 50))
    write_publication(home, known, rows, number=number)


class Office:
    """The installation, asked by whoever is named."""

    def __init__(self, home: Path) -> None:
        publish(home, 1)
        self.home, self.site = home, Site(home, login="local")
        self.register: Register = self.site.server.extensions[EXTENSION].register
        self.people = people(self.site.server, "amt")

    def get(self, address: str, who: str = "leser") -> Any:
        return self.people[who].get(address)

    def page(self, address: str, who: str = "leser") -> Node:
        return read(self.get(address, who).text)

    def send(self, address: str, who: str, step: str, **fields: str) -> Any:
        """Fill in the form of a page and send it."""
        return self.people[who].post(address, data={"schritt": step, **fields})

    def write(
        self, who: str = "mitte", text: str = "Zwei Stellen sind leer.", step: str = "submit", **more: str
    ) -> int:
        """Write a comment and return its number."""
        return number(self.send(f"/kommentar/neu?{more.pop('about', ABOUT)}", who, step, text=text, **more))

    def approve(self, id_: int, who: str = "senat", kind: str = "kommentar", version: str = "2") -> Any:
        return self.send(f"/{kind}/{id_}", who, "approve", version=version)

    def section(
        self, who: str = "leser", about: str = "bezirk=01&zeitraum=2024-Q4", name: str = "amt_quote"
    ) -> str:
        return self.page(f"/kennzahl/{name}?{about}", who).one(id="anmerkungen").text

    def audit(self) -> list[Entry]:
        """Return all lines about remarks."""
        with self.register.reading() as session:
            return [line for line in session.query(Entry).order_by(Entry.id) if line.kind in KINDS]

    def all(self, table: Any) -> list[Any]:
        with self.register.reading() as session:
            return found(session, table)


def read(document: str) -> Node:
    """Return the main part of a document."""
    text = re.search(r'<div id="shell-page">(.*)</div>\n<script', document, re.S)
    assert text, "no page in the document"
    return Shown({}, Node("root", children=parsed(text[1]))).main


def number(answer: Any) -> int:
    """Return the number of the remark that an answer leads to."""
    assert answer.status_code == 303, answer.text[:3000]
    match = re.search(r"/(?:kommentar|massnahme)/(\d+)", answer.headers["Location"])
    assert match
    return int(match[1])


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "home")
