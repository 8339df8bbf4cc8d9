"""Do all files say the same as the pages, and can people and programs read them?"""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from dash_app.access import DEMO_VIEWER as ME
from dash_app.exports import FORMATS, MEDIA_TYPES, RECORD_KEYS, export, to_record
from dash_app.exports.files import Format
from dash_app.queries import figures
from dash_app.store import Snapshot, Store
from schemas.observation import Figure
from tests.dash_app.publication_files import (
    Place,
    catalogue,
    indicator,
    share,
    value,
    words,
    write_publication,
)

TARGET = {"from": "2016-01-01", "value": 10, "tolerance": 2}
IDS = ["q", "band", "warten", "klein"]


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    write_publication(
        tmp_path,
        catalogue(
            indicator(
                "q",
                title=words("Terminausfallquote", "No-show rate"),
                polarity="lower_is_better",
                targets=[TARGET],
                sources=["quelle"],
            ),
            indicator(
                "band",
                polarity="band",
                targets=[{"from": "2016-01-01", "lower": 85, "upper": 90.5, "source": "quelle"}],
            ),
            indicator("warten", value={"sum": "tage"}, unit="Tage", polarity="lower_is_better"),
            indicator("klein", min_cases=20, levels=["month"]),
        ),
        [
            share("q", "04", "2016-04", 16, 100, demo=True),
            share("q", "00", "2016-04", 1234567, 98765432),
            value("q", "01", "2016-04"),
            share("band", "04", "2016-04", 87.5, 100),
            value("warten", "02", "2016-04", None, state="text", text="=HYPERLINK(8-12 Wochen)"),
            value("warten", "03", "2016-04", None, state="nothing", text="-"),
            value("warten", "04", "2016-04", 1234.5),
            share("klein", "04", "2016-04", 3, 7),
        ],
        number=3,
        created=datetime(2024, 4, 12, 9, 30),
    )
    return Store(Place(tmp_path)).open()


def listed(snapshot: Snapshot, *ids: str) -> list[Figure]:
    return figures(snapshot, ME, indicators=ids or IDS)


def rows(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_record_is_what_programs_were_promised(snapshot: Snapshot) -> None:
    record = next(to_record(f, snapshot) for f in listed(snapshot, "q") if f.district == "04")
    assert record == {
        "indicator": "q",
        "district": "04",
        "district_name": "Charlottenburg-Wilmersdorf",
        "period": "2016-04",
        "period_start": "2016-04-01",
        "period_end": "2016-04-30",
        "level": "month",
        "value": 16.0,
        "unit": "%",
        "numerator": 16,
        "denominator": 100,
        "target": 10.0,
        "status": "missed",
        "flags": ["demo"],
        "publication": 3,
    }
    assert tuple(record) == RECORD_KEYS


def test_json_writes_whole_cases_without_a_fraction_and_missing_as_null(snapshot: Snapshot) -> None:
    content = export(listed(snapshot), snapshot, "json").decode()
    assert '"numerator": 16,' in content
    assert '"value": 16.0,' in content
    records = {(r["indicator"], r["district"]): r for r in json.loads(content)}
    assert (records["q", "01"]["value"], records["q", "01"]["status"]) == (None, "no_data")
    assert records["band", "04"]["target"] == [85.0, 90.5]
    assert records["band", "04"]["numerator"] == 87.5
    assert records["warten", "04"]["target"] is None
    hidden = records["klein", "04"]
    assert (hidden["value"], hidden["numerator"], hidden["denominator"]) == (None, None, None)
    assert hidden["status"] == "suppressed"


def test_nothing_is_an_empty_list_or_a_file_with_its_head(snapshot: Snapshot) -> None:
    assert json.loads(export([], snapshot, "json")) == []
    assert rows(export([], snapshot, "csv")) == []
    assert export([], snapshot, "table").decode() == "Zu dieser Auswahl gibt es keine Werte.\n"
    assert pq.read_table(io.BytesIO(export([], snapshot, "parquet"))).num_rows == 0
    assert openpyxl.load_workbook(io.BytesIO(export([], snapshot, "xlsx"))).worksheets[0].max_row == 1


def test_csv_has_the_german_form(snapshot: Snapshot) -> None:
    content = export(listed(snapshot), snapshot, "csv")
    assert content.startswith("\ufeffindicator;district;district_name;period;".encode())
    assert b"\r\n" in content
    found = {(row["indicator"], row["district"]): row for row in rows(content)}
    assert (found["q", "04"]["value"], found["q", "04"]["numerator"]) == ("16", "16")
    assert found["q", "00"]["value"] == repr(100 * 1234567 / 98765432).replace(".", ",")
    assert found["warten", "04"]["value"] == "1234,5"
    assert (found["band", "04"]["target"], found["band", "04"]["target_upper"]) == ("", "90,5")
    assert (found["q", "01"]["value"], found["q", "04"]["period_start"]) == ("", "2016-04-01")
    assert found["q", "04"]["flags"] == "demo"


def test_words_from_a_delivery_are_no_formula_in_a_spreadsheet(snapshot: Snapshot) -> None:
    found = {
        row["district"]: row["text"] for row in rows(export(listed(snapshot, "warten"), snapshot, "csv"))
    }
    assert found["02"] == "'=HYPERLINK(8-12 Wochen)"
    assert found["03"] == "-", "an official sign stays as it is"
    sheet = openpyxl.load_workbook(
        io.BytesIO(export(listed(snapshot, "warten"), snapshot, "xlsx"))
    ).worksheets[0]
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []


@pytest.mark.parametrize(
    ("language", "title", "period", "status"),
    [("de", "Kennzahl", "April 2016", "verfehlt"), ("en", "Indicator", "April 2016", "missed")],
)
def test_csv_can_speak_to_people(
    snapshot: Snapshot, language: str, title: str, period: str, status: str
) -> None:
    found = rows(export(listed(snapshot, "q")[-1:], snapshot, "csv", language=language))[0]
    assert next(iter(found)) == title
    assert found["Zeitraum" if language == "de" else "Period"] == period
    assert found["Status"].casefold() == status


def test_a_workbook_has_real_numbers_days_a_frozen_head_and_definitions(snapshot: Snapshot) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(listed(snapshot), snapshot, "xlsx")))
    values, definitions = book.worksheets
    assert (values.title, values.freeze_panes) == ("Werte (Demonstration)", "B2")
    head = [cell.value for cell in values[1]]
    cells = {name: values.cell(4, at + 1) for at, name in enumerate(head)}
    assert cells["Bezirk"].value == "04"
    assert (cells["Wert"].value, cells["Wert"].number_format) == (16, "#,##0.0")
    assert cells["Zähler"].number_format == "#,##0"
    assert (cells["Beginn"].value, cells["Beginn"].number_format) == (datetime(2016, 4, 1), "DD.MM.YYYY")
    text = "\n".join(str(cell.value) for row in definitions.iter_rows() for cell in row if cell.value)
    for word in (
        "Veröffentlichung 3",
        "Erfundene Zahlen",
        "Terminausfallquote",
        "Quelle",
        "Beispiel",
        "85,0–90,5",
    ):
        assert word in text, word


