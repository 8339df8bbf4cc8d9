"""How far is each goal of an agreement, at a glance and indicator by indicator?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dash import html
from dash.development.base_component import Component

from dash_app import blocks, components, formats, outlook_blocks, sentences
from dash_app.components.frozen import Element
from dash_app.control import Standing
from dash_app.figures import full_name, sparkline
from dash_app.figures import goal as goal_text
from dash_app.proofs import proof_as_of
from dash_app.reading import Reading
from schemas.catalogue import Goal, Indicator
from schemas.observation import Figure
from schemas.period import Period

Form = Literal["gauge", "bullet"]


@dataclass(frozen=True, slots=True)
class Shown:
    """Figures of one area by indicator, for the period and over time."""

    read: Reading
    found: Mapping[str, Figure]
    lines: Mapping[str, Sequence[Figure]]
    signs: Mapping[tuple[str, str], Standing]


def digest(shown: Shown, goals: Sequence[Goal]) -> Element:
    """Return one line per indicator with a target: sign, name, value and target, leading to its card."""
    told = [i for one in goals for i in one.indicators if _has_target(shown, i)]
    return components.frozen(html.Ul([_line(shown, i) for i in told], className="zb-digest"))


def _has_target(shown: Shown, indicator: Indicator) -> bool:
    return indicator.id in shown.found and shown.found[indicator.id].target is not None


def _line(shown: Shown, indicator: Indicator) -> Component:
    read, figure = shown.read, shown.found[indicator.id]
    language, sign = read.language, shown.signs[indicator.id, figure.district]
    value = formats.figure_text(figure, indicator, language)
    target = goal_text(figure.target, indicator, language) if figure.target else ""
    name = (indicator.short or indicator.title)(language)
    of_target = html.Span(read.t("agreement.of_target", target=target))
    parts = [
        components.glyph(sign, language),
        html.A(name, href=blocks.link_to(read, indicator)(figure.district)),
        html.Span([html.Strong(value), " ", of_target], className="zb-digest__value"),
    ]
    return html.Li(parts)


def goal(shown: Shown, one: Goal, form: Form) -> Component:
    """Return one goal: what it is about beside its indicators against their targets."""
    read, found = shown.read, shown.found
    with_target = [i for i in one.indicators if _has_target(shown, i)]
    others = [i for i in one.indicators if i.id in found and found[i.id].target is None]
    head: list[Component] = [html.H3(one.title(read.language), id=f"ziel-{one.id}")]
    if one.description:
        head.append(html.P(one.description(read.language), className="zb-muted"))
    if form == "bullet":
        rows = [found[indicator.id] for indicator in (*with_target, *others)]
        body: list[Component] = [blocks.bullet_block(read, rows, name=f"ziel-{one.id}-bullet", level=4)]
    else:
        cards = [_card(shown, indicator) for indicator in with_target]
        limits = sentences.caveats([found[indicator.id] for indicator in with_target], read.language)
        head += [html.P(limits, className="zb-small zb-muted")] if cards and limits else []
        body = [html.Div(cards, className="zb-grid")] if cards else []
        body += [_others(shown, one, others)] if others else []
    names = f"zb-goal zb-goal--{form}"
    if form == "gauge" and len(with_target) == 1:
        names += " zb-goal--short"
    return html.Section([html.Div(head), html.Div(body)], className=names)


def _card(shown: Shown, indicator: Indicator) -> Component:
    """Return gauge, sentence, small trend and the way to the indicator."""
    read, figure = shown.read, shown.found[indicator.id]
    name = (indicator.short or indicator.title)(read.language)
    block = blocks.gauge_block(read, figure, indicator, name=f"tacho-{indicator.id}", with_caveats=False)
    link = html.A(
        [read.t("agreement.to_indicator"), html.Span(f": {name}", className="zb-sr")],
        href=blocks.link_to(read, indicator)(figure.district),
        className="zb-more",
    )
    parts: list[Component] = [block, _sign(shown, indicator), link]
    if said := outlook_blocks.outlook_line(read, figure, indicator):
        parts.insert(2, components.frozen(html.P(said, className="zb-muted zb-outlook")))
    rows = shown.lines.get(indicator.id, ())
    if drawn := sparkline(rows, indicator=indicator, area=figure.district, theme=read.theme):
        area = full_name(figure.district, read.catalogue.areas_by_key)
        alt = read.t("agreement.trend_alt", indicator=indicator.title(read.language), area=area)
        parts.insert(1, components.picture(drawn, "zb-spark zb-spark--card", alt))
    return html.Div(parts, className="zb-card")


def _sign(shown: Shown, indicator: Indicator) -> Element:
    """Return the sign of an indicator with its words beside it."""
    language, sign = shown.read.language, shown.signs[indicator.id, shown.found[indicator.id].district]
    words = sentences.standing_words(sign, language)
    mark = components.glyph(sign, language, with_words=False)
    return components.frozen(html.P([mark, html.Span(words)], className="zb-sign"))


def _others(shown: Shown, one: Goal, listed: Sequence[Indicator]) -> Component:
    """Return indicators that nothing was agreed for, folded where others of the agreement have a target."""
    read = shown.read
    table = _without_target(read, one, listed, shown.found)
    summary = read.t.plural("agreement.without_target.count", len(listed))
    is_all = all(figure.target is None for figure in shown.found.values())
    return html.Details([html.Summary(summary, className="zb-summary"), table], open=is_all)


def _without_target(
    read: Reading, one: Goal, listed: Sequence[Indicator], found: Mapping[str, Figure]
) -> Element:
    """Return indicators that nothing was agreed for: value and link, no judgement."""
    rows: list[list[components.Cell | str]] = [
        [
            components.Cell(
                html.A(
                    indicator.title(read.language),
                    href=blocks.link_to(read, indicator)(found[indicator.id].district),
                )
            ),
            *_value_cells(read, found[indicator.id], indicator),
        ]
        for indicator in listed
    ]
    columns: list[components.Column | str] = [
        read.t("agreement.column.indicator"),
        components.Column(read.t("agreement.column.value"), is_number=True),
        read.t("agreement.column.period"),
    ]
    caption = read.t("agreement.without_target", goal=one.title(read.language))
    return components.data_table(columns, rows, caption=caption, hide_caption=True)


def _value_cells(read: Reading, figure: Figure, indicator: Indicator) -> list[components.Cell]:
    period = Period(figure.period_start, figure.period_end, figure.level)
    text, proof = formats.figure_text(figure, indicator, read.language), proof_as_of(read)
    return [
        components.Cell(text, figure.value, href=proof(figure)),
        components.Cell(formats.period(period, read.language)),
    ]
