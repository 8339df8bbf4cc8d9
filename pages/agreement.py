"""What was agreed, with whom, and how far are we?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import blocks, components, goal_blocks, sentences
from dash_app.components.frozen import Element
from dash_app.queries import agreements, figures_at, series, standings
from dash_app.reading import Reading, reading
from dash_app.remarks.page_sections import exceptions_section
from dash_app.shell import choice, not_found
from dash_app.tendencies import trends
from schemas.catalogue import BERLIN, Agreement, Indicator, SignatureState
from schemas.observation import Figure, Status

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
    shown = goal_blocks.Shown(read, own, trends(read, list(own.values()), area), signs)
    form_shown: goal_blocks.Form = "bullet" if form == "bullet" else "gauge"
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


def _agreement(read: Reading, agreement_id: str) -> Agreement | None:
    listed = agreements(read.snapshot, read.viewer)
    return next((agreement for agreement in listed if agreement.id == agreement_id), None)


def _sentence(read: Reading, agreement: Agreement, found: Sequence[Figure]) -> str:
    if not agreement.indicators:
        stage = read.t(f"components.stage.{agreement.stage.value}")
        return read.t("agreement.no_indicators", name=agreement.short(read.language), stage=stage)
    name = agreement.short(read.language)
    if read.district:
        name = f"{name}, {read.catalogue.areas_by_key[read.district].name}"
    return sentences.agreement(found, period=read.period, name=name, language=read.language)


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
    folded: list[Component] = []
    if agreement.signatures:
        signed = [s for s in agreement.signatures if s.state in SIGNED]
        said = t("agreement.signed", signed=len(signed), total=len(agreement.signatures))
        table = components.signatures(agreement, catalogue, language)
        folded.append(
            html.Section([html.H2(t("agreement.signatures"), id="unterschriften"), _folded(said, table)])
        )
    if agreement.documents:
        said = t.plural("agreement.listed", len(agreement.documents))
        table = components.documents(agreement.documents, catalogue, language)
        folded.append(html.Section([html.H2(t("agreement.documents"), id="dokumente"), _folded(said, table)]))
    return html.Div([*parts, html.Div(folded, className="zb-pair")], className="zb-section")


def _folded(said: str, content: Component) -> Component:
    """Return something long behind the sentence that sums it up."""
    return html.Details([html.Summary(said, className="zb-summary"), content])


def _goals(shown: goal_blocks.Shown, agreement: Agreement, form: goal_blocks.Form) -> list[Component]:
    """Return one section per goal with its indicators against their targets."""
    goals = [one for one in agreement.goals if one.indicators]
    if not goals:
        return []
    t, is_aimed = shown.read.t, any(figure.target is not None for figure in shown.found.values())
    forms = [("", t("agreement.form.gauge")), ("bullet", t("agreement.form.bullet"))]
    switch = choice(
        "form", t("agreement.form"), forms, "bullet" if form == "bullet" else "", id="agreement-form"
    )
    return [
        html.Section(
            [
                html.H2(t("agreement.goals"), id="ziele"),
                *(
                    [goal_blocks.digest(shown, goals), html.Div(switch, className="zb-choices")]
                    if is_aimed
                    else []
                ),
            ],
            className="zb-section",
        ),
        html.Div([goal_blocks.goal(shown, one, form) for one in goals], className="zb-goals"),
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
