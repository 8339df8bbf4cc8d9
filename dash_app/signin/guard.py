"""Who asks? Recognised before anything else looks at a request; who is not known gets nothing but the door.

Not known: pages lead to the sign-in, everything else answers 401. The accessibility statement, the sign-in
and the files of the look are for everybody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlencode

from flask import Flask, Response, redirect, request
from werkzeug.middleware.proxy_fix import ProxyFix

from dash_app import files, identity
from dash_app.access import DEMO_VIEWER, PUBLIC_VIEWER, Viewer
from dash_app.companion import PULSE
from dash_app.reading import Site
from dash_app.refused import because, log_refusals
from dash_app.register import RegisterError, sessions
from dash_app.shell.document import WARMING, Parts
from dash_app.shell.router import STATEMENT, match
from dash_app.shell.topbar import SIGN_IN
from dash_app.signin import cookies, demo, limits, plain, protection, questions
from dash_app.signin.refusals import refusal

SIGN_OUT = "/abmelden"
OVER = "beendet"
"""What the sign-in says to whoever comes with a session that is none any more."""
OPEN = frozenset({SIGN_IN, SIGN_OUT, STATEMENT, "/healthz", "/readyz", "/robots.txt", "/_favicon.ico"})
"""Addresses for everybody."""
FIXED = ("/assets/", "/_dash-component-suites/", files.FOLDER, f"{SIGN_IN}/")
"""What the addresses of files for everybody begin with, and the ways of signing in."""
NOTHING_WRITTEN = (*protection.JSON_ONLY, SIGN_IN)
"""Addresses that are sent something and keep none of it in the register."""
PAGES = ("/", "/<path:path>")
"""Endpoints of Dash that answer with a page; addresses of the server may show one too."""
CHALLENGE = f'Cookie realm="Zielblick", form-action="{SIGN_IN}", cookie-name={cookies.NAME}'
"""A 401 has to say how one signs in (RFC 9110); the scheme is that of draft-broyer-http-cookie-auth."""

_log = logging.getLogger(__name__)


def guard(server: Flask, site: Site, parts: Callable[[], Parts]) -> None:
    """Recognise the person of every request; to be called before anything else answers requests.

    `parts` are the files of the documents, known once the server is complete.
    """
    log_refusals(server)
    if proxies := site.settings.proxies:
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]

    @server.errorhandler(413)
    def too_large(_error: Exception) -> Response:
        return refusal(413, "signin.refused.large")

    @server.before_request
    def recognise() -> Response | None:
        if WARMING in request.environ:  # the process itself, before it has readers
            identity.recognise(DEMO_VIEWER)
            return None
        if answer := protection.refused():
            return answer
        try:
            person = _person(site)
        except RegisterError as error:
            _log.error("%s", error)
            return refusal(503, "signin.refused.register")
        identity.recognise(person or PUBLIC_VIEWER)
        if answer := limits.refused(person):
            return answer
        if person is None and request.path == STATEMENT:
            return plain.statement(parts())
        return questions.refused() if person or is_open() else _stopped()


def is_open() -> bool:
    """Tell whether the address is for everybody."""
    return request.path in OPEN or request.path.startswith(FIXED)


def _person(site: Site) -> Viewer | None:
    """Return who asks, None where nobody knows."""
    if site.settings.login == "demo":
        viewer = demo.viewer()
        if request.method not in protection.SAFE and request.path not in NOTHING_WRITTEN:
            demo.ensure_account(site.register, viewer)
        return viewer
    secret = cookies.secret()
    if not secret or request.path.startswith(FIXED[:-1]):
        return None
    return sessions.find(site.register, secret, is_use=request.path != PULSE)


def _stopped() -> Response:
    """Lead to the sign-in, or say that it is needed, and that a session is over where one was sent.

    The cookie stays: this answer may come later than the next sign-in of the same browser.
    """
    is_over = bool(cookies.secret())
    if request.method in ("GET", "HEAD") and (request.endpoint in PAGES or match(request.path).page):
        return _door(is_over)
    key = "signin.refused.over" if is_over else "signin.refused.unknown"
    return refusal(401, key, headers={"WWW-Authenticate": CHALLENGE})


def _door(is_over: bool) -> Response:
    asked = request.full_path.rstrip("?")
    query = {"weiter": asked if asked != "/" else "", "meldung": OVER if is_over else ""}
    said = urlencode({key: value for key, value in query.items() if value}, safe="/")
    answer = redirect(f"{SIGN_IN}?{said}" if said else SIGN_IN, 303)
    answer.headers["Cache-Control"] = "no-store"
    assert isinstance(answer, Response)
    if is_over:
        because("over")
    return answer
