"""What does a delimited text file say, cell by cell?

Every cell is mirrored as text with the line that its record begins in. Plain files go through Arrow's reader;
files with quotes, damaged rows or rare encodings go through a reader that knows the line of every record.
"""

from __future__ import annotations

import codecs
import csv
import mmap
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow_csv

from etl.source import Table, Unreadable
from etl.sources._columns import MOST_FINDINGS, Columns, both, count_of, is_text, no
from etl.sources._damage import damaged_cells, damaged_word, may_be_damaged
from schemas.findings import Finding

MOST_BYTES = 512 * 2**20
"""Larger files are refused; a year of every source fits many times."""
DELIMITERS = ";\t,"
_BATCH = 65_536
_CHUNK = 1 << 22
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LONE_RETURN = re.compile(rb"\r(?!\n)")
_NOT_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")

Record = tuple[int, list[str]]
"""Line that a record begins in, and its cells."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a text file is written."""

    encoding: str
    delimiter: str
    skip: int
    """Lines before the content, such as Excel's `sep=;`."""


def mirror(path: Path, *, form: Form | None = None, header: Record | None = None) -> Table:
    """Mirror a text file.

    Rows of wrong width and damaged umlauts are findings of the table; rows without any content are left out.

    Args:
        path: the file.
        form: how it is written; found out where left out.
        header: the record that names the columns; the first one where left out.

    Raises:
        Unreadable: too large, empty, no rows of data, no known encoding, or quotes that do not close.
    """
    form = form or form_of(path)
    header = header or next(records(path, form), None)
    if header is None:
        raise Unreadable(Finding("empty-file"))
    line, cells = header
    names = unique(cells)
    lines, is_suspect = _scan(path, form)
    plain = _read_quickly(path, form, names, line, lines)
    table, findings = (plain, []) if plain is not None else _read_slowly(path, form, names, line)
    if not table.num_rows and not findings:
        raise Unreadable(Finding("empty-file"))
    if is_suspect:
        words = {name: damaged_word(name, form.encoding) for name in names}
        findings += [Finding("wrong-encoding", word, line, name) for name, word in words.items() if word]
        findings += damaged_cells(table, form.encoding)
    meta = {"file": path.name, "folder": path.resolve().parent.name}
    meta |= {"encoding": form.encoding, "delimiter": form.delimiter, "rows": str(table.num_rows)}
    return Table(table, meta, tuple(findings))


def form_of(path: Path) -> Form:
    """Find out how a text file is written.

    Raises:
        Unreadable: too large, empty, or in no encoding that is known.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        allowed = {"allowed": f"{MOST_BYTES / 2**20:.0f} MB"}
        raise Unreadable(Finding("too-large", f"{size / 2**20:.0f} MB", params=allowed))
    if not size:
        raise Unreadable(Finding("empty-file"))
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as handle:
        first = next((line for line in handle if line.strip()), "")
    if match := re.fullmatch(r"sep=(.)\s*", first):
        return Form(encoding, match[1], 1)
    return Form(encoding, delimiter_of(first), 0)


def delimiter_of(line: str) -> str:
    """Return the delimiter that a line uses most outside quotes; `;` where it has none."""
    bare = re.sub(r'"[^"]*"', "", line)
    return max(DELIMITERS, key=bare.count)


def head_records(head: bytes, delimiter: str | None = None) -> list[list[str]]:
    """Return the filled records at the beginning of a text file, for telling formats apart; never raises."""
    if head.startswith(_UTF16):
        text = head.decode("utf-16", errors="replace")
    elif b"\0" in head[:1024]:
        text = head.decode("utf-16-be" if head[:1] == b"\0" else "utf-16-le", errors="replace")
    else:
        text = head.decode("utf-8-sig", errors="replace")
    lines = [line for line in text.splitlines()[:100] if line.strip() and not line.startswith("sep=")]
    delimiter = delimiter or (delimiter_of(lines[0]) if lines else ";")
    try:
        return [[cell.strip() for cell in cells] for cells in csv.reader(lines, delimiter=delimiter) if cells]
    except csv.Error:
        return [line.split(delimiter) for line in lines]


def records(path: Path, form: Form) -> Iterator[Record]:
    """Yield the records of a text file that hold anything, with the line that each begins in.

    Raises:
        Unreadable: at quotes that do not close and at cells of more than 128 KiB.
    """
    with path.open(encoding=form.encoding, newline="") as handle:
        for _ in range(form.skip):
            next(handle)
        reader = csv.reader(handle, delimiter=form.delimiter, strict=True)
        line = form.skip + 1
        try:
            for cells in reader:
                if any(cell and not cell.isspace() for cell in cells):
                    yield line, cells
                line = form.skip + reader.line_num + 1
        except csv.Error as error:
            raise Unreadable(Finding("open-quote", line=line)) from error


def unique(cells: Sequence[str]) -> list[str]:
    """Return names of columns, trimmed, none twice and none empty; empty cells at the end are left out."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    taken = {"line"}
    for n, name in enumerate(names):
        wanted, count = name or f"({n + 1})", 2
        while wanted in taken:
            wanted, count = f"{name} ({count})", count + 1
        taken.add(wanted)
        names[n] = wanted
    return names


