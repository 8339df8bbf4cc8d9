"""How is a program told that its question cannot be answered? RFC 9457 problem documents."""

from __future__ import annotations

import json

from flask import Response, request

from dash_app.texts import Texts

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "question",
    401: "signin",
    403: "rights",
    404: "place",
    405: "method",
    406: "format",
    421: "misdirected",
    429: "often",
    503: "nothing",
}
"""Keys of the titles by status."""


class Problem(Exception):
    """A question that cannot be answered: status, and in words what was found and what is allowed."""

    def __init__(self, status: int, detail: str) -> None:
        self.status = status
        super().__init__(detail)


def answer(problem: Problem) -> Response:
    """Return the problem document; `instance` is the path that was asked."""
    document = {
        "type": "about:blank",
        "title": Texts("de")(f"api.problem.{TITLES[problem.status]}"),
        "status": problem.status,
        "detail": str(problem),
        "instance": request.path,
    }
    text = json.dumps(document, ensure_ascii=False) + "\n"
    return Response(text, status=problem.status, content_type=MEDIA_TYPE)
