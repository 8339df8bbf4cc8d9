"""What happens to an error that nobody expected? It gets a number, a log line and a plain sentence."""

from __future__ import annotations

import logging
import secrets

from dash import set_props
from flask import Flask, Response, has_request_context, request
from werkzeug.exceptions import HTTPException

from dash_app import ids, url
from dash_app.shell.notices import notice
from dash_app.texts import Texts

_log = logging.getLogger(__name__)

HEADER = "Zielblick-Fault"
"""Header of an answer that failed: the number under which the log has it."""


def record(error: BaseException, place: str) -> str:
    """Write an error with its trace into the log, without query and person, and return its number."""
    number = secrets.token_hex(4)
    _log.error("fault %s in %s", number, place, exc_info=error)
    return number


def on_error(error: Exception) -> None:
    """Answer a failed callback: nothing on the page changes, and a notice says so."""
    body = request.get_json(silent=True) if has_request_context() else None
    place = str(body.get("output", "")) if isinstance(body, dict) else ""
    view, _ = url.parse((request.referrer or "").partition("?")[2] if has_request_context() else "")
    number = record(error, f"callback {place}")
    set_props(ids.Shell.NOTICE, {"children": notice(number, Texts(view.sprache))})


def answer_faults(server: Flask) -> None:
    """Answer what nobody caught, outside of pages and callbacks, with its number instead of a bare error."""

    @server.errorhandler(Exception)
    def answer(error: Exception) -> Response | HTTPException:
        if isinstance(error, HTTPException):
            return error
        number = record(error, f"address {request.path}")
        view, _ = url.parse(request.args.to_dict())
        text = Texts(view.sprache)("shell.broken.text", number=number)
        return Response(text, 500, {HEADER: number}, content_type="text/plain; charset=utf-8")
