"""How far is one value from its target, on a dial?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash_app.figures.base import (
    CHARACTER,
    LABEL,
    Chart,
    centre,
    ends,
    escaped,
    layout,
    nice,
    note,
    scale_of_bars,
    zones,
)
from dash_app.figures.labels import bare, goal, status_word
from dash_app.figures.marks import mark
from dash_app.figures.scene import Scene
from dash_app.formats import figure_text, number
from dash_app.texts import Texts
from schemas.catalogue import Indicator, Target
from schemas.observation import Figure

HEIGHT = 208
_OUTER, _INNER = 1.0, 0.70
"""Radii of the ring; the half circle spans from the low end (left) to the high end (right) of the scale."""


@dataclass(frozen=True, slots=True)
class _Dial:
    """Figure and scale of a dial."""

    figure: Figure
    scene: Scene
    low: float
    high: float

    def angle(self, value: float) -> float:
        """Return the angle of a value in radians: pi at the low end, 0 at the high end."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return math.pi * (1 - share)


def gauge(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    language: str = "de",
    theme: str = "light",
    height: int = HEIGHT,
) -> Chart:
    """Draw the last row of the frame as a dial: zones, actual dark, target as labelled mark, value as text.

    Expects rows of one indicator and area; without target or value the dial says so instead of a mark.
    """
    figure, scene = frame[-1], Scene(indicator, {}, language, theme)
    dial = _Dial(figure, scene, *dial_scale(figure.value, figure.target, indicator))
    wide = 18 + CHARACTER * len(status_word(figure, language))
    marks = mark(figure.status, scene.palette, x=0, y=0, xref="x", yref="y", left=-wide / 2, middle=-29)
    hidden = {"visible": False, "fixedrange": True}
    parts = {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "xaxis": hidden | {"range": [-1.72, 1.72]},
        "yaxis": hidden | {"range": [-0.72, 1.55], "scaleanchor": "x"},
        "shapes": [*_ring(dial), *marks],
        "annotations": _words(dial),
        "meta": {"low": dial.low, "high": dial.high},
    }
    return {"data": [_point(dial)], "layout": layout(theme, language, height=height, **parts)}


def dial_scale(value: float | None, target: Target | None, indicator: Indicator) -> tuple[float, float]:
    """Return the scale of gauge and bullet, with room beyond the target where there can be values."""
    low, high = scale_of_bars([value], [target], indicator)
    if indicator.unit == "%" and high == 100:
        return low, high
    return low, max([high, *(nice(1.25 * end) for end in ends(target) if end > 0)])


def _point(dial: _Dial) -> dict[str, Any]:
    """Return an invisible point in the middle, for what the pointer shows."""
    words = dial.scene.hover(dial.figure).partition("<br>")[2]
    return {
        "type": "scatter",
        "name": dial.figure.indicator,
        "x": [0.0],
        "y": [0.3],
        "mode": "markers",
        "marker": {"size": 70, "color": "rgba(0,0,0,0)"},
        "customdata": [dial.figure.value],
        "hovertext": [words],
        "hoverinfo": "text",
    }


def _arc(start: float, end: float, inner: float, outer: float) -> str:
    """Return the path of a piece of the ring between two angles, as curves of at most 45 degrees."""

    def curves(a: float, b: float, radius: float) -> str:
        steps = max(1, math.ceil(abs(b - a) / (math.pi / 4)))
        step = (b - a) / steps
        k, parts = 4 / 3 * math.tan(step / 4) * radius, []
        for t in (a + step * i for i in range(steps)):
            u = t + step
            points = (
                (radius * math.cos(t) - k * math.sin(t), radius * math.sin(t) + k * math.cos(t)),
                (radius * math.cos(u) + k * math.sin(u), radius * math.sin(u) - k * math.cos(u)),
                (radius * math.cos(u), radius * math.sin(u)),
            )
            parts.append("C" + " ".join(f"{x:.3f},{y:.3f}" for x, y in points))
        return " ".join(parts)

    first = f"M{outer * math.cos(start):.3f},{outer * math.sin(start):.3f}"
    across = f"L{inner * math.cos(end):.3f},{inner * math.sin(end):.3f}"
    return f"{first} {curves(start, end, outer)} {across} {curves(end, start, inner)} Z"


def _piece(start: float, end: float, inner: float, outer: float, colour: str, name: str) -> dict[str, Any]:
    """Return a filled piece of the ring."""
    path = _arc(start, end, inner, outer)
    return {
        "type": "path",
        "path": path,
        "fillcolor": colour,
        "line": {"width": 0},
        "layer": "below",
        "name": name,
    }


