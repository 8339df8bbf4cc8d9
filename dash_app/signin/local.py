"""Is it the right name and password? The login of accounts that the register keeps, and its password."""

from __future__ import annotations

import math
from collections.abc import Callable

from flask import Flask, Response, redirect, request

from dash_app import identity
from dash_app.access import Viewer
from dash_app.reading import Site
from dash_app.refused import because
from dash_app.register import Register, accounts, attempts, audit, sessions
from dash_app.register.accounts import AccountError
from dash_app.register.models import Account
from dash_app.shell.topbar import SIGN_IN
from dash_app.signin import cookies, passwords
from dash_app.signin.refusals import refusal
from dash_app.texts import Texts


class Refused(Exception):
    """A sign-in that did not work; the same words and the same time whether there is such a name or not."""

    def __init__(self, wait: int = 0) -> None:
        self.wait, self.status = wait, 429 if wait else 403
        super().__init__()

    def message(self, t: Texts) -> str:
        """Return what to do."""
        return t.plural("signin.locked", math.ceil(self.wait / 60)) if self.wait else t("signin.wrong")


def recognised(register: Register, login: str, password: str) -> int:
    """Return the account of a name and its password.

    Raises:
        Refused: where they do not fit, the account is disabled, or there were too many attempts.
    """
    name, address = login.strip().casefold()[:120], request.remote_addr or ""
    wait, locks = attempts.begin(register, name, address)
    if wait is not None:
        because("too many attempts")
        raise Refused(max(1, math.ceil(wait.total_seconds())))
    account = accounts.by_login(register, name)
    kept = account.password if account and not account.is_disabled else None
    if not passwords.fits(password, kept) or account is None or kept is None:
        _note_lock(register, account if locks else None)
        because("wrong name or password")
        raise Refused
    attempts.succeed(register, name, address)
    if passwords.is_outdated(kept):
        accounts.rehash(register, account.id, passwords.hashed(password))
    return account.id


def _note_lock(register: Register, account: Account | None) -> None:
    """Leave a line in the audit when a name is locked for the first time: somebody may be guessing."""
    if account is not None:
        with register.writing() as session:
            audit.note(session, None, audit.Action.ACCOUNT_LOCK, "account", account.id)


def serve_account(server: Flask, site: Site, show: Callable[[str], Response]) -> None:
    """Answer what somebody does with the own account; `show` shows its page with what went wrong."""

    @server.post(f"{SIGN_IN}/kennwort")
    def change_password() -> Response:
        if (viewer := _own()) is None or site.settings.login != "local":
            return refusal(401, "signin.refused.unknown")
        try:
            _change_password(site.register, viewer)
        except AccountError as error:
            return show(error.message(request.args.get("sprache", "de")))
        return cookies.hold(_back("kennwort"), sessions.begin(site.register, viewer.account or 0))

    @server.post(f"{SIGN_IN}/sitzungen")
    def end_all() -> Response:
        if (viewer := _own()) is None or viewer.account is None:
            return refusal(401, "signin.refused.unknown")
        accounts.revoke(site.register, viewer, viewer.account)
        return cookies.drop(_back("sitzungen"))


def _own() -> Viewer | None:
    viewer = identity.viewer()
    return viewer if viewer.account is not None and viewer.account > 0 else None


def _change_password(register: Register, viewer: Viewer) -> None:
    """Change the own password, which ends all sessions, this one too.

    Raises:
        AccountError: where the old one is wrong, or the new one is not good enough.
    """
    account = accounts.by_id(register, viewer.account or 0)
    old, new = request.form.get("kennwort", ""), request.form.get("neu", "")
    if account is None:
        raise AccountError("unknown", found="–")
    wait, _ = attempts.begin(register, account.login, request.remote_addr or "")
    if wait is not None or not passwords.fits(old, account.password):
        raise AccountError("old")
    attempts.succeed(register, account.login, request.remote_addr or "")
    if new != request.form.get("nochmal", ""):
        raise AccountError("again")
    passwords.check(new, account.login, account.name)
    accounts.set_password(register, viewer, account.id, passwords.hashed(new))


def _back(message: str) -> Response:
    answer = redirect(f"{SIGN_IN}?meldung={message}", 303)
    assert isinstance(answer, Response)
    return answer
