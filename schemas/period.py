"""What is a reporting period, and how do periods nest?"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Level(StrEnum):
    """Length of a reporting period, finest first; `date` is a key date of a stock."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DATE = "date"


MONTHS = {Level.MONTH: 1, Level.QUARTER: 3, Level.HALF: 6, Level.YEAR: 12}
"""Months that a period of a level lasts; a key date lasts none."""

_PATTERNS = (
    (Level.YEAR, re.compile(r"(?P<year>\d{4})")),
    (Level.HALF, re.compile(r"(?P<year>\d{4})-H(?P<part>[12])")),
    (Level.QUARTER, re.compile(r"(?P<year>\d{4})-Q(?P<part>[1-4])")),
    (Level.MONTH, re.compile(r"(?P<year>\d{4})-(?P<part>0[1-9]|1[0-2])")),
    (Level.DATE, re.compile(r"\d{4}-\d{2}-\d{2}")),
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A reporting period with both ends included; sorts by start, then end."""

    start: date
    end: date
    level: Level

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2024`, `2024-H1`, `2024-Q3`, `2024-03` or the key date `2024-03-31`.

        Raises:
            ValueError: with the text found and the forms allowed.
        """
        for level, pattern in _PATTERNS:
            if not (match := pattern.fullmatch(text)):
                continue
            try:
                if level is Level.DATE:
                    day = date.fromisoformat(text)
                    return cls(day, day, level)
                return cls.of(level, int(match["year"]), int(match.groupdict().get("part") or 1))
            except ValueError:
                break
        raise ValueError(
            f"{text!r} is not a period: allowed are 2024, 2024-H1, 2024-Q3, 2024-03 and 2024-03-31"
        )

    @classmethod
    def of(cls, level: Level, year: int, part: int = 1) -> Period:
        """Return the `part`-th period (from 1) of a level in a year."""
        months = MONTHS[level]
        first = (part - 1) * months + 1
        last = first + months - 1
        return cls(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), level)

    @classmethod
    def containing(cls, day: date, level: Level) -> Period:
        """Return the period of a level that a day lies in."""
        if level is Level.DATE:
            return cls(day, day, level)
        return cls.of(level, day.year, (day.month - 1) // MONTHS[level] + 1)

    def __str__(self) -> str:
        """Return the form that `parse` reads."""
        year, part = self.start.year, (self.start.month - 1) // MONTHS.get(self.level, 1) + 1
        match self.level:
            case Level.YEAR:
                return f"{year}"
            case Level.HALF:
                return f"{year}-H{part}"
            case Level.QUARTER:
                return f"{year}-Q{part}"
            case Level.MONTH:
                return f"{year}-{part:02}"
            case _:
                return self.start.isoformat()

    def shift(self, steps: int) -> Period:
        """Return the period `steps` later (negative: earlier) on the same level; key dates move by months."""
        months = MONTHS.get(self.level, 1)
        index = self.start.year * 12 + self.start.month - 1 + steps * months
        year, month = divmod(index, 12)
        if self.level is Level.DATE:
            is_last = (self.start + timedelta(days=1)).day == 1
            last = calendar.monthrange(year, month + 1)[1]
            day = date(year, month + 1, last if is_last else min(self.start.day, last))
            return Period(day, day, Level.DATE)
        return Period.of(self.level, year, month // months + 1)

    def year_before(self) -> Period:
        """Return the same period one year earlier."""
        return self.shift(-12 // MONTHS.get(self.level, 1))

    def split(self, level: Level) -> list[Period]:
        """Return the periods of a finer level that make up this one, in order."""
        count = MONTHS[self.level] // MONTHS[level]
        first = Period.containing(self.start, level)
        return [first.shift(step) for step in range(count)]
