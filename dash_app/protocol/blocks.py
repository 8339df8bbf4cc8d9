"""What is on the page of the audit: whether its chain is whole, filters, lines, and the file?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from dash_app import components, formats
from dash_app.components.frozen import Element, element, frozen
from dash_app.markup import attributes
from dash_app.protocol.asked import PATH, PER_PAGE, Asked
from dash_app.protocol.words import action, actor, change, subject
from dash_app.reading import Reading
from dash_app.register import Register
from dash_app.register.entries import broken_at, entries, words_used
from dash_app.register.models import Entry

CHECKED_AT_ONCE = 5000
"""Lines whose chain is checked with every visit."""


def protocol(read: Reading, register: Register, given: Asked) -> list[Any]:
    """Return the parts of the page below its heading."""
    t = read.t
    if not register.is_begun:
        return [html.P(t("audit.empty"), className="zb-lead")]
    listed, number = entries(register, given.wanted, limit=PER_PAGE, offset=(given.page - 1) * PER_PAGE)
    said = t.plural("audit.found", number, shown=formats.number(number, 0, read.language))
    parts: list[Any] = [html.P(said, className="zb-lead"), _chain(read, register, given)]
    if given.wrong:
        names = ", ".join(t(f"audit.filter.{name}") for name in given.wrong)
        parts.append(components.notice(t("audit.filter.wrong", names=names)))
    parts += [_filters(read, register, given), _table(read, listed) if listed else None]
    return [*(part for part in parts if part is not None), _turn(read, given, number), _notes(read)]


def _chain(read: Reading, register: Register, given: Asked) -> Element:
    """Return whether all lines follow from one another; of many lines on demand, as it takes some seconds."""
    if register.version() > CHECKED_AT_ONCE and not given.values["kette"]:
        link = html.A(read.t("audit.chain.check"), href=read.here(kette="1"), className="zb-button")
        return frozen(html.P(link))
    broken = broken_at(register)
    if broken is None:
        return frozen(html.P(read.t("audit.chain.whole")))
    words = read.t("audit.chain.broken", number=broken.id, moment=formats.moment(broken.at, read.language))
    return frozen(html.P(words, className="zb-notice zb-notice--fault", role="alert"))


def _filters(read: Reading, register: Register, given: Asked) -> Element:
    """Return the form of the filters: an address, with or without scripts."""
    t, (actions, kinds) = read.t, words_used(register)
    days = [_entry(read, name, given.values[name], kind="date") for name in ("von", "bis")]
    lists = [
        _list(read, "tat", [(each, action(each, t)) for each in actions], given.values["tat"]),
        _list(read, "gegenstand", [(each, subject(each, t)) for each in kinds], given.values["gegenstand"]),
    ]
    number = _entry(read, "nummer", given.values["nummer"])
    language = (
        [] if read.language == "de" else [element("Input", None, type="hidden", name="sprache", value="en")]
    )
    kept = {key: value for key, value in given.values.items() if value and key not in ("seite", "kette")}
    buttons = [
        element("Button", t("audit.filter.apply"), "zb-button", type="submit"),
        html.A(t("audit.filter.none"), href=read.href(PATH), className="zb-button"),
        html.A(
            t("audit.csv"),
            href=f"{PATH}.csv?{urlencode(kept)}",
            className="zb-button",
            **attributes(data_plain=""),
        ),
    ]
    row = element("Div", [*days, *lists, number], "zb-form-row")
    content = [language, row, element("P", buttons, "zb-ways")]
    return frozen(element("Form", content, "zb-form zb-form--wide", method="get", action=PATH))


def _entry(read: Reading, name: str, value: str, *, kind: str = "text") -> Element:
    label = element("Label", read.t(f"audit.filter.{name}"), htmlFor=f"filter-{name}")
    box = element("Input", None, "form-control", id=f"filter-{name}", name=name, type=kind, value=value)
    return element("Div", [label, box], "zb-field")


def _list(read: Reading, name: str, options: Sequence[tuple[str, str]], value: str) -> Element:
    label = element("Label", read.t(f"audit.filter.{name}"), htmlFor=f"filter-{name}")
    listed = [
        element("Option", text, value=key, selected=True if key == value else None)
        for key, text in [("", read.t("audit.filter.all")), *options]
    ]
    box = element("Select", listed, "zb-select form-select", id=f"filter-{name}", name=name)
    return element("Div", [label, box], "zb-field")


# Lines ----


def _table(read: Reading, listed: Sequence[Entry]) -> Element:
    t = read.t
    heads: list[components.Column | str] = [
        t(f"audit.column.{name}") for name in ("number", "moment", "actor", "action", "subject", "change")
    ]
    rows: list[list[components.Cell | str]] = [
        [
            str(entry.id),
            components.Cell(formats.moment(entry.at, read.language), class_name="zb-nowrap"),
            actor(entry.actor, t),
            action(entry.action, t),
            f"{subject(entry.kind, t)} {entry.subject}",
            components.Cell(change(entry, read)),
        ]
        for entry in listed
    ]
    table = components.data_table(heads, rows, caption=t("audit.caption"), hide_caption=True)
    return element("Div", table, "zb-audit")


def _turn(read: Reading, given: Asked, number: int) -> Component:
    """Return the ways to newer and older lines."""
    t, last = read.t, max(1, -(-number // PER_PAGE))
    parts: list[Any] = [html.Span(t("audit.page", page=given.page, pages=last))]
    if given.page > 1:
        newer = read.here(seite=None if given.page == 2 else min(given.page - 1, last))
        parts.append(html.A(t("audit.newer"), href=newer, className="zb-button"))
    if given.page < last:
        parts.append(html.A(t("audit.older"), href=read.here(seite=given.page + 1), className="zb-button"))
    return html.Nav(parts, className="zb-ways", **attributes(aria_label=t("audit.pages")))


def _notes(read: Reading) -> Component:
    return html.P(read.t("audit.notes"), className="zb-muted")
