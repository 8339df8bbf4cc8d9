"""How does a figure stand in a table of the report: text, number and sign?"""

from __future__ import annotations

from collections.abc import Sequence

from dash_app import components, formats, sentences
from dash_app.components.tables import By
from dash_app.control import LIMITING, Standing
from dash_app.figures import goal
from dash_app.metrics import distance, missing_cases
from dash_app.reports.draft import Draft
from dash_app.reports.model import Cell, Column, Row, Sign, Table
from dash_app.sentences.words import period_of
from schemas.observation import FLAGS, Figure, Status

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
EXAMPLE = "°"
"""Stands behind a target that no source states."""


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
    "head": 2.6,
    "value": 1.4,
    "target": 1.4,
    "status": 1.7,
    "numerator": 1.15,
    "denominator": 1.15,
    "interval": 1.7,
    "gap": 1.6,
    "notes": 1.7,
}


_WITH_UNIT = WEIGHTS | {
    "head": 3.0,
    "value": 1.9,
    "target": 1.35,
    "status": 1.6,
    "numerator": 1.35,
    "denominator": 1.35,
    "interval": 1.7,
    "gap": 1.5,
    "notes": 1.9,
}
"""Where each row has its own unit, values with a long one need room."""


def twin(draft: Draft, key: str, caption: str, frame: Sequence[Figure], by: By) -> Table:
    """Return the rows of a chart as a table, with the columns of its twin on the page.

    Columns in which no row has anything are left out. Of one indicator the unit stands in the caption; that
    figures are for demonstration is said at the head of the report.
    """
    grid = components.figure_grid(
        frame,
        by=by,
        indicators=draft.catalogue.indicators,
        areas=draft.places,
        language=draft.language,
    )
    listed = [
        _of_figure(draft, figure, line, with_unit=by == "indicator")
        for figure, line in zip(frame, grid.rows, strict=True)
    ]
    kept = [
        n for n in range(len(WEIGHTS)) if n < 4 or any(cells[n].text not in ("", "–") for cells in listed)
    ]
    ids, weights = list(WEIGHTS), _WITH_UNIT if by == "indicator" else WEIGHTS
    heads = tuple(
        Column(
            key=ids[n],
            title=draft.t("report.column.gap") if ids[n] == "gap" else grid.columns[n].title,
            is_number=grid.columns[n].is_number,
            weight=weights[ids[n]],
        )
        for n in kept
    )
    rows = [Row(cells=tuple(cells[n] for n in kept)) for cells in listed]
    notes = limited(draft, rows)
    return Table(key=key, caption=caption, columns=heads, rows=tuple(rows), notes=notes)


def _of_figure(
    draft: Draft, figure: Figure, line: Sequence[components.Cell | str], *, with_unit: bool
) -> list[Cell]:
    """Return the cells of a figure; the last value of an area carries its sign."""
    place = figure.indicator, figure.district
    is_now = draft.figures.get(place) == figure
    value = figure_cell(
        draft, figure, with_unit=with_unit, standing=draft.standings[place] if is_now else None
    )
    name, _, *others = (_plain(cell) for cell in line)
    flags = [flag for flag in FLAGS if flag in figure.flags and flag != "demo"]
    notes = ", ".join(draft.t(f"components.flag.{flag}") for flag in flags)
    others[0] = target_cell(draft, figure)
    return [name, value, *others[:-2], Cell(text=_gap(draft, figure)), Cell(text=notes)]


def target_cell(draft: Draft, figure: Figure) -> Cell:
    """Return the target in force; a note of the table says which targets are examples."""
    if figure.target is None:
        return Cell(text="–")
    indicator = draft.catalogue.indicators[figure.indicator]
    said = goal(figure.target, indicator, draft.language)
    return Cell(text=said + (EXAMPLE if figure.target.is_example else ""), value=figure.target.value)


def _gap(draft: Draft, figure: Figure) -> str:
    """Return how many cases the target is away: "es fehlen 55", "55 zu viel"."""
    indicator = draft.catalogue.indicators[figure.indicator]
    cases, away = missing_cases(figure, indicator), distance(figure.value, indicator, figure.target)
    if not cases or not away:
        return "–"
    key = "report.gap.more" if away < 0 else "report.gap.less"
    return draft.t(key, number=formats.number(cases, 0, draft.language))


def _plain(cell: components.Cell | str) -> Cell:
    """Return a cell of a page's table as one of the report."""
    if isinstance(cell, str):
        return Cell(text=cell)
    return Cell(text=str(cell.content or ""), value=cell.value)


def limited(draft: Draft, rows: Sequence[Row]) -> tuple[str, ...]:
    """Return what asterisk and degree sign mean where a row has them."""
    texts = [cell.text for each in rows for cell in each.cells]
    keys = {LIMITED: "report.limited", EXAMPLE: "report.example"}
    return tuple(draft.t(key) for mark, key in keys.items() if any(text.endswith(mark) for text in texts))