def _encoding(path: Path) -> str:
    """Return the encoding of a file that is not empty: UTF-16 or UTF-8 where it fits, else Windows-1252."""
    with path.open("rb") as handle:
        head = handle.read(4096)
    if head.startswith(_UTF16) or b"\0" in head:
        encoding = "utf-16" if head.startswith(_UTF16) else _utf16_without_mark(head)
        if not _decodes(path, encoding):
            raise Unreadable(Finding("unreadable", "UTF-16"))
        return encoding
    if _decodes(path, "utf-8"):
        return "utf-8-sig"
    _refuse_other_code_pages(path)
    return "cp1252"


def _decodes(path: Path, encoding: str) -> bool:
    """Whether a file is written in an encoding from beginning to end."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as handle:
        try:
            while chunk := handle.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return True


def _utf16_without_mark(head: bytes) -> str:
    """Tell UTF-16 by its zeros, which stand on one side of nearly every character of a Western text."""
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros.count(0) > 0.8 * len(zeros):
            return encoding
    raise Unreadable(Finding("unreadable", "NUL (0x00)", head[: head.index(0)].count(b"\n") + 1))


def _refuse_other_code_pages(path: Path) -> None:
    """Refuse a file with bytes that Windows-1252 does not have: it is of another code page, such as DOS."""
    with path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if match := _NOT_IN_CP1252.search(data):
            line = data[: match.start()].count(b"\n") + 1
            start, end = max(match.start() - 40, 0), match.end() + 40
            around = data[start:end].decode("cp1252", errors="replace")
            raise Unreadable(Finding("wrong-encoding", damaged_word(around) or around.strip(), line))


def _scan(path: Path, form: Form) -> tuple[int, bool]:
    """Return the number of the last line that holds anything, 0 where it takes more than counting.

    The second value tells whether the file has a character that damaged umlauts turn into; without any, no
    cell needs a look.
    """
    if form.encoding.startswith("utf-16"):
        return 0, True
    with path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if (zero := data.find(b"\0")) >= 0:
            raise Unreadable(Finding("unreadable", "NUL (0x00)", data[:zero].count(b"\n") + 1))
        is_suspect = any(data.find(mark) >= 0 for mark in may_be_damaged(form.encoding))
        if _LONE_RETURN.search(data):
            return 0, is_suspect
        end = len(data)
        while end and data[end - 1] in b"\r\n\t " + form.delimiter.encode():
            end -= 1
        starts = range(0, end, _CHUNK)
        return sum(data[start : min(start + _CHUNK, end)].count(b"\n") for start in starts) + 1, is_suspect


def _read_quickly(path: Path, form: Form, names: list[str], header_line: int, lines: int) -> pa.Table | None:
    """Read a file in parallel; None where its rows are not all of one width or not one on each line."""
    if not lines:
        return None
    encoding = "utf8" if form.encoding == "utf-8-sig" else form.encoding
    reading = arrow_csv.ReadOptions(column_names=names, skip_rows=header_line, encoding=encoding)
    parsing = arrow_csv.ParseOptions(delimiter=form.delimiter, newlines_in_values=True)
    text = dict.fromkeys(names, pa.string())
    converting = arrow_csv.ConvertOptions(column_types=text, strings_can_be_null=False, check_utf8=False)
    try:
        rows = _filled(arrow_csv.read_csv(path, reading, parsing, converting))
    except pa.ArrowInvalid:
        return None
    if rows.num_rows != lines - header_line:
        return None
    return rows.append_column("line", pa.array(range(header_line + 1, lines + 1), pa.int32()))


def _read_slowly(
    path: Path, form: Form, names: list[str], header_line: int
) -> tuple[pa.Table, list[Finding]]:
    """Read record by record; rows of wrong width become findings."""
    width, findings = len(names), list[Finding]()
    types: dict[str, pa.DataType] = dict.fromkeys(names, pa.string()) | {"line": pa.int32()}
    schema = pa.schema(types)
    batches, cells_of, lines = list[pa.RecordBatch](), list[list[str]](), list[int]()

    def flush() -> None:
        columns = [*map(list, zip(*cells_of, strict=True)), lines] if lines else [[] for _ in schema]
        arrays = [pa.array(column, type_) for column, type_ in zip(columns, schema.types, strict=True)]
        batches.append(pa.RecordBatch.from_arrays(arrays, schema=schema))
        cells_of.clear()
        lines.clear()

    for line, cells in records(path, form):
        if line <= header_line:
            continue
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) == width:
            cells_of.append(cells)
            lines.append(line)
        elif len(findings) < MOST_FINDINGS:
            findings.append(Finding("wrong-width", str(len(cells)), line, params={"allowed": str(width)}))
        if len(lines) == _BATCH:
            flush()
    flush()
    return _filled(pa.Table.from_batches(batches, schema)), findings


def _filled(table: pa.Table) -> pa.Table:
    """Return the table without rows whose cells are all blank."""
    columns = Columns(table)
    names = [name for name in table.column_names if name != "line"]
    blank = is_text(columns[names[0]], "")
    for name in names[1:]:
        if not count_of(blank):
            return table
        blank = both(blank, is_text(columns[name], ""))
    return table.filter(no(blank))
