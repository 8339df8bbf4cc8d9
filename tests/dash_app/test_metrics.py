"""Does the judgement follow from what readers see, in every direction, and does the gap close it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash_app.metrics import Change, change, distance, judge, missing_cases, shown, summary
from schemas.catalogue import Indicator, Target
from schemas.observation import Figure, Status
from schemas.period import Level
from tests.dash_app.publication_files import catalogue, indicator

MET, NEAR, MISSED = Status.MET, Status.NEAR, Status.MISSED


def make(polarity: str = "higher_is_better", decimals: int = 1, **given: Any) -> Indicator:
    return catalogue(indicator("q", polarity=polarity, decimals=decimals, **given)).indicators["q"]


def target(**given: Any) -> Target:
    return Target.model_validate({"from": date(2022, 1, 1)} | given)


def figure(
    value: float | None, numerator: float | None, denominator: float | None, goal: Target | None
) -> Figure:
    return Figure(
        indicator="q",
        district="04",
        level=Level.QUARTER,
        period="2024-Q1",
        period_start=date(2024, 1, 1),
        period_end=date(2024, 3, 31),
        value=value,
        numerator=numerator,
        denominator=denominator,
        state=None,
        text=None,
        districts=1,
        flags=(),
        target=goal,
        status=Status.NO_TARGET,
    )


def of_cases(hits: int, cases: int, goal: Target | None) -> Figure:
    return figure(100 * hits / cases, hits, cases, goal)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (2.675, 2, "2.68"),
        (0.15, 1, "0.2"),
        (1.005, 2, "1.01"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (-0.15, 1, "-0.2"),
        (-0.04, 1, "0.0"),
        (0.0, 1, "0.0"),
        (89.95, 1, "90.0"),
        (89.94999, 1, "89.9"),
        (1234567.5, 0, "1234568"),
        (1e22, 1, "10000000000000000000000.0"),
        (100 * 0.07, 0, "7"),
        (0.1 + 0.2, 2, "0.30"),
        (100 * (1 / 3 + 0.2215), 2, "55.48"),
    ],
)
def test_values_are_rounded_half_away_from_zero_as_people_do(
    value: float, decimals: int, expected: str
) -> None:
    assert str(shown(value, decimals)) == expected


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_a_share_is_rounded_as_by_hand_whatever_the_float_noise(hits: int, cases: int, decimals: int) -> None:
    by_hand = Fraction(100 * hits, cases) * 10**decimals
    expected = (2 * by_hand.numerator + by_hand.denominator) // (2 * by_hand.denominator)
    assert shown(100 * hits / cases, decimals) == Decimal(expected).scaleb(-decimals)
    assert shown(hits / cases * 100, decimals) == Decimal(expected).scaleb(-decimals)


@pytest.mark.parametrize("value", [None, nan, inf, -inf])
def test_what_is_no_number_is_not_shown_as_one(value: float | None) -> None:
    assert shown(value, 1) is None
    assert judge(value, make(), target(value=90)) is Status.NO_DATA


@pytest.mark.parametrize(
    ("value", "goal", "expected"),
    [
        (90.0, {"value": 90}, MET),
        (89.95, {"value": 90}, MET),
        (89.94, {"value": 90}, MISSED),
        (130.0, {"value": 125}, MET),
        (110.0, {"value": 125, "floor": 100}, NEAR),
        (100.0, {"value": 125, "floor": 100}, NEAR),
        (99.95, {"value": 125, "floor": 100}, NEAR),
        (99.94, {"value": 125, "floor": 100}, MISSED),
        (88.0, {"value": 90, "tolerance": 2}, NEAR),
        (87.95, {"value": 90, "tolerance": 2}, NEAR),
        (87.94, {"value": 90, "tolerance": 2}, MISSED),
        (89.0, {"value": 90, "tolerance": 0}, MISSED),
        (85.0, {"value": 95, "tolerance": 20, "floor": 90}, MISSED),
        (91.0, {"value": 95, "tolerance": 1, "floor": 90}, NEAR),
        (0.0, {"value": 0}, MET),
    ],
)
def test_higher_is_better(value: float, goal: dict[str, float], expected: Status) -> None:
    assert judge(value, make(), target(**goal)) is expected


@pytest.mark.parametrize(
    ("value", "goal", "expected"),
    [
        (10.0, {"value": 10}, MET),
        (10.04, {"value": 10}, MET),
        (10.05, {"value": 10}, MISSED),
        (12.0, {"value": 10, "tolerance": 2}, NEAR),
        (12.05, {"value": 10, "tolerance": 2}, MISSED),
        (14.0, {"value": 10, "tolerance": 1, "floor": 15}, NEAR),
        (15.05, {"value": 10, "tolerance": 9, "floor": 15}, MISSED),
        (-1.0, {"value": 0}, MET),
    ],
)
def test_lower_is_better_and_the_floor_is_a_ceiling(
    value: float, goal: dict[str, float], expected: Status
) -> None:
    assert judge(value, make("lower_is_better"), target(**goal)) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (85.0, MET),
        (84.95, MET),
        (84.94, NEAR),
        (90.0, MET),
        (90.04, MET),
        (90.05, NEAR),
        (83.0, NEAR),
        (82.94, MISSED),
        (92.0, NEAR),
        (92.05, MISSED),
    ],
)
def test_inside_a_band_is_met_and_just_outside_is_near(value: float, expected: Status) -> None:
    assert judge(value, make("band"), target(lower=85, upper=90, tolerance=2)) is expected


def test_the_floor_of_a_band_lies_below_it() -> None:
    band, goal = make("band"), target(lower=85, upper=90, tolerance=2, floor=80)
    assert [judge(value, band, goal) for value in (80, 79.9, 92, 92.1)] == [NEAR, MISSED, NEAR, MISSED]


def test_without_target_or_direction_nothing_is_judged() -> None:
    assert judge(50, make(), None) is Status.NO_TARGET
    assert judge(50, make("neutral"), target(value=10)) is Status.NO_TARGET


@given(
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
    st.integers(0, 3),
    st.sampled_from(["higher_is_better", "lower_is_better"]),
)
def test_what_is_shown_never_contradicts_the_status(
    value: float, goal: float, decimals: int, polarity: str
) -> None:
    goal_shown = float(shown(goal, decimals) or 0)
    status = judge(value, make(polarity, decimals), target(value=goal_shown))
    seen, wanted = shown(value, decimals), shown(goal_shown, decimals)
    assert seen is not None
    assert wanted is not None
    is_met = seen >= wanted if polarity == "higher_is_better" else seen <= wanted
    assert (status is MET) is is_met


@pytest.mark.parametrize(
    ("hits", "cases", "goal", "polarity", "expected"),
    [
        (16, 100, {"value": 10}, "lower_is_better", 6),
        (10, 100, {"value": 10}, "lower_is_better", 0),
        (3, 7, {"value": 10}, "lower_is_better", 3),
        (85, 100, {"value": 90}, "higher_is_better", 5),
        (850, 999, {"value": 90}, "higher_is_better", 50),
        (90, 100, {"value": 90}, "higher_is_better", 0),
        (95, 100, {"value": 90}, "higher_is_better", 0),
        (89951, 100000, {"value": 90}, "higher_is_better", 0),
        (900, 1000, {"value": 125}, "higher_is_better", 350),
        (80, 100, {"lower": 85, "upper": 90}, "band", 5),
        (97, 100, {"lower": 85, "upper": 90}, "band", 7),
        (87, 100, {"lower": 85, "upper": 90}, "band", 0),
        (0, 3, {"value": 33.3}, "higher_is_better", 1),
        (7, 10, {"value": 70}, "higher_is_better", 0),
    ],
)
def test_the_gap_is_counted_in_cases(
    hits: int, cases: int, goal: dict[str, float], polarity: str, expected: int
) -> None:
    share = of_cases(hits, cases, target(**goal))
    assert missing_cases(share, make(polarity)) == expected


@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 100), st.booleans())
def test_that_many_cases_and_no_fewer_meet_the_target(
    hits: int, cases: int, percent: int, is_higher: bool
) -> None:
    hits, goal = min(hits, cases), target(value=percent)
    exact = make("higher_is_better" if is_higher else "lower_is_better", decimals=3)
    gap = missing_cases(of_cases(hits, cases, goal), exact)
    assert gap is not None
    step = 1 if is_higher else -1
    assert judge(100 * (hits + step * gap) / cases, exact, goal) is MET
    if gap:
        before = 100 * Fraction(hits + step * (gap - 1), cases)
        assert before < percent if is_higher else before > percent


def test_there_is_no_gap_in_cases_without_cases() -> None:
    share, goal = make(), target(value=90)
    assert missing_cases(figure(80, None, None, goal), share) is None
    assert missing_cases(figure(None, 0, 0, goal), share) is None
    assert missing_cases(of_cases(80, 100, None), share) is None
    mean = make("lower_is_better", value={"mean": ["tage", "termine"]}, unit="Tage")
    assert missing_cases(figure(20, 2000, 100, target(value=14)), mean) is None
    count = make(value={"sum": "mietvertraege"}, unit="Verträge")
    assert missing_cases(figure(20, None, None, target(value=25)), count) is None


def test_distance_is_signed_and_made_from_what_is_shown() -> None:
    share, band = make(), make("band")
    assert distance(89.94, share, target(value=90)) == Decimal("-0.1")
    assert distance(92.0, make("lower_is_better"), target(value=90)) == Decimal("2.0")
    assert [distance(v, band, target(lower=85, upper=90)) for v in (84, 87, 91.5)] == [-1, 0, Decimal("1.5")]
    assert distance(None, share, target(value=90)) is None
    assert distance(5, share, None) is None


@pytest.mark.parametrize(
    ("polarity", "before", "now", "expected"),
    [
        ("higher_is_better", 80, 81, Change.BETTER),
        ("higher_is_better", 81, 80, Change.WORSE),
        ("higher_is_better", 80.01, 80.04, Change.SAME),
        ("lower_is_better", 80, 81, Change.WORSE),
        ("lower_is_better", 81, 80, Change.BETTER),
        ("neutral", 80, 81, Change.HIGHER),
        ("neutral", 81, 80, Change.LOWER),
        ("band", 80, 82, Change.BETTER),
        ("band", 86, 88, Change.SAME),
        ("band", 95, 97, Change.WORSE),
        ("band", 80, 96, Change.WORSE),
        ("higher_is_better", None, 81, None),
        ("higher_is_better", 81, None, None),
    ],
)
def test_change_follows_the_direction_and_what_is_shown(
    polarity: str, before: float | None, now: float | None, expected: Change | None
) -> None:
    goal = target(lower=85, upper=90) if polarity == "band" else None
    assert change(figure(now, 1, 1, goal), figure(before, 1, 1, goal), make(polarity)) is expected


def test_a_change_of_definition_is_no_change_of_the_figure() -> None:
    now = replace(figure(81, 1, 1, None), flags=("break",))
    assert change(now, figure(80, 1, 1, None), make()) is None
    assert change(now, None, make()) is None


def test_a_summary_counts_each_status_and_how_many_have_a_target() -> None:
    goal = target(value=90)
    states = [(MET, goal), (MET, goal), (NEAR, goal), (Status.NO_DATA, goal), (Status.NO_TARGET, None)]
    counted = summary(replace(figure(1, 1, 1, goal), status=status, target=t) for status, t in states)
    assert (counted.met, counted.near, counted.missed, counted.judged, counted.with_target) == (2, 1, 0, 3, 4)
    assert (counted.no_data, counted.no_target, counted.suppressed) == (1, 1, 0)
    assert summary([]).judged == 0
