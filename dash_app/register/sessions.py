"""Whose session is this? Sessions of browsers: begun, found with one question, ended.

The browser holds a random secret, the register its SHA-256. A session says nothing of what was looked at:
its last use is noted in steps of some minutes, only to end what nobody uses.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from dash_app.access import Role, Viewer
from dash_app.register.models import Account, SignIn, now
from dash_app.register.register import Register

IDLE = timedelta(hours=8)
"""So long a session lasts without being used: a working day."""
LONGEST = timedelta(hours=24)
"""So long it lasts at most (NIST SP 800-63B-4, AAL2)."""
STEP = timedelta(minutes=5)
"""Steps in which the last use is noted."""
_BYTES = 32
_ROLES = frozenset(Role)

_FIND = (
    select(Account.id, Account.name, Account.role, Account.district, Account.agreements, SignIn.used)
    .join(Account, Account.id == SignIn.account_id)
    .where(
        SignIn.token == bindparam("token"),
        SignIn.used > bindparam("used_after"),
        SignIn.created > bindparam("begun_after"),
        Account.is_disabled.is_(False),
    )
)


def begin(register: Register, account: int, *, instead_of: str | None = None) -> str:
    """Begin a session and return its secret for the browser; the one `instead_of` which it begins ends.

    Sessions that are over are thrown away by the way.
    """
    secret = secrets.token_urlsafe(_BYTES)
    with register.writing() as session:
        _throw_away(session)
        if instead_of:
            session.execute(delete(SignIn).where(SignIn.token == _digest(instead_of)))
        session.add(SignIn(token=_digest(secret), account_id=account))
    return secret


def find(register: Register, secret: str, *, is_use: bool = True) -> Viewer | None:
    """Return who has the session; None where there is none, where it is over, or the account is disabled.

    `is_use` is not true of what an open page asks for by itself: it must not keep a session alive.
    """
    token, time = _digest(secret), now()
    asked = {"token": token, "used_after": time - IDLE, "begun_after": time - LONGEST}
    with register.engine.connect() as connection:
        row = connection.execute(_FIND, asked).first()
    if row is None or row.role not in _ROLES:
        return None
    if is_use and row.used < time - STEP:
        with register.writing() as session:
            session.execute(update(SignIn).where(SignIn.token == token).values(used=time))
    return Viewer(row.name, Role(row.role), row.district, tuple(row.agreements), row.id)


def end(register: Register, secret: str) -> None:
    """End one session."""
    with register.writing() as session:
        session.execute(delete(SignIn).where(SignIn.token == _digest(secret)))


def end_all(session: Session, account: int) -> None:
    """End all sessions of an account, inside a write."""
    session.execute(delete(SignIn).where(SignIn.account_id == account))


def _throw_away(session: Session) -> None:
    over = or_(SignIn.used <= now() - IDLE, SignIn.created <= now() - LONGEST)
    session.execute(delete(SignIn).where(over))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
