"""Which values were, and which are expected? The projection as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dash_app import formats
from dash_app.components.frozen import Element
from dash_app.components.tables import Cell, Column, data_table
from dash_app.figures import goal
from dash_app.formats import figure_text
from dash_app.outlook import Outlook
from dash_app.sentences.words import period_of
from dash_app.texts import Texts
from schemas.catalogue import Indicator
from schemas.observation import Figure

_EDGES = ("lower80", "upper80", "lower95", "upper95")


def projection_table(
    frame: Sequence[Figure],
    outlook: Outlook | None,
    *,
    indicator: Indicator,
    caption: str,
    language: str,
    href: Callable[[Figure], str] | None = None,
) -> Element:
    """Return one row per period: the value that was, or what is expected with both intervals; the target."""
    t = Texts(language)
    titles = [t(f"projection.column.{name}") for name in ("value", "expected", *_EDGES, "target")]
    columns: list[Column | str] = [t("components.column.period")]
    columns += [Column(title, is_number=True) for title in titles]
    points = outlook.projection.points if outlook else ()
    rows: list[list[Cell | str]] = []
    for row in sorted(frame, key=lambda each: each.period_start):
        if points and row.period_start >= points[0].period.start:
            continue  # left out: behind the last value that counts
        aim = goal(row.target, indicator, language) if row.target else "–"
        value = Cell(figure_text(row, indicator, language), row.value, href=href(row) if href else None)
        rows.append([formats.period(period_of(row), language), value, *("–" for _ in range(5)), aim])
    late = {row.period_start: row for row in frame}
    for point in points:
        target = indicator.target_on(point.period.end, outlook.projection.district) if outlook else None
        row_then = late.get(point.period.start)
        was = figure_text(row_then, indicator, language) if row_then else "–"
        numbers = [point.expected, *(getattr(point, edge) for edge in _EDGES)]
        cells = [Cell(formats.with_unit(n, indicator.unit, indicator.decimals, language), n) for n in numbers]
        aim = goal(target, indicator, language) if target else "–"
        rows.append([formats.period(point.period, language), was, *cells, aim])
    return data_table(columns, rows, caption=caption, hide_caption=True)
