"""How does a status look inside a chart?

The same shapes as on the page: filled circle, half-filled circle, filled square, ring, dash and x; drawn in pixels,
so that they do not depend on the fonts of a machine.
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
    colour, radius = palette.status(status), size / 2
    anchor = {
        "xref": xref,
        "yref": yref,
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": x,
        "yanchor": y,
        "name": f"mark {status.value}",
    }
    box = {"x0": left, "x1": left + size, "y0": middle - radius, "y1": middle + radius}
    line = {"color": colour, "width": 2}
    match status:
        case Status.MET:
            return [anchor | box | {"type": "circle", "fillcolor": colour, "line": line}]
        case Status.MISSED:
            return [anchor | box | {"type": "rect", "fillcolor": colour, "line": line}]
        case Status.NEAR:
            half = {
                "type": "path",
                "path": _half_disc(radius, left, middle),
                "fillcolor": colour,
                "line": {"width": 0},
            }
            return [anchor | half, anchor | box | {"type": "circle", "line": line}]
        case Status.NO_TARGET:
            return [anchor | box | {"type": "circle", "line": line}]
        case Status.SUPPRESSED:
            rising = {
                "x0": left + 1,
                "x1": left + size - 1,
                "y0": middle - radius + 1,
                "y1": middle + radius - 1,
            }
            falling = rising | {"y0": rising["y1"], "y1": rising["y0"]}
            return [anchor | ends | {"type": "line", "line": line} for ends in (rising, falling)]
        case _:
            flat = {"x0": left + 1, "x1": left + size - 1, "y0": middle, "y1": middle}
            return [anchor | flat | {"type": "line", "line": line}]
