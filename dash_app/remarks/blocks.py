"""How are comments and measures shown beside the figures that they are about?

People are not named: a remark is of an office. Who wrote it stands on its own page, for those who work on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app import formats
from dash_app.components.frozen import Element, frozen
from dash_app.figures import full_name
from dash_app.markup import attributes, german
from dash_app.reading import Reading, site
from dash_app.register.models import Comment, Measure, Remark, RemarkState
from dash_app.remarks.address import TARGET, address_of, begin_at
from dash_app.remarks.effect_blocks import effect_block
from dash_app.remarks.forms import paragraphs
from dash_app.remarks.offices import office
from dash_app.remarks.rules import may_begin
from dash_app.remarks.seen import Desk, Told, comments, measures
from schemas.catalogue import BERLIN, Indicator
from schemas.period import Period


def desk_of(read: Reading) -> Desk:
    """Return what a page reads remarks from."""
    return Desk(site().store, site().register, read.snapshot, read.viewer)


def remarks_section(read: Reading, indicator: Indicator, period: Period) -> Element:
    """Return what is said and done about an indicator: of the reader's district and Berlin, else of all."""
    t, desk = read.t, desk_of(read)
    areas = [BERLIN, read.district] if read.district else None
    said = comments(desk, indicators=[indicator.id], districts=areas)
    done = measures(desk, indicators=[indicator.id], districts=areas)
    notes = [told for told in said if told.remark.kind == "target"]
    now = [told for told in said if told.remark.period == str(period) and told not in notes]
    rest = [told for told in said if told not in now and told not in notes]
    when = formats.period(period, read.language, long=True)
    parts: list[Any] = [
        html.H2(t("remarks.section")),
        html.P(_sum(read, now, done, when), className="zb-lead"),
    ]
    parts += [comment_list(read, now)] if now else []
    if rest:
        summary = html.Summary(t.plural("remarks.earlier", len(rest)), className="zb-summary")
        parts.append(html.Details([summary, comment_list(read, rest)]))
    if done:
        parts += [html.H3(t("remarks.measures")), measure_list(read, done)]
    if notes:
        parts += [html.H3(t("remarks.notes")), comment_list(read, notes)]
    parts.append(_ways(read, desk, indicator, period))
    return frozen(html.Section(parts, id="anmerkungen", tabIndex=-1, className="zb-section"))


def _sum(read: Reading, now: Sequence[object], done: Sequence[object], when: str) -> str:
    t = read.t
    said = t.plural("remarks.said", len(now), when=when) if now else t("remarks.said.none", when=when)
    acted = t.plural("remarks.done", len(done)) if done else t("remarks.done.none")
    return f"{said} {acted}"


def _ways(read: Reading, desk: Desk, indicator: Indicator, period: Period) -> Component:
    """Return the ways to write something, or who may."""
    t, agreement = read.t, desk.agreement_of(indicator.id)
    own = read.viewer.district or read.district or BERLIN
    links = []
    if may_begin(read.viewer, indicator, agreement, own):
        name = full_name(own, read.catalogue.areas_by_key)
        links += [
            (t("remarks.begin.comment", area=name), begin_at(read, Comment, indicator.id, own, period)),
            (t("remarks.begin.measure", area=name), begin_at(read, Measure, indicator.id, own, period)),
        ]
    if indicator.targets and may_begin(read.viewer, indicator, agreement, BERLIN, is_target=True):
        address = begin_at(read, Comment, indicator.id, BERLIN, period, TARGET)
        links.append((t("remarks.begin.note"), address))
    if not links:
        return html.P(t("remarks.begin.nobody"), className="zb-muted")
    return html.P(
        [html.A(text, href=href, className="zb-button") for text, href in links], className="zb-ways"
    )


# Lists ----


def comment_list(
    read: Reading, listed: Iterable[Told[Comment]], *, with_indicator: bool = False
) -> Component:
    """Return comments one below the other."""
    return html.Ul([_comment(read, told, with_indicator) for told in listed], className="zb-remarks")


