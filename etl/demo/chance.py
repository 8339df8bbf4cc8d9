"""How does chance enter the demonstration data, so that the same seed gives the same data?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

_MANY = 60
"""From so many expected events on, counts follow the normal distribution closely enough."""


class Chance:
    """A seed; every series draws from a stream of its own, so that one more series changes no other."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def stream(self, *names: object) -> Random:
        """Return the random numbers of a series with that name."""
        return Random("/".join(map(str, (self._seed, *names))))


def poisson(rng: Random, mean: float) -> int:
    """Return a count of independent events, 0 or more."""
    if mean >= _MANY:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def binomial(rng: Random, cases: int, share: float) -> int:
    """Return how many of `cases` fall to a share of 0 to 1."""
    share = min(max(share, 0.0), 1.0)
    spread = math.sqrt(cases * share * (1 - share))
    if spread > 3:
        return min(cases, max(0, round(rng.gauss(cases * share, spread))))
    return sum(rng.random() < share for _ in range(cases))


def sway(rng: Random, length: int, deviation: float, memory: float = 0.75) -> list[float]:
    """Return slow movement around 0: each step remembers the one before.

    Args:
        rng: random numbers.
        length: number of steps.
        deviation: standard deviation of each step's value.
        memory: correlation with the step before, 0 to 1.
    """
    fresh = deviation * math.sqrt(1 - memory**2)
    values = [rng.gauss(0, deviation)]
    while len(values) < length:
        values.append(memory * values[-1] + rng.gauss(0, fresh))
    return values[:length]


def split(total: int, weights: Sequence[float]) -> list[int]:
    """Return whole numbers that are as the weights and add up to the total."""
    if not weights or sum(weights) <= 0:
        return [0] * len(weights)
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [math.floor(value) for value in exact]
    order = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for n in order[: total - sum(parts)]:
        parts[n] += 1
    return parts
