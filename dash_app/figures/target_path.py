"""How does the agreed path lie behind a line over time?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash_app.figures import targets
from dash_app.figures.base import zones
from dash_app.figures.scene import Scene
from schemas.observation import Status

_STYLES = (
    ("floor", "floor", "dot", 1.5),
    ("value", "target", "dash", 2),
    ("lower", "target", "dash", 2),
    ("upper", "target", "dash", 2),
)
"""Field of the target, name of the trace, dash and width of its line."""


def target_path(
    steps: Sequence[targets.Step], scene: Scene, scale: tuple[float, float]
) -> list[dict[str, Any]]:
    """Return the tolerance as pale band, the target as stepped dashed line, the floor as dotted one."""
    traces = [band for step in steps for band in _tolerance(step, scene, scale)]
    for read, name, dash, width in _STYLES:
        xs, ys = targets.stairs(steps, read)
        if xs:
            line = {"color": scene.palette.text, "dash": dash, "width": width}
            trace = {"type": "scatter", "name": name, "mode": "lines", "x": xs, "y": ys, "line": line}
            traces.append(trace | {"hoverinfo": "skip"})
    return traces


def _tolerance(step: targets.Step, scene: Scene, scale: tuple[float, float]) -> list[dict[str, Any]]:
    """Return where a value nearly meets the target of a step."""
    days = [step.start.isoformat(), step.end.isoformat()]
    style = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "fillcolor": scene.palette.near_tint}
    return [
        {"type": "scatter", "name": "tolerance", "fill": "toself", **style}
        | {"x": [*days, *days[::-1]], "y": [start, start, end, end]}
        for start, end, status in zones(step.target, scene.indicator, *scale)
        if status is Status.NEAR
    ]
