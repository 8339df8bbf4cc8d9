"""Where in the city is the target met?

On the page the map is a grid of links (`components.tile_grid`); this figure is for exports and reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash_app.figures.base import LABEL, Chart, clipped, escaped, layout, note
from dash_app.figures.labels import status_word
from dash_app.figures.marks import mark
from dash_app.figures.scene import Scene
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
    """Draw a tile per area of the frame (one period) that has a place: status mark, short name, value."""
    scene = Scene(indicator, areas, language, theme, district)
    placed = [
        (tile, row) for row in frame if (tile := areas[row.district].tile if row.district in areas else None)
    ]
    columns, rows = max((t.column for t, _ in placed), default=1), max((t.row for t, _ in placed), default=1)
    hidden = {"visible": False, "fixedrange": True}
    parts = {
        "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
        "xaxis": hidden | {"range": [0, columns]},
        "yaxis": hidden | {"range": [rows, 0]},
        "shapes": [shape for tile, row in placed for shape in _tile(tile, row, scene)],
        "annotations": [words for tile, row in placed for words in _words(tile, row, scene)],
    }
    return {
        "data": [_points(placed, scene)],
        "layout": layout(theme, language, height=rows * ROW + 8, **parts),
    }


def _points(placed: Sequence[tuple[Tile, Figure]], scene: Scene) -> dict[str, Any]:
    """Return invisible points on the tiles, for what the pointer shows."""
    return {
        "type": "scatter",
        "name": scene.indicator.id,
        "mode": "markers",
        "x": [tile.column - 0.5 for tile, _ in placed],
        "y": [tile.row - 0.5 for tile, _ in placed],
        "customdata": [row.district for _, row in placed],
        "hovertext": [scene.hover(row, status_word(row, scene.language)) for _, row in placed],
        "hoverinfo": "text",
        "marker": {"size": 40, "color": "rgba(0,0,0,0)"},
    }


def _words(tile: Tile, row: Figure, scene: Scene) -> list[dict[str, Any]]:
    """Return short name and value of a tile."""
    x, colour = tile.column - 0.5, scene.palette.text
    value = escaped(clipped(figure_text(row, scene.indicator, scene.language), 14))
    small, strong = {"size": LABEL - 1, "color": colour}, {"size": LABEL, "color": colour}
    name = note(scene.short(row.district), x, tile.row - 0.5, font=small, name=row.district)
    return [name, note(f"<b>{value}</b>", x, tile.row - 0.24, font=strong, name="value")]


def _tile(tile: Tile, row: Figure, scene: Scene) -> list[dict[str, Any]]:
    """Return the tile with its status mark; the own district has a strong border."""
    palette, is_own = scene.palette, row.district == scene.district
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
