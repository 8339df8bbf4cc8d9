"""Which days does a file of the appointment system cover, and which period does a date in it belong to?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from schemas.period import Level, Period

CLOSING_HOUR = 20
"""A file made before that hour does not have all of its day; offices are closed by then."""

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})([ T]\d{2}:\d{2}(:\d{2})?)?")
_QUARTER = re.compile(r"(\d{4})-([1-4])")


@dataclass(frozen=True, slots=True)
class Moment:
    """What a date stands for: a period, or a day (maybe an hour of it) that belongs to its month."""

    period: Period
    day: date | None = None
    key: str = ""
    """The text of the day, which tells it apart from other days of the month."""

    @property
    def first(self) -> date:
        """First day that is meant."""
        return self.day or self.period.start

    @property
    def last(self) -> date:
        """Last day that is meant."""
        return self.day or self.period.end

    @classmethod
    def of_day(cls, day: date) -> Moment:
        """Return the moment of a day."""
        return cls(Period.containing(day, Level.MONTH), day, day.isoformat())


@dataclass(frozen=True, slots=True)
class Coverage:
    """First and last day that a file covers completely."""

    first: date
    last: date

    def part(self, period: Period) -> str:
        """Return the days of a period that are covered as `first/last`, empty where all are."""
        if self.first <= period.start and period.end <= self.last:
            return ""
        return f"{max(self.first, period.start)}/{min(self.last, period.end)}"


def moment_of(text: str) -> Moment | None:
    """Read `2016-04-01`, `2016-04-01 08:00`, `2016-04`, `2016-1` (a quarter) or `2016`; None for all else."""
    try:
        if day := _DAY.fullmatch(text):
            return Moment.of_day(date.fromisoformat(day[1])) if not day[2] else _hour(day[1], text)
        if quarter := _QUARTER.fullmatch(text):
            return Moment(Period.of(Level.QUARTER, int(quarter[1]), int(quarter[2])))
        return Moment(Period.parse(text))
    except ValueError:
        return None


def _hour(day: str, text: str) -> Moment:
    """Return the moment of an hour of a day."""
    start = date.fromisoformat(day)
    return Moment(Period.containing(start, Level.MONTH), start, text.replace("T", " "))


def last_full_day(made: datetime | None) -> date | None:
    """Return the last day that a file made at that time can have completely."""
    if made is None:
        return None
    return made.date() if made.hour >= CLOSING_HOUR else made.date() - timedelta(days=1)


def coverage(
    moments: Sequence[Moment], first: date | None, last: date | None, made: datetime | None
) -> Coverage | None:
    """Return the days that a file covers.

    Args:
        moments: what its rows are about; they stand in where the file does not say what it covers.
        first: first day, as the file says.
        last: last day, as the file says; it may lie after the day on which the file was made.
        made: when the file was made.
    """
    starts = [first] if first else [moment.first for moment in moments]
    ends = [last] if last else [moment.last for moment in moments]
    if not starts or not ends:
        return None
    end = max(ends)
    if (full := last_full_day(made)) is not None:
        end = min(end, full)
    return Coverage(min(starts), end) if min(starts) <= end else None
