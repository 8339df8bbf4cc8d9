"""Where does an indicator come from, and is it on the path of its target?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash_app import formats
from dash_app.figures import end_labels, targets, ticks, timeline
from dash_app.figures.base import LABEL, Chart, escaped, layout, note, of_area, scale_around, suffix
from dash_app.figures.scene import Scene
from dash_app.figures.target_path import target_path
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Area, Event, Indicator
from schemas.observation import Figure, Status
from schemas.period import Period

HEIGHT = 320
_SHOWN_FLAGS = ("provisional", "estimated", "incomplete", "break")


def trend(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None = None,
    events: Sequence[Event] = (),
    language: str = "de",
    theme: str = "light",
    height: int = HEIGHT,
) -> Chart:
    """Draw Berlin and one district over time with target path, floor, tolerance, events and breaks.

    Expects rows of one indicator and level. Missing periods and breaks are gaps, provisional values hollow.
    The scale starts at zero unless all values and targets lie far above it. `layout["meta"]["key"]` says what
    the lines of events mean.
    """
    scene = Scene(indicator, areas, language, theme, district)
    rows = drawn(frame, district, indicator)
    line = timeline.periods(row for found in rows.values() for row in found)
    if not line:
        return empty(scene, height)
    steps = targets.path(indicator, district or BERLIN, line)
    scale = scale_around([r.value for found in rows.values() for r in found], [step.target for step in steps])
    placed = timeline.place(timeline.markers(scene, events, set(rows), line), line)
    above = 10 + timeline.LANE * timeline.lanes(placed)
    lines = [_line(found, line, scene) for found in rows.values()]
    labels = end_labels.end_labels(lines, steps, scene)
    named, below = ticks.named(line, language)
    parts = {
        "margin": {"l": 8, "r": end_labels.room(labels), "t": above, "b": below},
        "xaxis": time_axis(line, scene, named),
        "yaxis": value_axis(scene) | {"range": list(scale)},
        "shapes": timeline.marker_lines(placed, scene.palette, above),
        "annotations": timeline.marker_labels(placed, scene.palette, above)
        + end_labels.placed(labels, scale, height - above - below),
        "meta": {"key": timeline.key(placed), "ticks": ticks.told(named)},
    }
    traces = [*target_path(steps, scene, scale), *lines, *pointers(placed, scale[1])]
    return {"data": traces, "layout": layout(theme, language, height=height, **parts)}


def drawn(frame: Sequence[Figure], district: str | None, indicator: Indicator) -> dict[str, Sequence[Figure]]:
    """Return the rows of the areas that a trend shows, each from its first figure on.

    Berlin is left out where it is the sum of all districts: the line of one of them would lie flat beside it.
    """
    rows = {area: _begun(found) for area in (BERLIN, district) if area and (found := of_area(frame, area))}
    if district and _is_sum(rows.get(BERLIN, ()), rows.get(district, ()), indicator):
        del rows[BERLIN]
    return rows


def _begun(rows: Sequence[Figure]) -> Sequence[Figure]:
    """Return the rows from the first that says anything: nothing is missing before that."""
    told = (place for place, row in enumerate(rows) if row.status is not Status.NO_DATA or row.text)
    return rows[next(told, 0) :]


def _is_sum(berlin: Sequence[Figure], own: Sequence[Figure], indicator: Indicator) -> bool:
    """Tell whether Berlin is the sum beside which the line of a district would lie flat on the axis."""
    ends = [[row.value for row in rows if row.value is not None][-1:] for rows in (berlin, own)]
    if indicator.unit == "%" or not all(ends):
        return False
    return indicator.value.kind in ("sum", "last", "reported") and ends[0][0] > 4 * ends[1][0]


def empty(scene: Scene, height: int) -> Chart:
    """Return a chart without axes that says that there is nothing to see."""
    hidden = {"visible": False, "fixedrange": True}
    font = {"size": LABEL + 1, "color": scene.palette.muted}
    words = note(Texts(scene.language)("figures.nothing"), 0.5, 0.5, xref="paper", yref="paper", font=font)
    parts = {"xaxis": hidden, "yaxis": hidden, "annotations": [words]}
    return {"data": [], "layout": layout(scene.theme, scene.language, height=height, **parts)}


def time_axis(line: Sequence[Period], scene: Scene, named: Sequence[ticks.Tick]) -> dict[str, Any]:
    """Return the axis of time with as many of the names as fit on the narrowest screen."""
    shown = ticks.chosen(named)
    return {
        "type": "date",
        "range": [day.isoformat() for day in timeline.bounds(line)],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": scene.palette.muted,
        "ticks": "outside",
        "tickcolor": scene.palette.muted,
        "tickvals": [tick.at for tick in shown],
        "ticktext": [tick.text for tick in shown],
        "tickangle": 0,
        "tickfont": {"size": LABEL - 1, "color": scene.palette.muted},
    }


def value_axis(scene: Scene) -> dict[str, Any]:
    """Return the axis of values."""
    return {
        "fixedrange": True,
        "gridcolor": scene.palette.grid,
        "zeroline": False,
        "ticksuffix": suffix(scene.indicator, scene.language),
        "exponentformat": "none",
        "separatethousands": True,
        "nticks": 6,
        "automargin": "width",
        "tickfont": {"size": LABEL - 1, "color": scene.palette.muted},
    }


def _line(rows: Sequence[Figure], line: Sequence[Period], scene: Scene) -> dict[str, Any]:
    """Return the values of one area over all periods of the axis."""
    area = rows[0].district
    xs, points = timeline.places(rows, line)
    values = [row.value if row else None for row in points]
    open_marks = [row is not None and "provisional" in row.flags for row in points]
    colour = scene.palette.active if area == scene.district else scene.palette.ink
    return {
        "type": "scatter",
        "name": scene.short(area),
        "meta": area,
        "mode": "lines+markers",
        "x": xs,
        "y": values,
        "connectgaps": False,
        "line": {"color": colour, "width": 2.5},
        "marker": {
            "color": colour,
            "size": _sizes(values, open_marks, many=len(line) > 24),
            "symbol": ["circle-open" if is_open else "circle" for is_open in open_marks],
            "line": {"width": 2, "color": colour},
            "opacity": 1,
        },
        "hovertext": [_hover(row, scene) if row else "" for row in points],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _sizes(values: Sequence[float | None], open_marks: Sequence[bool], *, many: bool) -> list[int]:
    """Return the sizes of the points: on long lines the last, provisional and lonely ones stand out."""
    last = max((i for i, value in enumerate(values) if value is not None), default=-1)
    sizes = []
    for i, is_open in enumerate(open_marks):
        alone = (i == 0 or values[i - 1] is None) and (i + 1 == len(values) or values[i + 1] is None)
        sizes.append(8 if i == last or is_open else 5 if alone or not many else 0)
    return sizes


def _hover(row: Figure, scene: Scene) -> str:
    """Return what the pointer shows: area, value, target, period, and what limits the value."""
    t = Texts(scene.language)
    period = formats.period(Period(row.period_start, row.period_end, row.level), scene.language)
    flags = [t(f"figures.flag.{flag}") for flag in _SHOWN_FLAGS if flag in row.flags]
    return scene.hover(row, escaped(period), *flags)


def pointers(placed: Sequence[timeline.Placed], high: float) -> list[dict[str, Any]]:
    """Return invisible points at the upper ends of the event lines, for their words under the pointer."""
    if not placed:
        return []
    return [
        {
            "type": "scatter",
            "name": "events",
            "mode": "markers",
            "x": [p.marker.day.isoformat() for p in placed],
            "y": [high] * len(placed),
            "marker": {"size": 18, "color": "rgba(0,0,0,0)"},
            "hovertext": [escaped(p.marker.text) for p in placed],
            "hoverinfo": "text",
            "cliponaxis": False,
        }
    ]
