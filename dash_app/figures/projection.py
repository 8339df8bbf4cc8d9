"""Where is a figure heading, and how sure is that?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dash_app import formats
from dash_app.figures import end_labels, targets, ticks, timeline
from dash_app.figures.base import CHARACTER, LABEL, NARROW, Chart, escaped, layout, note, scale_around
from dash_app.figures.end_labels import EndLabel
from dash_app.figures.labels import amount
from dash_app.figures.scene import Scene
from dash_app.figures.target_path import target_path
from dash_app.figures.trend import pointers, time_axis, value_axis
from dash_app.outlook import Outlook, Point
from dash_app.texts import Texts
from schemas.catalogue import Area, Event, Indicator
from schemas.observation import Figure
from schemas.period import Period

HEIGHT = 380
_FANS = (("95", 0.16), ("80", 0.30))
"""Intervals from the widest to the narrowest, with the strength of their colour."""


def projection(
    outlook: Outlook,
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    events: Sequence[Event] = (),
    language: str = "de",
    theme: str = "light",
    height: int = HEIGHT,
) -> Chart:
    """Draw one area on one level: what was, the path of the target, and a fan of what is expected.

    `frame` are the figures of the area, oldest first; `outlook` what the projection says. Values that were
    left out behind the last one are hollow. `layout["meta"]["key"]` says what the lines of events mean.
    """
    rows = sorted(frame, key=lambda row: row.period_start)
    scene = Scene(indicator, areas, language, theme, outlook.projection.district)
    points = outlook.projection.points
    line = [*(p for p in timeline.periods(rows) if p < points[0].period), *(p.period for p in points)]
    steps = targets.path(indicator, outlook.projection.district, line)
    scale = _scale(rows, points, steps)
    placed = timeline.place(_markers(outlook, scene, events, line), line)
    above = 10 + timeline.LANE * timeline.lanes(placed)
    lines = [*_fan(outlook, scene), _path(outlook, scene), _values(rows, outlook, line, scene)]
    data = [*target_path(steps, scene, scale), *lines, *pointers(placed, scale[1])]
    labels = [*_labels(points[-1], scene), *end_labels.end_labels([], steps[-1:], scene)]
    named, below = ticks.named(line, language, end=True)
    parts = {
        "margin": {"l": 8, "r": end_labels.room(labels), "t": above, "b": below},
        "xaxis": time_axis(line, scene, named),
        "yaxis": value_axis(scene) | {"range": list(scale)},
        "shapes": timeline.marker_lines(placed, scene.palette, above),
        "annotations": timeline.marker_labels(placed, scene.palette, above)
        + end_labels.placed(labels, scale, height - above - below)
        + [_last(rows, line, outlook.last, scene)],
        "meta": {"key": timeline.key(placed), "ticks": ticks.told(named)},
    }
    return {"data": data, "layout": layout(theme, language, height=height, **parts)}


def _scale(
    rows: Sequence[Figure], points: Sequence[Point], steps: Sequence[targets.Step]
) -> tuple[float, float]:
    """Return both ends of a scale that holds values, targets and the wide interval."""
    edges = [edge for point in points for edge in (point.lower95, point.upper95)]
    return scale_around([*(row.value for row in rows), *edges], [step.target for step in steps])


def _markers(
    outlook: Outlook, scene: Scene, events: Sequence[Event], line: Sequence[Period]
) -> list[timeline.Marker]:
    """Return events, breaks, the beginning of the projection, and the agreed date."""
    t, language, found = Texts(scene.language), scene.language, outlook.projection
    markers = timeline.markers(scene, events, {found.district}, line)
    begins = found.points[0].period.start
    words = t("projection.marker.begins.text", day=formats.day(begins, language))
    markers.append(timeline.Marker(begins, t("projection.marker.begins"), words, is_break=True))
    if found.day is not None and found.day < timeline.bounds(line)[1]:
        day = formats.day(found.day, language)
        markers.append(
            timeline.Marker(found.day, t("projection.marker.date"), t("projection.marker.date.text", day=day))
        )
    return sorted(markers, key=lambda marker: marker.day)


def _fan(outlook: Outlook, scene: Scene) -> Iterator[dict[str, Any]]:
    """Yield the intervals as bands that begin at the last value, each with a dotted edge."""
    start, last, points = _start(outlook), outlook.last.value, outlook.projection.points
    xs = [start, *(timeline.middle(point.period) for point in points)]
    for name, strength in _FANS:
        lower = [last, *(getattr(point, f"lower{name}") for point in points)]
        upper = [last, *(getattr(point, f"upper{name}") for point in points)]
        yield {
            "type": "scatter",
            "name": f"interval {name}",
            "mode": "lines",
            "x": [*xs, *xs[::-1]],
            "y": [*lower, *upper[::-1]],
            "fill": "toself",
            "fillcolor": _pale(scene.palette.active, strength),
            "line": {"width": 1, "dash": "dot", "color": scene.palette.active},
            "hoverinfo": "skip",
        }


def _pale(colour: str, strength: float) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},{strength})"


def _path(outlook: Outlook, scene: Scene) -> dict[str, Any]:
    """Return what is expected, as a dotted line from the last value on."""
    points = outlook.projection.points
    return {
        "type": "scatter",
        "name": "expected",
        "mode": "lines+markers",
        "x": [_start(outlook), *(timeline.middle(point.period) for point in points)],
        "y": [outlook.last.value, *(point.expected for point in points)],
        "line": {"color": scene.palette.ink, "width": 2.5, "dash": "dot"},
        "marker": {
            "symbol": "diamond-open",
            "size": [0] * len(points) + [10],
            "color": scene.palette.ink,
            "line": {"width": 2, "color": scene.palette.ink},
        },
        "hovertext": ["", *(_hover(point, scene) for point in points)],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _start(outlook: Outlook) -> str:
    last = outlook.last
    return timeline.middle(Period(last.period_start, last.period_end, last.level))


def _values(rows: Sequence[Figure], outlook: Outlook, line: Sequence[Period], scene: Scene) -> dict[str, Any]:
    """Return what was; gaps and breaks interrupt the line, values that were left out are hollow."""
    xs, shown = timeline.places(rows, line)
    late = {period.start for period in outlook.projection.late}
    colour = scene.palette.ink
    return {
        "type": "scatter",
        "name": scene.short(outlook.projection.district),
        "meta": outlook.projection.district,
        "mode": "lines+markers",
        "x": xs,
        "y": [row.value if row else None for row in shown],
        "connectgaps": False,
        "line": {"color": colour, "width": 2.5},
        "marker": {
            "color": colour,
            "size": [8 if row and (row is outlook.last or row.period_start in late) else 4 for row in shown],
            "symbol": ["circle-open" if row and row.period_start in late else "circle" for row in shown],
            "opacity": 1,
        },
        "hovertext": [_told(row, scene) if row else "" for row in shown],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _told(row: Figure, scene: Scene) -> str:
    return scene.hover(
        row, escaped(formats.period(Period(row.period_start, row.period_end, row.level), scene.language))
    )


def _hover(point: Point, scene: Scene) -> str:
    """Return what the pointer shows of a projected period."""
    t = Texts(scene.language)
    words = [
        f"<b>{escaped(formats.period(point.period, scene.language))}</b>",
        t("projection.hover.expected", value=_amount(point.expected, scene)),
        t("projection.hover.interval", share=80, lower=_amount(point.lower80, scene),
          upper=_amount(point.upper80, scene)),
        t("projection.hover.interval", share=95, lower=_amount(point.lower95, scene),
          upper=_amount(point.upper95, scene)),
    ]  # fmt: skip
    return "<br>".join(words)


def _labels(goal: Point, scene: Scene) -> list[EndLabel]:
    """Return the labels at the right end: what is expected, and the edges of both intervals."""
    t, palette = Texts(scene.language), scene.palette
    labels = [
        EndLabel(
            goal.expected, t("projection.label.expected"), _amount(goal.expected, scene), palette.ink, True
        )
    ]
    for share in ("80", "95"):
        text = t("projection.label.interval", share=share)
        for edge in (getattr(goal, f"lower{share}"), getattr(goal, f"upper{share}")):
            labels.append(EndLabel(edge, text, _amount(edge, scene), palette.muted))
    return labels


def _last(rows: Sequence[Figure], line: Sequence[Period], row: Figure, scene: Scene) -> dict[str, Any]:
    """Return the label of the last value, left of its point, beyond all values that it might cover."""
    text = f"{scene.short(row.district)} {_amount(row.value or 0.0, scene)}"
    covered = round(len(line) * CHARACTER * len(text) / NARROW) + 1
    before = [each.value for each in rows if each.value is not None and each.period_start < row.period_start]
    last, recent = row.value or 0.0, before[-covered:]
    low, high = min([last, *recent]), max([last, *recent])
    is_below = last - low < high - last
    side = {"yanchor": "top", "yshift": -8} if is_below else {"yanchor": "bottom", "yshift": 8}
    middle = timeline.middle(Period(row.period_start, row.period_end, row.level))
    spot = {"xanchor": "right", "name": "last", "bgcolor": _pale(scene.palette.surface, 0.8)}
    font = {"size": LABEL, "color": scene.palette.ink}
    return note(f"<b>{text}</b>", middle, low if is_below else high, **spot, **side, font=font)


def _amount(value: float, scene: Scene) -> str:
    return escaped(amount(value, scene.indicator, scene.language))
