"""How many people came to the offices, and how many did not (report "Kundenstatistik")?

Layout below the preamble (`etl.sources._zms_layout`); a sheet may hold several such blocks below each other::

    |       | Datum    | Kunden Erschienen | Kunden Nicht Erschienen | ... | Dienstleistungen |
    | April | 2016     | 84                | 16                      | ... | 61               |  (the sums)
    | Fr    | 01.04.16 | 84                | 16                      | ... | 61               |  (a day)

- The columns in between are "davon Terminkunden Erschienen", "davon Terminkunden Nicht Erschienen", the same
  for "Spontankunden", "Erschienen (E-Kiosk)" and "Nicht Erschienen (E-Kiosk)". Newer versions have the two of
  walk-in customers twice, as delivered and as computed: they must agree.
- Numbers are stored as numbers or as text; "N/A" where nothing was counted.
- A yearly report has months as rows ("April" | 2016) and its sums in a row with the year alone. Where sums
  are the only row, and the report covers that one period, they are its figures.
- The source adds up walk-in customers and those from the ticket printer in some versions only and prints 0
  in the others, so a 0 there is not held against the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from etl.places import fold
from etl.source import Tidy, rows_of
from etl.sources._sheets import Row
from etl.sources._zms_layout import Section, trusted, when
from etl.sources._zms_rows import Grains
from etl.sources._zms_sums import Sums
from etl.sources._zms_time import Coverage, Moment, coverage
from schemas.findings import Finding
from schemas.period import Level

HEADER = re.compile("Datum")
_NOT_COUNTED = ("N/A", "")
_SUMMED_SOMETIMES = ("spontankunden", "ekiosk")
_DATES = {"allowed": "01.04.16, April | 2016"}


@dataclass(frozen=True, slots=True)
class _Block:
    """A header and the rows below it."""

    columns: Mapping[str, tuple[str, tuple[int, ...]]]
    """Header as in the file and indexes of the column, twice where it is there twice, by measure."""
    date: int
    """Index of the column of dates."""
    data: Sequence[tuple[Row, Moment]]
    sums: Sequence[tuple[Row, Moment]]


@dataclass(slots=True)
class _Work:
    """What is found on the way through the rows."""

    kind: str
    place: str
    covers: Coverage
    records: list[dict[str, object]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sums: Sums = field(default_factory=Sums)
    grains: Grains = field(default_factory=Grains)


def tidy_clients(
    section: Section, place: tuple[str, str], columns: Mapping[str, str], made: datetime | None
) -> Tidy:
    """Return the measures of one report.

    Args:
        section: the report.
        place: kind and name, or id, of the place that it is about.
        columns: measure of each header.
        made: when the workbook was made.
    """
    findings: list[Finding] = []
    blocks = list(_blocks(section, columns, findings))
    moments = [moment for block in blocks for _, moment in block.data]
    span = section.preamble
    covers = coverage(moments, span.first, span.last, trusted(made, moments, span.last))
    if covers is None:
        return Tidy(rows_of([]), findings=tuple(findings))
    work = _Work(*place, covers, findings=findings)
    for block in blocks:
        _add_block(block, section, work)
    findings += work.grains.findings("Datum")
    count = sum(len(block.data) for block in blocks)
    return Tidy(
        rows_of(work.records), work.sums.table(), tuple(findings), count, covers=(covers.first, covers.last)
    )


def _blocks(section: Section, columns: Mapping[str, str], findings: list[Finding]) -> Iterator[_Block]:
    """Yield the blocks of a report; headers without a known column and rows without a date give findings."""
    starts = [n for n, row in enumerate(section.rows) if "Datum" in row.cells]
    for start, end in pairwise([*starts, len(section.rows)]):
        header, *rows = section.rows[start:end]
        known = _columns(header, columns)
        if not known:
            found = ", ".join(cell for cell in header.cells if cell)
            findings.append(Finding("missing-column", found, header.number, next(iter(columns), "")))
            continue
        date = header.cells.index("Datum")
        shift = _shift(date, rows)
        moved = {m: (name, tuple(n + shift for n in indexes)) for m, (name, indexes) in known.items()}
        dated = list(_dated(rows, date + shift, moved, findings))
        data, sums = _without_sums(dated, section)
        yield _Block(moved, date + shift, data, sums)


def _columns(header: Row, columns: Mapping[str, str]) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Return header and indexes of each measure that a header row has."""
    measures = {fold(name): measure for name, measure in columns.items()}
    found: dict[str, tuple[str, tuple[int, ...]]] = {}
    for index, cell in enumerate(header.cells):
        if measure := measures.get(fold(cell)):
            name, indexes = found.get(measure, (cell, ()))
            found[measure] = name, (*indexes, index)
    return found


