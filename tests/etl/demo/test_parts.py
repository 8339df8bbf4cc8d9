"""Do the small parts of the generator keep to their promise: chance, days, texts?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from itertools import pairwise
from statistics import mean, stdev

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.demo.chance import Chance, binomial, poisson, split, sway
from etl.demo.days import easter, open_days
from etl.demo.writing import frozen, german
from schemas.period import Period


def test_a_series_draws_the_same_numbers_whatever_was_drawn_before() -> None:
    chance = Chance(7)
    chance.stream("other").random()
    assert chance.stream("a", 1).random() == Chance(7).stream("a", 1).random()
    assert chance.stream("a", 1).random() != chance.stream("a", 2).random()


@given(st.integers(0, 10_000), st.lists(st.floats(0, 100), min_size=1, max_size=30))
def test_split_numbers_add_up_and_are_never_negative(total: int, weights: list[float]) -> None:
    parts = split(total, weights)
    assert min(parts) >= 0
    assert sum(parts) == (total if sum(weights) > 0 else 0)


@pytest.mark.parametrize("expected", [0.0, 3.0, 400.0])
def test_counts_are_near_what_is_expected(expected: float) -> None:
    rng = Chance(1).stream("count", expected)
    drawn = [poisson(rng, expected) for _ in range(400)]
    assert mean(drawn) == pytest.approx(expected, rel=0.1)


@given(st.integers(0, 500), st.floats(-0.1, 1.1), st.integers(0, 100))
def test_a_share_of_cases_is_never_more_than_the_cases(cases: int, share: float, seed: int) -> None:
    assert 0 <= binomial(Chance(seed).stream(), cases, share) <= cases


def test_slow_movement_remembers_and_stays_in_its_range() -> None:
    values = sway(Chance(3).stream(), 3000, 2.0)
    assert stdev(values) == pytest.approx(2.0, rel=0.15)
    steps = [after - before for before, after in pairwise(values)]
    assert stdev(steps) < stdev(values)


def test_offices_are_closed_on_holidays_and_weekends() -> None:
    assert [easter(year) for year in (2023, 2024, 2025, 2026)] == [
        date(2023, 4, 9),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
    ]
    days = open_days(Period.parse("2026-05"))
    assert len(days) == 18  # 31 days less 10 of weekends, 1 and 14 and 25 May
    assert date(2026, 5, 14) not in days


def test_numbers_are_written_as_offices_write_them() -> None:
    assert [german(1234.5, 1), german(1234567), german(0.5, 1), german(12)] == [
        "1.234,5",
        "1.234.567",
        "0,5",
        "12",
    ]


def test_a_frozen_workbook_says_the_moment_it_was_given() -> None:
    content = BytesIO()
    openpyxl.Workbook().save(content)
    book = openpyxl.load_workbook(BytesIO(frozen(content.getvalue(), datetime(2026, 1, 2, 3, 4, tzinfo=UTC))))
    assert book.properties.created == datetime(2026, 1, 2, 3, 4)
