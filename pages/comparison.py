"""Any indicators, districts and periods side by side: how do they compare?"""

from __future__ import annotations

from collections.abc import Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import blocks, components, formats, sentences
from dash_app.comparison_choice import QUERY_KEY, Comparison, chooser, comparison
from dash_app.components import Cell, Column
from dash_app.components.frozen import Element, element
from dash_app.proofs import Proof, method_of, proof_of
from dash_app.queries import figures, series
from dash_app.reading import Reading, reading
from dash_app.sentences.words import joined
from dash_app.shell.controls import choice
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure

BOARD = "tafel"
MOST_TOLD = 4
"""Values of so many districts are told in the first sentence."""

dash.register_page(
    __name__,
    path="/vergleich",
    name="shell.nav.comparison",
    title="comparison.title",
    order=40,
    query_keys=("ansicht", QUERY_KEY),
)


def layout(ansicht: str | None = None, **query: str) -> Component:
    """Return the page: what is compared, one table with everything, and charts per indicator.

    As a board (`ansicht=tafel`) it has a dial per indicator, and charts of the first one only.
    """
    read = reading(**query)
    chosen = comparison(read, query)
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
            html.P(_message(read, chosen, found) or _sentence(read, chosen), className="zb-lead"),
            *(components.notice(note) for note in chosen.notes),
            chooser(read, chosen),
            _views(read, is_board),
            *([_dials(read, chosen, found)] if is_board else []),
            _table(read, chosen, found),
            *(_charts(read, chosen, indicator, found) for indicator in shown),
        ],
        className="zb-page",
    )


def _sentence(read: Reading, chosen: Comparison) -> str:
    t, language = read.t, read.language
    periods = [formats.period(period, language, long=True) for period in chosen.periods]
    return t(
        "comparison.sentence",
        indicators=t.plural("comparison.indicators", len(chosen.indicators)),
        areas=t.plural("comparison.areas", len(chosen.areas) - 1),
        periods=joined(periods, language),
    )


def _message(read: Reading, chosen: Comparison, found: Sequence[Figure]) -> str:
    """Return what the comparison of one indicator says in its last period; empty for several."""
    if len(chosen.indicators) > 1 or not found:
        return ""
    (indicator,), areas = chosen.indicators, read.catalogue.areas_by_key
    last = max(map(components.period_of, found))
    told = [figure for figure in found if components.period_of(figure) == last]
    if len(chosen.districts) <= MOST_TOLD:
        return sentences.few(told, indicator=indicator, areas=areas, language=read.language)
    words = sentences.comparison(
        told, indicator=indicator, areas=areas, district=read.district, language=read.language
    )
    return words.caption


def _table(read: Reading, chosen: Comparison, found: Sequence[Figure]) -> Component:
    """Return one table with everything: indicators and areas down, periods across."""
    t, language = read.t, read.language
    by_place = {(f.indicator, f.district, f.period): f for f in found}
    areas, proof = read.catalogue.areas_by_key, proof_of(read)
    is_one = len(chosen.indicators) == 1  # its name is in the first sentence and above the charts
    columns: list[Column | str] = [
        *([] if is_one else [t("comparison.column.indicator")]),
        t("comparison.column.area"),
        *(Column(formats.period(period, language), is_number=True) for period in chosen.periods),
    ]
    rows: list[list[Cell | str]] = []
    for indicator in chosen.indicators:
        for place, key in enumerate(chosen.areas):
            cells = [by_place.get((indicator.id, key, str(period))) for period in chosen.periods]
            rows.append(
                [
                    *([] if is_one else [_named(read, indicator, is_first=place == 0)]),
                    Cell(
                        element("A", areas[key].name, href=blocks.link_to(read, indicator)(key)),
                        class_name="zb-cell--own" if key == read.district else "",
                    ),
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
        link = element("A", title, href=blocks.link_to(read, indicator)(BERLIN))
        return Cell(link, class_name="zb-group-head")
    return Cell(element("Span", title), class_name="zb-same")


def _cell(figure: Figure | None, indicator: Indicator, language: str, proof: Proof) -> Cell | str:
    """Return mark and value, a link to the chain; a dash where the indicator has no such period."""
    if figure is None:
        return "–"
    text = formats.figure_text(figure, indicator, language)
    mark = components.status_mark(figure.status, language)
    return Cell(element("Span", [mark, text], "zb-marked"), figure.value, href=proof(figure))


def _views(read: Reading, is_board: bool) -> Element:
    """Return the choice between everything and the board."""
    t = read.t
    views = [("", t("comparison.view.full")), (BOARD, t("comparison.view.board"))]
    control = choice("ansicht", t("comparison.view"), views, BOARD if is_board else "", id="comparison-view")
    return html.Div(control, className="zb-choices")


def _dials(read: Reading, chosen: Comparison, found: Sequence[Figure]) -> Component:
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


def _charts(read: Reading, chosen: Comparison, indicator: Indicator, found: Sequence[Figure]) -> Component:
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
