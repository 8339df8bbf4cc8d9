"""How does a status look inside a chart?

The same shapes as on the page: filled circle, half-filled circle, filled square, ring, dash and x; drawn in
pixels, so that they do not depend on the fonts of a machine.
"""

from __future__ import annotations

from typing import Any

from dash_app.figures.base import Palette
from schemas.observation import Status

_ARC = 0.5523
"""Length of the handles with which four curves make a circle of radius 1."""


def _half_disc(radius: float, left: float, middle: float) -> str:
    """Return the path of the left half of a disc, in pixels."""
    handle = radius * _ARC
    top, bottom, side = middle + radius, middle - radius, left
    centre = left + radius
    return (
        f"M{centre:g},{top:g} C{centre - handle:g},{top:g} {side:g},{middle + handle:g} {side:g},{middle:g} "
        f"C{side:g},{middle - handle:g} {centre - handle:g},{bottom:g} {centre:g},{bottom:g} Z"
    )


def mark(
    status: Status,
    palette: Palette,
    *,
    x: Any,
    y: Any,
    xref: str,
    yref: str,
    left: float = 0.0,
    middle: float = 0.0,
    size: float = 12.0,
) -> list[dict[str, Any]]:
    """Return the shapes of a status mark: `left` pixels right of the anchor, `middle` pixels above it."""
    place = {"xref": xref, "yref": yref, "xanchor": x, "yanchor": y, "name": f"mark {status.value}"}
    common = place | {"xsizemode": "pixel", "ysizemode": "pixel"}
    return [common | shape for shape in _shapes(status, palette.status(status), left, middle, size)]


def _shapes(status: Status, colour: str, left: float, middle: float, size: float) -> list[dict[str, Any]]:
    """Return the shapes of a mark in pixels from its anchor."""
    radius = size / 2
    box = {"x0": left, "x1": left + size, "y0": middle - radius, "y1": middle + radius}
    line = {"line": {"color": colour, "width": 2}}
    match status:
        case Status.MET:
            return [{"type": "circle", "fillcolor": colour, **box, **line}]
        case Status.MISSED:
            return [{"type": "rect", "fillcolor": colour, **box, **line}]
        case Status.NEAR:
            path = _half_disc(radius, left, middle)
            half = {"type": "path", "path": path, "fillcolor": colour, "line": {"width": 0}}
            return [half, {"type": "circle", **box, **line}]
        case Status.NO_TARGET:
            return [{"type": "circle", **box, **line}]
        case Status.SUPPRESSED:
            x = {"x0": left + 1, "x1": left + size - 1}
            low, high = middle - radius + 1, middle + radius - 1
            ends = ({"y0": low, "y1": high}, {"y0": high, "y1": low})
            return [{"type": "line", **x, **y, **line} for y in ends]
        case _:
            flat = {"x0": left + 1, "x1": left + size - 1, "y0": middle, "y1": middle}
            return [{"type": "line", **flat, **line}]
