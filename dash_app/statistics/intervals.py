"""How far could chance alone have moved a figure, and does it then differ from a reference?"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from dash_app.statistics.arguments import Number, checked, checked_confidence, direction, missing
from dash_app.statistics.quantiles import gamma_quantile, normal_quantile, student_quantile

EXACT_BELOW = 10
"""Counts below this get exact limits, others Byar's approximation."""

Comparison = Literal["better", "similar", "worse", "higher", "lower"]


class Interval(NamedTuple):
    """A value with the limits of its confidence interval, all in the same unit."""

    value: float
    lower: float
    upper: float

    def times(self, factor: float) -> Interval:
        """Return the interval in another unit, as `times(100)` for per cent; `factor` is not negative."""
        return Interval(self.value * factor, self.lower * factor, self.upper * factor)


def wilson_interval(numerator: Number, denominator: Number, confidence: float = 0.95) -> Interval | None:
    """Return a share with its Wilson score interval, as proportions 0 to 1.

    None where the numerator or the denominator is missing. Raises `ValueError` for a numerator below 0 or
    above the denominator, a denominator not above 0, a confidence outside 0 to 1. Source: Wilson 1927;
    numbers of PHEindicatormethods.
    """
    z = normal_quantile(checked_confidence(confidence))
    if numerator is None or denominator is None or missing(numerator) or missing(denominator):
        return None
    n = checked("denominator", denominator, above=0)
    x = checked("numerator", numerator, least=0)
    if x > n:
        raise ValueError(
            f"numerator is {numerator}; allowed for a proportion: 0 to the denominator {denominator}"
        )
    share = x / n
    if math.isinf(z):
        return Interval(share, 0.0, 1.0)
    upper = (x + z * z / 2 + z * math.sqrt(share * (n - x) + z * z / 4)) / (n + z * z)
    # The limits are the roots of one quadratic; from their product the small one keeps all its digits.
    lower = share * x / ((n + z * z) * upper)
    return Interval(share, min(lower, share), min(max(upper, share), 1.0))


def poisson_interval(count: Number, confidence: float = 0.95) -> Interval | None:
    """Return a count with its Poisson interval: exact below 10 events, Byar's approximation from 10 on.

    None where the count is missing. Raises `ValueError` for a count below 0 or a confidence outside 0 to 1.
    Source: Breslow and Day 1987 (Byar), Garwood 1936 (exact); numbers of PHEindicatormethods.
    """
    checked_confidence(confidence)
    if count is None or missing(count):
        return None
    value = checked("count", count, least=0)
    if confidence == 1:
        return Interval(value, 0.0, math.inf)
    lower, upper = exact_limits(value, confidence) if value < EXACT_BELOW else byar_limits(value, confidence)
    return Interval(value, lower or 0.0, upper)


def exact_limits(count: float, confidence: float) -> tuple[float, float]:
    """Return the exact limits of a count: halved chi-square quantiles, which are gamma quantiles.

    `count` >= 0, also broken ones; `confidence` between 0 and 1.
    """
    tail = (1 - confidence) / 2
    lower = gamma_quantile(count, tail, upper=False) if count > 0 else 0.0
    return lower, gamma_quantile(count + 1, tail, upper=True)


def byar_limits(count: float, confidence: float) -> tuple[float | None, float]:
    """Return Byar's limits of a count; no lower limit where the approximation falls below 0.

    `count` > 0; `confidence` between 0 and 1. Close to the exact limits from 10 events on.
    """
    z, more = normal_quantile(confidence), count + 1
    root = 1 - 1 / (9 * count) - z / (3 * math.sqrt(count))
    upper = more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3
    return (count * root**3 if root >= 0 else None), upper


def rate_interval(numerator: Number, denominator: Number, confidence: float = 0.95) -> Interval | None:
    """Return a rate per unit of the denominator with the Poisson interval of its events.

    The denominator may be an expected count, which gives the interval of a ratio; events may outnumber it.
    None where either is missing. Raises `ValueError` for a numerator below 0, a denominator not above 0, a
    confidence outside 0 to 1.
    """
    events = poisson_interval(numerator, confidence)
    if events is None or denominator is None or missing(denominator):
        return None
    return events.times(1 / checked("denominator", denominator, above=0))


def mean_interval(
    mean: Number, deviation: Number, count: Number, confidence: float = 0.95
) -> Interval | None:
    """Return a mean with its Student t interval.

    `deviation` is the standard deviation of the single values, in the unit of the mean, `count` their
    number. None where one of them is missing and for a single value. Raises `ValueError` for a negative
    deviation, a count that is not whole or below 1, a confidence outside 0 to 1.
    """
    checked_confidence(confidence)
    if (
        mean is None
        or deviation is None
        or count is None
        or missing(mean)
        or missing(deviation)
        or missing(count)
    ):
        return None
    value, spread = checked("mean", mean), checked("deviation", deviation, least=0)
    n = checked("count", count, least=1)
    if n != int(n):
        raise ValueError(f"count is {count}; allowed: whole numbers from 1 on")
    if n == 1:
        return None
    half = student_quantile(confidence, int(n) - 1) * spread / math.sqrt(n) if spread else 0.0
    return Interval(value, value - half, value + half)


def compare(interval: Interval | None, reference: Number, *, polarity: str) -> Comparison | None:
    """Return how a value compares with a reference value, given what chance could do.

    `similar` where the reference lies within the interval, ends included; else `better` or `worse` by
    polarity, or `higher` or `lower` where neither direction is good (neutral, band). The reference counts
    as a fixed value, without an interval of its own. None where the interval or the reference is missing.
    Raises `ValueError` for an unknown polarity. Source: benchmarking in Fingertips.
    """
    good = direction(polarity, "polarity")
    if interval is None or reference is None or missing(reference) or any(map(missing, interval)):
        return None
    if interval.lower <= reference <= interval.upper:
        return "similar"
    side = 1 if interval.lower > reference else -1
    if good == 0:
        return "higher" if side > 0 else "lower"
    return "better" if side == good else "worse"
