"""How does a reader choose? Controls write their value into the address; the router does the rest.

The script `assets/10-address.js` listens to every control inside `.zb-choice`: its name is the query key.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app.components.frozen import Element, element, frozen
from dash_app.markup import attributes

DEFAULT = "-"
"""Stands for the empty value in a list, as the component takes an empty one for "nothing chosen"."""
Options = Iterable[tuple[str, str]]
"""Pairs of value and label; the value of the default is empty, so that it is left out of the address."""


def choice(key: str, label: str, options: Options, value: str, *, id: str, remember: bool = False) -> Element:
    """Return a labelled list to choose one value from; `remember` keeps it in this browser."""
    chosen = value or DEFAULT
    listed = [
        element("Option", text, value=v or DEFAULT, selected=(v or DEFAULT) == chosen) for v, text in options
    ]
    select = element("Select", listed, "zb-select form-select", id=id, name=key)
    name = element("Label", label, "zb-choice__label", htmlFor=id)
    return frozen(element("Div", [name, select], "zb-choice", data_remember=key if remember else None))


def switch(key: str, label: str, is_on: bool, *, id: str) -> Element:
    """Return a box to tick; ticked, the address says `key=1`."""
    box = element("Input", None, "form-check-input", type="checkbox", id=id, name=key, checked=is_on)
    name = element("Label", label, "form-check-label", htmlFor=id)
    return frozen(element("Div", element("Div", [box, name], "form-check"), "zb-choice zb-choice--switch"))


def menu(summary: Any, items: Iterable[Component], *, label: str = "", class_name: str = "") -> Component:
    """Return a menu that opens under its summary; closed again by Escape or a click elsewhere (script)."""
    return html.Details(
        [
            html.Summary(summary, className="zb-menu__summary", **attributes(aria_label=label or None)),
            html.Div(list(items), className="zb-menu__panel"),
        ],
        className=f"zb-menu {class_name}".strip(),
        **attributes(data_menu=""),
    )


def copy_button(text: str, done: str, address: str = "") -> Component:
    """Return a button that copies an address (that of the page where empty) and then says `done`."""
    return html.Button(
        text, type="button", className="zb-menu__item", **attributes(data_copy=address, data_done=done)
    )
