"""Who asks now? The one place where the viewer of a request comes from.

`dash_app.signin.guard` recognises the person before anything else looks at a request.
"""

from __future__ import annotations

from flask import g, has_request_context

from dash_app.access import DEMO_VIEWER, Viewer

_VIEWER = "zielblick_viewer"


def viewer() -> Viewer:
    """Return who asks: the person that `recognise` noted for the request.

    Outside of requests that the server has taken in (the command line, the renderer, which brings its own
    viewer) it is who runs the program, and may see everything.
    """
    found: Viewer | None = g.get(_VIEWER) if has_request_context() else None
    return found or DEMO_VIEWER


def recognise(person: Viewer) -> None:
    """Note for the rest of the request who asks."""
    setattr(g, _VIEWER, person)
