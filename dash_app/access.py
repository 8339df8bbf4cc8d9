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
