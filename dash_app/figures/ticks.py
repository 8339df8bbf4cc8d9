"""Which periods are named under an axis of time, so that their names never touch?

A chart does not know how wide it will be drawn. So it carries all ticks with their ranks
(`layout["meta"]["ticks"]`), `assets/34-ticks.js` takes the most that fit, and what stands in the figure
itself fits on the narrowest screen. Both follow the same rule, `chosen`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from dash_app.figures import timeline
from dash_app.figures.base import NARROW
from schemas.period import MONTHS, Level, Period

DIGIT = 7
"""Width of a character of a tick in pixels, rather too wide than too narrow."""
GAP = 8
"""Distance between two ticks in pixels."""
WIDEST = 1400
"""Width in pixels of the widest chart."""
ALWAYS = 99
"""Rank of a tick that is always named: the end of what is told."""
_LONGEST = 8
"""Characters that stand on one line; longer names have their year below."""
_STEPS = {Level.MONTH: (1, 3, 6, 12), Level.QUARTER: (1, 2, 4), Level.HALF: (1, 2)}
_YEARS = 5
"""How many times the years between two ticks double."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A period that may be named: where, how, and how early it is chosen."""

    at: str
    text: str
    rank: int
    share: float
    """Place on the axis, 0 to 1."""

    @property
    def width(self) -> int:
        """Width of the name in pixels."""
        return DIGIT * max(map(len, self.text.split("<br>")))


def ticks(line: Sequence[Period], language: str, *, end: bool = False) -> list[Tick]:
    """Return all ticks that fit on the widest chart, oldest first; `end`: the last period is always named."""
    first, last = (datetime.combine(day, datetime.min.time()) for day in timeline.bounds(line))
    found = []
    for place, period in enumerate(line):
        at = timeline.middle(period)
        share = (datetime.fromisoformat(at) - first) / max(last - first, timedelta(days=1))
        rank = ALWAYS if end and place == len(line) - 1 else _rank(period, place, line)
        found.append(Tick(at, _name(period, language), rank, share))
    return chosen(found, WIDEST)


def chosen(found: Sequence[Tick], width: float = NARROW) -> list[Tick]:
    """Return the ticks of the lowest rank at which no two touch on an axis of so many pixels."""
    for rank in sorted({tick.rank for tick in found}):
        kept = [tick for tick in found if tick.rank >= rank]
        fixed = [tick for tick in kept if tick.rank == ALWAYS]
        kept = [tick for tick in kept if tick in fixed or not any(_touch(tick, f, width) for f in fixed)]
        if not any(_touch(one, other, width) for one, other in pairwise(kept)):
            return kept
    return list(found[-1:])


def told(found: Sequence[Tick]) -> list[list[str | int]]:
    """Return what `assets/34-ticks.js` chooses from: place, name and rank of each tick."""
    return [[tick.at, tick.text, tick.rank] for tick in found]


def named(line: Sequence[Period], language: str, *, end: bool = False) -> tuple[list[Tick], int]:
    """Return the ticks of `ticks`, and the height that their names need below the axis in pixels."""
    found = ticks(line, language, end=end)
    return found, 44 if any("<br>" in tick.text for tick in found) else 30


def _touch(one: Tick, other: Tick, width: float) -> bool:
    return abs(other.share - one.share) * width < (one.width + other.width) / 2 + GAP


def _rank(period: Period, place: int, line: Sequence[Period]) -> int:
    """Return how round a period is: years before quarters before months; key dates by their place."""
    if period.level is Level.DATE:
        back = len(line) - 1 - place
        return next((rank for rank in range(_YEARS, 0, -1) if back % 2**rank == 0), 0)
    months = MONTHS.get(period.level, 12)
    steps = _STEPS.get(period.level, (1,))
    number = (period.start.month - 1) // months
    if number % steps[-1]:
        return max(n for n, step in enumerate(steps) if number % step == 0)
    years = period.start.year - _first_year(line, period)
    doubled = next((n for n in range(_YEARS, 0, -1) if years % 2**n == 0), 0)
    return len(steps) - 1 + doubled


def _first_year(line: Sequence[Period], period: Period) -> int:
    """Return the first year whose first period is on the axis, so that the oldest one is named."""
    start = line[0].start
    return start.year + (start > date(start.year, period.start.month, period.start.day))


def _name(period: Period, language: str) -> str:
    """Return the name of a period, the year on a line of its own where it is long."""
    text = timeline.tick(period, language)
    year = str(period.start.year)
    if len(text) > _LONGEST and text.endswith(year):
        return f"{text.removesuffix(year).rstrip()}<br>{year}"
    return text
