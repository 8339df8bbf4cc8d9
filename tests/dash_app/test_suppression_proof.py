"""Can anybody compute a small cell back? The answer is checked by an independent solver."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dash_app.suppression import can_be_computed_back, hide, suppress
from schemas.observation import Figure
from schemas.period import Level, Period
from tests.dash_app.small_cells import ALL, QUARTERS, determined, hidden, make, published

LEVELS = st.sampled_from([QUARTERS, (Level.QUARTER, Level.YEAR), ALL[1:], (Level.MONTH, Level.QUARTER), ALL])


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[Figure], tuple[Level, ...]]:
    """Draw counts for some districts over some time, with gaps, many of them small."""
    levels = draw(LEVELS)
    first = Period.containing(Period.parse("2023-11").start, levels[0])
    districts = draw(st.lists(st.integers(1, 12), min_size=1, max_size=5, unique=True))
    counts = {}
    for step in range(draw(st.integers(1, 7))):
        for district in districts:
            cases = draw(st.one_of(st.integers(0, 40), st.integers(0, 400), st.none()))
            if cases is not None:
                counts[str(first.shift(step)), f"{district:02}"] = (draw(st.integers(0, cases)), cases)
    if not counts:
        counts[str(first), "01"] = (1, 2)
    return published(counts, levels), levels


@given(situations())
@settings(max_examples=300, deadline=None)
def test_no_small_cell_can_be_computed_back(situation: tuple[list[Figure], tuple[Level, ...]]) -> None:
    figures, levels = situation
    kind = make([level.value for level in levels])
    after = suppress(figures, kind)
    small = {(f.period, f.district) for f in figures if 0 < (f.denominator or 0) < 20}
    assert small <= hidden(after)
    assert not (determined(after, levels) & small)
    assert can_be_computed_back(after, kind) == []
    if not small:
        assert after == figures


@given(situations(), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_check_agrees_with_an_independent_solver(
    situation: tuple[list[Figure], tuple[Level, ...]], chance: random.Random
) -> None:
    figures, levels = situation
    careless = [hide(f) if f.denominator and chance.random() < 0.3 else f for f in figures]
    found = hidden(can_be_computed_back(careless, make([level.value for level in levels])))
    assert determined(careless, levels) <= found


@pytest.mark.parametrize("largest", [8, 80, 400])
def test_four_years_of_months_leave_nothing_to_compute_back(largest: int) -> None:
    chance, first = random.Random(7), Period.parse("2023-01")
    counts = {}
    for step in range(45):
        for n in range(1, 13):
            cases = chance.randint(1, largest)
            counts[str(first.shift(step)), f"{n:02}"] = (chance.randint(0, cases), cases)
    figures, kind = published(counts, ALL), make([level.value for level in ALL])
    after = suppress(figures, kind)
    assert can_be_computed_back(after, kind) == []