def measure_list(
    read: Reading, listed: Iterable[Told[Measure]], *, with_indicator: bool = False
) -> Component:
    """Return measures one below the other."""
    return html.Ul([_measure(read, told, with_indicator) for told in listed], className="zb-remarks")


def _comment(read: Reading, told: Told[Comment], with_indicator: bool) -> Component:
    comment, t, language = told.remark, read.t, read.language
    when = formats.period(Period.parse(comment.period), language, long=True)
    head = [full_name(comment.district, read.catalogue.areas_by_key), when]
    body: list[Any] = [_head(read, told, head, with_indicator), *text_of(comment.text, language)]
    if told.revision:
        words = t(f"remarks.revision.{told.revision}", number=comment.publication)
        body.append(html.P(words, className="zb-notice zb-remark__mark"))
    return html.Li([*body, _foot(read, told)], className="zb-remark", id=f"kommentar-{comment.id}")


def _measure(read: Reading, told: Told[Measure], with_indicator: bool) -> Component:
    measure, language = told.remark, read.language
    head = [full_name(measure.district, read.catalogue.areas_by_key)]
    title = html.P(html.Strong(german(measure.title, language)))
    body: list[Any] = [_head(read, told, head, with_indicator), title, *text_of(measure.text, language)]
    body += [facts_of(read, measure), effect_block(read, measure)]
    return html.Li(
        [*body, _foot(read, told)],
        className="zb-remark",
        id=f"massnahme-{measure.id}",
    )


def text_of(text: str, language: str) -> list[Component]:
    """Return the paragraphs of what somebody wrote, marked as German."""
    return [html.P(german(part, language)) for part in paragraphs(text)]


def facts_of(read: Reading, measure: Measure) -> Component:
    """Return owner, dates and expected effect of a measure."""
    t, language = read.t, read.language
    indicator = read.catalogue.indicators[measure.indicator]
    days = {"starts": measure.starts, "due": measure.due, "done": measure.done}
    facts: list[tuple[str, Any]] = [("owner", german(measure.owner, language))]
    facts += [(name, formats.day(day, language)) for name, day in days.items() if day]
    facts += [("effect", german(measure.effect, language))] if measure.effect else []
    if measure.expected is not None:
        amount = formats.with_unit(measure.expected, indicator.unit, indicator.decimals, language)
        facts.append(("expected", amount))
    rows = [html.Div([html.Dt(t(f"remarks.fact.{name}")), html.Dd(value)]) for name, value in facts]
    return html.Dl(rows, className="zb-facts")


def _head(read: Reading, told: Told[Any], words: list[str], with_indicator: bool) -> Component:
    parts: list[Any] = [html.Span(" · ".join(words), className="zb-remark__where")]
    if with_indicator:
        indicator = read.catalogue.indicators[told.remark.indicator]
        name = (indicator.short or indicator.title)(read.language)
        parts.insert(0, html.A(name, href=read.href(f"/kennzahl/{indicator.id}") + "#anmerkungen"))
    if told.remark.state != RemarkState.APPROVED:
        parts.append(state_mark(read, told.remark))
    return html.P(parts, className="zb-remark__head")


def state_mark(read: Reading, remark: Remark) -> Component:
    """Return the state of a remark as a mark with its word."""
    word = read.t(f"remarks.state.{remark.state}")
    return html.Span(word, className=f"zb-badge zb-badge--{remark.state}")


def _foot(read: Reading, told: Told[Any]) -> Component:
    remark, t = told.remark, read.t
    day = formats.day(formats.in_berlin(remark.decided or remark.changed).date(), read.language)
    key = "approved" if remark.state == RemarkState.APPROVED else "changed"
    parts: list[Any] = [
        t(f"remarks.by.{key}", office=office(remark.account, read.catalogue, read.language), day=day)
    ]
    if told.steps:
        label = t("remarks.open.label", id=remark.id)
        parts += [
            " · ",
            html.A(t("remarks.open"), href=address_of(read, remark), **attributes(aria_label=label)),
        ]
    return html.P(parts, className="zb-remark__foot")
