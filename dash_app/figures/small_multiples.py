"""How did each of the twelve districts move, on the same scale?

On the page the twelve pictures are a grid of drawings (`components.multiples`), which a phone shows in two
columns without waiting for a chart library. This figure is the same in one picture, for exports and reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash_app.figures import targets, timeline
from dash_app.figures.base import LABEL, Chart, by_area, layout, note
from dash_app.figures.marks import mark
from dash_app.figures.scene import Scene
from dash_app.figures.target_path import target_path
from dash_app.figures.trend import empty, value_axis
from schemas.catalogue import BERLIN, Area, Indicator
from schemas.observation import Figure
from schemas.period import Period

PANEL = 150
"""Height of a panel in pixels."""


@dataclass(frozen=True, slots=True)
class _Panel:
    """One district with its place in the grid; all panels share scene, periods and scale."""

    area: str
    place: int
    columns: int
    rows: int
    scene: Scene
    line: Sequence[Period]
    scale: tuple[float, float]
    found: Mapping[str, Sequence[Figure]]
    """Rows by area."""
    steps: Sequence[targets.Step]

    def axis(self, letter: str) -> str:
        """Return the id of an axis: x, x2, x3 and so on."""
        return letter if self.place == 0 else f"{letter}{self.place + 1}"

    @property
    def corner(self) -> dict[str, Any]:
        """Where the heading stands."""
        return {"xref": f"{self.axis('x')} domain", "yref": f"{self.axis('y')} domain"}


def small_multiples(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None = None,
    columns: int = 3,
    language: str = "de",
    theme: str = "light",
) -> Chart:
    """Draw a panel per district with shared axes and its target; the own district first.

    Berlin is behind each where it is on the same scale: it is not as a sum.
    """
    scene, keys = Scene(indicator, areas, language, theme, district), panels(frame, district)
    line = timeline.periods(frame)
    if not keys:
        return empty(scene, 2 * PANEL)
    rows, found, steps = -(-len(keys) // columns), by_area(frame), targets.paths(indicator, keys, line)
    scale = targets.scale([found[key] for key in keys], steps.values())
    data: list[dict[str, Any]] = []
    parts: dict[str, Any] = {"margin": {"l": 48, "r": 12, "t": 28, "b": 28}, "annotations": [], "shapes": []}
    for place, area in enumerate(keys):
        panel = _Panel(area, place, columns, rows, scene, line, scale, found, steps[area])
        last = found[area][-1]
        data += _traces(panel)
        parts["annotations"].append(_title(last, panel))
        parts["shapes"] += mark(last.status, scene.palette, x=0, y=1, **panel.corner, middle=12)
        parts |= _axes(panel)
    return {"data": data, "layout": layout(theme, language, height=rows * PANEL + 24, **parts)}


def panels(frame: Sequence[Figure], district: str | None) -> list[str]:
    """Return the areas other than Berlin that the frame has, by key, the own district first."""
    found = sorted({row.district for row in frame} - {BERLIN})
    return [*(key for key in found if key == district), *(key for key in found if key != district)]


def _axes(panel: _Panel) -> dict[str, Any]:
    """Return both axes of a panel; only outer panels carry labels."""
    scene, line = panel.scene, panel.line
    row, column = divmod(panel.place, panel.columns)
    left, top, height = column / panel.columns, 1 - row / panel.rows, 1 / panel.rows
    font = {"size": LABEL - 2, "color": scene.palette.muted}
    x = {
        "type": "date",
        "domain": [left + 0.012, left + 1 / panel.columns - 0.012],
        "range": [day.isoformat() for day in timeline.bounds(line)],
        "anchor": panel.axis("y"),
        "tickvals": [timeline.middle(line[len(line) // 2])],
        "ticktext": [timeline.span(line, scene.language)],
        "tickangle": 0,
        "showgrid": False,
        "showline": True,
        "linecolor": scene.palette.grid,
        "showticklabels": row == panel.rows - 1,
        "fixedrange": True,
        "tickfont": font,
    }
    y = value_axis(scene) | {
        "domain": [max(top - 0.8 * height, 0), top - 0.16 * height],
        "range": list(panel.scale),
        "anchor": panel.axis("x"),
        "nticks": 4,
        "showticklabels": column == 0,
        "tickfont": font,
    }
    return {panel.axis("x").replace("x", "xaxis"): x, panel.axis("y").replace("y", "yaxis"): y}


def _traces(panel: _Panel) -> list[dict[str, Any]]:
    """Return tolerance and target, Berlin behind and the district in front."""
    scene, line = panel.scene, panel.line
    traces = target_path(panel.steps, scene, panel.scale)
    own = scene.palette.active if panel.area == scene.district else scene.palette.ink
    for key, colour, width in ((BERLIN, scene.palette.neutral, 1.2), (panel.area, own, 2.2)):
        values = {row.period_start: row.value for row in panel.found.get(key, ())}
        if not all(value is None or value <= panel.scale[1] for value in values.values()):
            continue  # Berlin as a sum is on another scale
        trace = {
            "type": "scatter",
            "mode": "lines",
            "name": scene.short(key),
            "meta": key,
            "hoverinfo": "skip",
        }
        xs, ys = [timeline.middle(p) for p in line], [values.get(p.start) for p in line]
        traces.append(trace | {"x": xs, "y": ys, "line": {"color": colour, "width": width}})
    return [trace | {"xaxis": panel.axis("x"), "yaxis": panel.axis("y")} for trace in traces]


def _title(last: Figure, panel: _Panel) -> dict[str, Any]:
    """Return the name above a panel with the last value."""
    scene = panel.scene
    text = f"<b>{scene.short(last.district)}</b> {scene.text(last)}"
    spot = panel.corner | {"xanchor": "left", "yanchor": "bottom", "xshift": 17, "yshift": 3}
    return note(text, 0, 1, **spot, font={"size": LABEL - 1, "color": scene.palette.text}, name=last.district)
