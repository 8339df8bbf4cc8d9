"""How is a small line drawn without a chart library?

As shapes of the page: no request, no script, nothing to wait for. Lines stretch with their box and keep their
width, so that one drawing serves every screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from dash_app.figures import base, timeline
from dash_app.figures.base import Palette, zones
from dash_app.figures.picture import Picture
from dash_app.figures.targets import Step
from schemas.catalogue import Indicator
from schemas.observation import Figure, Status
from schemas.period import Period

_WIDTH, _HEIGHT = 100.0, 100.0
"""Size of the drawing in its own units; the picture is stretched."""
_PLANE = "0 -3 100 106"
"""As high as a line at either end is wide."""


def drawing(
    rows: Sequence[Figure],
    *,
    indicator: Indicator,
    steps: Sequence[Step],
    line: Sequence[Period],
    ends: tuple[float, float],
    palette: Palette,
    colour: str,
    with_zones: bool = True,
) -> Picture:
    """Return line and targets (`steps`) of one area over the periods of `line`; missing ones are gaps."""
    start, end = timeline.bounds(line)
    days, (low, high) = max((end - start).days, 1), ends

    def x(day_count: float) -> float:
        return _WIDTH * day_count / days

    def y(value: float) -> float:
        return _HEIGHT * (1 - (value - low) / (high - low))

    parts = []
    for step in steps:
        left, right = x((step.start - start).days), x((step.end - start).days)
        for a, b, status in zones(step.target, indicator, low, high) if with_zones else ():
            if status is Status.NEAR:
                box = f'x="{left:.1f}" y="{y(b):.1f}" width="{right - left:.1f}" height="{y(a) - y(b):.1f}"'
                parts.append(f'<rect {box} fill="{palette.near_tint}" stroke="none"/>')
        for value in base.ends(step.target):
            points = f'x1="{left:.1f}" y1="{y(value):.1f}" x2="{right:.1f}" y2="{y(value):.1f}"'
            parts.append(
                f'<line {points} stroke="{palette.text}" stroke-dasharray="4 3" stroke-width="1.3"/>'
            )
    for run in _runs(rows, line):
        places = [(x(((p.start - start).days + (p.end - start).days + 1) / 2), y(value)) for p, value in run]
        width = "2" if len(places) > 1 else "5"  # a dot has to be seen as a value, not as dust
        places += [(places[0][0] + 0.01, places[0][1])] * (len(places) == 1)
        path = " ".join(f"{px:.1f},{py:.1f}" for px, py in places)
        parts.append(f'<polyline points="{path}" stroke="{colour}" stroke-width="{width}"/>')
    return Picture("".join(parts), _PLANE, stretches=True)


def _runs(rows: Sequence[Figure], line: Sequence[Period]) -> list[list[tuple[Period, float]]]:
    """Return the stretches without gap or break."""
    by_start = {row.period_start: row for row in rows}
    runs: list[list[tuple[Period, float]]] = [[]]
    for period in line:
        row = by_start.get(period.start)
        if row is None or row.value is None:
            runs.append([])
            continue
        if "break" in row.flags:
            runs.append([])
        runs[-1].append((period, row.value))
    return [run for run in runs if run]
