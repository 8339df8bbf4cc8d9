"""How do comments and measures stand on the pages of a district and of an agreement?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app import components, formats
from dash_app.components.frozen import Element, frozen
from dash_app.markup import german
from dash_app.reading import Reading
from dash_app.register.models import Comment, Measure, RemarkState
from dash_app.remarks.blocks import comment_list, desk_of, measure_list
from dash_app.remarks.seen import Told, comments, measures
from schemas.catalogue import BERLIN, Area, Indicator
from schemas.observation import Figure, Status

IN_SIGHT = 8
"""Remarks that are shown at once; the others are behind a line that says how many."""


def district_section(read: Reading, area: Area, own: Collection[Figure]) -> Element:
    """Return what a district (or Berlin) says about the figures of its page, and what it does."""
    t, desk = read.t, desk_of(read)
    periods = {figure.indicator: figure.period for figure in own}
    said = comments(desk, indicators=periods, districts=[area.key])
    now = [told for told in said if told.remark.period == periods[told.remark.indicator]]
    rest = [told for told in said if told not in now]
    done = measures(desk, indicators=periods, districts=[area.key])
    when = formats.period(read.period, read.language, long=True)
    sentence = t.plural("remarks.said", len(now), when=when) if now else t("remarks.said.none", when=when)
    parts: list[Any] = [html.H2(t("remarks.section")), html.P(sentence, className="zb-lead")]
    parts += _shortened(read, now, "remarks.more")
    if rest:
        parts.append(_folded(t.plural("remarks.earlier", len(rest)), _list(read, rest)))
    if done:
        parts.append(html.H3(t("remarks.measures")))
        parts += _shortened(read, done, "remarks.more_measures")
    parts.append(html.P(t("remarks.where"), className="zb-muted"))
    return frozen(html.Section(parts, id="anmerkungen", className="zb-section"))


def _list(read: Reading, listed: Sequence[Told[Any]]) -> Component:
    """Return comments, or measures, with the names of their indicators."""
    if listed and isinstance(listed[0].remark, Comment):
        return comment_list(read, listed, with_indicator=True)
    return measure_list(read, listed, with_indicator=True)


def _shortened(read: Reading, listed: Sequence[Told[Any]], key: str) -> list[Component]:
    """Return the first of a long list, and the rest behind a line."""
    if not listed:
        return []
    first, rest = listed[:IN_SIGHT], listed[IN_SIGHT:]
    more = [_folded(read.t.plural(key, len(rest)), _list(read, rest))] if rest else []
    return [_list(read, first), *more]


def _folded(summary: str, content: Component) -> Component:
    return html.Details([html.Summary(summary, className="zb-summary"), content])


# Agreement ----


def exceptions_section(
    read: Reading, indicators: Sequence[Indicator], own: Mapping[str, Figure]
) -> Element | None:
    """Return the targets that are missed with what is done about them; None where none is missed."""
    missed = [each for each in indicators if each.id in own and own[each.id].status is Status.MISSED]
    if not missed:
        return None
    t, area = read.t, read.district or BERLIN
    areas = None if area == BERLIN else [BERLIN, area]
    states = [RemarkState.APPROVED]
    done = measures(desk_of(read), indicators=[i.id for i in missed], districts=areas, states=states)
    rows: list[list[components.Cell | str]] = []
    for indicator in missed:
        listed = [told.remark for told in done if told.remark.indicator == indicator.id]
        for place, measure in enumerate(listed or [None]):
            rows.append(_row(read, indicator, own[indicator.id], measure, is_first=place == 0))
    heads: list[components.Column | str] = [
        t(f"remarks.column.{name}") for name in ("indicator", "value", "measure", "owner", "due")
    ]
    caption = t("remarks.exceptions.caption", area=read.catalogue.areas_by_key[area].name)
    without = [each for each in missed if all(told.remark.indicator != each.id for told in done)]
    said = t.plural("remarks.exceptions.said", len(missed), without=len(without))
    table = components.data_table(heads, rows, caption=caption)
    heading = html.H2(t("remarks.exceptions"), id="massnahmen")
    return frozen(html.Section([heading, html.P(said, className="zb-lead"), table], className="zb-section"))


def _row(
    read: Reading, indicator: Indicator, figure: Figure, measure: Measure | None, *, is_first: bool
) -> list[components.Cell | str]:
    """Return a row of one measure, or of a target without any."""
    language, place = read.language, None if figure.district == BERLIN else figure.district
    name = (indicator.short or indicator.title)(language)
    address = read.href(f"/kennzahl/{indicator.id}", bezirk=place) + "#anmerkungen"
    head: Any = html.A(name, href=address) if is_first else html.Span(name, className="zb-muted")
    value = formats.figure_text(figure, indicator, language)
    if measure is None:
        return [components.Cell(head), value, read.t("remarks.exceptions.none"), "–", "–"]
    is_here = measure.district in (BERLIN, figure.district)
    where = "" if is_here else read.catalogue.areas_by_key[measure.district].short
    title = [f"{where}: " if where else "", german(measure.title, language)]
    state = read.t("remarks.exceptions.done") if measure.done else ""
    due = formats.day(measure.due, language) if measure.due else "–"
    return [
        components.Cell(head),
        value,
        components.Cell(title),
        components.Cell(german(measure.owner, language)),
        f"{due} {state}".strip(),
    ]
