"""How is a small line drawn without a chart library?

As an SVG image inside the page: no request, no script, nothing to wait for. Lines stretch with the image and
keep their width, so that one drawing serves every screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from dash_app.figures import base, timeline
from dash_app.figures.base import Palette, scale_around, zones
from schemas.catalogue import Indicator
from schemas.observation import Figure, Status
from schemas.period import Period

_WIDTH, _HEIGHT = 100.0, 100.0
"""Size of the drawing in its own units; the image is stretched."""


def scale(
    frame: Sequence[Figure], indicator: Indicator, areas: Sequence[str], line: Sequence[Period]
) -> tuple[float, float]:
    """Return both ends of the common scale of several areas with their targets over the periods of `line`.

    Other areas do not count: the sum of all districts would press each of them to the ground.
    """
    targets = [step.target for area in areas for step in timeline.path(indicator, area, line)]
    return scale_around([row.value for row in frame if row.district in areas], targets)


def drawing(
    rows: Sequence[Figure],
    *,
    indicator: Indicator,
    area: str,
    line: Sequence[Period],
    ends: tuple[float, float],
    palette: Palette,
    colour: str,
    with_zones: bool = True,
) -> str:
    """Return line and target path of one area as an SVG data address; missing periods are gaps."""
    start, end = timeline.bounds(line)
    days, (low, high) = max((end - start).days, 1), ends

    def x(day_count: float) -> float:
        return _WIDTH * day_count / days

    def y(value: float) -> float:
        return _HEIGHT * (1 - (value - low) / (high - low))

    parts = []
    for step in timeline.path(indicator, area, line):
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
    return _image("".join(parts))


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


def _image(content: str) -> str:
    """Return an SVG image as a data address."""
    style = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
    body = content.replace("/>", ' vector-effect="non-scaling-stroke"/>')
    box = 'viewBox="0 -3 100 106" preserveAspectRatio="none"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {box} {style}>{body}</svg>'
    return "data:image/svg+xml," + quote(svg, safe=" =:/'(),;\"-.").replace('"', "'")
