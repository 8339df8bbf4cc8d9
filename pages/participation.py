"""What does Zielblick store about employees, for how long, who reads it, and what does it never show?

For the main staff council (HPR) and the main representation of severely disabled employees (HVP).
"""

from __future__ import annotations

from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import components
from dash_app.access import visible
from dash_app.components.frozen import frozen
from dash_app.markup import german
from dash_app.participation import LAWS, NEVER, OUTSIDE, STORED
from dash_app.reading import Reading, reading, site
from schemas.catalogue import Indicator

dash.register_page(
    __name__,
    path="/mitbestimmung",
    name="participation.title",
    title="participation.title",
    order=95,
)


def layout(**query: str) -> Component:
    """Return the page."""
    read = reading(**query)
    t = read.t
    sections = [
        _section(read, "never", [_items(read, "never", NEVER)]),
        _section(read, "unit", [html.P(t("participation.unit.text")), html.P(t("participation.unit.small"))]),
        _section(read, "stored", _stored(read)),
        _section(read, "outside", [_items(read, "outside", OUTSIDE)]),
        _section(read, "readers", [_items(read, "readers", ("office", "deciders", "admin", "operator"))]),
        _section(read, "laws", [_items(read, "laws", LAWS), html.P(t("participation.laws.agreement"))]),
        _section(read, "purposes", _purposes(read)),
        _section(read, "contact", _contact(read)),
    ]
    heading = [html.H1(t("participation.heading")), html.P(t("participation.lead"), className="zb-lead")]
    return html.Div([*heading, html.P(t("participation.for")), *sections], className="zb-page")


def _section(read: Reading, key: str, content: list[Any]) -> Any:
    return frozen(html.Section([html.H2(read.t(f"participation.{key}")), *content], id=key))


def _items(read: Reading, key: str, names: tuple[str, ...]) -> Component:
    return html.Ul([html.Li(read.t(f"participation.{key}.{name}")) for name in names], className="zb-list")


def _stored(read: Reading) -> list[Any]:
    """Return one table for each table of the register, with how long it stays and who reads it."""
    t = read.t
    parts: list[Any] = [html.P(t("participation.stored.text"))]
    for table, columns in STORED.items():
        title = t(f"participation.table.{table}")
        rows: list[list[components.Cell | str]] = [
            [t(f"participation.column.{table}.{name}"), components.Cell(html.Code(f"{table}: {name}"))]
            for name in columns
        ]
        heads: list[components.Column | str] = [t("participation.what"), t("participation.where")]
        parts += [
            html.H3(title),
            html.P(t(f"participation.stays.{table}")),
            components.data_table(heads, rows, caption=title, hide_caption=True),
        ]
    return parts


def _purposes(read: Reading) -> list[Any]:
    """Return what each indicator is collected for, and from how many cases on it is shown."""
    t, language = read.t, read.language
    listed = visible(read.viewer, read.catalogue.indicators.values())
    heads: list[components.Column | str] = [
        t("participation.indicator"),
        t("participation.purpose"),
        t("participation.least"),
    ]
    rows: list[list[components.Cell | str]] = [
        [
            components.Cell(german(indicator.title(language), "de")),
            indicator.purpose(language),
            _least(read, indicator),
        ]
        for indicator in listed
    ]
    summary = html.Summary(t.plural("participation.indicators", len(rows)), className="zb-summary")
    table = components.data_table(heads, rows, caption=t("participation.purposes"), hide_caption=True)
    return [html.P(t("participation.purposes.text")), html.Details([summary, table])]


def _least(read: Reading, indicator: Indicator) -> str:
    least = indicator.min_cases
    return read.t.plural("participation.cases", least) if least else read.t("participation.cases.none")


def _contact(read: Reading) -> list[Any]:
    t, settings = read.t, site().settings
    operator = settings.operator or t("accessibility.operator.none")
    parts: list[Any] = [html.P(t("participation.contact.operator", operator=operator))]
    if settings.feedback:
        address = settings.feedback
        href = f"mailto:{address}" if "@" in address else address
        parts.append(html.P(html.A(address, href=href)))
    return parts
