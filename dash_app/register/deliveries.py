"""Which deliveries wait in the register, and how does one get from one state to the next?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from dash_app.access import Viewer, may_see_delivery
from dash_app.register.audit import Action, facts, note
from dash_app.register.models import Delivery, DeliveryFile, DeliveryState
from dash_app.register.register import Register

OPEN = (
    DeliveryState.DRAFT,
    DeliveryState.SUBMITTED,
    DeliveryState.RELEASING,
    DeliveryState.RETURNED,
)
"""States in which somebody has still to do something."""
_KIND = "delivery"
_AUDITED = ("state", "district", "reason", "note", "checked_against", "publication", "agreements")


class Moved(Exception):
    """A delivery is not in the state that a step begins with; somebody was quicker. `state` is what it is."""

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__(state)


def add(register: Register, viewer: Viewer, delivery: Delivery) -> int:
    """Add a delivery with its files and return its number."""
    with register.writing() as session:
        session.add(delivery)
        session.flush()
        after = facts(delivery, *_AUDITED) | {"files": [f"{f.name} {f.sha256[:12]}" for f in delivery.files]}
        note(session, viewer, Action.DELIVERY_UPLOAD, _KIND, delivery.id, after=after)
        return delivery.id


def get(register: Register, viewer: Viewer, number: int) -> Delivery | None:
    """Return a delivery with files and people, None where there is none that the viewer may see."""
    with register.reading() as session:
        found = session.scalar(_whole().where(Delivery.id == number))
    return found if found is not None and _is_seen(viewer, found) else None


def listing(
    register: Register, viewer: Viewer, states: Collection[str] | None = None, *, most: int = 200
) -> list[Delivery]:
    """Return the deliveries that a viewer may see, newest first; only those in the states, if given."""
    question = _whole().order_by(Delivery.id.desc()).limit(most)
    if states is not None:
        question = question.where(Delivery.state.in_(states))
    if viewer.district is not None:
        question = question.where(Delivery.district == viewer.district)
    with register.reading() as session:
        return [each for each in session.scalars(question) if _is_seen(viewer, each)]


def step(
    register: Register,
    viewer: Viewer | None,
    number: int,
    action: Action,
    *,
    expected: Iterable[str],
    **changes: Any,
) -> None:
    """Change a delivery that is in one of the expected states; the audit notes what changed.

    Raises:
        Moved: where it is in another state by now, or gone.
    """
    with register.writing() as session:
        row = session.get(Delivery, number)
        if row is None or row.state not in set(expected):
            raise Moved(row.state if row is not None else "")
        audited = [name for name in changes if name in _AUDITED]
        before = facts(row, *audited)
        for name, value in changes.items():
            setattr(row, name, value)
        note(session, viewer, action, _KIND, number, before=before, after=facts(row, *audited))


def note_rollback(register: Register, viewer: Viewer, number: int, made: int, reason: str) -> None:
    """Note in the audit that an earlier publication was made current again."""
    with register.writing() as session:
        after = {"publication": made, "content_of": number, "reason": reason}
        note(session, viewer, Action.PUBLICATION_ROLLBACK, "publication", made, after=after)


def is_held(register: Register, sha256: str, besides: int) -> bool:
    """Tell whether another delivery that was not withdrawn has a file with this content."""
    question = (
        select(DeliveryFile.id)
        .join(Delivery)
        .where(
            DeliveryFile.sha256 == sha256,
            Delivery.id != besides,
            Delivery.state != DeliveryState.WITHDRAWN.value,
        )
    )
    with register.reading() as session:
        return session.scalar(question.limit(1)) is not None


def _is_seen(viewer: Viewer, found: Delivery) -> bool:
    is_own = viewer.account is not None and viewer.account == found.account_id
    return is_own or may_see_delivery(viewer, found.district, found.agreements)


def _whole() -> Select[Delivery]:
    return select(Delivery).options(
        selectinload(Delivery.files), selectinload(Delivery.account), selectinload(Delivery.decided_by)
    )
