"""Does a workbook say as text what a clerk sees, and is a bad one refused?"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from etl.source import Unreadable
from etl.sources import _archive, _sheets
from etl.sources._cell_text import cell_text
from etl.sources._sheets import glance, mirror, read_workbook, sheets_of

CONTENT = "xl/worksheets/sheet1.xml"


def workbook(path: Path, *rows: Sequence[object]) -> Path:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def rewritten(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one part changed."""
    source = zipfile.ZipFile(BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = source.read(part)
            target.writestr(part, change(content) if part == name else content)
    return path


def swapped(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """A change of one text into another."""
    return lambda content: content.replace(old, new)


def refusal(path: Path) -> tuple[str, str]:
    """Rule and reason of the refusal of a workbook."""
    with pytest.raises(Unreadable) as raised:
        read_workbook(path)
    (finding,) = raised.value.findings
    assert finding.message("de") != finding.message("en")
    return finding.rule, finding.found


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12.0, "General", "12"),
        (1234.5, "#,##0.00", "1234,5"),
        (0.1 + 0.2, "General", "0,3"),
        (-3, "General", "-3"),
        (1e20, "General", "100000000000000000000"),
        (0.07, "0%", "7 %"),
        (0.125, "0.0%", "12,5 %"),
        (5, '0 "% der Fälle"', "5"),
        (date(2024, 3, 31), "dd.mm.yyyy", "2024-03-31"),
        (datetime(2024, 3, 31), "dd.mm.yyyy", "2024-03-31"),
        (datetime(2024, 3, 1), "mmm\\ yy", "2024-03"),
        (datetime(2024, 3, 1), "mm/yyyy", "2024-03"),
        (datetime(2024, 3, 31, 8, 30), "dd.mm.yyyy hh:mm", "2024-03-31 08:30"),
        (time(3, 30), "hh:mm", "03:30"),
        (time(0, 3, 30), "mm:ss", "00:03:30"),
        (timedelta(hours=26, minutes=15), "[h]:mm:ss", "26:15:00"),
        (True, "General", "WAHR"),
        ("  Häuser\xa0 ", "General", "Häuser"),
        ("01", "General", "01"),
        (None, "General", ""),
    ],
)
def test_a_cell_reads_as_a_clerk_sees_it(value: object, number_format: str, text: str) -> None:
    assert cell_text(value, number_format) == text


def test_rows_keep_their_number_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["Titel"], [], [None, None], [None, 12.0, None])
    (sheet,) = read_workbook(path).sheets
    assert [(row.number, row.cells) for row in sheet.rows] == [(1, ("Titel",)), (4, ("", "12"))]
    assert sheet.rows[1][1] == "12" and sheet.rows[1][99] == ""


def test_a_formula_reads_as_its_result_which_is_said_and_without_one_it_is_an_error(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [2, 3, "=SUM(A1:B1)", "=A1*2"])
    result = re.compile(rb"(<f>SUM\(A1:B1\)</f>)<v ?/?>(</v>)?")
    rewritten(path, CONTENT, lambda xml: result.sub(rb"\1<v>5</v>", xml))
    found = read_workbook(path)
    assert found.sheets[0].rows[0].cells == ("2", "3", "5")
    assert [(f.rule, f.found, f.line, f.column) for f in found.findings] == [
        ("formula", "5", 1, "C"),
        ("formula-without-result", "=A1*2", 1, "D"),
    ]


