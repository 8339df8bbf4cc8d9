"""Is noise never called an alarm, an alarm never noise, and is what cannot be computed said to be so?"""

from __future__ import annotations

import math
from typing import Any

import pytest

from dash_app.statistics import XmrResult, assurance, drawn_limits, xmr
from dash_app.statistics.rules import special_causes, steps_of
from schemas.catalogue import Polarity

NAN = float("nan")
NOISE = [12.0, 15, 11, 14, 13, 16, 12, 14, 11, 15, 13, 14, 12]


def marks(result: XmrResult) -> list[tuple[str | None, str | None]]:
    return [(point.special_cause, point.judgement) for point in result.points]


def rule_marks(values: list[float]) -> list[str]:
    return list(special_causes(values, steps_of(values), 0.0, 10.0, 1e-9).causes)


# Rules in combination ----


def test_the_order_of_rules_is_outside_trend_two_of_three_one_side() -> None:
    rising = [1.0, 2, 3, 4, 5, 8, 11]
    assert rule_marks(rising) == ["trend"] * 6 + ["outside"]
    assert (
        rule_marks([8.0, 1, 8, 1, 2, 1, 2])
        == ["two_of_three", "one_side"] * 1 + ["two_of_three"] + ["one_side"] * 4
    )


def test_a_point_beyond_the_limit_is_no_second_point_close_to_it() -> None:
    assert rule_marks([11.0, 1, 8]) == ["outside", "none", "none"]


def test_close_to_a_limit_means_beyond_two_thirds_of_the_way() -> None:
    assert rule_marks([6.7, 6.7, 1]) == ["two_of_three", "two_of_three", "none"]
    assert rule_marks([6.6, 6.6, 1]) == ["none"] * 3
    # The third value lies on the mean, not on that side of it.
    assert rule_marks([8.0, 8, 0]) == rule_marks([-8.0, -8, 0]) == ["none"] * 3


def test_a_value_on_a_limit_is_inside_and_a_value_on_the_mean_ends_a_run() -> None:
    assert rule_marks([10.0]) == rule_marks([-10.0]) == ["none"]
    assert rule_marks([1.0, 2, 1, 0, 1, 2, 1, 2]) == ["none"] * 8


def test_the_turning_point_of_two_trends_belongs_to_the_later_one() -> None:
    values = [1.0, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]
    assert special_causes(values, steps_of(values), 4.0, 10.0, 1e-9).sides == [1] * 6 + [-1] * 7


def test_direction_decides_between_improvement_and_concern() -> None:
    step = [10.0, 12, 11, 10, 12, 11, 10, 12, 11, 10, 12, 11, 20]
    judged = {word: xmr(step, improvement=word).variation for word in ("increase", "decrease", "neutral")}
    assert judged == {"increase": "improvement", "decrease": "concern", "neutral": "neither"}


def test_polarities_of_the_catalogue_are_understood() -> None:
    step = [*NOISE, 30]
    judged = [xmr(step, improvement=polarity).variation for polarity in Polarity]
    assert judged == ["improvement", "concern", "neither", "neither"]


# Limits ----


def test_screening_keeps_one_outlier_from_widening_the_limits_and_can_be_switched_off() -> None:
    values = [*NOISE, 40, *NOISE]
    screened, plain = (xmr(values, improvement="decrease", screen_outliers=on) for on in (True, False))
    assert screened.segments[0].screened == 2 and plain.segments[0].screened == 0
    assert screened.upper is not None and plain.upper is not None and screened.upper < plain.upper
    assert screened.points[13].judgement == "concern"


@pytest.mark.parametrize(("jump", "screened"), [(3, 0), (4, 1)])
def test_moving_ranges_are_screened_from_3_267_times_their_mean_on(jump: int, screened: int) -> None:
    """Nineteen steps of 1 and a jump: 3 is 2.7 times, 4 is 3.5 times the mean moving range."""
    values = [i % 2 for i in range(20)] + [1 + jump]
    assert xmr(values, improvement="increase").segments[0].screened == screened


def test_a_baseline_fixes_the_limits_so_that_a_later_shift_shows() -> None:
    values = [*NOISE, *(value + 3 for value in NOISE)]
    fixed, floating = (xmr(values, improvement="increase", baseline=n) for n in (13, None))
    assert fixed[:3] == xmr(NOISE, improvement="increase")[:3]
    assert fixed.segments[0].based_on == 13
    assert fixed.variation == "improvement"
    assert fixed.mean is not None and floating.mean is not None and fixed.mean < floating.mean


def test_a_rebase_begins_anew_and_its_last_segment_counts() -> None:
    values = [*NOISE, *(value + 20 for value in NOISE)]
    got = xmr(values, improvement="increase", target=25, rebase=[13])
    assert [(s.start, s.stop, s.mean) for s in got.segments] == [
        (0, 13, sum(NOISE) / 13),
        (13, 26, math.fsum(value + 20 for value in NOISE) / 13),
    ]
    assert got.mean == got.segments[1].mean
    assert got.assurance == "consistent_pass"
    assert {cause for cause, _ in marks(got)} == {"none"}
    assert got.points[0].upper == got.segments[0].upper and got.points[13].upper == got.upper


def test_right_after_a_rebase_nothing_is_said_about_the_last_value() -> None:
    got = xmr([*NOISE, 30, 31, 29], improvement="increase", target=10, rebase=[13])
    assert (got.variation, got.assurance, got.lower, got.obstacle) == (None, None, None, "too_few")
    assert got.mean == 30


