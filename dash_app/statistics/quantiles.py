"""Which quantiles do the normal, Student, gamma and Poisson distributions have?

Solved here, because a numerical library would cost every web process its start and memory.
The gamma distribution is the other face of the Poisson distribution: the probability of at least k events
where x are expected is the probability that a gamma variable of shape k is at most x. That holds for whole
k and extends to all others.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache, lru_cache
from statistics import NormalDist

from dash_app.statistics.arguments import checked_confidence

_TINY = 1e-300
_PRECISION = 1e-16
_LARGE_SHAPE = 200.0
"""Above this shape quadrature is faster than series, whose length grows with the root of the shape."""
_LARGE_FREEDOM = 200
_STEPS = 100


# Normal and Student ----


@lru_cache(maxsize=256)
def normal_quantile(confidence: float) -> float:
    """Return z so that a standard normal variable lies within -z and z with probability `confidence`.

    Infinite for a confidence of 1. Raises `ValueError` for a confidence outside 0 to 1.
    """
    checked_confidence(confidence)
    return math.inf if confidence == 1 else -NormalDist().inv_cdf((1 - confidence) / 2)


@lru_cache(maxsize=1024)
def student_quantile(confidence: float, freedom: int) -> float:
    """Return t so that a Student variable lies within -t and t with probability `confidence`.

    `freedom`: whole degrees of freedom, from 1 on. Finite sums for the probability (Abramowitz and Stegun
    26.7.3 and 26.7.4), solved by Newton's method; above 200 degrees of freedom the expansion around the
    normal quantile (26.7.5), which is then exact to 1e-9.
    """
    z = normal_quantile(confidence)
    if math.isinf(z) or freedom > _LARGE_FREEDOM:
        return z if math.isinf(z) else _student_expansion(z, freedom)
    if freedom == 1:
        return math.tan(math.pi * confidence / 2)
    t = _student_expansion(z, freedom)
    if _student_within(t, freedom) > confidence:
        t = z  # the probability is concave: from below the root Newton's method cannot overshoot
    scale = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) - math.log(math.pi * freedom) / 2
    for _ in range(_STEPS):
        density = math.exp(scale - (freedom + 1) / 2 * math.log1p(t * t / freedom))
        step = (confidence - _student_within(t, freedom)) / (2 * density)
        t += step
        if abs(step) <= 1e-13 * t:
            break
    return t


def student_below(t: float, freedom: int) -> float:
    """Return the probability that a Student variable is at most t; infinite t is allowed."""
    if math.isinf(t):
        return 1.0 if t > 0 else 0.0
    within = _student_within(abs(t), freedom)
    return (1 + within) / 2 if t >= 0 else (1 - within) / 2


def _student_expansion(z: float, freedom: int) -> float:
    """Return the Student quantile as a series in 1 / freedom around the normal quantile."""
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(freedom) ** power for power, term in enumerate(terms, 1))


def _student_within(t: float, freedom: int) -> float:
    """Return the probability that a Student variable lies within -t and t."""
    angle = math.atan2(t, math.sqrt(freedom))
    sine, square = math.sin(angle), math.cos(angle) ** 2
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    total = 0.0 if freedom == 1 else term
    for k in range(3 if odd else 2, freedom - 1, 2):
        term *= square * (k - 1) / k
        total += term
    return 2 / math.pi * (angle + sine * total) if odd else sine * total


# Gamma ----


def gamma_tails(shape: float, x: float) -> tuple[float, float]:
    """Return the probabilities that a gamma variable (scale 1) is at most `x` and that it is above `x`.

    Series below and continued fraction above the mean (Abramowitz and Stegun 6.5.29 and 6.5.31),
    Gauss-Legendre quadrature of the smaller tail for large shapes. `shape` > 0, `x` >= 0; relative error
    about 1e-12 for the smaller tail.
    """
    if x <= 0:
        return 0.0, 1.0
    if shape > _LARGE_SHAPE:
        tail = _tail_by_quadrature(shape, x)
        return (1 - tail, tail) if x > shape - 1 else (tail, 1 - tail)
    scale = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        below = scale * _series(shape, x)
        return below, 1 - below
    above = scale * _continued_fraction(shape, x)
    return 1 - above, above


def _series(shape: float, x: float) -> float:
    """Return the power series of the lower tail, without its common factor."""
    term = total = 1 / shape
    k = shape
    while term > total * _PRECISION:
        k += 1
        term *= x / k
        total += term
    return total


def _continued_fraction(shape: float, x: float) -> float:
    """Return the continued fraction of the upper tail, without its common factor (Lentz's method)."""
    b = x + 1 - shape
    c = 1 / _TINY
    d = 1 / b
    total = d
    for k in range(1, 1000):
        a = -k * (k - shape)
        b += 2
        d = 1 / (a * d + b or _TINY)
        c = b + a / c or _TINY
        factor = c * d
        total *= factor
        if abs(factor - 1) <= _PRECISION * 10:
            break
    return total


def _tail_by_quadrature(shape: float, x: float) -> float:
    """Return the gamma tail of a large shape that starts at `x` and leads away from the mode."""
    mode, deviation = shape - 1, math.sqrt(shape)
    if x > mode:
        far = max(mode + 11.5 * deviation, x + 6 * deviation)
    else:
        far = max(0.0, min(mode - 7.5 * deviation, x - 5 * deviation))
    total = 0.0
    for node, weight in _gauss_legendre():
        distance = x + (far - x) * node - mode
        total += weight * math.exp(mode * math.log1p(distance / mode) - distance)
    # Stirling's series instead of lgamma, whose size would cost digits here.
    correction = 1 / (12 * mode) - 1 / (360 * mode**3)
    return abs(far - x) * total * math.exp(-correction) / math.sqrt(2 * math.pi * mode)


@cache
def _gauss_legendre(count: int = 48) -> tuple[tuple[float, float], ...]:
    """Return nodes and weights of the Gauss-Legendre rule on 0 to 1, the nodes by Newton's method."""
    rule = []
    for i in range(count):
        root = math.cos(math.pi * (i + 0.75) / (count + 0.5))
        slope = 1.0
        step = 1.0
        while abs(step) > 1e-15:
            value, before = 1.0, 0.0
            for k in range(1, count + 1):
                value, before = ((2 * k - 1) * root * value - (k - 1) * before) / k, value
            slope = count * (root * value - before) / (root * root - 1)
            step = value / slope
            root -= step
        rule.append(((1 - root) / 2, 1 / ((1 - root * root) * slope * slope)))
    return tuple(rule)


def gamma_quantile(shape: float, tail: float, *, upper: bool) -> float:
    """Return the value that a gamma variable exceeds (`upper`) or stays below with probability `tail`.

    Newton's method from the Wilson-Hilferty approximation, kept between bounds. `shape` > 0 (from 1 on with
    `upper`), `tail` in 0 to 0.5.
    """
    z = -NormalDist().inv_cdf(tail) * (1 if upper else -1)
    x = shape * max(0.0, 1 - 1 / (9 * shape) + z / (3 * math.sqrt(shape))) ** 3
    if not upper and x < 0.2 * shape:  # close to zero the density is a power of x
        x = math.exp((math.log(tail) + math.lgamma(shape + 1)) / shape)
    if x == 0:
        return 0.0
    low, high = 0.0, math.inf
    for _ in range(_STEPS):
        below, above = gamma_tails(shape, x)
        excess = tail - above if upper else below - tail
        low, high = (low, x) if excess > 0 else (x, high)
        step = excess / math.exp((shape - 1) * math.log(x) - x - math.lgamma(shape))
        if abs(step) <= 1e-14 * x:
            break
        inside = low < x - step < high
        x = x - step if inside else (low + high) / 2 if high < math.inf else 2 * x
    return x


# Poisson ----


def poisson_quantile(expected: float, tail: float, *, upper: bool) -> float:
    """Return the count that is exceeded (`upper`) or not reached with probability `tail`.

    The count that an exact test would just not call unusual, continued between the whole numbers by the
    gamma distribution; so it is the mirror of the exact interval: an observed count lies above this limit
    exactly where the expected count lies below the interval of the observed one. 0 where even no event at
    all would not be unusual. `expected` >= 0, `tail` in 0 to 0.5.
    """
    if expected <= 0 or (not upper and math.exp(-expected) >= tail):
        return 0.0

    def excess(count: float) -> float:
        below, above = gamma_tails(count if upper else count + 1, expected)
        return math.log((below if upper else tail) / (tail if upper else above) or _TINY)

    z = -NormalDist().inv_cdf(tail) * (1 if upper else -1)
    start = expected + z * math.sqrt(expected) + (z * z - 1) / 6 + (0.5 if upper else -0.5)
    # The logarithm of a normal tail of 2.5 to 0.1 % falls by 2.3 to 3.4 per standard deviation.
    return _falling_root(excess, max(start, 0.1 * expected), math.sqrt(expected) / 3)


def _falling_root(function: Callable[[float], float], start: float, stride: float) -> float:
    """Return the root above 0 of a falling function by the secant method, kept between bounds.

    `stride`: about how far the argument moves where the function falls by 1.
    """
    low, high = 0.0, math.inf
    x, value = start, function(start)
    new = x + value * stride
    for _ in range(_STEPS):
        low, high = (x, high) if value > 0 else (low, x)
        if abs(new - x) <= 1e-13 * x:
            break
        if not low < new < high:
            new = (low + high) / 2 if high < math.inf else 2 * x
        before, value_before = x, value
        x, value = new, function(new)
        if value == value_before:
            break
        new = x - value * (x - before) / (value - value_before)
    return new
