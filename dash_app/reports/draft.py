"""What do all parts of a report need while it is made: whose figures, which areas, whose words?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dash_app.access import Viewer
from dash_app.control import Standing
from dash_app.metrics import Change, change
from dash_app.queries import areas as all_areas
from dash_app.queries import figures_at, previous, standings
from dash_app.reports.choice import Choice
from dash_app.reports.model import Remarks, Sentence
from dash_app.store import Snapshot
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Agreement, Area, Catalogue, Goal, Indicator
from schemas.observation import Figure, Status
from schemas.period import Period

Place = tuple[str, str]
"""Indicator and area."""


@dataclass(frozen=True, eq=False)
class Draft:
    """A report in the making; `agreement` holds only what the viewer may see."""

    snapshot: Snapshot
    viewer: Viewer
    choice: Choice
    agreement: Agreement
    remarks: Remarks
    said: dict[str, Sentence] = field(default_factory=dict)
    """All sentences by key."""
    shown: dict[tuple[str, str, str, str], Figure] = field(default_factory=dict)
    """All figures shown so far by indicator, level, period and area."""

    @cached_property
    def t(self) -> Texts:
        """Texts in the language of the report."""
        return Texts(self.choice.language)

    @property
    def language(self) -> str:
        """`de` or `en`."""
        return self.choice.language

    @property
    def period(self) -> Period:
        """Period of the report."""
        return self.choice.period

    @property
    def catalogue(self) -> Catalogue:
        """Catalogue of the publication."""
        return self.snapshot.catalogue

    @cached_property
    def districts(self) -> tuple[str, ...]:
        """Keys of the districts that the report is about."""
        listed = all_areas(self.catalogue)[1:]
        return tuple(key for key in listed if key in self.choice.districts) or listed

    @property
    def areas(self) -> tuple[str, ...]:
        """Keys of Berlin and the districts."""
        return (BERLIN, *self.districts)

    @property
    def places(self) -> Mapping[str, Area]:
        """Areas by key."""
        return self.catalogue.areas_by_key

    @property
    def lead(self) -> str:
        """Area that the report speaks of first: the only district chosen, else Berlin."""
        return self.districts[0] if len(self.districts) == 1 else BERLIN

    @property
    def district(self) -> str | None:
        """Key of the only district chosen."""
        return None if self.lead == BERLIN else self.lead

    @cached_property
    def edits(self) -> Mapping[str, str]:
        """Words of the author by the key of the sentence."""
        return {edit.key: edit.text.strip() for edit in self.choice.edits}

    def say(self, key: str, generated: str) -> Sentence:
        """Return a sentence, in the author's words where there are any."""
        made = Sentence(key=key, text=self.edits.get(key) or generated, generated=generated)
        self.said[key] = made
        return made

    def show(self, listed: Iterable[Figure]) -> None:
        """Note that figures are shown."""
        for figure in listed:
            self.shown[figure.indicator, figure.level.value, figure.period, figure.district] = figure

    # Figures of the period ----

    @cached_property
    def figures(self) -> Mapping[Place, Figure]:
        """Figures as of the period by indicator and area; one of each, `no_data` where there is none."""
        ids = [indicator.id for indicator in self.agreement.indicators]
        found = figures_at(
            self.snapshot, self.viewer, period=self.period, indicators=ids, districts=self.areas
        )
        return {(figure.indicator, figure.district): figure for figure in found}

    @cached_property
    def before(self) -> Mapping[Place, Figure]:
        """Figures of the period before."""
        return previous(self.snapshot, self.viewer, list(self.figures.values()))

    @cached_property
    def standings(self) -> Mapping[Place, Standing]:
        """What the signs say."""
        return standings(self.snapshot, self.viewer, self.figures.values())

    def row(self, indicator: Indicator) -> list[Figure]:
        """Return the figures of an indicator, Berlin first."""
        return [self.figures[indicator.id, key] for key in self.areas]

    def of_lead(self, indicators: Iterable[Indicator]) -> list[Figure]:
        """Return the figures of the area that the report speaks of first."""
        return [self.figures[indicator.id, self.lead] for indicator in indicators]

    def move(self, figure: Figure) -> Change | None:
        """Return how a figure moved since the period before."""
        earlier = self.before.get((figure.indicator, figure.district))
        return change(figure, earlier, self.catalogue.indicators[figure.indicator])

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Goals of the agreement."""
        return self.agreement.goals

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to say about the period."""
        return any(is_known(figure) for figure in self.figures.values())


def is_known(figure: Figure) -> bool:
    """Tell whether a figure says anything: a number, a word, or that it is hidden."""
    return figure.value is not None or bool(figure.text) or figure.status is Status.SUPPRESSED
