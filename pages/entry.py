"""How does a small office deliver without a file? It fills in the form here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import components, formats
from dash_app.access import Role, may_upload
from dash_app.components import deliveries as tables
from dash_app.components.frozen import Element, element
from dash_app.intake import forms as plain
from dash_app.intake import words
from dash_app.intake.entry import ENTRY, LEVELS, LONGEST, NOTE, SOURCES, VALUE, errors, forms
from dash_app.reading import Reading, reading, site
from dash_app.register import deliveries as kept
from dash_app.register.models import Delivery
from dash_app.shell import choice, not_found
from schemas.catalogue import Measure
from schemas.findings import Severity
from schemas.period import Level, Period

BACK = {Level.QUARTER: 6, Level.HALF: 3}
"""Periods of each level that are offered."""


def title(read: Reading, quelle: str = "", **_: str) -> str:
    """Return the title of the page."""
    name = tables.source_name(quelle, read.catalogue, read.language) if quelle in SOURCES else quelle
    return read.t("intake.entry.title", source=name)


dash.register_page(
    __name__,
    path_template=f"{ENTRY}/<quelle>",
    name="intake.entry",
    title=title,
    order=52,
    is_kept=False,
    has_any_period=True,
    query_keys=("lieferung",),
)


def layout(quelle: str | None = None, **query: str) -> Component:
    """Return the form; with the number of a delivery it is filled in, errors beside the fields."""
    read = reading(**query)
    t = read.t
    if quelle not in SOURCES:
        return not_found(read, t("intake.entry.unknown", found=quelle, allowed=", ".join(SOURCES)))
    if not may_upload(read.viewer):
        return not_found(read, t("intake.refused.upload"))
    before = _before(read, query.get("lieferung") or "", quelle)
    typed: Mapping[str, Any] = before.report["form"] if before else {}
    period = Period.parse(typed["period"]) if typed else _period(read)
    district = typed["district"] if typed else read.viewer.district or read.district or "01"
    heading = html.H1(title(read, quelle))
    text = html.P(t("intake.entry.text"), className="zb-lead")
    body = _form(read, quelle, district, period, before)
    parts = [heading, text, *([] if before else [_choices(read, district, period)]), body]
    return html.Div(parts, className="zb-page zb-page--narrow zb-intake-page")


def _before(read: Reading, number: str, source: str) -> Delivery | None:
    """Return the delivery whose form is to be corrected."""
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    found = kept.get(site().register, read.viewer, int(number))
    is_form = found is not None and (found.report.get("form") or {}).get("source") == source
    return found if is_form and found is not None and found.account_id == read.viewer.account else None


def _period(read: Reading) -> Period:
    """Return the period that the address names, else the quarter that ended last."""
    named = read.view.zeitraum
    if named is not None and named.level in LEVELS:
        return named
    today = datetime.now(formats.BERLIN_TIME).date()
    return Period.containing(today, Level.QUARTER).shift(-1)


def _choices(read: Reading, district: str, period: Period) -> Component:
    """Return the choice of the period, and of the district for who delivers for several."""
    t, today = read.t, datetime.now(formats.BERLIN_TIME).date()
    listed = [
        Period.containing(today, level).shift(-back) for level in LEVELS for back in range(1, BACK[level] + 1)
    ]
    periods = [(str(p), formats.period(p, t.language)) for p in dict.fromkeys((period, *listed))]
    controls = [choice("zeitraum", t("intake.entry.period"), periods, str(period), id="entry-period")]
    if read.viewer.role is not Role.DISTRICT:
        districts = [(area.key, area.name) for area in read.catalogue.districts]
        label = t("intake.entry.district")
        controls.append(choice("bezirk", label, districts, district, id="entry-district"))
    return html.Div(controls, className="zb-choices")


def _form(read: Reading, source: str, district: str, period: Period, before: Delivery | None) -> Component:
    t = read.t
    rows = forms().rows(source, read.catalogue, period)
    found = errors(before, rows) if before else {}
    typed: Mapping[str, Any] = before.report["form"] if before else {"values": {}, "notes": {}}
    name = read.catalogue.areas_by_key[district].name
    said = f"{name}, {formats.period(period, t.language, long=True)}"
    parts = [
        element("H2", said),
        element("P", t("intake.entry.hint"), "zb-muted", id="entry-hint"),
        *(_message(each, t.language) for each in found.get("", ())),
        plain.hidden("bezirk", district),
        plain.hidden("zeitraum", str(period)),
        *([plain.hidden("statt", str(before.id))] if before else []),
        *(_row(read, each, typed, found.get(each.id, ())) for each in rows),
        plain.submit(t("intake.entry.send"), busy=t("intake.upload.checking")),
    ]
    action = read.href(f"{ENTRY}/{source}")
    form = element("Form", parts, "zb-entry", method="post", action=action, data_busy="")
    return html.Div(components.frozen(form))


def _row(
    read: Reading, measure: Measure, typed: Mapping[str, Any], found: Sequence[Mapping[str, Any]]
) -> Element:
    """Return a value and its remark, what the checks found below them."""
    t, name = read.t, measure.id
    is_wrong = any(each["severity"] == Severity.ERROR for each in found)
    box = element(
        "Input", None, "form-control zb-entry__value", id=VALUE + name, type="text", name=VALUE + name,
        value=typed["values"].get(name, ""), maxLength=LONGEST, autoComplete="off",
        aria_invalid="true" if is_wrong else None,
        aria_describedby=f"entry-hint {name}-befunde" if found else "entry-hint",
    )  # fmt: skip
    remark = element(
        "Input", None, "form-control", id=NOTE + name, type="text", name=NOTE + name,
        value=typed["notes"].get(name, ""), maxLength=LONGEST,
        aria_label=f"{t('intake.entry.remark')}: {measure.title(t.language)}",
        placeholder=t("intake.entry.remark"),
    )  # fmt: skip
    unit = formats.unit(measure.unit, t.language)
    label = [measure.title(t.language), *([element("Span", f" · {unit}", "zb-muted")] if unit else [])]
    said = element("Div", [_message(each, t.language) for each in found], id=f"{name}-befunde")
    fields = element("Div", [box, remark], "zb-entry__fields")
    return element(
        "Div",
        [element("Label", label, htmlFor=VALUE + name), fields, *([said] if found else [])],
        "zb-entry__row",
    )


def _message(finding: Mapping[str, Any], language: str) -> Element:
    mark = tables.severity_word(Severity(finding["severity"]), language)
    return element("P", [mark, " ", words.message(finding, language)], "zb-entry__said")
