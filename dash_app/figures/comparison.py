"""How do the twelve districts and Berlin compare on one indicator?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from dash_app.figures.base import (
    CHARACTER,
    LABEL,
    Chart,
    Palette,
    clipped,
    escaped,
    full_name,
    goal_label,
    layout,
    note,
    scale_around,
    scale_of_bars,
    short_name,
    status_word,
    suffix,
)
from dash_app.figures.marks import mark
from dash_app.figures.target_lines import target_lines
from dash_app.formats import figure_text
from schemas.catalogue import BERLIN, Area, Indicator
from schemas.observation import Figure

ROW = 30
"""Height of a row in pixels."""


def comparison(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None = None,
    order: Literal["key", "value"] = "key",
    form: Literal["bars", "dots"] = "bars",
    language: str = "de",
    theme: str = "light",
) -> Chart:
    """Draw one row per area of the frame (one period): Berlin first as a diamond, then the districts by key or by value.

    Bars start at zero; dots may start elsewhere. Rows without a number keep their place and say why. A target that
    all share is a labelled line with its zones; where areas have targets of their own, each row has its mark.
    """
    palette, rows = Palette.of(theme), ordered(frame, order)
    known, targets = [row.value for row in rows], [row.target for row in rows]
    low, high = scale_of_bars(known, targets, indicator) if form == "bars" else scale_around(known, targets)
    layer = "above" if form == "bars" else "between"
    lines = target_lines(rows, indicator, palette, language, (low, high), layer=layer)
    values = [figure_text(row, indicator, language) for row in rows]
    right = 30 + round(CHARACTER * max((len(clipped(v, 16)) for v in values), default=0))
    return {
        "data": [
            _districts(rows, indicator, areas, district, form, palette, language),
            _berlin(rows, indicator, areas, palette, language),
        ],
        "layout": layout(
            theme,
            language,
            height=len(rows) * ROW + 36 + lines.above,
            margin={"l": 8, "r": right, "t": lines.above + 4, "b": 32},
            bargap=0.42,
            xaxis={
                "range": [low, high],
                "fixedrange": True,
                "zeroline": low <= 0,
                "zerolinecolor": palette.muted,
                "gridcolor": palette.grid,
                "ticksuffix": suffix(indicator, language),
                "exponentformat": "none",
                "separatethousands": True,
                "tickangle": 0,
                "tickfont": {"size": LABEL - 1, "color": palette.muted},
            },
            yaxis=_names(rows, areas, district, palette),
            shapes=[*lines.shapes, *_marks(rows, palette)],
            annotations=[*lines.notes, *_texts(rows, values, palette)],
        ),
    }


def ordered(frame: Sequence[Figure], order: str) -> list[Figure]:
    """Return Berlin first, then the other areas by key, or by value with those without a number last."""
    by_key = sorted(frame, key=lambda figure: (figure.district != BERLIN, figure.district))
    if order != "value":
        return by_key
    return sorted(
        by_key, key=lambda f: (f.district != BERLIN, f.value is None, -(f.value or 0.0), f.district)
    )


def _names(
    rows: Sequence[Figure], areas: Mapping[str, Area], district: str | None, palette: Palette
) -> dict[str, Any]:
    """Return the axis with the names; Berlin and the own district are bold."""
    names = [escaped(short_name(row.district, areas)) for row in rows]
    strong = {BERLIN, district}
    return {
        "range": [len(rows) - 0.4, -0.6],
        "fixedrange": True,
        "tickvals": list(range(len(rows))),
        "ticktext": [
            f"<b>{n}</b>" if row.district in strong else n for row, n in zip(rows, names, strict=True)
        ],
        "tickfont": {"size": LABEL, "color": palette.text},
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "ticklabelstandoff": 6,
    }


def _hover(row: Figure, indicator: Indicator, areas: Mapping[str, Area], language: str) -> str:
    """Return what the pointer shows: full name, value, target, status."""
    words = [
        f"<b>{escaped(full_name(row.district, areas))}</b>",
        escaped(figure_text(row, indicator, language)),
    ]
    if row.target is not None:
        words.append(escaped(goal_label(row.target, indicator, language)))
    words.append(status_word(row, language))
    return "<br>".join(words)


def _districts(
    rows: Sequence[Figure],
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None,
    form: str,
    palette: Palette,
    language: str,
) -> dict[str, Any]:
    """Return the districts as bars or dots; the own one is coloured."""
    shown = [(place, row) for place, row in enumerate(rows) if row.district != BERLIN]
    colours = [palette.active if row.district == district else palette.neutral for _, row in shown]
    trace: dict[str, Any] = {
        "name": "districts",
        "x": [row.value for _, row in shown],
        "y": [place for place, _ in shown],
        "customdata": [row.district for _, row in shown],
        "hovertext": [_hover(row, indicator, areas, language) for _, row in shown],
        "hoverinfo": "text",
    }
    if form == "bars":
        return trace | {"type": "bar", "orientation": "h", "marker": {"color": colours, "line": {"width": 0}}}
    return trace | {
        "type": "scatter",
        "mode": "markers",
        "marker": {"color": colours, "size": 12},
        "cliponaxis": False,
    }


def _berlin(
    rows: Sequence[Figure], indicator: Indicator, areas: Mapping[str, Area], palette: Palette, language: str
) -> dict[str, Any]:
    """Return Berlin as a mark of its own."""
    shown = [(place, row) for place, row in enumerate(rows) if row.district == BERLIN]
    return {
        "type": "scatter",
        "name": "berlin",
        "mode": "markers",
        "x": [row.value for _, row in shown],
        "y": [place for place, _ in shown],
        "customdata": [row.district for _, row in shown],
        "hovertext": [_hover(row, indicator, areas, language) for _, row in shown],
        "hoverinfo": "text",
        "marker": {"symbol": "diamond", "size": 15, "color": palette.ink},
        "cliponaxis": False,
    }


def _marks(rows: Sequence[Figure], palette: Palette) -> list[dict[str, Any]]:
    """Return the status marks right of the rows."""
    found: list[dict[str, Any]] = []
    for place, row in enumerate(rows):
        found += mark(row.status, palette, x=1, y=place, xref="paper", yref="y", left=8)
    return found


def _texts(rows: Sequence[Figure], values: Sequence[str], palette: Palette) -> list[dict[str, Any]]:
    """Return the values right of the marks, in a column that no bar or line reaches."""
    return [
        note(escaped(clipped(text, 16)), 1, place, xref="paper", xanchor="left", xshift=24)
        | {
            "font": {"size": LABEL, "color": palette.text if row.value is not None else palette.muted},
            "name": f"value {row.district}",
        }
        for place, (row, text) in enumerate(zip(rows, values, strict=True))
    ]
