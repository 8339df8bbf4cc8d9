"""How does a browser order a file, see how far it is, and fetch it?

`POST /auftraege` with `{"kind", "choice", "language"}` answers 202 with the address of the order, or 200 with
the reason why nobody carries it out; `GET /auftraege/<id>` says how far it is, `GET /auftraege/<id>/datei` is
the file. Only who ordered gets either.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, request, send_file

from dash_app.access import Viewer
from dash_app.rendering.kinds import KINDS
from dash_app.rendering.orders import Unavailable
from dash_app.rendering.queue import Health, Job, Queue
from dash_app.texts import DEFAULT, LANGUAGES, Texts

LARGEST = 256 * 1024
"""Bytes of an order: choices and edited texts, no figures."""

EXTENSION = "zielblick-orders"

Answer = Response | tuple[dict[str, Any], int]


def serve_orders(server: Flask, queue: Queue, viewer: Callable[[], Viewer]) -> None:
    """Answer `/auftraege`; `viewer` tells who asks."""
    server.extensions[EXTENSION] = queue

    @server.post("/auftraege")
    def order() -> Answer:
        if (request.content_length or 0) > LARGEST:
            return _problem(413, Texts(DEFAULT)("rendering.too_long"))
        if (asked := _order()) is None:
            return _problem(400, Texts(DEFAULT)("rendering.bad_order", kinds=", ".join(KINDS)))
        language = asked["language"] if asked.get("language") in LANGUAGES else DEFAULT
        rank = KINDS[asked["kind"]].rank
        try:
            id_ = queue.submit(
                asked["kind"], asked["choice"], viewer(), language=language, rank=rank, base=_base()
            )
        except Unavailable as problem:
            # No error of the request: the page goes on with what the reader's own browser can do.
            return {"state": "failed", "message": problem.message(language), "reason": problem.reason}, 200
        return {"id": id_, "address": f"/auftraege/{id_}"}, 202

    @server.get("/auftraege/<id_>")
    def status(id_: str) -> Answer:
        job = queue.status(id_, viewer())
        return _problem(404, Texts(DEFAULT)("rendering.no_order")) if job is None else (_state(id_, job), 200)

    @server.get("/auftraege/<id_>/datei")
    def result(id_: str) -> Answer:
        job, path = queue.status(id_, viewer()), queue.result(id_, viewer())
        if job is None or path is None or not path.is_file():
            return _problem(404, Texts(DEFAULT)("rendering.no_order"))
        answer = send_file(path, mimetype=job.media_type, as_attachment=True, download_name=job.name)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def health() -> Health:
    """Return how the renderer of the application that answers is."""
    queue: Queue = current_app.extensions[EXTENSION]
    return queue.health()


def _state(id_: str, job: Job) -> dict[str, Any]:
    state = {
        name: getattr(job, name) for name in ("state", "place", "done", "total", "message", "reason", "name")
    }
    return state | {"file": f"/auftraege/{id_}/datei" if job.state == "done" else None}


def _order() -> dict[str, Any] | None:
    """Return what is ordered, None where it cannot be read."""
    asked = request.get_json(silent=True)
    if not isinstance(asked, dict) or not isinstance(asked.get("choice"), dict):
        return None
    return asked if asked.get("kind") in KINDS else None


def _base() -> str:
    """Return the address of the application as the browser knows it: behind a proxy it may be https."""
    return (request.headers.get("Origin") or request.host_url).rstrip("/")


def _problem(code: int, sentence: str) -> tuple[dict[str, Any], int]:
    return {"message": sentence}, code
