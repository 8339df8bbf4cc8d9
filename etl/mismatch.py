"""Where does a total that was stated differ from the sum of its parts, and which of the two counts?"""

from __future__ import annotations

import duckdb

from schemas.catalogue import BERLIN
from schemas.period import Level

_TABLE = """
    CREATE OR REPLACE TEMP TABLE mismatch (indicator VARCHAR, district VARCHAR, level VARCHAR,
        period_start DATE, period_end DATE, total DOUBLE, parts DOUBLE, total_counts BOOLEAN)
"""

_RECORD = f"""
    INSERT INTO mismatch
    WITH best AS (
        SELECT indicator, district, period_start, min(rank) AS rank FROM candidate
        WHERE num IS NOT NULL OR given IS NOT NULL GROUP BY ALL
    )
    SELECT w.indicator, w.district, $level, w.period_start, w.period_end,
           coalesce(w.given, CASE WHEN f.kind IN ('ratio', 'mean') THEN f.scale * w.num / nullif(w.den, 0)
                                  ELSE w.num END) AS total,
           CASE WHEN f.kind IN ('ratio', 'mean') THEN f.scale * p.num / nullif(p.den, 0)
                ELSE p.num END AS parts,
           w.rank = b.rank
    FROM candidate w JOIN candidate p USING (indicator, district, period_start)
    JOIN best b USING (indicator, district, period_start) JOIN formula f USING (indicator)
    WHERE NOT p.incomplete AND w.demo = p.demo
      AND CASE WHEN district = '{BERLIN}' THEN p.rank = 2 AND (w.rank, b.rank) IN ((1, 1), (3, 2))
               ELSE w.rank < 3 AND w.rank = b.rank AND p.rank IN (3, 4) END
      AND abs(total - parts) > CASE WHEN w.given IS NULL THEN 1e-9 * greatest(1, abs(parts))
                                    ELSE 0.5 / pow(10, f.decimals) END
"""
"""Ranks are those of the candidates in `etl.compute`.

A district as a whole (1) or published (2) counts before the sum of its sites (3) and of shorter periods (4).
Measures delivered for Berlin (1) count before the sum of all twelve (2), and that before a published Berlin
(3).
"""


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Make the empty temporary table `mismatch`."""
    con.execute(_TABLE)


def record(con: duckdb.DuckDBPyConnection, level: Level) -> None:
    """Note the totals of a level unlike their parts; takes `candidate` as `etl.compute` made it last."""
    con.execute(_RECORD, {"level": level.value})
