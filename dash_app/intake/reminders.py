"""Who is to be reminded of what? Own debts with the way to settle them, and a text for those of others."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component
from flask import request

from dash_app import components, debt_words, downloads, formats
from dash_app.access import Role
from dash_app.components import deliveries as tables
from dash_app.components.arrivals import owed_periods
from dash_app.components.frozen import element
from dash_app.delivery_blocks import folded
from dash_app.duties import Owed
from dash_app.figures import full_name
from dash_app.intake.entry import ENTRY, LEVELS, SOURCES
from dash_app.markup import attributes
from dash_app.reading import Reading


def own(read: Reading, district: str) -> list[Component]:
    """Return what a district owes, each with its template, the form to fill in, and the way to upload."""
    owed = [each for each in debt_words.owed_by(read) if district in each.districts]
    if not owed:
        return []
    items = [html.Li([html.Span(_line(read, each)), *_ways(read, each, district)]) for each in owed]
    return [html.H3(read.t("intake.debts")), components.frozen(html.Ul(items, className="zb-templates"))]


def _line(read: Reading, owed: Owed) -> str:
    return read.t("intake.debts.line", **_words(read, owed))


def _words(read: Reading, owed: Owed) -> dict[str, str]:
    return {
        "duty": tables.source_name(owed.duty.source, read.catalogue, read.language),
        "periods": owed_periods(owed.periods, read.language),
        "since": formats.day(owed.since, read.language),
    }


def _ways(read: Reading, owed: Owed, district: str) -> list[Component]:
    """Return the links by which a debt is settled, for the oldest period that is open."""
    t, source, period = read.t, owed.duty.source, owed.periods[0]
    ways: list[Component] = []
    if source in downloads.TEMPLATES:
        address = f"{downloads.address(source, 'xlsx', district)}&zeitraum={period}"
        label = t("intake.debts.template", ending="XLSX")
        ways.append(html.A(label, href=address, className="zb-button", **attributes(download="")))
    if source in SOURCES and period.level in LEVELS:
        href = read.href(f"{ENTRY}/{source}", zeitraum=period, bezirk=district)
        ways.append(html.A(t("intake.debts.enter"), href=href, className="zb-button"))
    ways.append(html.A(t("intake.debts.upload"), href="#upload-new", className="zb-button"))
    return ways


def mail(read: Reading) -> Component | None:
    """Return the text of a reminder for who looks after others, None where nothing is owed to them."""
    owed = [each for each in debt_words.owed_by(read) if _concerns(read, each)]
    if not owed or read.viewer.role is Role.DISTRICT:
        return None
    t, text = read.t, _text(read, owed)
    box = element(
        "Textarea", text, "form-control", rows=min(16, text.count("\n") + 2), readOnly=True,
        id="reminder", aria_label=t("intake.reminder.label"),
    )  # fmt: skip
    said = element("P", t("intake.reminder.text"), "zb-muted")
    return html.Div(folded(t("intake.reminder"), components.frozen(element("Div", [said, box]))))


def _concerns(read: Reading, owed: Owed) -> bool:
    """Tell whether a viewer looks after the agreement of a debt."""
    return read.viewer.role is Role.STEERING or owed.duty.agreement in read.viewer.agreements


def _text(read: Reading, owed: Sequence[Owed]) -> str:
    """Return the whole reminder, one line for each district and delivery."""
    t, areas = read.t, read.catalogue.areas_by_key
    lines = [
        t("intake.reminder.line", district=full_name(district, areas), **_words(read, each))
        for each in owed
        for district in each.districts
    ]
    today = formats.day(debt_words.today_of(read), read.language)
    address = f"{request.host_url.rstrip('/')}/lieferungen"
    return "\n".join(
        [
            t("intake.reminder.subject"),
            "",
            t("intake.reminder.head", today=today),
            "",
            *lines,
            "",
            t("intake.reminder.foot", address=address),
        ]
    )
