"""Which districts explain the distance of Berlin from its target, in cases?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from dash_app.evidence import Contribution, gap_of
from dash_app.figures.base import CHARACTER, LABEL, Chart, layout, note
from dash_app.figures.scene import Scene
from dash_app.figures.trend import empty, value_axis
from dash_app.formats import number
from dash_app.texts import Texts
from schemas.catalogue import Area, Indicator
from schemas.observation import Figure

ROW = 28
"""Height of a row in pixels."""
HEAD = 28
"""Height of the line that names both sides."""


def contribution(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None = None,
    language: str = "de",
    theme: str = "light",
) -> Chart:
    """Draw for each district how many cases it lacks to the target of Berlin, or has beyond it."""
    scene, found = Scene(indicator, areas, language, theme, district), gap_of(frame, indicator)
    if found is None:
        return empty(scene, 200)
    parts = found.parts
    texts = [case_text(part, language) for part in parts]
    numbers = [_number(part, language) for part in parts]
    axis = _axis(parts, scene)
    low, high = axis["range"]
    layout_parts = {
        "margin": {"l": 8, "r": 16 + round(CHARACTER * max(map(len, numbers))), "t": HEAD, "b": 8},
        "bargap": 0.42,
        "xaxis": axis,
        "yaxis": _names(parts, scene),
        "annotations": [
            *(
                note(text, 1, place, xref="paper", xanchor="left", xshift=8, font={"size": LABEL})
                for place, text in enumerate(numbers)
            ),
            *_sides(low, high, scene),
        ],
    }
    height = len(parts) * ROW + HEAD + 12
    return {
        "data": [_bars(parts, texts, scene)],
        "layout": layout(theme, language, height=height, **layout_parts),
    }


def _axis(parts: Sequence[Contribution], scene: Scene) -> dict[str, Any]:
    """Return the axis of cases; it bears no numbers, as each bar has its own."""
    reach = max(abs(part.cases) for part in parts) * 1.05 or 1.0
    low = -reach if any(part.cases < 0 for part in parts) else 0
    high = reach if any(part.cases > 0 for part in parts) else 0
    zero = {"zeroline": True, "zerolinecolor": scene.palette.muted}
    return value_axis(scene) | zero | {"range": [low, high], "showticklabels": False, "nticks": 5}


def whole(cases: float) -> int:
    """Return missing cases as a whole number, as `metrics.missing_cases` counts them: no half case helps."""
    return math.ceil(cases - 1e-9)


def case_text(part: Contribution, language: str) -> str:
    """Return what a district lacks, in its words: "256 fehlen", "34 über dem Ziel"."""
    t, cases = Texts(language), whole(part.cases)
    key = "none" if cases == 0 else "short" if cases > 0 else "beyond"
    return t(f"statistics.contribution.{key}", n=number(abs(cases), 0, language))


def _number(part: Contribution, language: str) -> str:
    """Return the cases of a district as a number; on which side they are, the bar and its head say."""
    return number(abs(whole(part.cases)), 0, language)


def _sides(low: float, high: float, scene: Scene) -> list[dict[str, Any]]:
    """Return what bars to the right and to the left of zero mean, above them."""
    t, font = Texts(scene.language), {"size": LABEL - 1, "color": scene.palette.text}
    spot = {"yref": "paper", "yanchor": "bottom", "yshift": 6, "font": font, "name": "side"}
    sides = [("short", "left", 4)] if high else []
    sides += [("beyond", "right", -4)] if low else []
    return [
        note(t(f"statistics.contribution.side.{name}"), 0, 1, xanchor=anchor, xshift=shift, **spot)
        for name, anchor, shift in sides
    ]


def _names(parts: Sequence[Contribution], scene: Scene) -> dict[str, Any]:
    names = [(p.figure.district == scene.district, scene.short(p.figure.district)) for p in parts]
    return {
        "range": [len(parts) - 0.4, -0.6],
        "fixedrange": True,
        "tickvals": list(range(len(parts))),
        "ticktext": [f"<b>{name}</b>" if is_own else name for is_own, name in names],
        "tickfont": {"size": LABEL, "color": scene.palette.text},
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "ticklabelstandoff": 6,
    }


def _bars(parts: Sequence[Contribution], texts: Sequence[str], scene: Scene) -> dict[str, Any]:
    """Return the bars: filled where cases are lacking, outlined beyond the target, so that grey will do.

    Their colours are those of the comparison, not of a status: who lacks cases may still be within tolerance.
    """
    palette = scene.palette
    lacking = [part.cases > 0 for part in parts]
    own = [part.figure.district == scene.district for part in parts]
    colours = [palette.active if is_own else palette.neutral for is_own in own]
    return {
        "type": "bar",
        "orientation": "h",
        "name": "districts",
        "x": [part.cases for part in parts],
        "y": list(range(len(parts))),
        "customdata": [part.figure.district for part in parts],
        "marker": {
            "color": [
                colour if each else palette.surface for colour, each in zip(colours, lacking, strict=True)
            ],
            "line": {"width": 1.5, "color": colours},
        },
        "hovertext": [scene.hover(part.figure, text) for part, text in zip(parts, texts, strict=True)],
        "hoverinfo": "text",
    }
