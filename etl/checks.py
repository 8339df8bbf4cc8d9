"""Is a delivery acceptable, and what do its rows say as numbers?

All files of one load are checked together, in SQL over the whole table of tidy rows. The result is the table
`observed` with one row for each place, period and measure of a file, and the findings of each file.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain

import duckdb
import pyarrow as pa

from etl import bulk, numbers, rules
from etl.places import Places
from etl.scope import Scope, foreign_rows
from etl.source import Tidy
from schemas.catalogue import Catalogue
from schemas.findings import Finding, Severity
from schemas.period import Period

EVERYTHING = Scope()
"""Who loads from the command line may deliver for all."""
PERIODS = "2024, 2024-H1, 2024-Q3, 2024-03, 2024-03-31"


@dataclass(slots=True)
class Delivered:
    """One file on its way through the checks."""

    file: int
    source: str
    tidy: Tidy
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_acceptable(self) -> bool:
        """Whether no finding is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


def check(
    con: duckdb.DuckDBPyConnection, files: list[Delivered], catalogue: Catalogue, scope: Scope = EVERYTHING
) -> None:
    """Check all files: fill their findings, and `observed` with the rows of acceptable files.

    Args:
        con: where the temporary tables are made: `raw`, `parsed`, `observed`, `about`, `formula_terms`.
        files: all files of the load; their `findings` are extended in the order of the lines.
        catalogue: names, measures and indicators that are known.
        scope: for whom the sender may deliver.
    """
    by_file = {delivered.file: delivered for delivered in files}
    for delivered in files:
        delivered.findings.extend(delivered.tidy.findings)
    _load_rows(con, files)
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    _resolve_places(con, Places(catalogue), found)
    _resolve_periods(con, found)
    _load_words(con, catalogue)
    _parse(con)
    _observe(con)
    for file, finding in chain(rules.all_findings(con), foreign_rows(con, scope, catalogue)):
        found[file].append(finding)
    for file, findings in found.items():
        by_file[file].findings.extend(sorted(findings, key=lambda f: (f.line or 0, f.column or "")))
    con.execute(_ABOUT)
    refused = [delivered.file for delivered in files if not delivered.is_acceptable]
    con.execute("DELETE FROM observed WHERE list_contains($1, file)", [refused])


_ABOUT = """
    CREATE OR REPLACE TEMP TABLE about AS
    SELECT file, string_agg(DISTINCT district, ' ' ORDER BY district) AS districts,
           min(period_start) AS first, max(period_end) AS last, count(*) AS observations
    FROM observed GROUP BY file
"""
"""What each file is about, refused ones too: a rejected delivery is not a missing one."""


def _load_rows(con: duckdb.DuckDBPyConnection, files: list[Delivered]) -> None:
    """Put the tidy rows and printed totals of all files into one table each."""
    for name, tables in (("raw", [d.tidy.rows for d in files]), ("totals", [d.tidy.totals for d in files])):
        tagged = [
            table.append_column("file", pa.array([d.file] * len(table), pa.int32()))
            .append_column("source", pa.array([d.source] * len(table), pa.string()))
            .append_column("decimal", pa.array([d.tidy.decimal] * len(table), pa.string()))
            for d, table in zip(files, tables, strict=True)
        ]
        rows = pa.concat_tables(tagged)
        con.register("tagged", rows)
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM tagged")
        con.unregister("tagged")


def _resolve_places(con: duckdb.DuckDBPyConnection, places: Places, found: dict[int, list[Finding]]) -> None:
    """Make `place_map`; rows of unknown places and of units outside the districts give findings."""
    rows = con.execute(
        'SELECT file, source, place_kind, place, min(line), any_value("column") FROM raw GROUP BY ALL'
    ).fetchall()
    known = []
    for file, source, kind, text, line, _column in rows:
        place = places.resolve(source, kind, text)
        if place is None:
            rule = "unknown-district" if kind == "district" else "unknown-site"
            near = places.hint(text)
            found[file].append(
                Finding(rule, text, line, params={"hint": f" (gemeint: {near}?)" if near else ""})
            )
            continue
        if place.outside:
            found[file].append(Finding("extra-unit", text, line))
        known.append((source, kind, text, place.district, place.place, place.whole))
    names = ("source", "kind", "text", "district", "place")
    columns = dict.fromkeys(names, bulk.TEXT) | {"whole": bulk.TRUTH}
    bulk.make(con, "place_map", columns, sorted(set(known)))


