"""How does the chain behind a figure look on a page?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dash_app.components.frozen import Element, element, frozen
from dash_app.steps import Item, Step
from dash_app.texts import Texts

SHOWN = 6
"""So many lines of a step are in sight; the others are behind a line to open."""


def chain(steps: Sequence[Step], *, delivery_href: Callable[[int], str], language: str = "de") -> Element:
    """Return the steps as a numbered list, each with what belongs to it; `delivery_href` by delivery id."""
    items = []
    for step in steps:
        head = [element("Strong", f"{step.title}: "), step.said]
        lines = [_line(item, delivery_href) for item in step.items]
        items.append(element("Li", [element("Span", head), *_lines(lines, language)], data_step=step.key))
    return frozen(element("Ol", items, "zb-chain"))


def _line(item: Item, delivery_href: Callable[[int], str]) -> Element:
    if item.delivery is not None:
        return element("Li", element("A", item.text, href=delivery_href(item.delivery)))
    if item.address:
        names = {"target": "_blank", "rel": "noopener noreferrer"}
        return element("Li", element("A", item.text, "zb-external", href=item.address, **names))
    return element("Li", item.text)


def _lines(lines: Sequence[Element], language: str) -> list[Any]:
    """Return a list, its end behind a line to open where it is long."""
    if not lines:
        return []
    shown, rest = (lines, []) if len(lines) <= SHOWN + 1 else (lines[:SHOWN], lines[SHOWN:])
    parts = [element("Ul", list(shown))]
    if rest:
        words = Texts(language).plural("explanation.open", len(rest))
        summary = element("Summary", words, "zb-summary")
        parts.append(element("Details", [summary, element("Ul", list(rest))]))
    return parts
