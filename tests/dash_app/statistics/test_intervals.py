"""Do intervals match published ones, contain their value and stay within what is possible?"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash_app.statistics import (
    Interval,
    compare,
    mean_interval,
    poisson_interval,
    rate_interval,
    wilson_interval,
)
from dash_app.statistics.intervals import byar_limits, exact_limits

Reference = Callable[[str], list[dict[str, str]]]
NAN = float("nan")
SHARE = st.integers(1, 10**7).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
Z = NormalDist().inv_cdf(0.975)
CONFIDENCE = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.998])

# Test numbers of PHEindicatormethods (github.com/ukhsa-collaboration/PHEindicatormethods, commit 093fd288):
# numerator, denominator, confidence, lower, upper.
WILSON = [
    (65, 100, 0.95, 0.5525444329688797, 0.7363575175690247),
    (65, 100, 0.998, 0.4954946574070431, 0.7783540614089697),
    (1, 100, 0.998, 0.000873065697299977, 0.1045544528370582),
    (0.445, 1, 0.998, 0.019347006132900975, 0.9702259947019541),
    (7776456, 7564336677, 0.95, 0.0010273201001641094, 0.0010287644578977231),
]
COUNTS = [
    (1, 100, 0.998, 1.0005003335835343e-5, 9233.413476451586e-5),
    (5, 100, 0.998, 739.3717319178389e-5, 16454.745203680104e-5),
    (2, 200, 0.95, 121.10463927198258e-5, 3612.3438338619794e-5),
    (65, 100, 0.998, 42880.261471480204e-5, 94000.290844318e-5),
    (250, 220, 0.95, 99984.94738532876e-5, 128631.14487455782e-5),
    (7776456, 7564336677, 0.95, 102.73196005302074e-5, 102.87648334092832e-5),
]
MEANS = [
    (53.70434500000001, 20.97557525770931, 8, 0.95, 36.168325241336504, 71.24036475866352),
    (53.70434500000001, 20.97557525770931, 8, 0.998, 18.216705294788838, 89.19198470521118),
    (3948.1141538461534, 3171.8018122194453, 26, 0.998, 1801.9535385474737, 6094.274769144833),
]


def near(value: float) -> Any:
    return pytest.approx(value, rel=1e-9)


def test_shares_have_the_published_intervals() -> None:
    for numerator, denominator, confidence, lower, upper in WILSON:
        expected = (near(numerator / denominator), near(lower), near(upper))
        assert wilson_interval(numerator, denominator, confidence) == expected


def test_rates_have_the_published_intervals_exact_below_ten_events_and_byar_from_ten() -> None:
    for numerator, denominator, confidence, lower, upper in COUNTS:
        expected = (near(numerator / denominator), near(lower), near(upper))
        assert rate_interval(numerator, denominator, confidence) == expected


def test_means_have_the_published_intervals() -> None:
    for mean, deviation, count, confidence, lower, upper in MEANS:
        assert mean_interval(mean, deviation, count, confidence) == (mean, near(lower), near(upper))


def test_all_published_shares_are_reproduced(reference: Reference) -> None:
    for row in reference("wilson_ci"):
        got = wilson_interval(float(row["x"]), float(row["n"]), float(row["confidence"]))
        assert got is not None
        expected = tuple(near(float(row[name])) for name in ("value", "lower", "upper"))
        assert got.times(float(row["multiplier"])) == expected, row


def test_all_published_rates_are_reproduced(reference: Reference) -> None:
    for row in reference("byars_rate"):
        got = rate_interval(float(row["numerator"]), float(row["denominator"]), float(row["confidence"]))
        assert got is not None
        expected = tuple(near(float(row[name])) for name in ("value", "lower", "upper"))
        assert got.times(float(row["multiplier"])) == expected, row


def test_all_published_ratios_are_reproduced(reference: Reference) -> None:
    for row in reference("ratio_ci"):
        got = rate_interval(float(row["observed"]), float(row["expected"]), float(row["confidence"]))
        assert got is not None
        scale = float(row["reference_rate"] or row["multiplier"])
        expected = tuple(near(float(row[name])) for name in ("value", "lower", "upper"))
        assert got.times(scale) == expected, row


def test_all_published_limits_of_byar_are_reproduced(reference: Reference) -> None:
    for row in reference("byars_count_ci"):
        lower, upper = byar_limits(float(row["x"]), float(row["confidence"]))
        assert lower == (near(float(row["lower"])) if row["lower"] else None), row
        assert upper == near(float(row["upper"])), row


def test_all_published_means_are_reproduced(reference: Reference) -> None:
    for row in reference("mean_ci"):
        n, confidence = int(row["n"]), float(row["confidence"])
        got = mean_interval(float(row["mean"]), float(row["stdev"]), n, confidence)
        assert got == (float(row["mean"]), near(float(row["lower"])), near(float(row["upper"]))), row


def test_all_published_comparisons_are_reproduced(reference: Reference) -> None:
    polarities = {"HighIsGood": "higher_is_better", "LowIsGood": "lower_is_better", "NoJudgement": "neutral"}
    for row in reference("benchmark_outcome"):
        interval = Interval(float(row["value"]), float(row["lower_ci"]), float(row["upper_ci"]))
        got = compare(interval, float(row["benchmark_value"]), polarity=polarities[row["polarity"]])
        assert got == row["expected"].lower(), row


def test_byar_has_no_lower_limit_where_it_would_be_negative() -> None:
    assert byar_limits(1, 0.998)[0] is None


def test_no_event_at_all_still_has_an_upper_limit() -> None:
    assert poisson_interval(0) == (0, 0, near(-math.log(0.025)))


@pytest.mark.parametrize(
    ("numerator", "lower", "upper"),
    [(0, 0, Z * Z / (1 + Z * Z)), (1, 1 / (1 + Z * Z), 1)],  # by hand: 0 to 79.3 %, 20.7 to 100 %
)
def test_one_case_alone_says_next_to_nothing_about_a_share(
    numerator: int, lower: float, upper: float
) -> None:
    assert wilson_interval(numerator, 1) == (numerator, near(lower), near(upper))


def test_one_event_per_one_case_has_the_exact_interval_of_one_event() -> None:
    lower, upper = -math.log(0.975), 5.571643390938898  # the upper end is half the 97.5 % chi-square of 4
    assert poisson_interval(1) == rate_interval(1, 1) == (1, near(lower), near(upper))
    assert rate_interval(0, 1) == poisson_interval(0) == (0, 0, near(-math.log(0.025)))


def test_certainty_needs_everything_that_is_possible() -> None:
    assert wilson_interval(1, 4, 1) == (0.25, 0, 1)
    assert poisson_interval(4, 1) == (4, 0, math.inf)
    assert mean_interval(2, 1, 5, 1) == (2, -math.inf, math.inf)


@pytest.mark.parametrize("gap", [None, NAN])
def test_what_is_missing_has_no_interval(gap: float | None) -> None:
    assert wilson_interval(gap, 10) is None
    assert wilson_interval(1, gap) is None
    assert poisson_interval(gap) is None
    assert rate_interval(gap, 10) is None
    assert rate_interval(1, gap) is None
    assert mean_interval(gap, 1, 10) is None
    assert mean_interval(1, gap, 10) is None
    assert mean_interval(1, 1, gap) is None


def test_a_single_answer_has_a_mean_but_no_interval() -> None:
    assert mean_interval(3, 0, 1) is None


def test_equal_answers_have_an_interval_without_width() -> None:
    assert mean_interval(3, 0, 5) == (3, 3, 3)


@pytest.mark.parametrize(
    ("numerator", "denominator", "found"),
    [(-1, 10, "-1"), (1, 0, "0"), (1, -3, "-3"), (11, 10, "11"), (1, math.inf, "inf"), (math.inf, 1, "inf")],
)
def test_a_share_that_cannot_be_is_refused_with_its_value(
    numerator: float, denominator: float, found: str
) -> None:
    with pytest.raises(ValueError, match=rf"is {found}; allowed"):
        wilson_interval(numerator, denominator)


@pytest.mark.parametrize("confidence", [0, -0.1, 1.01, 95, NAN])
def test_a_confidence_outside_0_to_1_is_refused_even_where_figures_are_missing(confidence: float) -> None:
    with pytest.raises(ValueError, match=f"confidence is {confidence}; allowed"):
        wilson_interval(None, 10, confidence)
    with pytest.raises(ValueError, match=f"confidence is {confidence}; allowed"):
        poisson_interval(None, confidence)
    with pytest.raises(ValueError, match=f"confidence is {confidence}; allowed"):
        mean_interval(None, 1, 5, confidence)


def test_negative_counts_and_broken_numbers_of_answers_are_refused() -> None:
    with pytest.raises(ValueError, match="count is -1; allowed: 0 or more"):
        poisson_interval(-1)
    with pytest.raises(ValueError, match="denominator is 0; allowed: greater than 0"):
        rate_interval(1, 0)
    with pytest.raises(ValueError, match=r"count is 2\.5; allowed: whole"):
        mean_interval(1, 1, 2.5)
    with pytest.raises(ValueError, match="deviation is -1"):
        mean_interval(1, -1, 5)


@given(SHARE, CONFIDENCE)
def test_the_interval_of_a_share_contains_it_and_stays_within_0_and_1(
    share: tuple[int, int], confidence: float
) -> None:
    got = wilson_interval(*share, confidence)
    assert got is not None
    assert 0 <= got.lower <= got.value <= got.upper <= 1
    assert got.lower < got.upper


@given(SHARE, CONFIDENCE)
def test_the_interval_of_the_rest_is_the_mirror_image(share: tuple[int, int], confidence: float) -> None:
    numerator, denominator = share
    met, missed = (wilson_interval(x, denominator, confidence) for x in (numerator, denominator - numerator))
    assert met is not None and missed is not None
    assert met.lower == pytest.approx(1 - missed.upper, abs=1e-12)


@given(st.floats(0, 1e8), CONFIDENCE)
def test_the_interval_of_a_count_contains_it_and_is_not_negative(count: float, confidence: float) -> None:
    got = poisson_interval(count, confidence)
    assert got is not None
    assert 0 <= got.lower <= got.value < got.upper


@given(st.integers(10, 10**6), CONFIDENCE)
def test_byar_is_close_to_exact_from_ten_events_on(count: int, confidence: float) -> None:
    exact, byar = exact_limits(count, confidence), byar_limits(count, confidence)
    assert byar == pytest.approx(exact, rel=0.02)


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.integers(2, 5000), CONFIDENCE)
def test_the_interval_of_a_mean_is_centred_on_it(
    mean: float, deviation: float, count: int, confidence: float
) -> None:
    got = mean_interval(mean, deviation, count, confidence)
    assert got is not None
    assert got.lower <= got.value <= got.upper
    assert got.value - got.lower == pytest.approx(got.upper - got.value, abs=1e-6)


@given(SHARE)
def test_more_confidence_needs_a_wider_interval(share: tuple[int, int]) -> None:
    narrow, wide = wilson_interval(*share, 0.95), wilson_interval(*share, 0.998)
    assert narrow is not None and wide is not None
    assert wide.lower <= narrow.lower and narrow.upper <= wide.upper


@pytest.mark.parametrize(
    ("interval", "reference"),
    [(None, 5), (Interval(1, 0, 2), None), (Interval(1, 0, 2), NAN), (Interval(1, NAN, 2), 5)],
)
def test_a_comparison_without_interval_or_reference_is_not_called_similar(
    interval: Interval | None, reference: float | None
) -> None:
    assert compare(interval, reference, polarity="higher_is_better") is None


def test_a_reference_at_the_end_of_the_interval_is_similar() -> None:
    assert compare(Interval(5, 4, 6), 6, polarity="lower_is_better") == "similar"


def test_within_a_band_neither_direction_is_better() -> None:
    assert compare(Interval(5, 4, 6), 7, polarity="band") == "lower"


def test_an_unknown_polarity_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"polarity is 'up'; allowed: .*higher_is_better"):
        compare(Interval(5, 4, 6), 7, polarity="up")
