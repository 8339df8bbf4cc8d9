"""How does a table stand on slides: as many rows as can be read, head repeated, status marked twice?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from dash_app.exports.sheets import TINTS
from dash_app.figures.base import clipped
from dash_app.reports.deck import BOTTOM, COLOURS, EDGE, TOP, WIDTH, clean, described
from dash_app.reports.model import Cell, Column, Row, Table
from dash_app.reports.plain import loose
from dash_app.reports.tabular import cell_text
from schemas.observation import Status

LONGEST = 900
"""Characters of a cell on a slide; the whole text is in the other formats of the report."""

PARAGRAPH = 200
"""Characters of a cell from which on the others of its row begin at the top beside it."""


def pages(table: Table, size: float) -> list[tuple[Row, ...]]:
    """Return the rows slide by slide, about the same height on each, no heading alone at the end of one."""
    heights = [_lines(row, table.columns, size) for row in table.rows]
    room = (BOTTOM - TOP) / Pt(size * 1.5) - 2.5
    parts = max(1, math.ceil(sum(heights) / room))
    found = _split(table.rows, heights, room)
    limit = sum(heights) / parts
    while limit < room:  # the least height with as few slides
        tried = _split(table.rows, heights, limit)
        if len(tried) <= len(found):
            return tried
        limit += 1
    return found


def _split(rows: Sequence[Row], heights: Sequence[float], room: float) -> list[tuple[Row, ...]]:
    found: list[tuple[Row, ...]] = []
    page: list[Row] = []
    used = 0.0
    for row, height in zip(rows, heights, strict=True):
        if page and used + height > room:
            kept = [page.pop()] if page[-1].is_group and len(page) > 1 else []
            found.append(tuple(page))
            page, used = kept, float(len(kept))
        page.append(row)
        used += height
    return [*found, tuple(page)] if page else found


def add_table(slide: Any, table: Table, rows: Sequence[Row], size: float, alternative: str) -> None:
    """Add some rows of a table with its head to a slide."""
    height = Pt(size * 1.62)
    frame = slide.shapes.add_table(
        len(rows) + 1, len(table.columns), EDGE, TOP, WIDTH - 2 * EDGE, Emu(int(height * (len(rows) + 1)))
    )
    described(frame, table.key, alternative)
    made = frame.table
    made.first_row, made.horz_banding, made.first_col = True, False, True
    for place, width in enumerate(_widths(table.columns)):
        made.columns[place].width = Emu(width)
    head = size * 0.78 if table.is_wide else size  # the longest names of districts fit their column
    for place, column in enumerate(table.columns):
        _fill(made.cell(0, place), column.title, head, bold=True, right=column.is_number, colour="ink")
        _tint(made.cell(0, place), COLOURS["raised"])
    for number, row in enumerate(rows, 1):
        made.rows[number].height = Emu(int(height))
        _row(made, number, row, table.columns, size)


def _row(made: Any, number: int, row: Row, columns: Sequence[Column], size: float) -> None:
    if row.is_group:
        first = made.cell(number, 0)
        if len(columns) > 1:
            first.merge(made.cell(number, len(columns) - 1))
        _fill(first, row.cells[0].text, size, bold=True)
        _tint(first, COLOURS["raised"])
        return
    is_long = any(len(cell.text) > PARAGRAPH for cell in row.cells)
    for place, (cell, column) in enumerate(zip(row.cells, columns, strict=False)):
        _fill(made.cell(number, place), shown(cell), size, bold=False, right=column.is_number)
        if is_long:
            made.cell(number, place).vertical_anchor = MSO_ANCHOR.TOP
        tint = TINTS.get(cell.sign.status.value, "") if cell.sign else ""
        _tint(made.cell(number, place), tint.removeprefix("#") or COLOURS["surface"])


def shown(cell: Cell) -> str:
    """Return the text of a cell with the characters of its sign, cut where no slide has room for it.

    Marks that are the text already are not said twice.
    """
    is_said = cell.sign is not None and cell.sign.status in (Status.NO_DATA, Status.SUPPRESSED)
    sign = f"{cell.sign.mark}{cell.sign.move}" if cell.sign and not is_said else ""
    text = loose(cell_text(cell))
    cut = clipped(text, LONGEST)
    return f"{cut}\N{NO-BREAK SPACE}{sign}" if sign and text else cut or sign


def _lines(row: Row, columns: Sequence[Column], size: float) -> float:
    """Return how many lines a row takes, about."""
    if row.is_group:
        return 1
    letter, edge = (0.55, 2) if size > 9 else (0.5, 1)  # a matrix holds digits and has little room around
    fits = [width / Pt(size * letter) for width in _widths(columns)]
    lengths = (
        sum(max(1.0, -(-len(line) // max(1, fit - edge))) for line in shown(cell).split("\n"))
        for cell, fit in zip(row.cells, fits, strict=False)
    )
    return max(lengths, default=1.0) * 0.8 + 0.2


def _widths(columns: Sequence[Column]) -> list[int]:
    total = sum(column.weight for column in columns) or 1
    return [int((WIDTH - 2 * EDGE) * column.weight / total) for column in columns]


def _fill(
    cell: Any, text: str, size: float, *, bold: bool, right: bool = False, colour: str = "text"
) -> None:
    cell.margin_left = cell.margin_right = Inches(0.04 if size > 9 else 0.02)
    cell.margin_top = cell.margin_bottom = Inches(0.015)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame = cell.text_frame
    frame.word_wrap = True
    frame.text = clean(text)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(size), bold
            run.font.color.rgb = RGBColor.from_string(COLOURS[colour])


def _tint(cell: Any, colour: str) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(colour)
