"""Do bad answers of the appointment system give a clear finding?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.source import HEAD_BYTES, Unreadable
from etl.sources.zms_exchange import SOURCE
from schemas.findings import Severity
from tests.etl.sources.zms_files import (
    ONE_DAY,
    SERVICE,
    SLOTS,
    answer,
    clients,
    rules,
    tidied,
    values,
    write_json,
)


def refused(path: Path) -> Unreadable:
    """The refusal of a file that cannot be mirrored."""
    assert SOURCE.recognises(path, path.read_bytes()[:HEAD_BYTES])
    with pytest.raises(Unreadable) as raised:
        SOURCE.read(path)
    assert all(finding.message("de") and finding.message("en") for finding in raised.value.findings)
    return raised.value


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


def _half_a_character(text: str) -> str:
    return text.replace("2016-04-01", "2016-04-01\\ud83d")


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
        (_half_a_character, "wrong-encoding", "ud83d"),
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
