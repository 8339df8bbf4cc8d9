"""Who may see which figures, documents, deliveries and findings?

The one place that decides. Every query takes a `Viewer` and asks here; pages, callbacks and exports never
decide. What each role may see is the table `RIGHTS`; docs/rights.md says it in words, and a test compares
both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from schemas.catalogue import BERLIN, Document, Indicator, Visibility


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


# The table ----


class Scope(StrEnum):
    """How much of something that is not for all."""

    NONE = "none"
    BERLIN = "berlin"
    """The city as a whole, no district."""
    OWN = "own"
    """The own district, and the city as a whole."""
    AGREEMENTS = "agreements"
    """All of the own agreements; of others the city as a whole."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Rights:
    """What a role may see."""

    internal: bool
    """Figures and documents that the catalogue marks `internal`."""
    own: Scope
    """Figures that the catalogue marks `own`: survey results."""
    deliveries: bool
    """That something was delivered, when and with which result; who owes what; what is behind a figure."""
    findings: Scope
    """What the checks found in a delivery, word by word."""


RIGHTS: Mapping[Role, Rights] = MappingProxyType(
    {
        Role.PUBLIC: Rights(False, Scope.NONE, False, Scope.NONE),
        Role.READER: Rights(True, Scope.BERLIN, True, Scope.NONE),
        Role.DISTRICT: Rights(True, Scope.OWN, True, Scope.OWN),
        Role.DEPARTMENT: Rights(True, Scope.AGREEMENTS, True, Scope.AGREEMENTS),
        Role.STEERING: Rights(True, Scope.ALL, True, Scope.ALL),
        Role.ADMIN: Rights(False, Scope.NONE, False, Scope.NONE),
    }
)
"""Who looks after accounts needs no figures that are not public."""


# Figures and documents ----


def may_see(viewer: Viewer, item: Indicator | Document) -> bool:
    """Tell whether a viewer may see anything of an indicator, or a document."""
    rights = RIGHTS[viewer.role]
    match item.visibility:
        case Visibility.PUBLIC:
            return True
        case Visibility.INTERNAL:
            return rights.internal
        case _:
            return rights.own is not Scope.NONE


def visible(viewer: Viewer, indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Return those of the indicators that a viewer may see, in their order."""
    return tuple(indicator for indicator in indicators if may_see(viewer, indicator))


def areas_seen(viewer: Viewer, indicator: Indicator, agreement: str | None) -> frozenset[str] | None:
    """Return the keys of the areas whose figures a viewer may see; None for all.

    `agreement` is the id of the agreement of the indicator, None where it belongs to none.
    """
    if not may_see(viewer, indicator):
        return frozenset()
    if indicator.visibility is not Visibility.OWN:
        return None
    scope = RIGHTS[viewer.role].own
    if scope is Scope.ALL or (scope is Scope.AGREEMENTS and agreement in viewer.agreements):
        return None
    own = viewer.district if scope is Scope.OWN else None
    return frozenset({BERLIN, own} if own else {BERLIN})


# Deliveries ----


def may_see_deliveries(viewer: Viewer) -> bool:
    """Tell whether a viewer may see deliveries, completeness and what is behind a figure."""
    return RIGHTS[viewer.role].deliveries


def may_see_findings(
    viewer: Viewer, districts: Collection[str], agreements: Collection[str], closed: Collection[str]
) -> bool:
    """Tell whether a viewer may read what the checks found in a delivery.

    Args:
        viewer: who reads.
        districts: area keys of the delivery; its own people read it only where it is of nobody else.
        agreements: ids of the agreements whose indicators it feeds.
        closed: those of them whose figures in it are not for everybody (`own`).
    """
    match RIGHTS[viewer.role].findings:
        case Scope.ALL:
            return True
        case Scope.OWN:
            return viewer.district is not None and set(districts) == {viewer.district}
        case Scope.AGREEMENTS:
            mine = set(viewer.agreements)
            return not mine.isdisjoint(agreements) and mine.issuperset(closed)
        case _:
            return False


# Comments and measures ----


WRITERS = frozenset({Role.DISTRICT, Role.DEPARTMENT, Role.STEERING})
"""Roles that write comments and measures on something."""


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


def may_manage_accounts(viewer: Viewer) -> bool:
    """Tell whether a viewer may look after the accounts."""
    return viewer.role is Role.ADMIN


# Deliveries through the browser ----


def may_upload(viewer: Viewer) -> bool:
    """Tell whether a viewer may upload deliveries: known persons of a district, a department or steering."""
    if viewer.account is None:
        return False
    return viewer.role in (Role.DEPARTMENT, Role.STEERING) or (
        viewer.role is Role.DISTRICT and viewer.district is not None
    )


def may_see_delivery(viewer: Viewer, district: str | None, agreements: Iterable[str]) -> bool:
    """Tell whether a viewer may see a delivery on its way, whose values are not published yet.

    Districts their own, departments what concerns their agreements and no other, the steering team all.
    """
    if viewer.role is Role.DISTRICT:
        return viewer.district is not None and viewer.district == district
    if viewer.role is Role.DEPARTMENT:
        touched = set(agreements)
        return bool(touched) and touched <= set(viewer.agreements)
    return viewer.role is Role.STEERING


def may_release(viewer: Viewer, district: str | None, agreements: Iterable[str], sender: int) -> bool:
    """Tell whether a viewer may release or return a delivery: never the person who sent it (four eyes).

    What a district sends, the department that is responsible for all of it; everything, the steering team.
    """
    if viewer.account is None or viewer.account == sender or viewer.role is Role.DISTRICT:
        return False
    is_department = viewer.role is Role.DEPARTMENT
    return may_see_delivery(viewer, district, agreements) and (district is not None or not is_department)


def may_roll_back(viewer: Viewer) -> bool:
    """Tell whether a viewer may make an earlier publication current again."""
    return viewer.role is Role.STEERING and viewer.account is not None
