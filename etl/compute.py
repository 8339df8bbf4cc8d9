"""Which value does every indicator have, for every level of time, district and Berlin?

Everything is computed in SQL from the measurements that count. The rules are those of the interfaces:
Berlin from
numerators and denominators, a district as a whole before the sum of its sites, later deliveries before
earlier ones.
"""

from __future__ import annotations

from datetime import date

import duckdb

from etl import bulk, mismatch
from etl.checks import load_terms
from schemas.catalogue import BERLIN, AreaKind, Catalogue
from schemas.period import MONTHS, Level

_ANY = ", ".join(f"bool_or({flag}) AS {flag}" for flag in ("provisional", "revised", "estimated", "demo"))
_COLUMNS = (
    "indicator, district, period_start, period_end, num, den, given, reported, state, text, incomplete,"
    " provisional, revised, estimated, demo"
)

_COUNTABLE = "(num IS NOT NULL AND (den IS NOT NULL OR f.kind IN ('sum', 'last')))"
"""What can be added up: a count, or a pair of numerator and denominator."""
_COUNT = "f.kind IN ('sum', 'last')"
_NOTHING = f"(state = 'nothing' AND {_COUNT})"
"""The official sign for "nothing there" adds nothing to a count, and nothing is missing."""

_COUNTED = """
    CREATE OR REPLACE TEMP TABLE counted AS
    WITH latest AS (SELECT * FROM measurement WHERE "current"),
    complete AS (SELECT DISTINCT place, measure, level, period FROM latest WHERE part = ''),
    pieces AS (
        SELECT l.*, CAST(split_part(part, '/', 1) AS DATE) AS first, CAST(split_part(part, '/', 2) AS DATE)
        AS last
        FROM latest l ANTI JOIN complete c USING (place, measure, level, period) WHERE part <> ''
    ), apart AS (
        SELECT p.* FROM pieces p ANTI JOIN pieces later
        ON later.place = p.place AND later.measure = p.measure AND later.level = p.level AND later.period =
        p.period
           AND later.id > p.id AND later.first <= p.last AND later.last >= p.first
    )
    SELECT district, place, whole, measure, level, period_start, period_end, value, numerator, denominator,
           state, text, reported, false AS incomplete, provisional, estimated, revision > 0 AS revised, demo
    FROM latest WHERE part = ''
    UNION ALL
    SELECT any_value(district), place, bool_or(whole), measure, level, period_start, period_end, sum(value),
           sum(numerator), sum(denominator), NULL, NULL, bool_or(reported),
           sum(last - first + 1) < period_end - period_start + 1,
           bool_or(provisional), bool_or(estimated), bool_or(revision > 0), bool_or(demo)
    FROM apart GROUP BY place, measure, level, period_start, period_end
"""
"""Measurements in force: whole periods first, else the days covered, later deliveries of the same days
first.
"""

_PIECES = f"""
    CREATE OR REPLACE TEMP TABLE piece AS
    SELECT t.indicator, c.district, c.place, bool_or(c.whole) AS whole, c.level, c.period_start, c.period_end,
           CASE WHEN count(c.value) = any_value(f.terms)
                THEN sum(c.value * t.sign) FILTER (t.side = 'numerator') END AS num,
           CASE WHEN count(c.value) = any_value(f.terms)
                THEN sum(c.value * t.sign) FILTER (t.side = 'denominator') END AS den,
           CAST(NULL AS DOUBLE) AS given, false AS reported,
           any_value(c.state) AS state, any_value(c.text) AS text,
           bool_or(c.incomplete) OR count(c.value) + count(*) FILTER (c.state = 'nothing' AND {_COUNT})
           < any_value(f.terms) AS incomplete, {_ANY}
    FROM counted c JOIN formula_terms t USING (measure) JOIN formula f USING (indicator)
    WHERE NOT c.reported GROUP BY t.indicator, c.district, c.place, c.level, c.period_start, c.period_end
    UNION ALL
    SELECT c.measure, c.district, c.place, c.whole, c.level, c.period_start, c.period_end,
           CASE WHEN f.kind IN ('sum', 'last') THEN c.value ELSE c.numerator END,
           CASE WHEN f.kind IN ('ratio', 'mean') THEN c.denominator END,
           c.value, true, c.state, c.text, c.incomplete, c.provisional, c.revised, c.estimated, c.demo
    FROM counted c JOIN formula f ON f.indicator = c.measure WHERE c.reported
"""
"""Numerator and denominator (or the finished figure) of each indicator for each place and period
delivered.
"""

_AREA_VALUE = f"""
    CREATE OR REPLACE TEMP TABLE area_value AS
    SELECT level, {_COLUMNS}, 1 AS districts, 0 AS rank FROM piece WHERE false
"""

