"""Did one of our own pages send this? Writes that another site or host makes a browser send are refused.

Browsers say in `Sec-Fetch-Site` where a request comes from, and no script can write it; older ones say
`Origin` with everything but reading. What has neither comes from a program, which nobody can trick: it may
pass unless it carries a cookie of ours, since then a browser might have sent it (docs/decisions/0024).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, request

from dash_app.reading import site
from dash_app.settings import is_loopback
from dash_app.signin import cookies, demo
from dash_app.signin.refusals import refusal

SAFE = ("GET", "HEAD", "OPTIONS")
JSON_ONLY = ("/_dash-update-component", "/auftraege")
"""Addresses that take JSON: no form of another site can send it."""
_OURS = ("same-origin", "none")


def refused() -> Response | None:
    """Return why this request is not even looked at, None where it is."""
    if not _is_our_host():
        return refusal(421, "signin.refused.host", found=request.host)
    if request.method in SAFE:
        return None
    if not _is_from_us():
        return refusal(403, "signin.refused.foreign")
    if request.path in JSON_ONLY and not request.is_json:
        return refusal(415, "signin.refused.json", found=request.mimetype or "–")
    return None


def _is_our_host() -> bool:
    """Tell whether the name that was asked is one of ours.

    The demonstration knows everybody as the steering team: a name of another site that leads to this machine
    (DNS rebinding) would make its scripts one of our pages.
    """
    settings = site().settings
    if settings.address:
        return cookies.host_name() == urlsplit(settings.address).hostname or is_loopback(cookies.host_name())
    return settings.login != "demo" or is_loopback(cookies.host_name())


def _is_from_us() -> bool:
    if where := request.headers.get("Sec-Fetch-Site"):
        return where in _OURS
    if origin := request.headers.get("Origin"):
        return urlsplit(origin).netloc == request.host
    return not {cookies.name(), demo.COOKIE} & request.cookies.keys()
