"""Is a movement over time more than the usual noise, and will the target be met reliably?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from dash_app.statistics.arguments import Number, direction, missing
from dash_app.statistics.points import Columns, Judgement, Points
from dash_app.statistics.rules import Marks, special_causes, steps_of

LIMIT = 2.66
"""Limits in mean moving ranges: three standard deviations, as a moving range is on average 1.128 of them."""
SCREEN = 3.267
"""Upper limit of a moving range, in mean moving ranges."""
FEWEST, FIRM = 6, 13
"""Below the first number of values there are no limits, below the second they are marked as trial limits."""
_SAME = 1e-12
"""Share of the largest value below which differences are rounding of the computer."""

Assurance = Literal["consistent_pass", "consistent_fail", "inconsistent"]
Obstacle = Literal["no_values", "too_few", "no_variation"]


class Segment(NamedTuple):
    """Values from `start` up to, not including, `stop` that share a mean and limits."""

    start: int
    stop: int
    based_on: int
    """Number of known values that mean and limits rest on."""
    mean: float | None
    lower: float | None
    upper: float | None
    moving_range: float | None
    """Mean moving range after screening: the usual difference from one period to the next."""
    screened: int
    """Moving ranges left out as outliers."""
    obstacle: Obstacle | None
    """Why there are no limits."""

    @property
    def trial(self) -> bool:
        """Whether the limits rest on so few values that they will still move."""
        return self.lower is not None and self.based_on < FIRM


class XmrResult(NamedTuple):
    """A control chart of single values; `mean`, `lower` and `upper` are those of the last segment.

    `variation` is the judgement of the last value, `assurance` the one against the target; both are None
    where they cannot be computed, which is not the same as `common_cause` or `inconsistent`.
    """

    mean: float | None
    lower: float | None
    upper: float | None
    points: Points
    variation: Judgement | None
    assurance: Assurance | None
    segments: tuple[Segment, ...]

    @property
    def trial(self) -> bool:
        """Whether the limits of the last segment are trial limits."""
        return self.segments[-1].trial

    @property
    def obstacle(self) -> Obstacle | None:
        """Why the last segment has no limits; None where it has."""
        return self.segments[-1].obstacle


class Drawn(NamedTuple):
    """Limits as they are drawn; `clipped` says that the chart has to mention it."""

    lower: float | None
    upper: float | None
    clipped: bool


def xmr(
    values: Sequence[Number],
    *,
    improvement: str,
    target: Number | tuple[float, float] = None,
    screen_outliers: bool = True,
    baseline: int | None = None,
    rebase: Sequence[int] = (),
) -> XmrResult:
    """Return the control chart of a series, oldest value first, in the unit of the values.

    `improvement`: increase, decrease, neutral, or a polarity of the catalogue. `target`: one value or the
    two ends of a band. `baseline`: mean and limits rest on this many first known values of each segment, on
    all of them where None. `rebase`: positions at which a new segment begins. Missing values (None, nan)
    get no mark; moving ranges and runs join the known values on both sides. Raises `ValueError` for unknown
    words, infinite values, a baseline below 2, and positions that are not rising within the series. Source:
    Making Data Count (NHS England); numbers of NHSRplotthedots.
    """
    sign = direction(improvement, "improvement")
    if baseline is not None and baseline < 2:
        raise ValueError(f"baseline is {baseline}; allowed: 2 values or more")
    clean = [None if value is None or value != value else float(value) for value in values]
    segments, parts = [], []
    for start, stop in _borders(len(clean), rebase):
        part = clean[start:stop]
        known = [value for value in part if value is not None]
        segment, marks = _segment(known, start, stop, screen_outliers, baseline)
        segments.append(segment)
        parts.append(_columns(part, segment, marks))
    points, last = Points(parts, sign), segments[-1]
    variation = points[-1].judgement if clean else None
    reliably = assurance(last.lower, last.upper, target, improvement=improvement)
    return XmrResult(last.mean, last.lower, last.upper, points, variation, reliably, tuple(segments))


def _borders(length: int, rebase: Sequence[int]) -> list[tuple[int, int]]:
    """Return start and stop of each segment."""
    borders = list(zip([0, *rebase], [*rebase, length], strict=True))
    if rebase and any(start >= stop for start, stop in borders):
        raise ValueError(f"rebase is {list(rebase)}; allowed: rising positions from 1 to {length - 1}")
    return borders


def _segment(
    known: list[float], start: int, stop: int, screen: bool, baseline: int | None
) -> tuple[Segment, Marks | None]:
    """Return mean, limits and marks of the known values of one segment; no marks without limits."""
    base = known if baseline is None else known[:baseline]
    if not base:
        return Segment(start, stop, 0, None, None, None, None, 0, "no_values"), None
    largest = max(max(known), -min(known))
    if math.isinf(largest):
        raise ValueError(f"values contain {max(known, key=abs)}; allowed: finite numbers, None, nan")
    mean = math.fsum(base) / len(base)
    if len(base) < FEWEST:
        return Segment(start, stop, len(base), mean, None, None, None, 0, "too_few"), None
    steps = steps_of(known)
    moving, screened = _mean_moving_range(steps[: len(base) - 1], screen)
    tie = _SAME * largest
    if moving <= tie:
        return Segment(start, stop, len(base), mean, None, None, 0.0, screened, "no_variation"), None
    reach = LIMIT * moving
    segment = Segment(start, stop, len(base), mean, mean - reach, mean + reach, moving, screened, None)
    return segment, special_causes(known, steps, mean, reach, tie)


def _mean_moving_range(steps: Sequence[float], screen: bool) -> tuple[float, int]:
    """Return the mean moving range and how many moving ranges were left out."""
    ranges = list(map(abs, steps))
    moving = sum(ranges) / len(ranges)
    if not screen or max(ranges) < SCREEN * moving:
        return moving, 0
    kept = [each for each in ranges if each < SCREEN * moving]
    return (sum(kept) / len(kept) if kept else 0.0), len(ranges) - len(kept)


def _columns(values: Sequence[float | None], segment: Segment, marks: Marks | None) -> Columns:
    """Return the columns of the points of one segment; marks belong to the known values in their order."""
    size = len(values)
    level = [segment.mean] * size, [segment.lower] * size, [segment.upper] * size
    if marks is None:
        return values, *level, [None] * size, [None] * size
    if len(marks.causes) == size:
        return values, *level, marks.causes, marks.sides
    return values, *level, _spread(values, marks.causes), _spread(values, marks.sides)


def _spread(values: Sequence[float | None], column: Sequence[Any]) -> list[Any]:
    """Return what belongs to the known values at their places among all values."""
    following = iter(column)
    return [None if value is None else next(following) for value in values]


def assurance(
    lower: Number, upper: Number, target: Number | tuple[float, float], *, improvement: str
) -> Assurance | None:
    """Return whether limits lie wholly on the good side of the target, wholly on the bad side, or on both.

    A target with two ends is a band: passed where both limits lie within it (ends included), failed where
    both lie on the same side of it. None without limits or target, and for one value where neither
    direction is good. Raises `ValueError` for an unknown direction and a band whose ends are in the wrong
    order.
    """
    sign = direction(improvement, "improvement")
    if lower is None or upper is None or missing(lower) or missing(upper) or target is None:
        return None
    if isinstance(target, tuple):
        return _band_assurance(lower, upper, *target)
    if missing(target) or sign == 0:
        return None
    if lower <= target <= upper:
        return "inconsistent"
    return "consistent_pass" if (target < lower) == (sign > 0) else "consistent_fail"


def _band_assurance(lower: float, upper: float, low: float, high: float) -> Assurance:
    if not low <= high:
        raise ValueError(f"target is a band from {low} to {high}; allowed: the lower end first")
    if low <= lower and upper <= high:
        return "consistent_pass"
    return "consistent_fail" if upper < low or lower > high else "inconsistent"


def drawn_limits(
    lower: Number, upper: Number, *, floor: float | None = 0.0, ceiling: float | None = None
) -> Drawn:
    """Return limits cut to the values that are possible, and whether something was cut.

    `floor` and `ceiling` in the unit of the limits: 0 for counts and shares, 100 for shares in per cent,
    None where there is no bound. For drawing only: judgements rest on the whole limits. None stays None.
    """
    bottom, top = -math.inf if floor is None else floor, math.inf if ceiling is None else ceiling
    if bottom > top:
        raise ValueError(f"floor is {floor}; allowed: at most the ceiling {ceiling}")
    limits = [None if limit is None or missing(limit) else float(limit) for limit in (lower, upper)]
    cut = [None if limit is None else min(max(limit, bottom), top) for limit in limits]
    return Drawn(cut[0], cut[1], cut != limits)
