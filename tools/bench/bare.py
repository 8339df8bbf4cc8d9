"""What does the smallest Dash application cost? The limit for the start, served by gunicorn."""

from __future__ import annotations

from dash import Dash, html
from flask import Flask


def create_server() -> Flask:
    """Return an application of one sentence."""
    app = Dash("bare", serve_locally=True)
    app.enable_dev_tools(debug=False, dev_tools_disable_version_check=True)
    app.layout = html.Div("One sentence.")
    server: Flask = app.server
    return server
