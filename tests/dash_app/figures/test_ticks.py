"""Are the periods under an axis of time told in few words that never touch?"""

from __future__ import annotations

from itertools import pairwise

import pytest

from dash_app.figures import ticks
from schemas.period import Level, Period

MONTHS = [Period.parse("2023-01").shift(n) for n in range(27)]
NARROWEST = 140
"""Width in pixels of an axis on a screen of 320 pixels."""


def words(line: list[Period], width: float = 200, *, end: bool = False) -> list[str]:
    return [tick.text for tick in ticks.chosen(ticks.ticks(line, "de", end=end), width)]


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        (MONTHS[:3], ["01/2023", "02/2023", "03/2023"]),
        (MONTHS, ["01/2023", "01/2024", "01/2025"]),
        (
            [Period.of(Level.QUARTER, 2023, 1).shift(n) for n in range(3)],
            ["I/2023", "II/2023", "III/2023"],
        ),
        ([Period.of(Level.HALF, 2023, n) for n in (1, 2)], ["1. Hj.<br>2023", "2. Hj.<br>2023"]),
        ([Period.of(Level.YEAR, 2015 + n) for n in range(3)], ["2015", "2016", "2017"]),
        ([Period.parse("2016-12-31")], ["31.12.<br>2016"]),
    ],
)
def test_axes_have_few_labels_in_the_words_of_offices(periods: list[Period], expected: list[str]) -> None:
    assert words(periods, 240) == expected


@pytest.mark.parametrize("width", [NARROWEST, 200, 600, ticks.WIDEST])
@pytest.mark.parametrize("first", ["2015-01", "2015-Q3", "2015-H2", "2015"])
@pytest.mark.parametrize("end", [False, True])
def test_labels_never_touch_however_long_the_line_and_wide_the_screen(
    width: int, first: str, end: bool
) -> None:
    for count in range(1, 90):
        line = [Period.parse(first).shift(n) for n in range(count)]
        found = ticks.chosen(ticks.ticks(line, "de", end=end), width)
        assert found, "an axis says at least one period"
        for one, other in pairwise(found):
            assert (other.share - one.share) * width >= (one.width + other.width) / 2


def test_a_wide_screen_names_more_periods_and_years_begin_in_january() -> None:
    line = [Period.parse("2023-01").shift(n) for n in range(57)]
    assert words(line, 700) == [f"{n:02}/{year}" for year in range(2023, 2028) for n in (1, 7)]
    assert words(line, 300) == [f"01/{year}" for year in range(2023, 2028)]


def test_the_end_of_a_projection_is_always_named() -> None:
    line = [Period.parse("2023-01").shift(n) for n in range(57)]
    assert words(line, 300, end=True) == ["01/2023", "01/2024", "01/2025", "01/2026", "09/2027"]
    assert words(line, NARROWEST, end=True) == ["01/2023", "01/2025", "09/2027"]
