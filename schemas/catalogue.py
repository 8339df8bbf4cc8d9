"""What was agreed, with whom, and how is it measured?"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from schemas.formula import Formula
from schemas.period import Level, Period

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$")]
BERLIN = "00"


class _Words(BaseModel):
    """Base of everything in the catalogue: frozen, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(_Words):
    """A text in German and English."""

    de: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def __call__(self, language: str) -> str:
        """Return the text in `de` or `en`."""
        return self.en if language == "en" else self.de


class Reference(_Words):
    """A published source that facts cite by its id."""

    id: Slug
    title: str
    url: str | None = None
    press: bool = False
    note: str | None = None


def _known_period(text: str) -> str:
    """Accept a year, half-year, quarter, month or day, as facts are known more or less exactly."""
    Period.parse(text)
    return text


Moment = Annotated[str, AfterValidator(_known_period)]
"""A point in time as exactly as a source states it: `2021`, `2021-10` or `2021-11-02`."""


# Areas ----


class AreaKind(StrEnum):
    """Berlin, one of the twelve districts, or a unit outside the districts."""

    CITY = "city"
    DISTRICT = "district"
    UNIT = "unit"


class Tile(_Words):
    """Position on the tile map, counted from 1."""

    row: int = Field(ge=1)
    column: int = Field(ge=1)


class Area(_Words):
    """A place that figures belong to."""

    key: str
    kind: AreaKind
    name: str
    short: str
    abbreviations: tuple[str, ...] = ()
    """Other spellings that occur in deliveries; matched without case, blanks, umlauts and punctuation."""
    tile: Tile | None = None


# Agreements ----


class AgreementKind(StrEnum):
    """Kinds of agreement between Senate and districts."""

    POLITICAL = "politische_erklaerung"
    FRAMEWORK = "rahmenzielvereinbarung"
    SECTOR = "fachliche_zielvereinbarung"
    PROJECT = "projektvereinbarung"


class Stage(StrEnum):
    """Stages of an agreement; sources show that it can go back (deferred, redirected) or pause."""

    PREPARATION = "vorbereitung"
    DRAFTING = "in_erarbeitung"
    EXPERT_DRAFT = "auf_fachebene_erarbeitet"
    COORDINATION = "politische_abstimmung"
    SIGNING = "unterschriftenprozess"
    SIGNED = "unterzeichnet"
    IN_FORCE = "in_kraft"
    CONTINUATION = "fortschreibung"
    DEFERRED = "zurueckgestellt"
    REDIRECTED = "umsteuerung"
    ENDED = "beendet"


class LifecycleStep(_Words):
    """A stage that an agreement reached, as a source states it."""

    stage: Stage
    since: Moment
    text: Text
    source: Slug


class Term(_Words):
    """Period for which an agreement is concluded."""

    since: Moment
    until: Moment | None = None
    source: Slug


class Side(StrEnum):
    """Who signs for whom."""

    SENATE = "senat"
    DISTRICT = "bezirk"


class SignatureState(StrEnum):
    """What is known of a signature; `unknown` where no source names the district."""

    SIGNED = "unterzeichnet"
    RESERVED = "unterzeichnet_mit_erklaerung"
    PENDING = "ausstehend"
    UNKNOWN = "nicht_belegt"


class Signature(_Words):
    """Signature of one party; districts by their area key, the Senate side by name."""

    side: Side
    party: str
    state: SignatureState
    signed: Moment | None = None
    reservation: Text | None = None
    document: Slug | None = None
    source: Slug | None = None


