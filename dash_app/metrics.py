"""Is the target met, by how much, and is it better than before?

Pure functions over values and catalogue; the only place that knows what polarity means. All comparisons are
made with decimal numbers as they are shown, so that what a reader sees never contradicts the status.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from dash_app.suppression import suppress as suppress
from schemas.catalogue import Indicator, Polarity, Target
from schemas.observation import Figure, Status

__all__ = ["Change", "Summary", "change", "distance", "judge", "missing_cases", "near_by", "shown", "summary"]

_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
"""Room for every float; decimal's ROUND_HALF_UP is half away from zero."""


class Change(StrEnum):
    """How a figure compares with an earlier one; higher and lower where no direction is good."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Summary:
    """How many figures have which status."""

    met: int = 0
    near: int = 0
    missed: int = 0
    no_target: int = 0
    no_data: int = 0
    suppressed: int = 0
    with_target: int = 0
    """Figures that have a target, with or without a value."""

    @property
    def judged(self) -> int:
        """Figures with target and value: those that can be met."""
        return self.met + self.near + self.missed


def exact(value: float) -> Decimal:
    """Return the decimal number that a float stands for: 2.675, not 2.67499999999999982.

    Fifteen significant digits are all that a float holds for certain; the noise of a division lies behind
    them.
    """
    return Decimal(f"{value:.15g}")


def shown(value: float | None, decimals: int) -> Decimal | None:
    """Return the value as it is shown, rounded half away from zero; None for a missing value or nan."""
    if value is None or not math.isfinite(value):
        return None
    rounded = exact(value).quantize(Decimal(1).scaleb(-decimals), context=_WIDE)
    return rounded if rounded else abs(rounded)


def judge(value: float | None, indicator: Indicator, target: Target | None) -> Status:
    """Judge a value (unit of the indicator) against the target in force at the end of its period.

    Met, ends included; else near if it is not beyond the binding floor, or within the tolerance where there
    is no floor; else missed. The floor of `lower_is_better` is a ceiling, the floor of a band lies below its
    lower end.
    """
    number = shown(value, indicator.decimals)
    if number is None:
        return Status.NO_DATA
    if target is None or indicator.polarity is Polarity.NEUTRAL:
        return Status.NO_TARGET
    short = _shortfall(number, indicator, target)
    if short <= 0:
        return Status.MET
    if target.floor is not None and _floor_applies(number, target):
        is_lower_better = indicator.polarity is Polarity.LOWER
        floor = exact(target.floor)
        is_near = number <= floor if is_lower_better else number >= floor
    else:
        is_near = target.tolerance is not None and short <= exact(target.tolerance)
    return Status.NEAR if is_near else Status.MISSED


def met_between(indicator: Indicator, target: Target) -> tuple[float, float]:
    """Return the ends of the values that meet a target once they are rounded as they are shown."""
    slack = 0.5 * 10**-indicator.decimals
    if target.value is None:
        return (target.lower or 0.0) - slack, (target.upper or 0.0) + slack
    if indicator.polarity is Polarity.LOWER:
        return -math.inf, target.value + slack
    return target.value - slack, math.inf


def _floor_applies(number: Decimal, target: Target) -> bool:
    return target.upper is None or number < exact(target.upper)


def near_by(
    value: float | None, indicator: Indicator, target: Target | None
) -> Literal["floor", "tolerance"] | None:
    """Return what decides whether a value that misses the target is nearly there; None where nothing does."""
    if target is None or indicator.polarity is Polarity.NEUTRAL:
        return None
    number = shown(value, indicator.decimals)
    if target.floor is not None and (number is None or _floor_applies(number, target)):
        return "floor"
    return "tolerance" if target.tolerance is not None else None


def _shortfall(number: Decimal, indicator: Indicator, target: Target) -> Decimal:
    """Return how far a number is on the bad side of the target; zero or less where the target is met."""
    if target.value is None:
        return max(exact(target.lower or 0) - number, number - exact(target.upper or 0))
    gap = exact(target.value) - number
    return -gap if indicator.polarity is Polarity.LOWER else gap


def distance(value: float | None, indicator: Indicator, target: Target | None) -> Decimal | None:
    """Return shown value minus target in the unit of the indicator: above is positive; 0 inside a band.

    None where there is no value or no target.
    """
    number = shown(value, indicator.decimals)
    if number is None or target is None:
        return None
    if target.value is not None:
        return number - exact(target.value)
    lower, upper = exact(target.lower or 0), exact(target.upper or 0)
    return min(number - lower, Decimal(0)) + max(number - upper, Decimal(0))


def missing_cases(figure: Figure, indicator: Indicator) -> int | None:
    """Return how many more (or fewer) cases in the numerator would have met the target of a share.

    The smallest whole number, for shares that should be high: ceil(target x denominator - numerator), the
    target as a proportion; its mirror for those that should be low. 0 where the target is met; None where the
    indicator is no share, or value, numerator, denominator or target is missing.
    """
    target, numerator, denominator = figure.target, figure.numerator, figure.denominator
    if indicator.value.kind != "ratio" or target is None or numerator is None or not denominator:
        return None
    if judge(figure.value, indicator, target) in (Status.NO_DATA, Status.NO_TARGET):
        return None
    if judge(figure.value, indicator, target) is Status.MET:
        return 0
    cases, scale = Fraction(exact(numerator)), Fraction(exact(indicator.value.scale))

    def needed(goal: float | None) -> Fraction:
        return Fraction(exact(goal or 0)) / scale * Fraction(exact(denominator))

    if target.value is None:
        gap = max(needed(target.lower) - cases, cases - needed(target.upper))
    elif indicator.polarity is Polarity.LOWER:
        gap = cases - needed(target.value)
    else:
        gap = needed(target.value) - cases
    return max(math.ceil(gap), 0)


def change(now: Figure, before: Figure | None, indicator: Indicator) -> Change | None:
    """Compare a figure with an earlier one, both as shown.

    Better or worse by polarity, for a band by the distance to it. Higher or lower where no direction is good;
    None where one of them is missing or the definition changed between.
    """
    new = shown(now.value, indicator.decimals)
    old = shown(before.value, indicator.decimals) if before else None
    if new is None or old is None or "break" in now.flags:
        return None
    if new == old:
        return Change.SAME
    if indicator.polarity is Polarity.BAND and now.target:
        outside = (max(_shortfall(number, indicator, now.target), Decimal(0)) for number in (new, old))
        rise = -next(outside) + next(outside)
        return Change.SAME if not rise else Change.BETTER if rise > 0 else Change.WORSE
    if indicator.polarity in (Polarity.NEUTRAL, Polarity.BAND):
        return Change.HIGHER if new > old else Change.LOWER
    return Change.BETTER if (new > old) is (indicator.polarity is Polarity.HIGHER) else Change.WORSE


def summary(figures: Iterable[Figure]) -> Summary:
    """Count figures by status."""
    listed = list(figures)
    counts = Counter(figure.status.value for figure in listed)
    return Summary(**counts, with_target=sum(figure.target is not None for figure in listed))
