"""How many first names did the registry offices give, in lists of one file per office and year?

The names of files and the order of columns change from year to year; the office is read from the name of the
file, the year from it or from its folder. From 2017 on a column `position` tells first from further names:
those lists count children, the earlier ones all names. The two are different measures and never one series.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pyarrow as pa

from etl.places import Places, fold
from etl.source import Source, Table, Tidy
from etl.sources import _csv_text
from etl.sources._columns import (
    Columns,
    Flags,
    both,
    either,
    findings_where,
    is_text,
    joined,
    matches,
    no,
    rows_in_file,
    tidy_rows,
)
from schemas.catalogue import AreaKind, Catalogue
from schemas.findings import Finding

SLUG = "standesamt-vornamen"
REQUIRED = ("anzahl", "vorname", "geschlecht")
_TEXT_FILES = {".csv", ".txt"}
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DATES = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_NOISE = re.compile(
    r"(?:19|20)\d\d-\d\d-\d\d|(?<!\d)(?:19|20)\d\d(?!\d)|\(\d+\)"
    r"|(?<![^\W\d_])(?:vornamen?s?(?:statistik|liste)?|statistik|liste|von berlin|korrigiert|korrektur"
    r"|berichtigt|kopie|copy|final|neu|v\d+|demonstration(?:sdaten)?)(?![^\W\d_])",
    re.IGNORECASE,
)
_WHOLE_NUMBER = r"^\d{1,3}(\.?\d{3})*$|^\d+$"
_DEMO = "demonstration"
_POSITION = r"^0*[1-9]\d*$"
_FIRST = r"^0*1$"


def recognises(path: Path, head: bytes) -> bool:
    """Whether two of the three columns are in the header, or the name says it of a file without a header."""
    words = {fold(cell) for cells in _csv_text.head_records(head)[:1] for cell in cells}
    if len(words & set(REQUIRED)) >= 2:
        return True
    is_named = "vorname" in path.name.casefold()
    return is_named and path.suffix.lower() in _TEXT_FILES


def read(path: Path) -> Table:
    """Mirror one list."""
    return _csv_text.mirror(path)


def tidy(table: Table, catalogue: Catalogue) -> Tidy:
    """Return the rows that count: those at position 1; without positions all that have a name."""
    columns = Columns(table.rows)
    name = unicodedata.normalize("NFC", table.meta["file"])
    demo = _DEMO in name.casefold()
    if missing := columns.missing(*REQUIRED):
        return Tidy(tidy_rows(0), findings=tuple(missing), data_rows=rows_in_file(table), demo=demo)
    period, findings = _year(name, table.meta["folder"])
    findings += findings_where(is_text(columns["vorname"], ""), "empty-name", "vorname", columns)
    place = _office(name, Places(catalogue), catalogue)
    rows = _rows(columns, place, period or "0000")
    if "position" in columns:
        first = matches(columns["position"], _FIRST)
        findings += _bad_further(columns, no(first))
        rows = rows.filter(first)
    else:
        rows = rows.filter(no(is_text(columns["vorname"], "")))
    if period is None:
        rows = tidy_rows(0)
    return Tidy(rows, findings=tuple(findings), data_rows=rows_in_file(table), demo=demo)


def _rows(columns: Columns, place: str, period: str) -> pa.Table:
    """Return a tidy row for each row of the list."""
    parts = [columns["vorname"], columns["geschlecht"]]
    measure = "vornamen_alle"
    if "position" in columns:
        parts.append(columns["position"])
        measure = "vornamen_position_1"
    key = joined("|", *parts)
    return tidy_rows(
        columns.count,
        line=columns.line,
        column="anzahl",
        place=place,
        period=period,
        measure=measure,
        value=columns["anzahl"],
        key=key,
    )


def _bad_further(columns: Columns, further: Flags) -> list[Finding]:
    """Return findings for what no figure is made of and nobody else looks at: positions and further counts.

    A child whose position is no number would not be counted; a list with broken counts is broken as a whole.
    """
    no_position = no(matches(columns["position"], _POSITION))
    counts = columns["anzahl"]
    negative = both(further, matches(counts, r"^[-−]\s*\d+$"))
    sound = either(matches(counts, _WHOLE_NUMBER), negative)
    no_count = both(further, no(sound))
    return [
        *findings_where(no_position, "not-a-number", "position", columns),
        *findings_where(no_count, "not-a-number", "anzahl", columns),
        *findings_where(negative, "negative-value", "anzahl", columns),
    ]


# What the name of the file says ----


def _year(name: str, folder: str) -> tuple[str | None, list[Finding]]:
    """Return the year of a list, of its name or else its folder; a finding where there is not exactly one."""
    dates = _DATES.findall(name)
    years = {year for year, _, _ in dates} or set(_YEARS.findall(name)) or set(_YEARS.findall(folder))
    is_whole = not dates or [(month, day) for _, month, day in dates] == [("01", "01"), ("12", "31")]
    if len(years) == 1 and is_whole:
        return years.pop(), []
    found = name if years else f"{folder}/{name}"
    return None, [Finding("bad-period", found, params={"allowed": "2023, 2023-01-01_2023-12-31"})]


def _office(name: str, places: Places, catalogue: Catalogue) -> str:
    """Return the office that the name of a file means: the area's name, else what is left of the name."""
    rest = _NOISE.sub(" ", re.sub(r"\.(csv|txt)$", "", name, flags=re.IGNORECASE)).strip(" _-,")
    words = [word for word in re.split(r"[\s_]+", rest) if fold(word)]
    for length in range(len(words), 0, -1):
        runs = [" ".join(words[n : n + length]) for n in range(len(words) - length + 1)]
        found = {
            place.district for run in runs if re.search("[a-z]", fold(run)) and (place := places.area(run))
        }
        areas = [catalogue.areas_by_key[key] for key in found]
        named = [area.name for area in areas if area.kind is not AreaKind.CITY]
        if named:
            # Two offices in one name are none: nobody can tell whose list it is.
            return named[0] if len(named) == 1 else rest
    return rest or name


SOURCE = Source(SLUG, recognises, read, tidy)
