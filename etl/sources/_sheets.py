"""What does a workbook say, cell by cell?

XLSX and XLSM files are mirrored as text; `etl.sources._cell_text` says how each kind of value reads. Formulas
read as their last result; one that was never calculated reads as its own text (`=SUM(B2:B9)`) and is noticed.
What a file says of its own size is not believed; what cannot be opened is refused with the reason.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
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
from etl.sources._cell_text import cell_text
from schemas.findings import Finding

MEGA = 1024 * 1024
MAX_BYTES = 32 * MEGA
"""Largest workbook that is opened."""
MAX_UNPACKED = 64 * MEGA
"""Most that a workbook may hold once it is unpacked; real reports hold less than one."""
MAX_PARTS = 5000
MAX_CELLS = 2_000_000
"""Most cells of all sheets together, empty ones in between included."""
GLANCE_ROWS = 25

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
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


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: its sheets in order, and when it was made as far as it says so (mostly in UTC)."""

    sheets: tuple[Sheet, ...]
    created: datetime | None = None

    @property
    def visible(self) -> tuple[Sheet, ...]:
        """Sheets that a reader of the file sees."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden)


def is_workbook(head: bytes) -> bool:
    """Whether a file starts like a workbook, be it an old or a locked one."""
    return head.startswith((_ZIP, _COMPOUND))


def read_workbook(path: Path) -> Workbook:
    """Mirror a workbook.

    Raises:
        Unreadable: with `too-large` for a file, or what it unpacks to, beyond the limits above; else with
            `unreadable`: locked by a password, old XLS format, other office format, damaged, without a sheet.
    """
    return _read(_content(path), most_rows=None)


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
    sheets = _read(_content(path), most_rows=GLANCE_ROWS).visible
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


def _unreadable(de: str, en: str) -> Unreadable:
    """Return the exception for a file that cannot be opened, with the reason in both languages."""
    return Unreadable(Finding("unreadable", de, params={"found_en": en}))


def _too_large(found: str, found_en: str, allowed: str) -> Unreadable:
    """Return the exception for a file beyond a limit."""
    return Unreadable(Finding("too-large", found, params={"allowed": allowed, "found_en": found_en}))


def _content(path: Path) -> bytes:
    """Return the bytes of a workbook after looking at its size, kind and what it would unpack to."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(f"{size // MEGA} MB", f"{size // MEGA} MB", f"{MAX_BYTES // MEGA} MB")
        content = path.read_bytes()
    except OSError as problem:
        raise _unreadable("kein Zugriff", "no access") from problem
    if content.startswith(_COMPOUND):
        if _ENCRYPTED in content:
            raise _unreadable("mit einem Kennwort geschützt", "locked by a password")
        raise _unreadable("altes Excel-Format, gebraucht wird .xlsx", "old Excel format, .xlsx is needed")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise _unreadable("beschädigt oder unvollständig", "damaged or incomplete") from problem
    _check_parts(parts)
    return content


def _check_parts(parts: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse an archive that is locked, too large once unpacked, or no workbook."""
    if any(part.flag_bits & 1 for part in parts):
        raise _unreadable("mit einem Kennwort geschützt", "locked by a password")
    # What a part says of its size binds: zipfile never unpacks more than that.
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        size = f"{unpacked // MEGA} MB"
        raise _too_large(f"entpackt {size}", f"{size} unpacked", f"{MAX_UNPACKED // MEGA} MB")
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise _unreadable("keine Arbeitsmappe, gebraucht wird .xlsx", "no workbook, .xlsx is needed")


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
        raise _unreadable("beschädigt oder unvollständig", "damaged or incomplete") from problem
    if not sheets:
        raise _unreadable("kein lesbares Tabellenblatt", "no sheet that can be read")
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
    """Yield the sheets of an opened workbook; the text of a formula stands in where its result is missing."""
    seen = 0
    for sheet in values.worksheets:
        texts = dict(_formula_texts(formulas[sheet.title])) if formulas else {}
        rows: list[Row] = []
        for number, row in enumerate(_all_rows(sheet), start=1):
            seen += len(row) or 1
            if seen > MAX_CELLS:
                many = f"{MAX_CELLS:,}".replace(",", ".")
                raise _too_large(f"mehr als {many} Zellen", f"more than {MAX_CELLS:,} cells", many)
            cells = [_text(cell, texts.get((number, n))) for n, cell in enumerate(row)]
            if any(cells):
                rows.append(Row(number, _trimmed(cells)))
            if most_rows is not None and len(rows) >= most_rows:
                break
        yield Sheet(sheet.title, sheet.sheet_state != "visible", tuple(rows))


def _text(cell: Any, formula: str | None) -> str:
    """Return the text of a cell; that of its formula where it has no value."""
    return cell_text(formula if cell.value is None else cell.value, cell.number_format or "")


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
