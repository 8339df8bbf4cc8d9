"""Which parts do all charts share?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Any

from dash_app.metrics import judge
from dash_app.theme import TOKENS, template
from schemas.catalogue import BERLIN, Indicator, Target
from schemas.observation import Figure, Status

Chart = dict[str, Any]
"""A Plotly figure as plain dicts and lists: `data` and `layout`."""

LABEL = 13
"""Size of the text in charts in pixels; ticks are one smaller."""

CHARACTER = 7.4
"""Width of a character of that size in pixels, rather too wide than too narrow."""

NARROW = 200
"""Width in pixels of the plotting area on the narrowest screen: what fits there never collides."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme by what they mean in charts."""

    ink: str
    text: str
    muted: str
    grid: str
    surface: str
    active: str
    neutral: str
    met: str
    near: str
    missed: str
    none: str
    met_tint: str
    near_tint: str
    missed_tint: str

    @classmethod
    def of(cls, theme: str) -> Palette:
        """Return the colours of `light` or `dark`."""
        tokens = TOKENS[theme]
        return cls(**{name: tokens[name.replace("_", "-")] for name in cls.__slots__})

    def status(self, status: Status) -> str:
        """Return the colour of a status mark."""
        return {Status.MET: self.met, Status.NEAR: self.near, Status.MISSED: self.missed}.get(
            status, self.none
        )

    def tint(self, status: Status) -> str:
        """Return the pale colour of a zone."""
        return {Status.MET: self.met_tint, Status.NEAR: self.near_tint}.get(status, self.missed_tint)


def layout(theme: str, language: str, *, height: int, **more: Any) -> dict[str, Any]:
    """Return a layout with fixed height and transparent ground, without legend; `more` is added."""
    return {
        "template": template(theme),
        "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "separators": ".," if language == "en" else ",.",
        **more,
    }


def is_total(rows: Sequence[Figure], indicator: Indicator) -> bool:
    """Tell whether Berlin is so far beyond all of several districts that it can only be their sum.

    Beside a sum, districts vanish on a common scale; published figures do not say what they are.
    """
    berlin = next((row.value for row in rows if row.district == BERLIN), None)
    parts = [row.value for row in rows if row.district != BERLIN and row.value is not None]
    if indicator.unit == "%" or berlin is None or len(parts) < 2:
        return False
    return berlin > 2 * max(parts) > 0


def note(text: str, x: Any, y: Any, **more: Any) -> dict[str, Any]:
    """Return an annotation without arrow."""
    return {"text": text, "x": x, "y": y, "showarrow": False, **more}


def escaped(text: str) -> str:
    """Return text that Plotly shows as it is, as it reads a few tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# Scales ----


def ends(target: Target | None) -> list[float]:
    """Return the target value, or both ends of a band; empty without target."""
    found = (target.value, target.lower, target.upper) if target else ()
    return [value for value in found if value is not None]


def agreed(target: Target | None) -> list[float]:
    """Return target and floor: what a scale has to hold."""
    floor = [target.floor] if target and target.floor is not None else []
    return ends(target) + floor


def centre(target: Target) -> float:
    """Return the target value or the middle of a band: where its label stands."""
    found = ends(target)
    return sum(found) / len(found)


def _edges(target: Target) -> set[float]:
    """Return the values at which the judgement of a target may change."""
    slack = target.tolerance or 0.0
    return {*agreed(target), *(end + sign * slack for end in ends(target) for sign in (-1, 1))}


def zones(
    target: Target | None, indicator: Indicator, low: float, high: float
) -> list[tuple[float, float, Status]]:
    """Return the stretches of a scale with the status of the values in them, from `low` to `high`.

    They follow from the judgement itself, so that a zone never says other than the status.
    """
    if target is None:
        return []
    cuts = [low, *sorted(edge for edge in _edges(target) if low < edge < high), high]
    found: list[tuple[float, float, Status]] = []
    for start, end in pairwise(cuts):
        status = judge((start + end) / 2, indicator, target)
        if found and found[-1][2] is status:
            found[-1] = (found[-1][0], end, status)
        else:
            found.append((start, end, status))
    return found


def nice(value: float) -> float:
    """Return the next round number (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, ...) at or above a value."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(
        step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * power >= value * (1 - 1e-9)
    )


