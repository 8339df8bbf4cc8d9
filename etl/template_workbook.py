"""How does a template look as a workbook?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from etl.sources._columns import DEMO
from etl.template_texts import explanations

DATA, HINTS, LISTS = "Meldung", "Ausfüllhinweise", "Listen"
_EMPTY_ROWS = 200
"""Rows to fill in where a template has none of its own."""
_WIDEST, _NARROWEST = 70, 12
_DARK, _LIGHT, _INPUT, _RED = "0C2753", "E1EAF5", "FFFBE6", "B00020"
_LINE = Side(style="thin", color="8A8F98")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CHOICES = {
    "bezirk": "Bezirke",
    "district": "Bezirke",
    "berichtszeitraum": "Zeitraeume",
    "quartal": "Zeitraeume",
}
_WIDTHS = {
    "kennung": 26,
    "wert": 16,
    "bemerkung": 40,
    "hinweis": 40,
    "note": 40,
    "bezirk": 26,
    "district": 26,
}
"""Characters that a column has room for at least."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Content of a template, whatever the format."""

    title: str
    head: tuple[tuple[str, str], ...]
    """Labels and values above the table; columns in front of the others in CSV."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    fill: tuple[int, ...]
    """Indexes of the columns that people fill in; the others are locked."""
    kind: str
    """`form`, `survey` or `list`: which explanations go with it."""
    demo: bool = False
    examples: tuple[tuple[str, ...], ...] = ()
    """Rows as they could be filled in, for the explanations."""
    explained: tuple[tuple[str, ...], ...] = ()
    """What the rows mean, such as the wording of questions."""


def write_workbook(sheet: Sheet, path: Path, districts: Sequence[str], periods: Sequence[str]) -> None:
    """Write a template as XLSX: the form, its explanations, and the hidden lists to choose from."""
    book = Workbook()
    data = book.worksheets[0]
    data.title = DATA
    _write_lists(book, {"Bezirke": districts, "Zeitraeume": periods})
    _write_data(data, sheet)
    _write_hints(
        book.create_sheet(HINTS, 1),
        explanations(sheet.kind, sheet.title, sheet.columns, sheet.examples, sheet.explained),
    )
    book.save(path)


def _write_lists(book: Workbook, lists: dict[str, Sequence[str]]) -> None:
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for column, (name, words) in enumerate(lists.items(), 1):
        for row, word in enumerate(words, 1):
            sheet.cell(row, column, word)
        letter = get_column_letter(column)
        book.defined_names[name] = DefinedName(name, attr_text=f"{LISTS}!${letter}$1:${letter}${len(words)}")


def _write_data(sheet: Worksheet, content: Sheet) -> None:
    """Write the sheet that people fill in."""
    header = _write_head(sheet, content) + 1
    for column, name in enumerate(content.columns, 1):
        cell = sheet.cell(header, column, name)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=_DARK)
    rows = content.rows or tuple(("",) * len(content.columns) for _ in range(_EMPTY_ROWS))
    for number, cells in enumerate(rows, header + 1):
        for column, text in enumerate(cells, 1):
            sheet.cell(number, column, text or None)
            if column - 1 in content.fill:
                _open(sheet, number, column)
            else:
                sheet.cell(number, column).fill = PatternFill("solid", fgColor=_LIGHT)
    for column, name in enumerate(content.columns, 1):
        letter = get_column_letter(column)
        if name in _CHOICES:
            _choose(sheet, name, f"{letter}{header + 1}:{letter}{header + len(rows)}")
        longest = max(_WIDTHS.get(name, 0), len(name), *(len(cells[column - 1]) for cells in rows))
        sheet.column_dimensions[letter].width = min(max(longest + 2, _NARROWEST), _WIDEST)
    _finish(sheet, header)


def _write_head(sheet: Worksheet, content: Sheet) -> int:
    """Write title, mark of demonstration data and head; return the number of the next free row."""
    sheet.cell(1, 1, content.title).font = Font(bold=True, size=14, color=_DARK)
    row = 2
    if content.demo:
        sheet.cell(row, 1, DEMO).font = Font(bold=True, color=_RED)
        row += 1
    for label, value in content.head:
        sheet.cell(row, 1, label.capitalize()).font = Font(bold=True)
        cell = sheet.cell(row, 2, value or None)
        if label in _CHOICES:
            _open(sheet, row, 2)
            _choose(sheet, label, cell.coordinate)
        row += 1
    return row


def _finish(sheet: Worksheet, header: int) -> None:
    """Lock the labels, keep the header in sight and fit the print to one page in width."""
    sheet.freeze_panes = f"A{header + 1}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{header}:{header}"


def _open(sheet: Worksheet, row: int, column: int) -> None:
    """Make a cell one to fill in; as text, so that Excel does not turn 8-12 into a date."""
    cell = sheet.cell(row, column)
    cell.protection = Protection(locked=False)
    cell.number_format = "@"
    cell.fill, cell.border = PatternFill("solid", fgColor=_INPUT), _FRAME
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _choose(sheet: Worksheet, name: str, cells: str) -> None:
    """Offer a list for cells; other spellings are asked back, not refused, for the reader knows many."""
    choice = DataValidation(type="list", formula1=_CHOICES[name], allow_blank=True, showErrorMessage=True)
    choice.errorStyle = "warning"
    choice.errorTitle = "Nicht in der Liste"
    choice.error = "Der Eintrag steht nicht in der Liste. Trotzdem übernehmen?"
    choice.add(cells)
    sheet.add_data_validation(choice)


def _write_hints(sheet: Worksheet, lines: Sequence[Sequence[str]]) -> None:
    """Write the explanations; headings (`# `) are set in bold with a row of space before them."""
    row = 1
    for cells in lines:
        is_heading = cells[0].startswith("# ")
        row += 1 if is_heading and row > 1 else 0
        for column, text in enumerate(cells, 1):
            written = sheet.cell(row, column, text.removeprefix("# "))
            written.number_format = "@"
            if is_heading:
                written.font = Font(bold=True, size=14 if row == 1 else 11, color=_DARK)
        row += 1
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 50
    sheet.protection.sheet = True
    sheet.sheet_view.showGridLines = False
