"""Who is it in the demonstration? Whoever one chooses to be: no password, on this machine only.

The choice is a cookie, `district-04`. Every choice has an account of its own, with a number that follows from
it and is below zero: reading asks no register, and the account is made with the first thing that is written.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import replace

from flask import request

from dash_app.access import DEMO_VIEWER, PUBLIC_VIEWER, Role, Viewer
from dash_app.register import Register, accounts
from dash_app.texts import DEFAULT, Texts

COOKIE = "zb-rolle"
_CHOICE = re.compile(
    r"(?:(?P<role>public|reader|steering|admin)"
    r"|district-(?P<district>0[1-9]|1[0-2])"
    r"|department-(?P<agreement>[a-z0-9_-]{1,60}))"
)
_NUMBERS = {Role.STEERING: -1, Role.READER: -2, Role.ADMIN: -3}


def viewer() -> Viewer:
    """Return who asks: the role that the browser has chosen, else the steering team."""
    return viewer_of(request.cookies.get(COOKIE, "")) or replace(DEMO_VIEWER, account=_NUMBERS[Role.STEERING])


def viewer_of(choice: str) -> Viewer | None:
    """Return the viewer of a choice, None where it is none."""
    found = _CHOICE.fullmatch(choice)
    if found is None:
        return None
    if district := found["district"]:
        return Viewer(DEMO_VIEWER.name, Role.DISTRICT, district, account=-100 - int(district))
    if agreement := found["agreement"]:
        number = -1000 - zlib.crc32(agreement.encode())
        return Viewer(DEMO_VIEWER.name, Role.DEPARTMENT, agreements=(agreement,), account=number)
    role = Role(found["role"])
    if role is Role.PUBLIC:
        return PUBLIC_VIEWER
    return Viewer(DEMO_VIEWER.name, role, account=_NUMBERS[role])


def choice_of(viewer: Viewer) -> str:
    """Return the choice that a viewer of the demonstration is."""
    parts = (viewer.role.value, viewer.district or "", *viewer.agreements)
    return "-".join(part for part in parts if part)


def ensure_account(register: Register, viewer: Viewer) -> None:
    """Make the account of a viewer of the demonstration where there is none yet."""
    if viewer.account is None or accounts.by_id(register, viewer.account):
        return
    choice = choice_of(viewer)
    rights = accounts.Rights(viewer.role, viewer.district, viewer.agreements)
    try:
        accounts.add(register, None, f"demo:{choice}", _name(viewer), rights, id_=viewer.account)
    except accounts.AccountError:  # another process was quicker
        return


def _name(viewer: Viewer) -> str:
    """Return what the account is called, in the language of the register: `Demo Bezirk 05`."""
    role = Texts(DEFAULT)(f"shell.role.{viewer.role.value}")
    return " ".join(("Demo", role, *filter(None, [viewer.district, *viewer.agreements])))
