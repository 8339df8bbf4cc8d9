"""How do tests read what components show? As a browser does: from the markup."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from dash.development.base_component import Component

from dash_app import components


def page(node: Any) -> BeautifulSoup:
    """Return a component as parsed HTML."""
    return BeautifulSoup(components.markup(node), "html.parser")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    """Return the only element that a selector finds."""
    found = soup.select(selector)
    assert len(found) == 1, f"{len(found)} elements for {selector}"
    return found[0]


def texts(soup: BeautifulSoup | Tag, selector: str) -> list[str]:
    """Return the texts of all elements that a selector finds."""
    return [found.get_text(" ", strip=True) for found in soup.select(selector)]


def live(node: Any) -> int:
    """Return how many components Dash has to keep for a tree."""
    if isinstance(node, (list, tuple)):
        return sum(live(child) for child in node)
    if not isinstance(node, (Component, dict)):
        return 0
    made: Any = node.to_plotly_json() if isinstance(node, Component) else node
    return 1 + live(made["props"].get("children"))
