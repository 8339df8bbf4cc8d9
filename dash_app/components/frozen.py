"""How does a page with thousands of elements appear at once?

Dash gives every component a subscription to its store and one message to it when it first appears: the time
grows with the square of their number; a table of two thousand elements takes ten seconds. What no callback
speaks to is therefore sent as one component with its markup inside (docs/decisions/0009). Scripts and links
find it as any other part of the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
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
_SPECIAL = re.compile("[&<>\"']").search
_OF_DASH = frozenset(
    ("_prop_names", "_valid_wildcard_attributes", "available_properties", "available_wildcard_properties")
)
"""What a component notes about its kind."""
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


def around(tag: str, inner: str, class_name: str | None = None, /, **attributes: Any) -> Element:
    """Return an element, as `element` does, around what is markup already."""
    return element(tag, None, class_name, **{_INNER: {"__html": inner}}, **attributes)


def attribute(name: str, value: str | None) -> str:
    """Return an attribute of markup with a blank before it, its value escaped; empty without value."""
    return "" if value is None else f' {name}="{escape(value) if _SPECIAL(value) else value}"'


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
    parts: list[str] = []
    _write(node, parts.append)
    return "".join(parts)


def _write(node: Any, add: Callable[[str], None]) -> None:
    """Write a node piece by piece; most nodes are text or elements, so these come first."""
    kind = type(node)
    if kind is str:
        add(escape(node, quote=False) if _SPECIAL(node) else node)
    elif kind is dict:
        _write_element(node, add)
    elif kind is list or kind is tuple:
        for child in node:
            _write(child, add)
    elif node is None or kind is bool:
        return
    elif isinstance(node, (str, int, float)):
        add(escape(str(node), quote=False))
    else:
        _write_element(node, add)


def _write_element(node: Any, add: Callable[[str], None]) -> None:
    tag, props = _parts(node)
    if tag == "Script":
        add(_data(props))
        return
    name = tag.lower()
    add(f"<{name}")
    for key, value in props.items():
        if key != "children" and key != _INNER:
            add(_attribute(key, value))
    add(">")
    if tag in _VOID:
        return
    if _INNER in props:
        add(props[_INNER]["__html"])
    else:
        _write(props.get("children"), add)
    add(f"</{name}>")


def _parts(node: Any) -> tuple[str, Mapping[str, Any]]:
    """Return name and properties of an element; a component is not turned into what Dash sends for that."""
    if type(node) is dict and node.get("namespace") == _NAMESPACE:  # most are; asking for kinds takes time
        return node["type"], node["props"]
    if isinstance(node, Component) and getattr(node, "_namespace", None) == _NAMESPACE:
        given = {name: value for name, value in vars(node).items() if name not in _OF_DASH}
        if len(given) > 2:  # in the order of Dash, as in its own answers
            order = _order(type(node))
            given = dict(sorted(given.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0])))
        return getattr(node, "_type"), given  # noqa: B009 - Dash has no public name for it
    made = _plain(node)
    return made["type"], made["props"]


@cache
def _order(kind: type[Component]) -> Mapping[str, int]:
    return {name: place for place, name in enumerate(getattr(kind(), "_prop_names"))}  # noqa: B009


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
    if value is None or value is False:
        return ""
    if name == "id" and not isinstance(value, str):
        raise TypeError(f"{value!r} is spoken to by callbacks and cannot be part of fixed markup")
    if not (written := _attribute_name(name)):
        return ""
    if value is True:
        return written
    if name == "style":
        value = ";".join(f"{_kebab(key)}:{each}" for key, each in value.items())
    text = value if type(value) is str else str(value)
    return f'{written}="{escape(text) if _SPECIAL(text) else text}"'


@lru_cache(maxsize=1024)
def _attribute_name(name: str) -> str:
    """Return the name of an attribute with a blank before it; empty for what only Dash knows."""
    if name in ("n_clicks", "disable_n_clicks", "key"):
        return ""
    written = _NAMES.get(name, name).lower()
    if not _ATTRIBUTE.fullmatch(written) or written.startswith("on"):
        raise TypeError(f"{name!r} cannot be an attribute of fixed markup")
    return f" {written}"


def _kebab(name: str) -> str:
    """Return a name of a style as CSS writes it."""
    return name if name.startswith("--") else re.sub(r"[A-Z]", lambda m: f"-{m[0].lower()}", name)
