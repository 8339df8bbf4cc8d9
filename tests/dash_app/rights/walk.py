"""What does everybody get at every address, by every callback, and as every document?"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, cast

import duckdb
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from dash_app.access import Viewer
from dash_app.rendering.kinds import KINDS
from dash_app.rendering.orders import Picture, Unavailable
from dash_app.rendering.renderer import Renderer
from dash_app.rendering.work import Unmakeable, Work
from dash_app.settings import Settings
from dash_app.texts import Texts
from schemas.period import Level
from tests.dash_app.rights import expectations as wanted
from tests.dash_app.rights import secrets
from tests.dash_app.rights.expectations import Ask, Person
from tests.dash_app.small_cells import published
from tests.signed import Client, client_as

FILES = tuple(secrets.FILES.values())
ORDER = "o" * 24
"""Id of a finished order of district 04."""
MADE = "wort-auftrag"
FAULT = Texts("de")("shell.broken")
TOLD = ("Location", "Content-Disposition")
"""Headers that say something."""


@dataclass(frozen=True)
class Got:
    """What somebody got: the status, and all text that is in it."""

    person: str
    what: str
    status: int
    expected: int
    text: str


class World:
    """A server over the small Berlin, with all its people; `varied` secrets are told differently."""

    def __init__(self, home: Path, varied: Collection[str] = ()) -> None:
        self.home = home
        secrets.publish(home, varied)
        self.server = self._server("local")
        self.open = self._server("demo")
        secrets.write_remarks(self.server, varied)
        secrets.write_incoming(self.server, varied)
        self.clients: dict[str, FlaskClient] = {"unsigned": Client(self.server, use_cookies=True)}
        for name, person in wanted.PEOPLE.items():
            server = self.open if name == "public" else self.server
            words = {"district": person.district, "agreements": person.agreements}
            self.clients[name] = client_as(server, person.role, **words)  # type: ignore[arg-type]
        _finished_order(home, self.viewer("district 04"))

    def _server(self, login: str) -> Flask:
        return cast(Flask, create_app(Settings(home=self.home, login=login)).server)

    def viewer(self, name: str) -> Viewer:
        """Return the viewer that a person is in queries."""
        person = wanted.PEOPLE[name]
        words = person.district, person.agreements
        account = None if name == "public" else _account(self.server, person)
        return Viewer(name, person.role, *words, account=account)

    def get(self, person: str, ask: Ask, what: str = "") -> Got:
        """Ask for an address."""
        sent: Any = dict(ask.sent) if ask.method == "POST" else None
        address, client = ask.address.replace("{order}", ORDER), self.clients[person]
        words: dict[str, Any] = {"json": sent} if ask.is_json else {"data": sent}
        answer = client.open(address, method=ask.method, **words)
        text = " ".join([readable(answer.data), *(answer.headers.get(name, "") for name in TOLD)])
        status = 500 if FAULT in text else answer.status_code  # a page says it with 200
        return Got(person, what or f"{ask.method} {address}", status, ask.expected(person), text)

    def page(self, person: str, address: str) -> Got:
        """Ask for a page by the callback of the shell."""
        path, _, search = address.partition("?")
        names = (("shell-markup", "data"), ("shell-frame", "children"), ("shell-answer", "data"))
        question = {"path": path, "search": f"?{search}" if search else ""}
        body = {
            "output": "..{}..".format("...".join(map(".".join, names))),
            "outputs": [{"id": id_, "property": name} for id_, name in names],
            "inputs": [{"id": "shell-request", "property": "data", "value": question}],
            "changedPropIds": ["shell-request.data"],
        }
        ask = Ask("/_dash-update-component", "POST", body, is_json=True, status=wanted.STOP)
        return self.get(person, ask, f"callback {address}")

    def document(self, person: str, kind: str, choice: Mapping[str, Any]) -> Got:
        """Make a document that a person has ordered, as the process of the renderer does."""
        work = Work(self.open, cast(Renderer, Paper()), self.viewer(person))
        try:
            made = readable(KINDS[kind].load()(work, choice).content)
        except (Unmakeable, Unavailable) as problem:
            made = str(problem)
        return Got(person, f"{kind} {dict(choice)}", 200, 200, made)


def _account(server: Flask, person: Person) -> int:
    from tests.signed import account_of

    login = "-".join((person.role.value, person.district or "", *person.agreements)).strip("-")
    return account_of(server, login, person.role, person.district, person.agreements)


def _finished_order(home: Path, owner: Viewer) -> None:
    """Put a document that somebody has ordered into the folder of orders."""
    folder = home / "rendering" / "jobs" / ORDER
    folder.mkdir(parents=True)
    order = {"id": ORDER, "kind": "chart", "choice": {}, "language": "de", "base": "", "asked": 1, "rank": 1}
    state = {"state": "done", "name": "bild.svg", "media_type": "image/svg+xml", "size": len(MADE)}
    (folder / "order.json").write_text(json.dumps(order | {"viewer": asdict(owner)}))
    (folder / "state.json").write_text(json.dumps(state))
    (folder / "result").write_text(MADE)


class Paper:
    """Stands for the renderer: its pictures are what they would show, in words."""

    def begin(self) -> None:
        """Start nothing."""

    def picture(self, picture: Picture) -> bytes:
        """Return the chart as text."""
        return b"<svg>" + json.dumps(asdict(picture), default=str).encode() + b"</svg>"

    def pictures(self, listed: Collection[Picture]) -> Iterator[bytes | Unavailable]:
        """Yield charts as text; there is no browser for bitmaps."""
        for picture in listed:
            is_text = picture.format == "svg"
            yield self.picture(picture) if is_text else Unavailable("no-browser")

    def photo(self, html: str, **_: object) -> bytes:
        """Return the sheet as text."""
        return html.encode()


# Asking for everything ----


def everything(
    world: World, people: Collection[str], *, only: str = "", with_documents: bool = True
) -> Iterator[Got]:
    """Yield what people get, address by address, with most rights first; `only` addresses that begin so."""
    for addresses in wanted.PAGES.values():
        for address in (each for each in addresses if each.startswith(only)):
            for person in people:
                yield world.get(person, Ask(address, status=wanted.PAGE_STATUS.get(address, wanted.DOOR)))
                if address == addresses[0]:
                    yield world.page(person, address)
    for ask in (each for asks in wanted.ROUTES.values() for each in asks if each.address.startswith(only)):
        for person in people:
            yield world.get(person, ask)
    for kind, choices in wanted.KINDS.items() if with_documents and not only else ():
        for choice in choices:
            for person in people:
                if person != "unsigned":
                    yield world.document(person, kind, choice)


def leaks(world: World, people: Collection[str], only: str = "") -> Iterator[str]:
    """Yield what is not as expected: another status, or a secret of others."""
    for got in everything(world, people, only=only):
        if got.status != got.expected:
            yield f"{got.person}: {got.what} answers {got.status}, expected {got.expected}"
        for secret in sorted(found_in(got.text)):
            if got.person not in wanted.WHO_SEES[secret]:
                yield f"{got.person}: {got.what} tells {secret}"


# Secrets in an answer ----


def readable(content: bytes) -> str:
    """Return all text of an answer; archives and tables are opened."""
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(readable(archive.read(name)) for name in archive.namelist())
    if content[:4] == b"PAR1":
        with NamedTemporaryFile(suffix=".parquet") as file:
            file.write(content)
            file.flush()
            return "\n".join(map(str, duckdb.from_parquet(file.name).fetchall()))
    return content.decode("utf-8", "replace")


_NUMBER = re.compile(r"(?<![\w.%])(\d\d)[.,]?(\d{3})(?!\d{1,3}(?!\d))")
"""Five digits: with three decimals, in thousands, or with the noise of a division behind them."""
_WORD = re.compile(
    rf"Geheimtitel (?:anders )?intern|Geheimvertrag|datei(?:anders)?-\d+\.csv|{MADE}"
    rf"|{secrets.ACCOUNT}|befund-\d+|eingang-\d+-|wort-(?:comment|measure)-\d+"
)


@cache
def _secrets() -> Mapping[str, set[str]]:
    """Return the secrets by number or word."""
    found: dict[str, set[str]] = {MADE: {"order"}, "Geheimvertrag": {"internal document"}}
    found[secrets.ACCOUNT] = {"account"}
    found |= {f"Geheimtitel {word}intern": {"title of intern"} for word in ("", secrets.OTHER)}
    found |= {f"datei{word}-{file[2]}.csv": {"deliveries"} for word in ("", "anders") for file in FILES}
    found |= {f"befund-{file[2]}": {f"finding {file[2]}"} for file in FILES}
    found |= {f"eingang-{number}-": {f"incoming {number}"} for number in secrets.INCOMING}
    found |= {f"wort-comment-{number}": {f"comment {number}"} for number in secrets.REMARKS}
    found |= {f"wort-measure-{number}": {f"measure {number}"} for number in secrets.MEASURES}
    found |= {number: {"small cells"} for number in ("23077", "23076", "50820", "50819")}
    for slug in secrets.SHARES:
        for f in published(secrets.counts_of(slug, ()), (Level.QUARTER, Level.YEAR)):
            assert f.value is not None and f.numerator is not None
            one = f.district if f.district in ("00", "04", "05") else "others"
            name = slug if slug in ("offen", "intern") else f"{slug} of {one}"
            numbers = {f"{f.value:.3f}", f"{f.numerator / 1000:.3f}"}
            for number in numbers:
                if len(number) == 6:
                    found.setdefault(number.replace(".", ""), set()).add(name)
    assert all(len(names) == 1 for names in found.values()), "every secret exists once"
    assert set().union(*found.values()) == set(wanted.WHO_SEES)
    return found


def found_in(text: str) -> set[str]:
    """Return the secrets that a text tells."""
    told = {"".join(match) for match in _NUMBER.findall(text)} | set(_WORD.findall(text))
    return {name for each in told & _secrets().keys() for name in _secrets()[each]}
