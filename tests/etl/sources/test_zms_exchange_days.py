"""Which days does an answer of the appointment system cover, and do real answers load?"""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.sources.zms_exchange import SOURCE
from schemas.catalogue import Catalogue
from tests.etl.sources.zms_files import (
    ONE_DAY,
    SLOTS,
    VARIABLES,
    answer,
    clients,
    rules,
    tidied,
    values,
    write_json,
    zms_catalogue,
)

# Which days a file covers ----


def test_a_month_that_the_file_covers_in_part_says_which_days(tmp_path: Path) -> None:
    content = clients([ONE_DAY], first="2016-03-20", last="2016-04-10")
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", content))
    assert list(values(tidy, "zms_missed")) == [("141", "2016-04", "2016-04-01/2016-04-10", "2016-04-01")]
    assert tidy.covers is not None and [str(day) for day in tidy.covers] == ["2016-03-20", "2016-04-10"]


def test_a_month_that_was_not_over_when_the_file_was_made_is_a_part(tmp_path: Path) -> None:
    months = [["141", "2016-03", 1, 2], ["141", "2016-04", 3, 4]]
    content = answer(
        SLOTS, months, first="2016-01-01", last="2016-12-31", generated="2016-04-15T09:00:00+02:00"
    )
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", content))
    assert [(period, part) for _, period, part, _ in values(tidy, "zms_bookedcount")] == [
        ("2016-03", ""),
        ("2016-04", "2016-04-01/2016-04-14"),
    ]


@pytest.mark.parametrize(("hour", "part"), [("10", "2016-04-01/2016-04-29"), ("21", "")])
def test_the_last_day_of_a_month_counts_only_after_the_offices_closed(
    tmp_path: Path, hour: str, part: str
) -> None:
    content = clients([ONE_DAY], generated=f"2016-04-30T{hour}:00:00+02:00")
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", content))
    assert [found for _, _, found, _ in values(tidy, "zms_missed")] == [part]


def test_days_still_to_come_are_left_out_and_named(tmp_path: Path) -> None:
    rows = [["141", "2016-04-01", 5, 10], ["141", "2016-04-20", 1, 10], ["141", "2016-04-21", 0, 10]]
    content = answer(SLOTS, rows, first=None, last=None, generated="2016-04-10T09:00:00+02:00")
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", content))
    assert len(values(tidy, "zms_bookedcount")) == 1
    (finding,) = tidy.findings
    assert (
        finding.rule == "left-out" and "2 Zeilen" in finding.message() and "2 rows" in finding.message("en")
    )


def test_without_first_and_last_day_the_days_seen_are_covered(tmp_path: Path) -> None:
    rows = [["141", "2016-04-01", 10, 20], ["141", "2016-04-02", 15, 25], ["141", "2016-03-15", 5, 10]]
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", answer(SLOTS, rows, first=None, last=None)))
    assert {(period, part) for _, period, part, _ in values(tidy, "zms_plannedcount")} == {
        ("2016-03", "2016-03-15/2016-03-31"),
        ("2016-04", "2016-04-01/2016-04-02"),
    }


# The real catalogue and real files ----


def test_the_catalogue_knows_every_variable_of_the_statistics_of_customers(catalogue: Catalogue) -> None:
    known = catalogue.mapping("zms-exchange").columns
    assert {name: known.get(name) for name in VARIABLES} == {name: f"zms_{name}" for name in VARIABLES}


def test_every_real_file_gives_figures_or_the_reason_why_not(shared_data: Path, catalogue: Catalogue) -> None:
    outcome = {}
    for path in sorted((shared_data / "zms").glob("*.json")):
        tidy = tidied(SOURCE, path, catalogue)
        outcome[path.name] = (tidy.rows.num_rows, rules(tidy))
    assert outcome == {
        "clientdepartment_74_042016.json": (7, []),
        "clientscope_141,142_2016.json": (0, ["aggregated-sites"]),
        "clientscope_141.json": (0, ["no-figures"]),
        "clientscope_141_042016.json": (7, []),
        "clientscope_141_2016.json": (7, []),
        "clientscope_142_2016.json": (7, []),
        "organisation_71_resolved3.json": (0, ["no-figures"]),
        "requestscope_141_042016.json": (15, []),
        "slotscope_141_report.json": (24, []),
        "waitingscope_141_032016.json": (1728, []),
    }


def test_a_real_row_is_found_in_its_line(shared_data: Path) -> None:
    path = shared_data / "zms" / "slotscope_141_report.json"
    lines = path.read_text(encoding="utf-8").splitlines()
    tidy = tidied(SOURCE, path, zms_catalogue())
    for row in tidy.rows.to_pylist():
        assert row["key"] in lines[row["line"] - 1]
