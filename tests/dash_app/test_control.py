"""Do noise, movement and reliability come out right for every kind of series, the awkward ones included?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from dash_app.control import (
    Control,
    Course,
    Moment,
    Standing,
    chosen_level,
    control,
    course_of,
    limits,
    standing,
    upheld,
)
from schemas.catalogue import Indicator
from schemas.observation import Status
from schemas.period import Level, Period
from tests.dash_app import samples

CALM = (12.0, 12.4, 11.8, 12.1, 12.5, 11.9, 12.2, 12.0, 11.7, 12.3, 12.1, 11.9, 12.2, 12.0)
TEXT = {"de": "Grund", "en": "Reason"}


def course(values: Sequence[float | None], level: Level = Level.MONTH) -> Course:
    periods = [Period.containing(date(2023, 1, 1), level).shift(n) for n in range(len(values))]
    return Course(level, tuple(Moment(p.start, p.end, v) for p, v in zip(periods, values, strict=True)))


def charted(values: Sequence[float | None], of: Indicator = samples.NO_SHOW, area: str = "08") -> Control:
    found = course(values)
    return control(found, of, area, target=of.target_on(found.moments[-1].end, area))


def rebased(**more: Any) -> Indicator:
    return samples.indicator(rebases=[{"from": "2024-03-01", "reason": TEXT, "by": TEXT} | more])


def test_a_gap_gets_no_mark_and_changes_nothing_for_the_others() -> None:
    whole, gap = charted(CALM), charted([*CALM[:5], None, *CALM[5:]])
    assert gap.result.points[5].judgement is None
    assert (gap.result.lower, gap.result.upper) == (whole.result.lower, whole.result.upper)


@pytest.mark.parametrize(
    ("values", "obstacle"),
    [
        ([12.0] * 20, "no_variation"),
        ([12.0], "too_few"),
        ([None, None, None], "no_values"),
        (CALM[:5], "too_few"),
        ([*CALM[:5], None, None, None, None], "too_few"),
    ],
)
def test_a_series_without_limits_says_why_and_never_that_it_is_stable(
    values: Sequence[float | None], obstacle: str
) -> None:
    found = charted(values)
    assert found.obstacle == obstacle
    assert (found.result.variation, found.result.assurance) == (None, None)


def test_counting_begins_anew_after_a_break_even_where_its_period_was_not_delivered() -> None:
    change = {"from": "2024-03-01", "text": TEXT}
    values = [*CALM, None, *(value - 6 for value in CALM)]
    found = charted(values, samples.indicator(breaks=[change]))
    assert [(r.position, r.kind) for r in found.restarts] == [(14, "break")]
    assert found.result.mean == pytest.approx(sum(CALM) / len(CALM) - 6)
    assert {p.judgement for p in found.result.points} == {"common_cause", None}


def test_a_rebase_counts_for_its_areas_only_and_a_break_goes_before_it() -> None:
    values = [*CALM, *(value - 6 for value in CALM)]
    assert [r.kind for r in charted(values, rebased(areas=["08"])).restarts] == ["rebase"]
    assert charted(values, rebased(areas=["03"])).restarts == ()
    both = rebased().model_copy(
        update={"breaks": samples.indicator(breaks=[{"from": "2024-03-01", "text": TEXT}]).breaks}
    )
    assert [r.kind for r in charted(values, both).restarts] == ["break"]


def test_a_month_in_the_middle_of_which_something_changes_belongs_to_the_time_before() -> None:
    of = samples.indicator(breaks=[{"from": "2024-03-15", "text": TEXT}])
    assert charted([*CALM, *CALM], of).restarts[0].position == 15


def test_changes_outside_the_series_begin_nothing() -> None:
    early, late = ({"from": day, "text": TEXT} for day in ("2023-01-01", "2030-01-01"))
    assert charted(CALM, samples.indicator(breaks=[early, late])).restarts == ()


def test_the_target_in_force_now_decides_where_it_changed_in_between() -> None:
    targets = [{"from": "2022-01-01", "to": "2023-12-31", "value": 20}, {"from": "2024-01-01", "value": 10}]
    of = samples.NO_SHOW.model_copy(update={"targets": samples.indicator(targets=targets).targets})
    assert charted(CALM[:12], of).result.assurance == "consistent_pass"
    assert charted(CALM, of).result.assurance == "consistent_fail"


def test_drawn_limits_stay_possible_and_shares_above_100_lift_the_bound() -> None:
    low = charted([0.4, 0.1, 0.9, 0.0, 0.7, 0.2, 0.6, 0.1])
    assert limits(low, samples.NO_SHOW, 0).lower == 0
    high = [99.5, 99.9, 98.9, 100.0, 99.2, 99.8, 99.4, 99.9]
    assert limits(charted(high, samples.SHARE), samples.SHARE, 0).upper == 100
    over = samples.indicator(plausible={"max": 120})
    drawn = limits(charted([*high, 104.0], over), over, 0)
    assert drawn.upper is not None and drawn.upper > 100


def test_a_count_of_only_some_districts_does_not_count_as_one_of_all() -> None:
    rows = [samples.figure(100.0, of=samples.COUNT, period="2024-01", flags=("incomplete",))]
    assert course_of(rows, samples.COUNT).moments[0].value is None
    share = [samples.figure(80.0, period="2024-01", flags=("incomplete",))]
    assert course_of(share, samples.SHARE).moments[0].value == 80.0


def test_statistics_use_the_finest_level_that_has_enough_values() -> None:
    assert chosen_level({Level.MONTH: 2, Level.QUARTER: 15, Level.YEAR: 4}) is Level.QUARTER
    assert chosen_level({Level.MONTH: 45, Level.QUARTER: 15}) is Level.MONTH
    assert chosen_level({Level.HALF: 3, Level.YEAR: 4}) is Level.YEAR
    assert chosen_level({Level.DATE: 30}) is chosen_level({}) is None


def shown(value: float | None, period: str = "2024-Q1", **more: Any) -> Any:
    return samples.figure(value, of=samples.NO_SHOW, area="08", period=period, **more)


def test_the_sign_tells_the_movement_of_the_last_value_within_the_period_of_the_figure() -> None:
    moved = course([*CALM, 8.0])
    assert standing(shown(8.0), moved, samples.NO_SHOW).variation == "improvement"
    assert standing(shown(12.0, "2023-Q4"), moved, samples.NO_SHOW).variation == "common_cause"
    assert standing(shown(8.0, "2024-Q3"), moved, samples.NO_SHOW).variation is None, "an old movement"


def test_nothing_is_said_of_a_figure_without_value() -> None:
    assert standing(shown(None), course(CALM), samples.NO_SHOW) == Standing(Status.NO_DATA, is_complete=False)
    assert standing(shown(12.0), None, samples.NO_SHOW) == Standing(Status.NEAR)
    assert not standing(shown(12.0, flags=("provisional",)), None, samples.NO_SHOW).is_complete


def test_limits_that_a_movement_has_left_promise_nothing() -> None:
    assert upheld("consistent_fail", "improvement") is None
    assert upheld("consistent_pass", "concern") is None
    assert upheld("consistent_pass", "improvement") == "consistent_pass"
    assert upheld("inconsistent", "common_cause") == "inconsistent"
    assert upheld("inconsistent", "neither") is None
