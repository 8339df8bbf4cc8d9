"""How does somebody look after the accounts from the command line?

Passwords come from a prompt or from standard input, never from the command line, which others can read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from dash_app.commands.outcome import Misused, Refused
from dash_app.settings import Settings

if TYPE_CHECKING:
    from dash_app.register import Register
    from dash_app.register.accounts import Rights
    from dash_app.register.models import Account

_MISUSED = ("role", "district", "agreements", "login")
"""Errors of who typed the command; the others are about what the register holds."""


@click.group()
def user() -> None:
    """Konten der Anmeldung mit Name und Kennwort."""


def _as_json(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--json", "as_json", is_flag=True, help="Antwort als JSON.")(command)


def _with_rights(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that go with a role."""
    agreements = click.option(
        "--agreement", "agreements", multiple=True, help="Vereinbarung (bei department), auch mehrmals."
    )
    return click.option("--district", help="Bezirk, 01 bis 12 (bei district).")(agreements(command))


@user.command("add")
@click.argument("login")
@click.option("--name", default="", help="Name der Person, wie er im Protokoll steht.")
@click.option("--role", required=True, help="reader, district, department, steering oder admin.")
@_with_rights
@_as_json
def add(
    login: str, name: str, role: str, district: str | None, agreements: tuple[str, ...], as_json: bool
) -> None:
    """Ein Konto anlegen; fragt nach dem Kennwort oder liest es von der Standardeingabe."""
    from dash_app.register import accounts
    from dash_app.signin import passwords

    with _at_register() as register:
        wanted = accounts.checked_login(login)
        rights = _rights(role, district, agreements)
        password = _password()
        passwords.check(password, wanted, name)
        made = accounts.add(register, None, wanted, name, rights, password=passwords.hashed(password))
    _tell(made, as_json, f"Das Konto „{made.login}“ ist angelegt: {_role(made)}.")


@user.command("list")
@_as_json
def list_accounts(as_json: bool) -> None:
    """Die Konten auflisten."""
    from dash_app.register import accounts

    with _at_register() as register:
        found = accounts.listing(register)
    if as_json:
        click.echo(json.dumps([_record(account) for account in found], ensure_ascii=False, indent=1))
        return
    for account in found:
        closed = ", gesperrt" if account.is_disabled else ""
        click.echo(f"{account.login}  {account.name}  {_role(account)}{closed}")
    if not found:
        click.echo("Noch kein Konto. zielblick user add NAME --role admin legt das erste an.")


@user.command("role")
@click.argument("login")
@click.argument("role")
@_with_rights
@_as_json
def set_role(login: str, role: str, district: str | None, agreements: tuple[str, ...], as_json: bool) -> None:
    """Einem Konto eine andere Rolle geben; seine Sitzungen enden."""
    from dash_app.register import accounts

    with _at_register() as register:
        account = _account(register, login)
        accounts.set_rights(register, None, account.id, _rights(role, district, agreements))
        account = _account(register, login)
    _tell(account, as_json, f"Das Konto „{account.login}“ hat jetzt die Rolle {_role(account)}.")


@user.command("disable")
@click.argument("login")
@_as_json
def disable(login: str, as_json: bool) -> None:
    """Ein Konto sperren; seine Sitzungen enden sofort."""
    _set_disabled(login, True, as_json, "ist gesperrt, seine Sitzungen sind beendet")


@user.command("enable")
@click.argument("login")
@_as_json
def enable(login: str, as_json: bool) -> None:
    """Ein gesperrtes Konto wieder öffnen."""
    _set_disabled(login, False, as_json, "ist wieder offen")


@user.command("password")
@click.argument("login")
@_as_json
def set_password(login: str, as_json: bool) -> None:
    """Ein neues Kennwort setzen; alle Sitzungen des Kontos enden."""
    from dash_app.register import accounts
    from dash_app.signin import passwords

    with _at_register() as register:
        account = _account(register, login)
        password = _password()
        passwords.check(password, account.login, account.name)
        accounts.set_password(register, None, account.id, passwords.hashed(password))
    _tell(
        account, as_json, f"Das Konto „{account.login}“ hat ein neues Kennwort; seine Sitzungen sind beendet."
    )


def _set_disabled(login: str, is_disabled: bool, as_json: bool, said: str) -> None:
    from dash_app.register import accounts

    with _at_register() as register:
        accounts.set_disabled(register, None, _account(register, login).id, is_disabled)
        account = _account(register, login)
    _tell(account, as_json, f"Das Konto „{account.login}“ {said}.")


@contextmanager
def _at_register() -> Iterator[Register]:
    """Give the register; what cannot be done becomes a sentence and an exit code."""
    from dash_app.register import Register, RegisterError
    from dash_app.register.accounts import AccountError

    try:
        yield Register.of(Settings())
    except AccountError as error:
        raise (Misused if error.key in _MISUSED else Refused)(str(error)) from error
    except RegisterError as error:
        raise Refused(str(error)) from error


def _account(register: Register, login: str) -> Account:
    from dash_app.register import accounts

    if (found := accounts.by_login(register, login.strip())) is None or found.id < 0:
        raise accounts.AccountError("unknown", found=login)
    return found


def _rights(role: str, district: str | None, agreements: tuple[str, ...]) -> Rights:
    from dash_app.register.accounts import Rights
    from schemas.catalogue_files import read_catalogue

    known = read_catalogue(Settings().catalogue)
    return Rights.of(
        role,
        district,
        agreements,
        districts=[area.key for area in known.districts],
        known=[agreement.id for agreement in known.agreements],
    )


def _password() -> str:
    """Return the password from a prompt, typed twice, or the first line of standard input."""
    if sys.stdin.isatty():
        typed: str = click.prompt("Kennwort", hide_input=True, confirmation_prompt="Noch einmal", err=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")


def _role(account: Account) -> str:
    more = [account.district or "", *account.agreements]
    return " ".join(part for part in (account.role, *more) if part)


def _tell(account: Account, as_json: bool, sentence: str) -> None:
    click.echo(json.dumps(_record(account), ensure_ascii=False, indent=1) if as_json else sentence)


def _record(account: Account) -> dict[str, Any]:
    return {
        "login": account.login,
        "name": account.name,
        "role": account.role,
        "district": account.district,
        "agreements": account.agreements,
        "disabled": account.is_disabled,
        "created": account.created.isoformat() + "Z",
    }
