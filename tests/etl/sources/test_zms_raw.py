"""Do raw data and reports "Terminkapazität" become the right measures?"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from etl.sources.zms_report import SOURCE
from tests.etl.sources.zms_files import CAPACITY, rules, tidied, values
from tests.etl.sources.zms_workbooks import preamble, report, write_report


def test_capacity_is_read_with_its_german_headers(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["141", "2016-04-01", "10", "20"], ["141", "2016-04-02", 15, 25]]
    tidy = report(tmp_path, [*preamble("Terminkapazität"), list(CAPACITY), *rows])
    assert values(tidy, "zms_plannedcount") == {
        ("141", "2016-04", "", "2016-04-01"): "20",
        ("141", "2016-04", "", "2016-04-02"): "25",
    }
    assert {row["column"] for row in tidy.rows.to_pylist()} == set(CAPACITY[2:])


def test_capacity_without_its_days_covers_what_is_seen_or_what_its_name_says(tmp_path: Path) -> None:
    rows = [*preamble("Terminkapazität", span=None), list(CAPACITY), ["141", "2016-04-04 08:00", 10, 20]]
    parts = {}
    for name in (
        "terminkapazitaet.xlsx",
        "raw_statistic_capacityscope_141_2016-04.xlsx",
        "x_2016-04-01_2016-04-15.xlsx",
    ):
        tidy = tidied(SOURCE, write_report(tmp_path / name, rows))
        ((_, _, parts[name], _),) = values(tidy, "zms_bookedcount")
    assert list(parts.values()) == ["2016-04-04/2016-04-04", "", "2016-04-01/2016-04-15"]


def test_capacity_of_several_sites_is_a_sum_under_the_first_id_and_cannot_be_used(tmp_path: Path) -> None:
    names = ["Bürgeramt Heerstraße", "Bürgeramt Wilmersdorfer Str."]
    rows = [*preamble("Terminkapazität", names), list(CAPACITY), ["141", "2016-04-01", 10, 20]]
    tidy = report(tmp_path, rows)
    assert rules(tidy) == ["aggregated-sites"] and tidy.rows.num_rows == 0


def test_capacity_of_days_to_come_is_left_out(tmp_path: Path) -> None:
    rows = [["141", "2016-04-01", 10, 20], ["141", "2016-04-29", 0, 20]]
    created = datetime(2016, 4, 10, 9)
    tidy = report(tmp_path, [*preamble("Terminkapazität"), list(CAPACITY), *rows], created)
    assert list(values(tidy, "zms_plannedcount")) == [
        ("141", "2016-04", "2016-04-01/2016-04-09", "2016-04-01")
    ]
    assert rules(tidy) == ["left-out"]


@pytest.mark.parametrize(
    "header",
    [
        ["subjectid", "date", "clientscount", "missed"],
        ["ID of a scope", "Date of entry", "Amount of clients", "Amount of missed clients"],
    ],
)
def test_raw_data_are_read_in_old_and_new_words(tmp_path: Path, header: list[str]) -> None:
    path = write_report(
        tmp_path / "raw_statistic_clientscope_141_2016.xlsx", [header, ["141", "2016-04", "84", "16"]]
    )
    tidy = tidied(SOURCE, path)
    assert values(tidy, "zms_missed") == {("141", "2016-04", "", None): "16"}
    assert tidy.covers == (date(2016, 1, 1), date(2016, 12, 31))


def test_raw_numbers_of_a_machine_are_not_taken_for_thousands(tmp_path: Path) -> None:
    header = ["subjectid", "date", "hour", "waitingcount", "waitingtime"]
    tidy = report(
        tmp_path, [header, ["141", "2016-04-01", 8, "6", "23.415"], ["141", "2016-04-01", 9, 1, 7.5]]
    )
    assert tidy.decimal == ","
    assert list(values(tidy, "zms_wartezeit_minuten").values()) == ["23,415", "7,5"]
