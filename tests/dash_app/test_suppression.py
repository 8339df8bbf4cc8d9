"""Which cells stay hidden beside a small one, and what may be shown?"""

from __future__ import annotations

import random
from typing import Any

from dash_app.suppression import can_be_computed_back, hide, suppress
from schemas.observation import Figure, Status
from schemas.period import Level, Period
from tests.dash_app.small_cells import ALL, QUARTERS, determined, figure, hidden, make, one_quarter, published


def test_without_a_least_number_of_cases_everything_is_shown() -> None:
    figures = published(one_quarter({3: 1}), QUARTERS)
    assert suppress(figures, make(min_cases=None)) == figures


def test_enough_cases_everywhere_leave_everything_shown() -> None:
    figures = published(one_quarter({3: 20}), QUARTERS)
    assert suppress(figures, make(["quarter"])) == figures


def test_a_small_district_takes_the_next_smallest_with_it() -> None:
    figures = published(one_quarter({3: 7, 5: 60, 8: 40}), QUARTERS)
    assert hidden(suppress(figures, make(["quarter"]))) == {("2024-Q1", "03"), ("2024-Q1", "08")}


def test_a_single_case_is_hidden_and_cannot_be_found_from_the_others() -> None:
    figures, of = published(one_quarter({3: 1}), QUARTERS), make(["quarter"])
    after = suppress(figures, of)
    assert ("2024-Q1", "03") in hidden(after) and len(hidden(after)) == 2
    assert not can_be_computed_back(after, of)
    alone = published({("2024-Q1", "03"): (1.0, 1.0)}, QUARTERS)
    assert hidden(suppress(alone, of)) == {("2024-Q1", "00"), ("2024-Q1", "03")}, "Berlin would be that case"


def test_two_small_districts_hide_each_other() -> None:
    figures = published(one_quarter({3: 7, 9: 12}), QUARTERS)
    assert hidden(suppress(figures, make(["quarter"]))) == {("2024-Q1", "03"), ("2024-Q1", "09")}


def test_a_district_alone_in_berlin_hides_berlin() -> None:
    figures = published({("2024-Q1", "03"): (3, 7)}, QUARTERS)
    assert hidden(suppress(figures, make(["quarter"]))) == {("2024-Q1", "03"), ("2024-Q1", "00")}


def test_a_berlin_that_is_too_small_is_hidden_with_all_districts() -> None:
    figures = published({("2024-Q1", f"{n:02}"): (0, 1) for n in range(1, 13)}, QUARTERS)
    assert len(hidden(suppress(figures, make(["quarter"])))) == 13


def test_a_hidden_figure_keeps_its_place_and_tells_nothing_else() -> None:
    figures = published(one_quarter({3: 7}), QUARTERS)
    small = next(f for f in suppress(figures, make(["quarter"])) if f.district == "03")
    assert (small.value, small.numerator, small.denominator, small.state, small.text) == (None,) * 5
    assert (small.period, small.status, small.districts) == ("2024-Q1", Status.SUPPRESSED, 1)


def test_order_and_number_of_figures_stay_the_same() -> None:
    figures = published(one_quarter({3: 7}), QUARTERS)
    random.Random(1).shuffle(figures)
    after = suppress(figures, make(["quarter"]))
    assert [(f.period, f.district) for f in after] == [(f.period, f.district) for f in figures]


def test_what_is_hidden_does_not_depend_on_the_order_of_rows() -> None:
    counts = one_quarter({3: 7, 5: 15}) | one_quarter({7: 4}, "2024-Q2") | one_quarter({}, "2024-Q3")
    figures = published(counts, ALL[1:])
    expected = hidden(suppress(figures, make(["quarter", "half", "year"])))
    for seed in range(5):
        random.Random(seed).shuffle(figures)
        assert hidden(suppress(figures, make(["quarter", "half", "year"]))) == expected


def test_a_small_month_does_not_follow_from_the_quarter_and_its_other_months() -> None:
    counts = one_quarter({3: 7}, "2024-01") | one_quarter({}, "2024-02") | one_quarter({}, "2024-03")
    figures = published(counts, (Level.MONTH, Level.QUARTER))
    after = suppress(figures, make(["month", "quarter"]))
    assert ("2024-01", "03") in hidden(after)
    assert len({place for place in hidden(after) if place[1] == "03"}) == 2
    assert not determined(after, (Level.MONTH, Level.QUARTER))


def test_a_quarter_alone_in_its_year_is_the_year() -> None:
    figures = published(one_quarter({3: 7}), (Level.QUARTER, Level.YEAR))
    after = suppress(figures, make())
    assert {("2024-Q1", "03"), ("2024", "03")} <= hidden(after)
    assert not determined(after, (Level.QUARTER, Level.YEAR))


