"""Did the values change with a measure by more than their usual noise?

The values before the start make mean and limits, as in a control chart that is frozen there; the values after
it are judged against them, by the same rules. What moves within the noise is said to be noise, and too little
is said to be too little. That something changed after a measure does not say that it changed because of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dash_app.control import Course, Moment, course_of, restarts_of
from dash_app.statistics import xmr
from dash_app.statistics.arguments import direction
from dash_app.statistics.control import FEWEST
from dash_app.statistics.rules import special_causes, steps_of
from schemas.catalogue import Indicator
from schemas.observation import Figure

_SAME = 1e-12
"""Share of the largest value below which differences are rounding of the computer."""
Verdict = Literal["none_after", "few_before", "flat", "better", "worse", "other", "mixed", "noise", "early"]
"""No value after; fewer than six before; no movement at all before; more than noise (better, worse, without
direction, both); noise; no signal yet, but too few values after to call it noise."""


@dataclass(frozen=True, slots=True)
class Side:
    """The values on one side of the start."""

    moments: tuple[Moment, ...]

    @property
    def values(self) -> list[float]:
        """Values that are there."""
        return [moment.value for moment in self.moments if moment.value is not None]

    @property
    def mean(self) -> float | None:
        """Mean of the values, None without any."""
        return math.fsum(self.values) / len(self.values) if self.values else None


@dataclass(frozen=True, slots=True)
class Effect:
    """Before and after a start."""

    before: Side
    after: Side
    verdict: Verdict
    has_break: bool
    """Whether values were left out as they do not compare: another definition, or limits begun anew."""


def effect(rows: Sequence[Figure], indicator: Indicator, starts: date) -> Effect | None:
    """Return what the figures of one area and level say about a start; None without figures.

    A period in which the start falls belongs to neither side. Values beyond a change of definition, or where
    limits begin anew by decision, are left out.
    """
    if not rows:
        return None
    course = course_of(rows, indicator)
    first, last = _span(course, indicator, rows[-1].district, starts)
    kept = course.moments[first:last]
    before = Side(tuple(moment for moment in kept if moment.end < starts))
    after = Side(tuple(moment for moment in kept if moment.start >= starts))
    has_break = (first, last) != (0, len(course.moments))
    return Effect(before, after, _verdict(before, after, indicator), has_break)


def _span(course: Course, indicator: Indicator, area: str, starts: date) -> tuple[int, int]:
    """Return the positions between which values compare with those around the start.

    Before it they begin where limits last began anew; after it they end with another definition only, as a
    decision to begin limits anew leaves the definition as it is.
    """
    begin = sum(moment.start < starts for moment in course.moments)
    restarts = restarts_of(course, indicator, area)
    first = max((each.position for each in restarts if each.position < begin), default=0)
    later = (each.position for each in restarts if each.position >= begin and each.kind == "break")
    return first, min(later, default=len(course.moments))


def _verdict(before: Side, after: Side, indicator: Indicator) -> Verdict:
    if not after.values:
        return "none_after"
    if len(before.values) < FEWEST:
        return "few_before"
    frozen, values = xmr(before.values, improvement=indicator.polarity.value), after.values
    if frozen.mean is None or frozen.upper is None:
        return "flat"
    reach = frozen.upper - frozen.mean
    tie = _SAME * max(map(abs, [*before.values, *values]))
    marks = special_causes(values, steps_of(values), frozen.mean, reach, tie)
    sides = {side for cause, side in zip(marks.causes, marks.sides, strict=True) if cause != "none"}
    if not sides:
        return "noise" if len(values) >= FEWEST else "early"
    if len(sides) > 1:
        return "mixed"
    good = direction(indicator.polarity.value, "polarity")
    return "other" if not good else "better" if sides == {good} else "worse"
