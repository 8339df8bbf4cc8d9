"""How are small things said: notes, empty places, the way back, numbers at a glance, keys of events?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app.components.frozen import Element, frozen, is_freezable
from dash_app.markup import attributes
from dash_app.texts import Texts


def notice(content: Any, *, is_fault: bool = False) -> Element:
    """Return a note in a box."""
    box = html.Div(content, className="zb-notice" + (" zb-notice--fault" if is_fault else ""), role="note")
    return frozen(box) if is_freezable(content) else box


def empty_state(title: str, text: str, *, link: tuple[str, str] | None = None) -> Element:
    """Return what stands in an empty place: what is missing, why, and where it goes on (`text, href`)."""
    parts: list[Component] = [html.P(title, className="zb-empty__title"), html.P(text)]
    if link:
        parts.append(html.P(html.A(link[0], href=link[1], className="zb-button")))
    return frozen(html.Div(parts, className="zb-empty"))


def breadcrumbs(steps: Sequence[tuple[str, str | None]], language: str) -> Element:
    """Return the way from the start to this page: pairs of text and address, the last without address."""
    items = []
    for place, (text, address) in enumerate(steps):
        is_last = place == len(steps) - 1
        inner = (
            html.A(text, href=address)
            if address and not is_last
            else html.Span(text, **attributes(aria_current="page" if is_last else None))
        )
        items.append(html.Li(inner))
    label = Texts(language)("components.breadcrumbs")
    return frozen(html.Nav(html.Ol(items, className="zb-breadcrumbs"), **attributes(aria_label=label)))


@dataclass(frozen=True, slots=True)
class Tile:
    """A number at a glance: what it counts, the number, words below it, where it leads, its mark."""

    label: str
    value: str
    text: str = ""
    href: str | None = None
    status: str = ""
    """`met`, `near`, `missed` or empty."""


def tiles(listed: Sequence[Tile]) -> Element:
    """Return tiles side by side, two columns on a phone."""
    return frozen(
        html.Ul([html.Li(_tile(tile), className="zb-card zb-sum") for tile in listed], className="zb-sums")
    )


def _tile(tile: Tile) -> list[Any]:
    """Return the content of a tile."""
    label = (
        html.A(tile.label, href=tile.href, className="zb-sum__label")
        if tile.href
        else html.Span(tile.label, className="zb-sum__label")
    )
    mark = (
        [html.Span(className=f"zb-mark zb-mark--{tile.status}", **attributes(aria_hidden=True))]
        if tile.status
        else []
    )
    return [
        label,
        html.Span([*mark, tile.value], className="zb-sum__value"),
        html.Span(tile.text, className="zb-sum__text") if tile.text else None,
    ]


def event_key(entries: Sequence[str], language: str) -> Element | None:
    """Return what the lines of events mean (`layout["meta"]["key"]` of a trend); None without any."""
    if not entries:
        return None
    t = Texts(language)
    return frozen(
        html.Ul(
            [html.Li(entry) for entry in entries],
            className="zb-events",
            **attributes(aria_label=t("components.events")),
        )
    )
