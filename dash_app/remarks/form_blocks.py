"""What is on the page of a comment or a measure: the figure, the text or its form, and the next steps?"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app import components, formats, sentences
from dash_app.components.frozen import Element, element, frozen
from dash_app.queries import figures_at
from dash_app.reading import Reading
from dash_app.register.models import Comment, Measure, Remark, RemarkState
from dash_app.remarks import blocks, forms
from dash_app.remarks.address import PATHS, PLACE, TARGET, subject
from dash_app.remarks.effect_blocks import effect_block
from dash_app.remarks.forms import Typed
from dash_app.remarks.offices import office
from dash_app.remarks.rules import Step, may_begin
from dash_app.remarks.seen import Told, one
from dash_app.shell import not_found
from schemas.catalogue import BERLIN, Indicator
from schemas.period import Period

LONG = ("text", "effect", "reason")
_FORWARD = (Step.SUBMIT, Step.APPROVE, Step.DONE)
"""Steps whose buttons stand out."""
HINTED = ("text", "owner", "starts", "expected")


def remark_page(
    read: Reading, table: type[Remark], name: str, query: Mapping[str, str], typed: Typed | None
) -> Component:
    """Return the page of a new remark (`neu`) or of one that is there; one that says so where it is not."""
    if name == "neu":
        return _new(read, table, query.get("art") or "", typed)
    told = (
        one(blocks.desk_of(read), table, int(name))
        if name.isascii() and name.isdigit() and len(name) < 16
        else None
    )
    if told is None:
        return not_found(read, read.t("remarks.unknown"))
    indicator = read.catalogue.indicators[told.remark.indicator]
    period = Period.parse(told.remark.period) if isinstance(told.remark, Comment) else read.period
    is_target = isinstance(told.remark, Comment) and told.remark.kind == "target"
    parts = [
        *_head(read, table, indicator, told.remark.district, period, is_target),
        *_told(read, query.get("getan") or "", typed),
        *_body(read, told, typed),
    ]
    return html.Div(parts, className="zb-page zb-page--narrow")


def _new(read: Reading, table: type[Remark], art: str, typed: Typed | None) -> Component:
    indicator, district, period = subject(read)
    if indicator is None:
        missing = not_found(read, read.t("remarks.unknown"))
        return html.Div([missing, *_told(read, "", typed), *_kept(read, typed)])
    is_target = art == TARGET and table is Comment
    district = BERLIN if is_target else district
    agreement = blocks.desk_of(read).agreement_of(indicator.id)
    parts = [*_head(read, table, indicator, district, period, is_target), *_told(read, "", typed)]
    if may_begin(read.viewer, indicator, agreement, district, is_target=is_target):
        hidden = {"formular": secrets.token_hex(16), "art": art}
        values = typed.values if typed else {}
        parts.append(_edit(read, table, values, typed or Typed(), hidden, (Step.SAVE, Step.SUBMIT)))
    else:
        parts += [html.P(read.t("remarks.refused.rights"), className="zb-notice"), *_kept(read, typed)]
    return html.Div(parts, className="zb-page zb-page--narrow")


def page_title(read: Reading, table: type[Remark], art: str = "") -> str:
    """Return the title of the page."""
    kind = "note" if art == TARGET else PATHS[table].strip("/")
    return read.t(f"remarks.page.{kind}")


def _head(
    read: Reading, table: type[Remark], indicator: Indicator, district: str, period: Period, is_target: bool
) -> list[Any]:
    """Return the way here, the heading, and the figure that it is about."""
    title = page_title(read, table, TARGET if is_target else "")
    name = indicator.title(read.language)
    place = None if district == BERLIN else district
    back = read.href(f"/kennzahl/{indicator.id}", bezirk=place, zeitraum=period) + PLACE
    figure = figures_at(
        read.snapshot, read.viewer, period=period, indicators=[indicator.id], districts=[district]
    )
    areas = read.catalogue.areas_by_key
    said = [
        sentences.indicator_state(each, indicator=indicator, areas=areas, language=read.language)
        for each in figure
    ]
    return [
        components.breadcrumbs(
            [(read.t("shell.nav.overview"), read.href("/")), (name, back), (title, None)], read.language
        ),
        html.H1(read.t("remarks.page.about", kind=title, indicator=name)),
        html.P(said or areas[district].name, className="zb-lead"),
    ]


def _told(read: Reading, done: str, typed: Typed | None) -> list[Any]:
    """Return what has just been done, or what went wrong, with the way to each field."""
    t = read.t
    if typed and (typed.message or typed.errors):
        items = [
            html.Li(html.A(f"{t(f'remarks.field.{name}')}: {text}", href=f"#feld-{name}"))
            for name, text in typed.errors.items()
        ]
        listed = [html.Ul(items)] if items else []
        box = html.Div([html.P(typed.message), *listed], className="zb-notice zb-notice--fault", role="alert")
        return [frozen(box)]
    if done in {step.value for step in Step}:
        return [frozen(html.Div(t(f"remarks.told.{done}"), className="zb-notice", role="status"))]
    return []


def _kept(read: Reading, typed: Typed | None) -> list[Any]:
    """Return what somebody typed and cannot be saved now, to be copied."""
    text = "\n\n".join(value for value in (typed.values.values() if typed else ()) if value)
    if not text:
        return []
    box = element("Textarea", text, "form-control", id="behalten", rows=8, readOnly=True)
    return [
        frozen(html.Div([html.Label(read.t("remarks.kept"), htmlFor="behalten"), box], className="zb-field"))
    ]


# A remark that is there ----


def _body(read: Reading, told: Told[Any], typed: Typed | None) -> list[Any]:
    remark, t = told.remark, read.t
    hidden = {"version": str(typed.version if typed and typed.version else remark.version)}
    parts: list[Any] = [html.P([blocks.state_mark(read, remark), " ", _history(read, told)])]
    if remark.reason:
        parts.append(_quoted(read, "remarks.reason", remark.reason))
    if typed and typed.other:
        parts.append(_quoted(read, "remarks.other", typed.other))
    if Step.SAVE in told.steps:
        values = dict(forms.values_of(remark, read.language)) | dict(typed.values if typed else {})
        own = tuple(step for step in told.steps if step in (Step.SAVE, Step.SUBMIT))
        parts.append(_edit(read, type(remark), values, typed or Typed(), hidden, own))
    else:
        parts += [html.Div(_shown(read, remark), className="zb-remark"), *_kept(read, typed)]
    others = [step for step in told.steps if step not in (Step.SAVE, Step.SUBMIT)]
    parts += [_decision(read, remark, step, typed or Typed(), hidden) for step in others]
    if not told.steps and remark.state == RemarkState.SUBMITTED:
        parts.append(html.P(t("remarks.eyes"), className="zb-muted"))
    return parts


def _shown(read: Reading, remark: Comment | Measure) -> list[Any]:
    text = blocks.text_of(remark.text, read.language)
    if isinstance(remark, Comment):
        return list(text)
    return [
        html.P(html.Strong(remark.title)),
        *text,
        blocks.facts_of(read, remark),
        effect_block(read, remark),
    ]


def _history(read: Reading, told: Told[Any]) -> str:
    """Return who wrote when; names only for those who work on it."""
    remark, t = told.remark, read.t
    who = office(remark.account, read.catalogue, read.language)
    if told.steps or remark.account_id == read.viewer.account:
        who = f"{remark.account.name}, {who}"
    return t("remarks.history", who=who, day=formats.moment(remark.changed, read.language))


def _quoted(read: Reading, key: str, text: str) -> Element:
    quote = element("Blockquote", blocks.text_of(text, read.language), "zb-remark")
    return frozen(html.Div([html.P(html.Strong(read.t(key))), quote]))


# Forms ----


def _edit(
    read: Reading,
    table: type[Remark],
    values: Mapping[str, str],
    typed: Typed,
    hidden: Mapping[str, str],
    offered: Sequence[Step],
) -> Element:
    """Return the form to write in."""
    fields = [
        _field(read, table, name, values.get(name, ""), typed.errors.get(name, ""))
        for name in forms.FIELDS[table]
    ]
    people = html.P(read.t("remarks.hint.people"), id="hinweis-personen", className="zb-muted")
    return _form(read, [people, *fields], hidden, offered)


def _decision(read: Reading, remark: Remark, step: Step, typed: Typed, hidden: Mapping[str, str]) -> Element:
    """Return the form of one step, with the field that it needs."""
    fields: list[Any] = []
    if step in (Step.RETURN, Step.DONE):
        name = "reason" if step is Step.RETURN else "done"
        fields.append(
            _field(read, type(remark), name, typed.values.get(name, ""), typed.errors.get(name, ""))
        )
    return _form(read, fields, hidden, (step,), is_back=remark.state == RemarkState.APPROVED)


def _form(
    read: Reading,
    fields: Sequence[Any],
    hidden: Mapping[str, str],
    offered: Sequence[Step],
    *,
    is_back: bool = False,
) -> Element:
    secret = [element("Input", None, type="hidden", name=name, value=value) for name, value in hidden.items()]
    buttons = [
        element(
            "Button",
            read.t(
                "remarks.step.take_back" if is_back and step is Step.RETURN else f"remarks.step.{step.value}"
            ),
            "zb-button zb-button--primary" if step in _FORWARD else "zb-button",
            type="submit",
            name="schritt",
            value=step.value,
        )
        for step in offered
    ]
    content = [*secret, *fields, element("P", buttons, "zb-ways")]
    return frozen(
        element("Form", content, "zb-form zb-form--text", method="post", action=read.here(getan=None))
    )


def _field(read: Reading, table: type[Remark], name: str, value: str, error: str) -> Element:
    """Return a field with label, hint and what is wrong with it."""
    t, id_ = read.t, f"feld-{name}"
    is_needed = name in forms.NEEDED or (table is Comment and name == "text") or name in ("reason", "done")
    hint = t(f"remarks.hint.{name}") if name in HINTED else ""
    described = [f"{id_}-hinweis"] if hint else []
    described += [f"{id_}-fehler"] if error else []
    shared: dict[str, Any] = {
        "id": id_,
        "name": name,
        "aria_describedby": " ".join(described) or None,
        "aria_invalid": "true" if error else None,
        "aria_required": "true" if is_needed else None,
    }
    if name in LONG:
        box = element("Textarea", value, "form-control", rows=8 if name == "text" else 3, **shared)
    else:
        kind = "date" if name in forms.DATES else "text"
        box = element("Input", None, "form-control", type=kind, value=value, **shared)
    label = t(f"remarks.field.{name}") + ("" if is_needed else f" ({t('remarks.optional')})")
    parts = [
        html.Label(label, htmlFor=id_),
        html.P(hint, id=f"{id_}-hinweis", className="zb-muted") if hint else None,
        html.P(error, id=f"{id_}-fehler", className="zb-field__error") if error else None,
        box,
    ]
    return frozen(html.Div([part for part in parts if part is not None], className="zb-field"))
