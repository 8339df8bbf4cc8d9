"""What does a reader compare, and how is it chosen? Chips of what is chosen, menus of what can be added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dash_app import formats
from dash_app.components.frozen import Element, element, frozen
from dash_app.markup import attributes
from dash_app.queries import agreements
from dash_app.queries import areas as area_keys
from dash_app.reading import Reading, all_periods
from dash_app.shell.controls import menu
from schemas.catalogue import BERLIN, Indicator
from schemas.period import Level, Period

MOST_INDICATORS, MOST_PERIODS = 6, 8
"""More than this is no comparison; further ones are not offered."""
_ADDED = "~added~"
"""Stands for an id, a key or a period in an address; none of them needs quoting."""
OFFERED = (Level.YEAR, Level.HALF, Level.QUARTER, Level.MONTH)
QUERY_KEY = "bezirke"
"""Districts compared. Not `bezirk`: the reader's own district is marked, it never narrows a comparison."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared."""

    indicators: tuple[Indicator, ...]
    areas: tuple[str, ...]
    """Berlin and the districts, by key."""
    periods: tuple[Period, ...]
    is_proposed: bool
    """Whether the reader has chosen no indicator yet: the first one replaces the proposal."""
    notes: tuple[str, ...] = ()

    @property
    def districts(self) -> tuple[str, ...]:
        """Keys of the districts."""
        return tuple(key for key in self.areas if key != BERLIN)


def comparison(read: Reading, query: Mapping[str, str]) -> Comparison:
    """Return what the address asks for; a sensible start where it asks for nothing."""
    every = tuple(area_keys(read.catalogue)[1:])
    asked = [key.strip() for key in query.get(QUERY_KEY, "").split(",") if key.strip()]
    # Several districts under the shared key are a choice, too: links of before say so.
    asked = asked or [*(read.view.bezirke if len(read.view.bezirke) > 1 else ())]
    listed = read.indicators[:MOST_INDICATORS] or _proposal(read)
    return Comparison(
        indicators=listed,
        areas=(BERLIN, *(sorted({key for key in asked if key in every}) or every)),
        periods=tuple(
            sorted(read.view.zeitraeume[:MOST_PERIODS] or (read.period.year_before(), read.period))
        ),
        is_proposed=not read.indicators,
        notes=tuple(read.t("comparison.note.district", found=key) for key in asked if key not in every),
    )


def _proposal(read: Reading) -> tuple[Indicator, ...]:
    known = [i for a in agreements(read.snapshot, read.viewer) for i in a.indicators if i.targets]
    return tuple(i for i in known if read.period.level in i.levels)[:1] or tuple(known[:1])


def chooser(read: Reading, chosen: Comparison) -> Element:
    """Return the choice of indicators, districts and periods."""
    t, language = read.t, read.language
    names = [(i.short or i.title)(language) for i in chosen.indicators]
    ids = [] if chosen.is_proposed else [indicator.id for indicator in chosen.indicators]
    label = "comparison.choose.one" if chosen.is_proposed else "comparison.add"
    periods = [str(period) for period in chosen.periods]
    groups = [
        _group(
            t("comparison.choose.indicators"),
            _plain(names) if chosen.is_proposed else _chips(read, "kennzahl", ids, names),
            _additions(read, "kennzahl", ids, _indicators(read), MOST_INDICATORS, label),
        ),
        _group(t("comparison.choose.areas"), *_districts(read, chosen.districts)),
        _group(
            t("comparison.choose.periods"),
            _chips(read, "zeitraum", periods, [formats.period(p, language) for p in chosen.periods]),
            _additions(read, "zeitraum", periods, _periods(read), MOST_PERIODS),
        ),
    ]
    return frozen(html.Div(groups, className="zb-choosers zb-card"))


def _districts(read: Reading, keys: Sequence[str]) -> tuple[Component, Component | None]:
    """Return chips and menu of the districts; all twelve are one chip, and the menu then begins anew."""
    areas, every = read.catalogue.areas_by_key, read.t("comparison.every_district")
    offered = [(area.key, area.name) for area in read.catalogue.districts]
    if len(keys) == len(offered):
        return _plain([every]), _additions(read, QUERY_KEY, [], offered, len(offered), "comparison.pick")
    more = _additions(read, QUERY_KEY, keys, offered, len(offered))
    back = html.A(every, href=_here(read, QUERY_KEY, []), className="zb-chooser__all")
    return (
        _chips(read, QUERY_KEY, keys, [areas[key].name for key in keys]),
        html.Div([more, back], className="zb-chooser__more", **attributes(data_replace="")),
    )


def _here(read: Reading, key: str, values: Sequence[str]) -> str:
    """Return this page with other values; the reader's district stays what it is."""
    return read.here(**{"bezirk": read.district, key: values})


def _indicators(read: Reading) -> list[tuple[str, str]]:
    language = read.language
    return [
        (indicator.id, f"{agreement.short(language)}: {indicator.title(language)}")
        for agreement in agreements(read.snapshot, read.viewer)
        for indicator in agreement.indicators
    ]


def _periods(read: Reading) -> list[tuple[str, str]]:
    listed = all_periods(read.snapshot, read.viewer)
    return [
        (str(period), formats.period(period, read.language, long=True))
        for level in OFFERED
        for period in reversed(listed[level])
    ]


def _group(name: str, chips: Component, more: Component | None) -> Component:
    return html.Div(
        [html.Strong(name), chips, *([more] if more else [])],
        className="zb-chooser",
        role="group",
        **attributes(aria_label=name),
    )


def _plain(names: Sequence[str]) -> Component:
    """Return chips of what a choice will replace: nothing takes them away one by one."""
    return html.Ul([html.Li(html.Span(name), className="zb-chip") for name in names], className="zb-chips")


def _chips(read: Reading, key: str, values: Sequence[str], names: Sequence[str]) -> Component:
    """Return chips of what is chosen, each with a link that takes it away."""
    chips = []
    for value, name in zip(values, names, strict=True):
        rest = [other for other in values if other != value]
        label = read.t("comparison.remove", name=name)
        link = html.A("×", href=_here(read, key, rest), title=label, **attributes(aria_label=label))
        chips.append(html.Li([html.Span(name), *([link] if rest else [])], className="zb-chip"))
    return html.Ul(chips, className="zb-chips", **attributes(data_replace=""))


def _additions(
    read: Reading,
    key: str,
    values: Sequence[str],
    offered: Iterable[tuple[str, str]],
    most: int,
    label: str = "comparison.add",
) -> Component | None:
    """Return a menu of links that add something; None where there is no room or nothing left."""
    rest = [(value, name) for value, name in offered if value not in values]
    if len(values) >= most or not rest:
        return None
    address = _here(read, key, [*values, _ADDED])  # made once: a menu has a hundred of them
    links = [
        element("A", name, "zb-menu__item", href=address.replace(_ADDED, value, 1)) for value, name in rest
    ]
    return html.Div(menu(read.t(label), links, class_name="zb-menu--long"), **attributes(data_replace=""))
