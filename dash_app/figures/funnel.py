"""Is the difference between districts more than their numbers of cases explain?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash_app.evidence import Spread, spread_of
from dash_app.figures.base import LABEL, Chart, layout, note, scale_around
from dash_app.figures.scene import Scene
from dash_app.figures.trend import empty, value_axis
from dash_app.statistics import ALERT, WATCH, FunnelPoint, funnel_limits
from dash_app.texts import Texts
from schemas.catalogue import Area, Indicator
from schemas.observation import Figure

HEIGHT = 360
_STEPS = 48
"""Points of a curve."""
_SYMBOLS = {"none": ("circle", 9), "watch": ("diamond", 11), "alert": ("square", 10)}


def funnel(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None = None,
    language: str = "de",
    theme: str = "light",
    height: int = HEIGHT,
) -> Chart:
    """Draw the districts of one period by number of cases, with the limits within which chance keeps them.

    Districts outside the limits differ by shape and carry their names; the own one is coloured and named.
    """
    scene = Scene(indicator, areas, language, theme, district)
    spread = spread_of(frame, indicator)
    if not isinstance(spread, Spread):
        return empty(scene, height)
    points = list(zip(spread.rows, spread.result.points, strict=True))
    most = max(point.denominator or 0 for _, point in points) * 1.1
    least = min(point.denominator or 0 for _, point in points) * 0.8
    curves, factor = _curves(spread, least, most), indicator.value.scale
    ends = [bound * factor for name in ("alert lower", "alert upper") for bound in curves[name][1]]
    values = [row.value for row, _ in points]
    scale = scale_around([*values, *_near(ends, values)], [])
    cases = indicator.cases(language) if indicator.cases else Texts(language)("statistics.funnel.cases")
    axis = value_axis(scene) | {"range": [0, most], "ticksuffix": "", "nticks": 5, "automargin": "height"}
    title = {"text": cases, "font": {"size": LABEL - 1, "color": scene.palette.muted}, "standoff": 6}
    parts = {
        "margin": {"l": 8, "r": 16, "t": 20, "b": 48},
        "xaxis": axis | {"title": title, "showline": True, "linecolor": scene.palette.muted},
        "yaxis": value_axis(scene) | {"range": list(scale)},
        "annotations": [_baseline_label(spread, scene)],
    }
    lines = [_curve(name, xs, [y * factor for y in ys], scene) for name, (xs, ys) in curves.items()]
    data = [*lines, _baseline(spread, most, scene), _districts(points, _middle(spread, scene), scene)]
    return {"data": data, "layout": layout(theme, language, height=height, **parts)}


def _near(ends: Sequence[float], values: Sequence[float | None]) -> list[float]:
    """Return limits that are not so far off that they would press the districts into a line."""
    known = [value for value in values if value is not None]
    room = max(max(known) - min(known), abs(max(known)) * 0.05) * 1.5
    return [min(max(end, min(known) - room), max(known) + room) for end in ends]


def _curves(spread: Spread, least: float, most: float) -> dict[str, tuple[list[float], list[float]]]:
    """Return places and heights of the four curves, as shares; dense where they bend."""
    ratio = (most / max(least, 1.0)) ** (1 / _STEPS)
    sizes = [max(least, 1.0) * ratio**step for step in range(_STEPS + 1)]
    curves: dict[str, tuple[list[float], list[float]]] = {}
    for name, confidence in (("watch", WATCH), ("alert", ALERT)):
        found = [
            funnel_limits(
                n, spread.result.baseline, spread.kind, confidence, dispersion=spread.result.dispersion.factor
            )
            for n in sizes
        ]
        for place, side in enumerate(("lower", "upper")):
            curves[f"{name} {side}"] = (sizes, [pair[place] for pair in found if pair])
    return curves


def _curve(name: str, xs: list[float], ys: list[float], scene: Scene) -> dict[str, Any]:
    dash = "dot" if name.startswith("watch") else "longdash"
    line = {"color": scene.palette.neutral, "width": 1.5, "dash": dash}
    return {
        "type": "scatter",
        "name": name,
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": line,
        "hoverinfo": "skip",
    }


def _middle(spread: Spread, scene: Scene) -> float:
    return (spread.result.baseline or 0.0) * scene.indicator.value.scale


def _baseline(spread: Spread, most: float, scene: Scene) -> dict[str, Any]:
    middle, line = _middle(spread, scene), {"color": scene.palette.ink, "width": 1.5}
    trace = {"type": "scatter", "name": "baseline", "mode": "lines", "x": [0, most], "y": [middle, middle]}
    return trace | {"line": line, "hoverinfo": "skip"}


def _baseline_label(spread: Spread, scene: Scene) -> dict[str, Any]:
    text = Texts(scene.language)("statistics.funnel.baseline")
    spot = {"xref": "paper", "xanchor": "left", "yanchor": "bottom", "xshift": 4}
    return note(text, 0, _middle(spread, scene), **spot, font={"size": LABEL - 1, "color": scene.palette.ink})


def _districts(points: Sequence[tuple[Figure, FunnelPoint]], middle: float, scene: Scene) -> dict[str, Any]:
    """Return the districts; those outside limits and the own one are named."""
    t, palette = Texts(scene.language), scene.palette
    looks = [_SYMBOLS[point.signal or "none"] for _, point in points]
    is_own = [row.district == scene.district for row, _ in points]
    colours = [
        palette.active if own else palette.neutral if point.signal == "none" else palette.ink
        for own, (_, point) in zip(is_own, points, strict=True)
    ]
    named = [own or point.signal != "none" for own, (_, point) in zip(is_own, points, strict=True)]
    return {
        "type": "scatter",
        "name": "districts",
        "mode": "markers+text",
        "x": [point.denominator for _, point in points],
        "y": [row.value for row, _ in points],
        "customdata": [row.district for row, _ in points],
        "text": [
            scene.short(row.district) if name else "" for name, (row, _) in zip(named, points, strict=True)
        ],
        "textposition": ["bottom center" if (row.value or 0) < middle else "top center" for row, _ in points],
        "textfont": {"size": LABEL - 1, "color": palette.text},
        "marker": {
            "symbol": [s for s, _ in looks],
            "size": [z for _, z in looks],
            "color": colours,
            "opacity": 1,
        },
        "hovertext": [scene.hover(row, t(f"statistics.funnel.signal.{p.signal}")) for row, p in points],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
