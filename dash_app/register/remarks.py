"""Which comments and measures does the register hold?"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from dash_app.register.models import Comment, Entry, Measure, Remark, RemarkState

R = TypeVar("R", bound=Remark)
KINDS = (Comment.__tablename__, Measure.__tablename__)
MOST = 2000
"""Remarks that are read at once; the newest."""


def found(
    session: Session,
    table: type[R],
    *,
    indicators: Collection[str] | None = None,
    districts: Collection[str] | None = None,
    states: Collection[str] | None = None,
) -> list[R]:
    """Return remarks that are not deleted, newest first; all where nothing is named."""
    question = select(table).where(table.state != RemarkState.DELETED.value)
    for column, wanted in (
        (table.indicator, indicators),
        (table.district, districts),
        (table.state, states),
    ):
        if wanted is not None:
            question = question.where(column.in_(list(wanted)))
    order = table.changed.desc(), table.id.desc()
    return list(session.scalars(question.order_by(*order).limit(MOST)))


def of_form(session: Session, table: type[R], form: str) -> R | None:
    """Return the remark that a form has made already."""
    return session.scalars(select(table).where(table.form == form)).one_or_none()


def last_write(session: Session) -> int:
    """Return the id of the last line of the audit that is about a remark."""
    lines = (select(Entry.id).where(Entry.kind == kind) for kind in KINDS)
    newest = (line.order_by(Entry.id.desc()).limit(1).scalar_subquery() for line in lines)
    return max(found or 0 for found in session.execute(select(*newest)).one())
