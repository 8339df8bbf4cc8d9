"""Which addresses give the audit, and to whom? To the administrator; everybody else gets 403."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol

from flask import Flask, Response, request

from dash_app import formats, url
from dash_app.access import Viewer, may_read_audit
from dash_app.exports import delimited
from dash_app.protocol.asked import PATH, asked
from dash_app.protocol.words import action, subject
from dash_app.register import Register
from dash_app.register.entries import entries
from dash_app.register.models import Entry
from dash_app.shell.router import Shown, render
from dash_app.texts import Texts

HEAD = ("nr", "zeitpunkt", "wer", "was", "gegenstand", "nummer", "vorher", "nachher", "pruefsumme")


class Site(Protocol):
    """What the application that answers knows about itself, as far as the audit needs it."""

    @property
    def register(self) -> Register: ...  # noqa: D102
    @property
    def viewer(self) -> Viewer: ...  # noqa: D102


def serve_protocol(server: Flask, site: Site, document: Callable[[Shown], str]) -> None:
    """Answer `/protokoll` and `/protokoll.csv`; `document` makes the document of a page."""

    @server.get(PATH)
    def protocol() -> Response:
        shown = render(PATH, "?" + request.query_string.decode("utf-8", "replace"))
        status = 200 if may_read_audit(site.viewer) else 403
        return Response(document(shown), status, {"Cache-Control": "no-store"}, mimetype="text/html")

    @server.get(f"{PATH}.csv")
    def file() -> Response:
        query = url.read(request.query_string.decode("utf-8", "replace"))
        t = Texts(url.parse(query)[0].sprache)
        if not may_read_audit(site.viewer):
            return Response(t("audit.refused"), 403, content_type="text/plain; charset=utf-8")
        listed = entries(site.register, asked(query).wanted)[0] if site.register.is_begun else []
        content = delimited.german(HEAD, (_row(entry, t) for entry in listed))
        headers = {"Content-Disposition": 'attachment; filename="protokoll.csv"', "Cache-Control": "no-store"}
        return Response(content, headers=headers, content_type="text/csv; charset=utf-8")


def _row(entry: Entry, t: Texts) -> list[Any]:
    when = formats.in_berlin(entry.at).isoformat(sep=" ", timespec="seconds")
    what = action(entry.action, t), subject(entry.kind, t), entry.subject
    return [entry.id, when, entry.actor, *what, _json(entry.before), _json(entry.after), entry.digest]


def _json(content: dict[str, Any] | None) -> str:
    return "" if content is None else json.dumps(content, ensure_ascii=False, sort_keys=True)