def test_a_year_delivered_as_a_whole_tells_nothing_about_its_one_known_month() -> None:
    year = [figure(Period.parse("2024"), f"{n:02}", 500, 1000) for n in range(1, 13)]
    berlin = [figure(Period.parse("2024"), "00", 6000, 12000)]
    month = [figure(Period.parse("2024-05"), "03", 2, 5)]
    after = suppress([*year, *berlin, *month], make(["month", "year"]))
    assert hidden(after) == {("2024-05", "03")}


def test_a_reader_without_hits_to_share_out_would_know_the_shares() -> None:
    counts = one_quarter({}) | {("2024-Q1", "03"): (0.0, 7.0), ("2024-Q1", "09"): (0.0, 12.0)}
    figures = published(counts, QUARTERS)
    assert len(hidden(suppress(figures, make(["quarter"])))) == 3, "0 of 19 left would say 0 % for both"
    only_small = [hide(f) if f.district in ("03", "09") else f for f in figures]
    assert {f.district for f in can_be_computed_back(only_small, make(["quarter"]))} == {"03", "09"}


def test_nothing_but_hits_left_would_say_one_hundred_percent() -> None:
    counts = one_quarter({}) | {("2024-Q1", "03"): (7.0, 7.0), ("2024-Q1", "09"): (12.0, 12.0)}
    assert len(hidden(suppress(published(counts, QUARTERS), make(["quarter"])))) == 3


def test_no_cases_are_no_small_cell() -> None:
    figures = published(one_quarter({3: 0}), QUARTERS)
    after = suppress(figures, make(["quarter"]))
    assert not hidden(after)
    assert next(f for f in after if f.district == "03").status is Status.NO_DATA


def test_a_unit_outside_the_districts_gives_berlin_nothing_away() -> None:
    outside = figure(Period.parse("2024-Q1"), "sta1", 3, 7)
    after = suppress([*published(one_quarter({}), QUARTERS), outside], make(["quarter"]))
    assert hidden(after) == {("2024-Q1", "sta1")}


def test_small_counts_are_small_cells_too() -> None:
    count = make(["quarter"], value={"sum": "faelle"}, unit="Fälle", min_cases=3)
    figures = [
        Figure(**{**_fields(f), "value": f.denominator, "numerator": None, "denominator": None})
        for f in published(one_quarter({3: 2, 4: 5, 6: 0}), QUARTERS)
    ]
    assert hidden(suppress(figures, count)) == {("2024-Q1", "03"), ("2024-Q1", "04")}


def test_a_small_stock_is_hidden_on_its_key_date_and_in_the_period_that_it_closes() -> None:
    stock = make(["date", "year"], value={"last": "personen"}, unit="Personen", min_cases=3)
    figures = []
    for text in ("2024-06-30", "2024-12-31", "2024"):
        period = Period.parse(text)
        numbers = {f"{n:02}": 100 + n for n in range(1, 13)} | ({"03": 2} if text != "2024-06-30" else {})
        for key, number in (numbers | {"00": sum(numbers.values())}).items():
            figures.append(
                Figure(**{**_fields(figure(period, key, 0, 1)), "value": number, "denominator": None})
            )
    found = hidden(suppress(figures, stock))
    assert found == {(text, key) for text in ("2024-12-31", "2024") for key in ("03", "01")}


def test_a_published_berlin_from_some_districts_is_not_taken_for_their_sum() -> None:
    reported = make(["year"], value={"reported": True})
    period = Period.parse("2024")
    figures = [figure(period, "00", 500, 1000), figure(period, "03", 2, 5), figure(period, "04", 50, 90)]
    assert hidden(suppress(figures, reported)) == {("2024", "03")}


def test_the_check_notices_what_is_left_open() -> None:
    figures = published(one_quarter({3: 7}), QUARTERS)
    careless = [hide(f) if f.district == "03" else f for f in figures]
    assert [f.district for f in can_be_computed_back(careless, make(["quarter"]))] == ["03"]
    assert can_be_computed_back(suppress(figures, make(["quarter"])), make(["quarter"])) == []


def test_the_check_solves_several_sums_together() -> None:
    counts = (
        one_quarter({}) | one_quarter({}, "2024-Q2") | one_quarter({}, "2024-Q3") | one_quarter({}, "2024-Q4")
    )
    figures = published(counts, (Level.QUARTER, Level.YEAR))
    places = {("2024-Q1", "03"), ("2024-Q1", "04"), ("2024-Q2", "03"), ("2024-Q2", "05")}
    careless = [hide(f) if (f.period, f.district) in places else f for f in figures]
    assert hidden(can_be_computed_back(careless, make())) == places


def _fields(f: Figure) -> dict[str, Any]:
    return {name: getattr(f, name) for name in Figure.__dataclass_fields__}