class Visibility(StrEnum):
    """Who may see a document or a figure."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Document(_Words):
    """A document that belongs to an agreement."""

    id: Slug
    title: str
    dated: Moment | None = None
    visibility: Visibility
    url: str | None = None
    source: Slug | None = None


# Indicators ----


class Polarity(StrEnum):
    """Which direction is good."""

    HIGHER = "higher_is_better"
    LOWER = "lower_is_better"
    BAND = "band"
    NEUTRAL = "neutral"


class Target(_Words):
    """An agreed target and its validity; without a source it is an example and is marked so on screen.

    Values are in the unit of the indicator. `lower` and `upper` are the ends of a band, both included.
    """

    since: date = Field(alias="from")
    until: date | None = Field(None, alias="to")
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    tolerance: float | None = Field(None, ge=0)
    floor: float | None = None
    """Binding floor (a ceiling where lower is better): beyond it the target is missed, before it nearly
    met.
    """
    area: str | None = None
    """Key of the one area that the target is for; for all areas where left out."""
    source: Slug | None = None
    note: Text | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="after")
    def _one_kind(self) -> Target:
        is_band = self.lower is not None and self.upper is not None
        if is_band == (self.value is not None):
            raise ValueError("a target has either `value` or both `lower` and `upper`")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise ValueError(f"`lower` {self.lower} is above `upper` {self.upper}")
        if self.until is not None and self.until < self.since:
            raise ValueError(f"`to` {self.until} is before `from` {self.since}")
        return self

    @property
    def is_example(self) -> bool:
        """Whether no source states the target."""
        return self.source is None


class Plausible(_Words):
    """Range outside which a value is worth a second look; a `max` over 100 % allows shares above 100 %."""

    min: float | None = None
    max: float | None = None


class Break(_Words):
    """A change of definition: values from this day on do not compare with those before."""

    since: date = Field(alias="from")
    text: Text
    source: Slug | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Indicator(_Words):
    """One figure with its meaning, formula, direction and targets (design: one shape, data not code)."""

    id: Slug
    title: Text
    short: Text | None = None
    """Title for narrow places, where `title` is longer than about 30 characters."""
    description: Text
    purpose: Text
    unit: str
    polarity: Polarity
    decimals: int = Field(ge=0, le=3)
    levels: tuple[Level, ...] = Field(min_length=1)
    value: Formula
    plausible: Plausible = Plausible()
    targets: tuple[Target, ...] = ()
    due: int | None = Field(None, ge=0)
    """Days after the end of a period by which districts deliver; None where nobody owes the figure."""
    due_level: Level | None = None
    """Level of the periods that are due; the finest of `levels` where left out."""
    due_from: date | None = None
    """First day of the first period that is due."""
    min_cases: int | None = Field(None, ge=1)
    survey: bool = False
    cases: Text | None = None
    """What the denominator counts, in the plural ("Termine", "appointments")."""
    breaks: tuple[Break, ...] = ()
    visibility: Visibility
    sources: tuple[Slug, ...] = ()
    """References that state the indicator or its definition."""
    inferred: bool = False
    """Whether the definition is proposed here and stated by no source."""

    @model_validator(mode="after")
    def _consistent(self) -> Indicator:
        if self.due_level is not None and self.due_level not in self.levels:
            raise ValueError(f"`due_level` {self.due_level.value} is not one of `levels`")
        bands = {target.value is None for target in self.targets}
        if self.targets and bands != {self.polarity is Polarity.BAND}:
            raise ValueError("targets with `lower` and `upper` go with polarity `band`, and only with it")
        if self.polarity is Polarity.NEUTRAL and self.targets:
            raise ValueError("an indicator of polarity `neutral` has no targets")
        if Level.DATE in self.levels and not self.value.is_stock:
            raise ValueError("level `date` goes with a value of kind `last` or `reported`")
        return self

    @property
    def finest(self) -> Level:
        """Finest level of the indicator."""
        return min(self.levels, key=list(Level).index)

    @property
    def due_periods(self) -> Level | None:
        """Level on which deliveries are due, None where none are."""
        return None if self.due is None else (self.due_level or self.finest)

    def target_on(self, day: date, area: str) -> Target | None:
        """Return the target in force on a day; one for the area goes before one for all."""
        valid = [
            t
            for t in self.targets
            if t.since <= day and (t.until is None or day <= t.until) and t.area in (None, area)
        ]
        return max(valid, key=lambda t: (t.area is not None, t.since), default=None)


class Goal(_Words):
    """A goal of an agreement with the indicators that measure it."""

    id: Slug
    title: Text
    description: Text | None = None
    source: Slug | None = None
    indicators: tuple[Indicator, ...] = ()


class Agreement(_Words):
    """A target agreement; one YAML file."""

    id: Slug
    title: Text
    short: Text
    kind: AgreementKind
    legal_basis: Text
    lead: Text
    summary: Text
    lifecycle: tuple[LifecycleStep, ...] = Field(min_length=1)
    term: Term | None = None
    signatures: tuple[Signature, ...] = ()
    documents: tuple[Document, ...] = ()
    goals: tuple[Goal, ...] = ()
    sources: tuple[Slug, ...] = Field(min_length=1)
    order: int = 100

    @property
    def stage(self) -> Stage:
        """Stage reached last."""
        return self.lifecycle[-1].stage

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Indicators of all goals, in order."""
        return tuple(indicator for goal in self.goals for indicator in goal.indicators)


# Events, measures, sources ----


class EventKind(StrEnum):
    """What happened."""

    RULE = "rule"
    OFFICE = "office"
    DEFINITION = "definition"
    MEASURE = "measure"
    DATA = "data"


class Event(_Words):
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


class Measure(_Words):
    """Something that an office counts; indicators are formulas over measures."""

    id: Slug
    title: Text
    unit: str
    source: str
    """Slug of the source system that delivers it."""
    negative: bool = False
    """Whether values below zero are legal."""


class Site(_Words):
    """A place inside a district, or a unit of the source system that stands for the whole district."""

    id: str
    district: str
    name: str
    kind: Literal["site", "department", "organisation"] = "site"
    """`department` and `organisation` speak for the district as a whole."""


class SourceMapping(_Words):
    """How a source system's words map to measures and places."""

    source: str
    title: Text
    columns: dict[str, Slug] = {}
    """Column of the delivery to measure id."""
    sites: tuple[Site, ...] = ()
    options: dict[str, str | tuple[str, ...] | dict[str, str]] = {}
    """What else the source needs, such as the names of rows that sums leave out."""


class Catalogue(_Words):
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
