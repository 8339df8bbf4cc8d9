"""Which exponential smoothing fits a series, and what does it say about the next periods?

Sources: state space form and prediction variance, Hyndman, Koehler, Ord, Snyder: Forecasting with Exponential
Smoothing (2008); the computing is that of statsmodels.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.statespace.exponential_smoothing import ExponentialSmoothing

Numbers = NDArray[np.float64]
BEGINNING = 10
"""Values that the first states rest on."""
DAMPING = 0.9
"""Share of a trend that lasts to the next period; series this short cannot tell it themselves."""


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


def choose(training: Numbers, season: int) -> Fitted:
    """Return the form that explains best for its size: with season or not, then with damped trend or not."""
    level = [fit(training, Form(False, each)) for each in dict.fromkeys((0, season))]
    best = min(level, key=lambda fitted: fitted.criterion)
    return min(best, fit(training, Form(True, best.form.season)), key=lambda fitted: fitted.criterion)


def fit(series: Numbers, form: Form) -> Fitted:
    """Return the most likely smoothing parameters."""
    begin = _begin(series, form)
    model = _model(series, form, begin)
    free, least = _least(lambda free: -float(model.loglike(_parameters(free, form))), form)
    count, used = int(np.isfinite(series).sum()), form.parameters + 1
    penalty = 2 * used * count / (count - used - 1) if count > used + 1 else math.inf
    return Fitted(form, series, begin, _parameters(free, form), 2 * least + penalty)


def ahead(fitted: Fitted, steps: int) -> tuple[Numbers, Numbers]:
    """Return centres and standard errors of the next periods; the error counts what was estimated."""
    told = states_of(fitted, fitted.values).get_forecast(steps)
    count = int(np.isfinite(fitted.values).sum())
    variance = np.asarray(told.var_pred_mean) * count / fitted.freedom
    return np.asarray(told.predicted_mean), np.sqrt(variance)


def states_of(fitted: Fitted, series: Numbers) -> Any:
    """Return what a model knew at each point of a series, which may go on behind its own values."""
    return _model(series, fitted.form, fitted.begin).filter(fitted.parameters)


def said_at(states: Any, start: int, steps: int) -> list[float]:
    """Return what the model said at a start about the next periods."""
    filtered = states.filter_results
    move, read = filtered.transition[:, :, 0], filtered.design[0, :, 0]
    state, told = filtered.predicted_state[:, start], []
    for _ in range(steps):
        told.append(float(read @ state))
        state = move @ state
    return told


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
    values = values[:BEGINNING]
    if not form.trend:
        return float(np.mean(values)), 0.0, seasons
    trend, level = np.polyfit(np.arange(1, len(values) + 1), values, 1)
    return float(level), float(trend), seasons


def _filled(series: Numbers) -> Numbers:
    """Return the series with gaps bridged by straight lines: for its first states only."""
    places = np.arange(len(series))
    is_known = np.isfinite(series)
    return np.interp(places, places[is_known], series[is_known])


def _parameters(free: Numbers, form: Form) -> Numbers:
    """Return the parameters of the library from numbers between 0 and 1: level, trend, season, damping."""
    level, *others = free
    found = [level]
    if form.trend:
        found.append(level * others[0])
    if form.season:
        found.append((1 - level) * others[-1])
    return np.array([*found, DAMPING] if form.trend else found)


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
