"""What does the administrator do with accounts in the browser? Plain forms that are sent to `/konten`."""

from __future__ import annotations

from collections.abc import Callable

from dash import html
from flask import Flask, Response, redirect, request

from dash_app import identity, url
from dash_app.access import Viewer, may_manage_accounts
from dash_app.reading import Site
from dash_app.register import Register, accounts
from dash_app.register.accounts import AccountError, Rights
from dash_app.shell.document import Parts
from dash_app.signin import passwords, plain
from dash_app.signin.refusals import refusal
from dash_app.signin.ways import address
from dash_app.texts import Texts
from schemas.catalogue import Catalogue

ACCOUNTS = "/konten"


def serve_desk(server: Flask, site: Site, parts: Callable[[], Parts]) -> None:
    """Answer the forms of `/konten`, to administrators only; the page itself is `pages/accounts.py`."""

    @server.post(ACCOUNTS)
    def change_accounts() -> Response:
        viewer = identity.viewer()
        t = Texts(url.parse(request.args.to_dict())[0].sprache)
        if not may_manage_accounts(viewer):
            return refusal(403, "signin.refused.rights")
        action = ACTIONS.get(request.form.get("aktion", ""))
        try:
            if action is None:
                raise AccountError("action", found=request.form.get("aktion", ""))
            id_ = action(site.register, viewer, site.store.open().catalogue)
        except AccountError as error:
            back = html.P(html.A(t("signin.accounts.back"), href=address(ACCOUNTS, t)))
            main = [html.H1(t("signin.accounts")), plain.note(error.message(t.language), is_fault=True), back]
            return plain.plain(parts(), t, t("signin.accounts"), main, status=400)
        done = address(ACCOUNTS, t, konto=str(id_), meldung=request.form["aktion"])
        answer = redirect(done, 303)
        assert isinstance(answer, Response)
        return answer


def _add(register: Register, viewer: Viewer, catalogue: Catalogue) -> int:
    login = accounts.checked_login(request.form.get("anmeldename", ""))
    name, password = request.form.get("name", ""), request.form.get("kennwort", "")
    rights = _rights(catalogue)
    passwords.check(password, login, name)
    return accounts.add(register, viewer, login, name, rights, password=passwords.hashed(password)).id


def _set_rights(register: Register, viewer: Viewer, catalogue: Catalogue) -> int:
    accounts.set_rights(register, viewer, _id(), _rights(catalogue))
    return _id()


def _set_password(register: Register, viewer: Viewer, _catalogue: Catalogue) -> int:
    if (account := accounts.by_id(register, _id())) is None:
        raise AccountError("unknown", found=_id())
    password = request.form.get("kennwort", "")
    passwords.check(password, account.login, account.name)
    accounts.set_password(register, viewer, account.id, passwords.hashed(password))
    return account.id


def _disable(register: Register, viewer: Viewer, _catalogue: Catalogue) -> int:
    accounts.set_disabled(register, viewer, _id(), True)
    return _id()


def _enable(register: Register, viewer: Viewer, _catalogue: Catalogue) -> int:
    accounts.set_disabled(register, viewer, _id(), False)
    return _id()


def _revoke(register: Register, viewer: Viewer, _catalogue: Catalogue) -> int:
    accounts.revoke(register, viewer, _id())
    return _id()


ACTIONS: dict[str, Callable[[Register, Viewer, Catalogue], int]] = {
    "anlegen": _add,
    "rechte": _set_rights,
    "kennwort": _set_password,
    "sperren": _disable,
    "oeffnen": _enable,
    "sitzungen": _revoke,
}
"""What a form may ask for."""


def _id() -> int:
    """Return the account that a form is about; those of the demonstration are nobody's."""
    text = request.form.get("konto", "")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise AccountError("unknown", found=text)
    return int(text)


def _rights(catalogue: Catalogue) -> Rights:
    return Rights.of(
        request.form.get("rolle", ""),
        request.form.get("bezirk"),
        request.form.getlist("vereinbarung"),
        districts=[area.key for area in catalogue.districts],
        known=[agreement.id for agreement in catalogue.agreements],
    )
