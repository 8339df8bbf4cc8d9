"""How far are several values from their targets, on bars?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash_app.figures.base import (
    CHARACTER,
    LABEL,
    Chart,
    centre,
    clipped,
    ends,
    escaped,
    layout,
    note,
    zones,
)
from dash_app.figures.gauge import dial_scale
from dash_app.figures.labels import bare, short_name
from dash_app.figures.marks import mark
from dash_app.figures.scene import Scene
from schemas.catalogue import Area, Indicator
from schemas.observation import Figure

ROW = 68
"""Height of a row in pixels: label and value, bar, marks of the scale."""

_WIDTH = 340
"""Width of the whole chart in pixels on the narrowest screen."""

_HEAD, _TOP, _BOTTOM, _TEXT = 11, 26, 42, 55
"""Middle of the label, ends of the zones and middle of the words below, in pixels from the top of a row."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: figure, label, the ends of its scale and its place in pixels."""

    figure: Figure
    scene: Scene
    label: str
    low: float
    high: float
    top: int

    def at(self, value: float) -> float:
        """Return the place of a value on the common scale from 0 to 1."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def bullet(
    frame: Sequence[Figure],
    *,
    indicators: Mapping[str, Indicator],
    areas: Mapping[str, Area],
    language: str = "de",
    theme: str = "light",
) -> Chart:
    """Draw a bar per row of the frame: zones, actual dark, target as labelled mark, value as text.

    Each row has a scale of its own from zero, as units differ. Rows are labelled with the indicator, or with
    the area where all are of one. The bars lie on a common scale from 0 to 1; `customdata` holds the values.
    """
    by_area = len({figure.indicator for figure in frame}) == 1 and len(frame) > 1
    rows = []
    for place, figure in enumerate(frame):
        indicator = indicators[figure.indicator]
        title = (indicator.short or indicator.title)(language)
        label = short_name(figure.district, areas) if by_area else title
        ends_ = dial_scale(figure.value, figure.target, indicator)
        rows.append(_Row(figure, Scene(indicator, areas, language, theme), label, *ends_, place * ROW))
    hidden = {"visible": False, "fixedrange": True}
    height = max(len(rows), 1) * ROW
    parts = {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "xaxis": hidden | {"range": [-0.004, 1.004]},
        "yaxis": hidden | {"range": [height, 0]},
        "shapes": [shape for row in rows for shape in _shapes(row)],
        "annotations": [words for row in rows for words in (*_heading(row), *_scale(row))],
    }
    return {"data": [_bars(rows)], "layout": layout(theme, language, height=height, **parts)}


def _bars(rows: Sequence[_Row]) -> dict[str, Any]:
    """Return the actual values as bars."""
    starts = [row.at(max(row.low, 0.0)) for row in rows]
    known = [(row, start, row.figure.value) for row, start in zip(rows, starts, strict=True)]
    return {
        "type": "bar",
        "name": "actual",
        "orientation": "h",
        "base": starts,
        "x": [None if value is None else row.at(value) - start for row, start, value in known],
        "y": [row.top + (_TOP + _BOTTOM) / 2 for row in rows],
        "width": [8] * len(rows),
        "marker": {"color": [row.scene.palette.ink for row in rows], "line": {"width": 0}},
        "customdata": [row.figure.value for row in rows],
        "hovertext": [row.scene.hover(row.figure) for row in rows],
        "hoverinfo": "text",
    }


def _shapes(row: _Row) -> list[dict[str, Any]]:
    """Return zones, target, floor and status mark of a row."""
    palette, target = row.scene.palette, row.figure.target
    stretches = zones(target, row.scene.indicator, row.low, row.high)
    zoned = [
        (row.at(a), row.at(b), palette.tint(status), f"zone {status.value}") for a, b, status in stretches
    ]
    shapes = [_zone(row, *zone) for zone in zoned or [(0.0, 1.0, palette.grid, "zone")]]
    if target is not None and target.floor is not None:
        shapes.append(_tick(row, target.floor, 0, palette.text, 1.5, "floor"))
    for value in ends(target):
        shapes.append(_tick(row, value, 4, palette.surface, 7, "target edge"))
        shapes.append(_tick(row, value, 4, palette.text, 3, "target"))
    return [
        *shapes,
        *mark(row.figure.status, palette, x=0, y=row.top + _HEAD, xref="paper", yref="y", left=1),
    ]


def _zone(row: _Row, start: float, end: float, colour: str, name: str) -> dict[str, Any]:
    """Return a stretch of the scale."""
    place = {"x0": start, "x1": end, "y0": row.top + _TOP, "y1": row.top + _BOTTOM}
    return {
        "type": "rect",
        **place,
        "fillcolor": colour,
        "line": {"width": 0},
        "layer": "below",
        "name": name,
    }


def _tick(row: _Row, value: float, over: int, colour: str, width: float, name: str) -> dict[str, Any]:
    """Return a line across the bar that stands out by so many pixels."""
    x = row.at(value)
    place = {"x0": x, "x1": x, "y0": row.top + _TOP - over, "y1": row.top + _BOTTOM + over}
    return {"type": "line", **place, "line": {"color": colour, "width": width}, "name": name}


def _heading(row: _Row) -> list[dict[str, Any]]:
    """Return label and value above the bar."""
    value = row.scene.text(row.figure)
    label = clipped(row.label, int((_WIDTH - CHARACTER * len(value) - 24) / CHARACTER))
    spot = {"xref": "paper", "font": {"size": LABEL}}
    whole = {"hovertext": escaped(row.label)} if label != row.label else {}
    named = {"xanchor": "left", "xshift": 18, "name": "label"} | spot | whole
    return [
        note(escaped(label), 0, row.top + _HEAD, **named),
        note(f"<b>{value}</b>", 1, row.top + _HEAD, xanchor="right", name="value", **spot),
    ]


def _scale(row: _Row) -> list[dict[str, Any]]:
    """Return target with floor below the bar, and the ends of the scale where that leaves room."""
    palette, y = row.scene.palette, row.top + _TEXT
    notes, taken = [], (0.5, 0.5)
    if target := row.figure.target:
        words = " · ".join(word for word in (row.scene.goal(target), row.scene.floor(target)) if word)
        half = CHARACTER * len(words) / 2 / _WIDTH
        middle = min(max(row.at(centre(target)), half), 1 - half)
        taken = (middle - half, middle + half)
        anchor = "left" if taken[0] <= 0 else "right" if taken[1] >= 1 else "center"
        x = {"left": 0.0, "right": 1.0}.get(anchor, middle)
        font = {"size": LABEL - 1, "color": palette.text}
        notes.append(note(words, x, y, xanchor=anchor, font=font, name="target"))
    corners = ((0.0, row.low, "left", taken[0] > 0.12), (1.0, row.high, "right", taken[1] < 0.84))
    font = {"size": LABEL - 1, "color": palette.muted}
    for x, end, anchor, is_free in corners:
        if is_free:
            text = bare(end, row.scene.indicator, row.scene.language)
            notes.append(note(text, x, y, xref="paper", xanchor=anchor, font=font, name="end"))
    return notes
