"""Berlin, quarters and years must be right and fair: rules 1 to 3 of the published figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.findings import Finding
from tests.etl.small import NAMES, indicator, load_small, row, share, small_catalogue, values, write

pytestmark = pytest.mark.usefixtures("tidy_files")


def test_berlin_is_the_quotient_of_sums_not_the_mean_of_districts(home: Path, tmp_path: Path) -> None:
    rows = [cell for n, name in enumerate(NAMES) for cell in share(name, "2024-03", 10, 90 if n else 990)]
    load_small(home, write(tmp_path, "all", rows))
    berlin = values(home, "share")["2024-03", "00"]
    assert berlin["value"] == pytest.approx(100 * 120 / (120 + 990 + 11 * 90))
    assert (berlin["numerator"], berlin["denominator"], berlin["districts"]) == (120, 2100, 12)
    assert not berlin["incomplete"]


def test_a_missing_district_makes_berlin_incomplete_and_is_shown_empty(home: Path, tmp_path: Path) -> None:
    load_small(
        home, write(tmp_path, "most", [c for name in NAMES[1:] for c in share(name, "2024-03", 10, 90)])
    )
    found = values(home, "share")
    assert found["2024-03", "00"]["incomplete"] and found["2024-03", "00"]["districts"] == 11
    assert found["2024-03", "01"]["value"] is None and not found["2024-03", "01"]["incomplete"]


def test_a_quarter_adds_up_its_months_and_says_what_is_missing(home: Path, tmp_path: Path) -> None:
    months = [
        c for m, missed in ((1, 10), (2, 20), (3, 30)) for c in share("Mitte", f"2024-{m:02}", missed, 90)
    ]
    load_small(home, write(tmp_path, "months", [*months, *share("Mitte", "2024-04", 1, 9)]))
    quarter = values(home, "share", level="quarter")
    assert quarter["2024-Q1", "01"]["value"] == pytest.approx(100 * 60 / 330)
    assert not quarter["2024-Q1", "01"]["incomplete"] and quarter["2024-Q2", "01"]["incomplete"]
    assert values(home, "share", level="year")["2024", "01"]["incomplete"]


def test_half_a_pair_is_no_value(home: Path, tmp_path: Path) -> None:
    rows = [*share("Mitte", "2024-01", 10, 90), row("Mitte", "2024-02", "missed", 50)]
    load_small(home, write(tmp_path, "half", rows))
    assert values(home, "share")["2024-02", "01"]["value"] is None
    # The orphan must not pull the quarter up: numerator and denominator come from the same months.
    assert values(home, "share", level="quarter")["2024-Q1", "01"]["value"] == pytest.approx(10)


def test_a_stock_is_the_last_key_date_and_never_a_sum_over_time(home: Path, tmp_path: Path) -> None:
    rows = [row("Mitte", f"2024-{m:02}", "stock", m * 100) for m in (1, 2, 3)]
    rows += [row("Pankow", "2024-02", "stock", 7)]
    load_small(home, write(tmp_path, "stock", rows))
    quarter = values(home, "stock", level="quarter")
    assert quarter["2024-Q1", "01"]["value"] == 300 and not quarter["2024-Q1", "01"]["incomplete"]
    assert quarter["2024-Q1", "03"]["value"] == 7 and quarter["2024-Q1", "03"]["incomplete"]
    assert quarter["2024-Q1", "00"]["value"] == 307


def test_the_district_as_a_whole_goes_before_the_sum_of_its_sites(home: Path, tmp_path: Path) -> None:
    sites = write(tmp_path, "a-sites", [*share("141", "2016-04", 16, 84), *share("142", "2016-04", 18, 92)])
    load_small(home, sites)
    assert values(home, "share")["2016-04", "04"]["denominator"] == 210
    answer = load_small(home, write(tmp_path, "b-whole", share("74", "2016-04", 20, 180)))
    assert values(home, "share")["2016-04", "04"]["denominator"] == 200
    warned = [f for f in answer.files[0].findings if f.rule == "level-mismatch"]
    assert {f.column for f in warned} == {"share", "count"}
    assert "176" in next(f for f in warned if f.column == "count").message()


def test_equal_totals_give_no_warning(home: Path, tmp_path: Path) -> None:
    sites = [*share("141", "2016-04", 16, 84), *share("142", "2016-04", 18, 92)]
    answer = load_small(home, write(tmp_path, "same", [*sites, *share("74", "2016-04", 34, 176)]))
    assert not [f for f in answer.files[0].findings if f.rule == "level-mismatch"]


def test_days_delivered_in_two_parts_make_a_whole_month(home: Path, tmp_path: Path) -> None:
    first = write(tmp_path, "a", share("Mitte", "2024-04", 10, 90, part="2024-04-01/2024-04-15"))
    load_small(home, first)
    assert values(home, "share")["2024-04", "01"]["incomplete"]
    load_small(home, write(tmp_path, "b", share("Mitte", "2024-04", 30, 70, part="2024-04-16/2024-04-30")))
    month = values(home, "share")["2024-04", "01"]
    assert (month["numerator"], month["denominator"], month["incomplete"]) == (40, 200, False)
    load_small(home, write(tmp_path, "c", share("Mitte", "2024-04", 41, 160)))
    assert values(home, "share")["2024-04", "01"]["denominator"] == 201


def test_overlapping_parts_are_never_counted_twice(home: Path, tmp_path: Path) -> None:
    a = write(tmp_path, "a", share("Mitte", "2024-04", 10, 90, part="2024-04-01/2024-04-15"))
    b = write(tmp_path, "b", share("Mitte", "2024-04", 30, 70, part="2024-04-10/2024-04-30"))
    load_small(home, a, b)
    month = values(home, "share")["2024-04", "01"]
    assert month["denominator"] == 100 and month["incomplete"]


def test_a_published_figure_stands_in_and_says_so(home: Path, tmp_path: Path) -> None:
    rows = [row("Mitte", "2023", "share", "12,6"), row("Berlin", "2023", "share", "11")]
    load_small(home, write(tmp_path, "published", rows))
    found = values(home, "share", level="year")
    assert found["2023", "01"]["value"] == 12.6 and found["2023", "01"]["reported"]
    assert found["2023", "00"]["value"] == 11, "Berlin was delivered, so it has a value"


def test_finished_percentages_of_districts_give_no_berlin(home: Path, tmp_path: Path) -> None:
    load_small(home, write(tmp_path, "published", [row(name, "2023", "share", "10") for name in NAMES]))
    assert values(home, "share", level="year")["2023", "00"]["value"] is None


def test_counts_published_for_all_districts_add_up(home: Path, tmp_path: Path) -> None:
    load_small(home, write(tmp_path, "published", [row(name, "2023", "count", "10") for name in NAMES]))
    berlin = values(home, "count", level="year")["2023", "00"]
    assert berlin["value"] == 120 and not berlin["incomplete"]


def test_delivered_cases_go_before_a_published_berlin(home: Path, tmp_path: Path) -> None:
    rows = [
        *(c for name in NAMES for c in share(name, "2024-03", 10, 90)),
        row("Berlin", "2024-03", "share", "20"),
    ]
    answer = load_small(home, write(tmp_path, "both", rows))
    berlin = values(home, "share")["2024-03", "00"]
    assert berlin["value"] == pytest.approx(10) and not berlin["reported"]
    assert answer.files[0].status == "loaded"


def test_units_outside_the_districts_do_not_count_for_berlin(home: Path, tmp_path: Path) -> None:
    rows = [*share("Mitte", "2024-03", 1, 9), *share("Standesamt I in Berlin", "2024-03", 5, 5)]
    answer = load_small(home, write(tmp_path, "unit", rows))
    found = values(home, "count")
    assert found["2024-03", "00"]["value"] == 9 and found["2024-03", "standesamt-i"]["value"] == 5
    assert Finding("extra-unit", "Standesamt I in Berlin", 4) in answer.files[0].findings


def test_periods_that_are_due_have_no_holes(home: Path, tmp_path: Path) -> None:
    rows = [*share("Mitte", "2024-01", 1, 9), *share("Mitte", "2024-04", 1, 9)]
    load_small(home, write(tmp_path, "gap", rows))
    found = values(home, "share")
    assert {period for period, _ in found} == {"2024-01", "2024-02", "2024-03", "2024-04"}
    assert len(found) == 4 * 13
    assert {period for period, _ in values(home, "count")} == {"2024-01", "2024-04"}, "nobody owes it"


def test_a_word_stays_a_word_and_is_not_added(home: Path, tmp_path: Path) -> None:
    rows = [
        row("Mitte", "2024-03", "kept", "sofort"),
        row("Pankow", "2024-03", "kept", "5"),
        row("Spandau", "2024-03", "kept", "/"),
    ]
    answer = load_small(home, write(tmp_path, "words", rows))
    found = values(home, "count")
    assert (found["2024-03", "01"]["text"], found["2024-03", "01"]["state"]) == ("sofort", "text")
    assert (found["2024-03", "05"]["text"], found["2024-03", "05"]["state"]) == ("/", "unreliable")
    assert found["2024-03", "00"]["value"] == 5 and found["2024-03", "00"]["incomplete"]
    assert {f.rule for f in answer.files[0].findings} == {"text-value", "sign"}


def test_a_change_of_definition_breaks_the_series_once(home: Path, tmp_path: Path) -> None:
    change = {"from": "2024-03-01", "text": {"de": "Neu", "en": "New"}}
    catalogue = small_catalogue(indicator("count", {"sum": "kept"}, ["month", "quarter"], breaks=[change]))
    rows = [row("Mitte", f"2024-{m:02}", "kept", 5) for m in range(1, 7)]
    load_small(home, write(tmp_path, "break", rows), catalogue=catalogue)
    broken = {period for (period, _), record in values(home, "count").items() if record["break"]}
    assert broken == {"2024-03"}
    quarters = values(home, "count", level="quarter")
    assert {period for (period, _), record in quarters.items() if record["break"]} == {"2024-Q2"}


def test_a_denominator_of_zero_is_no_value(home: Path, tmp_path: Path) -> None:
    load_small(home, write(tmp_path, "zero", share("Mitte", "2024-03", 0, 0)))
    assert values(home, "share")["2024-03", "01"]["value"] is None


def test_holes_before_anything_was_due_are_nobodys_debt(home: Path, tmp_path: Path) -> None:
    value = {"ratio": ["missed", "kept + missed"], "scale": 100}
    catalogue = small_catalogue(indicator("share", value, ["month"], due=20, due_from="2024-01-01"))
    months = ("2019-12", "2024-02", "2024-04")
    rows = [cell for month in months for cell in share("Mitte", month, 1, 9)]
    load_small(home, write(tmp_path, "old", rows), catalogue=catalogue)
    assert {period for period, _ in values(home, "share")} == {"2019-12", "2024-02", "2024-03", "2024-04"}


def test_the_sign_for_nothing_adds_nothing_and_misses_nothing(home: Path, tmp_path: Path) -> None:
    rows = [row(name, "2024-03", "kept", "–" if name == "Mitte" else "5") for name in NAMES]
    load_small(home, write(tmp_path, "nothing", rows))
    found = values(home, "count")
    assert (found["2024-03", "01"]["value"], found["2024-03", "01"]["state"]) == (None, "nothing")
    berlin = found["2024-03", "00"]
    assert (berlin["value"], berlin["districts"], berlin["incomplete"]) == (55, 12, False)


def test_nothing_in_one_month_leaves_the_quarter_complete(home: Path, tmp_path: Path) -> None:
    months = zip(("2024-01", "2024-02", "2024-03"), ("4", "-", "6"), strict=True)
    rows = [row("Mitte", month, "kept", text) for month, text in months]
    load_small(home, write(tmp_path, "months", rows))
    quarter = values(home, "count", level="quarter")["2024-Q1", "01"]
    assert (quarter["value"], quarter["incomplete"]) == (10, False)
