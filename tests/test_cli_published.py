"""Does the command line give out what was published: whole, filtered, in every format, from every state?"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from openpyxl import load_workbook

from dash_app.commands.values import FORMATS
from tests.etl.sources.clerks import sent
from tests.person import CHILDREN, LIST, SPANDAU, Person

RECORD = [
    "indicator", "district", "district_name", "period", "period_start", "period_end", "level", "value",
    "unit", "numerator", "denominator", "target", "status", "flags", "publication",
]  # fmt: skip


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "home")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """Somebody whose home has two publications; nothing is changed in it."""
    folder = tmp_path_factory.mktemp("eingang")
    made = Person(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("ZIELBLICK_")]:
            patch.delenv(name)
        for number, count in enumerate((9, 12), 1):
            file = sent(folder / str(number), SPANDAU, LIST.format(count))
            assert made.run("load", file, "--note", f"Lieferung {number}").exit_code == 0
        yield made


# publications and rollback ----


def test_publications_are_listed_newest_last(reader: Person) -> None:
    listing = reader.json("publications")
    assert [(p["number"], p["current"], p["files"], p["note"]) for p in listing] == [
        (1, False, 1, "Lieferung 1"),
        (2, True, 1, "Lieferung 2"),
    ]
    assert all(p["created"].startswith("20") and "T" in p["created"] for p in listing)
    lines = reader.run("publications").stdout.splitlines()
    assert len(lines) == 2 and lines[1].startswith("*")


def test_before_the_first_publication_all_questions_have_an_answer(person: Person) -> None:
    assert person.json("publications") == []
    assert "noch nichts veröffentlicht" in person.run("publications").stdout
    assert person.values("--indicator", CHILDREN) == []
    done = person.run("rollback", 1)
    assert done.exit_code == 1 and "Es gibt keine Veröffentlichung 1" in done.stderr


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_before_the_first_publication_no_broken_file_is_written(
    person: Person, tmp_path: Path, form: str
) -> None:
    out = tmp_path / f"werte.{form}"
    done = person.run("values", "--indicator", CHILDREN, "--format", form, "--out", out)
    assert done.exit_code == 1 and "noch nichts veröffentlicht" in done.stderr
    assert not out.exists()


def test_rollback_is_a_new_publication_that_says_so(person: Person, tmp_path: Path) -> None:
    for number, count in enumerate((9, 12), 1):
        person.json("load", sent(tmp_path / str(number), SPANDAU, LIST.format(count)))
    done = person.run("rollback", 1, "--note", "falsche Datei")
    assert done.exit_code == 0 and "Veröffentlichung 3 ist in Kraft" in done.stdout
    newest = person.json("publications")[-1]
    assert (newest["number"], newest["current"]) == (3, True)
    assert newest["note"] == "Rückkehr zu Veröffentlichung 1: falsche Datei"
    (now,) = person.values("--indicator", CHILDREN, "--district", "05")
    assert (now["value"], now["publication"]) == (9, 3)
    (pinned,) = person.values("--indicator", CHILDREN, "--district", "05", "--publication", 2)
    assert (pinned["value"], pinned["flags"]) == (12, ["revised"])


def test_rollback_to_a_number_that_is_not_there_names_those_that_are(reader: Person) -> None:
    done = reader.run("rollback", 77)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "77" in done.stderr and "1, 2" in done.stderr


# values ----


def test_records_are_what_interfaces_promise(reader: Person) -> None:
    records = reader.values("--indicator", CHILDREN)
    assert [list(record) for record in records] == [RECORD] * 13
    assert [record["district"] for record in records] == [f"{n:02}" for n in range(13)]
    spandau = records[5]
    assert spandau["district_name"] == "Spandau"
    assert (spandau["value"], spandau["level"], spandau["period"]) == (12, "year", "2019")
    assert (spandau["period_start"], spandau["period_end"]) == ("2019-01-01", "2019-12-31")
    assert (spandau["publication"], spandau["flags"]) == (2, ["revised"])
    assert "incomplete" in records[0]["flags"]
    assert (records[1]["value"], records[1]["status"]) == (None, "no_data")


def test_all_formats_say_the_same(reader: Person, tmp_path: Path) -> None:
    asked = ("--indicator", CHILDREN, "--district", "05", "--district", "01")
    files = {form: tmp_path / f"werte.{form}" for form in FORMATS}
    for form, file in files.items():
        done = reader.run("values", *asked, "--format", form, "--out", file)
        assert (done.exit_code, done.stdout) == (0, ""), done.output
    from_json = json.loads(files["json"].read_text(encoding="utf-8"))
    assert [(record["district"], record["value"]) for record in from_json] == [("01", None), ("05", 12)]
    from_parquet = parquet.read_table(files["parquet"]).to_pylist()
    assert [(row["district"], row["value"]) for row in from_parquet] == [("01", None), ("05", 12.0)]
    assert set(RECORD) <= set(from_parquet[0])
    text = files["csv"].read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    assert [(row["district"], row["value"]) for row in rows] == [("01", ""), ("05", "12")]
    book = load_workbook(files["xlsx"], read_only=True, data_only=True)
    cells = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert any("Spandau" in row and 12 in row for row in cells)
    table = files["table"].read_text(encoding="utf-8")
    assert "Spandau" in table and "12" in table


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--period", "2019"), 13),
        (("--period", "2018"), 0),
        (("--from", "2019", "--to", "2019"), 13),
        (("--from", "2020"), 0),
        (("--to", "2018"), 0),
        (("--level", "year"), 13),
        (("--level", "month"), 0),
        (("--district", "05"), 1),
        (("--district", "00", "--district", "05"), 2),
        (("--publication", "1"), 13),
    ],
    ids=str,
)
def test_filters_keep_what_was_asked_for(reader: Person, words: tuple[str, ...], count: int) -> None:
    assert len(reader.values("--indicator", CHILDREN, *words)) == count


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--indicator", "sta_kinder"), "sta_kinder"),
        (("--indicator", CHILDREN, "--district", "13"), "„13“"),
        (("--indicator", CHILDREN, "--period", "gestern"), "„gestern“ ist kein Zeitraum"),
        (("--indicator", CHILDREN, "--from", "2019-Q7"), "„2019-Q7“"),
    ],
)
def test_an_unknown_word_is_wrong_usage_and_named(reader: Person, words: tuple[str, ...], said: str) -> None:
    done = reader.run("values", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize("number", ["77", "0", "-1"])
def test_a_publication_that_is_not_there_is_told(reader: Person, number: str) -> None:
    done = reader.run("values", "--indicator", CHILDREN, "--publication", number)
    assert done.exit_code == 1
    assert done.stdout == "" and number in done.stderr


def test_a_file_that_cannot_be_written_is_told(reader: Person, tmp_path: Path) -> None:
    done = reader.run("values", "--indicator", CHILDREN, "--out", tmp_path / "nirgends" / "a.csv")
    assert done.exit_code in (1, 2)
    assert "nirgends" in done.stderr and "Traceback" not in done.stderr


def test_the_chain_of_a_figure_that_was_reported_as_such_has_no_sums(reader: Person) -> None:
    found = reader.json("explain", "--indicator", "ba_krankenquote", "--period", "2024")
    assert found["formula"] | {"way": ""} == {
        "kind": "reported", "expression": "reported", "scale": 100, "way": "", "terms": [],
        "numerator": None, "denominator": None, "agrees": True,
    }  # fmt: skip
    assert found["status"] == found["figure"]["status"]
