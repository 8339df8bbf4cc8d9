"""Does the recent trend match published ones, and does a gap never read as standstill?"""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash_app.statistics import Interval, recent_trend, wilson_interval

NAN = float("nan")
Points = list[tuple[float, float, float]]

# Test numbers of Fingertips (github.com/dhsc-govuk/FingertipsNext, trend calculator, commit 5f00d765):
# value, lower and upper 95 % limit from 2020 to 2024.
DIABETES = [
    (7.0826, 7.0754, 7.094),
    (7.1085, 7.1013, 7.1199),
    (7.2571, 7.2499, 7.2684),
    (7.4528, 7.4456, 7.4643),
    (7.6554, 7.6481, 7.6669),
]
VACCINATION = [
    (92.6254, 92.4168, 92.8288),
    (92.3221, 92.1072, 92.5315),
    (90.8708, 90.6358, 91.1004),
    (90.017, 89.7694, 90.2594),
    (90.1013, 89.8578, 90.3396),
]
EYE_DISEASE = [
    (2.935, 2.7841, 3.0919),
    (1.93028, 1.8085, 2.058),
    (2.7567, 2.6113, 2.9082),
    (2.8701, 2.7225, 3.0237),
    (3.0121, 2.8616, 3.1683),
]
# Rounded so coarsely that three intervals have no width.
READMISSIONS = [
    (14.3, 14.3, 14.3),
    (15.4, 15.4, 15.5),
    (14.3, 14.3, 14.4),
    (14.2, 14.1, 14.2),
    (14.8, 14.8, 14.8),
]

POINT = st.tuples(st.floats(-100, 100), st.floats(0.01, 10)).map(lambda p: (p[0], p[0] - p[1], p[0] + p[1]))


@pytest.mark.parametrize(
    ("points", "polarity", "direction", "judgement"),
    [
        (DIABETES, "neutral", "increasing", "neither"),
        (VACCINATION, "higher_is_better", "decreasing", "worse"),
        (EYE_DISEASE, "lower_is_better", "increasing", "worse"),
        (READMISSIONS, "lower_is_better", "cannot be calculated", "cannot be calculated"),
    ],
)
def test_trends_are_the_published_ones(points: Points, polarity: str, direction: str, judgement: str) -> None:
    assert recent_trend(points, polarity=polarity)[:2] == (direction, judgement)


def test_the_slope_is_the_weighted_least_squares_line_of_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    for points in (DIABETES, VACCINATION, EYE_DISEASE):
        errors = [(upper - lower) / 3.92 for _, lower, upper in points]
        (slope, _), covariance = numpy.polyfit(
            range(5), [value for value, _, _ in points], 1, w=[1 / e for e in errors], cov="unscaled"
        )
        got = recent_trend(points, polarity="neutral")
        assert got.slope == pytest.approx(slope)
        assert got.chi_square == pytest.approx(slope**2 / covariance[0][0])


def test_only_the_last_five_points_count() -> None:
    assert recent_trend([(50, 49, 51), None, *DIABETES], polarity="neutral") == recent_trend(
        DIABETES, polarity="neutral"
    )


def test_one_point_alone_makes_no_trend() -> None:
    """The slope is significant only through the last point and turns without it."""
    points = [(10.0, 9.9, 10.1), (9.9, 9.8, 10.0), (9.8, 9.7, 9.9), (9.7, 9.6, 9.8), (12.0, 11.9, 12.1)]
    got = recent_trend(points, polarity="higher_is_better")
    assert got.chi_square is not None and got.chi_square > 9.55
    assert got[:2] == ("no change", "no change")


def test_a_slope_within_chance_is_no_change() -> None:
    got = recent_trend([(10.0 + i / 10, 9, 11) for i in range(5)], polarity="higher_is_better")
    assert got[:2] == ("no change", "no change") and got.slope == pytest.approx(0.1)


@pytest.mark.parametrize(
    "gap", [None, (None, 1, 2), (1, None, 2), (1, 0, NAN), (NAN, 1, 2), (1, 1, 1), (1, 0, math.inf)]
)
@pytest.mark.parametrize("position", range(5))
def test_a_gap_among_the_last_five_cannot_be_calculated_and_is_not_no_change(gap: Any, position: int) -> None:
    points: list[Any] = [*DIABETES]
    points[position] = gap
    assert recent_trend(points, polarity="neutral") == (
        "cannot be calculated",
        "cannot be calculated",
        None,
        None,
    )


def test_fewer_than_five_points_cannot_be_calculated() -> None:
    for count in range(5):
        assert recent_trend(DIABETES[:count], polarity="neutral").direction == "cannot be calculated"


def test_intervals_of_shares_are_points_of_a_trend() -> None:
    shares = [wilson_interval(x, 1000) for x in (700, 720, 745, 760, 790)]
    assert recent_trend(shares, polarity="higher_is_better").judgement == "better"
    assert recent_trend(shares, polarity="band")[:2] == ("increasing", "neither")


def test_nonsense_is_refused_with_value_and_allowed_range() -> None:
    with pytest.raises(ValueError, match="polarity is 'good'; allowed"):
        recent_trend(DIABETES, polarity="good")
    with pytest.raises(ValueError, match="interval is 8 to 7; allowed: the lower limit first"):
        recent_trend([*DIABETES[1:], Interval(7.5, 8, 7)], polarity="neutral")


@given(st.lists(POINT, min_size=5, max_size=5))
def test_read_backwards_a_trend_goes_the_other_way(points: Points) -> None:
    forth, back = recent_trend(points, polarity="neutral"), recent_trend(points[::-1], polarity="neutral")
    assert forth.slope is not None and back.slope is not None
    assert back.slope == pytest.approx(-forth.slope, abs=1e-9)
    opposite = {"increasing": "decreasing", "decreasing": "increasing", "no change": "no change"}
    if forth.chi_square is not None and abs(forth.chi_square - 9.5495) > 1e-6 and abs(forth.slope) > 1e-9:
        assert back.direction == opposite[forth.direction]


@given(st.lists(POINT, min_size=5, max_size=5))
def test_what_is_better_where_more_is_good_is_worse_where_less_is_good(points: Points) -> None:
    swap = {"better": "worse", "worse": "better", "no change": "no change"}
    judged = recent_trend(points, polarity="higher_is_better").judgement
    assert recent_trend(points, polarity="lower_is_better").judgement == swap[judged]
