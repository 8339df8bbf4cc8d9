"""How far is one value from its target, on a dial?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dash_app.figures.base import (
    CHARACTER,
    LABEL,
    Chart,
    Palette,
    amount,
    bare,
    centre,
    ends,
    escaped,
    floor_label,
    goal,
    goal_label,
    layout,
    nice,
    note,
    scale_of_bars,
    status_word,
    zones,
)
from dash_app.figures.marks import mark
from dash_app.formats import figure_text, number
from dash_app.texts import Texts
from schemas.catalogue import Indicator, Target
from schemas.observation import Figure

HEIGHT = 208
_OUTER, _INNER = 1.0, 0.70
"""Radii of the ring; the half circle spans from the low end (left) to the high end (right) of the scale."""


def gauge(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    language: str = "de",
    theme: str = "light",
    height: int = HEIGHT,
) -> Chart:
    """Draw the last row of the frame as a dial: zones of the status, actual as dark band, target as labelled mark, value as text.

    Expects rows of one indicator and area; without target or value the dial says so instead of a mark.
    """
    figure, palette = frame[-1], Palette.of(theme)
    low, high = dial_scale(figure.value, figure.target, indicator)
    shapes = _ring(figure, indicator, palette, low, high)
    notes = _words(figure, indicator, palette, language, low, high)
    wide = 18 + CHARACTER * len(status_word(figure, language))
    marks = mark(figure.status, palette, x=0, y=0, xref="x", yref="y", left=-wide / 2, middle=-29)
    point = {
        "type": "scatter",
        "name": indicator.id,
        "x": [0.0],
        "y": [0.3],
        "mode": "markers",
        "marker": {"size": 70, "color": "rgba(0,0,0,0)"},
        "customdata": [figure.value],
        "hovertext": [_hover(figure, indicator, language)],
        "hoverinfo": "text",
    }
    hidden = {"visible": False, "fixedrange": True}
    return {
        "data": [point],
        "layout": layout(
            theme,
            language,
            height=height,
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
            xaxis=hidden | {"range": [-1.72, 1.72]},
            yaxis=hidden | {"range": [-0.72, 1.55], "scaleanchor": "x"},
            shapes=[*shapes, *marks],
            annotations=notes,
            meta={"low": low, "high": high},
        ),
    }


def dial_scale(value: float | None, target: Target | None, indicator: Indicator) -> tuple[float, float]:
    """Return both ends of the scale of gauge and bullet: with room beyond the target, where it can be beyond."""
    low, high = scale_of_bars([value], [target], indicator)
    if indicator.unit == "%" and high == 100:
        return low, high
    return low, max([high, *(nice(1.25 * end) for end in ends(target) if end > 0)])


def _angle(value: float, low: float, high: float) -> float:
    """Return the angle of a value in radians: pi at the low end, 0 at the high end."""
    return math.pi * (1 - (min(max(value, low), high) - low) / (high - low))


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


def _ring(
    figure: Figure, indicator: Indicator, palette: Palette, low: float, high: float
) -> list[dict[str, Any]]:
    """Return zones, actual, target and floor as shapes."""
    target = figure.target
    stretches = zones(target, indicator, low, high)
    shapes = [
        _piece(_angle(a, low, high), _angle(b, low, high), _INNER, _OUTER, palette.tint(s), f"zone {s.value}")
        for a, b, s in stretches
    ] or [_piece(math.pi, 0.0, _INNER, _OUTER, palette.grid, "zone")]
    if figure.value is not None:
        start, end = _angle(max(low, 0.0), low, high), _angle(figure.value, low, high)
        if start != end:
            shapes.append(_piece(start, end, _INNER + 0.09, _OUTER - 0.09, palette.ink, "actual"))
    if target is None:
        return shapes
    for value in ends(target):
        shapes.append(
            _ray(_angle(value, low, high), _INNER - 0.04, _OUTER + 0.07, palette.surface, 6, "target edge")
        )
        shapes.append(_ray(_angle(value, low, high), _INNER - 0.04, _OUTER + 0.07, palette.text, 3, "target"))
    if target.floor is not None:
        shapes.append(_ray(_angle(target.floor, low, high), _INNER, _OUTER, palette.surface, 4, "floor edge"))
        shapes.append(_ray(_angle(target.floor, low, high), _INNER, _OUTER, palette.text, 1.5, "floor"))
    return shapes


def _words(
    figure: Figure, indicator: Indicator, palette: Palette, language: str, low: float, high: float
) -> list[dict[str, Any]]:
    """Return value, unit, status, ends of the scale, target and floor as text."""
    value, unit = _value(figure, indicator, language)
    size = max(12, min(27, 165 // max(len(value), 1)))
    small = {"size": LABEL - 1, "color": palette.muted}
    strong = {"size": size, "color": palette.text}
    side = (_INNER + _OUTER) / 2
    status = status_word(figure, language)
    notes = [
        note(escaped(value), 0, 0, yanchor="bottom", yshift=15 if unit else 2, font=strong, name="value"),
        note(status, 0, 0, xshift=9, yshift=-29, font={"size": LABEL}, name="status"),
        note(bare(low, indicator, language), -side, 0, yanchor="top", font=small, name="end"),
        note(bare(high, indicator, language), side, 0, yanchor="top", font=small, name="end"),
    ]
    if unit:
        notes.append(note(escaped(unit), 0, 0, yshift=9, font=small, name="unit"))
    if figure.target is not None:
        notes.append(
            _target_label(
                figure.target, indicator, palette, language, _angle(centre(figure.target), low, high)
            )
        )
        if floor := floor_label(figure.target, indicator, language):
            notes.append(note(escaped(floor), 0, 0, yshift=-48, font=small, name="floor"))
    return notes


def _value(figure: Figure, indicator: Indicator, language: str) -> tuple[str, str]:
    """Return the value and, where it is a word of its own, the unit below it."""
    text = figure_text(figure, indicator, language)
    if figure.value is None or indicator.unit == "%":
        return text, ""
    digits = number(figure.value, indicator.decimals, language)
    return digits, text.removeprefix(digits).strip()


def _target_label(
    target: Target, indicator: Indicator, palette: Palette, language: str, angle: float
) -> dict[str, Any]:
    """Return the label of the target outside the ring, in short lines, so that it fits beside the dial."""
    t, x, y = Texts(language), math.cos(angle), math.sin(angle)
    anchor = "left" if x > 0.25 else "right" if x < -0.25 else "center"
    lines = [
        t("figures.target", value=goal(target, indicator, language)),
        *([t("figures.example")] if target.is_example else []),
    ]
    text = "<br>".join(escaped(line) for line in lines)
    if anchor != "center":
        text = text.replace(" ", "<br>", 1)
    font = {"size": LABEL - 1, "color": palette.text}
    spot = {"xanchor": anchor, "yanchor": "bottom" if y > 0.35 else "middle", "align": anchor}
    return note(text, 1.1 * x, 1.1 * y, **spot, font=font, name="target")


def _hover(figure: Figure, indicator: Indicator, language: str) -> str:
    """Return what the pointer shows: value, target, floor."""
    words = [escaped(figure_text(figure, indicator, language))]
    if figure.target is not None:
        words += [
            escaped(goal_label(figure.target, indicator, language)),
            escaped(floor_label(figure.target, indicator, language)),
        ]
    if figure.numerator is not None and figure.denominator is not None and figure.value is not None:
        words[0] = escaped(amount(figure.value, indicator, language))
    return "<br>".join(word for word in words if word)
