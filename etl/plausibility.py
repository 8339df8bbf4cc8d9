"""What is strange about new values, seen against the values there were and the other levels?"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from etl.rules import shown
from schemas.findings import Finding

_TOUCHED = """
    CREATE OR REPLACE TEMP TABLE touched AS
    SELECT DISTINCT c.file, coalesce(t.indicator, o.measure) AS indicator, o.district,
           o.period_start, o.period_end, o.line_first
    FROM change c JOIN observed o USING (file, place, measure, level, period, part)
    LEFT JOIN formula_terms t ON t.measure = o.measure
"""
"""Indicators, districts and periods that a file of this load says something new about."""

_MISMATCH = f"""
    SELECT t.file, min(t.line_first), m.indicator, {shown("m.total")}, {shown("m.parts")},
           {shown("abs(m.total - m.parts)")}, m.total_counts
    FROM mismatch m JOIN touched t
         ON t.indicator = m.indicator AND (t.district = m.district OR m.district = '00')
         AND t.period_start >= m.period_start AND t.period_end <= m.period_end
    GROUP BY t.file, m.indicator, m.district, m.level, m.period_start, m.total, m.parts, m.total_counts
"""

_JUMP = f"""
    WITH finest AS (
        SELECT indicator,
               arg_min(level, list_position(['date', 'month', 'quarter', 'half', 'year'], level)) AS level
        FROM value WHERE value IS NOT NULL GROUP BY indicator
    ), line AS (
        SELECT v.*, lag(v.value) OVER w AS last,
               count(v.value) OVER (w ROWS BETWEEN 12 PRECEDING AND 1 PRECEDING) AS known
        FROM value v JOIN finest USING (indicator, level) WHERE v.value IS NOT NULL AND NOT incomplete
        WINDOW w AS (PARTITION BY indicator, district ORDER BY period_start)
    ), moved AS (
        SELECT *, abs(value - last) AS step,
               avg(abs(value - last)) OVER (PARTITION BY indicator, district ORDER BY period_start
                                            ROWS BETWEEN 12 PRECEDING AND 1 PRECEDING) AS usual
        FROM line
    )
    SELECT t.file, min(t.line_first), m.indicator, {shown("m.value")}, {shown("m.last")}, NULL, NULL
    FROM moved m JOIN touched t ON t.indicator = m.indicator AND t.district = m.district
         AND t.period_start = m.period_start AND t.period_end = m.period_end
    WHERE m.known >= 2 AND m.step > 0.5 * abs(m.last) AND m.step > 6 * m.usual AND NOT m."break"
    GROUP BY ALL
"""
"""A value more than half away from the last one, by more than six times the usual step of the last twelve."""


_COUNTS = {
    True: {"counts": "der Gesamtwert", "counts_en": "The total"},
    False: {"counts": "die Summe aller Bezirke", "counts_en": "The sum of all districts"},
}
"""What counts of a total and the sum of its parts."""


def second_look(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, Finding]]:
    """Yield warnings `level-mismatch` and `jump` with the number of the file of this load that they concern.

    Args:
        con: the publication being built after `etl.compute`, with the temporary tables `change`,
        `observed`, `mismatch`.
    """
    con.execute(_TOUCHED)
    for rule, question in (("level-mismatch", _MISMATCH), ("jump", _JUMP)):
        for file, line, indicator, found, allowed, difference, total_counts in con.execute(
            question
        ).fetchall():
            params = {"allowed": allowed}
            if difference:
                params |= {"difference": difference} | _COUNTS[total_counts]
            yield file, Finding(rule, found, line, indicator, params)