def test_fewer_than_13_values_give_trial_limits_and_fewer_than_6_none() -> None:
    lengths = {n: xmr(NOISE[:n], improvement="increase") for n in (5, 6, 12, 13)}
    assert [result.lower is not None for result in lengths.values()] == [False, True, True, True]
    assert [result.trial for result in lengths.values()] == [False, True, True, False]
    assert [result.obstacle for result in lengths.values()] == ["too_few", None, None, None]


@pytest.mark.parametrize(
    "values",
    [
        [7.0] * 20,
        [7.0] * 19 + [8.0],  # screening leaves only moving ranges of zero
        [100 * x / n for x, n in ((1, 3), (3, 9), (7, 21), (9, 27), (11, 33), (13, 39), (17, 51))],
        [0.1 + 0.2, 0.3] * 10,  # equal but for the rounding of the computer
        [0.0] * 10,
    ],
)
def test_a_constant_series_has_no_limits_and_is_not_called_stable(values: list[float]) -> None:
    got = xmr(values, improvement="increase", target=5)
    assert got.obstacle == "no_variation"
    assert (got.lower, got.upper, got.variation, got.assurance) == (None, None, None, None)
    assert set(marks(got)) == {(None, None)}


def test_drawn_limits_stay_within_what_is_possible_and_say_so() -> None:
    assert drawn_limits(-3, 120, ceiling=100) == (0, 100, True)
    assert drawn_limits(-3, 120) == (0, 120, True)
    assert drawn_limits(-3, 120, floor=None) == (-3, 120, False)
    assert drawn_limits(None, NAN) == (None, None, False)
    with pytest.raises(ValueError, match="floor is 5; allowed: at most the ceiling 1"):
        drawn_limits(0, 1, floor=5, ceiling=1)


# Targets ----


def test_a_target_on_a_limit_is_met_inconsistently() -> None:
    assert assurance(5, 10, 5, improvement="increase") == "inconsistent"
    assert assurance(5, 10, 10, improvement="decrease") == "inconsistent"


@pytest.mark.parametrize(
    ("band", "expected"),
    [
        ((4, 11), "consistent_pass"),
        ((5, 10), "consistent_pass"),
        ((6, 11), "inconsistent"),
        ((11, 12), "consistent_fail"),
    ],
)
def test_a_band_is_passed_where_both_limits_lie_in_it(band: tuple[float, float], expected: str) -> None:
    assert assurance(5, 10, band, improvement="band") == expected
    assert xmr([5.0, 10] * 10, improvement="band", target=(-100, 100)).assurance == "consistent_pass"


def test_without_target_direction_or_limits_there_is_no_assurance() -> None:
    for lower, upper, target, word in (
        (1, 2, None, "increase"),
        (1, 2, NAN, "increase"),
        (1, 2, 5, "neutral"),
        (None, 2, 5, "increase"),
        (1, NAN, 5, "increase"),
    ):
        assert assurance(lower, upper, target, improvement=word) is None


# Missing values ----


@pytest.mark.parametrize("values", [[], [None], [None, NAN] * 10])
def test_without_values_nothing_is_said(values: list[float | None]) -> None:
    got = xmr(values, improvement="increase", target=5)
    assert got[:3] == (None, None, None)
    assert (got.variation, got.assurance, got.obstacle) == (None, None, "no_values")
    assert len(got.points) == len(values)


def test_one_value_has_a_mean_and_no_judgement() -> None:
    got = xmr([4], improvement="increase", target=5)
    assert (got.mean, got.variation, got.assurance) == (4, None, None)


def test_a_missing_last_value_is_not_called_usual() -> None:
    got = xmr([*NOISE, None], improvement="increase")
    assert got.lower is not None
    assert got.points[-1][0] is None and got.points[-1].judgement is None
    assert got.variation is None


def test_a_run_goes_on_across_a_missing_delivery() -> None:
    values: list[float | None] = [*NOISE, 14, 15, 16, None, 17, 18, 19, 20]
    got = xmr(values, improvement="increase", baseline=13)
    assert got.variation == "improvement"
    assert got.points[16] == (None, got.mean, got.lower, got.upper, None, None, None)


def test_points_are_read_as_the_tuple_that_they_stand_for() -> None:
    got = xmr([*NOISE, None, 30], improvement="increase", rebase=[4]).points
    assert len(got) == 15 and got == tuple(got) and got[-2:] == (got[13], got[14])
    assert hash(got) == hash(tuple(got)) and repr(got) == repr(tuple(got))
    assert got != xmr(NOISE, improvement="increase").points
    with pytest.raises(IndexError):
        got[15]


# Nonsense ----


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"improvement": "up"}, "improvement is 'up'; allowed: increase"),
        ({"improvement": None}, "improvement is None; allowed: increase"),
        ({"improvement": "increase", "baseline": 1}, "baseline is 1; allowed: 2"),
        (
            {"improvement": "increase", "rebase": [0]},
            r"rebase is \[0\]; allowed: rising positions from 1 to 12",
        ),
        ({"improvement": "increase", "rebase": [5, 5]}, r"rebase is \[5, 5\]; allowed"),
        ({"improvement": "increase", "rebase": [13]}, r"rebase is \[13\]; allowed"),
        ({"improvement": "increase", "target": (9, 1)}, "target is a band from 9 to 1; allowed"),
    ],
)
def test_nonsense_is_refused_with_value_and_allowed_range(options: dict[str, Any], found: str) -> None:
    with pytest.raises(ValueError, match=found):
        xmr(NOISE, **options)


def test_infinite_values_are_refused() -> None:
    with pytest.raises(ValueError, match="inf; allowed: finite"):
        xmr([*NOISE, math.inf], improvement="increase")
    with pytest.raises(ValueError, match="inf; allowed: finite"):
        xmr([*NOISE, math.inf, *NOISE], improvement="increase", baseline=5)
