"""How does a figure of shapes and words appear without a chart library?

Dials have no axes, no legend and nothing to zoom: the browser draws their shapes itself, at once and as sharp
as text. The figure stays the one truth; downloads draw it with Plotly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from dash_app.components.frozen import Element, element, frozen
from dash_app.figures import Chart
from dash_app.figures.base import LABEL

_LINE = 1.25
"""Distance of lines of text, in font sizes."""
_RISE = 0.97
"""From the top of a line of text to its baseline, in font sizes."""
_HEADROOM, _FOOTROOM = 64, 32
"""Pixels at the top and at the foot of a picture that words with several lines, and a last line, may take."""
_ANCHORS = {"left": "start", "right": "end"}
_POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


@dataclass(frozen=True, slots=True)
class _Ground:
    """The plane of a figure whose axes share one scale, in pixels."""

    left: float
    top: float
    scale: float
    """Pixels per unit."""

    def x(self, value: float) -> float:
        """Return pixels from the left."""
        return round((value - self.left) * self.scale, 2)

    def y(self, value: float) -> float:
        """Return pixels from the top."""
        return round((self.top - value) * self.scale, 2)


def drawing(chart: Chart, label: str) -> Element:
    """Return a figure of shapes and annotations as an inline picture that `label` describes.

    Takes figures whose y axis is anchored to x (`scaleanchor`), with ranges for both, and shapes of the types
    path, line, circle and rect, in the units of the axes or in pixels from an anchor. The first hover text
    becomes the tooltip.

    Raises:
        KeyError: where a figure has shapes or places of other kinds.
    """
    layout = chart["layout"]
    (left, right), (low, high) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    ground = _Ground(left, high, layout["height"] / (high - low))
    width = round((right - left) * ground.scale, 1)
    shapes = [_shape(shape, ground) for shape in layout["shapes"]]
    words = [
        _words(each, ground, layout["template"]["layout"]["font"]["color"]) for each in layout["annotations"]
    ]
    names = _names(layout["annotations"], ground, layout["height"])
    told = "\n".join(unescape(text) for text in chart["data"][0]["hovertext"][0].split("<br>"))
    picture = element(
        "Svg",
        [element("Title", told), *shapes, *words],
        names,
        viewBox=f"0 0 {width:g} {layout['height']:g}",
        role="img",
        aria_label=label,
    )
    return frozen(element("Div", picture))


def _names(notes: Sequence[Mapping[str, Any]], ground: _Ground, height: float) -> str:
    """Return the classes of a picture: whether words leave room at its top and at its foot."""
    places = [ground.y(note["y"]) - note.get("yshift", 0) for note in notes]
    is_flat, is_bare = min(places) > _HEADROOM, max(places) < height - _FOOTROOM
    return "zb-drawing" + (" zb-drawing--flat" if is_flat else "") + (" zb-drawing--bare" if is_bare else "")


def _shape(shape: Mapping[str, Any], ground: _Ground) -> Element:
    """Return one shape; what is given in pixels counts from its anchor, upwards."""
    if shape.get("xsizemode") == "pixel":
        ground = _Ground(-ground.x(shape["xanchor"]), ground.y(shape["yanchor"]), 1.0)
    line = shape["line"]
    paint = {"fill": shape.get("fillcolor", "none")}
    if line["width"]:
        paint |= {"stroke": line["color"], "stroke-width": line["width"]}
    if shape["type"] == "path":
        return element("Path", **paint, d=_POINT.sub(lambda p: _point(p, ground), shape["path"]))
    xs, ys = [ground.x(shape[x]) for x in ("x0", "x1")], [ground.y(shape[y]) for y in ("y0", "y1")]
    if shape["type"] == "line":
        return element("Path", **paint, d=f"M{xs[0]:g},{ys[0]:g}L{xs[1]:g},{ys[1]:g}")
    width, height = abs(xs[1] - xs[0]), abs(ys[1] - ys[0])
    if shape["type"] == "circle":
        return element("Circle", **paint, cx=min(xs) + width / 2, cy=min(ys) + height / 2, r=width / 2)
    if shape["type"] != "rect":
        raise KeyError(shape["type"])
    return element("Rect", **paint, x=min(xs), y=min(ys), width=width, height=height)


def _point(found: re.Match[str], ground: _Ground) -> str:
    return f"{ground.x(float(found[1])):g},{ground.y(float(found[2])):g}"


def _words(note: Mapping[str, Any], ground: _Ground, colour: str) -> Element:
    """Return an annotation, one line below the other."""
    font = note.get("font", {})
    size, lines = font.get("size", LABEL), note["text"].split("<br>")
    height = _LINE * size * len(lines)
    x = ground.x(note["x"]) + note.get("xshift", 0)
    above = {"bottom": height, "top": 0.0}.get(note.get("yanchor", "middle"), height / 2)
    top = ground.y(note["y"]) - note.get("yshift", 0) - above
    texts = [
        element("Tspan", unescape(line), x=f"{x:g}", y=f"{top + size * (_RISE + _LINE * place):.1f}")
        for place, line in enumerate(lines)
    ]
    anchor = _ANCHORS.get(note.get("xanchor", "center"), "middle")
    look = {"font-size": size, "fill": font.get("color", colour), "text-anchor": anchor}
    return element("Text", texts, **look)
