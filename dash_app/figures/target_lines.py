"""Where are target, floor and tolerance across the rows of a comparison?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dash_app.figures.base import CHARACTER, LABEL, NARROW, agreed, ends, note, zones
from dash_app.figures.scene import Scene
from dash_app.texts import Texts
from schemas.catalogue import Target
from schemas.observation import Figure, Status

_LANE = 17
"""Height of a row of labels in pixels."""


@dataclass(slots=True)
class TargetLines:
    """Shapes and labels, and the height that the labels take above the rows, in pixels."""

    shapes: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    above: int = 0


def target_lines(rows: Sequence[Figure], scene: Scene, scale: tuple[float, float]) -> TargetLines:
    """Return one labelled line over all rows where they share a target, else a mark in each row."""
    targets = [row.target for row in rows if row.target is not None]
    if not targets:
        return TargetLines()
    if any(agreed(target) != agreed(targets[0]) for target in targets):
        return _own_targets(rows, scene)
    first, colour = targets[0], scene.palette.text
    found = TargetLines(shapes=_zones(first, scene, scale))
    labels = [(ends(first)[-1], scene.goal(first), "target")]
    for end in ends(first):
        found.shapes.append(_line(end, (0, 1), "paper", colour, "dash", 2, "target"))
    if first.floor is not None:
        found.shapes.append(_line(first.floor, (0, 1), "paper", colour, "dot", 1.5, "floor"))
        labels.append((first.floor, scene.floor(first), "floor"))
    for lane, (value, text, name) in enumerate(labels):
        found.notes.append(_label(text, value, scale, lane, name))
    found.above = 4 + _LANE * len(labels)
    return found


def _own_targets(rows: Sequence[Figure], scene: Scene) -> TargetLines:
    """Return a mark in each row at the target of its area."""
    shapes = [
        _line(end, (place - 0.42, place + 0.42), "y", scene.palette.text, "solid", 2.5, "target")
        for place, row in enumerate(rows)
        for end in ends(row.target)
    ]
    spot = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "font": {"size": LABEL}}
    return TargetLines(shapes, [note(Texts(scene.language)("figures.own_targets"), 0, 1, **spot)], 4 + _LANE)


def _zones(target: Target, scene: Scene, scale: tuple[float, float]) -> list[dict[str, Any]]:
    """Return the stretches in which a target is nearly met, and that of a band."""
    return [
        {
            "type": "rect",
            "x0": start,
            "x1": end,
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "fillcolor": scene.palette.tint(status),
            "line": {"width": 0},
            "layer": "below",
            "name": f"zone {status.value}",
        }
        for start, end, status in zones(target, scene.indicator, *scale)
        if status is Status.NEAR or (status is Status.MET and target.value is None)
    ]


def _line(
    x: float,
    span: tuple[float, float],
    yref: str,
    colour: str,
    dash: str,
    width: float,
    name: str,
) -> dict[str, Any]:
    """Return a vertical line at a value."""
    line = {"color": colour, "width": width, "dash": dash}
    place = {"x0": x, "x1": x, "y0": span[0], "y1": span[1], "yref": yref}
    return {"type": "line", **place, "line": line, "name": name}


def _label(text: str, value: float, scale: tuple[float, float], lane: int, name: str) -> dict[str, Any]:
    """Return a label above the rows; target and floor have rows of their own, so that they never meet."""
    half = CHARACTER * len(text) / 2 / (NARROW - 40)
    share = (value - scale[0]) / (scale[1] - scale[0])
    anchor = "left" if share < half else "right" if share > 1 - half else "center"
    spot = {"yref": "paper", "xanchor": anchor, "yanchor": "bottom", "yshift": lane * _LANE}
    return note(text, value, 1, **spot, font={"size": LABEL}, name=name)
