"""Which value of a control chart says what? The same as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dash_app import formats
from dash_app.components.frozen import Element
from dash_app.components.tables import Cell, Column, data_table
from dash_app.control import limits
from dash_app.figures import controlled
from dash_app.formats import figure_text
from dash_app.sentences.words import period_of
from dash_app.texts import Texts
from schemas.catalogue import Indicator
from schemas.observation import Figure


def control_table(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    caption: str,
    language: str,
    href: Callable[[Figure], str] | None = None,
) -> Element:
    """Return one row per period of one area: value, mean, limits as drawn, and what the value says.

    `href` is where a value leads.
    """
    t = Texts(language)
    columns: list[Column | str] = [
        t("components.column.period"),
        Column(t("components.column.value"), is_number=True),
        *(Column(t(f"statistics.column.{name}"), is_number=True) for name in ("mean", "lower", "upper")),
        t("statistics.column.finding"),
    ]
    listed = sorted(frame, key=lambda row: row.period_start)
    rows: list[list[Cell | str]] = []
    found = controlled(listed, indicator) if listed else None
    for position, row in enumerate(listed):
        assert found is not None  # there is at least this row
        point, drawn = found.result.points[position], limits(found, indicator, position)
        finding = t(f"statistics.judgement.{point.judgement}") if point.judgement else "–"
        if point.special_cause not in (None, "none"):
            finding += f": {t(f'statistics.rule.{point.special_cause}')}"
        rows.append(
            [
                formats.period(period_of(row), language),
                Cell(figure_text(row, indicator, language), row.value, href=href(row) if href else None),
                *(_amount(value, indicator, language) for value in (point.mean, drawn.lower, drawn.upper)),
                finding,
            ]
        )
    return data_table(columns, rows, caption=caption, hide_caption=True)


def _amount(value: float | None, indicator: Indicator, language: str) -> Cell:
    """Return a number in the unit of the indicator, a dash where there is none."""
    if value is None:
        return Cell("–")
    return Cell(formats.with_unit(value, indicator.unit, indicator.decimals, language), value)
