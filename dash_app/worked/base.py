"""What is an example, and from which figures is it made?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dash_app import formats
from dash_app.control import Standing
from dash_app.figures import full_name
from dash_app.figures.labels import amount
from dash_app.reading import Reading
from dash_app.sentences.words import period_of
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure


@dataclass(frozen=True, slots=True)
class Example:
    """Steps in words with the numbers put in; the figure that they are about, and where a page shows it."""

    figure: Figure
    steps: tuple[str, ...]
    anchor: str
    """Place on the page of the indicator."""
    sign: Standing | None = None
    path: str | None = None
    """Page that shows it, where that is not the one of the indicator."""
    is_shown: bool = True
    """Whether a page shows the same; else there is no link."""


@dataclass(frozen=True, slots=True)
class At:
    """Figures of Berlin and the districts as of the period of the page, by indicator."""

    read: Reading
    listed: tuple[Indicator, ...]
    frames: Mapping[str, Sequence[Figure]]

    def with_frames(self) -> Iterator[tuple[Indicator, Sequence[Figure]]]:
        """Yield the indicators that have figures, in the order of the agreements."""
        for indicator in self.listed:
            if frame := self.frames.get(indicator.id):
                yield indicator, frame

    def surveys_first(self) -> list[tuple[Indicator, Sequence[Figure]]]:
        """Return the same with surveys first: their cases are few enough for chance to be seen."""
        return sorted(self.with_frames(), key=lambda pair: not pair[0].survey)

    def own(self, frame: Sequence[Figure]) -> list[Figure]:
        """Return the figure of the reader's district, else those of all districts; those with values."""
        wanted = (f for f in frame if f.district == self.read.district)
        others = (f for f in frame if f.district != BERLIN)
        return [f for f in (wanted if self.read.district else others) if f.value is not None]

    @property
    def t(self) -> Texts:
        """Texts in the language of the page."""
        return self.read.t

    def name(self, figure: Figure) -> str:
        """Return the name of the area of a figure."""
        return full_name(figure.district, self.read.catalogue.areas_by_key)

    def shown(self, value: float | None, indicator: Indicator) -> str:
        """Return a value with its unit, as pages show it."""
        return amount(value, indicator, self.read.language) if value is not None else "–"

    def number(self, value: float | None, decimals: int = 4) -> str:
        """Return a number of a calculation; whole ones without decimals."""
        if value is not None and value == round(value):
            decimals = 0
        return formats.number(value, decimals, self.read.language)

    def period(self, figure: Figure) -> str:
        """Return the period of a figure."""
        return formats.period(period_of(figure), self.read.language)
