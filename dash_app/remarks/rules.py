"""Who may see a remark, and who may take which step with it?

Pure: from the viewer, the remark and the agreement that it belongs to. An office is what shares all rights:
the people of one district, of one department, of the steering team.
"""

from __future__ import annotations

from enum import StrEnum

from dash_app.access import Role, Viewer, areas_seen, may_approve, may_comment
from dash_app.register.models import Account, Measure, Remark, RemarkState
from schemas.catalogue import Indicator

OPEN = frozenset({RemarkState.DRAFT.value, RemarkState.RETURNED.value})
"""States in which its office writes on."""


class Step(StrEnum):
    """What can be done with a remark."""

    SAVE = "save"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"
    DONE = "done"
    DELETE = "delete"


def is_of_office(viewer: Viewer, account: Account) -> bool:
    """Tell whether a viewer works where the account does."""
    role = Role(account.role)
    return Viewer(account.name, role, account.district, tuple(account.agreements)) == viewer


def may_read(viewer: Viewer, remark: Remark, agreement: str | None) -> bool:
    """Tell whether a viewer may read a remark on a figure that they may see.

    Drafts are for the office that writes them, what is submitted also for those who decide.
    """
    if remark.state == RemarkState.APPROVED:
        return True
    if remark.state == RemarkState.DELETED or viewer.account is None:
        return False
    if is_of_office(viewer, remark.account):
        return True
    return remark.state == RemarkState.SUBMITTED and may_approve(viewer, agreement)


def steps(viewer: Viewer, remark: Remark, agreement: str | None) -> tuple[Step, ...]:
    """Return the steps that a viewer may take, in the order in which they are offered.

    Four eyes: neither who began a remark nor who wrote last approves it.
    """
    if viewer.account is None or not may_read(viewer, remark, agreement):
        return ()
    own = is_of_office(viewer, remark.account) and may_comment(viewer, agreement, remark.district)
    decides = may_approve(viewer, agreement)
    is_fresh = viewer.account not in (remark.account_id, remark.changed_by_id)
    found: list[Step] = []
    if remark.state in OPEN and own:
        found += [Step.SAVE, Step.SUBMIT, Step.DELETE]
    if remark.state == RemarkState.SUBMITTED:
        found += [Step.WITHDRAW] if own else []
        found += [Step.APPROVE] if decides and is_fresh else []
        found += [Step.RETURN] if decides and is_fresh else []
    if remark.state == RemarkState.APPROVED:
        found += [Step.DONE] if isinstance(remark, Measure) and not remark.done and (own or decides) else []
        found += [Step.RETURN] if decides else []
    return tuple(found)


def may_begin(
    viewer: Viewer, indicator: Indicator, agreement: str | None, district: str, *, is_target: bool = False
) -> bool:
    """Tell whether a viewer may write something new; notes on targets are for who is responsible."""
    within = areas_seen(viewer, indicator, agreement)
    if within is not None and district not in within:
        return False
    return may_approve(viewer, agreement) if is_target else may_comment(viewer, agreement, district)
