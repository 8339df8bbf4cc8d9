"""Do reports "Kundenstatistik" become the right measures, and bad ones a clear finding?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.etl.sources.zms_files import HEADERS, SITE, YEAR, rules, values
from tests.etl.sources.zms_workbooks import (
    FRIDAY,
    MONDAY,
    SUMS,
    clients_report,
    places,
    preamble,
    report,
    total,
)


def test_days_of_a_report_count_for_their_month_and_the_row_of_sums_is_no_day(tmp_path: Path) -> None:
    tidy = report(tmp_path, clients_report([SUMS, FRIDAY, MONDAY]))
    assert values(tidy, "zms_clientscount") == {
        ("141", "2016-04", "", "2016-04-01"): "84",
        ("141", "2016-04", "", "2016-04-04"): "10",
    }
    assert places(tidy) == {("site", "141")}
    assert tidy.data_rows == 2 and not tidy.findings
    assert tidy.covers == (date(2016, 4, 1), date(2016, 4, 30))
    assert total(tidy, "zms_clientscount") == ["94"] and total(tidy, "zms_requestscount") == ["66"]


def test_findings_name_the_row_of_the_sheet_and_the_header(tmp_path: Path) -> None:
    broken = [*FRIDAY[:2], None, *FRIDAY[3:]]
    (finding,) = report(tmp_path, clients_report([SUMS, broken])).findings
    assert (finding.rule, finding.line, finding.column) == ("not-a-number", 9, "Kunden Erschienen")


def test_numbers_that_are_stored_as_text_are_the_same_numbers(tmp_path: Path) -> None:
    as_text = [[str(cell) for cell in row] for row in (SUMS, FRIDAY, MONDAY)]
    (tmp_path / "text").mkdir()
    written = report(tmp_path / "text", clients_report(as_text))
    stored = report(tmp_path, clients_report([SUMS, FRIDAY, MONDAY]))
    assert written.rows == stored.rows and written.totals == stored.totals


def test_what_was_not_counted_is_handed_on_as_it_is(tmp_path: Path) -> None:
    row = [*FRIDAY[:6], "N/A", "N/A", *FRIDAY[8:]]
    tidy = report(tmp_path, clients_report([row]))
    assert list(values(tidy, "zms_noappointment").values()) == ["N/A"]


def test_months_of_a_yearly_report_are_periods_of_their_own(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [None, 2016, 30, *[0] * 8],
        ["März", 2016, 10, *[0] * 8],
        ["April", 2016, 20, *[0] * 8],
    ]
    tidy = report(tmp_path, clients_report(rows, span=YEAR))
    assert values(tidy, "zms_clientscount") == {
        ("141", "2016-03", "", None): "10",
        ("141", "2016-04", "", None): "20",
    }
    assert total(tidy, "zms_clientscount") == ["30"] and tidy.data_rows == 2


def test_a_yearly_report_with_one_month_so_far_is_not_taken_for_its_sums(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[None, "2016", 20, *[0] * 8], ["Januar", "2016", 20, *[0] * 8]]
    tidy = report(tmp_path, clients_report(rows, span=YEAR))
    assert values(tidy, "zms_clientscount") == {("141", "2016-01", "", None): "20"}


def test_sums_alone_are_the_figures_of_their_month(tmp_path: Path) -> None:
    tidy = report(tmp_path, clients_report([SUMS]))
    assert values(tidy, "zms_clientscount") == {("141", "2016-04", "", None): "94"}


def test_sums_alone_of_several_months_are_not_booked_on_the_first_one(tmp_path: Path) -> None:
    tidy = report(tmp_path, clients_report([SUMS], span=("01.04.2016", "31.05.2016")))
    assert tidy.rows.num_rows == 0 and total(tidy, "zms_clientscount") == ["94"]


def test_several_blocks_of_one_sheet_are_one_report(tmp_path: Path) -> None:
    first = clients_report([[*SUMS[:2], 84, *SUMS[3:]], FRIDAY], span=("01.04.2016", "31.05.2016"))
    header = [None, "Datum", *HEADERS]
    rows = [*first, [], header, ["Mai", 2016, 7, *[0] * 8], ["Mo", "02.05.16", 7, *[0] * 8]]
    tidy = report(tmp_path, rows)
    assert {period for _, period, *_ in values(tidy, "zms_clientscount")} == {"2016-04", "2016-05"}
    assert total(tidy, "zms_clientscount") == ["91"], "sums of both blocks against the rows of both"


def test_reports_of_several_sites_below_each_other_keep_their_places(tmp_path: Path) -> None:
    other = clients_report([MONDAY], names=[*SITE[:2], "Bürgeramt Wilmersdorfer Str."])
    tidy = report(tmp_path, [*clients_report([FRIDAY]), [], *other])
    assert places(tidy) == {("site", "141"), ("site", "142")}


def test_the_same_month_day_by_day_and_as_a_whole_would_count_double(tmp_path: Path) -> None:
    yearly: list[list[Any]] = [
        [None, "Datum", *HEADERS],
        [None, 2016, 94, *[0] * 8],
        ["April", 2016, 94, *[0] * 8],
    ]
    tidy = report(tmp_path, [*clients_report([FRIDAY], span=YEAR), [], *yearly])
    assert "duplicate-key" in rules(tidy)


def test_walk_in_columns_that_are_there_twice_count_once(tmp_path: Path) -> None:
    headers = [*HEADERS[:6], *HEADERS[4:6], *HEADERS[6:]]
    row = [*FRIDAY[:8], "4", "N/A", *FRIDAY[8:]]
    sums = [*SUMS[:6], 0, 0, 14, 1, *SUMS[8:]]
    tidy = report(tmp_path, clients_report([sums, row], headers=headers))
    assert list(values(tidy, "zms_noappointment").values()) == ["4"]
    assert list(values(tidy, "zms_missednoappointment").values()) == ["1"]
    assert total(tidy, "zms_noappointment") == ["14"], "the 0 is a column that the source does not add up"
    assert not tidy.findings


def test_walk_in_columns_that_do_not_agree_are_refused(tmp_path: Path) -> None:
    headers = [*HEADERS[:6], *HEADERS[4:6], *HEADERS[6:]]
    row = [*FRIDAY[:8], 0, 1, *FRIDAY[8:]]
    (finding,) = report(tmp_path, clients_report([row], headers=headers)).findings
    assert (finding.rule, finding.column, finding.found) == ("duplicate-key", HEADERS[4], "0 / 4")


def test_a_printed_zero_below_columns_that_the_source_never_adds_up_is_no_total(tmp_path: Path) -> None:
    tidy = report(tmp_path, clients_report([SUMS, FRIDAY, MONDAY]))
    assert total(tidy, "zms_ticketprinter") == [] and total(tidy, "zms_missednoappointment") == ["1"]


def test_a_header_without_its_empty_first_cell_stands_one_cell_to_the_left(tmp_path: Path) -> None:
    rows = clients_report([FRIDAY])
    rows[5] = ["Datum", *HEADERS]
    tidy = report(tmp_path, rows)
    assert list(values(tidy, "zms_clientscount").values()) == ["84"]


def test_remarks_below_the_figures_are_no_rows(tmp_path: Path) -> None:
    tidy = report(tmp_path, clients_report([FRIDAY, [], ["Stand: 02.05.2016, vorläufig"]]))
    assert tidy.data_rows == 1 and not tidy.findings


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["Fr", "31.04.16"], "Fr 31.04.16"),
        ([None, None], ""),
        (["Fr", "01.05.16"], "01.05.16"),
        (["Apryl", 2016], "Apryl 2016"),
    ],
)
def test_figures_without_a_date_in_the_days_of_the_report_are_refused(
    tmp_path: Path, cells: list[Any], found: str
) -> None:
    (finding,) = report(tmp_path, clients_report([FRIDAY, [*cells, *MONDAY[2:]]])).findings
    assert (finding.rule, finding.found, finding.line) == ("bad-period", found, 9)


def test_dates_that_excel_made_of_texts_are_read(tmp_path: Path) -> None:
    rows = clients_report([["Fr", date(2016, 4, 1), *FRIDAY[2:]]])
    rows[4] = ["Zeitraum:", date(2016, 4, 1), "bis", date(2016, 4, 30)]
    tidy = report(tmp_path, rows)
    assert list(values(tidy, "zms_missed")) == [("141", "2016-04", "", "2016-04-01")]


def test_a_report_without_known_columns_names_what_is_missing(tmp_path: Path) -> None:
    headers = ["Kunden", "Kundinnen"]
    (finding,) = report(tmp_path, clients_report([["Fr", "01.04.16", 1, 2]], headers=headers)).findings
    assert finding.rule == "missing-column" and "Kundinnen" in finding.message()


def test_a_report_without_rows_is_empty(tmp_path: Path) -> None:
    assert rules(report(tmp_path, preamble("Kundenstatistik"))) == ["empty-file"]
    assert rules(report(tmp_path, clients_report([]))) == ["empty-file"]
