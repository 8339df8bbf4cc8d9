"""How do the twelve compare on one indicator, which way does it go, and where does the number come from?"""

from __future__ import annotations

from collections.abc import Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import blocks, components, formats, outlook_blocks, sentences, statistic_blocks
from dash_app.access import may_see
from dash_app.asked_explanation import explanation
from dash_app.chain import heading, steps
from dash_app.components.frozen import Element
from dash_app.proofs import PLACE, method_of
from dash_app.queries import figures_at, series
from dash_app.reading import Reading, reading, site
from dash_app.remarks.blocks import remarks_section
from dash_app.shell import choice, not_found
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure
from schemas.period import Level, Period

ORDERS = ("wert",)
"""Values of the query key `sortierung`; by key where left out."""


def title(read: Reading, indicator_id: str = "", **_: str) -> str:
    """Return the name of the indicator."""
    indicator = read.catalogue.indicators.get(indicator_id)
    is_seen = indicator is not None and may_see(read.viewer, indicator)
    return indicator.title(read.language) if indicator and is_seen else read.t("indicator.name")


dash.register_page(
    __name__,
    path_template="/kennzahl/<indicator_id>",
    name="indicator.name",
    title=title,
    order=20,
    query_keys=("sortierung",),
    shows_remarks=True,
)


def layout(indicator_id: str | None = None, sortierung: str | None = None, **query: str) -> Component:
    """Return the page of one indicator; an unknown one gets a page that says so."""
    read = reading(**query)
    indicator = read.catalogue.indicators.get(indicator_id or "")
    if indicator is None:
        return not_found(read, read.t("indicator.unknown", id=indicator_id or ""))
    frame = _frame(read, indicator)
    if not frame:
        return not_found(read, read.t("indicator.hidden", name=indicator.id))
    figure = next(f for f in frame if f.district == (read.district or BERLIN))
    history = series(read.snapshot, read.viewer, indicator=indicator.id, level=figure.level)
    return html.Div(
        [
            _crumbs(read, indicator),
            html.H1(indicator.title(read.language)),
            _lead(read, figure, indicator),
            _choices(read, indicator, figure, sortierung or ""),
            blocks.comparison_block(
                read, frame, indicator, order="value" if sortierung in ORDERS else "key", level=2
            ),
            blocks.trend_block(read, history, indicator, level=2),
            statistic_blocks.spc_block(read, indicator, components.period_of(figure)),
            outlook_blocks.projection_block(read, indicator, components.period_of(figure)),
            *_evidence(read, frame, indicator),
            html.Div(
                [
                    blocks.multiples_block(read, history, indicator, level=2),
                    blocks.map_block(read, frame, indicator, level=2),
                ],
                className="zb-pair",
            ),
            remarks_section(read, indicator, components.period_of(figure)),
            _definition(read, indicator),
            _provenance(read, indicator, figure),
        ],
        className="zb-page",
    )


def _evidence(read: Reading, frame: Sequence[Figure], indicator: Indicator) -> list[Component]:
    """Return who explains the gap of Berlin, and what a difference between districts is worth."""
    made = [
        statistic_blocks.contribution_block(read, frame, indicator),
        statistic_blocks.funnel_block(read, frame, indicator),
    ]
    shown = [block for block in made if block is not None]
    return [html.Div(shown, className="zb-pair")] if shown else []


def _frame(read: Reading, indicator: Indicator) -> list[Figure]:
    """Return the figures of Berlin and the districts for the period and level that are asked for."""
    period = read.period
    if read.view.ebene in indicator.levels and read.view.ebene is not None:
        period = _ended(read.view.ebene, period)
    return figures_at(read.snapshot, read.viewer, period=period, indicators=[indicator.id])


def _ended(level: Level, period: Period) -> Period:
    """Return the last period of a level that ends no later than another one."""
    found = Period.containing(period.end, level)
    return found if found.end <= period.end else found.shift(-1)


