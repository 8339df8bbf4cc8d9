"""What was agreed, with whom, and how is it measured? All that a catalogue folder holds."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import ConfigDict, Field

from schemas.agreement import (
    Agreement,
    AgreementKind,
    Document,
    Goal,
    LifecycleStep,
    Release,
    Side,
    Signature,
    SignatureState,
    Stage,
    Term,
)
from schemas.indicator import Break, Indicator, Plausible, Polarity, Rebase, Target
from schemas.words import (
    BERLIN,
    Area,
    AreaKind,
    Moment,
    Reference,
    Slug,
    Text,
    Tile,
    Visibility,
    Words,
)

__all__ = [
    "BERLIN",
    "Agreement",
    "AgreementKind",
    "Area",
    "AreaKind",
    "Break",
    "Catalogue",
    "Document",
    "Event",
    "EventKind",
    "Goal",
    "Indicator",
    "LifecycleStep",
    "Measure",
    "Moment",
    "Plausible",
    "Polarity",
    "Rebase",
    "Reference",
    "Release",
    "Side",
    "Signature",
    "SignatureState",
    "Site",
    "Slug",
    "SourceMapping",
    "Stage",
    "Target",
    "Term",
    "Text",
    "Tile",
    "Visibility",
]


class EventKind(StrEnum):
    """What happened."""

    RULE = "rule"
    OFFICE = "office"
    DEFINITION = "definition"
    MEASURE = "measure"
    DATA = "data"


class Event(Words):
    """Something to know when reading a trend; shown on the time axis. `demo` marks invented ones."""

    id: Slug
    since: date = Field(alias="from")
    until: date | None = Field(None, alias="to")
    kind: EventKind
    title: Text
    text: Text | None = None
    indicators: tuple[Slug, ...] = Field(min_length=1)
    areas: tuple[str, ...] = ()
    """Keys of the areas concerned; all where empty."""
    source: Slug | None = None
    demo: bool = False

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Measure(Words):
    """Something that an office counts; indicators are formulas over measures."""

    id: Slug
    title: Text
    unit: str
    source: str
    """Slug of the source system that delivers it."""
    negative: bool = False
    """Whether values below zero are legal."""


class Site(Words):
    """A place inside a district, or a unit of the source system that stands for the whole district."""

    id: str
    district: str
    name: str
    kind: Literal["site", "department", "organisation"] = "site"
    """`department` and `organisation` speak for the district as a whole."""


class SourceMapping(Words):
    """How a source system's words map to measures and places."""

    source: str
    title: Text
    columns: dict[str, Slug] = Field(default_factory=dict)
    """Column of the delivery to measure id."""
    sites: tuple[Site, ...] = ()
    options: dict[str, str | tuple[str, ...] | dict[str, str]] = Field(default_factory=dict)
    """What else the source needs, such as the names of rows that sums leave out."""


class Catalogue(Words):
    """All that is agreed and defined: the content of the catalogue folder."""

    areas: tuple[Area, ...]
    references: tuple[Reference, ...]
    measures: tuple[Measure, ...]
    sources: tuple[SourceMapping, ...]
    agreements: tuple[Agreement, ...]
    context: tuple[Indicator, ...] = ()
    """Indicators that belong to no agreement, such as numbers of residents."""
    events: tuple[Event, ...] = ()

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """All indicators by id, in the order of the agreements, context last."""
        listed = (*(i for a in self.agreements for i in a.indicators), *self.context)
        return {indicator.id: indicator for indicator in listed}

    @cached_property
    def agreement_of(self) -> dict[str, Agreement]:
        """The agreement of each indicator id; context indicators have none."""
        return {
            indicator.id: agreement for agreement in self.agreements for indicator in agreement.indicators
        }

    @cached_property
    def areas_by_key(self) -> dict[str, Area]:
        """All areas by key."""
        return {area.key: area for area in self.areas}

    @cached_property
    def districts(self) -> tuple[Area, ...]:
        """The twelve districts, by key."""
        return tuple(sorted((a for a in self.areas if a.kind is AreaKind.DISTRICT), key=lambda a: a.key))

    @cached_property
    def references_by_id(self) -> dict[str, Reference]:
        """All references by id."""
        return {reference.id: reference for reference in self.references}

    @cached_property
    def measures_by_id(self) -> dict[str, Measure]:
        """All measures by id."""
        return {measure.id: measure for measure in self.measures}

    def mapping(self, source: str) -> SourceMapping:
        """Return the mapping of a source system, an empty one where the catalogue has none."""
        found = (mapping for mapping in self.sources if mapping.source == source)
        return next(found, SourceMapping(source=source, title=Text(de=source, en=source)))
