"""In which direction did the last five figures go?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from dash_app.statistics.arguments import Number, direction, missing

POINTS = 5
CRITICAL = 9.54953570608324
"""Quantile 0.998 of the chi-square distribution with one degree of freedom."""
_WIDTH = 3.92
"""Width of a 95 % interval in standard errors, rounded as in the published method."""

Direction = Literal["increasing", "decreasing", "no change", "cannot be calculated"]
TrendJudgement = Literal["better", "worse", "neither", "no change", "cannot be calculated"]


class Trend(NamedTuple):
    """Direction of the last five points and its judgement; `slope` per period, in the unit of the values."""

    direction: Direction
    judgement: TrendJudgement
    chi_square: float | None
    slope: float | None = None


def recent_trend(points: Sequence[tuple[Number, Number, Number] | None], *, polarity: str) -> Trend:
    """Return the trend of the last five points, oldest first, each a value with its 95 % interval.

    Points are `Interval`s or triples of value, lower and upper limit, at equal distances in time. The slope
    is weighted with the inverse variance of each point; it counts where chi-square exceeds 9.55 (p < 0.002)
    and where it keeps its sign without any one of the points. With fewer than five points, or where one of
    the last five has no value or no interval of positive width, the trend cannot be calculated. Raises
    `ValueError` for an unknown polarity and limits in the wrong order. Source: Fingertips (Department of
    Health and Social Care), recent trends.
    """
    sign = direction(polarity, "polarity")
    last = [_weighted(time, point) for time, point in enumerate(points[-POINTS:])]
    known = [point for point in last if point is not None]
    if len(known) < POINTS:
        return Trend("cannot be calculated", "cannot be calculated", None)
    slope, precision = _slope(known)
    chi_square = slope * slope * precision
    sense = math.copysign(1, slope)
    rounding = 1e-12 * max(abs(value) for _, value, _ in known)
    held = all(_slope(known[:i] + known[i + 1 :])[0] * sense > rounding for i in range(POINTS))
    if chi_square <= CRITICAL or not held:
        return Trend("no change", "no change", chi_square, slope)
    course: Direction = "increasing" if slope > 0 else "decreasing"
    if sign == 0:
        return Trend(course, "neither", chi_square, slope)
    return Trend(course, "better" if slope * sign > 0 else "worse", chi_square, slope)


def _weighted(time: int, point: tuple[Number, Number, Number] | None) -> tuple[int, float, float] | None:
    """Return time, value and inverse variance of a point; None where one cannot be known."""
    if point is None:
        return None
    value, lower, upper = point
    if value is None or lower is None or upper is None or any(map(missing, point)):
        return None
    if lower > upper:
        raise ValueError(f"interval is {lower} to {upper}; allowed: the lower limit first")
    error = (upper - lower) / _WIDTH
    if error == 0 or not (math.isfinite(error) and math.isfinite(value)):
        return None
    return time, float(value), error**-2


def _slope(points: Sequence[tuple[int, float, float]]) -> tuple[float, float]:
    """Return the weighted least-squares slope per period and its inverse variance."""
    total = sum(w for _, _, w in points)
    time = sum(w * t for t, _, w in points) / total
    centre = sum(w * y for _, y, w in points) / total
    precision = sum(w * (t - time) ** 2 for t, _, w in points)
    return sum(w * (t - time) * (y - centre) for t, y, w in points) / precision, precision
