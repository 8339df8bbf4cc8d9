"""Which properties does every control chart have, whatever the values?"""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from dash_app.statistics import XmrResult, assurance, xmr

# Whole numbers: doubling and mirroring them is free of rounding.
SERIES = st.lists(st.integers(-1000, 1000).map(float), min_size=6, max_size=60)


def marks(result: XmrResult) -> list[tuple[str | None, str | None]]:
    return [(point.special_cause, point.judgement) for point in result.points]


@given(SERIES, st.sampled_from(["increase", "decrease", "neutral"]))
def test_limits_contain_the_mean_and_every_value_has_one_record(values: list[float], word: str) -> None:
    got = xmr(values, improvement=word, target=0)
    assert [point.value for point in got.points] == values
    if got.lower is None:
        assert got.upper is None and got.variation is None and got.assurance is None
        return
    assert got.mean is not None and got.upper is not None
    assert got.lower < got.mean < got.upper
    for point in got.points:
        assert (point.special_cause == "none") == (point.judgement == "common_cause")
        inside = got.lower <= (point.value or 0) <= got.upper
        assert (point.special_cause == "outside") != inside
    assert got.variation == got.points[-1].judgement


@given(SERIES)
def test_the_mirror_image_is_judged_as_its_opposite(values: list[float]) -> None:
    up, down = xmr(values, improvement="increase"), xmr([-v for v in values], improvement="decrease")
    assert marks(up) == marks(down)


@given(SERIES)
def test_the_unit_does_not_change_a_judgement(values: list[float]) -> None:
    assert marks(xmr(values, improvement="increase")) == marks(
        xmr([4 * v for v in values], improvement="increase")
    )


@given(SERIES, st.lists(st.integers(0, 60), max_size=10))
def test_missing_values_change_nothing_about_the_others(values: list[float], gaps: list[int]) -> None:
    with_gaps: list[float | None] = list(values)
    for gap in gaps:
        with_gaps.insert(min(gap, len(with_gaps)), None)
    full, gappy = xmr(values, improvement="increase"), xmr(with_gaps, improvement="increase")
    assert full.points == tuple(point for point in gappy.points if point.value is not None)
    assert full[:3] == gappy[:3]


@given(SERIES, st.integers(1, 59))
def test_segments_are_judged_as_if_they_were_alone(values: list[float], position: int) -> None:
    assume(position < len(values))
    got = xmr(values, improvement="increase", rebase=[position])
    alone = [xmr(part, improvement="increase") for part in (values[:position], values[position:])]
    assert got.points == (*alone[0].points, *alone[1].points)


@given(st.floats(0, 100), st.floats(0, 100), st.floats(-20, 120))
def test_a_target_is_passed_one_way_exactly_where_it_is_failed_the_other_way(
    a: float, b: float, target: float
) -> None:
    lower, upper = sorted((a, b))
    opposite = {
        "consistent_pass": "consistent_fail",
        "consistent_fail": "consistent_pass",
        "inconsistent": "inconsistent",
    }
    high = assurance(lower, upper, target, improvement="increase")
    assert high is not None
    assert assurance(lower, upper, target, improvement="decrease") == opposite[high]
