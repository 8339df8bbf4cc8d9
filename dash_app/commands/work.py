"""How does a command get what makers of documents need, without queue and server?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dash_app.rendering.work import Work


@contextmanager
def at_work(context: click.Context, *, language: str = "de", base: str = "") -> Iterator[Work]:
    """Yield the work of a command: the application (cli.py hands in how it is made) and a renderer.

    A browser is started with the first picture only, and ended with the context.
    """
    from dash_app.access import DEMO_VIEWER
    from dash_app.rendering import Renderer
    from dash_app.rendering.work import Work

    with Renderer() as renderer:
        yield Work(context.obj(), renderer, DEMO_VIEWER, language, base.rstrip("/"))
