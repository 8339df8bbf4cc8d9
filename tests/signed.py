"""Who asks in a test? A client that is signed in with a role, in every login.

    client = client_as(server, Role.DISTRICT, district="04")
    client.post("/...", data={...})   # as a page of ours would send it

In the demonstration it has chosen the role; with `Settings(login="local")` it has an account and a session.
"""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from dash_app.access import Role, Viewer
from dash_app.reading import EXTENSION, Site
from dash_app.register import accounts, sessions
from dash_app.signin import demo
from dash_app.signin.cookies import NAME

PASSWORD = "Fensterbank im Gartenzaun"
"""Of all accounts in tests."""


class Client(FlaskClient):
    """A client that says, as browsers do, that its requests come from our own pages."""

    def open(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        headers = Headers(kwargs.pop("headers", None))  # type: ignore[arg-type]
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        return super().open(*args, headers=headers, **kwargs)  # type: ignore[arg-type]


def client_as(
    server: Flask,
    role: Role,
    *,
    district: str | None = None,
    agreements: tuple[str, ...] = (),
    name: str = "",
) -> FlaskClient:
    """Return a client that is signed in; one person for each set of rights, or each `name`."""
    client = Client(server, use_cookies=True)
    here: Site = server.extensions[EXTENSION]
    if here.settings.login == "demo":
        client.set_cookie(demo.COOKIE, demo.choice_of(Viewer("", role, district, agreements)))
        return client
    login = name or "-".join((role.value, district or "", *agreements)).strip("-")
    client.set_cookie(
        NAME, sessions.begin(here.register, account_of(server, login, role, district, agreements))
    )
    return client


def account_of(
    server: Flask,
    login: str,
    role: Role = Role.READER,
    district: str | None = None,
    agreements: tuple[str, ...] = (),
    *,
    password: str | None = None,
) -> int:
    """Return the id of an account, made where there is none; `password` is a hash."""
    here: Site = server.extensions[EXTENSION]
    if found := accounts.by_login(here.register, login):
        return found.id
    rights = accounts.Rights(role, district, agreements)
    return accounts.add(here.register, None, login, login.title(), rights, password=password).id
