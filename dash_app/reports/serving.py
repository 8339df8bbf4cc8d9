"""Which addresses show a report before it is a document?

`/bericht/vorschau?<query of the page>` is the report as a page of its own, for the frame of `/bericht`. With
`POST` and a field `aenderungen` (JSON: key to text) it holds the words of the author. No picture is made for
it: the browser draws the charts.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from flask import Flask, Response, request

from dash_app import url
from dash_app.access import Viewer
from dash_app.asked_figures import AskError
from dash_app.reading import reading_at
from dash_app.register import Register
from dash_app.remarks.for_report import approved
from dash_app.reports import html
from dash_app.reports.address import KEYS, PATH
from dash_app.reports.asked import asked_edits, choice_of
from dash_app.reports.builder import build_report
from dash_app.reports.pictures import LIVE
from dash_app.store import NoPublication, Store
from dash_app.texts import Texts

SCRIPT = f"{PATH}/vorschau.js"
LARGEST = 512 * 1024
"""Bytes of edited sentences."""
TEXT = {"Content-Type": "text/plain; charset=utf-8"}
Answer = Response | tuple[str, int, dict[str, str]]


class Site(Protocol):
    """What the application that answers knows about itself, as far as reports need it."""

    @property
    def store(self) -> Store: ...  # noqa: D102
    @property
    def register(self) -> Register: ...  # noqa: D102
    @property
    def viewer(self) -> Viewer: ...  # noqa: D102


def serve_preview(server: Flask, site: Site, plotly: str) -> None:
    """Answer the addresses of the preview; `plotly` is the address of the library that draws charts."""

    @server.get(SCRIPT)
    def preview_script() -> Response:
        return Response(_script(), mimetype="text/javascript")

    @server.route(f"{PATH}/vorschau", methods=["GET", "POST"])
    def preview() -> Answer:
        search = "?" + request.query_string.decode("utf-8", "replace")
        t = Texts(url.parse(search)[0].sprache)
        if (request.content_length or 0) > LARGEST:
            return t("report.unknown.edits"), 413, TEXT
        try:
            return _shown(site, search, request.form.get("aenderungen", ""), plotly)
        except AskError as problem:
            return str(problem), 400, TEXT
        except NoPublication as problem:
            return problem.told(t.language), 503, TEXT


def _shown(site: Site, search: str, changed: str, plotly: str) -> Response:
    """Return the page of a report."""
    read = reading_at(PATH, search, KEYS, has_any_period=True)
    try:
        given = json.loads(changed or "{}")
    except ValueError as error:
        raise AskError(read.t("report.unknown.edits")) from error
    choice, _ = choice_of(read, url.read(search), asked_edits(given, read.language))
    address = request.host_url.rstrip("/")
    remarks = approved(site.store, site.register, site.viewer, choice)
    report = build_report(
        site.store, site.viewer, choice, stamp=datetime.now(UTC), address=address, remarks=remarks
    )
    page = html.render(report, {chart.key: LIVE for chart in report.charts}, scripts=(plotly, SCRIPT))
    return Response(page, mimetype="text/html", headers={"Cache-Control": "private, no-store"})


@cache
def _script() -> bytes:
    return Path(html.__file__).with_name("preview.js").read_bytes()
