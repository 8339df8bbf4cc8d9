"""What table does a text file or workbook hold, whatever stands above it?

Forms, surveys and lists of figures come as CSV or XLSX. The header row is the first one that names two of the
expected columns; cells above it in pairs of label and value are the preamble.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from etl.places import fold
from etl.source import HEAD_BYTES, Table, Unreadable
from etl.sources import _csv_text
from etl.sources._columns import DEMO
from etl.sources._csv_text import Record, unique
from etl.sources._sheets import glance, is_workbook, read_workbook
from schemas.findings import Finding

PREAMBLE = "preamble:"
"""Keys of `Table.meta` that hold the preamble begin so; the folded label follows."""


def head_words(path: Path, head: bytes) -> set[str]:
    """Return the folded texts at the beginning of a text file or workbook, for telling formats apart."""
    if is_workbook(head):
        texts = (text for _, texts in glance(path, head) for text in texts)
    else:
        texts = (cell for cells in _csv_text.head_records(head) for cell in cells)
    return {fold(text) for text in texts}


def read(path: Path, expected: Collection[str]) -> Table:
    """Mirror the table of a text file or workbook.

    Args:
        path: the file.
        expected: folded names of columns, by which the header row is known.

    Raises:
        Unreadable: as in `_csv_text.mirror`; without a header row; without a row below it.
    """
    with path.open("rb") as handle:
        head = handle.read(HEAD_BYTES)
    if is_workbook(head):
        sheets = [[(row.number, list(row.cells)) for row in s.rows] for s in read_workbook(path).visible]
        return _below_header(path, sheets, expected)
    form = _csv_text.form_of(path)
    _, first = next(_csv_text.records(path, form), (0, []))
    if _is_header(first, expected) or not first:
        return _csv_text.mirror(path)
    return _below_header(path, [list(_csv_text.records(path, form))], expected)


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
    first = [cell for rows in sheets for _, cells in rows[:1] for cell in cells if cell]
    if not first:
        raise Unreadable(Finding("empty-file"))
    raise Unreadable(Finding("missing-column", ", ".join(first), column=sorted(expected)[0]))


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
    return Table(pa.table(columns), meta | {"rows": str(len(filled))}, tuple(findings))
