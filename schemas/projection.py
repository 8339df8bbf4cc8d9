"""What is projected, until when, and on which scale? Words that loading and reading share.

A projection is made when a publication is made (`etl.projections`) and judged when it is read
(`dash_app.outlook`): the one must know until when, the other what the numbers mean.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schemas.catalogue import Catalogue, Indicator
from schemas.period import MONTHS, Level, Period

FEWEST = 13
"""Values that a projection needs: ten to begin with and three to test it on."""
MOST_STEPS_IN_YEARS = 3
"""Nothing is projected further ahead than this, nor further than the history reaches back."""


class Method(StrEnum):
    """What is projected: a model, or the simpler statement that it could not beat."""

    MODEL = "model"
    LAST_VALUE = "last_value"
    LAST_YEAR = "last_year"


class Obstacle(StrEnum):
    """Why there is no projection."""

    NO_VALUES = "no_values"
    TOO_SHORT = "too_short"
    GAPS = "gaps"
    OUTDATED = "outdated"
    NO_VARIATION = "no_variation"
    DATE_REACHED = "date_reached"
    TOO_FAR = "too_far"
    NOT_COMPUTED = "not_computed"
    """The process that computes it failed; the next load tries again."""


class End(StrEnum):
    """What sets the date until which is projected."""

    TARGET = "target"
    """The last day of the target in force."""
    CHANGE = "change"
    """The first day of a later target, which is then the one that counts."""
    TERM = "term"
    """The end of the agreement."""
    OPEN = "open"
    """Nothing: no date was agreed, and the outlook reaches one year ahead."""


class Scale(StrEnum):
    """Scale on which values are projected, so that none leaves its bounds."""

    PLAIN = "plain"
    LOG = "log"
    """Logarithm, for values above zero."""
    LOGIT = "logit"
    """Logarithm of the odds, for shares between 0 and 100 %."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Until which period is projected, and what sets that date; the target is the one in force then."""

    end: End
    day: date | None
    """The date that was agreed; None where none was."""
    until: Period


def aim_of(catalogue: Catalogue, indicator: Indicator, area: str, last: Period) -> Aim | None:
    """Return until when an indicator is projected in an area after a last period; None without a target.

    A target that ends is projected until it ends, else one that comes later until the period in which it
    begins, else to the end of the agreement; without any date one year ahead.
    """
    now = indicator.target_on(last.end, area)
    later = [t.since for t in indicator.targets if t.since > last.end and t.area in (None, area)]
    if now is not None and now.until is not None:
        return Aim(End.TARGET, now.until, _ended(last.level, now.until))
    if later:
        return Aim(End.CHANGE, min(later), Period.containing(min(later), last.level))
    if now is None:
        return None
    agreement = catalogue.agreement_of.get(indicator.id)
    if agreement is not None and agreement.term is not None and agreement.term.until is not None:
        day = Period.parse(agreement.term.until).end
        if day > last.end:
            return Aim(End.TERM, day, _ended(last.level, day))
    return Aim(End.OPEN, None, last.shift(season_of(last.level)))


def season_of(level: Level) -> int:
    """Return the periods of a year."""
    return 12 // MONTHS[level]


def _ended(level: Level, day: date) -> Period:
    """Return the last period that ends on or before a day."""
    period = Period.containing(day, level)
    return period if period.end <= day else period.shift(-1)


def forth(scale: Scale, value: float) -> float:
    """Return a value on a scale; infinite at the ends of it."""
    if scale is Scale.LOG:
        return math.log(value) if value > 0 else -math.inf
    if scale is Scale.LOGIT:
        if not 0 < value < 100:
            return math.copysign(math.inf, value - 50)
        return math.log(value / (100 - value))
    return value


def back(scale: Scale, value: float) -> float:
    """Return the value that stands at a place of a scale."""
    if scale is Scale.LOG:
        return math.exp(value)
    if scale is Scale.LOGIT:
        return 100 / (1 + math.exp(-value)) if value > -700 else 0.0
    return value
