"""Which installation do deliveries need? A publication that the real loader made, a register, and people."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from dash_app.reading import EXTENSION
from dash_app.register import Register
from dash_app.register.models import Delivery, Entry
from etl.corrections import Corrections
from etl.load import load
from schemas.catalogue import Catalogue
from tests.dash_app.people import people
from tests.etl.sources.clerks import sent
from tests.web import Node, Shown, Site, parsed

QUARTER = "2025-Q1"
HEAD = "meldebogen;bezirk;berichtszeitraum;kennung;bezeichnung;einheit;wert;bemerkung\n"
AGREEMENT = "standesaemter"
JSON = {"Accept": "application/json"}


def form(*values: tuple[str, str], district: str = "Mitte", period: str = QUARTER) -> bytes:
    """A form of a registry office as CSV."""
    rows = [f"standesamt-meldung;{district};{period};{measure};;;{value};\n" for measure, value in values]
    return (HEAD + "".join(rows)).encode()


GOOD = form(("sta_geburten", "1200"), ("sta_ehen", "95"))
BAD = form(("sta_geburten", "zwölfhundert"), ("sta_ehen", "95"))


def published(home: Path, catalogue: Catalogue) -> None:
    """Publish what two districts reported before."""
    folder = home.parent / "before"
    for name in ("Mitte", "Pankow"):
        text = form(("sta_geburten", "1100"), ("sta_ehen", "90"), district=name).decode()
        sent(folder, f"{name}.csv", text)
    answer = load([folder], home=home, catalogue=catalogue, corrections=Corrections())
    assert answer.publication == 1


class Desk:
    """The installation, asked by whoever is named."""

    def __init__(self, home: Path, **settings: Any) -> None:
        self.home, self.site = home, Site(home, login="local", **settings)
        self.register: Register = self.site.server.extensions[EXTENSION].register
        self.people = people(self.site.server, AGREEMENT)

    def get(self, address: str, who: str = "mitte") -> Any:
        return self.people[who].get(address)

    def page(self, address: str, who: str = "mitte") -> Node:
        answer = self.get(address, who)
        return shown(answer.text)

    def upload(self, *files: tuple[str, bytes], who: str = "mitte", **fields: str) -> Any:
        """Send files as the form of the page does."""
        data = {"dateien": [(io.BytesIO(content), name) for name, content in files], **fields}
        kind = "multipart/form-data"
        return self.people[who].post("/lieferungen/hochladen", data=data, content_type=kind)

    def delivered(self, *files: tuple[str, bytes], who: str = "mitte", **fields: str) -> int:
        """Send files and return the number of the delivery."""
        return number(self.upload(*(files or (("meldung.csv", GOOD),)), who=who, **fields))

    def step(self, id_: int, step: str, who: str = "mitte", **fields: str) -> Any:
        return self.people[who].post(f"/lieferungen/eingang/{id_}/{step}", data=fields)

    def delivery(self, id_: int) -> Delivery:
        with self.register.reading() as session:
            return session.get_one(Delivery, id_)

    def count(self) -> int:
        with self.register.reading() as session:
            return session.query(Delivery).count()

    def audit(self) -> list[Entry]:
        with self.register.reading() as session:
            kinds = ("delivery", "publication")
            return list(session.query(Entry).where(Entry.kind.in_(kinds)).order_by(Entry.id))

    def kept(self) -> list[Path]:
        """What lies under `uploads` besides folders and turns."""
        folder = self.home / "uploads"
        return sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("turn-"))

    def current(self) -> int | None:
        store = self.site.server.extensions[EXTENSION].store
        found: int | None = store.current()
        return found


def shown(document: str) -> Node:
    """Return the main part of a document."""
    text = re.search(r'<div id="shell-page">(.*)</div>\n<script', document, re.S)
    assert text, "no page in the document"
    return Shown({}, Node("root", children=parsed(text[1]))).main


def number(answer: Any) -> int:
    """Return the number of the delivery that an answer leads to."""
    assert answer.status_code == 303, (answer.status_code, shown(answer.text).text)
    match = re.search(r"/lieferungen/eingang/(\d+)", answer.headers["Location"])
    assert match
    return int(match[1])
