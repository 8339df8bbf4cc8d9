"""Which targets are in force along a time axis?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dash_app.figures.base import scale_around
from dash_app.figures.timeline import bounds
from schemas.catalogue import Indicator, Target
from schemas.observation import Figure
from schemas.period import Level, Period


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of time in which one target is in force."""

    start: date
    end: date
    target: Target


def path(indicator: Indicator, area: str, line: Sequence[Period]) -> list[Step]:
    """Return the targets in force at the ends of the periods for an area; equal neighbours are joined."""
    joined: list[tuple[date, date, Target]] = []
    for period in line:
        if (target := indicator.target_on(period.end, area)) is None:
            continue
        start, end = period.start, period.end + timedelta(days=1)
        if period.level is Level.DATE and period == line[0]:
            start = bounds(line)[0]
        if joined:
            begun, until, before = joined[-1]
            if (before is target or before == target) and (until >= start or period.level is Level.DATE):
                joined[-1] = begun, end, target
                continue
        joined.append((start, end, target))
    if joined and line[0].level is Level.DATE and joined[-1][1] >= line[-1].end:
        joined[-1] = joined[-1][0], bounds(line)[1], joined[-1][2]
    return [Step(*each) for each in joined]


def paths(indicator: Indicator, areas: Iterable[str], line: Sequence[Period]) -> dict[str, list[Step]]:
    """Return `path` by area; those without targets of their own share one."""
    own = {target.area for target in indicator.targets}
    common = path(indicator, "", line)
    return {area: path(indicator, area, line) if area in own else common for area in areas}


def scale(areas: Iterable[Sequence[Figure]], steps: Iterable[Sequence[Step]]) -> tuple[float, float]:
    """Return both ends of the common scale of the rows of several areas and of their targets."""
    values = [row.value for rows in areas for row in rows]
    return scale_around(values, [step.target for path_ in steps for step in path_])


def stairs(steps: Sequence[Step], read: str) -> tuple[list[str | None], list[float | None]]:
    """Return the corners of a stepped line over a field of the targets (`value`, `floor`); None is a gap."""
    xs: list[str | None] = []
    ys: list[float | None] = []
    for step in steps:
        value: float | None = getattr(step.target, read)
        if value is None:
            continue
        if xs and xs[-1] != step.start.isoformat():
            xs.append(None)
            ys.append(None)
        xs += [step.start.isoformat(), step.end.isoformat()]
        ys += [value, value]
    return xs, ys
