"""Who may get what: written by hand, one row for each address, and one for each secret.

To add an address: a page goes into `PAGES` (template and some addresses of it), any other rule of the server
into `ROUTES` (what is asked, and who gets another status than 200), a callback into `CALLBACKS`, a kind of
document that can be ordered into `KINDS`. Something new that is not for everybody gets a secret in
`secrets.py` and a row in `WHO_SEES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dash_app.access import Role

# People ----


@dataclass(frozen=True)
class Person:
    """Somebody who asks."""

    role: Role
    district: str | None = None
    agreements: tuple[str, ...] = ()


PEOPLE = {
    "steering": Person(Role.STEERING),
    "amt": Person(Role.DEPARTMENT, agreements=("amt",)),
    "stelle": Person(Role.DEPARTMENT, agreements=("stelle",)),
    "district 04": Person(Role.DISTRICT, "04"),
    "district 05": Person(Role.DISTRICT, "05"),
    "reader": Person(Role.READER),
    "admin": Person(Role.ADMIN),
    "public": Person(Role.PUBLIC),
}
"""Those with most rights first, so that what is remembered for them could reach the others.

`public` is who chose so in the demonstration; where people sign in, who has not (`unsigned`) sees no page.
"""
SIGNED = frozenset(PEOPLE) - {"public"}
INSIDE = SIGNED - {"admin"}
"""Who works with figures."""

# Secrets ----

WHO_SEES: Mapping[str, frozenset[str]] = {
    "offen": frozenset(PEOPLE),
    "intern": INSIDE,
    "title of intern": INSIDE,
    "internal document": INSIDE,
    "team of 00": INSIDE,
    "team of 04": frozenset({"steering", "amt", "district 04"}),
    "team of 05": frozenset({"steering", "amt", "district 05"}),
    "team of others": frozenset({"steering", "amt"}),
    "kollegium of 00": INSIDE,
    "kollegium of 04": frozenset({"steering", "stelle", "district 04"}),
    "kollegium of 05": frozenset({"steering", "stelle", "district 05"}),
    "kollegium of others": frozenset({"steering", "stelle"}),
    "small cells": frozenset(),
    "deliveries": INSIDE,
    "finding 8841": frozenset({"steering", "amt", "district 04"}),
    "finding 8842": frozenset({"steering", "amt", "district 05"}),
    "finding 8843": frozenset({"steering", "amt"}),
    "finding 8844": frozenset({"steering", "stelle", "district 05"}),
    "finding 8845": frozenset({"steering", "amt", "district 04"}),
    "finding 8846": frozenset({"steering", "amt"}),
    "incoming 1": frozenset({"steering", "amt", "district 04"}),
    "incoming 2": frozenset({"steering", "stelle", "district 05"}),
    "comment 1": frozenset({"district 04"}),
    "comment 2": frozenset({"steering", "amt", "district 04"}),
    "comment 3": frozenset(PEOPLE),
    "comment 4": frozenset({"steering", "amt", "district 05"}),
    "comment 5": INSIDE,
    "measure 1": frozenset({"district 04"}),
    "measure 2": frozenset(PEOPLE),
    "measure 3": frozenset({"steering", "amt", "district 05"}),
    "order": frozenset({"district 04"}),
    "account": frozenset({"admin"}),
}
"""By secret: who gets it somewhere. Nobody else gets it anywhere."""
VARIED = {
    "team": {"team of 05", "team of others"},
    "kollegium": {"kollegium of 05", "kollegium of others"},
    "small": {"small cells"},
    "internal": {"title of intern", "internal document"},
    "intern": {"intern"},
    "deliveries": {"deliveries"},
    **{name: {name} for name in WHO_SEES if name.split()[0] in ("finding", "incoming", "comment", "measure")},
}
"""What can be told differently in another world, and the secrets that it changes."""


def hidden_from(person: str) -> frozenset[str]:
    """Return what can be told differently without this person getting another byte."""
    seen = {secret for secret, people in WHO_SEES.items() if person in people}
    return frozenset(name for name, secrets in VARIED.items() if seen.isdisjoint(secrets))


# Addresses ----


@dataclass(frozen=True)
class Ask:
    """One request; `status` names who gets another one than 200."""

    address: str
    method: str = "GET"
    sent: Mapping[str, Any] = field(default_factory=dict)
    is_json: bool = False
    status: Mapping[str, int] = field(default_factory=dict)

    def expected(self, person: str) -> int:
        """Return the status that a person gets."""
        found = self.status.get(person, self.status.get("known" if person in SIGNED else "", 0))
        return found or self.status.get("all", 200)


OPEN: Mapping[str, int] = {}
DOOR = {"unsigned": 303}
"""A page leads whoever is not signed in to the sign-in."""
STOP = {"unsigned": 401}
STEPS = "abgeben, freigeben, zurueckgeben, zurueckziehen, pruefen"
FOUR = {"steering": 200, "amt": 200, "district 04": 200}
FIVE = {"steering": 200, "stelle": 200, "district 05": 200}
RELEASE = {"steering": 409, "stelle": 409, "district 05": 403}
"""Of a draft: those who may release it are told that it has not been handed in."""
UPLOAD = {"all": 403, "steering": 400, "amt": 400, "stelle": 400, "district 04": 400, "district 05": 400}
BACK = {"all": 403, "steering": 400}
ADMIN_ONLY = {"unsigned": 401, "public": 403, "known": 403, "admin": 200}
ADMIN_PAGE = ADMIN_ONLY | DOOR
ONLY_ADMIN = {"unsigned": 401, "public": 403, "known": 403, "admin": 400}
"""What only the administrator writes; a form without fields is refused from the administrator too."""
NOT_PUBLIC = {"unsigned": 401, "public": 403, "admin": 403}

SLUGS = ("offen", "intern", "team", "kollegium", "klein")
PAGES: Mapping[str, tuple[str, ...]] = {
    "/": ("/", "/?bezirk=05", "/?stand=1", "/?zeitraum=2024&sprache=en"),
    "/vereinbarung/<agreement_id>": (
        "/vereinbarung/amt",
        "/vereinbarung/stelle?bezirk=05",
        "/vereinbarung/amt?form=bullet&bezirk=04",
    ),
    "/kennzahl/<indicator_id>": (
        *(f"/kennzahl/{slug}" for slug in SLUGS),
        *(f"/kennzahl/{slug}?bezirk=05" for slug in SLUGS),
        "/kennzahl/offen?bezirk=04",
        "/kennzahl/team?bezirk=04",
        "/kennzahl/kollegium?bezirk=04&stand=1",
        "/kennzahl/klein?bezirk=06",
        "/kennzahl/team?bezirk=06&zeitraum=2024&sortierung=bezirk",
    ),
    "/bezirk/<key>": ("/bezirk/04", "/bezirk/05?stand=1", "/bezirk/06?zeitraum=2024"),
    "/vergleich": (
        "/vergleich",
        "/vergleich?kennzahl=team,intern,kollegium",
        "/vergleich?kennzahl=kollegium&ansicht=tabelle",
    ),
    "/bericht": ("/bericht?vereinbarung=amt", "/bericht?vereinbarung=stelle&bezirk=05"),
    "/lieferungen": (
        "/lieferungen",
        *(f"/lieferungen?lieferung={number}" for number in range(1, 7)),
        "/lieferungen?seit=1&bis=2",
    ),
    "/lieferungen/meldebogen/<quelle>": (
        "/lieferungen/meldebogen/standesamt-meldung?bezirk=05&zeitraum=2024-Q4",
        "/lieferungen/meldebogen/befragung?bezirk=05&zeitraum=2024-Q4",
    ),
    "/lieferungen/eingang/<nummer>": ("/lieferungen/eingang/1", "/lieferungen/eingang/2"),
    "/methodik": ("/methodik",),
    "/barrierefreiheit": ("/barrierefreiheit",),
    "/kommentar/<remark>": (
        *(f"/kommentar/{number}" for number in range(1, 6)),
        "/kommentar/neu?kennzahl=team&bezirk=05&zeitraum=2024-Q4",
    ),
    "/massnahme/<remark>": (
        *(f"/massnahme/{number}" for number in range(1, 4)),
        "/massnahme/neu?kennzahl=team&bezirk=05",
    ),
    "/konten": ("/konten",),
    "/anmerkungen": ("/anmerkungen",),
    "/mitbestimmung": ("/mitbestimmung",),
    "/protokoll": ("/protokoll",),
}
"""Pages: the document of each address, and the same by the callback of the shell."""
PAGE_STATUS: Mapping[str, Mapping[str, int]] = {"/barrierefreiheit": OPEN, "/protokoll": ADMIN_PAGE}
"""Pages that others get, or get with another status, than who is signed in."""

VALUES = "/api/v1/values?indicator=" + "&indicator=".join(SLUGS)
ROUTES: Mapping[str, tuple[Ask, ...]] = {
    "/_begleiter": (Ask("/_begleiter", status=STOP),),
    "/_dash-dependencies": (Ask("/_dash-dependencies", status=STOP),),
    "/_dash-layout": (Ask("/_dash-layout", status=STOP),),
    "/_favicon.ico": (Ask("/_favicon.ico"),),
    "/_reload-hash": (Ask("/_reload-hash", status=STOP),),
    "/_stand": (Ask("/_stand", status=STOP),),
    "/abmelden": (Ask("/abmelden", status={"all": 303}),),
    "/anmelden": (Ask("/anmelden"),),
    "/anmelden/kennwort": (),
    "/anmelden/sitzungen": (),
    "/api/v1/": (Ask("/api/v1/", status=STOP | {"all": 404}),),
    "/api/v1/<path:name>": (
        *(
            Ask(f"/api/v1/{name}", status=STOP)
            for name in ("agreements", "indicators", "districts", "periods", "publications")
        ),
        Ask(VALUES, status=STOP),
        Ask(f"{VALUES}&publication=1&format=csv", status=STOP),
        Ask(f"{VALUES}&format=parquet", status=STOP),
    ),
    "/api/v1/openapi.json": (Ask("/api/v1/openapi.json", status=STOP),),
    "/assets/<path:filename>": (Ask("/assets/icon.svg"),),
    "/auftraege": (Ask("/auftraege", "POST", {"kind": "chart", "choice": {}}, is_json=True, status=STOP),),
    "/auftraege/<id_>": (Ask("/auftraege/{order}", status=STOP | {"all": 404, "district 04": 200}),),
    "/auftraege/<id_>/datei": (
        Ask("/auftraege/{order}/datei", status=STOP | {"all": 404, "district 04": 200}),
    ),
    "/bericht/vorschau": (
        Ask("/bericht/vorschau?vereinbarung=amt", status=STOP),
        Ask("/bericht/vorschau?vereinbarung=amt&bezirk=05&umfang=alles", status=STOP),
        Ask("/bericht/vorschau?vereinbarung=stelle&bezirke=05,06", status=STOP),
        Ask("/bericht/vorschau?vereinbarung=amt", "POST", {"aenderungen": "{}"}, status=STOP),
    ),
    "/bericht/vorschau.js": (Ask("/bericht/vorschau.js", status=STOP),),
    "/datenpaket.zip": (Ask("/datenpaket.zip", status=STOP), Ask("/datenpaket.zip?stand=1", status=STOP)),
    "/healthz": (Ask("/healthz"),),
    "/kommentar/<remark>": (),
    "/konten": (Ask("/konten", "POST", status=ONLY_ADMIN),),
    "/lieferungen/eingang/<int:number>/befunde.<any(csv, xlsx):ending>": (
        Ask("/lieferungen/eingang/1/befunde.csv", status=STOP | FOUR | {"all": 404}),
        Ask("/lieferungen/eingang/1/befunde.xlsx", status=STOP | FOUR | {"all": 404}),
        Ask("/lieferungen/eingang/2/befunde.csv", status=STOP | FIVE | {"all": 404}),
    ),
    f"/lieferungen/eingang/<int:number>/<any({STEPS}):step>": (
        Ask("/lieferungen/eingang/2/freigeben", "POST", status=STOP | {"all": 404} | RELEASE),
    ),
    "/lieferungen/hochladen": (Ask("/lieferungen/hochladen", "POST", status=STOP | UPLOAD),),
    "/lieferungen/meldebogen/<source>": (
        Ask("/lieferungen/meldebogen/standesamt-meldung", "POST", status=STOP | UPLOAD),
    ),
    "/lieferungen/ruecknahme": (
        Ask("/lieferungen/ruecknahme", "POST", {"stand": "1", "grund": ""}, status=STOP | BACK),
    ),
    "/massnahme/<remark>": (),
    "/protokoll": (Ask("/protokoll?seite=1", status=ADMIN_PAGE),),
    "/protokoll.csv": (Ask("/protokoll.csv", status=ADMIN_ONLY),),
    "/readyz": (Ask("/readyz"),),
    "/robots.txt": (Ask("/robots.txt"),),
    "/static/<path:filename>": (Ask("/static/x", status=STOP | {"all": 404}),),
    "/vorlagen/<source>.<ending>": (Ask("/vorlagen/befragung.csv?bezirk=05", status=NOT_PUBLIC),),
}
"""All other rules of the server; empty where there is only writing, which tests of its own look at."""
BY_PAGES = frozenset({"/", "/<path:path>", "/_dash-update-component"})
"""Rules that answer with pages."""
FILES = ("/packages/", "/_dash-component-suites/")
"""What rules of files for everybody begin with: scripts and styles."""

CALLBACKS: Mapping[str, str] = {
    "shell-request.data": "in the browser",
    "..shell-markup.data...shell-frame.children...shell-answer.data..": "pages",
    "shell-status.children": "in the browser",
}
"""Callbacks by output: one that asks the server answers with `pages`."""

KINDS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "chart": (
        {"address": "/kennzahl/team?bezirk=05", "block": "vergleich", "format": "svg"},
        {"address": "/kennzahl/kollegium", "block": "bezirke", "format": "svg"},
        {"address": "/", "block": "matrix", "format": "png"},
    ),
    "report": tuple(
        {"address": f"/bericht?vereinbarung={slug}&bezirk=05", "format": ending}
        for slug, ending in (("amt", "xlsx"), ("amt", "html"), ("stelle", "docx"), ("stelle", "pptx"))
    ),
}
"""Documents that can be ordered."""
