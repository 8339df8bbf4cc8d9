"""Do answers of the appointment system become the right measures, and bad ones a clear finding?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.source import HEAD_BYTES, Unreadable
from etl.sources.zms_exchange import SOURCE
from schemas.catalogue import Catalogue
from schemas.findings import RULES, Severity
from tests.etl.sources.zms_files import (
    VARIABLES,
    answer,
    clients,
    rules,
    tidied,
    values,
    write_json,
    zms_catalogue,
)

ONE_DAY = ["141", "2016-04-01", 84, "16", 80, "15", 4, 1, "61"]
SERVICE = [("subjectid", "scope.id"), "date", "name", "requestscount"]
WAITING = [("subjectid", "scope.id"), "date", "hour", "waitingcount", "waitingtime"]
SLOTS = [("subjectid", "scope.id"), "date", "bookedcount", "plannedcount"]


def refused(path: Path) -> Unreadable:
    """The refusal of a file that cannot be mirrored."""
    assert SOURCE.recognises(path, path.read_bytes()[:HEAD_BYTES])
    with pytest.raises(Unreadable) as raised:
        SOURCE.read(path)
    assert all(finding.message("de") and finding.message("en") for finding in raised.value.findings)
    return raised.value


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


# Bad files ----


@pytest.mark.parametrize(
    ("rows", "rule", "column"),
    [
        ([[["141", "142"], "2016-04-01", 1, 2]], "aggregated-sites", "subjectid"),
        ([["141,142", "2016-04-01", 1, 2]], "aggregated-sites", "subjectid"),
        ([[[], "2016-04-01", 1, 2]], "unknown-site", "subjectid"),
        ([["141", "2016-02-30", 1, 2]], "bad-period", "date"),
        ([["141", "totals", 1, 2]], "bad-period", "date"),
        ([["141", None, 1, 2]], "bad-period", "date"),
        ([["141", "2016-05-01", 1, 2]], "bad-period", "date"),
        ([["141", "2016-04-01", None, 2]], "not-a-number", "bookedcount"),
        ([["141", "2016-04-01", "", 2]], "not-a-number", "bookedcount"),
        ([["141", "2016-04", 5, 6], ["141", "2016-04-01", 1, 2]], "duplicate-key", "date"),
        ([["141", "2016-04-01", 1]], "unreadable", None),
        ([["141", "2016-04-01", 1, 2, 3]], "unreadable", None),
        (["nonsense"], "unreadable", None),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(
    tmp_path: Path, rows: list[Any], rule: str, column: str | None
) -> None:
    path = write_json(tmp_path / "a.json", answer(SLOTS, rows))
    (finding,) = [f for f in tidied(SOURCE, path).findings if f.rule != "empty-file"]
    assert (finding.rule, finding.column) == (rule, column)
    assert finding.severity is Severity.ERROR and finding.line is not None and finding.line > 40
    assert finding.message("de") != finding.message("en")


def test_one_mix_of_sites_is_told_once_not_for_every_day(tmp_path: Path) -> None:
    rows = [[["141", "142"], f"2016-04-{day:02}", 1, 2] for day in range(1, 31)]
    assert rules(tidied(SOURCE, write_json(tmp_path / "a.json", answer(SLOTS, rows)))) == ["aggregated-sites"]


def test_a_broken_file_does_not_flood_the_reader_with_findings(tmp_path: Path) -> None:
    rows = [["141", "gestern", 1, 2] for _ in range(5000)]
    assert len(tidied(SOURCE, write_json(tmp_path / "a.json", answer(SLOTS, rows))).findings) <= 200


def test_nan_is_handed_on_as_the_text_that_it_is(tmp_path: Path) -> None:
    content = answer(SLOTS, [["141", "2016-04-01", float("nan"), 2]])
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", content))
    assert list(values(tidy, "zms_bookedcount").values()) == ["NaN"]


def test_a_file_of_another_statistic_names_what_is_missing(tmp_path: Path) -> None:
    content = answer([("subjectid", "scope.id"), "date", "notificationscount"], [["141", "2016-04-01", 3]])
    (finding,) = tidied(SOURCE, write_json(tmp_path / "a.json", content)).findings
    assert finding.rule == "missing-column" and "notificationscount" in finding.message()


@pytest.mark.parametrize(
    ("columns", "missing"),
    [([("subjectid", "scope.id"), "missed"], "date"), (["date", "missed"], "subjectid")],
)
def test_a_missing_date_or_place_is_named(tmp_path: Path, columns: list[Any], missing: str) -> None:
    tidy = tidied(SOURCE, write_json(tmp_path / "a.json", answer(columns, [["2016-04", "1"]])))
    assert [finding.column for finding in tidy.findings] == [missing]


def test_umlauts_that_were_damaged_on_the_way_are_refused(tmp_path: Path) -> None:
    content = answer(SERVICE, [["141", "2016-04-01", "FÃ¼hrungszeugnis", "4"]])
    (finding,) = tidied(SOURCE, write_json(tmp_path / "a.json", content)).findings
    assert finding.rule == "wrong-encoding" and finding.column == "name"


def _truncated(text: str) -> str:
    return text[: len(text) // 2]


def _error(text: str) -> str:
    content = json.loads(text)
    content["meta"] |= {"error": True, "message": "Zu den Suchkriterien wurden keine Daten gefunden"}
    return json.dumps(content | {"data": None}, ensure_ascii=False)


def _no_dictionary(text: str) -> str:
    return text.replace('"dictionary"', '"words"')


def _twice(text: str) -> str:
    return text.replace('"missed"', '"clientscount"')


def _rows_are_text(text: str) -> str:
    content = json.loads(text)
    content["data"]["data"] = "2016"
    return json.dumps(content)


def _dictionary_is_text(text: str) -> str:
    content = json.loads(text)
    content["data"]["dictionary"] = "subjectid"
    return json.dumps(content)


def _nested(text: str) -> str:
    return text[:-1] + "," + '"x":' + "[" * 100_000 + "]" * 100_000 + "}"


@pytest.mark.parametrize(
    ("damage", "rule", "words"),
    [
        (_truncated, "unreadable", "JSON"),
        (_error, "unreadable", "Suchkriterien"),
        (_no_dictionary, "unreadable", "dictionary"),
        (_twice, "duplicate-key", "clientscount"),
        (_rows_are_text, "unreadable", "data"),
        (_dictionary_is_text, "unreadable", "dictionary"),
        (_nested, "unreadable", "verschachtelt"),
    ],
)
def test_a_damaged_file_is_refused_with_the_reason(
    tmp_path: Path, damage: Callable[[str], str], rule: str, words: str
) -> None:
    path = tmp_path / "clientscope_141.json"
    path.write_text(damage(json.dumps(clients([ONE_DAY]), ensure_ascii=False)), encoding="utf-8")
    (finding,) = refused(path).findings
    assert finding.rule == rule and words in finding.message()


def test_a_truncated_file_names_the_line_where_it_breaks_off(tmp_path: Path) -> None:
    path = write_json(tmp_path / "a.json", clients([ONE_DAY]))
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:50]), encoding="utf-8")
    (finding,) = refused(path).findings
    assert finding.line is not None and 49 <= finding.line <= 50


def test_bytes_of_no_encoding_are_refused(tmp_path: Path) -> None:
    path = write_json(tmp_path / "a.json", clients([ONE_DAY]))
    path.write_bytes(path.read_bytes().replace(b"Zmsbackend", b"Z\x81\xffbackend"))
    assert [finding.rule for finding in refused(path).findings] == ["wrong-encoding"]


def test_a_first_day_that_is_none_is_refused(tmp_path: Path) -> None:
    content = clients([ONE_DAY], first="2016-13-01")
    (finding,) = tidied(SOURCE, write_json(tmp_path / "a.json", content)).findings
    assert (finding.rule, finding.column) == ("bad-period", "firstDay")


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"type": "FeatureCollection"}', "anzahl;vorname\n1;Noah\n"]
)
def test_other_files_are_left_to_other_sources(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    assert not SOURCE.recognises(path, content.encode())


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
