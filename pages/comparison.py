"""Any indicators, districts and periods side by side: how do they compare?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import blocks, components, formats, sentences
from dash_app.components import Cell, Column
from dash_app.components.frozen import Element, frozen
from dash_app.markup import attributes
from dash_app.proofs import Proof, method_of, proof_of
from dash_app.queries import agreements, figures, series
from dash_app.queries import areas as area_keys
from dash_app.reading import Reading, all_periods, reading
from dash_app.shell.controls import choice, menu
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure
from schemas.period import Level, Period

MOST_INDICATORS, MOST_PERIODS = 6, 8
"""More than this is no comparison; further ones are not offered."""
BOARD = "tafel"
OFFERED = (Level.YEAR, Level.HALF, Level.QUARTER, Level.MONTH)

dash.register_page(
    __name__,
    path="/vergleich",
    name="shell.nav.comparison",
    title="comparison.title",
    order=40,
    query_keys=("ansicht",),
)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What is compared."""

    indicators: tuple[Indicator, ...]
    areas: tuple[str, ...]
    periods: tuple[Period, ...]


def layout(ansicht: str | None = None, **query: str) -> Component:
    """Return the page: what is compared, one table with everything, and charts per indicator.

    As a board (`ansicht=tafel`) it has a dial per indicator, and charts of the first one only.
    """
    read = reading(**query)
    chosen = _choice(read)
    found = figures(
        read.snapshot,
        read.viewer,
        indicators=[indicator.id for indicator in chosen.indicators],
        districts=chosen.areas,
        periods=chosen.periods,
    )
    is_board = ansicht == BOARD
    shown = chosen.indicators[:1] if is_board else chosen.indicators
    return html.Div(
        [
            html.H1(read.t("comparison.title")),
            html.P(_sentence(read, chosen), className="zb-lead"),
            _chooser(read, chosen),
            _views(read, is_board),
            *([_dials(read, chosen, found)] if is_board else []),
            _table(read, chosen, found),
            *(_charts(read, chosen, indicator, found) for indicator in shown),
        ],
        className="zb-page",
    )


def _choice(read: Reading) -> _Choice:
    """Return what the address asks for; a sensible start where it asks for nothing."""
    listed = read.indicators[:MOST_INDICATORS]
    if not listed:
        known = [i for a in agreements(read.snapshot, read.viewer) for i in a.indicators if i.targets]
        listed = tuple(i for i in known if read.period.level in i.levels)[:2] or tuple(known[:2])
    areas = read.view.bezirke or tuple(area_keys(read.catalogue)[1:])
    periods = read.view.zeitraeume[:MOST_PERIODS] or (read.period.year_before(), read.period)
    return _Choice(listed, (BERLIN, *sorted(areas)), tuple(sorted(periods)))


def _sentence(read: Reading, chosen: _Choice) -> str:
    t, language = read.t, read.language
    periods = [formats.period(period, language, long=True) for period in chosen.periods]
    return t(
        "comparison.sentence",
        indicators=t.plural("comparison.indicators", len(chosen.indicators)),
        areas=t.plural("comparison.areas", len(chosen.areas) - 1),
        periods=_joined(periods, t("comparison.and")),
    )


def _joined(words: Sequence[str], conjunction: str) -> str:
    return f" {conjunction} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _chooser(read: Reading, chosen: _Choice) -> Element:
    """Return chips of what is chosen, each a link that takes it away, and menus of what can be added."""
    t, language = read.t, read.language
    ids = [indicator.id for indicator in chosen.indicators]
    keys = [key for key in chosen.areas if key != BERLIN]
    periods = [str(period) for period in chosen.periods]
    chooser = html.Div(
        [
            _group(
                t("comparison.choose.indicators"),
                _chips(read, "kennzahl", ids, [(i.short or i.title)(language) for i in chosen.indicators]),
                _additions(read, "kennzahl", ids, _indicators(read), MOST_INDICATORS),
            ),
            _group(
                t("comparison.choose.areas"),
                *_districts(read, keys),
            ),
            _group(
                t("comparison.choose.periods"),
                _chips(read, "zeitraum", periods, [formats.period(p, language) for p in chosen.periods]),
                _additions(read, "zeitraum", periods, _periods(read), MOST_PERIODS),
            ),
        ],
        className="zb-choosers zb-card",
    )
    return frozen(chooser)


def _districts(read: Reading, keys: Sequence[str]) -> tuple[Component, Component | None]:
    """Return chips and menu of the districts; all twelve are one chip, and the menu then begins anew."""
    areas, every = read.catalogue.areas_by_key, read.t("comparison.every_district")
    offered = [(area.key, area.name) for area in read.catalogue.districts]
    if not read.view.bezirke or len(keys) == len(offered):
        whole = html.Ul(html.Li(html.Span(every), className="zb-chip"), className="zb-chips")
        return whole, _additions(read, "bezirk", [], offered, len(offered), "comparison.pick")
    more = _additions(read, "bezirk", keys, offered, len(offered))
    back = html.A(every, href=read.here(bezirk=None), className="zb-chooser__all")
    return (
        _chips(read, "bezirk", keys, [areas[key].name for key in keys]),
        html.Div([more, back], className="zb-chooser__more", **attributes(data_replace="")),
    )


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


