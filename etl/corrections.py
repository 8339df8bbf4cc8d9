"""Which known errors of sources are corrected, and does each correction still fit?

Corrections are records in `data/corrections/*.yaml`, not special cases in code. Each says where (source,
file, rows), what (set, drop, merge), why, by which source one can know, and what must be found for it to
apply. Where that is no longer found, nothing is changed and a finding says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Literal

import pyarrow as pa
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from etl.places import fold
from etl.source import Table
from etl.sources._columns import Columns, Flags, always, both, chosen, count_of, is_among, is_lines, no
from schemas.catalogue import Slug, Text
from schemas.findings import Finding


class CorrectionError(Exception):
    """Corrections that cannot be read; `problems` names each file and place."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


class Expected(BaseModel):
    """What must be found so that a correction still applies."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: int = Field(ge=1)
    values: tuple[str, ...] = ()
    """Texts of the correction's column in those rows, by line; not looked at where empty."""


class Correction(BaseModel):
    """One known error of a source and how it is corrected."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Slug
    source: Slug
    file: str = Field(min_length=1)
    """Pattern for the end of the path: `published_figures.csv`, `2016/*_Vornamen.csv`."""
    line: int | None = Field(None, ge=1)
    match: dict[str, str | tuple[str, ...]] = {}
    """Texts that columns must have; one of several where a list is given."""
    action: Literal["set", "drop", "merge"]
    """`set` writes `value` into `column`, `drop` leaves rows out, `merge` makes one row of them."""
    column: str | None = None
    value: str | None = None
    expect: Expected
    reason: Text
    reference: str
    """Where one can see that the source is wrong: an address or a title."""

    @model_validator(mode="after")
    def _complete(self) -> Correction:
        if self.line is None and not self.match:
            raise ValueError("a correction has `line` or `match`, or both")
        has_value = self.column is not None and self.value is not None
        if has_value == (self.action == "drop"):
            raise ValueError("`column` and `value` go with `set` and `merge`, not with `drop`")
        if self.expect.values and (self.column is None or len(self.expect.values) != self.expect.rows):
            raise ValueError("`expect.values` names the texts of `column`, one for each of `expect.rows`")
        if self.action == "merge" and self.expect.rows < 2:
            raise ValueError("`merge` needs at least two rows")
        return self

    def is_for(self, source: str, path: Path) -> bool:
        """Whether the correction speaks of a file."""
        return self.source == source and Path(unicodedata.normalize("NFC", str(path))).match(self.file)


@dataclass(frozen=True, slots=True)
class Corrections:
    """All known corrections."""

    records: tuple[Correction, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> Corrections:
        """Read all records of a folder; none where there is no folder.

        Raises:
            CorrectionError: with every problem of every file.
        """
        records: list[Correction] = []
        problems: list[str] = []
        for path in sorted(folder.glob("*.yaml")):
            try:
                content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
                listed = content["corrections"]
            except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError) as error:
                problems.append(f"{path.name}: no list `corrections` can be read ({error})")
                continue
            for number, record in enumerate(listed):
                try:
                    records.append(Correction.model_validate(record))
                except ValidationError as error:
                    problems += [f"{path.name}: corrections.{number}.{_problem(e)}" for e in error.errors()]
        ids = [record.id for record in records]
        problems += [
            f"{i}: the id occurs more than once" for i in sorted({i for i in ids if ids.count(i) > 1})
        ]
        if problems:
            raise CorrectionError(problems)
        return cls(tuple(records))

    def apply(self, source: str, path: Path, table: Table) -> tuple[Table, list[Finding]]:
        """Return the table of a file with its known errors corrected, and a finding for each row of them."""
        findings: list[Finding] = []
        rows = table.rows
        for correction in self.records:
            if correction.is_for(source, path):
                rows, noted = _corrected(rows, correction)
                findings += noted
        return Table(rows, table.meta, table.findings), findings


def _problem(error: Mapping[str, object]) -> str:
    place = error["loc"]
    words = ".".join(str(part) for part in place) if isinstance(place, tuple) else ""
    return f"{words}: {error['msg']} (found {error['input']!r})" if words else str(error["msg"])


def _corrected(rows: pa.Table, correction: Correction) -> tuple[pa.Table, list[Finding]]:
    """Return rows after one correction, unchanged where it does not fit."""
    columns = Columns(rows)
    flags = _concerned(columns, correction)
    if flags is None or not _is_as_expected(columns, flags, correction):
        expected = f"{correction.expect.rows} × {', '.join(correction.expect.values)}".rstrip(" ×")
        params = {"allowed": expected, "found_en": f"{correction.id}: {correction.reason.en}"}
        return rows, [
            Finding("correction-outdated", f"{correction.id}: {correction.reason.de}", params=params)
        ]
    lines = columns.line.filter(flags)
    findings = [
        Finding(
            "corrected", correction.reason.de, line, correction.column, {"found_en": correction.reason.en}
        )
        for line in lines.to_pylist()
    ]
    if correction.action == "drop":
        return rows.filter(no(flags)), findings
    index = next(n for n, name in enumerate(rows.column_names) if fold(name) == fold(correction.column or ""))
    written = chosen(flags, always(correction.value or "", columns.count), columns[rows.column_names[index]])
    rows = rows.set_column(index, rows.column_names[index], written)
    if correction.action == "merge":
        rows = rows.filter(no(both(flags, no(is_lines(columns.line, [lines[0].as_py()])))))
    return rows, findings


def _concerned(columns: Columns, correction: Correction) -> Flags | None:
    """Return which rows a correction speaks of, None where the file lacks a column that it names."""
    named = [*correction.match, *([correction.column] if correction.column else [])]
    if not all(name in columns for name in named):
        return None
    wanted = {name: (text,) if isinstance(text, str) else text for name, text in correction.match.items()}
    flags = [is_among(columns[name], texts) for name, texts in wanted.items()]
    if correction.line is not None:
        flags.append(is_lines(columns.line, [correction.line]))
    return reduce(both, flags)


def _is_as_expected(columns: Columns, flags: Flags, correction: Correction) -> bool:
    """Whether the rows found are those that the correction was made for."""
    if count_of(flags) != correction.expect.rows:
        return False
    if not correction.expect.values or correction.column is None:
        return True
    return tuple(columns[correction.column].filter(flags).to_pylist()) == correction.expect.values
