"""What does a source system look like to the loader?

Each module in `etl/sources` describes one system in the same shape: it recognises its files by content,
reads them
faithfully as text, and tidies them into rows of measures. Numbers are made from text in one place only,
`etl.checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from schemas.catalogue import Catalogue
from schemas.findings import Finding

HEAD_BYTES = 65536
"""How much of a file `recognises` gets to see."""

_ROWS: list[pa.Field[Any]] = [
    pa.field("line", pa.int32(), nullable=False),  # 1-based line of the file or row of the sheet
    pa.field("column", pa.string()),  # column as the clerk knows it, for findings
    pa.field("place_kind", pa.string(), nullable=False),  # district, site, department or organisation
    pa.field("place", pa.string(), nullable=False),  # as delivered; `etl.checks` resolves it
    pa.field("period", pa.string(), nullable=False),  # 2024, 2024-H1, 2024-Q3, 2024-03, 2024-03-31
    pa.field("part", pa.string(), nullable=False),  # "" or "2024-03-01/2024-03-15": days covered if fewer
    pa.field("measure", pa.string(), nullable=False),  # measure id, or indicator id of a finished figure
    pa.field("value", pa.string()),  # text as delivered
    pa.field("factor", pa.string()),  # text of a number to multiply the value with, for means times cases
    pa.field("key", pa.string()),  # tells rows apart that add up (a name); null: one row a key
    pa.field("numerator", pa.string()),  # of a finished figure, where published
    pa.field("denominator", pa.string()),
    pa.field("note", pa.string()),
    pa.field("reference", pa.string()),
]
ROWS = pa.schema(_ROWS)
"""Columns of tidy rows. Rows with the same place, period, part and measure and different `key` are added
up.
"""

_TOTALS: list[pa.Field[Any]] = [
    pa.field("line", pa.int32(), nullable=False),
    pa.field("column", pa.string()),
    pa.field("place", pa.string(), nullable=False),
    pa.field("measure", pa.string(), nullable=False),
    pa.field("value", pa.string()),
]
TOTALS = pa.schema(_TOTALS)
"""Totals printed in the file; they must equal the sum over all rows of that place and measure in the file."""


@dataclass(frozen=True, slots=True)
class Table:
    """The file mirrored: blocks of rows with every cell as text, and what the preamble says."""

    rows: pa.Table
    """Columns as named in the file, all text, and `line` (int32)."""
    meta: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Tidy:
    """Rows of measures (`ROWS`), printed totals (`TOTALS`) and what was noticed on the way."""

    rows: pa.Table
    totals: pa.Table = field(default_factory=TOTALS.empty_table)
    findings: tuple[Finding, ...] = ()
    data_rows: int = 0
    """Rows of data in the file, as a clerk would count them."""
    covers: tuple[date, date] | None = None
    """First and last day that the file says it covers."""
    demo: bool = False
    decimal: str = ","
    """Decimal mark of the numbers: "," where people wrote them (1.234,5), "." where a machine did
    (1234.5).
    """


@dataclass(frozen=True, slots=True)
class Source:
    """A source system: slug, and the three steps that all have in common."""

    slug: str
    recognises: Callable[[Path, bytes], bool]
    """Whether the file (path, its first `HEAD_BYTES`) is of this system; cheap, never raises."""
    read: Callable[[Path], Table]
    """Mirror the file. Raises `Unreadable` with a finding where that is impossible."""
    tidy: Callable[[Table, Catalogue], Tidy]


class Unreadable(Exception):
    """A file that cannot be mirrored; carries the findings that say why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(finding.message() for finding in findings))
        self.findings: Sequence[Finding] = findings


def rows_of(records: Sequence[dict[str, object]]) -> pa.Table:
    """Return tidy rows from dicts; columns that are left out are null, `part` is empty."""
    filled = [{"part": "", "place_kind": "district"} | record for record in records]
    return pa.Table.from_pylist(filled, schema=ROWS)


def totals_of(records: Sequence[dict[str, object]]) -> pa.Table:
    """Return printed totals from dicts; columns that are left out are null."""
    return pa.Table.from_pylist(list(records), schema=TOTALS)