def _chips(read: Reading, key: str, values: Sequence[str], names: Sequence[str]) -> Component:
    chips = []
    for value, name in zip(values, names, strict=True):
        rest = [other for other in values if other != value]
        label = read.t("comparison.remove", name=name)
        link = html.A("×", href=read.here(**{key: rest}), title=label, **attributes(aria_label=label))
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
    links = [
        html.A(name, href=read.here(**{key: [*values, value]}), className="zb-menu__item")
        for value, name in rest
    ]
    return html.Div(menu(read.t(label), links, class_name="zb-menu--long"), **attributes(data_replace=""))


def _table(read: Reading, chosen: _Choice, found: Sequence[Figure]) -> Component:
    """Return one table with everything: indicators and areas down, periods across."""
    t, language = read.t, read.language
    by_place = {(f.indicator, f.district, f.period): f for f in found}
    areas, proof = read.catalogue.areas_by_key, proof_of(read)
    columns: list[Column | str] = [
        t("comparison.column.indicator"),
        t("comparison.column.area"),
        *(Column(formats.period(period, language), is_number=True) for period in chosen.periods),
    ]
    rows: list[list[Cell | str]] = []
    for indicator in chosen.indicators:
        for place, key in enumerate(chosen.areas):
            cells = [by_place.get((indicator.id, key, str(period))) for period in chosen.periods]
            rows.append(
                [
                    _named(read, indicator, is_first=place == 0),
                    Cell(html.A(areas[key].name, href=blocks.link_to(read, indicator)(key))),
                    *(_cell(figure, indicator, language, proof) for figure in cells),
                ]
            )
    words = sentences.Words(
        t("comparison.table.title"), _sentence(read, chosen), t("comparison.table.caption")
    )
    return components.chart_block(
        "matrix",
        name="tabelle",
        words=words,
        language=language,
        content=components.data_table(columns, rows, caption=words.caption, sticky=True, hide_caption=True),
        notes=components.status_legend(language),
        exports=("png", "pdf", "csv", "copy", "link"),
        source=blocks.sources_of(read, chosen.indicators),
        level=2,
        method=method_of(read, "status"),
    )


def _named(read: Reading, indicator: Indicator, *, is_first: bool) -> Cell:
    """Return the name of a row; after the first row of an indicator it is there, but not seen again."""
    title = indicator.title(read.language)
    if is_first:
        return Cell(html.A(title, href=blocks.link_to(read, indicator)(BERLIN)), class_name="zb-group-head")
    return Cell(html.Span(title), class_name="zb-same")


def _cell(figure: Figure | None, indicator: Indicator, language: str, proof: Proof) -> Cell | str:
    """Return mark and value, a link to the chain; a dash where the indicator has no such period."""
    if figure is None:
        return "–"
    text = formats.figure_text(figure, indicator, language)
    mark = components.status_mark(figure.status, language)
    return Cell(html.Span([mark, text], className="zb-marked"), figure.value, href=proof(figure))


def _views(read: Reading, is_board: bool) -> Element:
    """Return the choice between everything and the board."""
    t = read.t
    views = [("", t("comparison.view.full")), (BOARD, t("comparison.view.board"))]
    control = choice("ansicht", t("comparison.view"), views, BOARD if is_board else "", id="comparison-view")
    return html.Div(control, className="zb-choices")


def _dials(read: Reading, chosen: _Choice, found: Sequence[Figure]) -> Component:
    """Return Berlin against the target of each indicator that has one, in the last period."""
    last = {f.indicator: f for f in found if f.district == BERLIN and f.target}
    cards = [
        html.Div(blocks.gauge_block(read, last[i.id], i, name=f"tacho-{i.id}"), className="zb-card")
        for i in chosen.indicators
        if i.id in last
    ]
    heading = html.H2(read.t("comparison.dials"))
    grid = html.Div(cards, className="zb-grid")
    return html.Section([heading, grid if cards else html.P(read.t("comparison.no_dials"))])


def _charts(read: Reading, chosen: _Choice, indicator: Indicator, found: Sequence[Figure]) -> Component:
    """Return comparison in the last period and small trends of one indicator."""
    own = [figure for figure in found if figure.indicator == indicator.id]
    last = max((components.period_of(figure) for figure in own), default=None)
    parts: list[Component] = []
    if last is not None:
        frame = [figure for figure in own if components.period_of(figure) == last]
        parts.append(blocks.comparison_block(read, frame, indicator, name=f"vergleich-{indicator.id}"))
        history = series(
            read.snapshot,
            read.viewer,
            indicator=indicator.id,
            level=last.level,
            districts=chosen.areas,
        )
        parts.append(blocks.multiples_block(read, history, indicator, name=f"verlauf-{indicator.id}"))
    else:
        parts.append(html.P(read.t("comparison.nothing"), className="zb-notice"))
    title = html.H2(html.A(indicator.title(read.language), href=blocks.link_to(read, indicator)(BERLIN)))
    return html.Section([title, html.Div(parts, className="zb-pair")], className="zb-section")
