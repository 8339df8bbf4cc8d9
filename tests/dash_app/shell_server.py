"""Which server do the tests of the shell ask? One with a small publication and small pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from dash_app.settings import Settings
from tests.dash_app import shell_pages
from tests.dash_app.publication_files import catalogue, indicator, share, write_publication

AREAS = ["00", *(f"{n:02}" for n in range(1, 13))]


def publish(home: Path, *, number: int = 1, demo: bool = False, **given: Any) -> Path:
    """Write a publication with two quarters of one indicator."""
    periods = ("2024-Q1", "2024-Q2")
    values = [share("amt_quote", area, period, 80, 100, demo=demo) for area in AREAS for period in periods]
    return write_publication(home, catalogue(indicator("amt_quote"), **given), values, number=number)


def server_of(home: Path, **settings: Any) -> Flask:
    """Return the server with the small pages of the tests."""
    server: Flask = create_app(Settings(home=home, **settings)).server
    shell_pages.register()
    return server


def shown(client: FlaskClient, address: str) -> str:
    """Return the page in the document that a browser at an address gets."""
    answer = client.get(address)
    assert answer.status_code == 200
    return str(
        answer.text.partition('<div id="shell-page">')[2].rpartition('<script type="application/json"')[0]
    )


def html_of(answer: dict[str, Any]) -> str:
    """Return the markup of a page that the router has answered with."""
    return str(answer["shell-markup"]["data"])


def chosen(client: FlaskClient, path: str, search: str = "") -> dict[str, Any]:
    """Return what the router answers for an address."""
    names = (("shell-markup", "data"), ("shell-frame", "children"), ("shell-answer", "data"))
    outputs = [{"id": id_, "property": name} for id_, name in names]
    body = {
        "output": "..{}..".format("...".join(map(".".join, names))),
        "outputs": outputs,
        "inputs": [{"id": "shell-request", "property": "data", "value": {"path": path, "search": search}}],
        "changedPropIds": ["shell-request.data"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()["response"]
    return found
