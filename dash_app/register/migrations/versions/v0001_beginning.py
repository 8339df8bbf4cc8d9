"""How did the register begin? With accounts, sessions, deliveries, comments, measures, and the audit."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_FIXED = ("UPDATE", "DELETE")
"""What the database refuses for lines of the audit."""


def upgrade() -> None:
    """Make all tables."""
    _account()
    _sign_in()
    _delivery()
    _delivery_file()
    _comment()
    _measure()
    _audit()
    _fix_audit()


def _id() -> Any:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", _id(), nullable=False),
        sa.Column("login", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("district", sa.String(length=2), nullable=True),
        sa.Column("agreements", sa.JSON(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("is_disabled", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )


def _sign_in() -> None:
    op.create_table(
        "sign_in",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("account_id", _id(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sign_in")),
    )
    op.create_index(op.f("ix_sign_in_account_id"), "sign_in", ["account_id"], unique=False)


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", _id(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("district", sa.String(length=2), nullable=True),
        sa.Column("account_id", _id(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("submitted", sa.DateTime(), nullable=True),
        sa.Column("decided", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", _id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("checked_against", sa.Integer(), nullable=True),
        sa.Column("publication", sa.Integer(), nullable=True),
        sa.Column("agreements", sa.JSON(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_delivery_account_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["account.id"], name=op.f("fk_delivery_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_account_id"), "delivery", ["account_id"], unique=False)
    op.create_index(op.f("ix_delivery_district"), "delivery", ["district"], unique=False)
    op.create_index(op.f("ix_delivery_publication"), "delivery", ["publication"], unique=False)
    op.create_index(op.f("ix_delivery_state"), "delivery", ["state"], unique=False)


def _delivery_file() -> None:
    op.create_table(
        "delivery_file",
        sa.Column("id", _id(), nullable=False),
        sa.Column("delivery_id", _id(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_delivery_file_delivery_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_file")),
    )
    op.create_index(op.f("ix_delivery_file_delivery_id"), "delivery_file", ["delivery_id"], unique=False)


def _comment() -> None:
    op.create_table(
        "comment",
        *_remark(
            "comment",
            sa.Column("kind", sa.String(length=20), nullable=False),
            sa.Column("period", sa.String(length=10), nullable=False),
            sa.Column("text", sa.Text(), nullable=False),
            sa.Column("publication", sa.Integer(), nullable=False),
        ),
    )
    _find_remarks("comment")


def _measure() -> None:
    op.create_table(
        "measure",
        *_remark(
            "measure",
            sa.Column("title", sa.String(length=200), nullable=False),
            sa.Column("text", sa.Text(), nullable=False),
            sa.Column("owner", sa.String(length=200), nullable=False),
            sa.Column("starts", sa.Date(), nullable=False),
            sa.Column("due", sa.Date(), nullable=True),
            sa.Column("done", sa.Date(), nullable=True),
            sa.Column("effect", sa.Text(), nullable=False),
            sa.Column("expected", sa.Double(), nullable=True),
        ),
    )
    _find_remarks("measure")


def _remark(table: str, *own: Any) -> list[Any]:
    """Return what comments and measures share, with the columns of one of them."""
    people = ("account_id", "changed_by_id", "decided_by_id")
    return [
        sa.Column("id", _id(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("indicator", sa.String(length=80), nullable=False),
        sa.Column("district", sa.String(length=2), nullable=False),
        sa.Column("account_id", _id(), nullable=False),
        sa.Column("changed_by_id", _id(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("decided", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", _id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *own,
        *(
            sa.ForeignKeyConstraint([name], ["account.id"], name=op.f(f"fk_{table}_{name}"))
            for name in people
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("form", name=op.f(f"uq_{table}_form")),
    ]


def _find_remarks(table: str) -> None:
    for name in ("account_id", "district", "indicator", "state"):
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", _id(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("digest", name=op.f("uq_audit_digest")),
    )
    op.create_index(op.f("ix_audit_action"), "audit", ["action"], unique=False)
    op.create_index(op.f("ix_audit_actor_id"), "audit", ["actor_id"], unique=False)
    op.create_index(op.f("ix_audit_kind"), "audit", ["kind"], unique=False)


def _fix_audit() -> None:
    """Let the database itself refuse to change or delete a line of the audit."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in _FIXED:
            op.execute(
                f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_is_fixed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit is only added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_fixed BEFORE UPDATE OR DELETE ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_is_fixed()"
    )
    op.execute("CREATE TRIGGER audit_whole BEFORE TRUNCATE ON audit EXECUTE FUNCTION audit_is_fixed()")