def _ray(angle: float, inner: float, outer: float, colour: str, width: float, name: str) -> dict[str, Any]:
    """Return a line across the ring."""
    x, y = math.cos(angle), math.sin(angle)
    ends = {"x0": inner * x, "y0": inner * y, "x1": outer * x, "y1": outer * y}
    return {"type": "line", **ends, "line": {"color": colour, "width": width}, "name": name}


def _ring(dial: _Dial) -> list[dict[str, Any]]:
    """Return zones, actual, target and floor as shapes."""
    figure, target, palette = dial.figure, dial.figure.target, dial.scene.palette
    shapes = [
        _piece(
            dial.angle(start), dial.angle(end), _INNER, _OUTER, palette.tint(status), f"zone {status.value}"
        )
        for start, end, status in zones(target, dial.scene.indicator, dial.low, dial.high)
    ] or [_piece(math.pi, 0.0, _INNER, _OUTER, palette.grid, "zone")]
    if figure.value is not None:
        start, end = dial.angle(max(dial.low, 0.0)), dial.angle(figure.value)
        if start != end:
            shapes.append(_piece(start, end, _INNER + 0.09, _OUTER - 0.09, palette.ink, "actual"))
    for angle in map(dial.angle, ends(target)):
        shapes.append(_ray(angle, _INNER - 0.04, _OUTER + 0.07, palette.surface, 6, "target edge"))
        shapes.append(_ray(angle, _INNER - 0.04, _OUTER + 0.07, palette.text, 3, "target"))
    if target is not None and target.floor is not None:
        angle = dial.angle(target.floor)
        shapes.append(_ray(angle, _INNER, _OUTER, palette.surface, 4, "floor edge"))
        shapes.append(_ray(angle, _INNER, _OUTER, palette.text, 1.5, "floor"))
    return shapes


def _words(dial: _Dial) -> list[dict[str, Any]]:
    """Return value, unit, status, ends of the scale, target and floor as text."""
    figure, scene = dial.figure, dial.scene
    value, unit = _value(figure, scene)
    size = max(12, min(27, 165 // max(len(value), 1)))
    small = {"size": LABEL - 1, "color": scene.palette.muted}
    strong = {"size": size, "color": scene.palette.text}
    side = (_INNER + _OUTER) / 2
    status = status_word(figure, scene.language)
    low, high = (bare(end, scene.indicator, scene.language) for end in (dial.low, dial.high))
    notes = [
        note(escaped(value), 0, 0, yanchor="bottom", yshift=15 if unit else 2, font=strong, name="value"),
        note(status, 0, 0, xshift=9, yshift=-29, font={"size": LABEL}, name="status"),
        note(low, -side, 0, yanchor="top", font=small, name="end"),
        note(high, side, 0, yanchor="top", font=small, name="end"),
    ]
    if unit:
        notes.append(note(escaped(unit), 0, 0, yshift=9, font=small, name="unit"))
    if figure.target is not None:
        notes.append(_target_label(figure.target, dial))
        if floor := scene.floor(figure.target):
            notes.append(note(floor, 0, 0, yshift=-48, font=small, name="floor"))
    return notes


def _value(figure: Figure, scene: Scene) -> tuple[str, str]:
    """Return the value and, where it is a word of its own, the unit below it."""
    text = figure_text(figure, scene.indicator, scene.language)
    if figure.value is None or scene.indicator.unit == "%":
        return text, ""
    digits = number(figure.value, scene.indicator.decimals, scene.language)
    return digits, text.removeprefix(digits).strip()


def _target_label(target: Target, dial: _Dial) -> dict[str, Any]:
    """Return the label of the target outside the ring, in short lines, so that it fits beside the dial."""
    scene, angle = dial.scene, dial.angle(centre(target))
    t, x, y = Texts(scene.language), math.cos(angle), math.sin(angle)
    anchor = "left" if x > 0.25 else "right" if x < -0.25 else "center"
    text = escaped(t("figures.target", value=goal(target, scene.indicator, scene.language)))
    if anchor != "center":
        text = text.replace(" ", "<br>", 1)
    if target.is_example:
        text += f"<br>{t('figures.example')}"
    font = {"size": LABEL - 1, "color": scene.palette.text}
    spot = {"xanchor": anchor, "yanchor": "bottom" if y > 0.35 else "middle", "align": anchor}
    # Lines beside the ring keep clear of both marks of a span, whose ends reach farther out than its middle.
    far = max((math.cos(dial.angle(end)) for end in ends(target)), default=x)
    left = max(1.1 * x, 1.07 * far + 0.06) if anchor == "left" and len(ends(target)) > 1 else 1.1 * x
    return note(text, left, 1.1 * y, **spot, font=font, name="target")
