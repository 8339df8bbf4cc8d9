"""How do the twelve districts and Berlin compare on one indicator?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from dash_app.evidence import interval_of, kind_of
from dash_app.figures.base import (
    CHARACTER,
    LABEL,
    Chart,
    clipped,
    escaped,
    is_total,
    layout,
    note,
    scale_around,
    scale_of_bars,
    suffix,
)
from dash_app.figures.labels import status_word
from dash_app.figures.marks import mark
from dash_app.figures.scene import Scene
from dash_app.figures.target_lines import target_lines
from dash_app.formats import figure_text
from dash_app.statistics import Interval
from schemas.catalogue import BERLIN, Area, Indicator
from schemas.observation import Figure

ROW = 30
"""Height of a row in pixels."""

Form = Literal["bars", "dots"]
Order = Literal["key", "value"]


def comparison(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None = None,
    order: Order = "key",
    form: Form = "bars",
    language: str = "de",
    theme: str = "light",
) -> Chart:
    """Draw one row per area of the frame (one period): Berlin as a diamond, then districts by key or value.

    Bars start at zero; dots may start elsewhere. Rows without a number keep their place and say why. A target
    that all share is a labelled line with its zones; where areas have their own, each row has its mark. Where
    the cases are known, thin lines show how far chance reaches (95 %).
    """
    scene, rows = Scene(indicator, areas, language, theme, district), ordered(frame, order)
    targets = [row.target for row in rows]
    intervals = _intervals(rows, indicator)
    reach = [*_on_scale(rows, indicator), *(end for found in intervals.values() for end in found[1:])]
    scale = scale_of_bars(reach, targets, indicator) if form == "bars" else scale_around(reach, targets)
    lines = target_lines(rows, scene, scale)
    values = [clipped(figure_text(row, indicator, language), 16) for row in rows]
    right = 38 + round(CHARACTER * max(map(len, values), default=0))
    parts = {
        "margin": {"l": 8, "r": right, "t": lines.above + 4, "b": 32},
        "bargap": 0.42,
        "xaxis": _values(scale, scene) | ({"nticks": 4} if form == "dots" else _room(scale)),
        "yaxis": _names(rows, scene),
        "shapes": [*lines.shapes, *_marks(rows, scene)],
        "annotations": [*lines.notes, *_texts(rows, values, scene)],
    }
    height = len(rows) * ROW + 36 + lines.above
    data = [_districts(rows, form, scene), _berlin(rows, scene, scale)]
    for trace in data:
        _add_intervals(trace, intervals, scene)
    return {"data": data, "layout": layout(theme, language, height=height, **parts)}


def ordered(frame: Sequence[Figure], order: Order) -> list[Figure]:
    """Return Berlin first, then the other areas by key, or by value with those without a number last."""
    by_key = sorted(frame, key=lambda figure: (figure.district != BERLIN, figure.district))
    if order != "value":
        return by_key
    return sorted(
        by_key, key=lambda f: (f.district != BERLIN, f.value is None, -(f.value or 0.0), f.district)
    )


def _values(scale: tuple[float, float], scene: Scene) -> dict[str, Any]:
    """Return the axis of values."""
    return {
        "range": list(scale),
        "fixedrange": True,
        "zeroline": scale[0] <= 0,
        "zerolinecolor": scene.palette.muted,
        "gridcolor": scene.palette.grid,
        "ticksuffix": suffix(scene.indicator, scene.language),
        "exponentformat": "none",
        "separatethousands": True,
        "tickangle": 0,
        "tickfont": {"size": LABEL - 1, "color": scene.palette.muted},
    }


def _names(rows: Sequence[Figure], scene: Scene) -> dict[str, Any]:
    """Return the axis with the names; Berlin and the own district are bold."""
    names = [(row.district in (BERLIN, scene.district), scene.short(row.district)) for row in rows]
    return {
        "range": [len(rows) - 0.4, -0.6],
        "fixedrange": True,
        "tickvals": list(range(len(rows))),
        "ticktext": [f"<b>{name}</b>" if is_strong else name for is_strong, name in names],
        "tickfont": {"size": LABEL, "color": scene.palette.text},
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "ticklabelstandoff": 6,
    }


def _rows(shown: Sequence[tuple[int, Figure]], scene: Scene) -> dict[str, Any]:
    """Return places, values and words of rows."""
    return {
        "x": [row.value for _, row in shown],
        "y": [place for place, _ in shown],
        "customdata": [row.district for _, row in shown],
        "hovertext": [scene.hover(row, status_word(row, scene.language)) for _, row in shown],
        "hoverinfo": "text",
    }


def _districts(rows: Sequence[Figure], form: Form, scene: Scene) -> dict[str, Any]:
    """Return the districts as bars or dots; the own one is coloured."""
    shown = [(place, row) for place, row in enumerate(rows) if row.district != BERLIN]
    own, other = scene.palette.active, scene.palette.neutral
    colours = [own if row.district == scene.district else other for _, row in shown]
    trace = {"name": "districts", **_rows(shown, scene)}
    if form == "bars":
        return trace | {"type": "bar", "orientation": "h", "marker": {"color": colours, "line": {"width": 0}}}
    return trace | {
        "type": "scatter",
        "mode": "markers",
        "marker": {"color": colours, "size": 12},
        "cliponaxis": False,
    }


def _on_scale(rows: Sequence[Figure], indicator: Indicator) -> list[float | None]:
    """Return the values that the axis has to reach: not Berlin as a sum, beside which districts vanish."""
    is_sum = len(rows) > 2 and (indicator.value.kind == "sum" or is_total(rows, indicator))
    is_left_out = is_sum and indicator.unit != "%"
    return [row.value for row in rows if not (is_left_out and row.district == BERLIN)]


def _room(scale: tuple[float, float]) -> dict[str, Any]:
    """Return how many numbers fit on the axis of a phone: few where they are long."""
    return {"nticks": 3 if scale[1] >= 10_000 else 4} if scale[1] >= 1_000 else {}


def _berlin(rows: Sequence[Figure], scene: Scene, scale: tuple[float, float]) -> dict[str, Any]:
    """Return Berlin as a mark of its own; none where it lies beyond the axis, as a sum does."""
    shown = [
        (place, row)
        for place, row in enumerate(rows)
        if row.district == BERLIN and (row.value is None or row.value <= scale[1])
    ]
    marker = {"symbol": "diamond", "size": 15, "color": scene.palette.ink}
    trace = {"type": "scatter", "name": "berlin", "mode": "markers", "marker": marker, "cliponaxis": False}
    return trace | _rows(shown, scene)


def _intervals(rows: Sequence[Figure], indicator: Indicator) -> dict[str, Interval]:
    """Return the 95 % intervals of those areas whose cases are known."""
    kind = kind_of(rows, indicator)
    found = {row.district: interval_of(row, indicator, kind) for row in rows}
    return {area: interval for area, interval in found.items() if interval is not None}


def _add_intervals(trace: dict[str, Any], intervals: Mapping[str, Interval], scene: Scene) -> None:
    """Draw intervals as thin lines across the ends of bars and through marks."""
    places = [intervals.get(area) for area in trace["customdata"]]
    if not any(places):
        return
    trace["error_x"] = {
        "type": "data",
        "symmetric": False,
        "array": [p.upper - p.value if p else None for p in places],
        "arrayminus": [p.value - p.lower if p else None for p in places],
        "color": scene.palette.text,
        "thickness": 1.5,
        "width": 4,
    }


def _marks(rows: Sequence[Figure], scene: Scene) -> list[dict[str, Any]]:
    """Return the status marks right of the rows."""
    return [
        shape
        for place, row in enumerate(rows)
        for shape in mark(row.status, scene.palette, x=1, y=place, xref="paper", yref="y", left=8)
    ]


def _texts(rows: Sequence[Figure], values: Sequence[str], scene: Scene) -> list[dict[str, Any]]:
    """Return the values right of the marks, in a column that no bar or line reaches."""
    spot = {"xref": "paper", "xanchor": "left", "xshift": 24}
    notes = []
    for place, (row, text) in enumerate(zip(rows, values, strict=True)):
        colour = scene.palette.text if row.value is not None else scene.palette.muted
        font = {"size": LABEL, "color": colour}
        notes.append(note(escaped(text), 1, place, **spot, font=font, name=f"value {row.district}"))
    return notes
