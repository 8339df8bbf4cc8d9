"""What is asked of whole columns of text while a file is tidied?

A small vocabulary over Arrow, so that sources read as sentences and a million rows cost no loop.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute

from etl.places import fold
from etl.source import ROWS, Table
from schemas.findings import Finding

if TYPE_CHECKING:
    Texts = pa.Array[pa.StringScalar]
    Lines = pa.Array[pa.Int32Scalar]
    Flags = pa.Array[pa.BooleanScalar]
else:
    Texts = Lines = Flags = pa.Array

# The published types of Arrow's functions do not know that a plain text stands for a column of it.
_arrow: Any = pyarrow.compute

DEMO = "DEMONSTRATIONSDATEN"
"""Word by which a file says that its figures are invented."""
MOST_FINDINGS = 100
"""So many rows of one kind are named; a file with more is broken as a whole."""


class Columns:
    """Finds the columns of a mirrored table by folded name; cells come without blanks around them."""

    def __init__(self, rows: pa.Table) -> None:
        self._rows = rows
        self._names = {fold(name): name for name in reversed(rows.column_names) if name != "line"}
        self.count = rows.num_rows

    def __contains__(self, name: str) -> bool:
        """Whether the table has a column."""
        return fold(name) in self._names

    def __getitem__(self, name: str) -> Texts:
        """Return the texts of a column, empty ones where the table does not have it."""
        if name not in self:
            return always("", self.count)
        texts: Texts = _one_piece(_arrow.utf8_trim_whitespace(self._rows[self._names[fold(name)]]))
        return texts

    @property
    def line(self) -> Lines:
        """Lines of the rows."""
        lines: Lines = _one_piece(self._rows["line"])
        return lines

    def missing(self, *required: str) -> list[Finding]:
        """Return a finding for each required column that the table does not have."""
        found = ", ".join(reversed(self._names.values()))
        return [Finding("missing-column", found, column=name) for name in required if name not in self]


def rows_in_file(table: Table) -> int:
    """Return how many rows a file has, those included that a correction has taken out since."""
    return int(table.meta.get("rows", table.rows.num_rows))


def _one_piece(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def always(text: str, count: int) -> Texts:
    """Return a column of one text."""
    column: Texts = pa.repeat(text, count)
    return column


# Questions, row by row ----


def is_text(column: Texts, text: str) -> Flags:
    """Return which texts equal a text."""
    flags: Flags = _arrow.equal(column, text)
    return flags


def is_among(column: Texts, texts: Collection[str]) -> Flags:
    """Return which texts are in a collection."""
    flags: Flags = _arrow.is_in(column, pa.array(sorted(texts), pa.string()))
    return flags


def is_lines(column: Lines, lines: Collection[int]) -> Flags:
    """Return which lines are in a collection."""
    flags: Flags = _arrow.is_in(column, pa.array(sorted(lines), pa.int32()))
    return flags


def matches(column: Texts, pattern: str) -> Flags:
    """Return which texts hold a pattern (RE2)."""
    flags: Flags = _arrow.match_substring_regex(column, pattern)
    return flags


def no(flags: Flags) -> Flags:
    """Return which rows are not flagged."""
    flipped: Flags = _arrow.invert(flags)
    return flipped


def both(one: Flags, other: Flags) -> Flags:
    """Return which rows have both flags."""
    flags: Flags = _arrow.and_(one, other)
    return flags


def either(one: Flags, other: Flags) -> Flags:
    """Return which rows have one flag or both."""
    flags: Flags = _arrow.or_(one, other)
    return flags


def count_of(flags: Flags) -> int:
    """Return how many rows are flagged."""
    return _arrow.sum(flags).as_py() or 0


# Columns from columns ----


def joined(separator: str, *columns: Texts | str) -> Texts:
    """Return the texts of several columns put together."""
    column: Texts = _arrow.binary_join_element_wise(*columns, separator)
    return column


def chosen(flags: Flags, yes: Texts, other: Texts) -> Texts:
    """Return the text of one column where flagged, else of the other."""
    column: Texts = _arrow.if_else(flags, yes, other)
    return column


def or_null(column: Texts) -> Texts:
    """Return a column with null where a text is empty."""
    nulls: Texts = pa.nulls(len(column), pa.string())
    return chosen(is_text(column, ""), nulls, column)


def mapped(column: Texts, change: Callable[[str], str]) -> Texts:
    """Return a column of texts changed by a function, which sees each distinct text once."""
    coded: Any = column.dictionary_encode()
    texts: Texts = pa.array([change(text) for text in coded.dictionary.to_pylist()], pa.string())
    return texts.take(coded.indices)


def distinct(column: Texts) -> list[str]:
    """Return each text of a column once."""
    return [str(text) for text in column.unique().to_pylist()]


def tidy_rows(count: int, **columns: Texts | Lines | str) -> pa.Table:
    """Return tidy rows from whole columns; a text stands for a column of it, what is left out is null."""
    given: dict[str, Any] = {"place_kind": "district", "part": ""} | columns
    arrays = []
    for field in ROWS:
        values = given.get(field.name)
        if values is None:
            arrays.append(pa.nulls(count, field.type))
        else:
            arrays.append(pa.repeat(values, count) if isinstance(values, str) else values)
    return pa.Table.from_arrays(arrays, schema=ROWS)


# What is noticed ----


def says_demo(*columns: Texts) -> bool:
    """Whether any cell says that the figures are invented."""
    return any(count_of(_arrow.match_substring(column, DEMO, ignore_case=True)) for column in columns)


def findings_where(flags: Flags, rule: str, name: str, columns: Columns) -> list[Finding]:
    """Return a finding with line and text of a column for each flagged row, at most `MOST_FINDINGS`."""
    texts, lines = columns[name].filter(flags)[:MOST_FINDINGS], columns.line.filter(flags)[:MOST_FINDINGS]
    pairs = zip(texts.to_pylist(), lines.to_pylist(), strict=True)
    return [Finding(rule, str(text), line, name) for text, line in pairs]


def unknown(
    columns: Columns, name: str, ids: Texts, known: Collection[str], among: Flags | None = None
) -> tuple[Flags, list[Finding]]:
    """Return which ids are known, and findings for the others (`among` flagged rows) with the nearest id."""
    is_known = is_among(ids, known)
    strange = no(is_known) if among is None else both(among, no(is_known))
    findings = []
    for finding in findings_where(strange, "unknown-indicator", name, columns):
        near = get_close_matches(finding.found.lower(), known, n=1)
        hint = {"hint": f" (gemeint: {near[0]}?)", "hint_en": f" (meant: {near[0]}?)"} if near else {}
        findings.append(Finding(finding.rule, finding.found, finding.line, name, hint))
    return is_known, findings
