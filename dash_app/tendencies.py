"""Which rows of figures do the small trend lines of tables show?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash_app.queries import figures
from dash_app.reading import Reading
from schemas.catalogue import BERLIN
from schemas.observation import Figure
from schemas.period import MONTHS, Level

SHOWN_YEARS = 4
"""Years that a small line looks back."""


def trends(read: Reading, shown: Sequence[Figure], area: str = BERLIN) -> Mapping[str, Sequence[Figure]]:
    """Return the figures of one area up to those shown, by indicator, each on the level that is shown."""
    lines: dict[str, Sequence[Figure]] = {}
    by_level: dict[Level, list[Figure]] = {}
    for figure in shown:
        by_level.setdefault(figure.level, []).append(figure)
    for level, listed in by_level.items():
        end = max(figure.period_end for figure in listed)
        back = 3 * SHOWN_YEARS if level is Level.YEAR else SHOWN_YEARS
        start = end.replace(year=end.year - back, day=1, month=1) if level in MONTHS else None
        rows = figures(
            read.snapshot,
            read.viewer,
            indicators=[figure.indicator for figure in listed],
            level=level,
            districts=[area],
            start=start,
            end=end,
        )
        for row in rows:
            lines[row.indicator] = [*lines.get(row.indicator, ()), row]
    return lines
