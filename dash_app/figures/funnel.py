"""Is the difference between districts more than their numbers of cases explain?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash_app.evidence import Spread, spread_of
from dash_app.figures.base import CHARACTER, LABEL, NARROW, Chart, layout, note, scale_around
from dash_app.figures.scene import Scene
from dash_app.figures.trend import empty, value_axis
from dash_app.statistics import ALERT, WATCH, FunnelPoint, funnel_limits
from dash_app.texts import Texts
from schemas.catalogue import Area, Indicator
from schemas.observation import Figure

HEIGHT = 360
_ABOVE, _BELOW = 20, 48
"""Margins in pixels."""
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
        "margin": {"l": 8, "r": 16, "t": _ABOVE, "b": _BELOW},
        "xaxis": axis | {"title": title, "showline": True, "linecolor": scene.palette.muted},
        "yaxis": value_axis(scene) | {"range": list(scale)},
        "annotations": [_baseline_label(spread, scene)],
    }
    lines = [_curve(name, xs, [y * factor for y in ys], scene) for name, (xs, ys) in curves.items()]
    data = [*lines, _baseline(spread, most, scene), _districts(points, _middle(spread, scene), scale, scene)]
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


_SPOTS = {
    "top center": (0.0, 1.0),
    "bottom center": (0.0, -1.0),
    "middle right": (1.0, 0.0),
    "middle left": (-1.0, 0.0),
}
"""Where a name may stand, and to which side of its mark that is."""


def _spots(
    points: Sequence[tuple[Figure, FunnelPoint]], names: Sequence[str], middle: float, reach: float
) -> list[str]:
    """Return where each name stands: away from the line of all districts, or where it hides no other mark.

    Counted in pixels of the narrowest screen; `reach` is the height of the scale in its own unit.
    """
    most = max(point.denominator or 0 for _, point in points) * 1.1 or 1.0
    tall = (HEIGHT - _ABOVE - _BELOW) / (reach or 1.0)
    places = [
        (NARROW * (point.denominator or 0) / most, tall * ((row.value or 0.0) - middle))
        for row, point in points
    ]
    spots = []
    for (x, y), name in zip(places, names, strict=True):
        half = CHARACTER * len(name) / 2
        lines = [(x, 0.0)]  # the line of all districts, below or above the mark
        hidden = {}
        for spot, (right, up) in _SPOTS.items():
            cx, cy = x + right * (half + 10), y + up * 15
            near = [abs(ox - cx) < half + 5 and abs(oy - cy) < 12 for ox, oy in (*places, *lines)]
            hidden[spot] = sum(near)
        first = "bottom center" if y < 0 else "top center"
        spots.append(min(hidden, key=lambda spot: (hidden[spot], spot != first)))
    return spots


def _districts(
    points: Sequence[tuple[Figure, FunnelPoint]], middle: float, scale: tuple[float, float], scene: Scene
) -> dict[str, Any]:
    """Return the districts; those outside limits and the own one are named."""
    t, palette = Texts(scene.language), scene.palette
    looks = [_SYMBOLS[point.signal or "none"] for _, point in points]
    is_own = [row.district == scene.district for row, _ in points]
    colours = [
        palette.active if own else palette.neutral if point.signal == "none" else palette.ink
        for own, (_, point) in zip(is_own, points, strict=True)
    ]
    names = [
        scene.short(row.district) if own or point.signal != "none" else ""
        for own, (row, point) in zip(is_own, points, strict=True)
    ]
    halo = ", ".join([f"0 0 3px {palette.surface}"] * 4)
    return {
        "type": "scatter",
        "name": "districts",
        "mode": "markers+text",
        "x": [point.denominator for _, point in points],
        "y": [row.value for row, _ in points],
        "customdata": [row.district for row, _ in points],
        "text": names,
        "textposition": _spots(points, names, middle, scale[1] - scale[0]),
        # A name is read on its own ground, also where it stands on a line.
        "textfont": {"size": LABEL - 1, "color": palette.text, "shadow": halo},
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