def _resolve_periods(con: duckdb.DuckDBPyConnection, found: dict[int, list[Finding]]) -> None:
    """Make `period_map`; labels that are no period give findings."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE period_map (text VARCHAR, level VARCHAR, first DATE, last DATE)"
    )
    known = []
    for (text,) in con.execute("SELECT DISTINCT period FROM raw").fetchall():
        try:
            period = Period.parse(text)
        except ValueError:
            for file, line in con.execute("SELECT file, line FROM raw WHERE period = ?", [text]).fetchall():
                found[file].append(Finding("bad-period", text, line, params={"allowed": PERIODS}))
        else:
            known.append((text, period.level.value, period.start, period.end))
    columns = {"text": bulk.TEXT, "level": bulk.TEXT, "first": bulk.DAY, "last": bulk.DAY}
    bulk.make(con, "period_map", columns, known)


def _load_words(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Make the tables of what the catalogue and the sign legend know."""
    load_terms(con, catalogue)
    known = {m.id: (m.id, m.negative, False) for m in catalogue.measures}
    known |= {i.id: (i.id, (i.plausible.min or 0) < 0, True) for i in catalogue.indicators.values()}
    columns = {"measure": bulk.TEXT, "negative": bulk.TRUTH, "reported": bulk.TRUTH}
    bulk.make(con, "known_measure", columns, list(known.values()))
    bulk.make(con, "sign", dict.fromkeys(("sign", "state", "de", "en"), bulk.TEXT), numbers.SIGNS)


def load_terms(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Make the tables `formula_terms` (measures of an indicator) and `formula` (kind, scale, range)."""
    terms, formulas = [], []
    for indicator in catalogue.indicators.values():
        value = indicator.value
        sides = (("numerator", value.numerator), ("denominator", value.denominator))
        terms += [(indicator.id, side, sign, measure) for side, total in sides for sign, measure in total]
        count = len(value.numerator) + len(value.denominator)
        plausible = indicator.plausible
        formulas.append(
            (indicator.id, value.kind, value.scale, count, plausible.min, plausible.max, indicator.decimals)
        )
    bulk.make(
        con,
        "formula_terms",
        {"indicator": bulk.TEXT, "side": bulk.TEXT, "sign": bulk.WHOLE, "measure": bulk.TEXT},
        terms,
    )
    columns = {"indicator": bulk.TEXT, "kind": bulk.TEXT, "scale": bulk.NUMBER, "terms": bulk.WHOLE}
    columns |= {"low": bulk.NUMBER, "high": bulk.NUMBER, "decimals": bulk.WHOLE}
    bulk.make(con, "formula", columns, formulas)


def _parse(con: duckdb.DuckDBPyConnection) -> None:
    """Make `parsed`: every row with its number, or the state of its sign, or its words."""
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE parsed AS
        WITH cleaned AS (
            SELECT *, {numbers.clean("value")} AS text,
                   {numbers.clean("factor")} AS factor_text,
                   {numbers.clean("numerator")} AS numerator_text,
                   {numbers.clean("denominator")} AS denominator_text
            FROM raw
        ), cored AS (SELECT *, {numbers.core("text")} AS core, {numbers.mark("text")} AS mark FROM cleaned)
        SELECT c.*, p.district, p.place AS place_id, p.whole, q.level, q.first, q.last,
               {numbers.number("core", "decimal")} AS number,
               CASE WHEN factor IS NULL THEN 1 ELSE {numbers.number("factor_text", "decimal")} END AS times,
               {numbers.number("numerator_text", "decimal")} AS num, {
        numbers.number("denominator_text", "decimal")
    } AS den,
               s.state AS sign_state, s.de AS sign_de,
               regexp_matches(lower(c.text), '{numbers.WORDS}') AS wordy,
               k.measure IS NOT NULL AS known, coalesce(k.reported, false) AS reported,
               coalesce(k.negative, false) AS may_be_negative
        FROM cored c
        LEFT JOIN place_map p ON p.source = c.source AND p.kind = c.place_kind AND p.text = c.place
        LEFT JOIN period_map q ON q.text = c.period
        LEFT JOIN sign s ON s.sign = lower(c.text)
        LEFT JOIN known_measure k ON k.measure = c.measure
    """)


def _observe(con: duckdb.DuckDBPyConnection) -> None:
    """Make `observed`: one row for each place, period and measure of a file, rows of one key counted once."""
    con.execute("""
        CREATE OR REPLACE TEMP TABLE observed AS
        WITH used AS (
            SELECT * FROM parsed
            WHERE district IS NOT NULL AND level IS NOT NULL AND known AND coalesce(text, '') <> ''
            QUALIFY row_number() OVER (PARTITION BY file, place_id, measure, period, part, key ORDER BY
            line) = 1
        )
        SELECT file, district, place_id AS place, bool_or(whole) AS whole, measure, level, period,
               any_value(first) AS period_start, any_value(last) AS period_end, part,
               sum(number * times) AS value, any_value(num) AS numerator, any_value(den) AS denominator,
               CASE WHEN count(number) = 0 THEN coalesce(arg_min(sign_state, line), 'text') END AS state,
               CASE WHEN count(number) = 0 THEN arg_min(text, line) END AS text,
               bool_or(mark IN ('s', '(')) AS estimated, bool_or(mark = 'p') AS provisional,
               bool_or(reported) AS reported, any_value(note) AS note, any_value(reference) AS reference,
               min(line) AS line_first, max(line) AS line_last, count(*) AS rows
        FROM used GROUP BY file, district, place_id, measure, level, period, part
    """)
