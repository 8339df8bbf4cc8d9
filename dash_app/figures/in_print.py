"""How does a chart stay readable in grey: by patterns, dashes and marks instead of colours?"""

from __future__ import annotations

from typing import Any

from dash_app.figures.base import Chart
from dash_app.theme import TOKENS

_OWN = TOKENS["print"]["active"]
"""The grey of the reader's own district, which is blue elsewhere."""


def in_print(chart: Chart) -> Chart:
    """Return a chart of the theme `print` with its colours told apart by form.

    The own district has hatched bars, square marks and dashed lines; all else has a form of its own already
    (status marks, diamonds for Berlin, dashed targets). The chart that is given stays as it is.
    """
    return {**chart, "data": [_trace(trace) for trace in chart["data"]]}


def _trace(trace: dict[str, Any]) -> dict[str, Any]:
    """Return a trace with forms where the own district has only a colour."""
    if trace.get("type") == "bar":
        return trace | {"marker": _hatched(trace.get("marker", {}))}
    if trace.get("line", {}).get("color") == _OWN:
        marker = trace.get("marker", {})
        return trace | {
            "line": trace["line"] | {"dash": "5px,2px"},
            "marker": marker | {"symbol": _squares(marker.get("symbol", "circle"))},
        }
    return trace


def _hatched(marker: dict[str, Any]) -> dict[str, Any]:
    """Return the marks of bars with a pattern on the own district."""
    colours = marker.get("color")
    if not isinstance(colours, list) or _OWN not in colours:
        return marker
    shapes = ["/" if colour == _OWN else "" for colour in colours]
    return marker | {"pattern": {"shape": shapes, "fgcolor": "#FFFFFF", "size": 7, "solidity": 0.35}}


def _squares(symbol: Any) -> Any:
    """Return squares for circles, open where they were."""
    if isinstance(symbol, list):
        return [_squares(each) for each in symbol]
    return symbol.replace("circle", "square") if isinstance(symbol, str) else symbol