def _shift(date: int, rows: Sequence[Row]) -> int:
    """Return 1 where the header lacks the empty first cell, so that rows stand one cell to the right."""
    return int(date == 0 and any(when("", row[0]) is None and when(row[0], row[1]) for row in rows))


def _dated(
    rows: Sequence[Row],
    date: int,
    columns: Mapping[str, tuple[str, tuple[int, ...]]],
    findings: list[Finding],
) -> Iterator[tuple[Row, Moment]]:
    """Yield the rows with a date; one with figures but without a date gives a finding, others are remarks."""
    for row in rows:
        moment = when(row[date - 1] if date else "", row[date])
        if moment is not None:
            yield row, moment
        elif any(row[index] for _, indexes in columns.values() for index in indexes):
            text = " ".join(part for part in (row[date - 1] if date else "", row[date]) if part)
            findings.append(Finding("bad-period", text, row.number, "Datum", _DATES))


def _without_sums(
    dated: Sequence[tuple[Row, Moment]], section: Section
) -> tuple[list[tuple[Row, Moment]], list[tuple[Row, Moment]]]:
    """Tell rows of figures from rows of sums: days from months, months from years."""
    has_days = any(moment.day for _, moment in dated)
    has_months = any(moment.period.level is Level.MONTH for _, moment in dated)
    data: list[tuple[Row, Moment]] = []
    sums: list[tuple[Row, Moment]] = []
    for row, moment in dated:
        is_data = moment.day if has_days else moment.period.level is Level.MONTH or not has_months
        (data if is_data else sums).append((row, moment))
    last = section.preamble.last
    if len(dated) == 1 and not has_days and last and data[0][1].last < last:
        return [], data  # sums of several months are printed under the name of the first one
    return data, sums


def _add_block(block: _Block, section: Section, work: _Work) -> None:
    """Add the records and the printed sums of one block."""
    for row, moment in block.data:
        if not section.preamble.holds(moment):
            allowed = {"allowed": section.preamble.span}
            work.findings.append(Finding("bad-period", row[block.date], row.number, "Datum", allowed))
            continue
        work.grains.note(work.place, moment, row.number)
        for measure, (name, indexes) in block.columns.items():
            _add_cell(row, moment, measure, name, indexes, work)
    for row, _ in block.sums:
        for measure, (name, indexes) in block.columns.items():
            texts = [row[index] for index in indexes]
            if any(word in fold(name) for word in _SUMMED_SOMETIMES):
                texts = [text for text in texts if text != "0"]
            value = _agreed(texts, row, name, work)
            if value and value not in _NOT_COUNTED:
                work.sums.add(row.number, name, work.place, measure, value)


def _add_cell(row: Row, moment: Moment, measure: str, name: str, indexes: Sequence[int], work: _Work) -> None:
    """Add the record of one measure; an empty cell gives a finding."""
    value = _agreed([row[index] for index in indexes], row, name, work)
    if not value:
        if value is not None:
            work.findings.append(Finding("not-a-number", "", row.number, name))
        return
    work.records.append(
        {
            "line": row.number,
            "column": name,
            "place_kind": work.kind,
            "place": work.place,
            "period": str(moment.period),
            "part": work.covers.part(moment.period),
            "measure": measure,
            "value": value,
            "key": moment.key or None,
        }
    )


def _agreed(texts: Sequence[str], row: Row, name: str, work: _Work) -> str | None:
    """Return the text of columns that are there twice, None with a finding where their numbers differ."""
    counted = sorted({text for text in texts if text not in _NOT_COUNTED})
    if len(counted) > 1:
        work.findings.append(Finding("duplicate-key", " / ".join(counted), row.number, name))
        return None
    return counted[0] if counted else next((text for text in _NOT_COUNTED if text in texts), "")
