"""How accessible is Zielblick, what is missing, and who hears of a barrier?

The statement that section 5 of Berlin's BIKTG asks for, in the order of the model in Implementing Decision
(EU) 2018/1523. Who runs the installation and where feedback goes are settings; nothing is sent or stored.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import formats
from dash_app.components import frozen
from dash_app.reading import Reading, reading, site

ASSESSED = date(2026, 11, 22)
"""Day of the last self-assessment; change it together with what the statement says."""
GAPS = ("sign", "tables", "files", "german", "linked")
WAYS = ("keyboard", "charts", "colour", "screen")
HELPS = ("what", "where", "tool")
LONGEST_ADDRESS = 500
"""Characters of the address of a page that a report names; longer ones are no page of ours."""

dash.register_page(
    __name__,
    path="/barrierefreiheit",
    name="accessibility.title",
    title="accessibility.title",
    order=90,
    query_keys=("seite",),
)


def layout(seite: str | None = None, **query: str) -> Component:
    """Return the page; `seite` is the address of the page on which a reader met a barrier."""
    read = reading(**query)
    t = read.t
    operator = site().settings.operator or t("accessibility.operator.none")
    sections = [
        _section(read, "status", "stand", [html.P(t("accessibility.status.text"))]),
        _section(read, "gaps", "luecken", _gaps(read)),
        _section(read, "way", "erwarten", [_items(read, "way", WAYS)]),
        _section(read, "made", "entstehung", [html.P(_made(read))]),
        _section(read, "report", "melden", _report(read, _page(seite))),
        _section(read, "enforce", "durchsetzung", _enforcement(read)),
    ]
    return html.Div(
        [
            html.H1(t("accessibility.heading")),
            html.P(t("accessibility.lead"), className="zb-lead"),
            html.P(t("accessibility.scope", operator=operator)),
            html.P(t("accessibility.applies")),
            *sections,
        ],
        className="zb-page zb-page--narrow",
    )


def _section(read: Reading, key: str, name: str, content: list[Any]) -> Any:
    return frozen(html.Section([html.H2(read.t(f"accessibility.{key}")), *content], id=name))


def _items(read: Reading, key: str, names: tuple[str, ...]) -> Component:
    return html.Ul([html.Li(read.t(f"accessibility.{key}.{name}")) for name in names], className="zb-list")


def _gaps(read: Reading) -> list[Component]:
    t = read.t
    return [
        html.P(t("accessibility.gaps.text")),
        _items(read, "gap", GAPS),
        html.P(t("accessibility.gap.burden")),
    ]


def _made(read: Reading) -> str:
    return read.t("accessibility.made.text", day=formats.day(ASSESSED, read.language))


def _page(given: str | None) -> str | None:
    """Return the address of the page that a report is about; None where it is none of ours."""
    is_ours = given is not None and given.startswith("/") and len(given) <= LONGEST_ADDRESS
    return given if is_ours and given and given.isprintable() else None


def _report(read: Reading, page: str | None) -> list[Component]:
    """Return how to report a barrier: what helps, the page it is about, and the way to the operator."""
    t = read.t
    about = [html.P(t("accessibility.report.page", path=page))] if page else []
    return [
        html.P(t("accessibility.report.text")),
        html.P(t("accessibility.report.helps")),
        _items(read, "report.helps", HELPS),
        *about,
        *_contact(read, page),
    ]


def _contact(read: Reading, page: str | None) -> list[Component]:
    t, feedback = read.t, site().settings.feedback
    if feedback is None:
        return [html.P(t("accessibility.report.none", setting="ZIELBLICK_FEEDBACK"), className="zb-notice")]
    if "@" not in feedback:
        return [html.P(html.A(t("accessibility.report.form"), href=feedback, className="zb-button"))]
    subject = quote(t("accessibility.mail.subject"))
    body = quote(t("accessibility.mail.body", path=page or "").replace("\n", "\r\n"))
    address = f"mailto:{feedback}?subject={subject}&body={body}"
    words = t("accessibility.report.mail", address=feedback)
    return [
        html.P(html.A(words, href=address, className="zb-button")),
        html.P(t("accessibility.report.private"), className="zb-muted"),
    ]


def _enforcement(read: Reading) -> list[Component]:
    t = read.t
    link = html.A(
        t("accessibility.enforce.link"),
        href=t("accessibility.enforce.address"),
        target="_blank",
        rel="noopener noreferrer",
        className="zb-external",
        hrefLang="de",
    )
    return [html.P(t("accessibility.enforce.text")), html.P(link)]
