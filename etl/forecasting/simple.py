"""What do "same as last value" and "same as last year" say about the next periods?

Source of their intervals: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, section 5.5.
"""

from __future__ import annotations

import math

import numpy as np

from etl.forecasting.smoothing import Numbers


def simple(series: Numbers, lag: int, steps: int) -> tuple[Numbers, Numbers, int]:
    """Return centres, standard errors and freedom of "same as `lag` periods ago"."""
    changes = series[lag:] - series[:-lag]
    changes = changes[np.isfinite(changes)]
    usual = math.sqrt(float(np.mean(changes**2)))
    rounds = np.arange(steps) // lag + 1
    return same(series, lag, steps), usual * np.sqrt(rounds), max(len(changes) - 1, 1)


def same(series: Numbers, lag: int, steps: int) -> Numbers:
    """Return for each of the next periods the last known value a whole number of lags before."""
    last = float(series[np.isfinite(series)][-1])
    found = []
    for step in range(steps):
        earlier = series[::-1][lag - 1 - step % lag :: lag]
        earlier = earlier[np.isfinite(earlier)]
        found.append(float(earlier[0]) if len(earlier) else last)
    return np.array(found)
