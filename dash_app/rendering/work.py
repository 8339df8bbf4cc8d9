"""What does a maker of documents get, and what does it give?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask import Flask

from dash_app import identity
from dash_app.access import Viewer
from dash_app.reading import EXTENSION, SHOWN_COOKIE, Reading, reading_at
from dash_app.register import Register
from dash_app.rendering.renderer import Renderer
from dash_app.settings import Settings
from dash_app.store import Store


@dataclass(frozen=True, slots=True)
class Document:
    """A file for somebody."""

    name: str
    media_type: str
    content: bytes


class Unmakeable(Exception):
    """There is no document, for a reason that the reader can understand: the message says it."""


@dataclass(frozen=True, slots=True)
class _Site:
    store: Store
    register: Register
    settings: Settings
    viewer: Viewer


@dataclass
class Work:
    """All that a maker needs; one for each document, in the renderer's process or at the command line."""

    server: Flask
    """The application with its pages."""
    renderer: Renderer
    viewer: Viewer
    language: str = "de"
    base: str = ""
    """Address of the application as readers know it, without the last slash; empty where nobody knows it."""
    progress: Callable[[int, int], None] = field(default=lambda done, total: None)
    """To be told how many parts of how many are ready."""

    @property
    def store(self) -> Store:
        """The publications."""
        found: Store = self.server.extensions[EXTENSION].store
        return found

    @property
    def register(self) -> Register:
        """Accounts, comments, measures."""
        found: Register = self.server.extensions[EXTENSION].register
        return found

    @contextmanager
    def asked(self, address: str, theme: str = "light") -> Iterator[None]:
        """Answer as if a reader had asked for an address (`/kennzahl/x?zeitraum=2024-Q3`) in this theme."""
        before = self.server.extensions[EXTENSION]
        self.server.extensions[EXTENSION] = _Site(before.store, before.register, before.settings, self.viewer)
        cookies = {"Cookie": f"{SHOWN_COOKIE}={theme}"}
        try:
            with self.server.test_request_context(address, base_url=self.base or None, headers=cookies):
                identity.recognise(self.viewer)
                yield
        finally:
            self.server.extensions[EXTENSION] = before

    @contextmanager
    def reading(self, path: str, search: str = "", theme: str = "light") -> Iterator[Reading]:
        """Yield what a reader of this address sees, as pages have it; queries may be asked meanwhile."""
        with self.asked(path + search, theme):
            yield reading_at(path, search)


class Maker(Protocol):
    """Makes a document of a choice.

    Raises:
        Unmakeable: where the reader can do something about it.
        Unavailable: where there is no picture.
    """

    def __call__(self, work: Work, choice: Mapping[str, Any]) -> Document: ...  # noqa: D102
