"""Which number, sign or word does a cell hold?

Text becomes a number here and nowhere else, as one SQL expression over the whole table of rows.
"""

from __future__ import annotations

SIGNS = (
    ("-", "nothing", "nichts vorhanden", "nothing there"),
    ("–", "nothing", "nichts vorhanden", "nothing there"),
    ("—", "nothing", "nichts vorhanden", "nothing there"),
    (".", "unknown", "unbekannt oder geheim zu halten", "unknown or confidential"),
    ("•", "unknown", "unbekannt oder geheim zu halten", "unknown or confidential"),
    ("·", "unknown", "unbekannt oder geheim zu halten", "unknown or confidential"),
    ("...", "later", "Angabe folgt später", "figure follows later"),
    ("…", "later", "Angabe folgt später", "figure follows later"),
    ("/", "unreliable", "nicht sicher genug", "not reliable enough"),
    ("x", "blocked", "Nachweis nicht sinnvoll", "not meaningful"),
    ("n/a", "no_answer", "keine Angabe", "no answer"),
    ("k. a.", "no_answer", "keine Angabe", "no answer"),
    ("k.a.", "no_answer", "keine Angabe", "no answer"),
    ("ka", "no_answer", "keine Angabe", "no answer"),
    ("keine angabe", "no_answer", "keine Angabe", "no answer"),
    ("n. v.", "no_answer", "keine Angabe", "no answer"),
    ("n.v.", "no_answer", "keine Angabe", "no answer"),
)
"""Official signs in lower case, the state they stand for, and its name in German and English (AfS, sign
legend).
"""

_SPAN = r"\d+([.,]\d+)?\s*(-|–|bis)\s*\d+([.,]\d+)?"
_UNIT = r"(tage?n?|wochen?|monate?n?|stunden?|werktage?n?|prozent|%)"
_ABOUT = r"(ca\.?|circa|etwa|rund|mehr als|weniger als|über|unter|mindestens|höchstens|bis zu|<|>|≤|≥)"
_NUMBER = r"\d+([.,]\d+)?"
WORDS = (
    rf"^(sofort|umgehend|unverzüglich|taggleich|{_SPAN}(\s*{_UNIT})?"
    rf"|{_ABOUT}\s*{_NUMBER}(\s*{_UNIT})?|{_NUMBER}\s*{_UNIT})$"
)
"""Words and ranges that answers of offices hold instead of a number (pattern over lower-case text)."""


def clean(column: str) -> str:
    """Return SQL for a cell's text with plain blanks, a plain minus and no per cent sign at its end."""
    # chr: the no-break blanks that group thousands in German typography
    plain = f"translate({column}, chr(160) || chr(8239) || chr(8201) || '−', '   -')"
    return rf"trim(regexp_replace(trim({plain}), '(\d)\s*%$', '\1'))"


def core(text: str) -> str:
    """Return SQL for cleaned text without the marks p, r, s behind and the brackets around a number."""
    return rf"regexp_replace(regexp_replace({text}, '^\((.*\d.*)\)$', '\1'), '(\d)\s*[prs]$', '\1')"


def mark(text: str) -> str:
    """Return SQL for the mark of a number: p preliminary, r corrected, s estimated, ( limited; else empty."""
    is_limited = rf"regexp_matches({text}, '^\(.*\d.*\)$')"
    return rf"CASE WHEN {is_limited} THEN '(' ELSE regexp_extract({text}, '\d\s*([prs])$', 1) END"


def number(text: str, decimal: str) -> str:
    """Return SQL for the number in cleaned text, NULL where it is none.

    Args:
        text: SQL of the cleaned text.
        decimal: SQL that gives the decimal mark of the file. With "," a dot groups thousands where it stands
            before three digits, else it is read as a decimal point; with "." it is always a decimal point.
    """
    grouped_german = rf"regexp_matches({text}, '^[+-]?\d{{1,3}}(\.\d{{3}})+(,\d+)?$')"
    grouped_blank = rf"regexp_matches({text}, '^[+-]?\d{{1,3}}( \d{{3}})+([.,]\d+)?$')"
    grouped_machine = rf"regexp_matches({text}, '^[+-]?\d{{1,3}}(,\d{{3}})+(\.\d+)?$')"
    plain = rf"regexp_matches({text}, '^[+-]?\d+([.,]\d+)?([eE][+-]?\d{{1,2}})?$')"
    return f"""CASE
        WHEN {decimal} = '.' AND {grouped_machine} THEN TRY_CAST(replace({text}, ',', '') AS DOUBLE)
        WHEN {decimal} = ',' AND {grouped_german} THEN TRY_CAST(replace(replace({text}, '.', ''), ',', '.')
        AS DOUBLE)
        WHEN {grouped_blank} THEN TRY_CAST(replace(replace({text}, ' ', ''), ',', '.') AS DOUBLE)
        WHEN {plain} THEN TRY_CAST(replace({text}, ',', '.') AS DOUBLE)
    END"""
