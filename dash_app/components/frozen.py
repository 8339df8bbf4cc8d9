"""How does a page with thousands of elements appear at once?

Dash gives every component a subscription to its store and one message to it when it first appears: the time
grows with the square of their number; a table of two thousand elements takes ten seconds. What no callback
speaks to is therefore sent as one component with its markup inside (docs/decisions/0009). Scripts and links
find it as any other part of the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from dash.development.base_component import Component

Element = Any
"""An element of `dash.html` as the dict that Dash sends; any component takes it as a child."""

_NAMESPACE = "dash_html_components"
_INNER = "dangerouslySetInnerHTML"
_JSON = "application/json"
_VOID = frozenset({"Img", "Br", "Hr", "Input", "Col", "Wbr"})
_NAMES = {"className": "class", "htmlFor": "for"}
_ATTRIBUTE = re.compile(r"[A-Za-z][A-Za-z-]*")


def element(tag: str, children: Any = None, class_name: str | None = None, /, **attributes: Any) -> Element:
    """Return an element: `element("Td", "3,4", "zb-number", data_value=3.4)`.

    Names are those of `dash.html`; `aria_` and `data_` stand for `aria-` and `data-`; None leaves one out.
    """
    props = {
        name.replace("_", "-") if name.startswith(("aria_", "data_")) else name: value
        for name, value in attributes.items()
        if value is not None
    }
    if children is not None:
        props["children"] = children
    if class_name:
        props["className"] = class_name
    return {"type": tag, "namespace": _NAMESPACE, "props": props}


def frozen(node: Any) -> Element:
    """Return a component of `dash.html` as one element with its markup inside.

    Raises:
        TypeError: where something in it is alive, such as a graph or a control; says what.
    """
    made = _plain(node)
    props = dict(made["props"])
    if _INNER in props:
        return made
    children = props.pop("children", None)
    if made["type"] not in _VOID:
        props[_INNER] = {"__html": markup(children)}
    return {**made, "props": props}


def is_freezable(node: Any) -> bool:
    """Tell whether there is nothing in it that a callback speaks to: no graph, no control, no id."""
    if node is None or isinstance(node, (str, int, float)):
        return True
    if isinstance(node, (list, tuple)):
        return all(is_freezable(child) for child in node)
    made = node.to_plotly_json() if isinstance(node, Component) else node
    props = made["props"]
    return made["namespace"] == _NAMESPACE and "id" not in props and is_freezable(props.get("children"))


def markup(node: Any) -> str:
    """Return components, elements and text as HTML; all text and all values are escaped.

    Raises:
        TypeError: where something in it is alive, such as a graph or a control; says what.
    """
    if node is None or isinstance(node, bool):
        return ""
    if isinstance(node, str):
        return escape(node, quote=False)
    if isinstance(node, (int, float)):
        return str(node)
    if isinstance(node, (list, tuple)):
        return "".join(map(markup, node))
    made = _plain(node)
    tag, props = made["type"], made["props"]
    if tag == "Script":
        return _data(props)
    name = tag.lower()
    written = "".join(
        _attribute(key, value) for key, value in props.items() if key not in ("children", _INNER)
    )
    if tag in _VOID:
        return f"<{name}{written}>"
    inner = props[_INNER]["__html"] if _INNER in props else markup(props.get("children"))
    return f"<{name}{written}>{inner}</{name}>"


def data(content: Any, **attributes: Any) -> Element:
    """Return JSON for the scripts of the page, in an element that shows nothing and runs nothing."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return element("Script", text, type=_JSON, **attributes)


def _data(props: Mapping[str, Any]) -> str:
    """Return an element of `data`; nothing in it can end the element.

    Raises:
        TypeError: for any other script.
    """
    if props.get("type") != _JSON:
        raise TypeError("a script cannot be part of fixed markup")
    written = "".join(_attribute(key, value) for key, value in props.items() if key != "children")
    return f"<script{written}>{as_data(props['children'])}</script>"


def as_data(text: str) -> str:
    """Return JSON so that it can stand inside a script element of a document."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _plain(node: Any) -> Mapping[str, Any]:
    """Return a component as the dict that Dash sends."""
    made: Any = node.to_plotly_json() if isinstance(node, Component) else node
    if not isinstance(made, Mapping) or made.get("namespace") != _NAMESPACE:
        found = f"{made['namespace']}.{made['type']}" if isinstance(made, Mapping) else repr(node)
        raise TypeError(f"{found} cannot be part of fixed markup; leave it outside of what is frozen")
    return made


def _attribute(name: str, value: Any) -> str:
    """Return an attribute with a blank before it, empty where it is left out."""
    if value is None or value is False or name in ("n_clicks", "disable_n_clicks", "key"):
        return ""
    written = _NAMES.get(name, name).lower()
    is_pattern = name == "id" and not isinstance(value, str)  # what callbacks of many things speak to
    if is_pattern or not _ATTRIBUTE.fullmatch(written) or written.startswith("on"):
        raise TypeError(f"{name!r} cannot be an attribute of fixed markup")
    if value is True:
        return f" {written}"
    if name == "style":
        value = ";".join(f"{_kebab(key)}:{each}" for key, each in value.items())
    return f' {written}="{escape(str(value))}"'


def _kebab(name: str) -> str:
    """Return a name of a style as CSS writes it."""
    return name if name.startswith("--") else re.sub(r"[A-Z]", lambda m: f"-{m[0].lower()}", name)
