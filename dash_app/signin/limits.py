"""How often may somebody ask? Often enough for every person, not often enough for a program run wild.

Counted by each process for itself, in memory: a bound for load. Guessing passwords is slowed down by the
register, which all processes share (`dash_app/register/attempts.py`). Reading in the demonstration has no
bound: there is one machine and one person.
"""

from __future__ import annotations

import time
from functools import cache
from typing import Any

from flask import Response, current_app, request

from dash_app import files
from dash_app.access import Viewer
from dash_app.reading import site
from dash_app.shell.topbar import SIGN_IN
from dash_app.signin import protection
from dash_app.signin.refusals import refusal

EXTENSION = "zielblick.limits"
KNOWN = "3000/minute"
"""Requests of one account."""
UNKNOWN = "600/minute"
"""Requests from one address by nobody that is known; a whole office may stand behind it."""
SIGN_INS = "30/minute"
"""Attempts to sign in from one address: each costs the server a tenth of a second on purpose."""


def refused(person: Viewer | None) -> Response | None:
    """Return how long to wait where this is too often, else None; counts the request."""
    if request.path.startswith(("/assets/", "/_dash-component-suites/", files.FOLDER)) or request.path in (
        "/healthz",
        "/readyz",
    ):
        return None
    if request.path == SIGN_IN and request.method not in protection.SAFE:
        return _counted(SIGN_INS, "sign-in", request.remote_addr)
    if site().settings.login == "demo":
        return None
    if person and person.account:
        return _counted(KNOWN, "account", person.account)
    return _counted(UNKNOWN, "address", request.remote_addr)


def _counted(bound: str, *who: object) -> Response | None:
    limiter, limit = _limiter(), _limit(bound)
    names = [str(each) for each in who]
    if limiter.hit(limit, *names):
        return None
    wait = max(1, round(limiter.get_window_stats(limit, *names).reset_time - time.time()))
    return refusal(429, "signin.refused.often", headers={"Retry-After": str(wait)}, seconds=wait)


def _limiter() -> Any:
    """Return what counts for this server; imported with the first request that is counted."""
    if EXTENSION not in current_app.extensions:
        from limits.storage import MemoryStorage
        from limits.strategies import FixedWindowRateLimiter

        current_app.extensions[EXTENSION] = FixedWindowRateLimiter(MemoryStorage())
    return current_app.extensions[EXTENSION]


@cache
def _limit(bound: str) -> Any:
    from limits import parse

    return parse(bound)
