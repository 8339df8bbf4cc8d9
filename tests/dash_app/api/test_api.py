"""Do programs get what people get from the pages, and a reason where they get nothing?"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as parquet
import pytest

from tests.person import Person
from tests.web import Site

ROOT = Path(__file__).parents[3]
SURVEY = "ba_kundenzufriedenheit_service"
API = "/api/v1/"


@pytest.fixture(scope="module")
def listed(berlin: Path) -> Any:
    """The publications at the command line, asked before a server of this process keeps the files open."""
    return Person(berlin).json("publications")


@pytest.fixture(scope="module")
def site(berlin: Path, listed: Any) -> Site:
    return Site(berlin)


def got(site: Site, address: str, code: int = 200, **headers: str) -> Any:
    answer = site.client.get(API + address, headers=headers)
    assert answer.status_code == code, answer.get_data(as_text=True)
    return answer


def test_values_are_those_of_the_command_line_in_every_form(site: Site, berlin: Path) -> None:
    expected = Person(berlin).values("--indicator", SURVEY, "--level", "quarter")
    assert any(record["status"] == "suppressed" for record in expected)
    asked = f"values?indicator={SURVEY}&level=quarter"
    assert got(site, asked).get_json() == expected
    content = got(site, asked, Accept="text/csv").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [row["value"] and float(row["value"]) for row in rows] == [
        "" if r["value"] is None else r["value"] for r in expected
    ]
    table = parquet.read_table(io.BytesIO(got(site, asked + "&format=parquet").data)).to_pylist()
    assert [row["value"] for row in table] == [record["value"] for record in expected]
    assert [row["flags"] for row in table] == [record["flags"] for record in expected]
    sheet = openpyxl.load_workbook(io.BytesIO(got(site, asked + "&format=xlsx").data)).worksheets[0]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    shown = {round(value, 9) for value in cells if isinstance(value, int | float)}
    assert {round(r["value"], 9) for r in expected if r["value"] is not None} <= shown


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("&district=05&period=2024-Q4", ("--district", "05", "--period", "2024-Q4")),
        (
            "&district=05,06&from=2024-Q1&to=2024-Q2",
            "--district 05 --district 06 --from 2024-Q1 --to 2024-Q2",
        ),
        ("&publication=1&level=year", ("--publication", "1", "--level", "year")),
        ("&indicator=ctx_einwohner", ("--indicator", "ctx_einwohner")),
    ],
)
def test_a_choice_is_the_same_choice_as_at_the_command_line(
    site: Site, berlin: Path, address: str, words: Any
) -> None:
    listed = words.split() if isinstance(words, str) else words
    asked = f"values?indicator={SURVEY}{address}"
    assert got(site, asked).get_json() == Person(berlin).values("--indicator", SURVEY, *listed)


@pytest.mark.parametrize("name", ["agreements", "indicators", "districts", "periods", "publications"])
def test_lists_are_the_same_as_json_and_as_csv(site: Site, name: str) -> None:
    records = got(site, name).get_json()
    rows = list(csv.reader(io.StringIO(got(site, f"{name}?format=csv").get_data(as_text=True), newline="")))
    assert records and rows[0] == list(records[0]) and len(rows) == len(records) + 1


def test_publications_are_listed_as_at_the_command_line(site: Site, listed: Any) -> None:
    assert got(site, "publications").get_json() == listed


def test_the_description_names_every_address_and_parameter(site: Site) -> None:
    described = got(site, "openapi.json").get_json()
    assert described["openapi"].startswith("3.1")
    for path, item in described["paths"].items():
        for parameter in item["get"]["parameters"]:
            assert parameter["description"]
        if path != "/values":
            got(site, path.removeprefix("/"))
    keys = set(described["components"]["schemas"]["Value"]["properties"])
    assert keys == set(got(site, f"values?indicator={SURVEY}").get_json()[0])


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("einhorn", 404, "values"),
        ("", 404, "agreements"),
        ("values", 400, "indicator"),
        ("values?indicator=ba_einhorn", 400, "ba_einhorn"),
        (f"values?indicator={SURVEY}&district=99", 400, "99"),
        (f"values?indicator={SURVEY}&period=gestern", 400, "gestern"),
        (f"values?indicator={SURVEY}&level=woche", 400, "quarter"),
        (f"values?indicator={SURVEY}&farbe=rot", 400, "farbe"),
        (f"values?indicator={SURVEY}&format=xml", 400, "parquet"),
        ("districts?format=parquet", 400, "json, csv"),
        ("districts?publication=-1", 400, "-1"),
        ("districts?publication=77", 404, "77"),
        ("districts?publication=1&publication=2", 400, "1, 2"),
    ],
)
def test_a_question_without_answer_gets_a_problem_document(
    site: Site, address: str, code: int, said: str
) -> None:
    answer = got(site, address, code)
    assert answer.mimetype == "application/problem+json"
    problem = json.loads(answer.data)
    assert (problem["status"], problem["type"]) == (code, "about:blank")
    assert said in problem["detail"] and problem["title"] and problem["instance"].startswith(API)


def test_forms_that_nobody_has_and_other_methods_are_refused(site: Site) -> None:
    assert got(site, "districts", 406, Accept="image/png").mimetype == "application/problem+json"
    posted = site.client.post(API + "values")
    assert posted.status_code == 405 and posted.mimetype == "application/problem+json"


def test_who_asks_again_for_the_same_gets_nothing_new(site: Site) -> None:
    tag = got(site, "districts").headers["ETag"]
    again = site.client.get(API + "districts", headers={"If-None-Match": tag})
    assert again.status_code == 304 and not again.data


def test_before_the_first_publication_the_interface_says_so(tmp_path: Path) -> None:
    empty = Site(tmp_path / "leer")
    assert got(empty, "districts", 503).mimetype == "application/problem+json"
    assert got(empty, "publications").get_json() == []
    assert empty.client.get("/datenpaket.zip").status_code == 503


def test_the_open_data_package_is_the_one_of_the_command_line(
    site: Site, berlin: Path, tmp_path: Path
) -> None:
    answer = site.client.get("/datenpaket.zip")
    assert answer.status_code == 200 and answer.mimetype == "application/zip"
    assert Person(berlin).run("package", "--out", tmp_path / "a.zip").exit_code == 0
    assert answer.data == (tmp_path / "a.zip").read_bytes()
    earlier = site.client.get("/datenpaket.zip?stand=1")
    with zipfile.ZipFile(io.BytesIO(earlier.data)) as archive:
        assert json.loads(archive.read("datapackage.json"))["version"] == "1.0.0"