_CANDIDATES = f"""
    CREATE OR REPLACE TEMP TABLE candidate AS
    SELECT {_COLUMNS}, 1 AS districts, CASE WHEN reported THEN 2 ELSE 1 END AS rank
    FROM piece WHERE level = $level AND whole AND district <> '{BERLIN}'
    UNION ALL
    SELECT indicator, district, period_start, period_end, sum(num), sum(den), sum(given), bool_or(reported),
           any_value(state) FILTER (num IS NULL), any_value(text) FILTER (num IS NULL),
           bool_or(incomplete OR num IS NULL), bool_or(provisional), bool_or(revised), bool_or(estimated),
           bool_or(demo), 1, 3
    FROM piece WHERE level = $level AND NOT whole GROUP BY indicator, district, period_start, period_end
    UNION ALL
    SELECT {_COLUMNS}, 1, 4 FROM rolled WHERE district <> '{BERLIN}'
"""
"""Values that a district could have on a level: as a whole, published, the sum of its sites, from finer
periods.
"""

_BERLIN_CANDIDATES = f"""
    CREATE OR REPLACE TEMP TABLE candidate AS
    SELECT {_COLUMNS}, CAST($count AS BIGINT) AS districts, CASE WHEN reported THEN 3 ELSE 1 END AS rank
    FROM piece WHERE level = $level AND district = '{BERLIN}'
    UNION ALL
    SELECT indicator, '{BERLIN}', period_start, period_end, sum(num), sum(den), NULL, bool_or(reported), NULL,
           NULL, bool_or(incomplete) OR count(*) < $count, bool_or(provisional), bool_or(revised),
           bool_or(estimated), bool_or(demo), count(*), CASE WHEN count(*) = $count THEN 2 ELSE 4 END
    FROM area_value JOIN formula f USING (indicator)
    WHERE level = $level AND list_contains($keys, district) AND f.kind <> 'reported'
      AND ({_COUNTABLE} OR {_NOTHING})
    GROUP BY indicator, period_start, period_end HAVING count(num) > 0
    UNION ALL
    SELECT {_COLUMNS}, $count, 5 FROM rolled WHERE district = '{BERLIN}'
"""
"""Values that Berlin could have: delivered measures, the sum of all districts, published, the sum of some."""

_CHOOSE = f"""
    INSERT INTO area_value
    SELECT $level, {_COLUMNS}, districts, rank FROM candidate
    QUALIFY row_number() OVER (
        PARTITION BY indicator, district, period_start
        ORDER BY (num IS NULL AND given IS NULL), rank, demo, num
    ) = 1
"""


def _first_day(level: Level) -> str:
    """Return SQL for the first day of the period of a level that holds `period_start`."""
    if level is Level.HALF:
        return "make_date(year(period_start), CASE WHEN month(period_start) < 7 THEN 1 ELSE 7 END, 1)"
    return f"CAST(date_trunc('{level.value}', period_start) AS DATE)"


def _last_day(level: Level) -> str:
    """Return SQL for the last day of the period of a level that starts on `start`."""
    return f"CAST(start + INTERVAL {MONTHS[level]} MONTH - INTERVAL 1 DAY AS DATE)"


def _roll_up(con: duckdb.DuckDBPyConnection, finer: Level | None, level: Level) -> None:
    """Make `rolled`: values of a level from those of the next finer one; of stocks the last, else the sum."""
    if finer is None:
        con.execute(f"CREATE OR REPLACE TEMP TABLE rolled AS SELECT {_COLUMNS} FROM piece WHERE false")
        return
    expected = 1 if finer is Level.DATE else MONTHS[level] // MONTHS[finer]
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE rolled AS
        WITH part AS (
            SELECT v.*, f.kind, {_first_day(level)} AS start
            FROM area_value v JOIN formula f USING (indicator)
            WHERE level = '{finer.value}' AND f.kind <> 'reported' AND ({_COUNTABLE} OR {_NOTHING})
        ), grouped AS (
            SELECT indicator, district, start, any_value(kind) AS kind,
                   CASE WHEN any_value(kind) = 'last' THEN arg_max(coalesce(num, 0), period_start)
                        ELSE sum(num) END AS num,
                   CASE WHEN any_value(kind) = 'last' THEN NULL ELSE sum(den) END AS den,
                   bool_or(reported) AS reported, count(*) AS parts, max(period_end) AS last_end,
                   arg_max(incomplete, period_start) AS last_incomplete,
                   bool_or(incomplete) AS any_incomplete, {_ANY}
            FROM part GROUP BY indicator, district, start HAVING count(num) > 0
        )
        SELECT indicator, district, start AS period_start, {_last_day(level)} AS period_end, num, den,
               CAST(NULL AS DOUBLE) AS given, reported, CAST(NULL AS VARCHAR) AS state,
               CAST(NULL AS VARCHAR) AS text,
               CASE WHEN kind = 'last' THEN last_incomplete OR last_end < {_last_day(level)}
                    ELSE any_incomplete OR parts < {expected} END AS incomplete,
               provisional, revised, estimated, demo
        FROM grouped
    """)


def compute(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Fill `value` from `measurement`, and the temporary table `mismatch` with totals unlike their parts.

    Args:
        con: the publication being built; `measurement` is complete, `value` is empty.
        catalogue: formulas, levels, breaks and areas.
    """
    load_terms(con, catalogue)
    for statement in (_COUNTED, _PIECES, _AREA_VALUE):
        con.execute(statement)
    mismatch.prepare(con)
    keys = [area.key for area in catalogue.districts]
    finer: Level | None = None
    for level in (Level.DATE, Level.MONTH, Level.QUARTER, Level.HALF, Level.YEAR):
        _roll_up(con, finer, level)
        for candidates, params in (
            (_CANDIDATES, {}),
            (_BERLIN_CANDIDATES, {"keys": keys, "count": len(keys)}),
        ):
            con.execute(candidates, {"level": level.value} | params)
            con.execute(_CHOOSE, {"level": level.value})
            mismatch.record(con, level)
        finer = level
    _write_values(con, catalogue)


