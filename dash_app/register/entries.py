"""Which lines of the audit fit, and is its chain whole?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from dash_app.register.audit import first_broken
from dash_app.register.models import Entry
from dash_app.register.register import Register

MOST = 100_000
"""Lines of one file; more are fetched by narrower filters."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: moments in UTC, the beginning of the action, kind and id of the subject.

    There is no filter by person: the audit answers what happened, not who does how much.
    """

    since: datetime | None = None
    until: datetime | None = None
    """Excluded."""
    action: str = ""
    kind: str = ""
    subject: str = ""

    def narrowed(self, question: Select[Entry]) -> Select[Entry]:
        """Return a question with these conditions."""
        if self.since:
            question = question.where(Entry.at >= self.since)
        if self.until:
            question = question.where(Entry.at < self.until)
        if self.action:
            question = question.where(Entry.action == self.action)
        if self.kind:
            question = question.where(Entry.kind == self.kind)
        if self.subject:
            question = question.where(Entry.subject == self.subject)
        return question


def entries(
    register: Register, wanted: Wanted, *, limit: int = MOST, offset: int = 0
) -> tuple[list[Entry], int]:
    """Return the lines that fit, newest first, and how many there are."""
    question = wanted.narrowed(select(Entry))
    with register.reading() as session:
        number = session.scalar(select(func.count()).select_from(question.subquery())) or 0
        found = session.scalars(question.order_by(Entry.id.desc()).limit(limit).offset(offset))
        return list(found), number


def words_used(register: Register) -> tuple[Sequence[str], Sequence[str]]:
    """Return the actions and the kinds of subjects that the audit holds."""
    with register.reading() as session:
        actions = session.scalars(select(Entry.action).distinct().order_by(Entry.action)).all()
        return actions, session.scalars(select(Entry.kind).distinct().order_by(Entry.kind)).all()


def broken_at(register: Register) -> Entry | None:
    """Return the first line that does not follow from the one before, None where the chain is whole.

    Reads all lines, some at a time.
    """
    with register.reading() as session:
        return first_broken(
            session.scalars(select(Entry).order_by(Entry.id).execution_options(yield_per=2000))
        )
