"""Does a judgement rest on the figures alone, never on the order in which a store returns their rows?"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dash_app import figures, sentences
from dash_app.control import course_of
from dash_app.evidence import gap_of, recent, spread_of
from dash_app.suppression import suppress
from schemas.observation import Figure
from tests.dash_app import samples
from tests.dash_app.small_cells import QUARTERS, make, one_quarter, published

DISTRICTS = [f"{n:02}" for n in range(1, 13)]
PAIR = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
MIXING = st.randoms(use_true_random=False)


@st.composite
def frames(draw: st.DrawFn) -> list[Figure]:
    """Berlin and three to twelve districts; of some of them the cases are not known."""
    pairs = dict(zip(DISTRICTS, draw(st.lists(PAIR, min_size=3, max_size=12)), strict=False))
    unknown = draw(st.sets(st.sampled_from(sorted(pairs)), max_size=2))
    total = sum(x for x, _ in pairs.values()), sum(n for _, n in pairs.values())
    rows = []
    for key, (x, n) in {"00": total, **pairs}.items():
        row = samples.figure(100 * x / n, area=key, cases=None if key in unknown else n)
        rows.append(row if key in unknown else replace(row, numerator=float(x)))
    return rows


def mixed(rows: list[Figure], mixing: random.Random) -> list[Figure]:
    return mixing.sample(rows, len(rows))


@given(frames(), MIXING)
def test_funnel_gap_and_their_words_do_not_depend_on_the_order_of_districts(
    frame: list[Figure], mixing: random.Random
) -> None:
    other = mixed(frame, mixing)
    options: dict[str, Any] = {"indicator": samples.SHARE, "areas": samples.AREAS}
    for words in (sentences.comparison, sentences.funnel, sentences.contribution):
        assert words(other, **options) == words(frame, **options)
    assert figures.contribution(other, **options) == figures.contribution(frame, **options)
    assert figures.comparison(other, **options) == figures.comparison(frame, **options)
    assert gap_of(other, samples.SHARE) == gap_of(frame, samples.SHARE)
    assert spread_of(other, samples.SHARE) == spread_of(frame, samples.SHARE)


@given(st.lists(PAIR, min_size=2, max_size=14), st.sets(st.integers(0, 13)), MIXING)
def test_course_and_recent_trend_follow_the_periods_and_not_the_order_of_rows(
    pairs: list[tuple[int, int]], gaps: set[int], mixing: random.Random
) -> None:
    rows = [
        samples.figure(
            None if n in gaps else 100 * x / cases, period=f"{2023 + n // 12}-{n % 12 + 1:02}", cases=cases
        )
        for n, (x, cases) in enumerate(pairs)
    ]
    other = mixed(rows, mixing)
    assert course_of(other, samples.SHARE) == course_of(rows, samples.SHARE)
    assert recent(other, samples.SHARE) == recent(rows, samples.SHARE)


@given(st.dictionaries(st.integers(1, 12), st.integers(0, 40), max_size=6), MIXING)
def test_what_is_hidden_does_not_depend_on_the_order_of_rows(
    few: dict[int, int], mixing: random.Random
) -> None:
    rows = published(one_quarter(few), QUARTERS)
    of = make(["quarter"])
    assert set(suppress(mixed(rows, mixing), of)) == set(suppress(rows, of))
