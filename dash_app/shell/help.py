"""Which help does every page offer? A search, keys for those who type, a tour for those who are new.

Texts and parts only; `assets/25-habits.js` opens and closes them.
"""

from __future__ import annotations

import json
from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app.components.frozen import Element, element
from dash_app.markup import attributes
from dash_app.shell.controls import menu
from dash_app.texts import Texts

KEYS = (
    ("search", "/"),
    ("help", "?"),
    ("before", ","),
    ("after", "."),
    ("overview", "g u"),
    ("own", "g b"),
    ("comparison", "g v"),
    ("deliveries", "g l"),
    ("methods", "g m"),
    ("link", "l"),
    ("theme", "h"),
)
"""Actions and their keys, the same in both languages; "g u" is g, then u."""
TOUR = ("sentence", "tiles", "matrix", "context", "chart", "search")
"""Steps of the tour; where each points to is in the script."""
NOTICES = (
    "lost",
    "found",
    "repeat",
    "retry",
    "part",
    "renewed",
    "reload",
    "published",
    "published.seen",
    "show",
    "keep",
    "changes",
    "signed_out",
    "sign_in",
    "close",
    "fault",
)
"""Words of the notices about the connection and the state of the data."""


def search(t: Texts, address: str) -> Component:
    """Return the field that finds pages by name, a combobox with a list; `address` is that of the index."""
    entry = element(
        "Input",
        None,
        "zb-search__field",
        id="shell-search",
        type="text",
        role="combobox",
        autoComplete="off",
        spellCheck="false",
        placeholder=t("habits.search.placeholder"),
        aria_label=t("habits.search.label"),
        aria_autocomplete="list",
        aria_expanded="false",
        aria_controls="shell-found",
        aria_keyshortcuts="/",
    )
    found = element(
        "Div",
        None,
        "zb-search__found",
        id="shell-found",
        role="listbox",
        aria_label=t("habits.search.label"),
        hidden=True,
    )
    return html.Div([entry, found], className="zb-search", role="search", **attributes(data_index=address))


def help_menu(t: Texts) -> Component:
    """Return the menu that opens the tour and the list of keys."""
    items = [
        html.Button(
            t(f"habits.help.{name}"), type="button", className="zb-menu__item", **attributes(data_help=name)
        )
        for name in ("tour", "keys")
    ]
    sign = html.Span("?", className="zb-icon-help", **attributes(aria_hidden=True))
    name = html.Span(t("habits.help"), className="zb-sr")
    return menu([sign, name], items, class_name="zb-menu--end")


def notice_words(t: Texts) -> str:
    """Return the words of the notices as JSON, kept by the page, as they must be there without a server."""
    return json.dumps({name: t(f"habits.notice.{name}") for name in NOTICES}, ensure_ascii=False)


def help_parts(t: Texts) -> list[Any]:
    """Return the dialog with the keys and the steps of the tour."""
    return [_keys(t), _tour(t)]


def _keys(t: Texts) -> Element:
    rows = [
        html.Tr([html.Th(t(f"habits.keys.{name}"), scope="row"), html.Td(_typed(keys, t))])
        for name, keys in KEYS
    ]
    switch = element("Input", None, "form-check-input", type="checkbox", id="keys-on", data_keys="")
    parts = [
        html.H2(t("habits.keys.title"), id="keys-title"),
        html.P(t("habits.keys.text"), className="zb-small zb-muted"),
        html.Table(
            [html.Caption(t("habits.keys.title"), className="zb-sr"), html.Tbody(rows)],
            className="zb-table zb-keys",
        ),
        html.P([switch, html.Label(t("habits.keys.on"), htmlFor="keys-on")], className="zb-dialog__choice"),
        html.P(
            html.Button(t("habits.close"), type="button", className="zb-button", **attributes(data_close=""))
        ),
    ]
    return element("Dialog", parts, "zb-dialog", id="shell-keys", aria_labelledby="keys-title")


def _typed(keys: str, t: Texts) -> list[Any]:
    """Return keys as they are printed on a keyboard; two of them one after the other."""
    parts: list[Any] = []
    for key in keys.split():
        if parts:
            parts.append(f" {t('habits.keys.then')} ")
        parts.append(element("Kbd", key))
    return parts


def _tour(t: Texts) -> Element:
    """Return the box of the tour with all its steps; the script shows one at a time."""
    steps = [
        html.Div(
            [html.H2(t(f"habits.tour.{name}.title")), html.P(t(f"habits.tour.{name}.text"))],
            hidden=True,
            **attributes(data_step=name),
        )
        for name in TOUR
    ]
    buttons = [
        html.Button(
            t(f"habits.tour.{name}"), type="button", className="zb-button", **attributes(data_tour=name)
        )
        for name in ("back", "next", "end")
    ]
    parts = [
        html.P(
            "",
            className="zb-small zb-muted",
            **attributes(data_count=t("habits.tour.count"), aria_hidden=True),
        ),
        html.Div(steps, **attributes(aria_live="polite")),
        html.Div(buttons, className="zb-dialog__buttons", **attributes(data_done=t("habits.tour.done"))),
    ]
    return element(
        "Div",
        parts,
        "zb-tour",
        id="shell-tour",
        role="dialog",
        aria_label=t("habits.tour.name"),
        hidden=True,
        tabIndex=-1,
    )


def offer(t: Texts) -> Component:
    """Return the line that offers the tour on a first visit; the script of the head lets it be seen."""
    buttons = [
        html.Button(
            t(f"habits.offer.{name}"), type="button", className="zb-button", **attributes(data_help=name)
        )
        for name in ("tour", "never")
    ]
    return html.Div([html.Span(t("habits.offer")), *buttons], className="zb-offer", role="note")
