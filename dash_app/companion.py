"""What does a browser ask for besides pages? The index of the search with the help, and what is new.

`/_begleiter?sprache=de` is asked for once, when a reader first searches or wants help; `/_stand` now and then
while a page is open: a few bytes that tell of a new publication or of a renewed application.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, request

from dash_app import finding
from dash_app.components.frozen import markup
from dash_app.components.term import term_texts
from dash_app.reading import Reading, reading_at, site
from dash_app.shell import help_parts
from dash_app.shell.topbar import INDEX
from dash_app.store import NoPublication

PULSE = "/_stand"
BUILD = "ZIELBLICK_BUILD"
"""Key of the server's configuration that holds the mark of what browsers have loaded."""


def build_of(folder: Path) -> str:
    """Return a mark of the files that browsers load: another one where any of them differs."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def serve_companion(server: Flask, assets: Path) -> None:
    """Answer both addresses; what the index holds is what the viewer may see."""
    server.config[BUILD] = build_of(assets)

    @server.get(INDEX)
    def companion() -> Response:
        try:
            content = _content(reading_at("/", "?" + request.query_string.decode("utf-8", "replace")))
        except NoPublication:
            content = {}
        answer = jsonify(content)
        answer.headers["Cache-Control"] = "private, no-cache"  # what one viewer may see is not for another
        answer.add_etag()
        answer.make_conditional(request)
        return answer

    @server.get(PULSE)
    def pulse() -> dict[str, Any]:
        try:
            number = site().store.current()
        except NoPublication:
            number = None
        return {"publication": number, "build": server.config[BUILD]}


def _content(read: Reading) -> dict[str, Any]:
    """Return index, words and help of a language."""
    names = ("results", "nothing", "recent")
    words = {name: read.t(f"habits.search.{name}") for name in names}
    kinds = {kind: read.t(f"habits.search.kind.{kind}") for kind in finding.KINDS}
    return {
        "publication": read.snapshot.number,
        "entries": [asdict(entry) for entry in finding.entries(read)],
        "kinds": kinds,
        "words": words,
        "terms": term_texts(read.language),
        "help": markup(help_parts(read.t)),
    }
