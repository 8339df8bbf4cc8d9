"""Does every rule answer a file that a clerk could really send, and keep it out without harming others?"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import load as loader
from etl.answers import as_document, as_text
from etl.corrections import Corrections
from etl.load import Answer, load
from etl.publish import Publications
from schemas.catalogue import Catalogue
from schemas.findings import RULES, Severity
from tests.etl.sources.clerks import sent
from tests.rules.appointments import EXCHANGE_CASES, MARCH, REPORT_CASES
from tests.rules.case import Case
from tests.rules.lists import FORM_CASES, LIST_CASES, NAMES, VORNAMEN_CASES

CASES = (*VORNAMEN_CASES, *FORM_CASES, *LIST_CASES, *EXCHANGE_CASES, *REPORT_CASES)
ALONE = {
    "too-large", "changed-while-reading", "projection-failed", "foreign-district", "foreign-agreement",
}  # fmt: skip
"""Rules for what a machine does or who sends; they have tests below, in `projections` and `intake`."""
FILE_KEYS = {"path", "source", "status", "rows", "observations", "findings"}
FINDING_KEYS = {"severity", "rule", "line", "column", "found", "message"}


@dataclass(frozen=True)
class Loaded:
    """One load of all cases together with good files."""

    answer: Answer
    document: dict[str, Any]
    paths: dict[Case, Path]
    published: dict[str, int]
    """Measurements that the publication took from each file."""
    good: Path


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, root: Path, catalogue: Catalogue) -> Loaded:
    """Load every case at once, each in its own folder, with good files between them."""
    folder = tmp_path_factory.mktemp("eingang")
    good = sent(folder / "good", "Spandau von Berlin Vornamen 2018.csv", NAMES)
    sent(folder / "good", "clientscope_141_032016.json", MARCH)
    paths = {case: case.write(folder / f"{n:03}") for n, case in enumerate(CASES)}
    home = tmp_path_factory.mktemp("home")
    answer = load(
        [folder], home=home, catalogue=catalogue, corrections=Corrections.read(root / "data" / "corrections")
    )
    assert answer.publication == 1
    with duckdb.connect(Publications(home).path(1), read_only=True) as con:
        rows = con.execute(
            "SELECT d.path, count(m.id) FROM delivery d"
            " LEFT JOIN measurement m ON m.delivery = d.id GROUP BY 1"
        ).fetchall()
    return Loaded(answer, as_document(answer), paths, dict(rows), good)


def record(loaded: Loaded, path: Path) -> dict[str, Any]:
    """The part of the JSON answer that speaks of one file."""
    found: dict[str, Any] = next(f for f in loaded.document["files"] if f["path"] == str(path))
    return found


def told(file: dict[str, Any], case: Case) -> dict[str, Any]:
    """The finding of the rule of a case, the one that speaks of its column where there are several."""
    hits = [finding for finding in file["findings"] if finding["rule"] == case.rule]
    assert hits, f"no {case.rule} among {file['findings']}"
    found: dict[str, Any] = next((hit for hit in hits if hit["column"] == case.column), hits[0])
    return found


def test_every_rule_has_a_file_that_breaks_it() -> None:
    assert {case.rule for case in CASES} | ALONE == set(RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_answer_names_rule_place_and_what_to_do(loaded: Loaded, case: Case) -> None:
    file = record(loaded, loaded.paths[case])
    assert (file["source"], file["status"]) == (case.source, case.wanted), file
    finding = told(file, case)
    assert finding["severity"] == RULES[case.rule].severity.value
    assert (finding["line"], finding["column"]) == (case.line, case.column), finding
    if case.found:
        assert finding["found"] == case.found
    for words in case.words:
        assert words in finding["message"]
    if case.line:
        assert finding["message"].startswith(f"Zeile {case.line}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_broken_file_breaks_no_other_rule_by_the_way(loaded: Loaded, case: Case) -> None:
    errors = {
        finding["rule"]
        for finding in record(loaded, loaded.paths[case])["findings"]
        if finding["severity"] == "error"
    }
    assert errors <= {case.rule, *case.also}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_nothing_of_a_refused_file_is_published(loaded: Loaded, case: Case) -> None:
    count = loaded.published[str(loaded.paths[case])]
    silent = case.wanted != "loaded" or case.rule == "no-figures"
    assert (count == 0) == silent


def test_good_files_of_the_same_load_are_published(loaded: Loaded) -> None:
    assert record(loaded, loaded.good)["status"] == "loaded"
    assert loaded.published[str(loaded.good)] == 1
    assert not loaded.answer.is_acceptable


def test_the_answer_has_the_shape_that_programs_rely_on(loaded: Loaded) -> None:
    document = json.loads(json.dumps(loaded.document))
    assert set(document) == {"publication", "files"}
    assert isinstance(document["publication"], int)
    for file in document["files"]:
        assert set(file) == FILE_KEYS
        assert file["status"] in {"loaded", "unchanged", "rejected", "unrecognised"}
        assert isinstance(file["rows"], int) and isinstance(file["observations"], int)
        has_error = any(finding["severity"] == "error" for finding in file["findings"])
        assert has_error == (file["status"] in {"rejected", "unrecognised"})
        for finding in file["findings"]:
            assert set(finding) == FINDING_KEYS
            assert finding["rule"] in RULES
            assert finding["line"] is None or finding["line"] >= 1
            assert finding["column"] is None or isinstance(finding["column"], str)
            assert isinstance(finding["found"], str)


def every_finding(loaded: Loaded) -> Iterator[Any]:
    for file in loaded.answer.files:
        yield from file.findings


def test_messages_are_whole_sentences_in_both_languages(loaded: Loaded) -> None:
    for finding in every_finding(loaded):
        de, en = finding.message("de"), finding.message("en")
        assert de != en
        for text in (de, en):
            assert not re.search(r"[{}]|None|nan\b|\(\)|„“|“”|  ", text), text
            assert text.endswith("."), text
        if finding.severity is Severity.ERROR:
            assert re.search(r"[Bb]itte|Erlaubt", de), de
            assert re.search(r"[Pp]lease|Allowed", en), en


def test_people_read_the_same_as_programs(loaded: Loaded) -> None:
    text = as_text(loaded.answer)
    for case, path in loaded.paths.items():
        assert str(path) in text
        assert f"[{case.rule}]" in text
    assert "abgelehnt" in text and text.endswith("Veröffentlichung 1 ist in Kraft.")


# Rules that need a machine that does something ----


def test_a_file_beyond_all_measure_is_refused_before_it_is_read(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "export.csv"
    path.touch()
    os.truncate(path, loader.MOST_BYTES + 1)  # sparse: takes no place on the disk
    answer = load([path], home=tmp_path / "home", catalogue=catalogue, corrections=Corrections())
    (finding,) = answer.files[0].findings
    assert (answer.publication, answer.files[0].status, finding.rule) == (None, "rejected", "too-large")
    assert "537 MB" in finding.message() and "nach Zeiträumen aufteilen" in finding.message()


def test_a_file_that_grows_while_it_is_read_is_refused_and_loads_the_next_time(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sent(tmp_path / "eingang", "Spandau von Berlin Vornamen 2018.csv", NAMES)
    good = sent(tmp_path / "eingang", "Pankow von Berlin Vornamen 2018.csv", NAMES)
    copy: Callable[..., Any] = shutil.copyfile

    def slowly(source: Path, target: Path) -> None:
        copy(source, target)
        if source == path:
            with path.open("a", encoding="utf-8") as handle:
                handle.write("4;Ben;m;1\n")

    home = tmp_path / "home"
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfile", slowly)
        answer = load([path, good], home=home, catalogue=catalogue, corrections=Corrections())
    changed, whole = answer.files
    assert (changed.status, whole.status, answer.publication) == ("rejected", "loaded", 1)
    (finding,) = changed.findings
    assert finding.rule == "changed-while-reading" and "neu laden" in finding.message()
    again = load([path], home=home, catalogue=catalogue, corrections=Corrections())
    assert (again.files[0].status, again.publication) == ("loaded", 2)
