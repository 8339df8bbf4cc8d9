"""Which server do the tests of the shell ask? One with a small publication and small pages."""

from __future__ import annotations

from html import escape
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


def server_of(home: Path) -> Flask:
    """Return the server with the small pages of the tests."""
    server: Flask = create_app(Settings(home=home)).server
    shell_pages.register()
    return server


def shown(client: FlaskClient, address: str) -> str:
    """Return the first layout that a browser at an address gets, as HTML."""
    answer = client.get("/_dash-layout", headers={"Referer": f"http://localhost{address}"})
    assert answer.status_code == 200
    return html_of(answer.get_json())


def html_of(node: Any) -> str:
    """Return what Dash sends as HTML; components of other libraries have their properties as attributes."""
    if isinstance(node, list):
        return "".join(map(html_of, node))
    if not isinstance(node, dict):
        return "" if node is None else escape(str(node), quote=False)
    if "namespace" not in node:  # what a callback answers
        return html_of(list(node.values()))
    props = dict(node["props"])
    inner = (
        html_of(props.pop("children", None)) + props.pop("dangerouslySetInnerHTML", {"__html": ""})["__html"]
    )
    names = {"className": "class", "htmlFor": "for"}
    written = "".join(
        f' {names.get(key, key).lower()}="{escape(str(value))}"' for key, value in props.items()
    )
    return f"<{node['type'].lower()}{written}>{inner}</{node['type'].lower()}>"


def chosen(client: FlaskClient, path: str, search: str = "") -> dict[str, Any]:
    """Return what the router answers for an address."""
    outputs = [{"id": "shell-frame", "property": "children"}, {"id": "shell-answer", "property": "data"}]
    body = {
        "output": "..shell-frame.children...shell-answer.data..",
        "outputs": outputs,
        "inputs": [{"id": "shell-request", "property": "data", "value": {"path": path, "search": search}}],
        "changedPropIds": ["shell-request.data"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()["response"]
    return found
