from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from etl.corrections import Correction, CorrectionError, Corrections
from etl.source import Table
from etl.sources._csv_text import mirror
from schemas.catalogue import Catalogue
from tests.etl.sources.clerks import answer, finding, sent

LIST = "anzahl;vorname;geschlecht\n16;Max;m\n5;Mia;w\n1;Max;m\n"


def record(**changes: Any) -> dict[str, Any]:
    return {
        "id": "max-twice",
        "source": "standesamt-vornamen",
        "file": "2016/Friedrichshain-Kreuzberg_Vornamen.csv",
        "match": {"vorname": "Max", "geschlecht": "m"},
        "action": "merge",
        "column": "anzahl",
        "value": "17",
        "expect": {"rows": 2, "values": ["16", "1"]},
        "reason": {"de": "steht zweimal", "en": "listed twice"},
        "reference": "https://example.org",
    } | changes


def dropping(**changes: Any) -> dict[str, Any]:
    return record(action="drop", column=None, value=None, expect={"rows": 2}) | changes


def corrected(tmp_path: Path, *records: dict[str, Any], text: str = LIST) -> tuple[Table, list[str]]:
    path = sent(tmp_path, "2016/Friedrichshain-Kreuzberg_Vornamen.csv", text)
    known = Corrections(tuple(Correction.model_validate(r) for r in records))
    table, findings = known.apply("standesamt-vornamen", path, mirror(path))
    return table, [f"{f.rule} {f.line}" for f in findings]


def cells(table: Table) -> list[tuple[int, str, str]]:
    return [(row["line"], row["anzahl"], row["vorname"]) for row in table.rows.to_pylist()]


def test_merge_makes_one_row_of_several(tmp_path: Path) -> None:
    table, said = corrected(tmp_path, record())
    assert cells(table) == [(2, "17", "Max"), (3, "5", "Mia")]
    assert said == ["corrected 2", "corrected 4"]


def test_drop_leaves_rows_out(tmp_path: Path) -> None:
    table, said = corrected(tmp_path, dropping())
    assert cells(table) == [(3, "5", "Mia")]
    assert said == ["corrected 2", "corrected 4"]


def test_set_writes_a_cell_of_one_line(tmp_path: Path) -> None:
    one = record(action="set", line=3, match={}, value="6", expect={"rows": 1, "values": ["5"]})
    table, said = corrected(tmp_path, one)
    assert cells(table) == [(2, "16", "Max"), (3, "6", "Mia"), (4, "1", "Max")]
    assert said == ["corrected 3"]


def test_one_of_several_texts_can_match(tmp_path: Path) -> None:
    table, _ = corrected(tmp_path, dropping(match={"vorname": ["Max", "Mia"]}, expect={"rows": 3}))
    assert cells(table) == []


@pytest.mark.parametrize(
    "text",
    [
        LIST.replace("1;Max", "2;Max"),
        LIST.replace("1;Max;m\n", "", 1).replace("16;Max;m\n", ""),
        LIST.replace("vorname", "name"),
    ],
)
def test_a_correction_of_a_source_that_was_repaired_changes_nothing_and_says_so(
    tmp_path: Path, text: str
) -> None:
    table, said = corrected(tmp_path, record(), text=text)
    assert table.rows.num_rows == text.count("\n") - 1
    assert said == ["correction-outdated None"]


@pytest.mark.parametrize(
    "changes", [{"file": "2017/*_Vornamen.csv"}, {"source": "figures"}, {"file": "Spandau_Vornamen.csv"}]
)
def test_a_correction_is_for_its_file_only(tmp_path: Path, changes: dict[str, str]) -> None:
    table, said = corrected(tmp_path, record(**changes))
    assert (table.rows.num_rows, said) == (3, [])


@pytest.mark.parametrize(
    "changes",
    [
        {"match": {}},
        {"action": "drop"},
        {"action": "set", "value": None},
        {"expect": {"rows": 1, "values": ["16"]}},
        {"expect": {"rows": 2, "values": ["16"]}},
        {"expect": {"rows": 0}},
        {"reason": {"de": "nur deutsch"}},
        {"note": "no such key"},
    ],
)
def test_an_incomplete_record_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        Correction.model_validate(record(**changes))


def test_every_problem_of_a_folder_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("corrections: [", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        yaml.safe_dump({"corrections": [record(match={}), record()]}), encoding="utf-8"
    )
    (tmp_path / "c.yaml").write_text(yaml.safe_dump({"corrections": [record()]}), encoding="utf-8")
    (tmp_path / "d.yaml").write_text("", encoding="utf-8")
    with pytest.raises(CorrectionError) as caught:
        Corrections.read(tmp_path)
    assert [problem.split(":")[0] for problem in caught.value.problems] == [
        "a.yaml",
        "b.yaml",
        "d.yaml",
        "max-twice",
    ]


def test_no_folder_means_no_corrections(tmp_path: Path) -> None:
    assert Corrections.read(tmp_path / "none").records == ()


def test_the_project_s_corrections_can_be_read(root: Path) -> None:
    assert len(Corrections.read(root / "data/corrections").records) >= 5


def test_two_rows_of_one_name_are_a_finding_until_a_correction_says_how_to_read_them(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = sent(tmp_path, "2016/Friedrichshain-Kreuzberg_Vornamen.csv", LIST)
    assert answer(path, catalogue).status == "rejected"
    known = Corrections((Correction.model_validate(record()),))
    file = answer(path, catalogue, known)
    assert (file.status, file.rows) == ("loaded", 3)
    said = [f.message("en") for f in file.findings]
    assert said == [
        f"Line {line}, column “anzahl”: Known error in the source, corrected: listed twice."
        for line in (2, 4)
    ]


def test_an_outdated_correction_does_not_keep_a_good_file_out(tmp_path: Path, catalogue: Catalogue) -> None:
    path = sent(tmp_path, "2016/Friedrichshain-Kreuzberg_Vornamen.csv", LIST.replace("1;Max;m\n", "", 1))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("16;", "17;") if "16;" in text else text, encoding="utf-8")
    file = answer(path, catalogue, Corrections((Correction.model_validate(record()),)))
    assert file.status == "loaded"
    assert "erwartet waren 2 × 16, 1" in finding(file, "correction-outdated").message()
