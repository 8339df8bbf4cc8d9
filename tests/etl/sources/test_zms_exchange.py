"""Do answers of the appointment system become the right measures?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl.sources.zms_exchange import SOURCE
from schemas.findings import RULES, Severity
from tests.etl.sources.zms_files import (
    ONE_DAY,
    SERVICE,
    SLOTS,
    WAITING,
    answer,
    clients,
    rules,
    tidied,
    values,
    write_json,
)

# What good files give ----


def test_a_day_of_a_site_counts_for_its_month(tmp_path: Path) -> None:
    tidy = tidied(SOURCE, write_json(tmp_path / "clientscope_141.json", clients([ONE_DAY])))
    assert values(tidy, "zms_clientscount") == {("141", "2016-04", "", "2016-04-01"): "84"}
    assert values(tidy, "zms_missedwithappointment") == {("141", "2016-04", "", "2016-04-01"): "15"}
    assert {row["place_kind"] for row in tidy.rows.to_pylist()} == {"site"}
    assert tidy.data_rows == 1 and not tidy.findings and tidy.decimal == "."


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_findings_point_at_the_line_of_the_file_however_it_is_printed(
    tmp_path: Path, indent: int | None
) -> None:
    second = ["141", "2016-04-02", 1, 2, 3, 4, 5, 6, None]
    path = write_json(tmp_path / "a.json", clients([ONE_DAY, second]), indent=indent)
    (finding,) = tidied(SOURCE, path).findings
    assert finding.rule == "not-a-number" and finding.column == "requestscount"
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = 1 if indent is None else next(n for n, text in enumerate(lines, 1) if "2016-04-02" in text) - 2
    assert finding.line == expected


def test_columns_are_read_by_the_dictionary_not_by_their_order(tmp_path: Path) -> None:
    content = answer(["missed", "date", ("subjectid", "scope.id")], [["7", "2016-04", "142"]], period="month")
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", content))
    assert values(tidy, "zms_missed") == {("142", "2016-04", "", None): "7"}


def test_positions_in_the_dictionary_win_over_its_order(tmp_path: Path) -> None:
    content = answer([("subjectid", "scope.id"), "date", "missed"], [["7", "2016-04", "142"]])
    content["data"]["dictionary"][0]["position"] = 2
    content["data"]["dictionary"][2]["position"] = 0
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", content))
    assert values(tidy, "zms_missed") == {("142", "2016-04", "", None): "7"}


@pytest.mark.parametrize(
    ("column", "name", "kind"),
    [
        (("subjectid", "department.id"), "a.json", "department"),
        (("subjectid", "organisation.id"), "a.json", "organisation"),
        (("subjectid", ""), "clientorganisation_71_042016.json", "organisation"),
        (("subjectid", ""), "clientscope_141.json", "site"),
        (("scopeid", ""), "a.json", "site"),
    ],
)
def test_the_kind_of_place_comes_from_the_reference_or_else_from_the_name(
    tmp_path: Path, column: tuple[str, str], name: str, kind: str
) -> None:
    tidy = tidied(
        SOURCE, write_json(tmp_path / name, answer([column, "date", "missed"], [["74", "2016-04", 1]]))
    )
    assert [(row["place_kind"], row["place"]) for row in tidy.rows.to_pylist()] == [(kind, "74")]


def test_the_smallest_unit_is_the_place_where_a_row_names_several_units(tmp_path: Path) -> None:
    columns = ["organisationid", "departmentid", ("scopeid", "scope.id"), "date", "name", "requestscount"]
    rows = [["71", "74", "141", "2016-04", "Führungszeugnis", "4"]]
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", answer(columns, rows)))
    assert values(tidy, "zms_dienstleistungen") == {("141", "2016-04", "", "Führungszeugnis"): "4"}


def test_years_stand_for_themselves(tmp_path: Path) -> None:
    content = answer(
        [("subjectid", "scope.id"), "date", "missed"],
        [["141", 2016, 5]],
        first="2016-01-01",
        last="2016-12-31",
        generated="2017-01-02T09:00:00+01:00",
    )
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", content))
    assert values(tidy, "zms_missed") == {("141", "2016", "", None): "5"}


def test_hours_are_told_apart_by_their_key(tmp_path: Path) -> None:
    rows = [["141", "2016-04-01 08:00", 5, 10], ["141", "2016-04-01 09:00", 8, 12]]
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", answer(SLOTS, rows)))
    keys = [key for _, _, _, key in values(tidy, "zms_bookedcount")]
    assert keys == ["2016-04-01 08:00", "2016-04-01 09:00"]


def test_a_list_with_gaps_that_php_writes_as_an_object_is_read(tmp_path: Path) -> None:
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", clients([]) | {}))
    assert rules(tidy) == ["empty-file"]
    content = answer(SLOTS, {"0": ["141", "2016-04", 1, 2], "3": ["142", "2016-04", 3, 4]})
    tidy = tidied(SOURCE, write_json(tmp_path / "b.json", content))
    assert values(tidy, "zms_bookedcount") == {
        ("141", "2016-04", "", None): "1",
        ("142", "2016-04", "", None): "3",
    }


def test_variables_without_a_measure_are_ignored(tmp_path: Path) -> None:
    content = answer(
        [("subjectid", "scope.id"), "date", "notificationscost", "missed"], [["141", "2016-04", "1.5 €", 1]]
    )
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", content))
    assert {row["measure"] for row in tidy.rows.to_pylist()} == {"zms_missed"} and not tidy.findings


def test_demonstration_data_say_so_by_their_server(tmp_path: Path) -> None:
    content = clients([ONE_DAY], server="Zielblick-Demo 1")
    assert tidied(SOURCE, write_json(tmp_path / "a.json", content)).demo
    assert not tidied(SOURCE, write_json(tmp_path / "b.json", clients([ONE_DAY]))).demo


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_keeps_umlauts(tmp_path: Path, encoding: str) -> None:
    content = answer(SERVICE, [["141", "2016-04-01", "Führungszeugnis für Behörden", "4"]])
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", content, encoding=encoding))
    (key,) = values(tidy, "zms_dienstleistungen")
    assert key[3] == "2016-04-01 Führungszeugnis für Behörden" and not tidy.findings


# Waiting times and services ----


def test_waiting_times_are_weighted_with_the_people_who_waited(tmp_path: Path) -> None:
    rows = [["141", "2016-04-01", 8, "6", "12.5"], ["141", "2016-04-01", 9, 0, "0"]]
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", answer(WAITING, rows)))
    minutes = [row for row in tidy.rows.to_pylist() if row["measure"] == "zms_wartezeit_minuten"]
    assert [(row["value"], row["factor"]) for row in minutes] == [("12.5", "6"), ("0", "0")]
    assert [row["key"] for row in minutes] == ["2016-04-01 08", "2016-04-01 09"]
    assert [row["value"] for row in tidy.rows.to_pylist() if row["measure"] == "zms_wartende"] == ["6", "0"]


def test_waiting_times_of_whole_months_are_maxima_and_give_no_figure(tmp_path: Path) -> None:
    content = answer(WAITING, [["141", "2016-04", 8, "27", "437"]], period="month")
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", content))
    assert tidy.rows.num_rows == 0 and rules(tidy) == ["no-figures"] and tidy.data_rows == 1


def test_services_are_added_up_without_the_rows_that_are_none(tmp_path: Path) -> None:
    names = [
        "uncategorized",
        "nonexistent",
        "__UNCATEGORIZED_REQUEST__",
        "Dienstleistung wurde nicht erfasst",
    ]
    rows = [["141", "2016-04-01", name, "9"] for name in names]
    rows += [["141", "2016-04-01", "Reisepass", "23"], ["141", "2016-04-02", "Reisepass", "2"]]
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", answer(SERVICE, rows)))
    assert values(tidy, "zms_dienstleistungen") == {
        ("141", "2016-04", "", "2016-04-01 Reisepass"): "23",
        ("141", "2016-04", "", "2016-04-02 Reisepass"): "2",
    }
    assert tidy.data_rows == 6 and not values(tidy, "zms_requestscount")


def test_services_that_were_deleted_and_have_no_name_do_not_clash(tmp_path: Path) -> None:
    rows = [["141", "2016-04-01", None, "3"], ["141", "2016-04-01", None, "4"]]
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", answer(SERVICE, rows)))
    assert sorted(filter(None, values(tidy, "zms_dienstleistungen").values())) == ["3", "4"]


def test_processing_times_are_weighted_with_the_services(tmp_path: Path) -> None:
    rows = [
        ["141", "2016-04-01", "Reisepass", "23", "11.5"],
        ["141", "2016-04-01", "Meldebescheinigung", 0, None],
    ]
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", answer([*SERVICE, "processingtime"], rows)))
    minutes = [row for row in tidy.rows.to_pylist() if row["measure"] == "zms_bearbeitung_minuten"]
    assert [(row["value"], row["factor"]) for row in minutes] == [("11.5", "23")] and not tidy.findings


def test_processing_times_with_gaps_would_be_too_low_and_are_left_out(tmp_path: Path) -> None:
    rows = [
        ["141", "2016-04-01", "Reisepass", "23", "11.5"],
        ["141", "2016-04-01", "Führungszeugnis", "4", None],
        ["142", "2016-04-01", "Reisepass", "2", "10"],
    ]
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", answer([*SERVICE, "processingtime"], rows)))
    assert [place for place, *_ in values(tidy, "zms_bearbeitung_minuten")] == ["142"]
    assert len(values(tidy, "zms_dienstleistungen")) == 3 and rules(tidy) == ["left-out"]


# Files without figures ----


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (["period"], [[2016], ["2016-04"]]),
        (["id"], [["_"]]),
        (["subject", "periodstart", "periodend", "description"], [["141", "2016-03-15", "2016-04-02", "x"]]),
        (["subject", "description", "right"], [["waitingscope", "Wartestatistik Standort", "scope"]]),
    ],
)
def test_files_that_only_list_something_say_so(tmp_path: Path, columns: list[str], rows: list[Any]) -> None:
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", answer(columns, rows)))
    assert tidy.rows.num_rows == 0 and rules(tidy) == ["no-figures"]
    assert RULES["no-figures"].severity is Severity.INFO


@pytest.mark.parametrize("as_list", [False, True])
def test_files_that_describe_an_organisation_say_so(tmp_path: Path, as_list: bool) -> None:
    entity = {"$schema": "https://schema.berlin.de/queuemanagement/organisation.json", "id": "71"}
    content = {**answer([], []), "data": [entity] if as_list else entity}
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", content))
    assert rules(tidy) == ["no-figures"] and "organisation" in tidy.findings[0].message()
