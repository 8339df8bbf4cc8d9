"""How do clerks write reporting periods and units?"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from etl.places import fold
from schemas.period import Level, Period

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = (
    *("januar", "februar", "maerz", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "dezember"),
)
_PART = r"(?P<part>\d{1,2}|i{1,3}|iv)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_GAP = r"[\s./_-]*"
_QUARTER = r"(?:quartal|vierteljahr|q|vj)"
_HALF = r"(?:halbjahr|hj|h)"
_FORMS = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (Level.QUARTER, rf"{_PART}{_GAP}{_QUARTER}{_GAP}{_YEAR}"),
        (Level.QUARTER, rf"{_QUARTER}{_GAP}{_PART}{_GAP}{_YEAR}"),
        (Level.QUARTER, rf"{_YEAR}{_GAP}{_QUARTER}{_GAP}{_PART}"),
        (Level.QUARTER, rf"{_YEAR}{_GAP}{_PART}{_GAP}{_QUARTER}"),
        (Level.HALF, rf"{_PART}{_GAP}{_HALF}{_GAP}{_YEAR}"),
        (Level.HALF, rf"{_HALF}{_GAP}{_PART}{_GAP}{_YEAR}"),
        (Level.HALF, rf"{_YEAR}{_GAP}{_HALF}{_GAP}{_PART}"),
        (Level.HALF, rf"{_YEAR}{_GAP}{_PART}{_GAP}{_HALF}"),
        # German offices write a quarter with a Roman number and no word: III/2024.
        (Level.QUARTER, rf"(?P<part>i{{1,3}}|iv)\s*[/.-]\s*{_YEAR}"),
        (Level.MONTH, rf"(?P<part>\d{{1,2}})\s*[/.]\s*{_YEAR}"),
        (Level.MONTH, rf"(?P<part>{'|'.join(_MONTHS)}){_GAP}{_YEAR}"),
        (Level.YEAR, rf"(?:jahr\s*)?{_YEAR}"),
    )
)
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")

_UNITS = (
    ("count", "anzahl personen stueck"),
    ("%", "% prozent vh proz percent"),
    ("days", "tag tage tagen d kalendertage"),
    ("weeks", "woche wochen wo"),
    ("months", "monat monate"),
    ("hours", "stunde stunden h std"),
    ("minutes", "minute minuten min"),
    ("money", "€ eur euro"),
    ("points", "punkt punkte"),
    ("fte", "vzae vollzeitaequivalent vollzeitaequivalente vzk"),
)
_KINDS = {word: kind for kind, words in _UNITS for word in words.split()}


@lru_cache(maxsize=4096)
def period_text(text: str) -> str:
    """Return a period as `Period.parse` reads it; text that means none comes back as it is.

    Read are `2024-Q3`, `III/2024`, `3. Quartal 2024`, `Q3 2024`, `1. Halbjahr 2024`, `H1/2024`, `03/2024`,
    `März 2024`, `31.03.2024`, `2024`.
    """
    text = text.strip()
    if day := _DAY.fullmatch(text):
        candidate = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
        return candidate if _is_period(candidate) else text
    if _is_period(text):
        return text
    plain = unicodedata.normalize("NFC", text).casefold().replace("ä", "ae")
    for level, form in _FORMS:
        if match := form.fullmatch(plain):
            return _of(level, int(match["year"]), match.groupdict().get("part") or "1") or text
    return text


def _of(level: Level, year: int, part: str) -> str | None:
    """Return the text of the `part`-th period of a year, None where a year has no such part."""
    number = _ROMAN.get(part) or (_MONTHS.index(part) + 1 if part in _MONTHS else int(part))
    count = {Level.MONTH: 12, Level.QUARTER: 4, Level.HALF: 2}.get(level, 1)
    return str(Period.of(level, year, number)) if 1 <= number <= count else None


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True


def level_of(text: str) -> Level | None:
    """Return the level of a period's text, None where it is no period."""
    return Period.parse(text).level if _is_period(text) else None


def same_unit(one: str, other: str) -> bool:
    """Whether two units can mean the same; only known words differ, so that new words need no change here."""
    kinds = {_KINDS.get(fold(unit) or unit.strip()) for unit in (one, other)}
    return len(kinds) == 1 or None in kinds