def _crumbs(read: Reading, indicator: Indicator) -> Element:
    steps: list[tuple[str, str | None]] = [(read.t("shell.nav.overview"), read.href("/"))]
    if agreement := read.catalogue.agreement_of.get(indicator.id):
        steps.append((agreement.short(read.language), read.href(f"/vereinbarung/{agreement.id}")))
    return components.breadcrumbs([*steps, (indicator.title(read.language), None)], read.language)


def _lead(read: Reading, figure: Figure, indicator: Indicator) -> Component:
    """Return status and sentence, and what limits the figure."""
    said = sentences.indicator_state(
        figure, indicator=indicator, areas=read.catalogue.areas_by_key, language=read.language
    )
    proof = html.A(read.t("explanation.link"), href=read.here() + PLACE)
    return html.Div(
        [
            html.P(components.status_word(figure, read.language), className="zb-verdict"),
            html.P([said, " ", proof], className="zb-lead"),
            components.flag_marks(figure, read.language),
            html.P(indicator.description(read.language), className="zb-muted"),
        ]
    )


def _choices(read: Reading, indicator: Indicator, figure: Figure, order: str) -> Component:
    t = read.t
    levels = [("", t("indicator.level.default"))] + [
        (level.value, t(f"indicator.level.{level.value}")) for level in indicator.levels
    ]
    orders = [("", t("indicator.order.key")), ("wert", t("indicator.order.value"))]
    chosen = read.view.ebene.value if read.view.ebene in indicator.levels and read.view.ebene else ""
    listed = [choice("sortierung", t("indicator.order"), orders, order, id="indicator-order")]
    if len(indicator.levels) > 1:
        listed.insert(0, choice("ebene", t("indicator.level"), levels, chosen, id="indicator-level"))
    shown = Period(figure.period_start, figure.period_end, figure.level)
    note = t("indicator.shown", period=formats.period(shown, read.language, long=True))
    return html.Div([*listed, html.Span(note, className="zb-muted")], className="zb-choices")


def _definition(read: Reading, indicator: Indicator) -> Component:
    return html.Section(
        [
            html.H2(read.t("indicator.definition")),
            components.definition(indicator, read.catalogue, read.language),
        ]
    )


def _provenance(read: Reading, indicator: Indicator, figure: Figure) -> Component:
    """Return the chain behind the figure of the page, and the measurements one by one."""
    period, t = Period(figure.period_start, figure.period_end, figure.level), read.t
    found = explanation(
        site().store,
        read.snapshot,
        read.viewer,
        indicator=indicator.id,
        district=figure.district,
        period=period,
    )
    assert found is not None, "the page shows it"
    said = heading(found, read.catalogue, read.language)

    def delivery_href(number: int) -> str:
        return read.href("/lieferungen", lieferung=number) + "#lieferung"

    table = components.provenance(
        found.origins,
        catalogue=read.catalogue,
        language=read.language,
        caption=t("indicator.provenance.caption", figure=said),
        delivery_href=delivery_href,
    )
    parts = [
        html.H2(t("indicator.provenance")),
        html.P(said, className="zb-lead"),
        _ways(read),
        components.chain(
            steps(found, read.catalogue, read.language), delivery_href=delivery_href, language=read.language
        ),
        html.H3(t("explanation.table")),
        *_shortened(table, found.origins, read),
    ]
    return html.Section(parts, id="herkunft", tabIndex=-1)


def _ways(read: Reading) -> Component:
    """Return the ways from the chain to the charts above, and to how it is computed."""
    top = html.A(read.t("indicator.provenance.top"), href="#inhalt")
    how = html.A(read.t("components.method"), href=method_of(read, "beispiel"))
    return html.P([top, " · ", how], className="zb-chart__method")


def _shortened(table: Component, origins: Sequence[object], read: Reading) -> list[Component]:
    """Return a long table behind a button of its own, so that the page ends within sight."""
    if len(origins) <= 12:
        return [table]
    summary = read.t.plural("indicator.provenance.open", len(origins))
    return [html.Details([html.Summary(summary, className="zb-summary"), table])]
