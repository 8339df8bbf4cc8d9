"""How do figures look as a table, for reading, for screen readers and for export?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from dash_app import formats
from dash_app.components.frozen import Element, around, attribute, element, frozen, markup
from dash_app.components.term import term
from dash_app.evidence import interval_of
from dash_app.figures import full_name, goal, status_word
from dash_app.formats import figure_text
from dash_app.sentences.words import gap, period_of
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Area, Indicator
from schemas.observation import FLAGS, Figure


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: text or components, the raw number behind it, an address that it leads to.

    `label` is the title of its column where a phone shows the row as a card, without the head of the table.
    """

    content: Any
    value: float | None = None
    href: str | None = None
    is_number: bool = False
    class_name: str = ""
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: title, full title where that is an abbreviation, whether it holds numbers, and its meaning.

    `term` is one of `dash_app.components.term.TERMS`.
    """

    title: str
    long: str | None = None
    is_number: bool = False
    term: str | None = None


def data_table(
    columns: Sequence[Column | str],
    rows: Iterable[Sequence[Cell | str]],
    *,
    caption: str,
    sticky: bool = False,
    hide_caption: bool = False,
) -> Element:
    """Return a real table in a frame that scrolls by itself; the first cell of each row is its header.

    `data-value` of a cell holds the raw number, so that exports need not read formatted text.
    """
    heads = [column if isinstance(column, Column) else Column(column) for column in columns]
    head = element("Tr", [_head(column) for column in heads])
    # Written as markup at once: a table over five years has a thousand cells.
    body = "".join(
        f"<tr>{''.join(_cell(c, heads[place], is_head=place == 0) for place, c in enumerate(row))}</tr>"
        for row in rows
    )
    said = element("Caption", caption, "zb-sr" if hide_caption else None)
    names = "zb-table" + (" zb-table--sticky" if sticky else "")
    table = element("Table", [said, element("Thead", head), around("Tbody", body)], names)
    return scrolling(table, caption, tall=sticky)


def scrolling(table: Any, label: str, *, tall: bool = False, class_name: str = "") -> Element:
    """Return a frame that scrolls by pointer and by keyboard around a wide table; named, but no landmark."""
    names = ["zb-scroll", "zb-scroll--tall" if tall else "", class_name]
    joined = " ".join(name for name in names if name)
    return frozen(element("Div", table, joined, tabIndex=0, role="group", aria_label=label))


def _head(column: Column) -> Element:
    """Return the header of a column."""
    title: Any = column.title
    if column.term:
        title = term(column.term, column.title)
    elif column.long and column.long != column.title:
        title = element("Abbr", column.title, title=column.long)
    return element("Th", title, "zb-number" if column.is_number else None, scope="col")


def _cell(cell: Cell | str, column: Column, *, is_head: bool) -> str:
    """Return a cell of the body as markup."""
    given = cell if isinstance(cell, Cell) else Cell(cell)
    content = markup(given.content)
    if given.href:
        content = f"<a{attribute('href', given.href)}>{content}</a>"
    names = "zb-number" if column.is_number or given.is_number else ""
    if given.class_name:
        names = f"{names} {given.class_name}".lstrip()
    of_class = f' class="{names}"' if names else ""
    if is_head:
        return f'<th scope="row"{of_class}>{content}</th>'
    raw = "" if given.value is None else f' data-value="{given.value!r}"'
    return f"<td{raw}{attribute('data-label', given.label)}{of_class}>{content}</td>"


# Tables of figures: the twins of charts ----


class Grid(NamedTuple):
    """Columns and cells of a table, before anybody decides how it looks."""

    columns: list[Column]
    rows: list[list[Cell | str]]


By = Literal["area", "period", "indicator"]
"""What the rows of a table of figures are named after."""


def figure_table(
    frame: Sequence[Figure],
    *,
    by: By,
    indicators: Mapping[str, Indicator],
    areas: Mapping[str, Area],
    caption: str,
    language: str,
    href: Callable[[Figure], str] | None = None,
) -> Element:
    """Return the rows of a frame as `figure_grid` has them; `href` is where a value leads."""
    grid = figure_grid(frame, by=by, indicators=indicators, areas=areas, language=language, href=href)
    return data_table(grid.columns, grid.rows, caption=caption, hide_caption=True)


def figure_grid(
    frame: Sequence[Figure],
    *,
    by: By,
    indicators: Mapping[str, Indicator],
    areas: Mapping[str, Area],
    language: str,
    href: Callable[[Figure], str] | None = None,
) -> Grid:
    """Return the rows of a frame: value, target, status, counts, 95 % interval, missing cases and notes."""
    t = Texts(language)
    columns = [
        Column(t(f"components.column.{by}")),
        Column(t("components.column.value"), is_number=True),
        Column(t("components.column.target"), is_number=True),
        Column(t("components.column.status")),
        Column(t("components.column.numerator"), is_number=True),
        Column(t("components.column.denominator"), is_number=True),
        Column(t("statistics.column.interval"), is_number=True, term="interval"),
        Column(t("statistics.column.gap")),
        Column(t("components.column.notes")),
    ]
    rows: list[list[Cell | str]] = []
    for figure in frame:
        indicator = indicators[figure.indicator]
        heads = {
            "area": full_name(figure.district, areas),
            "period": formats.period(period_of(figure), language),
            "indicator": indicator.title(language),
        }
        value, *others = _figure_cells(figure, indicator, language)
        rows.append([heads[by], replace(value, href=href(figure)) if href else value, *others])
    return Grid(columns, rows)


def _figure_cells(figure: Figure, indicator: Indicator, language: str) -> list[Cell]:
    """Return value, target, status, counts, 95 % interval, missing cases and notes of a figure."""
    t = Texts(language)
    target = target_text(figure, indicator, language)
    notes = ", ".join(t(f"components.flag.{flag}") for flag in FLAGS if flag in figure.flags)
    return [
        Cell(figure_text(figure, indicator, language), figure.value),
        Cell(target, figure.target.value if figure.target else None),
        Cell(status_word(figure, language), class_name="zb-nowrap"),
        _count(figure.numerator, language),
        _count(figure.denominator, language),
        Cell(interval_text(figure, indicator, language)),
        Cell(gap(figure, indicator, language) or "–", class_name="zb-cell--words"),
        Cell(notes),
    ]


def target_text(figure: Figure, indicator: Indicator, language: str) -> str:
    """Return the target in force, an example marked as one; a dash without target."""
    if figure.target is None:
        return "–"
    said = goal(figure.target, indicator, language)
    return Texts(language)("components.example_target", target=said) if figure.target.is_example else said


def interval_text(figure: Figure, indicator: Indicator, language: str) -> str:
    """Return how far chance reaches (95 %), a dash where the cases are not known."""
    found = interval_of(figure, indicator)
    if found is None:
        return "–"
    low = formats.number(found.lower, indicator.decimals, language)
    return f"{low}–{formats.with_unit(found.upper, indicator.unit, indicator.decimals, language)}"


def _count(value: float | None, language: str) -> Cell:
    """Return a count; decimals only where it has any."""
    if value is None:
        return Cell("–")
    return Cell(formats.number(value, 0 if value == round(value) else 2, language), value)


def pivot_table(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    caption: str,
    language: str,
    href: Callable[[Figure], str] | None = None,
) -> Element:
    """Return one row per period, one column per area (Berlin first), and the target.

    `href` is where a value leads.
    """
    t = Texts(language)
    keys = sorted({figure.district for figure in frame}, key=lambda key: (key != BERLIN, key))
    by_place = {(figure.period_start, figure.district): figure for figure in frame}
    by_start = {figure.period_start: figure for figure in frame}
    periods = [period_of(figure) for _, figure in sorted(by_start.items(), key=itemgetter(0))]
    columns: list[Column | str] = [
        t("components.column.period"),
        *(
            Column(areas[key].short if key in areas else key, full_name(key, areas), is_number=True)
            for key in keys
        ),
        Column(t("components.column.target"), is_number=True),
    ]
    rows: list[list[Cell | str]] = []
    for period in periods:
        row: list[Cell | str] = [formats.period(period, language)]
        found = [by_place.get((period.start, key)) for key in keys]
        for figure in found:
            row.append(_value(figure, indicator, language, href))
        target = next((figure.target for figure in found if figure and figure.target), None)
        row.append(Cell(goal(target, indicator, language), target.value) if target else "–")
        rows.append(row)
    return data_table(columns, rows, caption=caption, hide_caption=True)


def _value(
    figure: Figure | None, indicator: Indicator, language: str, href: Callable[[Figure], str] | None
) -> Cell:
    """Return the value of a figure with an asterisk where it is limited; a dash where there is no figure."""
    if figure is None:
        return Cell("–")
    text = figure_text(figure, indicator, language)
    is_limited = figure.value is not None and {"provisional", "incomplete", "estimated"} & set(figure.flags)
    return Cell(text + ("*" if is_limited else ""), figure.value, href=href(figure) if href else None)
