"""How does a series go on, how far may it miss, and has this way of projecting been any good so far?

The one module that needs statsmodels, numpy and scipy; it runs in a process of its own.
Sources: exponential smoothing in state space form and its prediction variance, Hyndman, Koehler, Ord, Snyder:
Forecasting with Exponential Smoothing (2008); mean absolute scaled error, Hyndman and Koehler (2006);
intervals of the simple methods, Hyndman and Athanasopoulos: Forecasting, Principles and Practice, 5.5.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.stats import t as student
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.statespace.exponential_smoothing import ExponentialSmoothing

from schemas.projection import FEWEST, Method, Obstacle, Scale, back, forth

Numbers = NDArray[np.float64]
FEWEST_TRAINING = 10
"""Values that the first model of a test rests on; its states begin with the first ten."""
FEWEST_TESTS = FEWEST - FEWEST_TRAINING
MOST_GAPS = 0.2
"""Share of missing periods above which nothing is projected."""
DAMPING = 0.9
"""Share of a trend that lasts to the next period; series this short cannot tell it themselves."""
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


class Form(NamedTuple):
    """Which parts a model has."""

    trend: bool
    season: int
    """Periods of a season, 0 without one."""

    @property
    def name(self) -> str:
        """Name as in the literature: error, trend, season."""
        return f"ETS(A,{'Ad' if self.trend else 'N'},{'A' if self.season else 'N'})"

    @property
    def parameters(self) -> int:
        """Smoothing parameters and initial states."""
        states = 1 + self.trend + max(self.season - 1, 0)
        return states + 1 + self.trend + bool(self.season)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model with its parameters and the states it began with."""

    form: Form
    values: Numbers
    begin: tuple[float, float, Numbers | None]
    parameters: Numbers
    criterion: float
    """AICc: smaller is better."""

    @property
    def freedom(self) -> int:
        """Values less what was estimated from them."""
        return int(np.isfinite(self.values).sum()) - self.form.parameters


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
        fitted = _fit(series, chosen)
        centres, spreads = _ahead(fitted, steps)
        freedom = fitted.freedom
    else:
        centres, spreads, freedom = _simple(series, season if method is Method.LAST_YEAR else 1, steps)
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


# The model ----


def _filled(series: Numbers) -> Numbers:
    """Return the series with gaps bridged by straight lines: for its first states only."""
    places = np.arange(len(series))
    is_known = np.isfinite(series)
    return np.interp(places, places[is_known], series[is_known])


def _begin(series: Numbers, form: Form) -> tuple[float, float, Numbers | None]:
    """Return level, trend and season before the first value, as in section 2.6 of Hyndman et al. (2008).

    Seasons come from a classical decomposition, level and trend from a line through the first ten values.
    """
    values, seasons = _filled(series), None
    if form.season:
        pattern = np.asarray(seasonal_decompose(values, period=form.season).seasonal)
        values = values - pattern
        # The library wants them in the order in which they lie behind the first value.
        seasons = pattern[: form.season][::-1]
    values = values[:FEWEST_TRAINING]
    if not form.trend:
        return float(np.mean(values)), 0.0, seasons
    trend, level = np.polyfit(np.arange(1, len(values) + 1), values, 1)
    return float(level), float(trend), seasons


def _model(series: Numbers, form: Form, begin: tuple[float, float, Numbers | None]) -> ExponentialSmoothing:
    level, trend, seasons = begin
    return ExponentialSmoothing(
        series,
        trend=form.trend,
        damped_trend=form.trend,
        seasonal=form.season or None,
        initialization_method="known",
        initial_level=level,
        initial_trend=trend if form.trend else None,
        initial_seasonal=seasons,
    )


def _parameters(free: Numbers, form: Form) -> Numbers:
    """Return the parameters of the library from numbers between 0 and 1: level, trend, season, damping."""
    level, *others = free
    found = [level]
    if form.trend:
        found.append(level * others[0])
    if form.season:
        found.append((1 - level) * others[-1])
    return np.array([*found, DAMPING] if form.trend else found)


def _fit(series: Numbers, form: Form) -> Fitted:
    """Return the most likely smoothing parameters."""
    begin = _begin(series, form)
    model = _model(series, form, begin)
    free, least = _least(lambda free: -float(model.loglike(_parameters(free, form))), form)
    count, used = int(np.isfinite(series).sum()), form.parameters + 1
    penalty = 2 * used * count / (count - used - 1) if count > used + 1 else math.inf
    return Fitted(form, series, begin, _parameters(free, form), 2 * least + penalty)


