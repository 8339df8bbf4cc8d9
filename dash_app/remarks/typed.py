"""What did somebody type into a form that was not accepted?"""

from __future__ import annotations

from flask import g

from dash_app.remarks.forms import Typed

_TYPED = "zielblick_typed"


def typed_before() -> Typed | None:
    """Return what somebody has just sent, None where nothing came back."""
    found: Typed | None = g.get(_TYPED)
    return found


def keep_typed(typed: Typed) -> None:
    """Keep what somebody has sent for the page that answers."""
    setattr(g, _TYPED, typed)
