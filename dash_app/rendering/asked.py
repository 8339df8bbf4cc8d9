"""Which block of which page is the chart that somebody asks for in words?"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from dash_app.asked_figures import AskError, refuse_unknown
from dash_app.rendering import standalone
from dash_app.rendering.charts import ChartChoice, content_of, find
from dash_app.rendering.work import Work
from dash_app.store import Snapshot

_ON_THE_INDICATOR = {
    "comparison": "vergleich",
    "trend": "verlauf",
    "multiples": "bezirke",
    "map": "karte",
    "spc": "schwankung",
    "funnel": "trichter",
    "contribution": "beitrag",
    "projection": "prognose",
}
"""Blocks of the page Kennzahl by kind."""


@dataclass(frozen=True, slots=True)
class Place:
    """A block of a page."""

    path: str
    block: str
    form: str = ""
    """Value of the page's own key `form`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for at the command line."""

    kind: str
    ending: str
    """Format: `png`, `svg`, `pdf`, `html` or `json`."""
    look: str
    indicator: str | None
    district: str | None
    period: str | None
    publication: int | None
    language: str
    width_cm: float
    height_cm: float | None
    dpi: int

    def address(self, place: Place) -> str:
        """Return the address of the page that shows it."""
        given = {"zeitraum": self.period, "bezirk": self.district, "stand": self.publication}
        given |= {"form": place.form, "sprache": self.language if self.language != "de" else None}
        query = urlencode({key: value for key, value in given.items() if value})
        return f"{place.path}?{query}" if query else place.path

    def choice(self, place: Place) -> ChartChoice:
        """Return the choice of a picture. Raises `Unmakeable` for measures that no picture can have."""
        return ChartChoice.checked(
            {
                "address": self.address(place),
                "block": place.block,
                "format": self.ending,
                "look": self.look,
                "width_cm": self.width_cm,
                "height_cm": self.height_cm,
                "dpi": self.dpi,
            }
        )


def asked_chart(work: Work, asked: Asked) -> bytes:
    """Return the file of a chart.

    Raises:
        AskError: for a word that is not known, or a figure that is not there.
        Unmakeable: for measures that no picture can have, or a chart that the page does not show.
        Unavailable: where there is no browser for it.
    """
    place = _place(work.store.open(asked.publication), asked.kind, asked.indicator, asked.district)
    found = find(work, asked.address(place), place.block, asked.look)
    if found.notes:
        raise AskError(" ".join(found.notes))
    if asked.ending == "json":
        return standalone.as_json(found)
    if asked.ending == "html":
        return standalone.as_html(found, asked.look)
    return content_of(work, found, asked.choice(place))


def _place(snapshot: Snapshot, kind: str, indicator: str | None, district: str | None) -> Place:
    """Return where a kind of chart stands."""
    refuse_unknown(snapshot, [indicator] if indicator else [], [district] if district else [])
    if kind == "matrix":
        return Place("/", "matrix")
    if indicator is None:
        raise AskError(f"Ein Diagramm „{kind}“ zeigt eine Kennzahl. Bitte mit --indicator eine angeben.")
    if kind in _ON_THE_INDICATOR:
        return Place(f"/kennzahl/{indicator}", _ON_THE_INDICATOR[kind])
    agreement = snapshot.catalogue.agreement_of.get(indicator)
    if agreement is None:
        raise AskError(f"Die Kennzahl „{indicator}“ gehört zu keiner Vereinbarung; „{kind}“ zeigt Ziele.")
    if kind == "spine":
        if district is None:
            raise AskError("Ein Diagramm „spine“ zeigt einen Bezirk. Bitte mit --district einen angeben.")
        return Place(f"/bezirk/{district}", f"tabelle-{agreement.id}")
    if kind == "gauge":
        return Place(f"/vereinbarung/{agreement.id}", f"tacho-{indicator}")
    goal = next(goal.id for goal in agreement.goals if indicator in {i.id for i in goal.indicators})
    return Place(f"/vereinbarung/{agreement.id}", f"ziel-{goal}-bullet", form="bullet")
