"""Which rows break a rule?

One question in SQL for each rule, over the tables that `etl.checks` makes. Each gives the file, the line,
the column
as the clerk knows it, what was found, and what the message needs besides.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from etl import numbers
from schemas.findings import Finding

MOST = 1000
"""So many findings of one rule are kept for a file; a file with more is broken as a whole."""

_SHOWN = (
    "CASE WHEN {0} = round({0}) THEN CAST(CAST({0} AS HUGEINT) AS VARCHAR)"
    " ELSE replace(CAST(round({0}, 4) AS VARCHAR), '.', ',') END"
)


def shown(number: str) -> str:
    """Return SQL for a number as a message shows it."""
    return _SHOWN.format(number)


_ROWS = {
    "unknown-indicator": 'SELECT file, line, "column", measure, NULL, NULL FROM parsed WHERE NOT known',
    "not-a-number": """
        SELECT file, line, "column", coalesce(text, ''), NULL, NULL FROM parsed
        WHERE known AND number IS NULL AND sign_state IS NULL
          AND (key IS NOT NULL OR (coalesce(text, '') <> '' AND NOT wordy))
        UNION ALL
        SELECT file, line, "column", factor_text, NULL, NULL FROM parsed
        WHERE known AND factor IS NOT NULL AND times IS NULL AND coalesce(text, '') <> ''
        UNION ALL
        SELECT file, line, 'numerator', numerator_text, NULL, NULL FROM parsed WHERE num IS NULL AND
        numerator_text <> ''
        UNION ALL
        SELECT file, line, 'denominator', denominator_text, NULL, NULL FROM parsed
        WHERE den IS NULL AND denominator_text <> ''
    """,
    "text-value": """
        SELECT file, line, "column", text, NULL, NULL FROM parsed
        WHERE known AND number IS NULL AND sign_state IS NULL AND key IS NULL AND wordy AND text <> ''
    """,
    "sign": """
        SELECT file, line, "column", text, sign_de, NULL FROM parsed WHERE known AND sign_state IS NOT NULL
    """,
    "negative-value": """
        SELECT file, line, "column", text, NULL, NULL FROM parsed WHERE number < 0 AND NOT may_be_negative
    """,
    "duplicate-key": """
        SELECT file, max(line), any_value("column"), concat_ws(' · ', any_value(place), period,
        coalesce(key, measure)),
               NULL, NULL
        FROM parsed WHERE known
        GROUP BY file, place_id, place, measure, period, part, key
        HAVING count(*) > 1 AND count(DISTINCT concat_ws('×', text, factor_text)) > 1
    """,
}

_TOTALS = f"""
    WITH summed AS (
        SELECT file, place, measure, sum(number * times) AS total FROM parsed GROUP BY ALL
    ), printed AS (
        SELECT *, {numbers.number("printed", "decimal")} AS wanted
        FROM (SELECT *, {numbers.core(numbers.clean("value"))} AS printed FROM totals)
    )
    SELECT p.file, p.line, p."column", {shown("coalesce(s.total, 0)")}, {shown("p.wanted")}, NULL
    FROM printed p LEFT JOIN summed s USING (file, place, measure)
    WHERE p.wanted IS NOT NULL AND abs(coalesce(s.total, 0) - p.wanted) > 1e-6 * greatest(1, abs(p.wanted))
"""

_PAIRS = """
    SELECT o.file, t.indicator, o.place, o.period, o.part, f.scale, f.kind, f.low, f.high,
    min(o.line_first) AS line,
           sum(o.value * t.sign) FILTER (t.side = 'numerator') AS num,
           sum(o.value * t.sign) FILTER (t.side = 'denominator') AS den
    FROM observed o JOIN formula_terms t USING (measure) JOIN formula f USING (indicator)
    WHERE o.value IS NOT NULL
    GROUP BY ALL HAVING count(*) = any_value(f.terms)
    UNION ALL
    SELECT o.file, o.measure, o.place, o.period, o.part, f.scale, 'ratio', f.low, f.high, o.line_first,
           o.numerator, o.denominator
    FROM observed o JOIN formula f ON f.indicator = o.measure
    WHERE o.reported AND o.numerator IS NOT NULL AND o.denominator IS NOT NULL AND f.kind <> 'mean'
"""

_EXCEEDS = f"""
    SELECT file, line, indicator, {shown("num")} || ' > ' || {shown("den")}, NULL, NULL FROM ({_PAIRS})
    WHERE kind = 'ratio' AND num > den AND (high IS NULL OR high <= scale)
"""

_RANGE = f"""
    WITH results AS (
        SELECT file, line, indicator, low, high, CASE WHEN kind IN ('ratio', 'mean') THEN scale * num /
        nullif(den, 0) ELSE num END AS result
        FROM ({_PAIRS})
        UNION ALL
        SELECT o.file, o.line_first, o.measure, f.low, f.high, o.value
        FROM observed o JOIN formula f ON f.indicator = o.measure WHERE o.reported
    )
    SELECT DISTINCT file, line, indicator, {shown("result")},
           coalesce({shown("low")}, '−∞') || ' … ' || coalesce({shown("high")}, '∞'), NULL
    FROM results WHERE result < low OR result > high
"""

_PARAMS = {"sign": "meaning"}


def all_findings(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, Finding]]:
    """Yield the findings of every rule with the number of their file.

    `outside-plausible-range` and `numerator-exceeds-denominator` speak of indicators, so they look at
    `observed`.
    """
    questions = _ROWS | {
        "total-mismatch": _TOTALS,
        "numerator-exceeds-denominator": _EXCEEDS,
        "outside-plausible-range": _RANGE,
    }
    for rule, question in questions.items():
        limited = f"SELECT * FROM ({question}) AS q(file, line, col, found, allowed, difference)"
        limited += f" QUALIFY row_number() OVER (PARTITION BY file ORDER BY line) <= {MOST}"
        for file, line, column, found, allowed, difference in con.execute(limited).fetchall():
            words = {_PARAMS.get(rule, "allowed"): allowed, "difference": difference}
            params = {name: word for name, word in words.items() if word is not None}
            yield file, Finding(rule, found, line, column, params)
