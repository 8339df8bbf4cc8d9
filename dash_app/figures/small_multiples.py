"""How did each of the twelve districts move, on the same scale?

On the page the twelve pictures are a grid of small drawings (`components.multiples`), which a phone shows in two columns
without waiting for a chart library. This figure is the same in one picture, for exports and reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash_app.figures import lines, timeline
from dash_app.figures.base import (
    LABEL,
    Chart,
    Palette,
    escaped,
    layout,
    note,
    of_area,
    short_name,
    suffix,
)
from dash_app.figures.marks import mark
from dash_app.figures.trend import empty, target_traces
from dash_app.formats import figure_text
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Area, Indicator
from schemas.observation import Figure
from schemas.period import Period

PANEL = 150
"""Height of a panel in pixels."""


def small_multiples(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None = None,
    columns: int = 4,
    language: str = "de",
    theme: str = "light",
) -> Chart:
    """Draw one panel per district with shared axes, its target, and Berlin as a pale line behind; the own district first."""
    palette, keys = Palette.of(theme), panels(frame, district)
    line = timeline.periods(frame)
    if not keys or not line:
        return empty(Texts(language)("figures.nothing"), theme, language, 2 * PANEL)
    ends = shared_scale(frame, indicator, keys)
    rows = -(-len(keys) // columns)
    data: list[dict[str, Any]] = []
    more: dict[str, Any] = {"annotations": [], "shapes": []}
    for place, area in enumerate(keys):
        panel = _panel(place, columns, rows, line, ends, indicator, palette, language)
        data += _traces(frame, area, district, line, ends, indicator, areas, palette, place)
        more["annotations"] += _title(of_area(frame, area)[-1], indicator, areas, palette, place, language)
        more["shapes"] += mark(
            of_area(frame, area)[-1].status,
            palette,
            x=0,
            y=1,
            xref=f"{_axis('x', place)} domain",
            yref=f"{_axis('y', place)} domain",
            middle=12,
        )
        more |= panel
    height = rows * PANEL + 24
    return {
        "data": data,
        "layout": layout(theme, language, height=height, margin={"l": 48, "r": 12, "t": 28, "b": 28}, **more),
    }


def panels(frame: Sequence[Figure], district: str | None) -> list[str]:
    """Return the areas other than Berlin that the frame has, by key, the own district first."""
    found = sorted({row.district for row in frame} - {BERLIN})
    return [*(key for key in found if key == district), *(key for key in found if key != district)]


def shared_scale(frame: Sequence[Figure], indicator: Indicator, keys: Sequence[str]) -> tuple[float, float]:
    """Return both ends of the scale that all panels share."""
    return lines.scale(frame, indicator, keys, timeline.periods(frame))


def _axis(letter: str, place: int) -> str:
    """Return the id of the axis of a panel: x, x2, x3 and so on."""
    return letter if place == 0 else f"{letter}{place + 1}"


def _panel(
    place: int,
    columns: int,
    rows: int,
    line: Sequence[Period],
    ends: tuple[float, float],
    indicator: Indicator,
    palette: Palette,
    language: str,
) -> dict[str, Any]:
    """Return both axes of a panel; only outer panels carry labels."""
    row, column = divmod(place, columns)
    left, top = column / columns, 1 - row / rows
    first, last = (day.isoformat() for day in timeline.bounds(line))
    words = {"tickfont": {"size": LABEL - 2, "color": palette.muted}, "fixedrange": True, "zeroline": False}
    middle = line[len(line) // 2]
    span = f"{timeline.tick(line[0], language)} – {timeline.tick(line[-1], language)}"
    x = {
        "type": "date",
        "domain": [left + 0.012, left + 1 / columns - 0.012],
        "range": [first, last],
        "anchor": _axis("y", place),
        "tickvals": [timeline.middle(middle)],
        "ticktext": [span],
        "tickangle": 0,
        "showgrid": False,
        "showline": True,
        "linecolor": palette.grid,
        "showticklabels": row == rows - 1,
    }
    y = {
        "domain": [max(top - 1 / rows + 0.03, 0), top - 0.16 / rows],
        "range": list(ends),
        "anchor": _axis("x", place),
        "gridcolor": palette.grid,
        "nticks": 4,
        "ticksuffix": suffix(indicator, language),
        "showticklabels": column == 0,
    }
    number = "" if place == 0 else str(place + 1)
    return {f"xaxis{number}": words | x, f"yaxis{number}": words | y}


def _traces(
    frame: Sequence[Figure],
    area: str,
    district: str | None,
    line: Sequence[Period],
    ends: tuple[float, float],
    indicator: Indicator,
    areas: Mapping[str, Area],
    palette: Palette,
    place: int,
) -> list[dict[str, Any]]:
    """Return tolerance and target, Berlin behind and the district in front."""
    axes = {"xaxis": _axis("x", place), "yaxis": _axis("y", place)}
    traces = target_traces(timeline.path(indicator, area, line), indicator, palette, *ends)
    styles = (
        (BERLIN, palette.neutral, 1.2),
        (area, palette.active if area == district else palette.ink, 2.2),
    )
    for key, colour, width in styles:
        by_start = {row.period_start: row.value for row in of_area(frame, key)}
        if not by_start:
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": short_name(key, areas),
                "meta": key,
                "x": [timeline.middle(period) for period in line],
                "y": [by_start.get(period.start) for period in line],
                "line": {"color": colour, "width": width},
                "hoverinfo": "skip",
            }
        )
    return [trace | axes for trace in traces]


def _title(
    last: Figure, indicator: Indicator, areas: Mapping[str, Area], palette: Palette, place: int, language: str
) -> list[dict[str, Any]]:
    """Return the name above a panel with the last value."""
    name, value = escaped(short_name(last.district, areas)), escaped(figure_text(last, indicator, language))
    spot = {
        "xref": f"{_axis('x', place)} domain",
        "yref": f"{_axis('y', place)} domain",
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 3,
    }
    return [
        note(
            f"<b>{name}</b> {value}",
            0,
            1,
            xshift=17,
            **spot,
            font={"size": LABEL - 1, "color": palette.text},
            name=last.district,
        )
    ]
