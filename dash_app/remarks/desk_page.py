"""Which remarks wait for somebody: for a decision, or for their own office to go on?"""

from __future__ import annotations

from typing import Any

from dash import html

from dash_app.components.frozen import Element, frozen
from dash_app.reading import Reading
from dash_app.register.models import RemarkState
from dash_app.remarks.blocks import comment_list, desk_of, measure_list
from dash_app.remarks.rules import Step
from dash_app.remarks.seen import Told, comments, measures

_WAITING = (RemarkState.DRAFT.value, RemarkState.SUBMITTED.value, RemarkState.RETURNED.value)


def desk_page(read: Reading) -> Element:
    """Return what waits for the reader, what their office has begun, and what others have to decide."""
    t, desk = read.t, desk_of(read)
    said, done = comments(desk, states=_WAITING), measures(desk, states=_WAITING)
    parts: list[Any] = [html.H1(t("remarks.desk"))]
    listed: list[Told[Any]] = [*said, *done]
    number = sum(_place(told) == "decide" for told in listed)
    lead = t.plural("remarks.desk.lead", number) if number else t("remarks.desk.lead.none")
    parts.append(html.P(lead, className="zb-lead"))
    for name in ("decide", "own", "waits"):
        mine = [told for told in said if _place(told) == name]
        acted = [told for told in done if _place(told) == name]
        if mine or acted:
            parts.append(html.H2(t(f"remarks.desk.{name}")))
            parts += [comment_list(read, mine, with_indicator=True)] if mine else []
            parts += [measure_list(read, acted, with_indicator=True)] if acted else []
    parts.append(html.P(t("remarks.desk.where"), className="zb-muted"))
    return frozen(html.Div(parts, className="zb-page"))


def _place(told: Told[Any]) -> str:
    if Step.APPROVE in told.steps:
        return "decide"
    return "own" if Step.SAVE in told.steps else "waits"
