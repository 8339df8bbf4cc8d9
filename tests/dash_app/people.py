"""Who works with Zielblick in tests? Two people of some offices, each signed in with an own account."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from dash_app.access import Role
from tests.signed import client_as


def people(server: Flask, agreement: str) -> dict[str, FlaskClient]:
    """Return clients by a short name; `fremd` is of a department that another agreement belongs to."""
    known = {
        "mitte": (Role.DISTRICT, "01", ()),
        "mitte2": (Role.DISTRICT, "01", ()),
        "pankow": (Role.DISTRICT, "03", ()),
        "senat": (Role.DEPARTMENT, None, (agreement,)),
        "senat2": (Role.DEPARTMENT, None, (agreement,)),
        "fremd": (Role.DEPARTMENT, None, ("anderes",)),
        "lenkung": (Role.STEERING, None, ()),
        "leser": (Role.READER, None, ()),
        "admin": (Role.ADMIN, None, ()),
    }
    return {
        name: client_as(server, role, district=district, agreements=agreements, name=name)
        for name, (role, district, agreements) in known.items()
    }
