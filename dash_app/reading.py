"""What does the reader of this address see: which publication, period, district and language?

How to write a page: one module in `pages/`, one address.

    dash.register_page(
        __name__,
        path="/methodik",             # or path_template="/kennzahl/<indicator_id>"; <x> never holds a slash
        name="methods.title",         # key of the texts: the page's name
        title=title,                  # key of the texts, or title(read, **variables) -> str
        order=60,
        is_kept=False,                # only where it shows more than follows from its address
        shows_remarks=True,           # only where it shows comments and measures
        query_keys=("auswahl",),      # only where the page has query keys of its own; unknown ones are noted
        has_any_period=True,          # only where a period without figures is shown as such
    )

    def layout(indicator_id: str | None = None, **query: str) -> Component:
        read = reading(**query)       # cheap: the router has made it already
        indicator = read.catalogue.indicators.get(indicator_id or "")
        if indicator is None:
            return not_found(read, read.t("indicator.unknown", id=indicator_id))  # of dash_app.shell
        return html.Div([html.H1(...), ...])  # exactly one h1; the router puts `main` and the notes around it

Links: `html.A(text, href=read.href("/bezirk/03"))` to other pages (period, district, publication and
language travel along), `read.here(zeitraum="2024-Q3")` to the same page. A click on a link inside the
application does not load the page anew. `**attributes(data_replace="")` on a link, or on what holds it, keeps
the history as it is (choices); links to files of the server take `download` or `data_plain`. Choices:
`choice(...)` and `switch(...)` of `dash_app.shell` write their value into the address; nothing else does.

Callbacks: a module of the same name in `callbacks/` with `register(app)`; `app.py` calls it. Small switches
of a page read the address with `State(ids.Shell.ADDRESS, ...)`, `pathname` and `search`: `reading_at(...)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, cast

from flask import current_app, g, has_request_context, request

from dash_app import formats, url
from dash_app.access import Viewer, may_see
from dash_app.queries import latest_period, periods
from dash_app.register import Register
from dash_app.settings import Settings
from dash_app.store import NoPublication, Snapshot, Store
from dash_app.texts import Texts
from dash_app.theme import THEMES, TOKENS
from dash_app.url import Note, View
from schemas.catalogue import Catalogue, Indicator
from schemas.period import Level, Period

EXTENSION = "zielblick"
THEME_COOKIE = "zb-theme"
"""Choice of the reader: light, dark or auto."""
SHOWN_COOKIE = "zb-theme-shown"
"""What the choice comes to in this browser: light or dark."""
LEVELS = (Level.QUARTER, Level.HALF, Level.YEAR, Level.MONTH, Level.DATE)
"""Levels in the order in which the default period is looked for."""


class Site(Protocol):
    """What the web application knows about itself (`app.py` makes it)."""

    @property
    def store(self) -> Store: ...  # noqa: D102

    @property
    def register(self) -> Register: ...  # noqa: D102

    @property
    def settings(self) -> Settings: ...  # noqa: D102

    @property
    def viewer(self) -> Viewer: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page shows, checked against the publication; what could not be followed is in `notes`."""

    snapshot: Snapshot
    viewer: Viewer
    view: View
    t: Texts
    theme: str
    path: str
    period: Period
    """Period shown: that of the address, else the newest quarter."""
    latest: Period
    """Period shown where the address names none."""
    current: int
    """Number of the current publication."""
    notes: tuple[str, ...] = ()

    @property
    def catalogue(self) -> Catalogue:
        """Catalogue of the publication shown."""
        return self.snapshot.catalogue

    @property
    def language(self) -> str:
        """`de` or `en`."""
        return self.t.language

    @property
    def district(self) -> str | None:
        """Key of the reader's district, None for all."""
        return self.view.bezirk

    @property
    def is_pinned(self) -> bool:
        """Whether the address names the publication."""
        return self.view.stand is not None

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Indicators that the address names (`kennzahl`)."""
        return tuple(self.catalogue.indicators[key] for key in self.view.kennzahlen)

    def href(self, path: str, **changes: object) -> str:
        """Return the address of another page; see `url.href`."""
        return url.href(path, self.view, **changes)

    def here(self, **changes: object) -> str:
        """Return the address of this page with changes; see `url.here`."""
        return url.here(self.path, self.view, **changes)


def reading(**query: object) -> Reading:
    """Return the reading of a query, as layouts get it: `reading(zeitraum="2024-Q3", bezirk="04")`.

    Raises:
        NoPublication: where no publication can be read; the router makes a page of it.
    """
    made = g.get(EXTENSION) if has_request_context() else None
    if made and all(made[0].get(key) == query.get(key) for key in url.KEYS):
        return cast(Reading, made[1])
    return _reading("/", query, (), False)


def reading_at(path: str, search: str, more: Iterable[str] = (), *, has_any_period: bool = False) -> Reading:
    """Return the reading of an address; `more` are query keys of the page's own. Raises as `reading`.

    A period that has no figures becomes the newest one with a note, unless the page `has_any_period`.
    """
    query = url.read(search)
    made = _reading(path, query, more, has_any_period)
    if has_request_context():
        setattr(g, EXTENSION, (query, made))
    return made


def all_periods(snapshot: Snapshot, viewer: Viewer) -> dict[Level, list[Period]]:
    """Return the periods with figures by level, oldest first."""
    return snapshot.remember(
        ("reading.all_periods", viewer),
        lambda: {level: sorted(periods(snapshot, viewer, level)) for level in LEVELS},
    )


def site() -> Site:
    """Return what the application that answers knows about itself."""
    return cast(Site, current_app.extensions[EXTENSION])


def _reading(path: str, query: Mapping[str, object], more: Iterable[str], has_any_period: bool) -> Reading:
    view, noted = url.parse(query, more)
    notes, here = list(noted), site()
    snapshot = _snapshot(here.store, view.stand, notes)
    latest = _latest(snapshot, here.viewer)
    known = {period for listed in all_periods(snapshot, here.viewer).values() for period in listed} | {latest}
    known |= set(view.zeitraeume if has_any_period else ())
    view = _checked(view, snapshot, here.viewer, known, notes)
    t = Texts(view.sprache)
    return Reading(
        snapshot=snapshot,
        viewer=here.viewer,
        view=view,
        t=t,
        theme=shown_theme(),
        path=path,
        period=view.zeitraum or latest,
        latest=latest,
        current=here.store.current() or snapshot.number,
        notes=tuple(_said(note, latest, t) for note in notes),
    )


def shown_theme() -> str:
    """Return `light` or `dark`, as the browser last said; pictures on paper are asked for with `print`."""
    found = request.cookies.get(SHOWN_COOKIE) if has_request_context() else None
    return found if found in TOKENS else THEMES[0]


def _snapshot(store: Store, number: int | None, notes: list[Note]) -> Snapshot:
    if number is None:
        return store.open()
    try:
        return store.open(number)
    except NoPublication:
        snapshot = store.open()
        notes.append(Note("shell.note.publication", {"found": number}))
        return snapshot


def _latest(snapshot: Snapshot, viewer: Viewer) -> Period:
    def ask() -> Period:
        found = (latest_period(snapshot, viewer, level) for level in LEVELS)
        before = Period.containing(snapshot.created.date(), Level.QUARTER).shift(-1)
        return next((period for period in found if period), before)

    return snapshot.remember(("reading.latest", viewer), ask)


def _checked(view: View, snapshot: Snapshot, viewer: Viewer, known: set[Period], notes: list[Note]) -> View:
    """Return the view without what this publication does not have; each such value becomes a note.

    `known` are the periods that can be shown.
    """
    catalogue = snapshot.catalogue
    districts = {area.key for area in catalogue.districts}
    seen = {key for key, indicator in catalogue.indicators.items() if may_see(viewer, indicator)}
    notes += [Note("shell.note.no_figures", {"period": p}) for p in view.zeitraeume if p not in known]
    notes += [Note("shell.note.district", {"found": key}) for key in view.bezirke if key not in districts]
    notes += [Note("shell.note.indicator", {"found": key}) for key in view.kennzahlen if key not in seen]
    return replace(
        view,
        zeitraeume=tuple(period for period in view.zeitraeume if period in known),
        bezirke=tuple(key for key in view.bezirke if key in districts),
        kennzahlen=tuple(key for key in view.kennzahlen if key in seen),
        stand=view.stand if view.stand == snapshot.number else None,
    )


def _said(note: Note, latest: Period, t: Texts) -> str:
    shown = {k: formats.period(v, t.language) if isinstance(v, Period) else v for k, v in note.params.items()}
    return t(note.key, **shown, latest=formats.period(latest, t.language))
