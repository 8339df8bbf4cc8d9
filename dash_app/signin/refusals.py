"""How is somebody told that a request goes no further? In the form in which it was asked."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from dash_app import url
from dash_app.api.problems import Problem, answer
from dash_app.refused import because
from dash_app.texts import Texts

API = "/api/"
FOR_SCRIPTS = ("/_", "/auftraege")
"""What the addresses begin with that only scripts of our pages ask."""


def refusal(status: int, key: str, *, headers: dict[str, str] | None = None, **params: Any) -> Response:
    """Return the sentence of a key: a problem document to programs, JSON to scripts, else plain text."""
    because(key.rpartition(".")[2])
    language = url.parse(request.args.to_dict())[0].sprache
    if request.path.startswith(API):
        made = answer(Problem(status, Texts("de")(key, **params)))
    elif request.is_json or request.path.startswith(FOR_SCRIPTS) or _wants_json():
        made = jsonify({"message": Texts(language)(key, **params)})
    else:
        made = Response(Texts(language)(key, **params), content_type="text/plain; charset=utf-8")
    made.status_code = status
    made.headers["Cache-Control"] = "no-store"
    made.headers.update(headers or {})
    return made


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
