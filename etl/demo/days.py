"""On which days are Berlin's offices open?"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache

from schemas.period import Level, Period

_FIXED = ((1, 1), (3, 8), (5, 1), (10, 3), (12, 24), (12, 25), (12, 26), (12, 31))
_AFTER_EASTER = (-2, 1, 39, 50)
"""Good Friday, Easter Monday, Ascension, Whit Monday: days from Easter Sunday."""


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the public holidays of Berlin, and the two days on which offices close as well."""
    moving = {easter(year) + timedelta(days) for days in _AFTER_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED})


def easter(year: int) -> date:
    """Return Easter Sunday (Gauss, valid until 2199)."""
    moon = (19 * (year % 19) + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    offset = 22 + moon + sunday
    if (moon, sunday) == (29, 6) or (moon == 28 and sunday == 6 and year % 19 > 10):
        offset -= 7
    return date(year, 3, 1) + timedelta(offset - 1)


@cache
def open_days(month: Period) -> tuple[date, ...]:
    """Return the working days of a month."""
    count = calendar.monthrange(month.start.year, month.start.month)[1]
    days = (month.start.replace(day=number) for number in range(1, count + 1))
    return tuple(day for day in days if day.weekday() < 5 and day not in holidays(day.year))


@cache
def months(first: date, last: date) -> tuple[Period, ...]:
    """Return the months from one day to another."""
    return tuple(
        month
        for year in range(first.year, last.year + 1)
        for number in range(1, 13)
        if first <= (month := Period.of(Level.MONTH, year, number)).start <= last
    )


@cache
def quarters(first: date, last: date) -> tuple[Period, ...]:
    """Return the quarters from one day to another."""
    return tuple(month for month in _of(Level.QUARTER, 4, first, last))


@cache
def halves(first: date, last: date) -> tuple[Period, ...]:
    """Return the half-years that end on or before the last day."""
    return tuple(half for half in _of(Level.HALF, 2, first, last))


def _of(level: Level, parts: int, first: date, last: date) -> list[Period]:
    years = range(first.year, last.year + 1)
    found = [Period.of(level, year, part) for year in years for part in range(1, parts + 1)]
    return [period for period in found if first <= period.start and period.end <= last]
