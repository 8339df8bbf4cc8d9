from __future__ import annotations

from pathlib import Path

import pytest

from etl.sources.befragung import questions
from schemas.catalogue import Catalogue
from tests.etl.sources.clerks import answer, finding, read, sent, source_of, workbook

HEAD = "bezirk;quartal;frage;antworten_gueltig;antworten_positiv;summe;hinweis\n"
ROW = "Mitte;2024-Q3;ba_service;412;381;;\n"


def test_each_number_of_answers_is_a_measure(tmp_path: Path, catalogue: Catalogue) -> None:
    _, tidy = read(
        sent(tmp_path, "a.csv", HEAD + ROW + "Pankow;III/2024;ba_index;300;;24150;Welle 3\n"), catalogue
    )
    rows = [
        (r["line"], r["place"], r["period"], r["measure"], r["value"], r["note"])
        for r in tidy.rows.to_pylist()
    ]
    assert sorted(rows) == [
        (2, "Mitte", "2024-Q3", "ba_service_gueltig", "412", None),
        (2, "Mitte", "2024-Q3", "ba_service_positiv", "381", None),
        (3, "Pankow", "2024-Q3", "ba_index_gueltig", "300", "Welle 3"),
        (3, "Pankow", "2024-Q3", "ba_index_summe", "24150", "Welle 3"),
    ]
    assert (tidy.data_rows, tidy.demo, tidy.findings) == (2, False, ())


def test_the_column_for_points_can_be_left_out(tmp_path: Path, catalogue: Catalogue) -> None:
    text = (HEAD + ROW).replace("summe;", "").replace("381;;", "381;DEMONSTRATIONSDATEN")
    file = answer(sent(tmp_path, "a.csv", text), catalogue)
    assert (file.source, file.status, file.observations) == ("befragung", "loaded", 2)
    assert file.tidy is not None and file.tidy.demo


def test_a_workbook_is_read_too(tmp_path: Path, catalogue: Catalogue) -> None:
    header: list[object] = ["Bezirk", "Quartal", "Frage", "Antworten gültig", "Antworten positiv"]
    path = workbook(
        tmp_path / "a.xlsx",
        [["Ergebnisse III/2024"], [], header, ["Mitte", "2024-Q3", "ba_service", 412, 381]],
    )
    assert source_of(path).slug == "befragung"  # type: ignore[union-attr]
    assert read(path, catalogue)[1].rows["value"].to_pylist() == ["412", "381"]


BAD = {
    "unknown-indicator": (ROW.replace("ba_service", "ba_servis"), "ba_servis"),
    "unknown-district": (ROW.replace("Mitte", "Atlantis"), "Atlantis"),
    "bad-period": (ROW.replace("2024-Q3", "Sommer 2024"), "Sommer 2024"),
    "not-a-number": (ROW.replace("412", "vierhundert"), "vierhundert"),
    "negative-value": (ROW.replace("381", "-1"), "-1"),
    "numerator-exceeds-denominator": (ROW.replace("381", "481"), "481 > 412"),
}


@pytest.mark.parametrize("rule", BAD)
def test_wrong_results_are_rejected_and_told_why(tmp_path: Path, catalogue: Catalogue, rule: str) -> None:
    text, found = BAD[rule]
    file = answer(sent(tmp_path, "a.csv", HEAD + text), catalogue)
    assert (file.source, file.status) == ("befragung", "rejected")
    said = [f for f in file.findings if f.rule == rule]
    assert said and {f.found for f in said} == {found}


def test_points_for_a_question_without_points_are_no_measure(tmp_path: Path, catalogue: Catalogue) -> None:
    file = answer(sent(tmp_path, "a.csv", HEAD + ROW.replace("381;;", "381;99;")), catalogue)
    assert (file.status, finding(file, "unknown-indicator").column) == ("rejected", "summe")


def test_results_without_the_number_of_answers_are_no_results(tmp_path: Path, catalogue: Catalogue) -> None:
    text = (HEAD + ROW).replace("antworten_gueltig", "anteil")
    file = answer(sent(tmp_path, "a.csv", text), catalogue)
    assert finding(file, "missing-column").column == "antworten_gueltig"


def test_a_template_that_nobody_filled_in_is_empty(tmp_path: Path, catalogue: Catalogue) -> None:
    file = answer(sent(tmp_path, "a.csv", HEAD + "Mitte;2024-Q3;ba_service;;;;\n"), catalogue)
    assert (file.status, finding(file, "empty-file").line) == ("rejected", None)


def test_questions_come_from_the_catalogue(catalogue: Catalogue) -> None:
    known = questions(catalogue)
    assert known["ba_service"] == ("gueltig", "positiv")
    assert known["ba_index"] == ("gueltig", "summe")
