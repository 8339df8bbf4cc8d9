"""How is a remark written, submitted, decided on, and how does the audit know?

Every step is one transaction with its line of the audit. Who comes with an old version is told so, and the
form keeps what was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from dash_app.access import Viewer
from dash_app.register import Register, Session, audit
from dash_app.register.audit import Action
from dash_app.register.models import Remark, RemarkState, now
from dash_app.register.remarks import of_form
from dash_app.remarks.forms import FIELDS
from dash_app.remarks.rules import Step, steps

R = TypeVar("R", bound=Remark)
_STATES = {
    Step.SUBMIT: RemarkState.SUBMITTED,
    Step.WITHDRAW: RemarkState.DRAFT,
    Step.APPROVE: RemarkState.APPROVED,
    Step.RETURN: RemarkState.RETURNED,
    Step.DELETE: RemarkState.DELETED,
}
_ACTIONS = {Step.SAVE: "write", Step.WITHDRAW: "write"}
"""Words of the audit where they are not those of the step."""
_DECISIONS = (Step.APPROVE, Step.RETURN)


class NotThere(Exception):
    """There is no such remark, or not for this viewer."""


class NotAllowed(Exception):
    """The viewer may not take this step, or not in this state."""


class Overtaken(Exception):
    """Somebody else was quicker; `now` is the remark as it is."""

    def __init__(self, now: Remark) -> None:
        self.now = now
        super().__init__(f"version is {now.version}")


@dataclass(frozen=True, slots=True)
class Change:
    """A step with what comes with it."""

    step: Step
    version: int
    values: dict[str, Any] | None = None
    """Columns that are written."""
    reason: str = ""
    done: date | None = None


def begin(register: Register, viewer: Viewer, made: R, step: Step) -> R:
    """Keep a new remark as draft or submitted; the same form sent twice makes one remark.

    The caller has checked that the viewer may write it.
    """
    table = type(made)
    with register.writing() as session:
        if made.form and (earlier := of_form(session, table, made.form)):
            if earlier.account_id != viewer.account:
                raise NotThere
            return earlier
        made.state = RemarkState.DRAFT.value
        made.account_id = made.changed_by_id = viewer.account or 0
        session.add(made)
        session.flush()
        _note(session, viewer, made, Step.SAVE, None)
        if step is Step.SUBMIT:
            before, made.state = _facts(made), RemarkState.SUBMITTED.value
            session.flush()
            _note(session, viewer, made, step, before)
        session.refresh(made)
        return made


def take(
    register: Register, viewer: Viewer, table: type[R], id_: int, agreement: str | None, change: Change
) -> R:
    """Take a step with a remark.

    Raises:
        NotThere, NotAllowed, Overtaken: and nothing is written.
    """
    with register.writing() as session:
        remark = session.get(table, id_)
        if remark is None or remark.state == RemarkState.DELETED:
            raise NotThere
        may = steps(viewer, remark, agreement)
        if remark.version != change.version and (may or viewer.account == remark.account_id):
            session.expunge_all()  # what is told of it outlives the transaction
            raise Overtaken(remark)
        if change.step not in may:
            raise NotAllowed
        before = _facts(remark)
        _write(remark, viewer, change)
        session.flush()
        _note(session, viewer, remark, change.step, before)
        return remark


def _write(remark: Remark, viewer: Viewer, change: Change) -> None:
    if change.step in (Step.SAVE, Step.SUBMIT) and change.values is not None:
        for name, value in change.values.items():
            setattr(remark, name, value)
        remark.changed, remark.changed_by_id = now(), viewer.account or 0
    if state := _STATES.get(change.step):
        remark.state = state.value
    if change.step in _DECISIONS:
        remark.decided, remark.decided_by_id, remark.reason = now(), viewer.account, change.reason
    if change.step is Step.SUBMIT:
        remark.reason = ""
    if change.step is Step.DONE:
        remark.done = change.done  # type: ignore[attr-defined]  # only measures have this step


def _facts(remark: Remark) -> dict[str, Any]:
    more = ("kind", "period", "publication") if remark.__tablename__ == "comment" else ("done",)
    names = ("state", "indicator", "district", *more, *FIELDS[type(remark)], "reason")
    return audit.facts(remark, *names)


def _note(
    session: Session, viewer: Viewer, remark: Remark, step: Step, before: dict[str, Any] | None
) -> None:
    """Add the line of the audit: what changed, before and after; of a new remark all."""
    after = _facts(remark)
    if before is not None:
        after = {name: value for name, value in after.items() if before.get(name, value) != value}
        before = {name: before[name] for name in after}
    kind = remark.__tablename__
    action = Action(f"{kind}.{_ACTIONS.get(step, step.value)}")
    audit.note(session, viewer, action, kind, remark.id, before=before, after=after)
