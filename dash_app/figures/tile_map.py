"""Where in the city is the target met?

On the page the map is a grid of links (`components.tile_grid`); this figure is the same picture for exports and reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash_app.figures.base import LABEL, Chart, Palette, clipped, escaped, layout, note, short_name
from dash_app.figures.marks import mark
from dash_app.formats import figure_text
from schemas.catalogue import Area, Indicator, Tile
from schemas.observation import Figure, Status

ROW = 96
"""Height of a row of tiles in pixels."""


def tile_map(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None = None,
    language: str = "de",
    theme: str = "light",
) -> Chart:
    """Draw one tile per area of the frame (one period) that has a place on the map: status mark, short name, value."""
    palette = Palette.of(theme)
    placed = [
        (tile, row) for row in frame if (tile := areas[row.district].tile if row.district in areas else None)
    ]
    columns, rows = max((t.column for t, _ in placed), default=1), max((t.row for t, _ in placed), default=1)
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for tile, row in placed:
        shapes += _tile(tile, row, palette, is_own=row.district == district)
        middle = {"x": tile.column - 0.5, "font": {"size": LABEL, "color": palette.text}}
        name, value = short_name(row.district, areas), clipped(figure_text(row, indicator, language), 14)
        notes.append(
            note(
                escaped(name),
                middle["x"],
                tile.row - 0.5,
                font={"size": LABEL - 1, "color": palette.text},
                name=row.district,
            )
        )
        notes.append(
            note(f"<b>{escaped(value)}</b>", middle["x"], tile.row - 0.24, font=middle["font"], name="value")
        )
    hidden = {"visible": False, "fixedrange": True}
    points = {
        "type": "scatter",
        "name": indicator.id,
        "mode": "markers",
        "x": [tile.column - 0.5 for tile, _ in placed],
        "y": [tile.row - 0.5 for tile, _ in placed],
        "customdata": [row.district for _, row in placed],
        "text": [figure_text(row, indicator, language) for _, row in placed],
        "hoverinfo": "text",
        "marker": {"size": 40, "color": "rgba(0,0,0,0)"},
    }
    return {
        "data": [points],
        "layout": layout(
            theme,
            language,
            height=rows * ROW + 8,
            margin={"l": 4, "r": 4, "t": 4, "b": 4},
            xaxis=hidden | {"range": [0, columns]},
            yaxis=hidden | {"range": [rows, 0]},
            shapes=shapes,
            annotations=notes,
        ),
    }


def _tile(tile: Tile, row: Figure, palette: Palette, *, is_own: bool) -> list[dict[str, Any]]:
    """Return the tile with its status mark; the own district has a strong border."""
    judged = row.status in (Status.MET, Status.NEAR, Status.MISSED)
    box = {"x0": tile.column - 0.97, "x1": tile.column - 0.03, "y0": tile.row - 0.97, "y1": tile.row - 0.03}
    line = {"color": palette.active if is_own else palette.grid, "width": 3 if is_own else 1}
    fill = palette.tint(row.status) if judged else "rgba(0,0,0,0)"
    ground = {
        "type": "rect",
        **box,
        "fillcolor": fill,
        "line": line,
        "layer": "below",
        "name": f"tile {row.district}",
    }
    return [
        ground,
        *mark(row.status, palette, x=tile.column - 0.5, y=tile.row - 0.77, xref="x", yref="y", left=-6),
    ]
