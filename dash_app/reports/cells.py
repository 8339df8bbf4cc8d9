"""How does a figure stand in a table of the report: text, number and sign?"""

from __future__ import annotations

from collections.abc import Sequence

from dash_app import components, formats, sentences
from dash_app.components.tables import By
from dash_app.control import LIMITING, Standing
from dash_app.reports.draft import Draft
from dash_app.reports.model import Cell, Column, Row, Sign, Table
from schemas.observation import Figure, Status
from schemas.period import Period

MARKS = {
    Status.MET: "●",
    Status.NEAR: "◐",
    Status.MISSED: "■",
    Status.NO_TARGET: "○",
    Status.NO_DATA: "–",
    Status.SUPPRESSED: "×",
}
MOVES = {"improvement": "▲", "concern": "▼", "neither": "◆"}
LIMITED = "*"
"""Stands behind a value that is incomplete, provisional or estimated."""


def sign(standing: Standing, language: str) -> Sign:
    """Return the sign of a figure."""
    return Sign(
        status=standing.status,
        mark=MARKS[standing.status],
        move=MOVES.get(standing.variation or "", ""),
        is_complete=standing.is_complete,
        words=sentences.standing_words(standing, language),
    )


def figure_cell(
    draft: Draft, figure: Figure, *, with_unit: bool = True, standing: Standing | None = None
) -> Cell:
    """Return the cell of a figure; an asterisk says that its value is limited."""
    indicator = draft.catalogue.indicators[figure.indicator]
    text = formats.figure_text(figure, indicator, draft.language)
    if not with_unit and figure.value is not None:
        text = formats.number(figure.value, indicator.decimals, draft.language)
    if figure.value is not None and LIMITING & set(figure.flags):
        text += LIMITED
    draft.show([figure])
    return Cell(
        text=text,
        value=figure.value,
        unit=indicator.unit,
        decimals=indicator.decimals,
        sign=sign(standing, draft.language) if standing else None,
        indicator=figure.indicator,
        district=figure.district,
        period=figure.period,
    )


def period_of(figure: Figure) -> Period:
    """Return the period of a figure."""
    return Period(figure.period_start, figure.period_end, figure.level)


def when(figure: Figure, language: str) -> str:
    """Return the period of a figure as text."""
    return formats.period(period_of(figure), language)


def area_name(draft: Draft, key: str) -> str:
    """Return the name of an area in full."""
    return draft.places[key].name if key in draft.places else key


# Tables ----


def columns(*given: tuple[str, str, bool, float]) -> tuple[Column, ...]:
    """Return columns from key, title, whether they hold numbers, and weight."""
    return tuple(Column(key=k, title=t, is_number=n, weight=w) for k, t, n, w in given)


def row(*cells: Cell | str) -> Row:
    """Return a row of cells or plain texts."""
    return Row(cells=tuple(cell if isinstance(cell, Cell) else Cell(text=cell) for cell in cells))


def group(title: str) -> Row:
    """Return a heading over rows."""
    return Row(cells=(Cell(text=title),), is_group=True)


WEIGHTS = {
    "head": 2.4,
    "value": 1.2,
    "target": 1.2,
    "status": 1.5,
    "numerator": 1.1,
    "denominator": 1.1,
    "interval": 1.5,
    "gap": 2.2,
    "notes": 1.6,
}


def twin(draft: Draft, key: str, caption: str, frame: Sequence[Figure], by: By) -> Table:
    """Return the rows of a chart as a table, the same cells as the page has.

    Columns in which no row has anything are left out.
    """
    grid = components.figure_grid(
        frame,
        by=by,
        indicators=draft.catalogue.indicators,
        areas=draft.places,
        language=draft.language,
    )
    ids = ["head", *list(WEIGHTS)[1:]]
    kept = [
        place for place in range(len(ids)) if place < 4 or any(_filled(line[place]) for line in grid.rows)
    ]
    heads = tuple(
        Column(
            key=ids[place],
            title=grid.columns[place].title,
            is_number=grid.columns[place].is_number,
            weight=WEIGHTS[ids[place]],
        )
        for place in kept
    )
    rows = []
    for figure, line in zip(frame, grid.rows, strict=True):
        standing = draft.standings.get((figure.indicator, figure.district))
        is_now = draft.figures.get((figure.indicator, figure.district)) == figure
        value = figure_cell(draft, figure, standing=standing if is_now else None)
        cells = [_plain(line[place]) for place in kept]
        cells[1] = value
        rows.append(Row(cells=tuple(cells)))
    return Table(key=key, caption=caption, columns=heads, rows=tuple(rows))


def _filled(cell: components.Cell | str) -> bool:
    text = cell if isinstance(cell, str) else cell.content
    return text not in ("", "–", None)


def _plain(cell: components.Cell | str) -> Cell:
    """Return a cell of a page's table as one of the report."""
    if isinstance(cell, str):
        return Cell(text=cell)
    return Cell(text=str(cell.content or ""), value=cell.value)
