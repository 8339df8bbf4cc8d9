"""What did a district report on one of our forms?

Both forms have one shape, XLSX or CSV: district and reporting period in the head (or as columns, so that one
CSV can hold several), then a row for each measure with its id, name, unit, value and remark. Which rows a
form has follows from the catalogue: every measure whose `source` is its slug. Empty rows are not reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from etl.places import fold
from etl.source import Source, Table, Tidy, Unreadable
from etl.sources import _tabular
from etl.sources._columns import (
    Columns,
    Flags,
    Texts,
    always,
    both,
    count_of,
    distinct,
    is_among,
    is_text,
    mapped,
    no,
    or_null,
    says_demo,
    tidy_rows,
    unknown,
)
from etl.sources._tabular import PREAMBLE
from etl.sources._words import level_of, period_text, same_unit
from schemas.catalogue import Catalogue, Measure
from schemas.findings import Finding
from schemas.period import Level

COLUMNS = ("kennung", "bezeichnung", "einheit", "wert", "bemerkung")
HEAD = ("meldebogen", "bezirk", "berichtszeitraum")
"""What the head of the workbook says, and the first columns of the CSV."""
LEVELS = (Level.QUARTER, Level.HALF)
ALLOWED_PERIODS = "2024-Q3, III/2024, 2024-H1, 1. Halbjahr 2024"
_ALSO = {"bezirk": ("bezirksamt", "standesamt"), "berichtszeitraum": ("zeitraum", "quartal", "halbjahr")}
_EXPECTED = ("kennung", "wert", "bezeichnung", "einheit", "bemerkung")


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its slug, and how the ids of its measures begin, by which a form without a head is known."""

    slug: str
    prefix: str

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the file names the form, or has its columns and ids of its measures."""
        words = _tabular.head_words(path, head)
        if fold(self.slug) in words:
            return True
        is_named = any(fold(form.slug) in words for form in FORMS)
        has_columns = len(words & {"kennung", "wert", "einheit", "bezeichnung"}) >= 2
        return has_columns and not is_named and any(word.startswith(self.prefix) for word in words)

    def read(self, path: Path) -> Table:
        """Mirror a form."""
        return _tabular.read(path, _EXPECTED)

    def tidy(self, table: Table, catalogue: Catalogue) -> Tidy:
        """Return a row for each measure that is filled in."""
        columns = Columns(table.rows)
        demo = says_demo(columns["bemerkung"], columns["hinweis"]) or "demo" in table.meta
        missing = [*columns.missing("kennung", "wert"), *_missing_head(columns, table.meta)]
        filled = no(is_text(columns["wert"], ""))
        count = count_of(filled)
        if missing:
            return Tidy(tidy_rows(0), findings=tuple(missing), data_rows=count, demo=demo)
        if not count:
            raise Unreadable(Finding("empty-file"))
        measures = measures_of(self.slug, catalogue)
        ids = mapped(columns["kennung"], str.lower)
        is_known, findings = unknown(columns, "kennung", ids, measures, among=filled)
        period = mapped(_head(columns, table.meta, "berichtszeitraum"), period_text)
        is_timed, bad_periods = _known_periods(columns, period, filled)
        findings += [*bad_periods, *_wrong_units(columns, ids, measures)]
        rows = self._rows(columns, table.meta, ids, period)
        kept = both(both(filled, is_known), is_timed)
        return Tidy(rows.filter(kept), findings=tuple(findings), data_rows=count, demo=demo)

    def _rows(self, columns: Columns, meta: dict[str, str], ids: Texts, period: Texts) -> pa.Table:
        """Return a tidy row for each row of the form."""
        return tidy_rows(
            columns.count,
            line=columns.line,
            column="wert",
            place=_head(columns, meta, "bezirk"),
            period=period,
            measure=ids,
            value=columns["wert"],
            note=or_null(columns["bemerkung"]),
        )


STANDESAMT = Form("standesamt-meldung", "sta")
WOHNHILFEN = Form("wohnhilfen-meldebogen", "wh")
FORMS = (STANDESAMT, WOHNHILFEN)


def measures_of(slug: str, catalogue: Catalogue) -> dict[str, Measure]:
    """Return the measures that a form asks for, in the order of the catalogue."""
    return {measure.id: measure for measure in catalogue.measures if measure.source == slug}


def source_of(form: Form) -> Source:
    """Return the source of a form."""
    return Source(form.slug, form.recognises, form.read, form.tidy)


def _names(name: str) -> tuple[str, ...]:
    return (name, *_ALSO.get(name, ()))


def _head(columns: Columns, meta: dict[str, str], name: str) -> Texts:
    """Return district or period of every row: of a column of that name, else of the head."""
    for known in _names(name):
        if known in columns:
            return columns[known]
    said = next((meta[PREAMBLE + n] for n in _names(name) if PREAMBLE + n in meta), "")
    return always(said, columns.count)


def _missing_head(columns: Columns, meta: dict[str, str]) -> Iterator[Finding]:
    """Yield findings where neither a column nor the head names district or period."""
    labels = ", ".join(key.removeprefix(PREAMBLE) for key in meta if key.startswith(PREAMBLE))
    for name in HEAD[1:]:
        if not any(known in columns or PREAMBLE + known in meta for known in _names(name)):
            yield Finding("missing-column", labels or "–", column=name)


def _known_periods(columns: Columns, periods: Texts, filled: Flags) -> tuple[Flags, list[Finding]]:
    """Return which periods a form can be for, and a finding for the first filled row of each other one."""
    is_known = is_among(periods, [text for text in distinct(periods) if level_of(text) in LEVELS])
    strange = both(filled, no(is_known))
    rows = zip(periods.filter(strange).to_pylist(), columns.line.filter(strange).to_pylist(), strict=True)
    first: dict[str, int] = {}
    for text, line in rows:
        first.setdefault(str(text), int(line or 0))
    params = {"allowed": ALLOWED_PERIODS}
    return is_known, [Finding("bad-period", text, line, HEAD[2], params) for text, line in first.items()]


def _wrong_units(columns: Columns, ids: Texts, measures: dict[str, Measure]) -> Iterator[Finding]:
    """Yield findings for filled rows whose unit is not the one of the measure."""
    rows = zip(
        *(c.to_pylist() for c in (columns.line, ids, columns["einheit"], columns["wert"])), strict=True
    )
    for line, measure, unit, value in rows:
        if value and unit and measure in measures and not same_unit(unit, measures[measure].unit):
            yield Finding("wrong-unit", unit, line, "einheit", {"allowed": measures[measure].unit})
