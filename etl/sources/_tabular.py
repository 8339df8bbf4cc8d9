"""What table does a text file or workbook hold, whatever stands above it?

Forms, surveys and lists of figures come as CSV or XLSX. The header row is the first one that names two of the
expected columns; cells above it in pairs of label and value are the preamble.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyarrow as pa

from etl.places import fold
from etl.source import HEAD_BYTES, Table, Unreadable
from etl.sources import _csv_text
from etl.sources._archive import is_workbook
from etl.sources._columns import DEMO
from etl.sources._csv_text import Record, unique
from etl.sources._damage import damaged_cells, damaged_word
from etl.sources._sheets import glance, read_workbook
from schemas.findings import Finding

PREAMBLE = "preamble:"
"""Keys of `Table.meta` that hold the preamble begin so; the folded label follows."""
_AHEAD = 100
"""Rows of a text file in which the header is looked for."""


def head_words(path: Path, head: bytes) -> set[str]:
    """Return the folded texts at the beginning of a text file or workbook, for telling formats apart."""
    if is_workbook(head):
        texts = (text for _, texts in glance(path, head) for text in texts)
    else:
        # A title above the table may have other marks in it than the table itself.
        heads = (_csv_text.head_records(head, mark) for mark in _csv_text.DELIMITERS)
        texts = (cell for records in heads for cells in records for cell in cells)
    return {fold(text) for text in texts}


def read(path: Path, expected: Collection[str]) -> Table:
    """Mirror the table of a text file or workbook.

    Args:
        path: the file.
        expected: folded names of columns by which the header row is known, the one most needed first.

    Raises:
        Unreadable: as in `_csv_text.mirror`; without a header row; without a row below it.
    """
    with path.open("rb") as handle:
        head = handle.read(HEAD_BYTES)
    if is_workbook(head):
        book = read_workbook(path)
        sheets = [[(row.number, list(row.cells)) for row in sheet.rows] for sheet in book.visible]
        table = _below_header(path, sheets, expected)
        return replace(table, findings=(*book.findings, *table.findings))
    return _read_text(path, expected)


def _read_text(path: Path, expected: Collection[str]) -> Table:
    """Mirror a text file below its header row."""
    form = _csv_text.form_of(path)
    others = (mark for mark in _csv_text.DELIMITERS if mark != form.delimiter)
    forms = [form, *(replace(form, delimiter=mark) for mark in others)]
    first: list[str] = []
    for written in forms:
        ahead = list(islice(_csv_text.records(path, written), _AHEAD))
        first = first or (ahead[0][1] if ahead else [])
        start = next((n for n, (_, cells) in enumerate(ahead) if _is_header(cells, expected)), None)
        if start is not None:
            table = _csv_text.mirror(path, form=written, header=ahead[start])
            above = ahead[:start]
            words = ((line, damaged_word(" ".join(cells), form.encoding)) for line, cells in above)
            findings = [Finding("wrong-encoding", word, line) for line, word in words if word]
            return Table(table.rows, table.meta | dict(_preamble(above)), (*findings, *table.findings))
    raise _without_header(first, expected)


def _is_header(cells: Sequence[str], expected: Collection[str]) -> bool:
    return len({fold(cell) for cell in cells} & set(expected)) >= 2


def _below_header(path: Path, sheets: Sequence[Sequence[Record]], expected: Collection[str]) -> Table:
    """Return the table of the first sheet that has a header row, with its preamble."""
    for rows in sheets:
        start = next((n for n, (_, cells) in enumerate(rows) if _is_header(cells, expected)), None)
        if start is not None:
            meta = {"file": path.name, "folder": path.resolve().parent.name, "delimiter": ""}
            meta |= dict(_preamble(rows[:start]))
            return _as_table(rows[start][1], rows[start + 1 :], meta)
    raise _without_header([cell for rows in sheets for _, cells in rows[:1] for cell in cells], expected)


def _without_header(first: Sequence[str], expected: Collection[str]) -> Unreadable:
    """Return the exception for a file whose header row was not found."""
    found = ", ".join(cell for cell in first if cell.strip())
    if not found:
        return Unreadable(Finding("empty-file"))
    return Unreadable(Finding("missing-column", found, column=next(iter(expected))))


def _preamble(rows: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """Yield labels and values above the header, and `demo` where a cell says so."""
    for _, cells in rows:
        filled = [cell.strip() for cell in cells if cell.strip()]
        if any(DEMO in cell.upper() for cell in filled):
            yield "demo", "yes"
        if filled and filled[0].rstrip(":"):
            yield PREAMBLE + fold(filled[0]), filled[1] if len(filled) > 1 else ""


def _as_table(header: Sequence[str], rows: Sequence[Record], meta: dict[str, str]) -> Table:
    """Return rows below a header as a table; what stands beside it is left out and said."""
    names = unique(header)
    width = len(names)
    filled = [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells[:width])]
    if not filled:
        raise Unreadable(Finding("empty-file"))
    beside = [(line, " ".join(cells[width:]).strip()) for line, cells in filled]
    findings = [Finding("left-out", text, line) for line, text in beside if text]
    columns: dict[str, pa.Array[pa.StringScalar] | pa.Array[pa.Int32Scalar]] = {
        name: pa.array([cells[n].strip() if n < len(cells) else "" for _, cells in filled], pa.string())
        for n, name in enumerate(names)
    }
    columns["line"] = pa.array([line for line, _ in filled], pa.int32())
    table = pa.table(columns)
    findings += damaged_cells(table, "utf-8")
    return Table(table, meta | {"rows": str(len(filled))}, tuple(findings))
