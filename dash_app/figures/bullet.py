"""How far are several values from their targets, on bars?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash_app.figures.base import (
    CHARACTER,
    LABEL,
    Chart,
    Palette,
    bare,
    centre,
    clipped,
    ends,
    escaped,
    floor_label,
    goal_label,
    layout,
    note,
    short_name,
    zones,
)
from dash_app.figures.gauge import dial_scale
from dash_app.figures.marks import mark
from dash_app.formats import figure_text
from schemas.catalogue import Area, Indicator
from schemas.observation import Figure

ROW = 68
"""Height of a row in pixels: label and value, bar, marks of the scale."""

_WIDTH = 340
"""Width of the whole chart in pixels on the narrowest screen."""

_TOP, _BOTTOM, _TEXT = 26, 42, 55
"""Upper and lower end of the zones and middle of the words below them, in pixels from the top of a row."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: figure, its indicator, its label, the ends of its scale and its place in pixels."""

    figure: Figure
    indicator: Indicator
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
    """Draw one row per row of the frame: zones of the status, actual as dark bar, target as labelled mark, value as text.

    Each row has a scale of its own from zero, as units differ. Rows are labelled with the indicator, or with the area
    where all are of one indicator. The bars lie on a common scale from 0 to 1; `customdata` holds the values.
    """
    palette = Palette.of(theme)
    one_indicator = len({figure.indicator for figure in frame}) == 1 and len(frame) > 1
    rows = []
    for place, figure in enumerate(frame):
        indicator = indicators[figure.indicator]
        low, high = dial_scale(figure.value, figure.target, indicator)
        title = (
            short_name(figure.district, areas)
            if one_indicator
            else (indicator.short or indicator.title)(language)
        )
        rows.append(_Row(figure, indicator, title, low, high, place * ROW))
    hidden = {"visible": False, "fixedrange": True}
    height = max(len(rows), 1) * ROW
    return {
        "data": [_bars(rows, palette, language)],
        "layout": layout(
            theme,
            language,
            height=height,
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
            xaxis=hidden | {"range": [-0.004, 1.004]},
            yaxis=hidden | {"range": [height, 0]},
            shapes=[shape for row in rows for shape in _shapes(row, palette)],
            annotations=[words for row in rows for words in _words(row, palette, language)],
        ),
    }


def _bars(rows: Sequence[_Row], palette: Palette, language: str) -> dict[str, Any]:
    """Return the actual values as bars."""
    return {
        "type": "bar",
        "name": "actual",
        "orientation": "h",
        "base": [row.at(max(row.low, 0.0)) for row in rows],
        "x": [
            None if row.figure.value is None else row.at(row.figure.value) - row.at(max(row.low, 0.0))
            for row in rows
        ],
        "y": [row.top + (_TOP + _BOTTOM) / 2 for row in rows],
        "width": [8] * len(rows),
        "marker": {"color": palette.ink, "line": {"width": 0}},
        "customdata": [row.figure.value for row in rows],
        "hovertext": [_hover(row, language) for row in rows],
        "hoverinfo": "text",
    }


def _hover(row: _Row, language: str) -> str:
    """Return what the pointer shows: label, value, target, floor."""
    words = [f"<b>{escaped(row.label)}</b>", escaped(figure_text(row.figure, row.indicator, language))]
    if row.figure.target is not None:
        words.append(escaped(goal_label(row.figure.target, row.indicator, language)))
        words.append(escaped(floor_label(row.figure.target, row.indicator, language)))
    return "<br>".join(word for word in words if word)


def _shapes(row: _Row, palette: Palette) -> list[dict[str, Any]]:
    """Return zones, target, floor and status mark of a row."""
    top, bottom, target = row.top + _TOP, row.top + _BOTTOM, row.figure.target
    stretches = zones(target, row.indicator, row.low, row.high)
    coloured = [(row.at(a), row.at(b), palette.tint(s), f"zone {s.value}") for a, b, s in stretches]
    shapes: list[dict[str, Any]] = [
        {
            "type": "rect",
            "x0": a,
            "x1": b,
            "y0": top,
            "y1": bottom,
            "fillcolor": c,
            "line": {"width": 0},
            "layer": "below",
            "name": n,
        }
        for a, b, c, n in coloured or [(0.0, 1.0, palette.grid, "zone")]
    ]
    if target is not None:
        if target.floor is not None:
            shapes.append(_tick(row.at(target.floor), top, bottom, palette.text, 1.5, "floor"))
        for value in ends(target):
            shapes.append(_tick(row.at(value), top - 4, bottom + 4, palette.surface, 7, "target edge"))
            shapes.append(_tick(row.at(value), top - 4, bottom + 4, palette.text, 3, "target"))
    shapes += mark(row.figure.status, palette, x=0, y=row.top + 11, xref="paper", yref="y", left=1)
    return shapes


def _tick(x: float, top: float, bottom: float, colour: str, width: float, name: str) -> dict[str, Any]:
    """Return a line across the bar."""
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": top,
        "y1": bottom,
        "line": {"color": colour, "width": width},
        "name": name,
    }


def _words(row: _Row, palette: Palette, language: str) -> list[dict[str, Any]]:
    """Return label, value, target with floor, and the ends of the scale where these leave room."""
    small = {"size": LABEL - 1, "color": palette.muted}
    value = figure_text(row.figure, row.indicator, language)
    room = int((_WIDTH - CHARACTER * len(value) - 24) / CHARACTER)
    notes = [
        note(
            escaped(clipped(row.label, room)),
            0,
            row.top + 11,
            xref="paper",
            xanchor="left",
            xshift=18,
            font={"size": LABEL},
            name="label",
        ),
        note(
            f"<b>{escaped(value)}</b>",
            1,
            row.top + 11,
            xref="paper",
            xanchor="right",
            font={"size": LABEL},
            name="value",
        ),
    ]
    taken = (0.5, 0.5)
    target, low = row.figure.target, row.top + _TEXT
    if target is not None:
        words = " · ".join(
            w
            for w in (
                goal_label(target, row.indicator, language),
                floor_label(target, row.indicator, language),
            )
            if w
        )
        x, half = row.at(centre(target)), CHARACTER * len(words) / 2 / _WIDTH
        anchor = "left" if x < half else "right" if x > 1 - half else "center"
        start = x - {"left": 0, "center": 1, "right": 2}[anchor] * half
        x = min(max(x, 2 * half), 1.0) if anchor == "right" else x
        taken = (start, start + 2 * half)
        notes.append(
            note(
                escaped(words),
                x,
                low,
                xanchor=anchor,
                font={"size": LABEL - 1, "color": palette.text},
                name="target",
            )
        )
    corners = ((0.0, row.low, "left", taken[0] > 0.12), (1.0, row.high, "right", taken[1] < 0.84))
    for x, end, anchor, is_free in corners:
        if is_free:
            notes.append(
                note(
                    bare(end, row.indicator, language),
                    x,
                    low,
                    xref="paper",
                    xanchor=anchor,
                    font=small,
                    name="end",
                )
            )
    return notes
