"""Are projections those of published software, within bounds, honest about their record?"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.forecasting.model import Result, project
from etl.forecasting.simple import simple
from etl.forecasting.smoothing import Fitted, Form, ahead
from etl.forecasting.work import answer
from schemas.projection import FEWEST, Method, Obstacle, Scale

# International visitor nights in Australia by quarter, 1999 to 2015 (R package fpp2, austourists), and what
# R's forecast::ets made of them, as the tests of statsmodels keep it.
TOURISTS = [
    30.05251300, 19.14849600, 25.31769200, 27.59143700, 32.07645600, 23.48796100, 28.47594000, 35.12375300,
    36.83848500, 25.00701700, 30.72223000, 28.69375900, 36.64098600, 23.82460900, 29.31168300, 31.77030900,
    35.17787700, 19.77524400, 29.60175000, 34.53884200, 41.27359900, 26.65586200, 28.27985900, 35.19115300,
    42.20566386, 24.64917133, 32.66733514, 37.25735401, 45.24246027, 29.35048127, 36.34420728, 41.78208136,
    49.27659843, 31.27540139, 37.85062549, 38.83704413, 51.23690034, 31.83855162, 41.32342126, 42.79900337,
    55.70835836, 33.40714492, 42.31663797, 45.15712257, 59.57607996, 34.83733016, 44.84168072, 46.97124960,
    60.01903094, 38.37117851, 46.97586413, 50.73379646, 61.64687319, 39.29956937, 52.67120908, 54.33231689,
    66.83435838, 40.87118847, 51.82853579, 57.49190993, 65.25146985, 43.06120822, 54.76075713, 59.83447494,
    73.25702747, 47.69662373, 61.09776802, 66.05576122,
]  # fmt: skip
SEASONAL = (
    Form(False, 4),
    (25.54638913, 0.0, np.array([2.14912647, -0.53099835, -6.46658738, 4.84845926])),
    np.array([0.54216695, 0.39203017]),
    [75.32914757, 50.16726775, 62.21021038, 65.90296904],
)
DAMPED = (
    Form(True, 4),
    (24.01278357, 0.97770147, np.array([1.76951063, -0.50735902, -6.61171798, 5.34956637])),
    np.array([0.35445427, 0.03200749, 0.39993387, 0.97999997]),
    [76.07768073, 51.61741109, 63.96457729, 68.27886241],
)


def made(values: list[float | None], **given: object) -> Result:
    found = project(values, **{"season": 1, "steps": 3} | given)  # type: ignore[arg-type]
    assert isinstance(found, Result)
    return found


@pytest.mark.parametrize(("form", "begin", "parameters", "published"), [SEASONAL, DAMPED])
def test_forecasts_are_those_of_r_at_its_parameters(
    form: Form, begin: tuple[float, float, np.ndarray], parameters: np.ndarray, published: list[float]
) -> None:
    fitted = Fitted(form, np.array(TOURISTS), begin, parameters, 0.0)
    assert ahead(fitted, 4)[0] == pytest.approx(published, rel=1e-6)


def test_the_standard_error_grows_as_the_textbook_says() -> None:
    form, begin, parameters, _ = SEASONAL
    spread = ahead(Fitted(form, np.array(TOURISTS), begin, parameters, 0.0), 5)[1]
    alpha, gamma = parameters
    # Hyndman et al. (2008), table 6.1: ETS(A,N,A) has var(h) = s² (1 + sum of (alpha + gamma [season])²).
    widths = [1 + step * alpha**2 for step in range(4)] + [1 + 3 * alpha**2 + (alpha + gamma) ** 2]
    assert spread / spread[0] == pytest.approx(np.sqrt(widths), rel=1e-6)


def test_own_parameters_come_near_to_the_published_forecasts() -> None:
    found = made(list(TOURISTS), season=4, steps=4)
    assert found.method is Method.MODEL
    assert found.model.endswith(",A)"), "the seasons of tourism are seen"
    assert [step.expected for step in found.steps] == pytest.approx(DAMPED[3], rel=0.05)
    assert found.record.mase is not None and found.record.mase_last_year is not None
    assert found.record.mase < found.record.mase_last_year


def test_simple_methods_repeat_values_and_widen_with_the_root_of_the_periods() -> None:
    series = np.array([1.0, 2, 4, 3, 2, 3, 5, 4])
    centres, spreads, freedom = simple(series, 1, 4)
    usual = math.sqrt((1 + 4 + 1 + 1 + 1 + 4 + 1) / 7)
    assert list(centres) == [4] * 4
    assert list(spreads) == pytest.approx([usual * math.sqrt(h) for h in (1, 2, 3, 4)])
    assert freedom == 6
    centres, spreads, _ = simple(series, 4, 6)
    assert list(centres) == [2, 3, 5, 4, 2, 3]
    assert list(spreads) == pytest.approx([1, 1, 1, 1, math.sqrt(2), math.sqrt(2)])


def test_the_error_of_same_as_last_value_is_computed_as_by_hand() -> None:
    values = [float(n % 2) for n in range(10)] + [3.0, 3.0, 6.0]
    record = made([*values], steps=1).record
    # Before the tests the value changes by 1 each time; then by 2, 0 and 3.
    assert record.tests == 3
    assert record.mase_last_value == pytest.approx(5 / 3)


def test_a_steady_change_is_not_said_to_be_best_told_by_the_last_value() -> None:
    found = made([10 + 0.5 * n + (0.1 if n % 3 else -0.1) for n in range(24)])
    assert (found.method, found.model) == (Method.MODEL, "ETS(A,Ad,N)")
    assert found.steps[-1].expected > 21.6


def test_noise_is_not_projected_as_a_trend() -> None:
    noise = [50 + (n * 7919 % 13) - 6 for n in range(40)]
    steps = made([float(n) for n in noise], season=12, steps=12).steps
    assert max(s.expected for s in steps) - min(s.expected for s in steps) <= 13
    flat = made([float(n) for n in noise], steps=12)
    assert flat.model == "ETS(A,N,N)"
    assert flat.steps[0].expected == pytest.approx(flat.steps[-1].expected)


def test_a_model_without_advantage_gives_way_to_the_simple_statement() -> None:
    walk, value = [], 20.0
    for n in range(30):
        value += ((n * 31 % 7) - 3) * (1 if n % 5 else 4)
        walk.append(value)
    found = made(list(walk))
    record = found.record
    if found.method is Method.MODEL:
        assert record.mase is not None and record.mase < (record.mase_last_value or 0)
    else:
        assert found.steps[0].expected == pytest.approx(walk[-1])


def test_a_repeated_year_is_told_by_the_year_before() -> None:
    pattern = [10.0, 30.0, 20.0, 60.0]
    found = made([v + 0.01 * (n % 2) for n, v in enumerate(pattern * 5)], season=4, steps=4)
    assert [step.expected for step in found.steps] == pytest.approx(pattern, abs=0.5)


@pytest.mark.parametrize(
    ("values", "obstacle"),
    [
        ([], Obstacle.NO_VALUES),
        ([None] * 30, Obstacle.NO_VALUES),
        ([5.0], Obstacle.TOO_SHORT),
        ([1.0, 2.0] * 6, Obstacle.TOO_SHORT),
        ([4.0] * 30, Obstacle.NO_VARIATION),
        ([1.0, None, 2.0] * 10, Obstacle.GAPS),
    ],
)
def test_what_bears_no_projection_gets_a_reason(values: list[float | None], obstacle: Obstacle) -> None:
    assert project(values, season=1, steps=3) is obstacle
    asked = {"values": values, "season": 1, "steps": 3, "scale": "plain", "floor": None, "ceiling": None}
    assert answer(asked) == {"obstacle": obstacle.value}


def test_a_few_gaps_are_bridged_and_widen_nothing_but_the_doubt() -> None:
    values: list[float | None] = [20 + math.sin(n) for n in range(30)]
    values[7] = values[19] = None
    found = made(values)
    assert all(18 < step.expected < 22 for step in found.steps)
    assert found.record.tests > 0


series = st.lists(st.floats(0.5, 99.5), min_size=FEWEST, max_size=30).filter(lambda v: max(v) - min(v) > 0.1)


@settings(max_examples=25, deadline=None)
@given(series, st.sampled_from([1, 2, 4]), st.sampled_from([Scale.LOGIT, Scale.LOG, Scale.PLAIN]))
def test_intervals_hold_what_is_expected_lie_in_each_other_and_stay_in_bounds(
    values: list[float], season: int, scale: Scale
) -> None:
    found = project([*values], season=season, steps=5, scale=scale, floor=0.0, ceiling=100.0)
    assert isinstance(found, Result)
    for step in found.steps:
        assert 0 <= step.lower95 <= step.lower80 <= step.expected <= step.upper80 <= step.upper95 <= 100
    assert 0 <= found.record.inside <= found.record.tests
    assert found == project([*values], season=season, steps=5, scale=scale, floor=0.0, ceiling=100.0)
