"""What does a workbook say, cell by cell?

XLSX files are mirrored as text; `etl.sources._cell_text` says how each kind of value reads. Formulas read as
their last result, which is noticed; one that was never calculated is an error. Macros, links to other files
and embedded objects are refused (`_active`). What a file says of its own size is not believed; what cannot be
opened is refused with the reason.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
from openpyxl.utils import get_column_letter

from etl.source import Unreadable
from etl.sources._archive import checked_content, is_workbook, too_large, unreadable
from etl.sources._cell_text import cell_text
from schemas.findings import Finding

MAX_CELLS = 2_000_000
"""Most cells of all sheets together, empty ones in between included."""
GLANCE_ROWS = 25
MOST_FORMULAS = 1000
"""So many formulas of a sheet are told."""

_CREATED = re.compile(rb"<dcterms:created[^>]*>\s*(\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d)?)")
_FORMULA = re.compile(rb"<f[ >/]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty: its number in the sheet, from 1, and its cells up to the last one filled."""

    number: int
    cells: tuple[str, ...]

    def __getitem__(self, index: int) -> str:
        """Return the text of a cell by its index from 0, the empty text beyond the last one."""
        return self.cells[index] if 0 <= index < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with the rows that hold something."""

    name: str
    hidden: bool
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()
    """Formulas that were met."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: its sheets in order, and when it was made as far as it says so (mostly in UTC)."""

    sheets: tuple[Sheet, ...]
    created: datetime | None = None

    @property
    def visible(self) -> tuple[Sheet, ...]:
        """Sheets that a reader of the file sees."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was noticed in sheets that a reader of the file sees."""
        return tuple(finding for sheet in self.visible for finding in sheet.findings)


def read_workbook(path: Path) -> Workbook:
    """Mirror a workbook.

    Raises:
        Unreadable: with `too-large` for a file, or what it unpacks to, beyond the limits; with
            `active-content` for macros, links, embedded objects; else with `unreadable`: locked by a
            password, old XLS format, other office format, damaged, without a sheet.
    """
    return _read(checked_content(path), most_rows=None)


def glance(path: Path, head: bytes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the beginning of each visible sheet, for recognising a file; never raises.

    Args:
        path: the file.
        head: its first bytes.

    Returns:
        Pairs of a sheet's name and the texts of its first 25 filled rows, row by row, without empty ones.
        Nothing where the file is no workbook or cannot be read.
    """
    if not is_workbook(head):
        return ()
    try:
        state = path.stat()
        return _glance(path, state.st_size, state.st_mtime_ns)
    except (OSError, Unreadable):
        return ()


@lru_cache(maxsize=8)
def _glance(path: Path, _size: int, _changed: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Glance at a file in one state; kept, because every source asks in turn."""
    sheets = _read(checked_content(path), most_rows=GLANCE_ROWS).visible
    return tuple((s.name, tuple(cell for row in s.rows for cell in row.cells if cell)) for s in sheets)


def mirror(workbook: Workbook) -> pa.Table:
    """Return the visible sheets as one table: `line`, `sheet`, `A`, `B`, ...; empty cells are null."""
    rows = [(sheet.name, row) for sheet in workbook.visible for row in sheet.rows]
    width = max((len(row.cells) for _, row in rows), default=0)
    columns: dict[str, Any] = {
        "line": pa.array([row.number for _, row in rows], pa.int32()),
        "sheet": pa.array([name for name, _ in rows], pa.string()),
    }
    for index in range(width):
        cells = [row[index] or None for _, row in rows]
        columns[get_column_letter(index + 1)] = pa.array(cells, pa.string())
    return pa.table(columns)


def sheets_of(table: pa.Table) -> list[Sheet]:
    """Return the sheets of a table made by `mirror`; sheets without a filled row are not among them."""
    sheets = []
    for name, records in groupby(table.to_pylist(), key=lambda record: str(record["sheet"])):
        rows = []
        for record in records:
            line, _, *cells = record.values()
            rows.append(Row(line, _trimmed([cell or "" for cell in cells])))
        sheets.append(Sheet(name, False, tuple(rows)))
    return sheets


def _read(content: bytes, most_rows: int | None) -> Workbook:
    """Mirror the bytes of a workbook, or only the first filled rows of each sheet."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions that do not matter here
            formulas = _open(content, results=False) if most_rows is None and _has_formulas(content) else None
            sheets = tuple(_sheets(_open(content, results=True), formulas, most_rows))
    except Unreadable:
        raise
    except Exception as problem:  # openpyxl raises whatever the damage leads to
        raise unreadable("beschädigt oder unvollständig", "damaged or incomplete") from problem
    if not sheets:
        raise unreadable("kein lesbares Tabellenblatt", "no sheet that can be read")
    return Workbook(sheets, _created(content))


def _open(content: bytes, *, results: bool) -> Any:
    """Open a workbook row by row, with the results of formulas or with their text."""
    return openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=results, keep_links=False)


def _has_formulas(content: bytes) -> bool:
    """Whether any sheet holds a formula; only then is it worth reading the file twice."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
        return any(_FORMULA.search(archive.read(name)) for name in names)


def _created(content: bytes) -> datetime | None:
    """Return when the file says it was made; openpyxl would put the current time where it says nothing."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            found = _CREATED.search(archive.read("docProps/core.xml"))
        return datetime.fromisoformat(found[1].decode()) if found else None
    except (KeyError, ValueError):
        return None


def _sheets(values: Any, formulas: Any, most_rows: int | None) -> Iterator[Sheet]:
    """Yield the sheets of an opened workbook with findings on their formulas."""
    seen = 0
    for sheet in values.worksheets:
        texts = dict(_formula_texts(formulas[sheet.title])) if formulas else {}
        rows: list[Row] = []
        findings: list[Finding] = []
        for number, row in enumerate(_all_rows(sheet), start=1):
            seen += len(row) or 1
            if seen > MAX_CELLS:
                many = f"{MAX_CELLS:,}".replace(",", ".")
                raise too_large(f"mehr als {many} Zellen", f"more than {MAX_CELLS:,} cells", many)
            cells = [cell_text(cell.value, cell.number_format or "") for cell in row]
            findings += [
                _formula(texts[number, n], cells[n], number, n)
                for n in range(len(cells))
                if (number, n) in texts and len(findings) < MOST_FORMULAS
            ]
            if any(cells):
                rows.append(Row(number, _trimmed(cells)))
            if most_rows is not None and len(rows) >= most_rows:
                break
        yield Sheet(sheet.title, sheet.sheet_state != "visible", tuple(rows), tuple(findings))


def _formula(text: str, result: str, row: int, index: int) -> Finding:
    """Return what is to be said of a formula: a warning where it has a result, else an error."""
    column = get_column_letter(index + 1)
    return (
        Finding("formula", result, row, column)
        if result
        else Finding("formula-without-result", text, row, column)
    )


def _all_rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Yield all rows up to the last one, whatever the sheet says of its own size."""
    sheet.reset_dimensions()
    yield from sheet.iter_rows()


def _formula_texts(sheet: Any) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield row number, column index and text of each formula."""
    for number, row in enumerate(_all_rows(sheet), start=1):
        yield from (((number, n), str(cell.value)) for n, cell in enumerate(row) if cell.data_type == "f")


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    """Return cells without the empty ones at the end."""
    filled = [index for index, cell in enumerate(cells) if cell]
    return tuple(cells[: filled[-1] + 1]) if filled else ()
