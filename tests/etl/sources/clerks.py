"""What do clerks send, and what does the loader answer?"""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from etl.corrections import Corrections
from etl.load import FileAnswer, load
from etl.source import HEAD_BYTES, Source, Table, Tidy
from etl.sources import recognise
from schemas.catalogue import Catalogue
from schemas.findings import Finding


def sent(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A text file as a clerk sends it; the name may have folders in it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def workbook(path: Path, rows: list[list[object]], name: str = "Tabelle1") -> Path:
    """A workbook as a clerk saves it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def source_of(path: Path) -> Source | None:
    """The source that knows a file."""
    with path.open("rb") as handle:
        return recognise(path, handle.read(HEAD_BYTES))


def read(path: Path, catalogue: Catalogue) -> tuple[Table, Tidy]:
    """A file mirrored and tidied by the source that knows it."""
    source = source_of(path)
    assert source is not None, f"nobody knows {path.name}"
    table = source.read(path)
    return table, source.tidy(table, catalogue)


def answer(path: Path, catalogue: Catalogue, corrections: Corrections | None = None) -> FileAnswer:
    """What the whole loader says to a file."""
    home = path.parent / "home"
    loaded = load(
        [path], home=home, catalogue=catalogue, corrections=corrections or Corrections(), dry_run=True
    )
    return loaded.files[0]


def finding(file: FileAnswer, rule: str) -> Finding:
    """The only finding of a rule."""
    found = [f for f in file.findings if f.rule == rule]
    assert len(found) == 1, f"{len(found)} × {rule} among {[f.rule for f in file.findings]}"
    return found[0]
