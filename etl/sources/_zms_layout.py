"""What do the first rows of a report say: which report, for whom, for which days?

A report of the appointment system begins with its title, the names of the place one below the other, a row
"Zeitraum:" | first day | "bis" | last day, and a blank row. The names are the organisation (a district), then
its department, then the site with its short name; or, where sites were chosen, the names of those alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from etl.places import Places, fold
from etl.sources._columns import DEMO
from etl.sources._sheets import Row
from etl.sources._zms_time import Moment, moment_of
from schemas.catalogue import Site
from schemas.period import Level, Period

TITLES = {
    "Kundenstatistik": "clients",
    "Dienstleistungsstatistik": "services",
    "Wartesituation": "waiting",
    "Terminkapazität": "raw",
    "Rohdaten": "raw",
}
"""Beginnings of titles, and the layout that follows."""

MONTHS = (
    "januar", "februar", "maerz", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "dezember",
)  # fmt: skip

_SPAN = "Zeitraum"
_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})\b|\b(\d{4})-(\d{2})-(\d{2})\b")
_YEAR = re.compile(r"\d{4}")
_OFFICE = re.compile(r"(?<!bezirks)amt|stelle|standort|büro", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Preamble:
    """What a report says of all its rows."""

    names: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    @property
    def span(self) -> str:
        """First and last day, as a message says them."""
        return " – ".join(f"{day:%d.%m.%Y}" for day in (self.first, self.last) if day)

    def holds(self, moment: Moment) -> bool:
        """Whether a date lies in the days of the report, at least in part."""
        return (self.first or date.min) <= moment.last and moment.first <= (self.last or date.max)


@dataclass(frozen=True, slots=True)
class Section:
    """A report in a sheet: its preamble and the rows below that."""

    preamble: Preamble
    rows: tuple[Row, ...]


def kind_of(texts: Sequence[str]) -> str | None:
    """Return the layout that the first texts of a sheet belong to, None where they are no report.

    The header decides; the title helps where a report has no rows at all.
    """
    seen = {fold(text) for text in texts}
    if {"datum", "kundenerschienen"} <= seen:
        return "clients"
    if {"dienstleistung", "summe"} <= seen and any(text.startswith("Ø") for text in texts):
        return "services"
    if "zeitabschnitte" in seen:
        return "waiting"
    title = texts[0] if texts else ""
    return next((kind for start, kind in TITLES.items() if title.startswith(start)), None)


def sections(rows: Sequence[Row], is_header: re.Pattern[str]) -> Iterator[Section]:
    """Yield the reports in a sheet; each begins with its title, the first one also without.

    Args:
        rows: of the sheet.
        is_header: a cell that only the header row below the preamble has.
    """
    starts = [n for n, row in enumerate(rows) if _first(row).startswith(tuple(TITLES))]
    bounds = [0, *(n for n in starts if n > 0), len(rows)]
    for start, end in pairwise(bounds):
        part = rows[start:end]
        headers = (n for n, row in enumerate(part) if any(is_header.fullmatch(cell) for cell in row.cells))
        below = next(headers, len(part))
        yield Section(_preamble(part[:below]), tuple(part[below:]))


def is_demo(rows: Sequence[Row]) -> bool:
    """Whether a sheet says that its figures are invented."""
    return any(DEMO in cell.upper() for row in rows for cell in row.cells)


def day_of(text: str) -> date | None:
    """Return the day that a text holds (`01.04.2016`, `01.04.16`, `2016-04-01`), None where it holds none."""
    found = _DAY.search(text)
    if found is None:
        return None
    day, month, year, *iso = found.groups()
    numbers = [int(part) for part in (iso if iso[0] else (year, month, day))]
    try:
        return date(numbers[0] + (2000 if numbers[0] < 100 else 0), *numbers[1:])
    except ValueError:
        return None


def month_of(text: str) -> int | None:
    """Return the number of a month by its German name, None where it is none."""
    name = fold(text)
    return MONTHS.index(name) + 1 if name in MONTHS else None


def when(before: str, text: str) -> Moment | None:
    """Return what the two cells of a row's date mean, None where they are no date.

    Args:
        before: weekday ("Fr") with a day, name of the month with a year, or empty with a year.
        text: a day, a year, or the name of a month and a year in one.
    """
    if (day := day_of(text)) is not None:
        return Moment.of_day(day)
    *words, last = text.split() or [""]
    name = " ".join(words) or before
    if _YEAR.fullmatch(last) and int(last) > 0:
        month = month_of(name)
        if month is not None:
            return Moment(Period.of(Level.MONTH, int(last), month))
        return Moment(Period.of(Level.YEAR, int(last))) if not name else None
    return moment_of(text)


def trusted(made: datetime | None, moments: Sequence[Moment], last: date | None) -> datetime | None:
    """Return when a workbook was made as far as it explains why it ends before its last day, else None.

    Tools that fill in an old workbook keep its date; so it counts only if no row is younger.
    """
    if made is None or last is None or made.date() > last:
        return None
    return made if all(moment.first <= made.date() for moment in moments) and moments else None


def place_of(names: Sequence[str], places: Places, sites: Sequence[Site]) -> tuple[str, str] | None:
    """Return kind and name (or id) of the one place that a preamble names, None where it names several."""
    names = [part for name in names for part in _listed(name, sites)]
    if not names:
        return "site", ""
    area = places.area(names[0])
    if area is not None:
        inside = [site for site in sites if site.district == area.district]
        return _place_in(names, inside)
    found = [_site(name, sites) for name in names]
    if len(names) == 1:
        kind = "site" if found[0] or _OFFICE.search(names[0]) else "district"
        return kind, found[0] or names[0]
    if found[-1] and not any(found[:-1]):  # the spelling of the organisation is not known
        return "site", found[-1]
    return None


def _listed(text: str, sites: Sequence[Site]) -> list[str]:
    """Return the names that one cell lists; a comma inside a name does not part it."""
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    named = [part for part in parts if _site(part, sites) or _OFFICE.search(part)]
    return parts if len(parts) > 1 and len(named) == len(parts) else [text]


def _place_in(names: Sequence[str], sites: Sequence[Site]) -> tuple[str, str] | None:
    """Return the place of names that begin with a district."""
    district, *units = names
    if not units:
        return "district", district
    if site := _site(units[-1], sites):
        is_one = len(units) <= 2 and not any(_site(unit, sites) for unit in units[:-1])
        return ("site", site) if is_one else None
    if len(units) == 1:
        wanted = {fold(units[0]), fold(f"{units[0]} {district}")}
        known = (site.id for site in sites if site.kind == "department" and fold(site.name) in wanted)
        return "department", next(known, f"{units[0]} {district}")
    # With its district the name is that of no site of another district.
    return ("site", f"{units[-1]} ({district})") if len(units) == 2 else None


def _site(text: str, sites: Sequence[Site]) -> str | None:
    """Return the id of the site with a name that a text begins with; short names follow it."""
    words = [fold(word) for word in text.split()]
    known = [([fold(word) for word in site.name.split()], site.id) for site in sites if site.kind == "site"]
    found = [(len(name), key) for name, key in known if words[: len(name)] == name]
    return max(found)[1] if found else None


def _preamble(rows: Sequence[Row]) -> Preamble:
    """Read the rows above the first header."""
    names: list[str] = []
    days: list[date] = []
    for row in rows:
        first = _first(row)
        if first.startswith(_SPAN):
            days = [day for cell in row.cells for part in cell.split() if (day := day_of(part))]
        elif not first.startswith(tuple(TITLES)) and DEMO not in " ".join(row.cells).upper():
            names.append(first)
    span = (days[0], days[-1]) if len(days) > 1 else (None, None)
    return Preamble(tuple(names), *span)


def _first(row: Row) -> str:
    """Return the first text of a row."""
    return next(cell for cell in row.cells if cell)
