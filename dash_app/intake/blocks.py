"""What does the page Lieferungen show of deliveries that are on their way?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app import components, formats
from dash_app.access import may_release, may_roll_back, may_upload
from dash_app.components import Cell
from dash_app.components import deliveries as tables
from dash_app.components.frozen import Element, element
from dash_app.delivery_blocks import folded
from dash_app.intake import forms, reminders, words
from dash_app.intake.entry import ENTRY, SOURCES
from dash_app.reading import Reading, site
from dash_app.register import deliveries as kept
from dash_app.register.models import Delivery, DeliveryState
from dash_app.sentences.words import joined
from schemas.agreement import Release

SHOWN = 10
"""Deliveries of a table in sight; the others are behind a line to open."""
_MARKS = {
    DeliveryState.DRAFT: "delivered",
    DeliveryState.SUBMITTED: "late",
    DeliveryState.RELEASING: "late",
    DeliveryState.RELEASED: "on_time",
    DeliveryState.RETURNED: "rejected",
    DeliveryState.WITHDRAWN: "not_yet_due",
}
"""Marks of the states, of those that deliveries have anyway."""


def section(read: Reading) -> Component | None:
    """Return what waits for the reader, what is on its way, the form to send files; None for who may not."""
    t = read.t
    if not may_upload(read.viewer):
        return None
    listed = kept.listing(site().register, read.viewer)
    waits = [each for each in listed if each.state == DeliveryState.SUBMITTED and _is_to_release(read, each)]
    on_way = [each for each in listed if each.state in kept.OPEN and each not in waits]
    done = [each for each in listed if each.state not in kept.OPEN]
    parts: list[Component] = [html.H2(t("intake.title")), html.P(_rule(read), className="zb-muted")]
    if waits:
        parts += [html.H3(t("intake.waits")), _table(read, waits, t("intake.waits.caption"))]
    if on_way:
        parts += [html.H3(t("intake.on_way")), _table(read, on_way, t("intake.on_way.caption"))]
    if read.viewer.district is not None:
        parts += reminders.own(read, read.viewer.district)
    upload = html.Div([html.H3(t("intake.upload")), components.frozen(forms.upload_form(read))])
    others = html.Div([_entries(read), *filter(None, [reminders.mail(read)])])
    parts.append(html.Div([upload, others], className="zb-pair"))
    if done:
        count = t.plural("intake.done", len(done))
        parts.append(folded(count, _table(read, done, count)))
    return html.Section(parts, id="einreichen", className="zb-card zb-intake")


def _rule(read: Reading) -> str:
    """Say whether somebody else has to release; agreements may do without, all of them or some."""
    agreements = [each for each in read.catalogue.agreements if each.indicators]
    free = [each.short(read.language) for each in agreements if each.release is Release.NONE]
    if not free:
        return read.t("intake.text")
    if len(free) == len(agreements):
        return read.t("intake.text.none")
    return read.t("intake.text.some", names=joined(free, read.language))


def _entries(read: Reading) -> Element:
    """Return the forms that can be filled in on the page."""
    names = {source: tables.source_name(source, read.catalogue, read.language) for source in SOURCES}
    links = [html.Li(html.A(name, href=read.href(f"{ENTRY}/{source}"))) for source, name in names.items()]
    parts = [html.H3(read.t("intake.entry")), html.Ul(links, className="zb-list")]
    return components.frozen(html.Div(parts))


def _is_to_release(read: Reading, each: Delivery) -> bool:
    return may_release(read.viewer, each.district, each.agreements, each.account_id)


def _table(read: Reading, listed: Sequence[Delivery], caption: str) -> Element:
    t = read.t
    names = ("number", "files", "district", "created", "state", "found")
    rows: list[list[Cell | str]] = [
        [
            Cell(t("intake.delivery", number=each.id), href=address(read, each.id)),
            Cell(", ".join(file.name for file in each.files), class_name="zb-file"),
            district(read, each),
            Cell(formats.moment(each.created, read.language), class_name="zb-nowrap"),
            Cell(state_mark(read, each)),
            counted(read, each),
        ]
        for each in listed
    ]
    return components.data_table(
        [t(f"intake.column.{name}") for name in names], rows, caption=caption, hide_caption=True
    )


def address(read: Reading, number: int) -> str:
    """Return the address of a delivery, with the choices of the reader."""
    return read.href(f"/lieferungen/eingang/{number}")


def state_mark(read: Reading, each: Delivery) -> Element:
    """Return mark and word of where a delivery stands."""
    mark = element("Span", None, f"zb-came zb-came--{_MARKS[DeliveryState(each.state)]}", aria_hidden="true")
    text = words.state(each.state, read.t)
    if each.publication is not None:
        text = f"{text} ({read.t('deliveries.publication', number=each.publication)})"
    return element("Span", [mark, text], "zb-status")


def district(read: Reading, each: Delivery) -> str:
    """Return for whom it is delivered."""
    if each.district is None:
        return read.t("intake.district.all")
    area = read.catalogue.areas_by_key.get(each.district)
    return area.name if area else each.district


def counted(read: Reading, each: Delivery) -> str:
    """Return how much the checks found: "2 Fehler, 1 Warnung"."""
    found: list[Any] = [f["severity"] for file in each.report.get("files", ()) for f in file["findings"]]
    said = [
        read.t.plural(f"deliveries.count.{severity}", found.count(severity))
        for severity in ("error", "warning", "info")
        if severity in found
    ]
    return ", ".join(said) or read.t("deliveries.count.none")


def rollback(read: Reading) -> Component | None:
    """Return the form to go back to an earlier publication, None where the reader may not."""
    if not may_roll_back(read.viewer):
        return None
    t = read.t
    earlier = [info for info in reversed(site().store.publications()) if not info.current]
    if not earlier:
        return None
    options = []
    for info in earlier:
        day = formats.day(formats.in_berlin(info.created).date(), t.language)
        label = t("changes.publication", number=info.number, day=day)
        options.append(element("Option", label, value=str(info.number)))
    form = element(
        "Form",
        [
            element("Label", t("intake.rollback.which"), htmlFor="rollback-stand"),
            element("Select", options, "form-select", id="rollback-stand", name="stand"),
            *forms.reason_field("rollback-grund", t("intake.rollback.reason")),
            forms.submit(t("intake.rollback.do"), busy=t("intake.busy"), main=False),
        ],
        "zb-act",
        method="post",
        action=read.href("/lieferungen/ruecknahme"),
        data_busy="",
    )
    said = element("P", t("intake.rollback.text"), "zb-muted")
    body: Component = html.Div([components.frozen(said), components.frozen(form)])
    return html.Div(folded(t("intake.rollback"), body))
