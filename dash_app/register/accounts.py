"""Who may sign in? Accounts: added, found, changed, disabled; every change with its line of the audit.

Whatever takes rights away or changes the password ends the sessions of the account in the same write.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dash_app.access import Role, Viewer
from dash_app.register import audit, sessions
from dash_app.register.audit import Action
from dash_app.register.models import Account
from dash_app.register.register import Register
from dash_app.texts import Texts

ROLES = tuple(role for role in Role if role is not Role.PUBLIC)
"""Roles that an account may have."""
_LOGIN = re.compile(r"[\w.@+-]{2,60}")
_OF_PROVIDER = "#"
"""In the names of OpenID accounts, `issuer#subject`: small and capital letters differ in them."""
_LONGEST = 120
_RIGHTS = ("role", "district", "agreements")


class AccountError(Exception):
    """A change of an account that cannot be made."""

    def __init__(self, key: str, **params: object) -> None:
        self.key, self.params = key, params
        super().__init__(self.message("de"))

    def message(self, language: str) -> str:
        """Return what was found and what is allowed, in a language."""
        return Texts(language)(f"signin.error.{self.key}", **self.params)


@dataclass(frozen=True, slots=True)
class Rights:
    """What an account may: its role with the district or the agreements that go with it."""

    role: Role
    district: str | None = None
    agreements: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        role: str,
        district: str | None,
        agreements: Iterable[str],
        *,
        districts: Iterable[str],
        known: Iterable[str],
    ) -> Rights:
        """Return the rights that somebody has written down; `districts` and `known` agreements are allowed.

        Raises:
            AccountError: for a role, a district or an agreement that there is not, or that does not go
                with the role.
        """
        if role not in ROLES:
            raise AccountError("role", found=role, allowed=", ".join(ROLES))
        wanted, keys, given = Role(role), sorted(districts), tuple(sorted(set(agreements)))
        if wanted is Role.DISTRICT and district not in keys:
            raise AccountError("district", found=district or "", allowed=", ".join(keys))
        if wanted is Role.DEPARTMENT and (not given or set(given) - set(known)):
            raise AccountError("agreements", found=", ".join(given), allowed=", ".join(sorted(known)))
        return cls(
            wanted,
            district if wanted is Role.DISTRICT else None,
            given if wanted is Role.DEPARTMENT else (),
        )


def add(
    register: Register,
    viewer: Viewer | None,
    login: str,
    name: str,
    rights: Rights,
    *,
    password: str | None = None,
    id_: int | None = None,
) -> Account:
    """Add an account; `password` is a hash. `viewer` adds it, None for the command line and the program.

    Raises:
        AccountError: for a name for signing in that is taken or not allowed.
    """
    wanted = login if _OF_PROVIDER in login else login.casefold()
    with register.writing() as session:
        if session.scalar(select(Account.id).where(Account.login == wanted)) is not None:
            raise AccountError("taken", found=wanted)
        account = Account(
            id=id_,
            login=wanted,
            name=_shown(name, wanted),
            role=rights.role.value,
            district=rights.district,
            agreements=list(rights.agreements),
            password=password,
        )
        session.add(account)
        session.flush()
        facts = audit.facts(account, "login", "name", *_RIGHTS)
        audit.note(session, viewer, Action.ACCOUNT_ADD, "account", account.id, after=facts)
    return account


def _shown(name: str, login: str) -> str:
    """Return a name as it is kept: one line, and never empty."""
    return " ".join(name.split())[:200] or login


def checked_login(login: str) -> str:
    """Return a name for signing in as it is kept, in small letters.

    Raises:
        AccountError: where it holds what no such name holds.
    """
    wanted = login.strip().casefold()
    if not _LOGIN.fullmatch(wanted):
        raise AccountError("login", found=login)
    return wanted


def by_login(register: Register, login: str) -> Account | None:
    """Return the account of a name for signing in."""
    with register.reading() as session:
        return session.scalar(select(Account).where(Account.login == login.casefold()))


def by_id(register: Register, id_: int) -> Account | None:
    """Return an account by its id."""
    with register.reading() as session:
        return session.get(Account, id_)


def listing(register: Register) -> Sequence[Account]:
    """Return the accounts of people by name for signing in; those of the demonstration are none."""
    with register.reading() as session:
        return session.scalars(select(Account).where(Account.id > 0).order_by(Account.login)).all()


def set_rights(register: Register, viewer: Viewer | None, id_: int, rights: Rights) -> None:
    """Give an account other rights; where they differ, its sessions end.

    Raises:
        AccountError: where nobody would be left to look after the accounts.
    """
    with _changed(register, id_) as (session, account):
        before = audit.facts(account, *_RIGHTS)
        if rights.role is not Role.ADMIN:
            _keep_an_administrator(session, account)
        account.role, account.district = rights.role.value, rights.district
        account.agreements = list(rights.agreements)
        after = audit.facts(account, *_RIGHTS)
        if after != before:
            sessions.end_all(session, id_)
            audit.note(session, viewer, Action.ACCOUNT_CHANGE, "account", id_, before=before, after=after)


def set_disabled(register: Register, viewer: Viewer | None, id_: int, is_disabled: bool) -> None:
    """Close an account, which ends its sessions, or open it again.

    Raises:
        AccountError: where nobody would be left to look after the accounts.
    """
    with _changed(register, id_) as (session, account):
        if account.is_disabled == is_disabled:
            return
        if is_disabled:
            _keep_an_administrator(session, account)
        account.is_disabled = is_disabled
        sessions.end_all(session, id_)
        action = Action.ACCOUNT_DISABLE if is_disabled else Action.ACCOUNT_ENABLE
        audit.note(session, viewer, action, "account", id_)


def set_password(register: Register, viewer: Viewer | None, id_: int, password: str) -> None:
    """Set the hash of a password; all sessions of the account end."""
    with _changed(register, id_) as (session, account):
        account.password = password
        sessions.end_all(session, id_)
        audit.note(session, viewer, Action.PASSWORD_SET, "account", id_)


def rehash(register: Register, id_: int, password: str) -> None:
    """Keep the same password under newer parameters of the hash."""
    with _changed(register, id_) as (_, account):
        account.password = password


def revoke(register: Register, viewer: Viewer | None, id_: int) -> None:
    """End all sessions of an account."""
    with _changed(register, id_) as (session, _):
        sessions.end_all(session, id_)
        audit.note(session, viewer, Action.SESSIONS_REVOKE, "account", id_)


def arrive(register: Register, login: str, name: str, rights: Rights) -> int:
    """Return the account of somebody whom an OpenID provider knows, with the rights that it tells.

    Made with the first sign-in; other rights than last time end the sessions that there are.

    Raises:
        AccountError: where the account is closed.
    """
    wanted = login if len(login) <= _LONGEST else f"oidc#{hashlib.sha256(login.encode()).hexdigest()}"
    with register.reading() as session:
        account = session.scalar(select(Account).where(Account.login == wanted))
    if account is None:
        return add(register, None, wanted, name, rights).id
    if account.is_disabled:
        raise AccountError("closed")
    told = {"role": rights.role.value, "district": rights.district, "agreements": list(rights.agreements)}
    after = {**told, "name": _shown(name, wanted)}
    with _changed(register, account.id) as (session, found):
        before = audit.facts(found, *after)
        if before != after:
            for column, value in after.items():
                setattr(found, column, value)
            audit.note(session, None, Action.ACCOUNT_CHANGE, "account", found.id, before=before, after=after)
        if any(before[column] != told[column] for column in told):
            sessions.end_all(session, found.id)
    return account.id


@contextmanager
def _changed(register: Register, id_: int) -> Iterator[tuple[Session, Account]]:
    with register.writing() as session:
        if (account := session.get(Account, id_)) is None:
            raise AccountError("unknown", found=id_)
        yield session, account


def _keep_an_administrator(session: Session, account: Account) -> None:
    if account.role != Role.ADMIN or account.is_disabled:
        return
    others = select(func.count()).where(
        Account.role == Role.ADMIN.value,
        Account.is_disabled.is_(False),
        Account.id != account.id,
        Account.id > 0,
    )
    if not session.scalar(others):
        raise AccountError("last_admin", found=account.login)
