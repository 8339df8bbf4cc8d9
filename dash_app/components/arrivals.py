"""Which delivery came in time, which did not, and who owes what? One row per period."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dash_app import formats
from dash_app.components.frozen import Element, element
from dash_app.components.tables import Cell, Column, data_table, scrolling
from dash_app.duties import URGENCY, Board, Duty, Owed, Slot
from dash_app.figures import full_name
from dash_app.queries import Arrival, Due
from dash_app.sentences.words import joined
from dash_app.texts import Texts
from schemas.catalogue import Area, Catalogue
from schemas.period import Period


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that the table leads to."""

    delivery: Callable[[int], str]
    indicator: Callable[[str], str]
    toggle: Callable[[Duty], str]
    """Of this page with the figures of a duty opened or closed."""
    agreement: Callable[[str], str]


def duty_name(duty: Duty, catalogue: Catalogue, language: str) -> str:
    """Return the name of a duty: "Quartalsmeldung der Standesämter, je Quartal"."""
    t = Texts(language)
    source = catalogue.mapping(duty.source).title(language)
    return t("deliveries.duty", source=source, level=t(f"deliveries.level.{duty.level.value}"))


def arrival_word(arrival: Arrival, language: str) -> Element:
    """Return mark and word of a state."""
    word = Texts(language)(f"deliveries.arrival.{arrival.value}")
    return element("Span", [_mark(arrival), word], "zb-status")


def arrival_legend(language: str) -> Element:
    """Return the key of all marks."""
    t = Texts(language)
    items = [
        element("Li", [_mark(arrival), t(f"deliveries.arrival.{arrival.value}.long")])
        for arrival in reversed(URGENCY)
    ]
    items.append(element("Li", t("deliveries.incomplete.long")))
    return element("Ul", items, "zb-legend", aria_label=t("components.legend"))


def _mark(arrival: Arrival) -> Element:
    return element("Span", None, f"zb-came zb-came--{arrival.value}", aria_hidden="true")


# Table of duties, periods and districts ----


@dataclass(frozen=True, slots=True)
class _Table:
    """What all rows need."""

    catalogue: Catalogue
    areas: Sequence[Area]
    district: str | None
    links: Links
    language: str

    @property
    def t(self) -> Texts:
        return Texts(self.language)


def arrivals_table(
    board: Board,
    shown: Mapping[Duty, Sequence[Period]],
    *,
    catalogue: Catalogue,
    links: Links,
    caption: str,
    opened: Collection[Duty] = (),
    district: str | None = None,
    language: str = "de",
) -> Element:
    """Return the table of what came.

    Args:
        board: all slots.
        shown: periods of each duty that have a row.
        catalogue: names.
        links: addresses.
        caption: what the table shows, in one sentence.
        opened: duties whose single figures have rows, too.
        district: key of the reader's district, whose column is marked.
        language: `de` or `en`.
    """
    table = _Table(catalogue, catalogue.districts, district, links, language)
    bodies, before = [], None
    for duty, periods in shown.items():
        rows = [] if duty.agreement == before else [_agreement(table, duty)]
        rows.append(_head_of(table, duty, duty in opened))
        for period in periods:
            slots = board.slots[duty][period]
            rows.append(_row(table, period, slots))
            if duty in opened:
                rows += [_single(table, id_, slots) for id_ in duty.indicators]
        bodies.append(element("Tbody", rows))
        before = duty.agreement
    head = element("Thead", _areas(table))
    inner = [element("Caption", caption, "zb-sr"), head, *bodies]
    whole = element("Table", inner, "zb-table zb-matrix zb-arrivals")
    return scrolling(whole, caption, tall=True, class_name="zb-matrix-frame")


def _areas(table: _Table) -> Element:
    cells = [element("Th", table.t("deliveries.column.duty"), scope="col")]
    for area in table.areas:
        name = element("Abbr", area.short, title=area.name) if area.short != area.name else area.name
        cells.append(element("Th", name, _own(area.key, table), scope="col"))
    return element("Tr", cells)


def _own(key: str, table: _Table) -> str | None:
    return "zb-cell--own" if key == table.district else None


def _over(table: _Table, content: Any, class_name: str) -> Element:
    """Return a header over rows; it stays in sight when the table is moved sideways."""
    head = element("Th", element("Span", content), colSpan=len(table.areas) + 1, scope="rowgroup")
    return element("Tr", head, class_name)


def _agreement(table: _Table, duty: Duty) -> Element:
    found = next((a for a in table.catalogue.agreements if a.id == duty.agreement), None)
    if found is None:
        return _over(table, table.t("deliveries.context"), "zb-matrix__agreement")
    link = element("A", found.short(table.language), href=table.links.agreement(found.id))
    return _over(table, link, "zb-matrix__agreement")


def _head_of(table: _Table, duty: Duty, is_open: bool) -> Element:
    """Return the header of a duty with the link that opens its single figures."""
    t, count = table.t, len(duty.indicators)
    words = t.plural("deliveries.close" if is_open else "deliveries.open", count)
    link = element(
        "A",
        words,
        "zb-arrivals__toggle",
        href=table.links.toggle(duty),
        aria_expanded=str(is_open).lower(),
        data_replace="",
    )
    return _over(table, [duty_name(duty, table.catalogue, table.language), " ", link], "zb-arrivals__duty")


