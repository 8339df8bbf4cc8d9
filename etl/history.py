"""What does a load add to the history, and what does it replace?"""

from __future__ import annotations

import duckdb

_CHANGES = """
    CREATE OR REPLACE TEMP TABLE change AS
    WITH line AS (
        SELECT place, measure, level, period, part, id, revision, value, numerator, denominator, state, text,
               estimated, provisional, -1 AS file
        FROM measurement WHERE "current" OR id IN (
            SELECT max(id) FROM measurement GROUP BY place, measure, level, period, part)
        UNION ALL
        SELECT place, measure, level, period, part, NULL, NULL, value, numerator, denominator, state, text,
               estimated, provisional, file
        FROM observed
    ), compared AS (
        SELECT *, lag(file) OVER w AS file_before, max(revision) OVER w AS revision_before,
               lag(value) OVER w IS NOT DISTINCT FROM value
               AND lag(numerator) OVER w IS NOT DISTINCT FROM numerator
               AND lag(denominator) OVER w IS NOT DISTINCT FROM denominator
               AND lag(state) OVER w IS NOT DISTINCT FROM state AND lag(text) OVER w IS NOT DISTINCT FROM text
               AND lag(estimated) OVER w IS NOT DISTINCT FROM estimated
               AND lag(provisional) OVER w IS NOT DISTINCT FROM provisional AS same
        FROM line WINDOW w AS (PARTITION BY place, measure, level, period, part ORDER BY file, id)
    )
    SELECT place, measure, level, period, part, file,
           coalesce(revision_before, -1) + row_number() OVER (
               PARTITION BY place, measure, level, period, part ORDER BY file) AS revision
    FROM compared WHERE file >= 0 AND (file_before IS NULL OR NOT same)
"""
"""Rows that say something new: the first of their key, or another value than the one before."""

_APPEND = """
    INSERT INTO measurement
    SELECT $first + row_number() OVER (ORDER BY o.file, o.district, o.place, o.measure, o.period_start,
    o.part),
           a.delivery, $publication, o.district, o.place, o.whole, o.measure, o.level, o.period,
           o.period_start,
           o.period_end, o.part, o.value, o.numerator, o.denominator, o.state, o.text, o.estimated,
           o.provisional,
           o.reported, o.note, o.reference, o.line_first, o.line_last, o.rows, c.revision, true, a.demo
    FROM change c JOIN observed o USING (file, place, measure, level, period, part) JOIN accepted a USING
    (file)
    ORDER BY 1
"""

_CURRENT = """
    UPDATE measurement SET "current" = id IN (
        SELECT id FROM measurement
        QUALIFY row_number() OVER (
            PARTITION BY place, measure, level, period, part ORDER BY demo, revision DESC, id DESC) = 1)
"""
"""The last revision counts; a demonstration figure never replaces a real one."""


def find_changes(con: duckdb.DuckDBPyConnection) -> dict[int, int]:
    """Make the temporary table `change`; return the number of new or changed observations of each file."""
    con.execute(_CHANGES)
    return dict(con.execute("SELECT file, count(*) FROM change GROUP BY file").fetchall())


def append(con: duckdb.DuckDBPyConnection, publication: int) -> None:
    """Append what is new to `measurement` and mark which measurements count.

    Args:
        con: the publication being built, with the temporary tables `change`, `observed` and `accepted`
        (file, delivery, demo).
        publication: its number.
    """
    row = con.execute("SELECT coalesce(max(id), 0) FROM measurement").fetchone()
    con.execute(_APPEND, {"first": row[0] if row else 0, "publication": publication})
    con.execute(_CURRENT)
