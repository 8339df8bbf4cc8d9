"""Where does a district lie on the range of all twelve? Dots on a line, the own one large."""

from __future__ import annotations

from collections.abc import Sequence

from dash_app.figures import base
from dash_app.figures.base import Palette, scale_around
from dash_app.figures.picture import Picture
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure

WIDTH, HEIGHT = 160, 28
"""Size of the picture in pixels."""
_EDGE = 8
_MIDDLE = HEIGHT / 2


def spine(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    district: str,
    language: str = "de",
    theme: str = "light",
) -> Picture | None:
    """Return the spine; None where the district has no value.

    Expects the rows of one indicator and period, Berlin among them. Other districts are grey dots, Berlin is
    a diamond, the target a tick. `indicator` and `language` are taken for the sake of one shape of charts.
    """
    known = {row.district: row for row in frame if row.value is not None}
    own = known.get(district)
    if own is None:
        return None
    palette = Palette.of(theme)
    low, high = scale_around([row.value for row in known.values()], [row.target for row in frame])

    def x(value: float) -> float:
        return _EDGE + (WIDTH - 2 * _EDGE) * (value - low) / (high - low)

    parts = [_line(_EDGE, _MIDDLE, WIDTH - _EDGE, _MIDDLE, palette.grid, 2)]
    for end in base.ends(own.target):
        parts.append(_line(x(end), 3, x(end), HEIGHT - 3, palette.text, 2, ' stroke-dasharray="3 2"'))
    for key, row in known.items():
        if key not in (BERLIN, district) and row.value is not None:
            parts.append(_dot(x(row.value), 3.5, palette.neutral))
    if (berlin := known.get(BERLIN)) and berlin.value is not None and district != BERLIN:
        parts.append(_diamond(x(berlin.value), palette.ink))
    if own.value is not None:
        parts.append(_dot(x(own.value), 6, palette.active, f' stroke="{palette.surface}" stroke-width="1.5"'))
    return Picture("".join(parts), f"0 0 {WIDTH} {HEIGHT}")


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: int, more: str = "") -> str:
    place = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {place} stroke="{colour}" stroke-width="{width}"{more}/>'


def _dot(x: float, radius: float, colour: str, more: str = "") -> str:
    return f'<circle cx="{x:.1f}" cy="{_MIDDLE}" r="{radius}" fill="{colour}"{more}/>'


def _diamond(x: float, colour: str) -> str:
    points = f"{x:.1f},{_MIDDLE - 6} {x + 6:.1f},{_MIDDLE} {x:.1f},{_MIDDLE + 6} {x - 6:.1f},{_MIDDLE}"
    return f'<polygon points="{points}" fill="{colour}"/>'
