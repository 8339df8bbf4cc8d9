"""What did people answer in surveys, question by question, in numbers of answers?

One row for each district, period and question: valid answers, answers in the two best classes, and for
questions that make an index the sum of their points. Shares are computed from the numbers, never delivered.
"""

from __future__ import annotations

from functools import reduce
from pathlib import Path

import pyarrow as pa

from etl.places import fold
from etl.source import Source, Table, Tidy, Unreadable
from etl.sources import _tabular
from etl.sources._columns import (
    Columns,
    both,
    count_of,
    either,
    findings_where,
    is_among,
    is_text,
    joined,
    mapped,
    no,
    or_null,
    says_demo,
    tidy_rows,
    unknown,
)
from etl.sources._words import period_text
from schemas.catalogue import Catalogue
from schemas.findings import Finding

SLUG = "befragung"
COLUMNS = ("bezirk", "quartal", "frage", "antworten_gueltig", "antworten_positiv", "summe", "hinweis")
REQUIRED = COLUMNS[:4]
_COUNTS = (("antworten_gueltig", "gueltig"), ("antworten_positiv", "positiv"), ("summe", "summe"))
_EXPECTED = tuple(fold(name) for name in (*REQUIRED[2:], *COLUMNS))


def recognises(path: Path, head: bytes) -> bool:
    """Whether the columns for the question and its answers are named."""
    words = _tabular.head_words(path, head)
    return len(words & {"frage", "antwortengueltig", "antwortenpositiv"}) >= 2


def read(path: Path) -> Table:
    """Mirror the answers."""
    return _tabular.read(path, _EXPECTED)


def questions(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return for each question which of `gueltig`, `positiv` and `summe` are measures, in that order."""
    ids = [measure.id for measure in catalogue.measures if measure.source == SLUG]
    names = [i.removesuffix("_gueltig") for i in ids if i.endswith("_gueltig")]
    return {name: tuple(kind for _, kind in _COUNTS if f"{name}_{kind}" in ids) for name in names}


def tidy(table: Table, catalogue: Catalogue) -> Tidy:
    """Return a row for each number that is filled in."""
    columns = Columns(table.rows)
    demo = says_demo(columns["hinweis"]) or "demo" in table.meta
    if missing := columns.missing(*REQUIRED):
        return Tidy(tidy_rows(0), findings=tuple(missing), data_rows=columns.count, demo=demo)
    filled = {column: no(is_text(columns[column], "")) for column, _ in _COUNTS}
    is_answered = reduce(either, filled.values())
    count = count_of(is_answered)
    if not count:
        raise Unreadable(Finding("empty-file"))
    known = questions(catalogue)
    asked = columns["frage"]
    is_known, findings = unknown(columns, "frage", asked, known, among=is_answered)
    parts = []
    for column, kind in _COUNTS:
        takes = is_among(asked, [question for question, kinds in known.items() if kind in kinds])
        stray = both(both(is_known, filled[column]), no(takes))
        findings += findings_where(stray, "unknown-indicator", column, columns)
        parts.append(_numbers(columns, column, kind).filter(both(filled[column], takes)))
    return Tidy(pa.concat_tables(parts), findings=tuple(findings), data_rows=count, demo=demo)


def _numbers(columns: Columns, column: str, kind: str) -> pa.Table:
    """Return tidy rows of one column of numbers."""
    return tidy_rows(
        columns.count,
        line=columns.line,
        column=column,
        place=columns["bezirk"],
        period=mapped(columns["quartal"], period_text),
        measure=joined("_", columns["frage"], kind),
        value=columns[column],
        note=or_null(columns["hinweis"]),
    )


SOURCE = Source(SLUG, recognises, read, tidy)
