"""Where does my district stand against each target and against Berlin, and which way is it going?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import components, formats, sentences
from dash_app.blocks import link_to, sources_of
from dash_app.components import Cell, Column, Element, chart_block
from dash_app.control import Standing
from dash_app.figures import full_name, goal, is_total, sparkline, spine
from dash_app.proofs import Proof, method_of, proof_as_of
from dash_app.queries import agreements, figures_at, standings
from dash_app.reading import Reading, reading
from dash_app.remarks.page_sections import district_section
from dash_app.sentences import Words
from dash_app.shell import choice, not_found
from dash_app.tendencies import trends
from schemas.catalogue import BERLIN, Agreement, Area, AreaKind, Indicator
from schemas.observation import Figure, Status

WEIGHT = {Status.MISSED: 0, Status.NEAR: 1, Status.NO_DATA: 2, Status.SUPPRESSED: 3, Status.MET: 4}
"""Exceptions first: the order in which a reader wants to hear of them; what has no target comes last."""


def title(read: Reading, key: str = "", **_: str) -> str:
    """Return the name of the district."""
    area = _area(read, key)
    return area.name if area else read.t("district.name")


dash.register_page(
    __name__,
    path_template="/bezirk/<key>",
    name="district.name",
    title=title,
    order=30,
    query_keys=("sortierung",),
    shows_remarks=True,
)


@dataclass(frozen=True, slots=True)
class _Table:
    """What all rows of the page need: figures of the period by indicator, and of this area over time."""

    read: Reading
    area: Area
    found: Mapping[str, Sequence[Figure]]
    lines: Mapping[str, Sequence[Figure]]
    signs: Mapping[tuple[str, str], Standing]
    proof: Proof


def layout(key: str | None = None, sortierung: str | None = None, **query: str) -> Component:
    """Return the page of one district (or of Berlin); an unknown key gets a page that says so."""
    read = reading(**query)
    area = _area(read, key or "")
    if area is None:
        return not_found(read, read.t("district.unknown", key=key or ""))
    listed = [a for a in agreements(read.snapshot, read.viewer) if a.indicators]
    ids = [indicator.id for agreement in listed for indicator in agreement.indicators]
    found: dict[str, list[Figure]] = {id_: [] for id_ in ids}
    for figure in figures_at(read.snapshot, read.viewer, period=read.period, indicators=ids):
        found[figure.indicator].append(figure)
    own = [figure for rows in found.values() for figure in rows if figure.district == area.key]
    signs = standings(read.snapshot, read.viewer, own)
    table = _Table(read, area, found, trends(read, own, area.key), signs, proof_as_of(read))
    return html.Div(
        [
            components.breadcrumbs(
                [(read.t("shell.nav.overview"), read.href("/")), (area.name, None)], read.language
            ),
            html.H1(area.name),
            html.P(
                sentences.district(own, period=read.period, area=area, language=read.language),
                className="zb-lead",
            ),
            _choices(read, sortierung or ""),
            *_sections(table, listed, exceptions_first=sortierung == "ausnahmen"),
            components.status_legend(read.language),
            components.glyph_legend(read.language),
            district_section(read, area, own),
        ],
        className="zb-page zb-page--district",
    )


def _area(read: Reading, key: str) -> Area | None:
    area = read.catalogue.areas_by_key.get(key)
    return area if area is not None and area.kind is not AreaKind.UNIT else None


def _choices(read: Reading, order: str) -> Component:
    t = read.t
    orders = [("", t("district.order.agreement")), ("ausnahmen", t("district.order.exceptions"))]
    control = choice("sortierung", t("district.order"), orders, order, id="district-order")
    return html.Div(control, className="zb-choices")


def _sections(table: _Table, listed: Sequence[Agreement], *, exceptions_first: bool) -> list[Component]:
    read = table.read
    if exceptions_first:
        indicators = [indicator for agreement in listed for indicator in agreement.indicators]
        indicators.sort(key=lambda i: WEIGHT.get(_own(table, i).status, 9))
        return [_section(table, read.t("district.exceptions"), indicators, "ausnahmen", None)]
    return [
        _section(
            table,
            agreement.short(read.language),
            agreement.indicators,
            agreement.id,
            read.href(f"/vereinbarung/{agreement.id}"),
        )
        for agreement in listed
    ]


def _section(
    table: _Table, name: str, indicators: Sequence[Indicator], key: str, href: str | None
) -> Component:
    """Return one table of indicators as a block with its own export."""
    read, t = table.read, table.read.t
    columns: list[Column | str] = [
        t("district.column.indicator"),
        Column(t("district.column.value"), is_number=True),
        Column(t("district.column.target"), is_number=True),
        Column(t("district.column.berlin"), is_number=True),
        t("district.column.spine"),
        t("district.column.trend"),
        t("district.column.gap"),
    ]
    period = formats.period(read.period, read.language, long=True)
    caption = t("district.caption", area=table.area.name, name=name, period=period)
    told = [indicator for indicator in indicators if _is_told(table, indicator)]
    rows = [_row(table, indicator) for indicator in told]
    block = chart_block(
        "spine",
        name=f"tabelle-{key}",
        words=Words(_message(table, name, told), f"{table.area.name} · {period}", caption),
        language=read.language,
        content=components.data_table(columns, rows, caption=caption, sticky=True, hide_caption=True),
        exports=("png", "pdf", "csv", "copy", "link"),
        source=sources_of(read, told),
        level=2,
        method=method_of(read, "symbol"),
    )
    silent = [indicator for indicator in indicators if indicator not in told]
    more: list[Component] = [_silent(table, silent)] if silent else []
    more += (
        [html.P(html.A(t("district.to_agreement", name=name), href=href, className="zb-more"))]
        if href
        else []
    )
    return html.Div([block, *more])


def _message(table: _Table, name: str, told: Sequence[Indicator]) -> str:
    """Return how many of the targets in a table are met; only its name where there are none to judge."""
    own = [figure for figure in (_own(table, i) for i in told) if figure.target]
    met = sum(figure.status is Status.MET for figure in own)
    return table.read.t.plural("district.met", len(own), name=name, met=met) if own else name


def _is_told(table: _Table, indicator: Indicator) -> bool:
    """Whether there is anything to say: a figure here or of Berlin, a target, or a delivery owed."""
    known = (figure for figure in (_own(table, indicator), table.found[indicator.id][0]))
    return bool(indicator.targets or indicator.due is not None) or any(
        figure.status is not Status.NO_DATA or figure.text for figure in known
    )


def _silent(table: _Table, listed: Sequence[Indicator]) -> Component:
    """Return the indicators that nobody has a figure of, by name."""
    read = table.read
    links: list[Component] = []
    for indicator in listed:
        address = link_to(read, indicator)(table.area.key)
        links.append(html.Li(html.A(indicator.title(read.language), href=address)))
    summary = read.t.plural("district.silent", len(listed))
    return html.Details([html.Summary(summary, className="zb-summary"), html.Ul(links, className="zb-list")])


def _own(table: _Table, indicator: Indicator) -> Figure:
    return next(f for f in table.found[indicator.id] if f.district == table.area.key)


def _row(table: _Table, indicator: Indicator) -> list[Cell | str]:
    """Return value, target, Berlin, place on the range, trend and what is missing of one indicator."""
    read, figure = table.read, _own(table, indicator)
    language, rows = read.language, table.found[indicator.id]
    missing = sentences.gap(figure, indicator, language)
    berlin = rows[0]
    target = goal(figure.target, indicator, language) if figure.target else "–"
    goal_label, berlin_label = read.t("district.column.target"), read.t("district.column.berlin")
    value: list[Component | str] = [
        components.glyph(table.signs[indicator.id, table.area.key], language),
        formats.figure_text(figure, indicator, language),
    ]
    return [
        Cell(_name(table, indicator, figure)),
        Cell(html.Span(value, className="zb-marked"), figure.value, href=table.proof(figure)),
        Cell(target, figure.target.value if figure.target else None, label=goal_label),
        Cell(
            formats.figure_text(berlin, indicator, language),
            berlin.value,
            href=table.proof(berlin),
            label=berlin_label,
        ),
        Cell(_spine(table, indicator, rows)),
        Cell(_trend(table, indicator)),
        Cell(html.Span(missing, className="zb-wide-text") if missing else "–"),
    ]


def _name(table: _Table, indicator: Indicator, figure: Figure) -> Component:
    """Return title, and the period where it is not that of the page, with what limits the value."""
    read = table.read
    link = html.A(
        (indicator.short or indicator.title)(read.language),
        href=link_to(read, indicator)(table.area.key),
        title=indicator.title(read.language),
    )
    period = components.period_of(figure)
    note = formats.period(period, read.language) if period != read.period else ""
    parts: list[Component] = [link, html.Span(note, className="zb-matrix__note")]
    if figure.target and figure.target.is_example:
        parts.append(html.Span(components.example_mark(read.language)))
    return html.Span([*parts, components.flag_marks(figure, read.language)])


def _spine(table: _Table, indicator: Indicator, rows: Sequence[Figure]) -> Element | str:
    read = table.read
    # A sum over the city lies far off the range of its parts: counts are compared among districts only.
    is_sum = indicator.value.is_count or is_total(rows, indicator)
    among = [row for row in rows if row.district != BERLIN] if is_sum else rows
    drawn = spine(
        among, indicator=indicator, district=table.area.key, language=read.language, theme=read.theme
    )
    if drawn is None:
        return "–"
    words = sentences.comparison(
        rows,
        indicator=indicator,
        areas=read.catalogue.areas_by_key,
        district=table.area.key,
        language=read.language,
    )
    return components.picture(drawn, "zb-spine", words.caption, with_tooltip=True)


def _trend(table: _Table, indicator: Indicator) -> Element | str:
    read = table.read
    drawn = sparkline(
        table.lines.get(indicator.id, ()), indicator=indicator, area=table.area.key, theme=read.theme
    )
    if drawn is None:
        return "–"
    area = full_name(table.area.key, read.catalogue.areas_by_key)
    alt = read.t("district.trend_alt", indicator=indicator.title(read.language), area=area)
    return components.picture(drawn, "zb-spark", alt)