def test_hidden_sheets_are_marked_and_not_mirrored(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "sichtbar"
    book.create_sheet("Liste").sheet_state = "veryHidden"
    book["Liste"]["A1"] = "verborgen"
    book.save(tmp_path / "a.xlsx")
    found = read_workbook(tmp_path / "a.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in found.sheets] == [("Sheet", False), ("Liste", True)]
    assert mirror(found)["A"].to_pylist() == ["sichtbar"]


def test_the_mirror_holds_all_that_the_sheets_say(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["a", None, 1.5])
    book.create_sheet("Zwei").append([None, "b"])
    book.save(tmp_path / "a.xlsx")
    found = read_workbook(tmp_path / "a.xlsx")
    table = mirror(found)
    assert table.column_names == ["line", "sheet", "A", "B", "C"]
    assert sheets_of(table) == list(found.sheets)


def test_an_empty_workbook_is_an_empty_mirror(tmp_path: Path) -> None:
    table = mirror(read_workbook(workbook(tmp_path / "a.xlsx")))
    assert table.num_rows == 0 and sheets_of(table) == []


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["a", "b"], ["c", "d"])
    for before, wrong in pairwise((b"A1:B2", b"A1:XFD1048576", b"A1:A1")):
        rewritten(path, CONTENT, swapped(before, wrong))
        assert [row.cells for row in read_workbook(path).sheets[0].rows] == [("a", "b"), ("c", "d")]


def test_a_single_cell_far_out_is_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["XFD100000"] = "weit draußen"
    book.save(tmp_path / "a.xlsx")
    (row,) = read_workbook(tmp_path / "a.xlsx").sheets[0].rows
    assert row.number == 100_000 and row[16_383] == "weit draußen"


def test_a_workbook_says_when_it_was_made_or_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.properties.created = datetime(2016, 5, 2, 9, 30)
    book.save(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx").created == datetime(2016, 5, 2, 9, 30)
    rewritten(
        tmp_path / "a.xlsx", "docProps/core.xml", lambda xml: xml.replace(b"dcterms:created", b"dcterms:x")
    )
    assert read_workbook(tmp_path / "a.xlsx").created is None


# Files that are no good ----


def test_a_locked_workbook_says_that_it_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    assert refusal(path) == ("unreadable", "mit einem Kennwort geschützt")


def test_an_old_workbook_names_the_format_that_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert ".xlsx" in refusal(path)[1]


def test_another_office_format_names_the_format_that_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert ".xlsx" in refusal(path)[1]


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.95])
def test_a_workbook_cut_off_on_the_way_is_refused(tmp_path: Path, kept: float) -> None:
    path = workbook(tmp_path / "a.xlsx", ["a"])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert refusal(path) == ("unreadable", "beschädigt oder unvollständig")
    assert glance(path, content[:100]) == ()


def test_damage_anywhere_never_ends_in_another_error(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", *[[n, "Text", 1.5] for n in range(30)])
    content = path.read_bytes()
    chance = random.Random(7)
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(5):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged)
        try:
            read_workbook(path)
        except Unreadable as refused:
            assert {finding.rule for finding in refused.findings} <= {"unreadable", "too-large"}


@pytest.mark.parametrize("part", [CONTENT, "xl/workbook.xml", "xl/styles.xml"])
def test_a_part_that_is_no_xml_is_refused(tmp_path: Path, part: str) -> None:
    path = rewritten(workbook(tmp_path / "a.xlsx", ["a"]), part, lambda xml: b"<worksheet><sheetData><row")
    assert refusal(path)[0] == "unreadable"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["a"])
    rewritten(path, CONTENT, lambda xml: xml + b" " * (_archive.MAX_UNPACKED + 1))
    assert path.stat().st_size < 1_000_000
    assert refusal(path)[0] == "too-large"


def test_more_cells_than_any_report_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sheets, "MAX_CELLS", 50)
    path = workbook(tmp_path / "a.xlsx", *[["a", "b"] for _ in range(30)])
    assert refusal(path)[0] == "too-large"


def test_a_file_beyond_the_limit_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_archive, "MAX_BYTES", 1000)
    assert refusal(workbook(tmp_path / "a.xlsx", ["a"]))[0] == "too-large"


def test_entities_that_grow_without_end_are_refused(tmp_path: Path) -> None:
    entities = b"".join(b'<!ENTITY x%d "%s">' % (n, b"&x%d;" % (n - 1) * 10) for n in range(1, 12))
    bomb = b'<!DOCTYPE x [<!ENTITY x0 "ha">' + entities + b"]>"
    text = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&x11;</t></is></c></row>'

    def change(xml: bytes) -> bytes:
        start = xml.index(b"<worksheet")
        return xml[:start] + bomb + xml[start:].replace(b"<sheetData>", b"<sheetData>" + text)

    path = rewritten(workbook(tmp_path / "a.xlsx", ["a"]), CONTENT, change)
    assert refusal(path)[0] == "active-content"


def test_a_glance_sees_a_file_anew_when_it_changed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["eins"])
    assert glance(path, path.read_bytes()) == (("Sheet", ("eins",)),)
    workbook(path, ["zwei", "drei"])
    assert glance(path, path.read_bytes()) == (("Sheet", ("zwei", "drei")),)
    assert glance(path, b"anzahl;vorname") == ()
    assert glance(tmp_path / "nowhere.xlsx", b"PK\x03\x04") == ()