def _write_values(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Write the complete grid of areas and periods for the levels of each indicator, in order."""
    levels, breaks = [], []
    for indicator in catalogue.indicators.values():
        due = indicator.due_from or date.min
        levels += [
            (indicator.id, level.value, due if level is indicator.due_periods else None)
            for level in indicator.levels
        ]
        breaks += [(indicator.id, change.since) for change in indicator.breaks]
    areas = [(a.key, a.kind is AreaKind.UNIT) for a in catalogue.areas]
    columns = {"indicator": bulk.TEXT, "level": bulk.TEXT, "due_from": bulk.DAY}
    bulk.make(con, "offered", columns, levels)
    bulk.make(con, "broken", {"indicator": bulk.TEXT, "since": bulk.DAY}, breaks)
    bulk.make(con, "area", {"key": bulk.TEXT, "unit": bulk.TRUTH}, areas)
    con.execute(_GRID)
    con.execute(_VALUES)


_STEP = "CASE level WHEN 'month' THEN 1 WHEN 'quarter' THEN 3 WHEN 'half' THEN 6 ELSE 12 END"
_LABEL = """CASE level WHEN 'year' THEN strftime(period_start, '%Y')
    WHEN 'half' THEN strftime(period_start, '%Y') || CASE WHEN month(period_start) < 7 THEN '-H1' ELSE
    '-H2' END
    WHEN 'quarter' THEN strftime(period_start, '%Y') || '-Q' || quarter(period_start)
    WHEN 'month' THEN strftime(period_start, '%Y-%m') ELSE strftime(period_start, '%Y-%m-%d') END"""

_GRID = f"""
    CREATE OR REPLACE TEMP TABLE grid AS
    WITH seen AS (
        SELECT DISTINCT indicator, level, period_start, due_from
        FROM area_value JOIN offered USING (indicator, level)
    ), spans AS (
        SELECT indicator, level, min(period_start) AS first, max(period_start) AS last
        FROM seen WHERE period_start >= due_from AND level <> 'date' GROUP BY indicator, level
    ), filled AS (
        SELECT indicator, level, CAST(unnest(generate_series(first, last, to_months({_STEP}))) AS DATE) AS
        period_start
        FROM spans
        UNION SELECT indicator, level, period_start FROM seen
    ), periods AS (
        SELECT *, CASE level WHEN 'date' THEN period_start
                       ELSE CAST(period_start + to_months({_STEP}) - INTERVAL 1 DAY AS DATE) END AS
                       period_end,
               lag(period_start) OVER (PARTITION BY indicator, level ORDER BY period_start) AS previous
        FROM filled
    )
    SELECT p.indicator, p.level, {_LABEL} AS period, p.period_start, p.period_end, a.key AS district, a.unit,
           EXISTS (SELECT 1 FROM broken b WHERE b.indicator = p.indicator AND b.since <= p.period_end
                   AND b.since > coalesce(p.previous, p.period_end)) AS broken
    FROM periods p CROSS JOIN area a
"""
"""All periods with a figure, gaps filled where deliveries are due, for all areas."""

_VALUES = """
    INSERT INTO value
    SELECT g.indicator, g.level, g.period, g.period_start, g.period_end, g.district,
           CASE WHEN v.given IS NOT NULL THEN v.given
                WHEN f.kind IN ('ratio', 'mean') THEN f.scale * v.num / nullif(v.den, 0)
                ELSE f.scale * v.num END AS value,
           CASE WHEN f.kind IN ('ratio', 'mean') THEN v.num END, CASE WHEN f.kind IN ('ratio', 'mean') THEN
           v.den END,
           CASE WHEN v.num IS NULL AND v.given IS NULL THEN v.state END,
           CASE WHEN v.num IS NULL AND v.given IS NULL THEN v.text END,
           coalesce(v.districts, 0), coalesce(v.incomplete, false), coalesce(v.provisional, false),
           coalesce(v.revised, false), coalesce(v.estimated, false), coalesce(v.demo, false),
           coalesce(v.reported, false), g.broken
    FROM grid g JOIN formula f USING (indicator)
    LEFT JOIN area_value v USING (indicator, level, period_start, district)
    WHERE NOT g.unit OR v.indicator IS NOT NULL
    ORDER BY g.indicator, g.level, g.period_start, g.district
"""
