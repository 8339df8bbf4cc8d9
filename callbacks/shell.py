"""How does a choice become a page? The address is the only thing between them."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dash_app import ids
from dash_app.shell import asked, render


def register(app: Dash) -> None:
    """Address to request (browser), request to page (server), page to document, title and focus (browser)."""
    app.clientside_callback(
        ClientsideFunction("shell", "navigate"),
        Output(ids.Shell.REQUEST, "data"),
        Input(ids.Shell.ADDRESS, "pathname"),
        Input(ids.Shell.ADDRESS, "search"),
        State(ids.Shell.ANSWER, "data"),
        prevent_initial_call=True,
    )
    app.callback(
        Output(ids.Shell.MARKUP, "data"),
        Output(ids.Shell.FRAME, "children"),
        Output(ids.Shell.ANSWER, "data"),
        Input(ids.Shell.REQUEST, "data"),
        prevent_initial_call=True,
    )(show_page)
    app.clientside_callback(
        ClientsideFunction("shell", "settle"),
        Output(ids.Shell.STATUS, "children"),
        Input(ids.Shell.ANSWER, "data"),
        State(ids.Shell.MARKUP, "data"),
        prevent_initial_call=True,
    )


def show_page(value: Any) -> tuple[str, list[Component], dict[str, Any]]:
    """Return the page of the address that is asked for (path and search): as markup, else as components."""
    if (address := asked(value)) is None:
        raise PreventUpdate
    shown = render(*address)
    return shown.markup, [] if shown.markup else shown.frame, shown.answer