def test_the_table_for_the_terminal_is_aligned_and_german(snapshot: Snapshot) -> None:
    lines = export(listed(snapshot, "q", "klein", "band"), snapshot, "table").decode().splitlines()
    assert lines[0] == "Terminausfallquote (q), Veröffentlichung 3"
    line = next(line for line in lines if "Charlottenburg" in line)
    assert line.split("  ")[0] == "April 2016"
    assert "16,0\u00a0%" in line
    assert "Demo" in line
    ends = {text.index("%") for text in lines if "\u00a0%" in text and "2016" in text}
    assert any("85,0–90,5" in text for text in lines)
    assert len(ends) <= 2, "values end in the same column of a block"


def test_parquet_keeps_types_and_the_publication(snapshot: Snapshot) -> None:
    table = pq.read_table(io.BytesIO(export(listed(snapshot), snapshot, "parquet")))
    first = table.to_pylist()[0]
    assert first["period_start"] == date(2016, 4, 1)
    assert first["flags"] == []
    assert table.schema.metadata[b"publication"] == b"3"
    assert str(table.schema.field("value").type) == "double"


def test_every_format_holds_the_same_values(snapshot: Snapshot) -> None:
    found = listed(snapshot)
    expected = [f.value for f in found]
    book = openpyxl.load_workbook(io.BytesIO(export(found, snapshot, "xlsx"))).worksheets[0]
    column = [cell.value for cell in book[1]].index("Wert") + 1
    numbers: dict[str, list[Any]] = {
        "json": [r["value"] for r in json.loads(export(found, snapshot, "json"))],
        "csv": [
            float(r["value"].replace(",", ".")) if r["value"] else None
            for r in rows(export(found, snapshot, "csv"))
        ],
        "parquet": pq.read_table(io.BytesIO(export(found, snapshot, "parquet"))).column("value").to_pylist(),
        "xlsx": [book.cell(row, column).value for row in range(2, len(found) + 2)],
    }
    for form, values in numbers.items():
        assert values == expected, form


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_a_media_type_and_content(snapshot: Snapshot, form: Format) -> None:
    assert MEDIA_TYPES[form]
    assert len(export(listed(snapshot, "q"), snapshot, form)) > 100


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_figures_give_the_same_bytes(snapshot: Snapshot, form: Format) -> None:
    once, again = (export(listed(snapshot), snapshot, form) for _ in range(2))
    assert once == again
