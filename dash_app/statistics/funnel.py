"""Is the difference between districts more than their numbers of cases explain?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from dash_app.statistics.arguments import Number, checked, checked_confidence, missing
from dash_app.statistics.quantiles import normal_quantile, poisson_quantile

Kind = Literal["proportion", "rate"]
WATCH, ALERT = 0.95, 0.998
"""Confidence of inner and outer limits; twelve districts give 0.6 false alarms outside the inner ones."""
_WINSORISED = 0.1


class Dispersion(NamedTuple):
    """How much more districts differ than chance: 1 is as chance would, None where it cannot be computed."""

    phi: float | None

    @property
    def applied(self) -> bool:
        """Whether limits are widened; never narrowed."""
        return self.phi is not None and self.phi > 1

    @property
    def factor(self) -> float:
        """By how much variances are multiplied."""
        return self.phi if self.phi is not None and self.phi > 1 else 1.0


class FunnelPoint(NamedTuple):
    """One district in the funnel; value and limits per unit of the denominator.

    `value`, limits and `signal` are None where the district has no figure.
    """

    value: float | None
    denominator: float | None
    watch: tuple[float, float] | None
    alert: tuple[float, float] | None
    signal: Literal["none", "watch", "alert"] | None
    side: Literal["above", "below"] | None


class Funnel(NamedTuple):
    """Baseline, over-dispersion and one point per district, in the order of the input."""

    baseline: float | None
    dispersion: Dispersion
    points: tuple[FunnelPoint, ...]


def funnel_limits(
    denominator: Number, baseline: Number, kind: Kind, confidence: float = WATCH, *, dispersion: float = 1.0
) -> tuple[float, float] | None:
    """Return the limits within which a district of this size lies by chance, per unit of the denominator.

    `proportion`: P ± z·sqrt(P(1-P)/n), clipped to 0 to 1. `rate`: exact Poisson limits of the expected
    count, divided by the denominator. `dispersion` is the factor on the variance: distances from the
    baseline grow with its root. None where the denominator or the baseline is missing. Raises `ValueError`
    for a denominator not above 0, a baseline below 0 (or above 1 for a proportion), an unknown kind, a
    confidence outside 0 to 1, a dispersion not above 0. Source: Spiegelhalter 2005; numbers of
    PHEindicatormethods.
    """
    _checked_kind(kind)
    checked_confidence(confidence)
    stretch = math.sqrt(checked("dispersion", dispersion, above=0))
    if denominator is None or baseline is None or missing(denominator) or missing(baseline):
        return None
    n, centre = checked("denominator", denominator, above=0), checked("baseline", baseline, least=0)
    if kind == "proportion" and centre > 1:
        raise ValueError(f"baseline is {baseline}; allowed for a proportion: 0 to 1")
    return _limits(n, centre, kind, confidence, stretch)


def _limits(n: float, centre: float, kind: Kind, confidence: float, stretch: float) -> tuple[float, float]:
    """Return the limits of `funnel_limits` from checked numbers; `stretch` is a factor on distances."""
    if confidence == 1:
        return 0.0, 1.0 if kind == "proportion" else math.inf
    if kind == "proportion":
        half = stretch * normal_quantile(confidence) * math.sqrt(centre * (1 - centre) / n)
        return max(0.0, centre - half), min(1.0, centre + half)
    tail = (1 - confidence) / 2
    lower, upper = (poisson_quantile(n * centre, tail, upper=side) / n for side in (False, True))
    return max(0.0, centre - stretch * (centre - lower)), centre + stretch * (upper - centre)


def overdispersion(counts: Iterable[tuple[Number, Number]], kind: Kind) -> Dispersion:
    """Return the multiplicative over-dispersion of districts around their common baseline.

    `counts`: numerator and denominator of each district; those with a missing one or without cases are left
    out. phi is the mean square of the z-scores after the 10 % lowest and highest were moved to the 10 and
    90 % quantile, so that a few outliers do not widen the limits until they look ordinary. None with fewer
    than two districts or a baseline without variance. Raises `ValueError` as `funnel` does. Source:
    Spiegelhalter 2005.
    """
    usable = [pair for pair in _checked_pairs(counts, kind) if pair is not None]
    return _dispersion(usable, _baseline(usable), kind)


def funnel(counts: Sequence[tuple[Number, Number]], kind: Kind, *, adjust: bool = True) -> Funnel:
    """Return baseline, over-dispersion and position of each district.

    `counts`: numerator and denominator of each district, None where missing. The baseline is the sum of the
    numerators over the sum of the denominators. `adjust=False` computes the over-dispersion without
    applying it. A district without cases (0 of 0) has no value. Raises `ValueError` for a negative number,
    cases without a denominator, an unknown kind and, for proportions, a numerator above its denominator.
    """
    pairs = _checked_pairs(counts, kind)
    usable = [pair for pair in pairs if pair is not None]
    baseline = _baseline(usable)
    dispersion = _dispersion(usable, baseline, kind)
    stretch = math.sqrt(dispersion.factor) if adjust else 1.0
    return Funnel(baseline, dispersion, tuple(_point(pair, baseline, kind, stretch) for pair in pairs))


def _checked_kind(kind: str) -> None:
    if kind not in ("proportion", "rate"):
        raise ValueError(f"kind is {kind!r}; allowed: proportion, rate")


def _checked_pairs(counts: Iterable[tuple[Number, Number]], kind: Kind) -> list[tuple[float, float] | None]:
    """Return each pair as numbers, None where one is missing or there were no cases."""
    _checked_kind(kind)
    pairs: list[tuple[float, float] | None] = []
    for numerator, denominator in counts:
        if numerator is None or denominator is None or missing(numerator) or missing(denominator):
            pairs.append(None)
            continue
        x, n = checked("numerator", numerator, least=0), checked("denominator", denominator, least=0)
        if x > n and (n == 0 or kind == "proportion"):
            raise ValueError(
                f"numerator is {numerator}; allowed for a {kind} of {denominator}: 0 to {denominator}"
            )
        pairs.append((x, n) if n > 0 else None)
    return pairs


def _baseline(pairs: Sequence[tuple[float, float]]) -> float | None:
    return math.fsum(x for x, _ in pairs) / math.fsum(n for _, n in pairs) if pairs else None


def _dispersion(pairs: Sequence[tuple[float, float]], baseline: float | None, kind: Kind) -> Dispersion:
    variance = 0.0 if baseline is None else baseline * (1 - baseline) if kind == "proportion" else baseline
    if baseline is None or variance <= 0 or len(pairs) < 2:
        return Dispersion(None)
    scores = sorted((x / n - baseline) / math.sqrt(variance / n) for x, n in pairs)
    low, high = _quantile(scores, _WINSORISED), _quantile(scores, 1 - _WINSORISED)
    return Dispersion(math.fsum(min(max(z, low), high) ** 2 for z in scores) / len(scores))


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile by linear interpolation between the ordered values (type 7 of Hyndman and Fan)."""
    position = share * (len(ordered) - 1)
    below = min(int(position), len(ordered) - 2)
    return ordered[below] + (position - below) * (ordered[below + 1] - ordered[below])


def _point(
    pair: tuple[float, float] | None, baseline: float | None, kind: Kind, stretch: float
) -> FunnelPoint:
    if pair is None or baseline is None:
        return FunnelPoint(None, None, None, None, None, None)
    value, n = pair[0] / pair[1], pair[1]
    watch, alert = (_limits(n, baseline, kind, confidence, stretch) for confidence in (WATCH, ALERT))
    signal: Literal["none", "watch", "alert"] = "none"
    if not watch[0] <= value <= watch[1]:
        signal = "watch" if alert[0] <= value <= alert[1] else "alert"
    side: Literal["above", "below"] = "above" if value > baseline else "below"
    return FunnelPoint(value, n, watch, alert, signal, None if signal == "none" else side)
