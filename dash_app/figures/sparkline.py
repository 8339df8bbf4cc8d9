"""Which way is an indicator going, in the height of a line of text?"""

from __future__ import annotations

from collections.abc import Sequence

from dash_app.figures import lines, targets, timeline
from dash_app.figures.base import Palette, of_area
from dash_app.figures.picture import Picture
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure


def sparkline(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    area: str = BERLIN,
    language: str = "de",
    theme: str = "light",
) -> Picture | None:
    """Return line and target of one area; None without values.

    `language` is taken for the sake of one shape for all charts; the words belong into the alternative text.
    """
    rows = of_area(frame, area)
    if not any(row.value is not None for row in rows):
        return None
    palette, line = Palette.of(theme), timeline.periods(rows)
    steps = targets.path(indicator, area, line)
    colour = palette.ink if area == BERLIN else palette.active
    return lines.drawing(
        rows,
        indicator=indicator,
        steps=steps,
        line=line,
        ends=targets.scale([rows], [steps]),
        palette=palette,
        colour=colour,
        with_zones=False,
    )
