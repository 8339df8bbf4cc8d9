"""Who did what? Lines that are only added, each with the digest of the one before.

Only writes and releases are recorded, never what somebody looked at. Passwords, hashes and secrets do not
get here: `facts` takes columns by name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dash_app.access import Viewer
from dash_app.register.models import Base, Entry, now

PROGRAM = "Zielblick"
"""Actor of what no person does."""


class Action(StrEnum):
    """What is recorded."""

    ACCOUNT_ADD = "account.add"
    ACCOUNT_CHANGE = "account.change"
    ACCOUNT_DISABLE = "account.disable"
    ACCOUNT_ENABLE = "account.enable"
    ACCOUNT_LOCK = "account.lock"
    PASSWORD_SET = "password.set"
    SESSIONS_REVOKE = "sessions.revoke"
    DELIVERY_UPLOAD = "delivery.upload"
    DELIVERY_CHECK = "delivery.check"
    DELIVERY_SUBMIT = "delivery.submit"
    DELIVERY_RELEASE = "delivery.release"
    DELIVERY_RETURN = "delivery.return"
    DELIVERY_WITHDRAW = "delivery.withdraw"
    PUBLICATION_ROLLBACK = "publication.rollback"
    COMMENT_WRITE = "comment.write"
    COMMENT_SUBMIT = "comment.submit"
    COMMENT_APPROVE = "comment.approve"
    COMMENT_RETURN = "comment.return"
    COMMENT_DELETE = "comment.delete"
    MEASURE_WRITE = "measure.write"
    MEASURE_SUBMIT = "measure.submit"
    MEASURE_APPROVE = "measure.approve"
    MEASURE_RETURN = "measure.return"
    MEASURE_DONE = "measure.done"
    MEASURE_DELETE = "measure.delete"


def note(
    session: Session,
    viewer: Viewer | None,
    action: Action,
    kind: str,
    subject: object,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Entry:
    """Add the line of a write to the same transaction as the write.

    Args:
        session: of `Register.writing`, so that writers stand in a queue and the chain has no fork.
        viewer: who writes; None for the program itself and its command line.
        action: what is done.
        kind: table of the subject.
        subject: id of what is written.
        before: what it was; only what changes.
        after: what it is.
    """
    last = session.execute(select(Entry.digest).order_by(Entry.id.desc()).limit(1)).scalar() or ""
    entry = Entry(
        at=now(),
        actor_id=viewer.account if viewer else None,
        actor=f"{viewer.name} ({viewer.role.value})" if viewer else PROGRAM,
        action=action.value,
        kind=kind,
        subject=str(subject),
        before=before,
        after=after,
    )
    entry.digest = _digest(entry, last)
    session.add(entry)
    session.flush()
    return entry


def facts(row: Base, *columns: str) -> dict[str, Any]:
    """Return columns of a row as JSON can say them."""
    return {name: _plain(getattr(row, name)) for name in columns}


def first_broken(entries: Iterable[Entry]) -> Entry | None:
    """Return the first line that does not follow from the one before, None where the chain is whole.

    Takes all lines in order of their ids.
    """
    last = ""
    for entry in entries:
        if entry.digest != _digest(entry, last):
            return entry
        last = entry.digest
    return None


def _digest(entry: Entry, last: str) -> str:
    said = [last, entry.at.isoformat(), entry.actor_id, entry.actor, entry.action, entry.kind, entry.subject]
    content = json.dumps([*said, entry.before, entry.after], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
