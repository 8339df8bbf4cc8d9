"""Which figures were published, for which place and period, and where?

Finished figures with their source, one row each, in the columns of `data/figures/published_figures.csv`. They
are taken over as they are; nothing is computed from them.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from etl.places import fold
from etl.source import Source, Table, Tidy
from etl.sources import _tabular
from etl.sources._columns import (
    Columns,
    Texts,
    both,
    chosen,
    is_text,
    joined,
    mapped,
    matches,
    no,
    or_null,
    rows_in_file,
    says_demo,
    tidy_rows,
    unknown,
)
from etl.sources._words import period_text, same_unit
from schemas.catalogue import Catalogue
from schemas.findings import Finding

SLUG = "figures"
COLUMNS = (
    "indicator",
    "agreement",
    "district",
    "period",
    "value",
    "unit",
    "numerator",
    "denominator",
    "source_title",
    "source_ref",
    "note",
)
REQUIRED = ("indicator", "district", "period", "value")
_EXPECTED = tuple(fold(name) for name in COLUMNS)
# A note such as „rund 30 Prozent“ says that the source rounded; within a sentence it may speak of anything.
_ABOUT = r"rund|etwa|circa|ca\.|knapp|mehr als|um die|geschätzt"
_ROUNDED = rf"(?:^|;)\s*„?(?:{_ABOUT})[\s“]|(?:gerundet|geschätzt)(?:$|[\s;,.])"


def recognises(path: Path, head: bytes) -> bool:
    """Whether the columns for indicator, period and value, or the district, are named."""
    return len(_tabular.head_words(path, head) & {"indicator", "district", "period", "value"}) >= 3


def read(path: Path) -> Table:
    """Mirror the list."""
    return _tabular.read(path, _EXPECTED)


def tidy(table: Table, catalogue: Catalogue) -> Tidy:
    """Return a row for each figure; those whose note says that the source rounded carry the mark `s`."""
    columns = Columns(table.rows)
    demo = says_demo(columns["note"]) or "demo" in table.meta
    if missing := columns.missing(*REQUIRED):
        return Tidy(tidy_rows(0), findings=tuple(missing), data_rows=rows_in_file(table), demo=demo)
    indicators = columns["indicator"]
    is_known, findings = unknown(columns, "indicator", indicators, catalogue.indicators)
    rows = tidy_rows(
        columns.count,
        line=columns.line,
        column="value",
        place=columns["district"],
        period=mapped(columns["period"], period_text),
        measure=indicators,
        value=_values(columns),
        numerator=or_null(columns["numerator"]),
        denominator=or_null(columns["denominator"]),
        note=or_null(columns["note"]),
        reference=or_null(_references(columns)),
    )
    findings += _wrong_units(columns, catalogue)
    decimal = "." if table.meta["delimiter"] == "," else ","
    return Tidy(
        rows.filter(is_known),
        findings=tuple(findings),
        data_rows=rows_in_file(table),
        demo=demo,
        decimal=decimal,
    )


def _values(columns: Columns) -> Texts:
    """Return the values with the official mark for estimates behind those that the source rounded."""
    values = columns["value"]
    rounded = both(matches(columns["note"], _ROUNDED), matches(values, r"\d$"))
    return chosen(rounded, joined(" ", values, "s"), values)


def _references(columns: Columns) -> Texts:
    """Return title and address of the sources, with a bar between them where both are given."""
    title, ref = columns["source_title"], columns["source_ref"]
    has_title, has_ref = no(is_text(title, "")), no(is_text(ref, ""))
    return chosen(both(has_title, has_ref), joined(" | ", title, ref), chosen(has_title, title, ref))


def _wrong_units(columns: Columns, catalogue: Catalogue) -> list[Finding]:
    """Return a finding for each indicator that comes in another unit than the catalogue's."""
    pairs = pa.table({"indicator": columns["indicator"], "unit": columns["unit"], "line": columns.line})
    first = pairs.group_by(["indicator", "unit"], use_threads=False).aggregate([("line", "min")])
    findings = []
    for row in first.to_pylist():
        indicator = catalogue.indicators.get(row["indicator"])
        if indicator and row["unit"] and not same_unit(row["unit"], indicator.unit):
            allowed = {"allowed": indicator.unit}
            findings.append(Finding("wrong-unit", row["unit"], row["line_min"], "unit", allowed))
    return findings


SOURCE = Source(SLUG, recognises, read, tidy)
