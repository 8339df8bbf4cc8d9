"""Is the target expected to be met by its date, how sure is that, and what would have to happen per period?

Judges the projections of a publication (`etl.projections` made them) against the target in force in the last
projected period. Pure; chart, table, sentence and sign all rest on the results made here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dash_app.control import counted
from dash_app.metrics import met_between
from dash_app.statistics import xmr
from dash_app.statistics.quantiles import student_below
from schemas.catalogue import Indicator, Target
from schemas.observation import Figure
from schemas.period import Level, Period
from schemas.projection import End, Method, Scale, forth

Expected = Literal["yes", "open", "no"]
SURE = 0.8
"""Chance from which a target is expected to be met; missed from the same chance of missing it."""
HIDDEN = "hidden"
"""Reason of a projection that rests on figures which stay hidden; `WITHHELD` where only their district sees
them.
"""


@dataclass(frozen=True, slots=True)
class Point:
    """One projected period; values in the unit of the indicator, not rounded."""

    period: Period
    centre: float
    spread: float
    expected: float
    lower80: float
    upper80: float
    lower95: float
    upper95: float


@dataclass(frozen=True, slots=True)
class Record:
    """How the model did when it was tested; errors in units of the usual change (MASE)."""

    tests: int
    inside: int
    """Of the tests, how many lay in the 80 % interval."""
    mase: float | None
    mase_last_value: float | None
    mase_last_year: float | None


@dataclass(frozen=True, slots=True)
class Projection:
    """A projection as it was published; with a `reason` instead of points where there is none."""

    indicator: str
    district: str
    level: Level
    reason: str | None
    end: End
    day: date | None
    until: Period
    target: Target | None
    first: Period | None
    last: Period | None
    known: int
    late: tuple[Period, ...]
    method: Method | None
    model: str | None
    scale: Scale
    freedom: int
    record: Record | None
    library: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a projection says about its target."""

    projection: Projection
    target: Target
    last: Figure
    """The last figure that it rests on."""
    chance: float
    """Probability that the target is met in the last projected period."""
    needed: float | None
    """Change per period from the last figure to the target; None where that meets it already."""
    usual: float | None
    """Mean difference from one period to the next, outliers left out."""

    @property
    def goal(self) -> Point:
        """The last projected period."""
        return self.projection.points[-1]

    @property
    def expected(self) -> Expected:
        """Whether the target is expected to be met then."""
        return expected(self.chance)


def expected(chance: float) -> Expected:
    """Return what a chance of meeting the target allows to say."""
    return "yes" if chance >= SURE else "no" if 1 - chance >= SURE else "open"


def chance_of(projection: Projection, indicator: Indicator) -> float | None:
    """Return the probability that the target is met in the last projected period; None without one."""
    if not projection.points or projection.target is None:
        return None
    low, high = met_between(indicator, projection.target)
    # Both ends are exact only to the last digit of the computer.
    return min(max(_below(projection, high) - _below(projection, low), 0.0), 1.0)


def _below(projection: Projection, value: float) -> float:
    """Return the probability that the last projected value is at most a value."""
    if math.isinf(value):
        return 1.0 if value > 0 else 0.0
    goal, place = projection.points[-1], forth(projection.scale, value)
    if not goal.spread:
        return 1.0 if place >= goal.centre else 0.0
    return student_below((place - goal.centre) / goal.spread, projection.freedom)


def outlook_of(projection: Projection, rows: Sequence[Figure], indicator: Indicator) -> Outlook | None:
    """Return what a projection says, beside the figures of its area and level; None where it says nothing."""
    chance, target = chance_of(projection, indicator), projection.target
    used = [row for row in rows if _is_used(row, projection)]
    if chance is None or target is None or not used or used[-1].value is None:
        return None
    values = [counted(row.value, "incomplete" in row.flags, indicator) for row in used]
    usual = xmr(values, improvement=indicator.polarity.value).segments[-1].moving_range
    away = _away(used[-1].value, indicator, target)
    needed = away / len(projection.points) if away else None
    return Outlook(projection, target, used[-1], chance, needed, usual)


def _is_used(row: Figure, projection: Projection) -> bool:
    """Tell whether a figure lies in the stretch that a projection rests on."""
    first, last = projection.first, projection.last
    return first is not None and last is not None and first.start <= row.period_start <= last.start


def _away(value: float, indicator: Indicator, target: Target) -> float:
    """Return the change that a value lacks to meet a target; 0 where it does."""
    low, high = met_between(indicator, target)
    if low <= value <= high:
        return 0.0
    nearer = [target.value] if target.value is not None else [target.lower, target.upper]
    return min(((end or 0.0) - value for end in nearer), key=abs)
