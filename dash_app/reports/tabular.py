"""How do paragraphs and tables of the report stand in a sheet, one below the other?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dash_app.exports.sheets import TINTS, Book, Sheet, number_format, write
from dash_app.reports.model import Cell, Column, Row, Table
from dash_app.theme import TOKENS

LINE = 15.0
"""Height of a line in points."""
ACROSS = 8
"""Columns that a paragraph runs across."""
_NUMBER = {"de": r"[−-]?\d{1,3}(?:\.\d{3})*(?:,(\d+))?", "en": r"[−-]?\d{1,3}(?:,\d{3})*(?:\.(\d+))?"}


@dataclass
class Place:
    """A sheet, the widths of its columns in characters, and the row that is written next."""

    book: Book
    sheet: Sheet
    widths: tuple[float, ...]
    row: int = 0

    @property
    def width(self) -> float:
        """Characters that a paragraph has room for."""
        return sum(self.widths[: ACROSS - 1])

    def room(self, column: int) -> float:
        """Return how many characters a line of a column takes, about."""
        return self.widths[min(column, len(self.widths) - 1)] * 0.95

    def heading(self, text: str, *, size: int = 12) -> None:
        """Write a heading with some air above it."""
        if not text:
            return
        self.row += 1 if self.row else 0
        style = self.book.style(bold=True, font_size=size, font_color=TOKENS["light"]["ink"], text_wrap=True)
        self._across(text, style, size / 10)

    def text(self, text: str, *, bold: bool = False) -> None:
        """Write a paragraph; nothing where there is no text."""
        if text:
            self._across(text, self.book.style(bold=bold, text_wrap=True), 1)

    def facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Write pairs of term and text, one in a row."""
        for term, text in facts:
            write(self.sheet, self.row, 0, term, self.book.style(bold=True, text_wrap=True))
            self.sheet.merge_range(self.row, 1, self.row, 6, "", self.book.style(text_wrap=True))
            write(self.sheet, self.row, 1, text, self.book.style(text_wrap=True))
            lines = max(_lines(text, sum(self.widths[1:7]) * 0.9), _lines(term, self.widths[0] * 0.9))
            self.sheet.set_row(self.row, LINE * lines)
            self.row += 1

    def _across(self, text: str, style: Any, scale: float) -> None:
        self.sheet.merge_range(self.row, 0, self.row, ACROSS - 2, "", style)
        write(self.sheet, self.row, 0, text, style)
        self.sheet.set_row(self.row, LINE * scale * _lines(text, self.width * 0.9 / scale))
        self.row += 1


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes, about; spreadsheets do not fit heights of merged cells."""
    return sum(max(1, -(-len(line) // max(1, int(width)))) for line in text.split("\n"))


def table(place: Place, content: Table, language: str, *, heading: bool = True) -> int:
    """Write a table with caption, head, rows and notes; return the row of its head."""
    if heading:
        place.heading(content.caption)
    else:
        place.text(content.caption, bold=True)
    head = place.row
    for column, each in enumerate(content.columns):
        write(place.sheet, head, column, each.title, place.book.heading(is_right=each.is_number))
    wanted = [_lines(each.title, place.room(column)) for column, each in enumerate(content.columns)]
    place.sheet.set_row(head, LINE * max(wanted, default=1))
    place.row += 1
    for row in content.rows:
        _row(place, row, content.columns, language)
    for note in content.notes:
        place.text(note)
    return head


def _row(place: Place, row: Row, columns: Sequence[Column], language: str) -> None:
    if row.is_group:
        style = place.book.style(bold=True, bg_color=TOKENS["light"]["raised"])
        for column in range(len(columns)):
            write(place.sheet, place.row, column, row.cells[0].text if column == 0 else None, style)
    else:
        lines = 1
        for column, cell in enumerate(row.cells):
            cell_at(place, column, cell, language, is_right=columns[column].is_number)
            if cell.value is None:
                lines = max(lines, _lines(cell_text(cell), place.room(column)))
        place.sheet.set_row(place.row, LINE * min(lines, 27))
    place.row += 1


def cell_at(place: Place, column: int, cell: Cell, language: str, *, is_right: bool = False) -> None:
    """Write a cell: the unrounded number in the form that the report shows, else its text."""
    mark = f"{cell.sign.mark}{cell.sign.move}" if cell.sign else ""
    look: dict[str, Any] = {"bottom": 4, "bottom_color": TOKENS["light"]["line"]}
    if cell.sign and cell.sign.status.value in TINTS:
        look["bg_color"] = TINTS[cell.sign.status.value]
    if cell.value is None:
        shown = " ".join(part for part in (cell_text(cell), mark) if part)
        look |= {"align": "right"} if is_right or cell.sign else {"indent": 1} if column else {}
        write(place.sheet, place.row, column, shown, place.book.style(text_wrap=True, **look))
        return
    form = shape(cell.text, cell.decimals, mark, language)
    write(
        place.sheet, place.row, column, cell.value, place.book.style(num_format=form, align="right", **look)
    )


def cell_text(cell: Cell) -> str:
    """Return lead and text of a cell, one below the other."""
    return "\n".join(part for part in (cell.lead, cell.text) if part)


def shape(text: str, decimals: int, mark: str, language: str) -> str:
    """Return the number format that writes a number as a text of the report does: `44,6 %*` and the mark."""
    found = re.fullmatch(rf"{_NUMBER[language]}(.*)", text.strip(), re.DOTALL)
    if not found:
        return number_format(decimals, mark=mark)
    after = found[2].replace("\N{NO-BREAK SPACE}", " ").replace('"', "”").strip()
    return number_format(len(found[1] or ""), unit=after, mark=mark)


def form(place: Place, content: Table) -> None:
    """Write a table of long texts below each other, each under its heading: no cell is higher than a page."""
    place.heading(content.caption)
    for row in content.rows:
        place.facts(
            (column.title, cell_text(cell)) for column, cell in zip(content.columns, row.cells, strict=False)
        )
        place.row += 1
