"""What does the machine interface answer, to the same viewer as the pages, through the same queries?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC
from typing import Any

from flask import Flask, Response, request

from dash_app.api.openapi import description
from dash_app.api.problems import Problem, answer
from dash_app.api.questions import FORMS, Asked, asked
from dash_app.asked_figures import AskError, asked_figures
from dash_app.downloads import Site
from dash_app.exports import delimited, export
from dash_app.exports.tables import TABLES
from dash_app.queries import periods
from dash_app.store import NoPublication, Snapshot
from dash_app.texts import Texts
from schemas.period import Level

ROOT = "/api/v1"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


def serve_api(server: Flask, site: Site) -> None:
    """Answer `/api/v1/<question>` and its description."""

    @server.get(f"{ROOT}/openapi.json")
    def openapi() -> Response:
        return Response(_json(description(ROOT)), content_type=FORMS["json"])

    @server.route(f"{ROOT}/", defaults={"name": ""}, methods=METHODS)
    @server.route(f"{ROOT}/<path:name>", methods=METHODS)
    def question(name: str) -> Response:
        try:
            if request.method not in ("GET", "HEAD"):
                raise Problem(405, Texts("de")("api.method", found=request.method))
            return _answer(asked(name, request.args, request.headers), site)
        except Problem as problem:
            return answer(problem)
        except AskError as problem:
            return answer(Problem(400, str(problem)))
        except NoPublication as problem:
            return answer(Problem(404 if problem.number else 503, problem.told("de")))


def _answer(question: Asked, site: Site) -> Response:
    """Return the answer with a tag, so that who asks again for the same gets nothing new."""
    content = ANSWERS[question.name](question, site)
    media = FORMS[question.form] + ("; charset=utf-8" if question.form == "csv" else "")
    made = Response(content, content_type=media)
    made.headers["Vary"] = "Accept"
    made.set_etag(hashlib.sha256(content).hexdigest()[:32])
    made.make_conditional(request)
    return made


def _values(question: Asked, site: Site) -> bytes:
    if not question.many("indicator"):
        raise Problem(400, Texts("de")("api.indicator"))
    level = question.one("level")
    snapshot = site.store.open(question.number("publication"))
    found = asked_figures(
        snapshot,
        indicators=question.many("indicator"),
        districts=question.many("district"),
        periods=question.many("period"),
        start=question.one("from"),
        end=question.one("to"),
        level=_level(level).value if level else None,
        viewer=site.viewer,
    )
    return export(found, snapshot, "csv-machine" if question.form == "csv" else question.form)


def _table(question: Asked, site: Site) -> bytes:
    """Return one of the tables that the data package has as well."""
    table = TABLES[question.name](_snapshot(question, site), site.viewer)
    return _written(question, table.records(), tuple(field.name for field in table.fields))


def _periods(question: Asked, site: Site) -> bytes:
    """Return the periods with figures, oldest first."""
    asked_level = question.one("level")
    levels = [_level(asked_level)] if asked_level else list(Level)
    snapshot = _snapshot(question, site)
    records = [
        {"period": str(p), "period_start": p.start, "period_end": p.end, "level": level.value}
        for level in levels
        for p in sorted(periods(snapshot, site.viewer, level))
    ]
    return _written(question, records, ("period", "period_start", "period_end", "level"))


def _publications(question: Asked, site: Site) -> bytes:
    """Return the publications, newest last, as `zielblick publications --json` does."""
    records = [
        {
            "number": each.number,
            "created": each.created.replace(tzinfo=UTC).isoformat(),
            "current": each.current,
            "files": each.files,
            "note": each.note,
        }
        for each in site.store.publications()
    ]
    return _written(question, records, ("number", "created", "current", "files", "note"))


ANSWERS: dict[str, Callable[[Asked, Site], bytes]] = {
    "agreements": _table,
    "indicators": _table,
    "districts": _table,
    "periods": _periods,
    "values": _values,
    "publications": _publications,
}


def _snapshot(question: Asked, site: Site) -> Snapshot:
    return site.store.open(question.number("publication"))


def _level(found: str) -> Level:
    try:
        return Level(found)
    except ValueError as error:
        allowed = ", ".join(level.value for level in Level)
        raise Problem(400, Texts("de")("api.level", found=found, allowed=allowed)) from error


def _written(question: Asked, records: list[dict[str, Any]], head: tuple[str, ...]) -> bytes:
    if question.form == "json":
        return _json(records)
    return delimited.machine(head, [[record[name] for name in head] for record in records])


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n").encode()
