"""Which values does a projection rest on: from when, until when, and which of them are left out?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import duckdb

from schemas.catalogue import BERLIN, Catalogue, Indicator
from schemas.period import MONTHS, Level, Period
from schemas.projection import FEWEST, MOST_STEPS_IN_YEARS, Aim, Obstacle, Scale, aim_of, season_of

_ROWS = """
    SELECT indicator, level, district, period, value, denominator, incomplete, provisional FROM value
    WHERE list_contains($ids, indicator) AND list_contains($areas, district) AND level <> 'date'
    ORDER BY indicator, level, district, period_start
"""


class Row(NamedTuple):
    """One published value."""

    indicator: str
    level: str
    district: str
    period: str
    value: float | None
    denominator: float | None
    incomplete: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of a series that a projection rests on; `values` begin and end with a known one."""

    first: Period | None = None
    last: Period | None = None
    values: tuple[float | None, ...] = ()
    left_out: tuple[str, ...] = ()
    """Periods inside with a value that is not used: a count of only some places, too few cases."""
    late: tuple[str, ...] = ()
    """Periods behind `last` with a value that is not final."""

    @property
    def known(self) -> int:
        """Number of values."""
        return sum(value is not None for value in self.values)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be projected; `arguments` are those of `model.project`, empty with an obstacle."""

    indicator: str
    district: str
    level: Level
    aim: Aim
    window: Window
    obstacle: Obstacle | None
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def first(self) -> str | None:
        """First period."""
        return str(self.window.first) if self.window.first else None

    @property
    def last(self) -> str | None:
        """Last period."""
        return str(self.window.last) if self.window.last else None

    @property
    def known(self) -> int:
        """Number of values."""
        return self.window.known

    @property
    def left_out(self) -> tuple[str, ...]:
        """Periods inside that are not used."""
        return self.window.left_out

    @property
    def late(self) -> tuple[str, ...]:
        """Periods behind the last one that are not final."""
        return self.window.late


def tasks_of(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> list[Task]:
    """Return a task for each indicator with a target and each area with a row, in their order."""
    ids = [indicator.id for indicator in catalogue.indicators.values() if indicator.targets]
    areas = [BERLIN, *(area.key for area in catalogue.districts)]
    rows = [Row(*row) for row in con.execute(_ROWS, {"ids": ids, "areas": areas}).fetchall()]
    tasks = []
    for id_, listed in groupby(rows, key=attrgetter("indicator")):
        indicator = catalogue.indicators[id_]
        windows = _windows(list(listed), indicator)
        lasts = [window.last for window in windows.values() if window.last]
        for area, window in windows.items():
            if lasts and (aim := aim_of(catalogue, indicator, area, max(lasts))):
                tasks.append(_task(indicator, area, aim, window, max(lasts)))
    return tasks


def _windows(rows: Sequence[Row], indicator: Indicator) -> dict[str, Window]:
    """Return the windows of all areas on the finest level on which any has enough values, else with most."""
    by_level = {
        Level(level): {
            area: window_of(list(each), indicator)
            for area, each in groupby(listed, key=attrgetter("district"))
        }
        for level, listed in groupby(rows, key=attrgetter("level"))
    }
    known = {level: max(w.known for w in found.values()) for level, found in by_level.items()}
    ordered = [level for level in MONTHS if level in known]
    enough = [level for level in ordered if known[level] >= FEWEST]
    return by_level[enough[0] if enough else max(ordered, key=lambda level: known[level])]


def window_of(rows: Sequence[Row], indicator: Indicator) -> Window:
    """Return the part of a series (one area and level, oldest first) that a projection may rest on.

    It begins after the last break of definition and after the last gap of a year; after a re-base only where
    enough values follow. It ends before values that are provisional, or incomplete where others are not.
    """
    listed = [(Period.parse(row.period), row) for row in rows]
    used = {period: _used(row, indicator) for period, row in listed}
    known = [period for period, value in used.items() if value is not None]
    known = _after_breaks(known, indicator, rows[0].district)
    known, late = _without_late(known, dict(listed))
    if not known:
        return Window(late=tuple(map(str, late)))
    line = _line(_after_gap(known))
    values = tuple(used.get(period) for period in line)
    published = {period for period, row in listed if row.value is not None}
    left_out = (str(period) for period in line if period in published and used[period] is None)
    return Window(line[0], line[-1], values, tuple(left_out), tuple(map(str, late)))


def _used(row: Row, indicator: Indicator) -> float | None:
    """Return a value; None for a count of only some places and where too few cases are behind it."""
    if row.value is None or (row.incomplete and indicator.value.is_count):
        return None
    cases = row.value / indicator.value.scale if indicator.value.is_count else row.denominator
    is_small = indicator.min_cases is not None and cases is not None and 0 < cases < indicator.min_cases
    return None if is_small else row.value


def _after_breaks(known: list[Period], indicator: Indicator, area: str) -> list[Period]:
    for change in indicator.breaks:
        if known and change.since <= known[-1].end:
            known = [period for period in known if period.start >= change.since]
    for decision in indicator.rebases:
        after = [period for period in known if period.start >= decision.since]
        if len(after) >= FEWEST and (not decision.areas or area in decision.areas):
            known = after
    return known


def _without_late(known: list[Period], rows: Mapping[Period, Row]) -> tuple[list[Period], tuple[Period, ...]]:
    """Take values off the end that are not final; where most are incomplete, that is how the figure is."""
    is_usual = 2 * sum(rows[period].incomplete for period in known) > len(known)
    kept = len(known)
    while kept and (rows[known[kept - 1]].provisional or (rows[known[kept - 1]].incomplete and not is_usual)):
        kept -= 1
    return known[:kept], tuple(known[kept:])


def _after_gap(known: Sequence[Period]) -> Sequence[Period]:
    """Return the periods behind the last gap of a year or more."""
    season = season_of(known[0].level)
    for position in range(len(known) - 1, 0, -1):
        if known[position - 1].shift(season) < known[position]:
            return known[position:]
    return known


def _line(known: Sequence[Period]) -> list[Period]:
    line = [known[0]]
    while line[-1] < known[-1]:
        line.append(line[-1].shift(1))
    return line


# What is asked of the model ----


def _task(indicator: Indicator, area: str, aim: Aim, window: Window, latest: Period) -> Task:
    """Return a task, or the obstacle that can be told without computing."""
    level, season = latest.level, season_of(latest.level)
    steps = _between(window.last, aim.until) if window.last else 0
    obstacle = _obstacle(window, steps, season, latest)
    place = indicator.id, area, level, aim, window, obstacle
    if obstacle is not None:
        return Task(*place)
    scale, floor, ceiling = scale_of(indicator, [value for value in window.values if value is not None])
    arguments = {"values": window.values, "season": season, "steps": steps, "scale": scale.value}
    return Task(*place, arguments | {"floor": floor, "ceiling": ceiling})


def _obstacle(window: Window, steps: int, season: int, latest: Period) -> Obstacle | None:
    if window.last is None:
        return Obstacle.NO_VALUES
    if window.last.shift(season) < latest:
        return Obstacle.OUTDATED
    if steps < 1:
        return Obstacle.DATE_REACHED
    if window.known < FEWEST:
        return Obstacle.TOO_SHORT
    if steps > min(MOST_STEPS_IN_YEARS * season, len(window.values)):
        return Obstacle.TOO_FAR
    return None


def _between(first: Period, last: Period) -> int:
    """Return the number of periods from one to another, negative backwards."""
    months = 12 * (last.start.year - first.start.year) + last.start.month - first.start.month
    return months // MONTHS[first.level]


def scale_of(indicator: Indicator, known: Sequence[float]) -> tuple[Scale, float | None, float | None]:
    """Return the scale on which values stay within their bounds, and the bounds at which results are cut.

    Shares that cannot exceed 100 % on the logit scale, other values above zero on the logarithmic one. Values
    at a bound lie nowhere on these: they are projected as they are, and the result is cut at the bound.
    """
    allowed = indicator.plausible.max
    is_share = indicator.unit == "%" and indicator.value.kind in ("ratio", "reported")
    is_bounded = is_share and (allowed is None or allowed <= 100) and max(known) <= 100
    floor, ceiling = (0.0 if min(known) >= 0 else None), (100.0 if is_bounded else None)
    if min(known) > 0 and (not is_bounded or max(known) < 100):
        return (Scale.LOGIT if is_bounded else Scale.LOG), floor, ceiling
    return Scale.PLAIN, floor, ceiling
