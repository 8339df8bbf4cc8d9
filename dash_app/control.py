"""Is the movement of one indicator in one area more than its usual noise, and is its target met reliably?

Joins the figures of a publication with `statistics.xmr`: which values count, where mean and limits begin
anew, which target is in force. Charts, signs and sentences all rest on the results made here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from dash_app.statistics import Assurance, Drawn, Judgement, Obstacle, XmrResult, drawn_limits, xmr
from dash_app.statistics.control import FEWEST
from schemas.catalogue import Indicator, Target
from schemas.observation import Figure, Status
from schemas.period import MONTHS, Level
from schemas.words import Text

LIMITING = frozenset({"incomplete", "provisional", "estimated"})
"""Flags that make a figure less than complete."""


class Moment(NamedTuple):
    """Value of one period for statistics; None where missing, suppressed, or a count of only some places."""

    start: date
    end: date
    value: float | None


class Course(NamedTuple):
    """The values of one indicator and area on one level, oldest first."""

    level: Level
    moments: tuple[Moment, ...]

    @property
    def known(self) -> int:
        """Number of values."""
        return sum(moment.value is not None for moment in self.moments)

    def until(self, day: date) -> Course:
        """Return the course up to the periods that end on or before a day."""
        return Course(self.level, tuple(moment for moment in self.moments if moment.end <= day))


@dataclass(frozen=True, slots=True)
class Restart:
    """Mean and limits begin anew at a position of the course: after a break, or by decision."""

    position: int
    day: date
    kind: Literal["break", "rebase"]
    text: Text
    by: Text | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """The control chart of a course: values, result, and where and why it begins anew."""

    course: Course
    result: XmrResult
    restarts: tuple[Restart, ...]

    @property
    def obstacle(self) -> Obstacle | None:
        """Why the last segment has no limits; None where it has."""
        return self.result.obstacle

    @property
    def can_be_drawn(self) -> bool:
        """Whether there is more to see than a few values: limits somewhere, or a line that never moves."""
        return any(segment.obstacle in (None, "no_variation") for segment in self.result.segments)


class Standing(NamedTuple):
    """Met now, reliably met, moving, complete: the four things that the sign of a figure says.

    `assurance` and `variation` are None where they cannot be computed, which is not `inconsistent` and not
    `common_cause`.
    """

    status: Status
    assurance: Assurance | None = None
    variation: Judgement | None = None
    is_complete: bool = True


def course_of(rows: Sequence[Figure], indicator: Indicator) -> Course:
    """Return the figures of one area and level as a course; at least one row is expected."""
    moments = (
        Moment(row.period_start, row.period_end, counted(row.value, "incomplete" in row.flags, indicator))
        for row in rows
    )
    return Course(rows[0].level, tuple(sorted(moments)))


def counted(value: float | None, is_incomplete: bool, indicator: Indicator) -> float | None:
    """Return the value as statistics see it: a count of only some places or days is not one of all."""
    return None if is_incomplete and indicator.value.is_count else value


def chosen_level(known: Mapping[Level, int]) -> Level | None:
    """Return the finest level with enough values for limits, else the one with most; None without values.

    `known`: number of values of the area that has most of them, by level. Key dates are left out, as they do
    not lie at equal distances.
    """
    listed = [level for level in MONTHS if known.get(level)]
    enough = [level for level in listed if known[level] >= FEWEST]
    return enough[0] if enough else max(listed, key=lambda level: known[level], default=None)


def control(course: Course, indicator: Indicator, area: str, *, target: Target | None = None) -> Control:
    """Return the control chart of a course; after a break of definition and a re-base it begins anew.

    `target` is the one in force now; the last segment is compared with it.
    """
    restarts = restarts_of(course, indicator, area)
    result = xmr(
        [moment.value for moment in course.moments],
        improvement=indicator.polarity.value,
        target=_aim(target),
        rebase=[restart.position for restart in restarts],
    )
    return Control(course, result, restarts)


def _aim(target: Target | None) -> float | tuple[float, float] | None:
    if target is None or target.value is not None:
        return target.value if target else None
    return (target.lower or 0.0, target.upper or 0.0)


def restarts_of(course: Course, indicator: Indicator, area: str) -> tuple[Restart, ...]:
    """Return where a course begins anew; of several reasons at one position a break goes first."""
    found: dict[int, Restart] = {}
    for change in indicator.breaks:
        position = _position(course, change.since)
        if position is not None:
            found[position] = Restart(position, change.since, "break", change.text)
    for decision in indicator.rebases:
        position = _position(course, decision.since)
        if position is not None and (not decision.areas or area in decision.areas) and position not in found:
            found[position] = Restart(
                position, decision.since, "rebase", decision.reason, decision.by, decision.demo
            )
    return tuple(found[position] for position in sorted(found))


def _position(course: Course, day: date) -> int | None:
    """Return the first period that lies wholly behind a change; None where the change is outside the course.

    A period in which the change falls belongs to neither side for certain; it stays with the side before.
    """
    position = sum(moment.start < day for moment in course.moments)
    return position if 0 < position < len(course.moments) else None


def limits(control: Control, indicator: Indicator, position: int) -> Drawn:
    """Return the limits at a position as they are drawn: nothing below zero, shares not above 100 %.

    Values below zero, or shares above 100 %, show that the bound does not hold for this indicator.
    """
    point = control.result.points[position]
    known = [moment.value for moment in control.course.moments if moment.value is not None]
    floor = 0.0 if min(known, default=0.0) >= 0 else None
    return drawn_limits(point.lower, point.upper, floor=floor, ceiling=ceiling(indicator, known))


def ceiling(indicator: Indicator, known: Sequence[float]) -> float | None:
    """Return 100 for shares that cannot be larger, None for all else."""
    allowed = indicator.plausible.max
    is_bounded = indicator.unit == "%" and indicator.value.kind in ("ratio", "reported")
    return (
        100.0
        if is_bounded and (allowed is None or allowed <= 100) and max(known, default=0.0) <= 100
        else None
    )


def standing(figure: Figure, course: Course | None, indicator: Indicator) -> Standing:
    """Return what the sign of a figure says, from its status and the course of its area.

    The movement is that of the last value within the period of the figure, so that an old movement is never
    told as one of now. Limits describe a level that a movement may have left: while values improve nothing
    says that the target will be missed, while they worsen nothing that it will be met. Neither movement nor
    reliability of a figure without value.
    """
    is_complete = figure.value is not None and not LIMITING & set(figure.flags)
    if figure.value is None or course is None:
        return Standing(figure.status, None, None, is_complete)
    past = course.until(figure.period_end)
    found = control(past, indicator, figure.district, target=figure.target)
    last = next((p for p in reversed(range(len(past.moments))) if past.moments[p].value is not None), None)
    variation = None
    if last is not None and past.moments[last].start >= figure.period_start:
        variation = found.result.points[last].judgement
    return Standing(figure.status, upheld(found.result.assurance, variation), variation, is_complete)


_UPHELD: dict[Judgement | None, tuple[Assurance, ...]] = {
    "improvement": ("consistent_pass",),
    "concern": ("consistent_fail",),
    "neither": (),
}


def upheld(assurance: Assurance | None, variation: Judgement | None) -> Assurance | None:
    """Return what limits say about the target, None where the latest movement leads away from their level."""
    return assurance if assurance in _UPHELD.get(variation, (assurance,)) else None
