"""What does the browser hold? One cookie with the secret of the session, which no script can read."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, current_app, request

from dash_app.reading import site
from dash_app.settings import is_loopback

NAME = "zb-session"
_HOST_ONLY = "__Host-"
"""Browsers take a cookie of such a name only over TLS, for one host and all of its paths."""


def is_secure() -> bool:
    """Tell whether browsers reach the application by TLS: always, but for this very machine.

    Behind a proxy the request itself says http; `ZIELBLICK_ADDRESS` says what browsers see.
    """
    if address := site().settings.address:
        return address.startswith("https://")
    return request.is_secure or not is_loopback(host_name())


def host_name() -> str:
    """Return the name of the host that was asked, without port."""
    return urlsplit(f"//{request.host}").hostname or ""


def name(base: str = NAME) -> str:
    """Return the name of a cookie on this connection."""
    return f"{_HOST_ONLY}{base}" if is_secure() else base


def secret() -> str | None:
    """Return the secret that the browser sends."""
    return request.cookies.get(name()) if current_app else None


def hold(response: Response, secret: str) -> Response:
    """Let the browser hold the secret of a session until it is closed or the session ends."""
    response.set_cookie(name(), secret, httponly=True, secure=is_secure(), samesite="Lax", path="/")
    return response


def drop(response: Response, *names: str) -> Response:
    """Let the browser forget cookies of ours."""
    for each in names or (name(),):
        secure = each.startswith(_HOST_ONLY)
        response.delete_cookie(each, httponly=True, secure=secure, samesite="Lax", path="/")
    return response
