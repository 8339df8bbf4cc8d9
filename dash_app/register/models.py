"""Which tables does the register have?

Times are UTC without zone. Ids of agreements, indicators, areas and periods are those of the catalogue; the
register does not know them, so that a new catalogue needs no migration. The schema changes by migrations
only (`migrations/`); a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, ForeignKey, Integer, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints have the same names everywhere, so that migrations can speak of them."""
BigId = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up only what it calls INTEGER."""


def now() -> datetime:
    """Return the time as the register keeps it: UTC without zone, whole seconds."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {dict[str, Any]: JSON, list[str]: JSON, str: Text}


# People ----


class Account(Base):
    """Somebody who may sign in. Nothing about their work is counted by account."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    login: Mapped[str] = mapped_column(String(120), unique=True)
    """Name for signing in, in small letters; of OpenID accounts `issuer#subject`."""
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    """A value of `access.Role`."""
    district: Mapped[str | None] = mapped_column(String(2))
    agreements: Mapped[list[str]] = mapped_column(default=list)
    """Agreements that a department is responsible for."""
    password: Mapped[str | None]
    """Hash (argon2id); none for OpenID accounts."""
    is_disabled: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime] = mapped_column(default=now)


class SignIn(Base):
    """A session of a browser; goes when it ends. It says nothing of what was looked at."""

    __tablename__ = "sign_in"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the secret that the browser holds: a copy of the register opens no session."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created: Mapped[datetime] = mapped_column(default=now)
    used: Mapped[datetime] = mapped_column(default=now)
    """Last use, in steps of some minutes: only to end sessions that nobody uses."""
    account: Mapped[Account] = relationship()


class Attempt(Base):
    """Failed attempts to sign in with a name, known or not, or from an address; goes after some hours."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Digest of name or address with a secret of the installation: the table lists neither."""
    failures: Mapped[int] = mapped_column(default=0)
    last: Mapped[datetime] = mapped_column(default=now, index=True)
    locked_until: Mapped[datetime | None]


class Secret(Base):
    """A secret that all processes of the installation share."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(64))


# Deliveries in the browser ----


class DeliveryState(StrEnum):
    """Where a delivery stands: checked, handed in, released (published), sent back, or withdrawn.

    `releasing` is the time between the decision and the publication: nobody can withdraw it then.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RELEASING = "releasing"
    RELEASED = "released"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Delivery(Base):
    """Files that were uploaded, or a form that was filled in, as one thing to hand in and to release."""

    __tablename__ = "delivery"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    state: Mapped[str] = mapped_column(String(20), default=DeliveryState.DRAFT, index=True)
    district: Mapped[str | None] = mapped_column(String(2), index=True)
    """District that delivers; none for departments and the steering team."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    created: Mapped[datetime] = mapped_column(default=now)
    submitted: Mapped[datetime | None]
    decided: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(default="")
    """Why it was returned, withdrawn or rolled back."""
    note: Mapped[str] = mapped_column(default="")
    checked_against: Mapped[int | None]
    """Publication that was current when it was checked."""
    publication: Mapped[int | None] = mapped_column(index=True)
    """Publication that it went into."""
    agreements: Mapped[list[str]] = mapped_column(default=list)
    """Agreements that its measures belong to: who may release it."""
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Answer of the checks, as `zielblick load --json`, and what would change."""
    files: Mapped[list[DeliveryFile]] = relationship(
        back_populates="delivery", cascade="all, delete-orphan", order_by="DeliveryFile.id"
    )
    account: Mapped[Account] = relationship(foreign_keys=[account_id])
    decided_by: Mapped[Account | None] = relationship(foreign_keys=[decided_by_id])


class DeliveryFile(Base):
    """A file of a delivery; its bytes lie under `home`/uploads by their hash."""

    __tablename__ = "delivery_file"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    source: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20), default="")
    delivery: Mapped[Delivery] = relationship(back_populates="files")


# Comments and measures ----


class RemarkState(StrEnum):
    """Where a comment or a measure stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    DELETED = "deleted"


class Remark(Base):
    """What comments and measures share: about what, where they stand, by whom, and which version."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    state: Mapped[str] = mapped_column(String(20), default=RemarkState.DRAFT, index=True)
    indicator: Mapped[str] = mapped_column(String(80), index=True)
    district: Mapped[str] = mapped_column(String(2), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    """Who began it; its office may write on as long as it is a draft."""
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Who wrote last: neither of the two may approve it."""
    created: Mapped[datetime] = mapped_column(default=now)
    changed: Mapped[datetime] = mapped_column(default=now)
    decided: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(default="")
    """Why it was returned."""
    form: Mapped[str | None] = mapped_column(String(40), unique=True)
    """Key of the form that made it: the same form sent twice makes one remark."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts changes: who saves an older one is told, so that no write is lost."""

    @declared_attr
    def account(cls) -> Mapped[Account]:
        """Who began it."""
        return relationship(foreign_keys=[cls.account_id], lazy="joined")  # type: ignore[list-item]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let the database refuse a version that somebody else has written meanwhile."""
        return {"version_id_col": cls.version}


class Comment(Remark):
    """What somebody says about the figure of an indicator, an area and a period, or about a target."""

    __tablename__ = "comment"

    kind: Mapped[str] = mapped_column(String(20), default="comment")
    """`comment` on a figure, or `target`: a note of the responsible department on the target."""
    period: Mapped[str] = mapped_column(String(10))
    text: Mapped[str]
    publication: Mapped[int]
    """Publication that its author saw: a figure that changed since then was revised after it."""


class Measure(Remark):
    """What is done about a deviation: by which office, until when, with which effect expected."""

    __tablename__ = "measure"

    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(String(200))
    """Office or function, not a person's name."""
    starts: Mapped[date]
    """Day from which it is to have an effect: before and after are told apart by it."""
    due: Mapped[date | None]
    done: Mapped[date | None]
    effect: Mapped[str] = mapped_column(default="")
    """Effect expected, in words."""
    expected: Mapped[float | None]
    """Value expected, in the unit of the indicator."""


# Audit ----


class Entry(Base):
    """A line of the audit: every write and every release. The database refuses to change or delete it."""

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("digest"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    """Account, none for the command line and for the program itself."""
    actor: Mapped[str] = mapped_column(String(200))
    """Name and role at that time."""
    action: Mapped[str] = mapped_column(String(40), index=True)
    """Such as `delivery.release`; listed in `audit.Action`."""
    kind: Mapped[str] = mapped_column(String(20), index=True)
    """Table of the subject."""
    subject: Mapped[str] = mapped_column(String(80))
    """What was written: the id of the account, delivery, comment or measure, or the publication."""
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 over this line and the digest of the line before: a line that is missing shows."""