_TINY = 1e-9
"""What no indicator can tell from zero."""


def scale_from_zero(values: Iterable[float | None], targets: Iterable[Target | None]) -> tuple[float, float]:
    """Return a scale that holds values and targets and starts at zero, below it only for negative values."""
    marks = _marks(values, targets)
    low, high = min(marks, default=0.0), max(marks, default=0.0)
    if low > -_TINY and high < _TINY:
        return 0.0, 1.0
    start = -nice(-low) if low <= -_TINY else 0.0
    return start, nice(high * 1.04) if high >= _TINY else -start * 0.1


def _marks(values: Iterable[float | None], targets: Iterable[Target | None]) -> list[float]:
    """Return all that a scale has to hold."""
    return [*(v for v in values if v is not None), *(edge for target in targets for edge in agreed(target))]


def scale_of_bars(
    values: Sequence[float | None], targets: Sequence[Target | None], indicator: Indicator
) -> tuple[float, float]:
    """Return a scale from zero; shares end at 100 % where values and targets lie in its upper half."""
    low, high = scale_from_zero(values, targets)
    top = max(_marks(values, targets), default=0)
    return (low, 100.0) if indicator.unit == "%" and 50 < top <= 100 else (low, high)


def suffix(indicator: Indicator, language: str) -> str:
    """Return what stands behind the numbers of an axis: percent; other units are in the subtitle."""
    sign = "%" if language == "en" else "\N{NO-BREAK SPACE}%"
    return sign if indicator.unit == "%" else ""


def scale_around(values: Iterable[float | None], targets: Iterable[Target | None]) -> tuple[float, float]:
    """Return both ends of a scale around values and targets; from zero where that is not far away."""
    marks = _marks(values, targets)
    low, high = min(marks, default=0.0), max(marks, default=0.0)
    if low > -_TINY and high < _TINY:
        return 0.0, 1.0
    if 0 <= low < 0.4 * high:
        step = nice(high / 10)
        return 0.0, math.ceil(high * 1.02 / step) * step
    pad = max((high - low) * 0.08, abs(high) * 0.01, _TINY)
    step = nice((high - low + 2 * pad) / 10)
    return math.floor((low - pad) / step) * step, math.ceil((high + pad) / step) * step


def spread(positions: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move labels on a line apart to at least `gap`, in their order and inside low to high."""
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    placed = [0.0] * len(positions)
    for rank, index in enumerate(order):
        least = low + rank * gap
        before = placed[order[rank - 1]] + gap if rank else least
        placed[index] = max(positions[index], least, before)
    for rank, index in enumerate(reversed(order)):
        most = high - rank * gap
        after = placed[order[len(order) - rank]] - gap if rank else most
        placed[index] = min(placed[index], most, after)
    return placed


def clipped(text: str, most: int) -> str:
    """Return text of at most so many characters, cut at a word with an ellipsis where it is longer."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rsplit(" ", 1)[0] if " " in text[: most - 1] else text[: most - 1]
    return cut.rstrip(" ,;:-–·") + "…"


def by_area(frame: Iterable[Figure]) -> dict[str, list[Figure]]:
    """Return the rows by area, each in order of time."""
    found: dict[str, list[Figure]] = {}
    for figure in frame:
        found.setdefault(figure.district, []).append(figure)
    for rows in found.values():
        rows.sort(key=attrgetter("period_start"))
    return found


def of_area(frame: Iterable[Figure], area: str) -> list[Figure]:
    """Return the rows of one area in order of time."""
    return sorted((figure for figure in frame if figure.district == area), key=attrgetter("period_start"))