def _least(cost: Callable[[Numbers], float], form: Form) -> tuple[Numbers, float]:
    """Return the numbers between 0 and 1 with the least cost; coarse, as forecasts hardly notice the rest."""
    bounds = (1e-3, 0.999)
    if not form.trend and not form.season:
        found = minimize_scalar(
            lambda level: cost(np.array([level])), bounds=bounds, method="bounded", options={"xatol": 1e-3}
        )
        return np.array([found.x]), float(found.fun)
    start = [0.3, *([0.1] * (form.trend + bool(form.season)))]
    options = {"xatol": 5e-3, "fatol": 1e-3, "maxfev": 80}
    found = minimize(cost, start, method="Nelder-Mead", bounds=[bounds] * len(start), options=options)
    return np.asarray(found.x), float(found.fun)


def _ahead(fitted: Fitted, steps: int) -> tuple[Numbers, Numbers]:
    """Return centres and standard errors of the next periods; the error counts what was estimated."""
    result = _model(fitted.values, fitted.form, fitted.begin).filter(fitted.parameters)
    ahead = result.get_forecast(steps)
    count = int(np.isfinite(fitted.values).sum())
    variance = np.asarray(ahead.var_pred_mean) * count / fitted.freedom
    return np.asarray(ahead.predicted_mean), np.sqrt(variance)


def _simple(series: Numbers, lag: int, steps: int) -> tuple[Numbers, Numbers, int]:
    """Return centres, standard errors and freedom of "same as `lag` periods ago"."""
    changes = series[lag:] - series[:-lag]
    changes = changes[np.isfinite(changes)]
    usual = math.sqrt(float(np.mean(changes**2)))
    rounds = np.arange(steps) // lag + 1
    return _same(series, lag, steps), usual * np.sqrt(rounds), max(len(changes) - 1, 1)


def _same(series: Numbers, lag: int, steps: int) -> Numbers:
    """Return for each of the next periods the last known value a whole number of lags before."""
    last = float(series[np.isfinite(series)][-1])
    found = []
    for step in range(steps):
        earlier = series[::-1][lag - 1 - step % lag :: lag]
        earlier = earlier[np.isfinite(earlier)]
        found.append(float(earlier[0]) if len(earlier) else last)
    return np.array(found)


# Its record ----


def _tested(series: Numbers, season: int, steps: int, scale: Scale) -> tuple[Form, Record]:
    """Choose a form on the older values and test it on the newer ones, moving the start forward.

    Form and parameters come from the values before the first test alone; each test then knows what was known
    at its start.
    """
    first = len(series) - _held(series, season)
    training = series[:first]
    seasons = season if season > 1 and first >= 2 * season else 0
    fitted = _chosen(training, seasons)
    reach = min(steps, season)
    spreads = _ahead(fitted, reach)[1] * float(student.ppf(0.9, fitted.freedom))
    states = _model(series, fitted.form, fitted.begin).filter(fitted.parameters)
    errors: list[tuple[float, float, float, bool]] = []
    for start in range(first, len(series)):
        told = _from(states, start, reach)
        value, year = _same(series[:start], 1, reach), _same(series[:start], season, reach)
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
    spare = len(series) - max(int(known[FEWEST_TRAINING - 1]) + 1, needed)
    return max(min(max(season, 4), spare), 1)


def _chosen(training: Numbers, season: int) -> Fitted:
    """Return the form that explains best for its size: with season or not, then with damped trend or not."""
    level = [_fit(training, Form(False, each)) for each in dict.fromkeys((0, season))]
    best = min(level, key=lambda fitted: fitted.criterion)
    return min(best, _fit(training, Form(True, best.form.season)), key=lambda fitted: fitted.criterion)


def _from(states: Any, start: int, steps: int) -> list[float]:
    """Return what the model said at a start about the next periods."""
    filtered = states.filter_results
    move, read = filtered.transition[:, :, 0], filtered.design[0, :, 0]
    state, told = filtered.predicted_state[:, start], []
    for _ in range(steps):
        told.append(float(read @ state))
        state = move @ state
    return told


def _gap(scale: Scale, told: float, actual: float) -> float:
    return abs(back(scale, told) - back(scale, actual))


def _unit(training: Numbers, lag: int, scale: Scale) -> float:
    """Return the mean change of the training from one period, or year, to the next, in the unit."""
    plain = np.array([back(scale, value) for value in training])
    changes = np.abs(plain[lag:] - plain[:-lag])
    changes = changes[np.isfinite(changes)]
    return float(np.mean(changes)) if len(changes) else 0.0


def _record(errors: Sequence[tuple[float, float, float, bool]], unit: float, *, with_year: bool) -> Record:
    def scaled(sizes: Iterable[float]) -> float | None:
        listed = list(sizes)
        return rounded(math.fsum(listed) / len(listed) / unit) if listed and unit > 0 else None

    model, value, year = ([each[n] for each in errors] for n in range(3))
    inside = sum(bool(each[3]) for each in errors)
    return Record(len(errors), scaled(model), scaled(value), scaled(year) if with_year else None, inside)
