"""How does a series go on, how far may it miss, and has this way of projecting been any good so far?

Needs statsmodels, numpy and scipy, and therefore runs in a process of its own (`etl.forecasting.work`).
Source of the mean absolute scaled error (MASE): Hyndman and Koehler (2006).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.stats import t as student

from etl.forecasting.simple import same, simple
from etl.forecasting.smoothing import BEGINNING, Form, Numbers, ahead, choose, fit, said_at, states_of
from schemas.projection import FEWEST, Method, Obstacle, Scale, back, forth

FEWEST_TESTS = FEWEST - BEGINNING
MOST_GAPS = 0.2
"""Share of missing periods above which nothing is projected."""
_DIGITS = 9
"""Significant digits that are kept: what lies behind them depends on the machine."""


class Step(NamedTuple):
    """One projected period: centre and standard error on the scale, then values in the unit."""

    centre: float
    spread: float
    expected: float
    lower80: float
    upper80: float
    lower95: float
    upper95: float


class Record(NamedTuple):
    """How the methods would have done: errors in units of the usual change, hits of the 80 % interval."""

    tests: int
    mase: float | None
    mase_last_value: float | None
    mase_last_year: float | None
    inside: int


class Result(NamedTuple):
    """A projection."""

    method: Method
    model: str
    """The model that was tested, also where the simpler method is shown."""
    freedom: int
    record: Record
    steps: tuple[Step, ...]


def project(
    values: Sequence[float | None],
    *,
    season: int,
    steps: int,
    scale: Scale = Scale.PLAIN,
    floor: float | None = None,
    ceiling: float | None = None,
) -> Result | Obstacle:
    """Return the next `steps` periods of a series (oldest first, None where missing), or why there are none.

    `season`: periods of a year. Values are projected on `scale` and cut at `floor` and `ceiling`, in the unit
    of the values. The first and the last value have to be known.
    """
    known = [value for value in values if value is not None]
    if len(known) < FEWEST:
        return Obstacle.TOO_SHORT if known else Obstacle.NO_VALUES
    if len(known) < (1 - MOST_GAPS) * len(values):
        return Obstacle.GAPS
    if max(known) - min(known) <= 1e-12 * max(map(abs, known)):
        return Obstacle.NO_VARIATION
    series = np.array([np.nan if value is None else forth(scale, value) for value in values])
    chosen, record = _tested(series, season, steps, scale)
    method = _best(record)
    if method is Method.MODEL:
        fitted = fit(series, chosen)
        centres, spreads = ahead(fitted, steps)
        freedom = fitted.freedom
    else:
        centres, spreads, freedom = simple(series, season if method is Method.LAST_YEAR else 1, steps)
    made = _steps(centres, spreads, freedom, scale, floor, ceiling)
    return Result(method, chosen.name, freedom, record, made)


def _best(record: Record) -> Method:
    """Return the model only where it beats both simple methods."""
    value, year = record.mase_last_value, record.mase_last_year
    simple = Method.LAST_YEAR if year is not None and (value is None or year < value) else Method.LAST_VALUE
    least = min((error for error in (value, year) if error is not None), default=math.inf)
    return Method.MODEL if record.mase is not None and record.mase < least else simple


def _steps(
    centres: Numbers,
    spreads: Numbers,
    freedom: int,
    scale: Scale,
    floor: float | None,
    ceiling: float | None,
) -> tuple[Step, ...]:
    low, high = -math.inf if floor is None else floor, math.inf if ceiling is None else ceiling
    reach = [float(student.ppf(0.5 + share / 2, freedom)) for share in (0.8, 0.95)]
    made = []
    for centre, spread in zip(centres.tolist(), spreads.tolist(), strict=True):
        edges = (0.0, -reach[0] * spread, reach[0] * spread, -reach[1] * spread, reach[1] * spread)
        shown = [min(max(back(scale, centre + edge), low), high) for edge in edges]
        made.append(Step(*(rounded(each) for each in (centre, spread, *shown))))
    return tuple(made)


def rounded(value: float) -> float:
    """Return a number with the digits that do not depend on the machine."""
    return float(f"{value:.{_DIGITS}g}")


# Its record ----


def _tested(series: Numbers, season: int, steps: int, scale: Scale) -> tuple[Form, Record]:
    """Choose a form on the older values and test it on the newer ones, moving the start forward.

    Form and parameters come from the values before the first test alone; each test then knows what was known
    at its start.
    """
    first = len(series) - _held(series, season)
    training = series[:first]
    seasons = season if season > 1 and first >= 2 * season else 0
    fitted = choose(training, seasons)
    reach = min(steps, season)
    spreads = ahead(fitted, reach)[1] * float(student.ppf(0.9, fitted.freedom))
    states = states_of(fitted, series)
    errors: list[tuple[float, float, float, bool]] = []
    for start in range(first, len(series)):
        told = said_at(states, start, reach)
        value, year = same(series[:start], 1, reach), same(series[:start], season, reach)
        for step, actual in enumerate(series[start : start + reach]):
            if math.isfinite(actual):
                sizes = [_gap(scale, each[step], actual) for each in (told, value, year)]
                errors.append((*sizes, abs(told[step] - actual) <= spreads[step]))
    return fitted.form, _record(errors, _unit(training, seasons or 1, scale), with_year=first >= season)


def _held(series: Numbers, season: int) -> int:
    """Return the number of starts of tests: a year, less where too little would be left to begin with."""
    known = np.flatnonzero(np.isfinite(series))
    needed = 2 * season if len(series) >= 2 * season + FEWEST_TESTS else 0
    # The training has to hold ten known values, and two years where it can.
    spare = len(series) - max(int(known[BEGINNING - 1]) + 1, needed)
    return max(min(max(season, 4), spare), 1)


def _gap(scale: Scale, told: float, actual: float) -> float:
    return abs(back(scale, told) - back(scale, actual))


def _unit(training: Numbers, lag: int, scale: Scale) -> float:
    """Return the mean change of the training from one year, or period, to the next, in the unit.

    Where every year repeats the one before, that is zero, and the change from period to period counts.
    """
    plain = np.array([back(scale, value) for value in training])
    for each in (lag, 1):
        changes = np.abs(plain[each:] - plain[:-each])
        changes = changes[np.isfinite(changes)]
        if changes.any():
            return float(np.mean(changes))
    return 0.0


def _record(errors: Sequence[tuple[float, float, float, bool]], unit: float, *, with_year: bool) -> Record:
    def scaled(sizes: Iterable[float]) -> float | None:
        listed = list(sizes)
        return rounded(math.fsum(listed) / len(listed) / unit) if listed and unit > 0 else None

    model, value, year = ([each[n] for each in errors] for n in range(3))
    inside = sum(bool(each[3]) for each in errors)
    return Record(len(errors), scaled(model), scaled(value), scaled(year) if with_year else None, inside)
