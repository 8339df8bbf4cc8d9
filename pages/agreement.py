"""What was agreed, with whom, and how far are we?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import blocks, components, formats, outlook_blocks, sentences
from dash_app.components.frozen import Element
from dash_app.control import Standing
from dash_app.figures import full_name, sparkline
from dash_app.proofs import proof_as_of
from dash_app.queries import agreements, figures_at, series, standings
from dash_app.reading import Reading, reading
from dash_app.remarks.page_sections import exceptions_section
from dash_app.shell import choice, not_found
from dash_app.tendencies import trends
from schemas.catalogue import BERLIN, Agreement, Goal, Indicator, SignatureState
from schemas.observation import Figure, Status
from schemas.period import Period

Form = Literal["gauge", "bullet"]
SIGNED = (SignatureState.SIGNED, SignatureState.RESERVED)


def title(read: Reading, agreement_id: str = "", **_: str) -> str:
    """Return the title of the agreement."""
    found = _agreement(read, agreement_id)
    return found.title(read.language) if found else read.t("agreement.name")


dash.register_page(
    __name__,
    path_template="/vereinbarung/<agreement_id>",
    name="agreement.name",
    title=title,
    order=10,
    query_keys=("form",),
    shows_remarks=True,
)


def layout(agreement_id: str | None = None, form: str | None = None, **query: str) -> Component:
    """Return the page of one agreement; an unknown one gets a page that says so."""
    read = reading(**query)
    agreement = _agreement(read, agreement_id or "")
    if agreement is None:
        return not_found(read, read.t("agreement.unknown", id=agreement_id or ""))
    area = read.district or BERLIN
    ids = [indicator.id for indicator in agreement.indicators]
    found = figures_at(
        read.snapshot, read.viewer, period=read.period, indicators=ids, districts=[BERLIN, area]
    )
    own = {f.indicator: f for f in found if f.district == area}
    signs = standings(read.snapshot, read.viewer, own.values())
    shown = _Shown(read, own, trends(read, list(own.values()), area), signs)
    form_shown: Form = "bullet" if form == "bullet" else "gauge"
    return html.Div(
        [
            components.breadcrumbs(
                [(read.t("shell.nav.overview"), read.href("/")), (agreement.short(read.language), None)],
                read.language,
            ),
            html.H1(agreement.title(read.language)),
            html.P(_sentence(read, agreement, [f for f in found if f.district == area]), className="zb-lead"),
            html.P(agreement.summary(read.language)),
            html.P(html.A(read.t("agreement.report"), href=read.href("/bericht", vereinbarung=agreement.id))),
            _jumps(read, agreement),
            _paper(read, agreement),
            *_goals(shown, agreement, form_shown),
            exceptions_section(read, agreement.indicators, own),
            _trends(read, agreement, own),
        ],
        className="zb-page",
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """Figures of one area by indicator, for the period and over time."""

    read: Reading
    found: Mapping[str, Figure]
    lines: Mapping[str, Sequence[Figure]]
    signs: Mapping[tuple[str, str], Standing]


def _agreement(read: Reading, agreement_id: str) -> Agreement | None:
    listed = agreements(read.snapshot, read.viewer)
    return next((agreement for agreement in listed if agreement.id == agreement_id), None)


def _sentence(read: Reading, agreement: Agreement, found: Sequence[Figure]) -> str:
    if not agreement.indicators:
        stage = read.t(f"components.stage.{agreement.stage.value}")
        return read.t("agreement.no_indicators", name=agreement.short(read.language), stage=stage)
    said = sentences.agreement(
        found, period=read.period, name=agreement.short(read.language), language=read.language
    )
    return f"{read.catalogue.areas_by_key[read.district].name}: {said}" if read.district else said


def _paper(read: Reading, agreement: Agreement) -> Component:
    """Return what is on paper: facts, life cycle, signatures, documents."""
    t, catalogue, language = read.t, read.catalogue, read.language
    parts: list[Component] = [
        html.Div(
            [
                html.Section(
                    [html.H2(t("agreement.facts")), components.facts(agreement, catalogue, language)]
                ),
                html.Section(
                    [html.H2(t("agreement.lifecycle")), components.lifecycle(agreement, catalogue, language)]
                ),
            ],
            className="zb-pair",
        )
    ]
    if agreement.signatures:
        signed = [s for s in agreement.signatures if s.state in SIGNED]
        said = t("agreement.signed", signed=len(signed), total=len(agreement.signatures))
        table = components.signatures(agreement, catalogue, language)
        parts.append(
            html.Section([html.H2(t("agreement.signatures"), id="unterschriften"), _folded(said, table)])
        )
    if agreement.documents:
        said = t.plural("agreement.listed", len(agreement.documents))
        table = components.documents(agreement.documents, catalogue, language)
        parts.append(html.Section([html.H2(t("agreement.documents"), id="dokumente"), _folded(said, table)]))
    return html.Div(parts, className="zb-section")


def _folded(said: str, content: Component) -> Component:
    """Return something long behind the sentence that sums it up."""
    return html.Details([html.Summary(said, className="zb-summary"), content])


def _goals(shown: _Shown, agreement: Agreement, form: Form) -> list[Component]:
    """Return one section per goal with its indicators against their targets."""
    goals = [goal for goal in agreement.goals if goal.indicators]
    if not goals:
        return []
    t = shown.read.t
    forms = [("", t("agreement.form.gauge")), ("bullet", t("agreement.form.bullet"))]
    switch = choice(
        "form", t("agreement.form"), forms, "bullet" if form == "bullet" else "", id="agreement-form"
    )
    return [
        html.Div([html.H2(t("agreement.goals"), id="ziele"), html.Div(switch, className="zb-choices")]),
        *(_goal(shown, goal, form) for goal in goals),
    ]


def _goal(shown: _Shown, goal: Goal, form: Form) -> Component:
    read, found = shown.read, shown.found
    with_target = [i for i in goal.indicators if i.id in found and found[i.id].target is not None]
    others = [i for i in goal.indicators if i.id in found and found[i.id].target is None]
    head: list[Component] = [html.H3(goal.title(read.language), id=f"ziel-{goal.id}")]
    if goal.description:
        head.append(html.P(goal.description(read.language), className="zb-muted"))
    if form == "bullet":
        rows = [found[indicator.id] for indicator in (*with_target, *others)]
        body: list[Component] = [blocks.bullet_block(read, rows, name=f"ziel-{goal.id}-bullet", level=4)]
    else:
        cards = [_card(shown, indicator) for indicator in with_target]
        limits = sentences.caveats([found[indicator.id] for indicator in with_target], read.language)
        body = [html.P(limits, className="zb-small zb-muted")] if cards and limits else []
        body += [html.Div(cards, className="zb-grid")] if cards else []
        if others:
            body.append(_without_target(read, goal, others, found))
    return html.Section([*head, *body], className="zb-section")


def _card(shown: _Shown, indicator: Indicator) -> Component:
    """Return gauge, sentence, small trend and the way to the indicator."""
    read, figure = shown.read, shown.found[indicator.id]
    block = blocks.gauge_block(read, figure, indicator, name=f"tacho-{indicator.id}", with_caveats=False)
    link = html.A(
        read.t("agreement.to_indicator", name=(indicator.short or indicator.title)(read.language)),
        href=blocks.link_to(read, indicator)(figure.district),
    )
    parts: list[Component] = [block, _sign(shown, indicator), link]
    if said := outlook_blocks.outlook_line(read, figure, indicator):
        parts.insert(2, components.frozen(html.P(said, className="zb-muted zb-outlook")))
    rows = shown.lines.get(indicator.id, ())
    if address := sparkline(rows, indicator=indicator, area=figure.district, theme=read.theme):
        area = full_name(figure.district, read.catalogue.areas_by_key)
        alt = read.t("agreement.trend_alt", indicator=indicator.title(read.language), area=area)
        parts.insert(1, html.Img(src=address, alt=alt, className="zb-spark zb-spark--card"))
    return html.Div(parts, className="zb-card")


def _sign(shown: _Shown, indicator: Indicator) -> Element:
    """Return the sign of an indicator with its words beside it."""
    language, sign = shown.read.language, shown.signs[indicator.id, shown.found[indicator.id].district]
    words = sentences.standing_words(sign, language)
    mark = components.glyph(sign, language, with_words=False)
    return components.frozen(html.P([mark, html.Span(words)], className="zb-sign"))


def _without_target(
    read: Reading, goal: Goal, listed: Sequence[Indicator], found: Mapping[str, Figure]
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
    caption = read.t("agreement.without_target", goal=goal.title(read.language))
    return components.data_table(columns, rows, caption=caption)


def _value_cells(read: Reading, figure: Figure, indicator: Indicator) -> list[components.Cell]:
    period = Period(figure.period_start, figure.period_end, figure.level)
    text, proof = formats.figure_text(figure, indicator, read.language), proof_as_of(read)
    return [
        components.Cell(text, figure.value, href=proof(figure)),
        components.Cell(formats.period(period, read.language)),
    ]


def _trends(read: Reading, agreement: Agreement, own: Mapping[str, Figure]) -> Component:
    """Return the trend of the indicator that is chosen, of the one furthest off its target at first."""
    histories = {
        indicator.id: _history(read, indicator) for indicator in agreement.indicators if indicator.targets
    }
    told = [i for i in agreement.indicators if _is_told(histories.get(i.id, {}))]
    if not told:
        return html.Div()
    weight = {Status.MISSED: 0, Status.NEAR: 1}
    first = min(told, key=lambda i: weight.get(own[i.id].status, 2) if i.id in own else 3)
    asked = [indicator for indicator in told if indicator.id in read.view.kennzahlen]
    blocks_shown = [
        blocks.trend_block(read, histories[i.id], i, name=f"verlauf-{i.id}") for i in asked or [first]
    ]
    return html.Section(
        [
            html.H2(read.t("agreement.trends"), id="verlaeufe"),
            html.Div(_trend_choice(read, told, first, asked), className="zb-choices"),
            html.Div(blocks_shown, className="zb-pair" if len(blocks_shown) > 1 else None),
        ],
        className="zb-section",
    )


def _trend_choice(
    read: Reading, told: Sequence[Indicator], first: Indicator, asked: Sequence[Indicator]
) -> Element:
    """Return the list to choose a trend from; all of them are one choice, too."""
    options = [("" if i is first else i.id, (i.short or i.title)(read.language)) for i in told]
    every = ",".join(indicator.id for indicator in told)
    if len(told) > 1:
        options.append((every, read.t("agreement.trends.all")))
    value = ",".join(indicator.id for indicator in asked)
    value = "" if value == first.id else value
    if value not in dict(options):
        options.append((value, ", ".join((i.short or i.title)(read.language) for i in asked)))
    label = read.t("agreement.trends.choice")
    return choice("kennzahl", label, options, value, id="agreement-trend")


def _history(read: Reading, indicator: Indicator) -> Mapping[str, Sequence[Figure]]:
    """Return the figures of Berlin and the reader's district over time."""
    level = read.period.level if read.period.level in indicator.levels else indicator.levels[-1]
    areas = [BERLIN, *([read.district] if read.district else [])]
    return series(read.snapshot, read.viewer, indicator=indicator.id, level=level, districts=areas)


def _is_told(history: Mapping[str, Sequence[Figure]]) -> bool:
    return any(figure.value is not None for rows in history.values() for figure in rows)


def _jumps(read: Reading, agreement: Agreement) -> Component:
    """Return the way to the parts of a long page."""
    places = [
        ("ziele", "agreement.goals", any(goal.indicators for goal in agreement.goals)),
        ("verlaeufe", "agreement.trends", any(indicator.targets for indicator in agreement.indicators)),
        ("unterschriften", "agreement.signatures", bool(agreement.signatures)),
        ("dokumente", "agreement.documents", bool(agreement.documents)),
    ]
    items = [html.Li(html.A(read.t(key), href=f"#{place}")) for place, key, is_there in places if is_there]
    return html.Ul(items, className="zb-jump")
