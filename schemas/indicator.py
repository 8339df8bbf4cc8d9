"""How is a figure defined, and what was agreed for it?"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import ConfigDict, Field, model_validator

from schemas.formula import Formula
from schemas.period import Level
from schemas.words import Slug, Text, Visibility, Words


class Polarity(StrEnum):
    """Which direction is good."""

    HIGHER = "higher_is_better"
    LOWER = "lower_is_better"
    BAND = "band"
    NEUTRAL = "neutral"


class Target(Words):
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


class Plausible(Words):
    """Range outside which a value is worth a second look; a `max` over 100 % allows shares above 100 %."""

    min: float | None = None
    max: float | None = None


class Break(Words):
    """A change of definition: values from this day on do not compare with those before."""

    since: date = Field(alias="from")
    text: Text
    source: Slug | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Rebase(Words):
    """A decision to compute mean and limits of control charts anew from a day on; `demo` marks invented ones.

    The definition stays the same, as when a rule changed the level for good; else it is a `Break`.
    """

    since: date = Field(alias="from")
    reason: Text
    by: Text
    """Who decided."""
    areas: tuple[str, ...] = ()
    """Keys of the areas concerned; all where empty."""
    source: Slug | None = None
    demo: bool = False

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Indicator(Words):
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
    rebases: tuple[Rebase, ...] = ()
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
