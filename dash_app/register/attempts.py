"""Who has guessed too often? Failed attempts to sign in, by name and by address, shared by all processes.

An attempt counts as failed before the password is looked at, so that many at once are not free; success
wipes the slate of the name. Unknown names are counted like known ones: a lock does not tell which exist.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dash_app.register.models import Attempt, Secret, now
from dash_app.register.register import Register

FREE_BY_NAME = 5
"""Failures of a name that cost nothing: people mistype."""
FREE_BY_ADDRESS = 30
"""Failures from an address that cost nothing: an office may stand behind one."""
FIRST = timedelta(seconds=15)
"""First lock; each further failure doubles it."""
LONGEST = timedelta(minutes=15)
"""Longest lock: longer ones would let a stranger keep people out for a day."""
FORGOTTEN = timedelta(hours=12)
"""So long after the last failure nothing is left of it."""


def begin(register: Register, name: str, address: str) -> tuple[timedelta | None, bool]:
    """Count an attempt and return how long to wait, None where it may go on, and whether it locks the name.

    A locked name or address is not counted again: waiting ends a lock, also for who cannot wait.
    """
    with register.writing() as session:
        key = secret(session, "attempts")
        session.execute(delete(Attempt).where(Attempt.last < now() - FORGOTTEN))
        rows = [_row(session, key, "name", name), _row(session, key, "address", address)]
        if locked := [row.locked_until for row in rows if row.locked_until and row.locked_until > now()]:
            return max(locked) - now(), False
        for row, free in zip(rows, (FREE_BY_NAME, FREE_BY_ADDRESS), strict=True):
            row.failures, row.last = row.failures + 1, now()
            row.locked_until = _until(row.failures - free)
        return None, rows[0].failures == FREE_BY_NAME + 1


def succeed(register: Register, name: str, address: str) -> None:
    """Forget the failures of a name; the attempt that worked was none of the address either."""
    with register.writing() as session:
        key = secret(session, "attempts")
        by_name, by_address = _row(session, key, "name", name), _row(session, key, "address", address)
        session.delete(by_name)
        by_address.failures -= 1
        by_address.locked_until = None


def secret(session: Session, name: str) -> str:
    """Return a secret of the installation, inside a write; made when it is asked for first."""
    found = session.get(Secret, name)
    if found is None:
        found = Secret(name=name, value=secrets.token_hex(32))
        session.add(found)
        session.flush()
    return found.value


def kept_secret(register: Register, name: str) -> str:
    """Return a secret of the installation."""
    with register.reading() as reading:
        if found := reading.scalar(select(Secret.value).where(Secret.name == name)):
            return found
    with register.writing() as session:
        return secret(session, name)


def _row(session: Session, key: str, kind: str, what: str) -> Attempt:
    digest = hmac.new(key.encode(), f"{kind}:{what}".encode(), hashlib.sha256).hexdigest()
    row = session.get(Attempt, digest)
    if row is None:
        row = Attempt(key=digest, failures=0)
        session.add(row)
        session.flush()
    return row


def _until(beyond: int) -> datetime | None:
    return now() + min(FIRST * 2 ** min(beyond - 1, 20), LONGEST) if beyond > 0 else None
