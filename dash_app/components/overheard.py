"""Which charts does a page draw? For those who want the charts and not the page, such as the renderer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from dash_app.figures import Chart
from dash_app.sentences import Words


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block of a page: what it shows and what is said about it."""

    kind: str
    name: str
    """Id of the block on its page."""
    words: Words
    chart: Chart | None
    """The Plotly figure that the block or its exports draw."""
    content: Any
    """Components that the block shows where it has no figure."""
    table: Any
    indicator: str | None
    period: str | None
    source: str | None


_listener: ContextVar[dict[str, Drawn] | None] = ContextVar("overheard", default=None)


@contextmanager
def overheard() -> Iterator[dict[str, Drawn]]:
    """Yield the blocks by name that are made while the context is open; a context around it hears them."""
    blocks: dict[str, Drawn] = {}
    token = _listener.set(blocks)
    try:
        yield blocks
    finally:
        _listener.reset(token)
        for drawn in blocks.values():
            tell(drawn)


def tell(drawn: Drawn) -> None:
    """Say that a block was made, to whom it may concern."""
    if (blocks := _listener.get()) is not None:
        blocks[drawn.name] = drawn
