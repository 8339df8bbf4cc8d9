"""Which columns of the register hold data about employees, and which hold none?

The page `/mitbestimmung` names every column of the first kind; a test compares both lists with the tables, so
that no new column is stored without being said or thought about.
"""

from __future__ import annotations

from collections.abc import Mapping

STORED: Mapping[str, tuple[str, ...]] = {
    "account": (
        "login",
        "name",
        "role",
        "district",
        "agreements",
        "password",
        "is_disabled",
        "created",
    ),
    "sign_in": ("token", "account_id", "created", "used"),
    "attempt": ("key", "failures", "last", "locked_until"),
    "comment": (
        "account_id",
        "changed_by_id",
        "created",
        "changed",
        "decided",
        "decided_by_id",
        "text",
        "reason",
    ),
    "measure": (
        "account_id",
        "changed_by_id",
        "created",
        "changed",
        "decided",
        "decided_by_id",
        "title",
        "text",
        "owner",
        "effect",
        "reason",
    ),
    "delivery": ("account_id", "created", "submitted", "decided", "decided_by_id", "reason", "note"),
    "delivery_file": ("name",),
    "audit": ("at", "actor_id", "actor", "action", "kind", "subject", "before", "after"),
}
"""Columns by table that say who somebody is, what they did, or what they wrote."""

_REMARK = ("id", "state", "indicator", "district", "form", "version")
IMPERSONAL: Mapping[str, tuple[str, ...]] = {
    "account": ("id",),
    "secret": ("name", "value"),
    "comment": (*_REMARK, "kind", "period", "publication"),
    "measure": (*_REMARK, "starts", "due", "done", "expected"),
    "delivery": ("id", "state", "district", "checked_against", "publication", "agreements", "report"),
    "delivery_file": ("id", "delivery_id", "sha256", "size", "source", "status"),
    "audit": ("id", "digest"),
}
"""All other columns: about figures, places and files."""

NEVER = ("views", "single", "counts", "monitoring", "network", "health")
"""What is never stored or shown; `participation.never.<name>`."""
LAWS = ("persvg85", "persvg90", "court", "privacy", "access")
OUTSIDE = ("log", "orders", "files", "cookies", "browser")
"""Where else something could be about employees: outside of the register."""
