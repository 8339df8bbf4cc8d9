"""Who works with Zielblick in tests? Accounts in a register, and a client for whoever of them asks."""

from __future__ import annotations

from flask import Flask, request

from dash_app.access import Role, Viewer
from dash_app.identity import recognise
from dash_app.register import Register
from dash_app.register.models import Account
from tests.web import Site

HEADER = "X-Test-Person"


class People:
    """Accounts by a short name; `recognised` lets the application take the header's word for who asks."""

    def __init__(self, register: Register, agreement: str) -> None:
        self.viewers: dict[str, Viewer] = {}
        for login, role, district, agreements in (
            ("mitte", Role.DISTRICT, "01", ()),
            ("mitte2", Role.DISTRICT, "01", ()),
            ("pankow", Role.DISTRICT, "03", ()),
            ("senat", Role.DEPARTMENT, None, (agreement,)),
            ("senat2", Role.DEPARTMENT, None, (agreement,)),
            ("fremd", Role.DEPARTMENT, None, ("anderes",)),
            ("lenkung", Role.STEERING, None, ()),
            ("leser", Role.READER, None, ()),
            ("admin", Role.ADMIN, None, ()),
        ):
            account = Account(
                login=login,
                name=f"Person {login}",
                role=role.value,
                district=district,
                agreements=list(agreements),
            )
            with register.writing() as session:
                session.add(account)
                session.flush()
                id_ = account.id
            self.viewers[login] = Viewer(account.name, role, district, tuple(agreements), id_)

    def recognised(self, server: Flask) -> None:
        """Let the server know who asks."""

        @server.before_request
        def note() -> None:
            if login := request.headers.get(HEADER):
                recognise(self.viewers[login])


def site_with_people(site: Site, register: Register, agreement: str) -> People:
    """Return the people of a site that is asked without a browser."""
    people = People(register, agreement)
    people.recognised(site.server)
    functions = site.server.before_request_funcs[None]
    functions.insert(0, functions.pop())  # before anything answers
    return people
