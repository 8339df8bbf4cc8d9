"""Are all targets met, in Berlin and in each district? One row per indicator, one column per area."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash_app import formats
from dash_app.components.frozen import Element, element, frozen
from dash_app.components.picture import picture
from dash_app.components.status import value_cell
from dash_app.components.tables import scrolling
from dash_app.control import Standing
from dash_app.figures import goal, sparkline
from dash_app.sentences.words import period_of
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Agreement, Area, Goal, Indicator
from schemas.observation import Figure, Status
from schemas.period import Period

Href = Callable[[str], str]
"""Address of an indicator."""
Proof = Callable[[Figure], str]
"""Where a number leads."""


@dataclass(frozen=True, slots=True)
class _Table:
    """What all rows of the matrix need."""

    figures: Mapping[tuple[str, str], Figure]
    areas: Sequence[Area]
    href: Href
    proof: Proof
    period: Period | None
    district: str | None
    language: str
    theme: str
    trends: Mapping[str, Sequence[Figure]] = field(default_factory=dict)
    standings: Mapping[tuple[str, str], Standing] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.areas) + 1 + bool(self.trends)


def matrix(
    agreements: Sequence[Agreement],
    figures: Iterable[Figure],
    *,
    areas: Sequence[Area],
    href: Href,
    proof: Proof,
    caption: str,
    period: Period | None = None,
    keep: Collection[str] | None = None,
    trends: Mapping[str, Sequence[Figure]] | None = None,
    standings: Mapping[tuple[str, str], Standing] | None = None,
    district: str | None = None,
    agreement_href: Callable[[str], str] | None = None,
    area_href: Callable[[str], str] | None = None,
    language: str = "de",
    theme: str = "light",
) -> Element:
    """Return the matrix as a real table with fixed head and first column.

    Rows are the indicators of the agreements by goal, only those in `keep` where it is given; columns are
    `areas`, Berlin first, that of `district` marked. `figures` holds one row per indicator and area. `href`
    gives the address of an indicator, `proof` where a number leads, `trends` the rows of Berlin for the small
    lines at the end; `standings` by indicator and area let the marks say more than the status; with
    `area_href` the first row counts the targets that each area meets, and leads to it.
    """
    by_place = {(figure.indicator, figure.district): figure for figure in figures}
    table = _Table(
        by_place, areas, href, proof, period, district, language, theme, trends or {}, standings or {}
    )
    made = (_body(table, agreement, keep, agreement_href) for agreement in agreements)
    bodies = [body for body in made if body is not None]
    sums = [element("Tbody", _sums(table, area_href))] if area_href and bodies else []
    whole = element(
        "Table",
        [element("Caption", caption, "zb-sr"), element("Thead", _head(table)), *sums, *bodies],
        "zb-table zb-matrix",
    )
    keys = element("P", Texts(language)("components.matrix.keys"), "zb-matrix__keys")
    return frozen(element("Div", [scrolling(whole, caption, tall=True, class_name="zb-matrix-frame"), keys]))


def _head(table: _Table) -> Element:
    """Return the row of the areas."""
    t = Texts(table.language)
    cells = [element("Th", t("components.matrix.indicator"), scope="col")]
    for area in table.areas:
        name = element("Abbr", area.short, title=area.name) if area.short != area.name else area.name
        cells.append(element("Th", name, _column(area.key, table), scope="col"))
    if table.trends:
        cells.append(element("Th", t("components.matrix.trend"), scope="col"))
    return element("Tr", cells)


def _sums(table: _Table, area_href: Callable[[str], str]) -> Element:
    """Return the row that says how many targets each area meets."""
    t = Texts(table.language)
    cells = [element("Th", t("components.matrix.sum"), scope="row")]
    for area in table.areas:
        own = [f for (_, key), f in table.figures.items() if key == area.key]
        met, total = sum(f.status is Status.MET for f in own), sum(f.target is not None for f in own)
        said = t("components.matrix.sum.of", met=met, total=total) if total else "–"
        spoken = t("components.matrix.sum.long", area=area.name, said=said)
        link = element("A", said, href=area_href(area.key), title=spoken, aria_label=spoken)
        cells.append(element("Td", link, _column(area.key, table)))
    if table.trends:
        cells.append(element("Td"))
    return element("Tr", cells, "zb-matrix__sums")


def _column(key: str, table: _Table) -> str | None:
    """Return the class of a column: Berlin and the own district stand out."""
    return "zb-cell--berlin" if key == BERLIN else "zb-cell--own" if key == table.district else None


def _body(
    table: _Table,
    agreement: Agreement,
    keep: Collection[str] | None,
    agreement_href: Callable[[str], str] | None,
) -> Element | None:
    """Return the rows of an agreement, grouped by goal; None where none is to be shown."""
    shown = [
        (goal_, [i for i in goal_.indicators if keep is None or i.id in keep]) for goal_ in agreement.goals
    ]
    if not any(indicators for _, indicators in shown):
        return None
    name: Any = agreement.short(table.language)
    if agreement_href:
        name = element("A", name, href=agreement_href(agreement.id))
    rows = [_group(table, name, "zb-matrix__agreement")]
    for goal_, indicators in shown:
        if indicators:
            rows += [_goal(table, goal_), *(_row(table, indicator) for indicator in indicators)]
    return element("Tbody", rows)


def _group(table: _Table, content: Any, class_name: str) -> Element:
    """Return a header over rows; it stays in sight when the table is moved sideways."""
    head = element("Th", element("Span", content), colSpan=table.width, scope="rowgroup")
    return element("Tr", [head], class_name)


def _goal(table: _Table, goal_: Goal) -> Element:
    """Return the header of a goal."""
    return _group(table, goal_.title(table.language), "zb-matrix__goal")


def _row(table: _Table, indicator: Indicator) -> Element:
    """Return the row of an indicator."""
    found = [table.figures.get((indicator.id, area.key)) for area in table.areas]
    cells = [_name(table, indicator, found)]
    for area, figure in zip(table.areas, found, strict=True):
        if figure is None:
            cells.append(element("Td", None, "zb-cell"))
            continue
        sign = table.standings.get((indicator.id, area.key))
        cell = value_cell(
            figure, indicator, table.language, href=table.proof(figure), with_unit=False, standing=sign
        )
        if column := _column(area.key, table):
            cell["props"]["className"] += f" {column}"
        cells.append(cell)
    if table.trends:
        cells.append(_trend(table, indicator))
    return element("Tr", cells)


def _name(table: _Table, indicator: Indicator, found: Sequence[Figure | None]) -> Element:
    """Return the header of a row: name, unit, target, and the period where it is not that of the page."""
    t, language = Texts(table.language), table.language
    title = (indicator.short or indicator.title)(language)
    name = element("A", title, href=table.href(indicator.id), title=indicator.title(language))
    first = next((figure for figure in found if figure is not None), None)
    words = [formats.unit(indicator.unit, language)]
    if first and first.target:
        key = "components.matrix.example" if first.target.is_example else "components.matrix.target"
        words.append(t(key, target=goal(first.target, indicator, language)))
    if first and table.period and period_of(first) != table.period:
        words.append(formats.period(period_of(first), language))
    return element(
        "Th", [name, element("Span", " · ".join(w for w in words if w), "zb-matrix__note")], scope="row"
    )


def _trend(table: _Table, indicator: Indicator) -> Element:
    """Return the small line of Berlin."""
    rows = table.trends.get(indicator.id, ())
    drawn = sparkline(rows, indicator=indicator, theme=table.theme)
    if drawn is None:
        return element("Td", "–", "zb-matrix__trend")
    alt = Texts(table.language)("components.matrix.trend_alt", indicator=indicator.title(table.language))
    return element("Td", picture(drawn, "zb-spark", alt), "zb-matrix__trend")
