"""Who may see which figures?

The one place that decides. Every query takes a `Viewer` and asks here; pages, callbacks and exports never
decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from schemas.catalogue import Document, Indicator, Visibility


class Role(StrEnum):
    """What a viewer is to the agreements; `PUBLIC` is everybody, the others are known persons."""

    PUBLIC = "public"
    READER = "reader"
    DISTRICT = "district"
    DEPARTMENT = "department"
    STEERING = "steering"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who reads: name, role and, for people of a district, its key.

    Two viewers are equal where they have the same rights, whoever they are: what is remembered for one is
    right for the other. Whose something is, is told by `account`.
    """

    name: str = field(compare=False)
    role: Role
    district: str | None = None
    agreements: tuple[str, ...] = ()
    """Agreements that a department is responsible for."""
    account: int | None = field(default=None, compare=False)
    """Id in the register; None for everybody and for programs."""


DEMO_VIEWER = Viewer("Demonstration", Role.STEERING)
"""The viewer of the login `demo`, which needs no password and answers on this machine only."""

PUBLIC_VIEWER = Viewer("", Role.PUBLIC)
"""Everybody."""


def may_see(viewer: Viewer, item: Indicator | Document) -> bool:
    """Tell whether a viewer may see an indicator or a document: internal ones only if the person is known."""
    return item.visibility is Visibility.PUBLIC or viewer.role is not Role.PUBLIC


def may_see_deliveries(viewer: Viewer) -> bool:
    """Tell whether a viewer may see deliveries, findings, completeness and what is behind a figure."""
    return viewer.role is not Role.PUBLIC


def visible(viewer: Viewer, indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Return those of the indicators that a viewer may see, in their order."""
    return tuple(indicator for indicator in indicators if may_see(viewer, indicator))


# Comments and measures ----


def may_comment(viewer: Viewer, agreement: str | None, district: str) -> bool:
    """Tell whether a viewer may write comments and measures on an indicator of an agreement and an area.

    A district for itself, a department for its agreements, the steering team for all. Only known accounts
    write, so that the audit can say who did.
    """
    if viewer.account is None:
        return False
    if viewer.role is Role.DISTRICT:
        return viewer.district == district
    return may_approve(viewer, agreement)


def may_approve(viewer: Viewer, agreement: str | None) -> bool:
    """Tell whether a viewer decides on comments and measures, and may write notes on targets.

    That nobody decides on what they wrote themselves is looked at for each remark (`dash_app.remarks`).
    """
    if viewer.account is None:
        return False
    if viewer.role is Role.DEPARTMENT:
        return agreement in viewer.agreements
    return viewer.role is Role.STEERING


def may_read_audit(viewer: Viewer) -> bool:
    """Tell whether a viewer may read who wrote and released what."""
    return viewer.role is Role.ADMIN
