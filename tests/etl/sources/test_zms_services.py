"""Do reports "Dienstleistungsstatistik" become the right measures?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.etl.sources.zms_files import SITE, YEAR, rules, values
from tests.etl.sources.zms_workbooks import preamble, report, total

DAYS = ["01.04.2016", "04.04.2016"]


def services_report(
    rows: Sequence[Sequence[object]],
    *,
    days: Sequence[object] = DAYS,
    span: tuple[str, str] = ("01.04.2016", "30.04.2016"),
) -> list[list[Any]]:
    """A "Dienstleistungsstatistik" with its last row after a blank one."""
    header = ["Dienstleistung", "Ø Bearbeitungsdauer", "Summe", *days]
    return [
        *preamble("Dienstleistungsstatistik", SITE, span),
        header,
        *map(list, rows[:-1]),
        [],
        list(rows[-1]),
    ]


GOOD_SERVICES = [
    ["Führungszeugnis", "04:30", 7, 4, 3],
    ["Reisepass beantragen", "12:00", 23, 20, 3],
    ["Dienstleistung wurde nicht erfasst", "0", 25, 25, 0],
    ["Dienstleistung konnte nicht erbracht werden", "0", 2, 2, 0],
    ["Summe", "", 30, 24, 6],
]


def test_services_count_by_day_and_special_rows_do_not(tmp_path: Path) -> None:
    tidy = report(tmp_path, services_report(GOOD_SERVICES))
    assert values(tidy, "zms_dienstleistungen") == {
        ("141", "2016-04", "", "2016-04-01 Führungszeugnis"): "4",
        ("141", "2016-04", "", "2016-04-04 Führungszeugnis"): "3",
        ("141", "2016-04", "", "2016-04-01 Reisepass beantragen"): "20",
        ("141", "2016-04", "", "2016-04-04 Reisepass beantragen"): "3",
    }
    assert total(tidy, "zms_dienstleistungen") == ["30"] and not tidy.findings


def test_durations_are_minutes_times_services_of_the_whole_month(tmp_path: Path) -> None:
    tidy = report(tmp_path, services_report(GOOD_SERVICES))
    minutes = [row for row in tidy.rows.to_pylist() if row["measure"] == "zms_bearbeitung_minuten"]
    assert [(row["period"], row["value"], row["factor"]) for row in minutes] == [
        ("2016-04", "7", "4,5"),
        ("2016-04", "23", "12"),
    ]


def test_months_of_a_yearly_report_take_the_year_from_its_days(tmp_path: Path) -> None:
    months = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August"]
    months += ["September", "Oktober", "November", "Dezember"]
    rows = [["Führungszeugnis", "04:30", 5, *[0] * 3, 5, *[0] * 8], ["Summe", "", 5, *[0] * 3, 5, *[0] * 8]]
    tidy = report(tmp_path, services_report(rows, days=months, span=YEAR))
    found = values(tidy, "zms_dienstleistungen")
    assert found["141", "2016-04", "", "Führungszeugnis"] == "5" and len(found) == 12
    assert list(values(tidy, "zms_bearbeitung_minuten")) == [("141", "2016", "", "Führungszeugnis")]


def test_months_still_to_come_when_the_report_was_made_are_no_zeros(tmp_path: Path) -> None:
    rows = [["Führungszeugnis", "04:30", 5, 2, 3, 0, 0], ["Summe", "", 5, 2, 3, 0, 0]]
    months = ["Januar", "Februar", "März", "April"]
    span = ("01.01.2016", "30.04.2016")
    tidy = report(tmp_path, services_report(rows, days=months, span=span), created=datetime(2016, 3, 1, 9))
    assert [period for _, period, *_ in values(tidy, "zms_dienstleistungen")] == ["2016-01", "2016-02"]


def test_months_in_the_wrong_order_are_refused(tmp_path: Path) -> None:
    rows = [["Führungszeugnis", "04:30", 5, 2, 3], ["Summe", "", 5, 2, 3]]
    tidy = report(tmp_path, services_report(rows, days=["April", "Juni"], span=("01.04.2016", "31.05.2016")))
    assert rules(tidy)[0] == "bad-period" and tidy.findings[0].found == "Juni"


@pytest.mark.parametrize(
    ("row", "column", "wrong", "found"),
    [(0, 2, 8, "7"), (0, 3, 5, "8"), (4, 4, 7, "6")],
)
def test_rows_and_columns_that_do_not_add_up_are_named(
    tmp_path: Path, row: int, column: int, wrong: int, found: str
) -> None:
    rows = [list(cells) for cells in GOOD_SERVICES]
    rows[row][column] = wrong
    tidy = report(tmp_path, services_report(rows))
    assert "total-mismatch" in rules(tidy) and found in {finding.found for finding in tidy.findings}


def test_a_service_without_a_duration_makes_the_mean_too_low_so_it_is_left_out(tmp_path: Path) -> None:
    rows = [list(cells) for cells in GOOD_SERVICES]
    rows[0][1] = "0"
    tidy = report(tmp_path, services_report(rows))
    assert rules(tidy) == ["left-out"] and not values(tidy, "zms_bearbeitung_minuten")
    assert len(values(tidy, "zms_dienstleistungen")) == 4


def test_durations_of_days_that_are_no_period_are_left_out(tmp_path: Path) -> None:
    rows = [["Führungszeugnis", "04:30", 5, 2, 3], ["Summe", "", 5, 2, 3]]
    tidy = report(
        tmp_path, services_report(rows, days=["20.04.2016", "02.05.2016"], span=("20.04.2016", "05.05.2016"))
    )
    assert rules(tidy) == ["left-out"]


def test_services_without_columns_of_days_name_what_is_missing(tmp_path: Path) -> None:
    tidy = report(tmp_path, services_report([["Führungszeugnis", "04:30", 5], ["Summe", "", 5]], days=[]))
    assert rules(tidy) == ["missing-column"]