def _row(table: _Table, period: Period, slots: Mapping[str, Slot]) -> Element:
    """Return what the districts delivered of a duty for a period."""
    cells = [element("Th", formats.period(period, table.language), scope="row")]
    for area in table.areas:
        slot = slots.get(area.key)
        if slot is None:
            cells.append(element("Td", "–", _own(area.key, table)))
            continue
        part = len(slot.concerned), len(slot.dues)
        more = table.t("deliveries.part", n=part[0], total=part[1]) if part[0] < part[1] else ""
        cells.append(_cell(table, area.key, slot.arrival, more, _Facts.of(slot)))
    return element("Tr", cells)


def _single(table: _Table, indicator: str, slots: Mapping[str, Slot]) -> Element:
    """Return what the districts delivered of one figure."""
    known = table.catalogue.indicators[indicator]
    name = (known.short or known.title)(table.language)
    link = element("A", name, href=table.links.indicator(indicator))
    cells = [element("Th", link, "zb-arrivals__figure", scope="row")]
    for area in table.areas:
        slot = slots.get(area.key)
        due = next((each for each in slot.dues if each.indicator == indicator), None) if slot else None
        cells.append(
            _cell(table, area.key, due.arrival, "", _Facts.of(due))
            if due
            else element("Td", "–", _own(area.key, table))
        )
    return element("Tr", cells, "zb-arrivals__single")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a cell says besides its state."""

    due: Any
    loaded: datetime | None
    delivery: int | None
    is_incomplete: bool

    @classmethod
    def of(cls, found: Slot | Due) -> _Facts:
        return cls(found.due, found.loaded, found.delivery, found.is_incomplete)


def _cell(table: _Table, district: str, arrival: Arrival, more: str, facts: _Facts) -> Element:
    t, language = table.t, table.language
    word = t(f"deliveries.arrival.{arrival.value}")
    said = [t("deliveries.cell.due", day=formats.day(facts.due, language))]
    if facts.loaded:
        said.append(t("deliveries.cell.loaded", moment=formats.moment(facts.loaded, language)))
    star = "*" if facts.is_incomplete else ""
    inner = [_mark(arrival), element("Span", word + star)]
    if more:
        inner.append(element("Span", more, "zb-arrivals__part"))
    words = {"title": f"{word}{star}: {'; '.join(said)}"}
    body = (
        element("A", inner, href=table.links.delivery(facts.delivery), **words)
        if facts.delivery
        else element("Span", inner, **words)
    )
    names = f"zb-arrival zb-arrival--{arrival.value}"
    return element("Td", body, f"{names} zb-cell--own" if district == table.district else names)


# Debts ----


def debts_table(
    owed: Iterable[Owed],
    *,
    catalogue: Catalogue,
    delivery_href: Callable[[int], str],
    caption: str,
    language: str = "de",
) -> Element:
    """Return who owes what since when, one row for each delivery that districts owe together."""
    t = Texts(language)
    columns: list[Column | str] = [
        t("deliveries.column.duty"),
        t("deliveries.column.periods"),
        t("deliveries.column.districts"),
        Column(t("deliveries.column.owed"), is_number=True),
        t("deliveries.column.since"),
        t("deliveries.column.state"),
    ]
    rows: list[list[Cell | str]] = [
        [
            Cell([duty_name(each.duty, catalogue, language), *_of_figures(each, t)]),
            owed_periods(each.periods, language),
            owing(each.districts, catalogue, language, most=len(catalogue.districts)),
            Cell(formats.number(len(each.slots), 0, language), len(each.slots)),
            formats.day(each.since, language),
            Cell(_states(each, delivery_href, catalogue, language)),
        ]
        for each in owed
    ]
    return data_table(columns, rows, caption=caption, sticky=True)


def owing(districts: Sequence[str], catalogue: Catalogue, language: str, *, most: int) -> str:
    """Return who owes something: "alle 12 Bezirke", "Mitte und Pankow"; more than `most` are counted."""
    t, total = Texts(language), len(catalogue.districts)
    if len(districts) == total:
        return t.plural("deliveries.owing.all", total)
    if len(districts) > most:
        return t.plural("deliveries.owing.some", len(districts))
    return joined([full_name(key, catalogue.areas_by_key) for key in districts], language)


def owed_periods(periods: Sequence[Period], language: str) -> str:
    """Return periods that follow one another: "1. Quartal 2024 bis 3. Quartal 2024"."""
    names = [formats.period(period, language) for period in (periods[0], periods[-1])]
    return (
        names[0] if len(periods) == 1 else Texts(language)("deliveries.span", first=names[0], last=names[1])
    )


def _of_figures(owed: Owed, t: Texts) -> list[Any]:
    """Return how many figures are concerned, where it is not all of them."""
    if owed.figures >= len(owed.duty.indicators):
        return []
    words = t("deliveries.part.figures", n=owed.figures, total=len(owed.duty.indicators))
    return [element("Div", words, "zb-small zb-muted")]


def _states(
    owed: Owed, delivery_href: Callable[[int], str], catalogue: Catalogue, language: str
) -> list[Element]:
    """Return the state; a refused file is a link, with the name of the district where there are several."""
    if owed.arrival is not Arrival.REJECTED:
        return [arrival_word(owed.arrival, language)]
    word, found = arrival_word(owed.arrival, language), []
    for slot in owed.slots:
        name = f" {full_name(slot.district, catalogue.areas_by_key)}" if len(owed.slots) > 1 else ""
        href = delivery_href(slot.delivery) if slot.delivery else None
        found.append(element("Div", element("A", [word, name], href=href)))
    return found
