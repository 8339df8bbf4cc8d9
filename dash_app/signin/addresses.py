"""What does the server answer at `/anmelden` and `/abmelden`? Plain pages and forms; nothing needs a script.

`/anmelden` is the door to who is not known, and the page of the own account to everybody else.
"""

from __future__ import annotations

from typing import Any

from dash import html
from flask import Flask, Response, redirect, request

from dash_app import identity, url
from dash_app.access import Role
from dash_app.reading import Site
from dash_app.register import sessions
from dash_app.shell.document import Parts
from dash_app.shell.topbar import SIGN_IN
from dash_app.signin import cookies, demo, local, oidc, plain, ways
from dash_app.signin.guard import SIGN_OUT
from dash_app.store import NoPublication
from dash_app.texts import Texts
from schemas.catalogue import Catalogue


def serve_sign_in(server: Flask, site: Site, parts: Parts) -> None:
    """Answer the sign-in, the own account and the sign-out."""

    @server.get(SIGN_IN)
    def door() -> Response:
        return _account(site, parts) if _is_known(site) else _door(site, parts)

    @server.post(SIGN_IN)
    def enter() -> Response:
        if site.settings.login == "demo":
            return _choose()
        if site.settings.login == "local":
            return _enter(site, parts)
        return _again(SIGN_IN)

    @server.get(SIGN_OUT)
    def leave_by_link() -> Response:
        return _again(SIGN_IN)  # a link would let others sign a person out

    @server.post(SIGN_OUT)
    def leave() -> Response:
        if secret := cookies.secret():
            sessions.end(site.register, secret)
        answer = _again(SIGN_IN, meldung="abgemeldet" if site.settings.login != "demo" else "")
        answer.headers["Clear-Site-Data"] = '"cache"'
        return cookies.drop(answer, cookies.name(), demo.COOKIE)

    local.serve_account(server, site, lambda fault: _account(site, parts, fault))
    if site.settings.login == "oidc":
        oidc.serve_oidc(
            server,
            site,
            parts,
            catalogue=lambda: _catalogue(site),
            onward=onward,
            language=language,
            entered=lambda account, to: entered(site, account, to),
        )


def onward(text: str) -> str:
    """Return where somebody wanted to go, if that is a place of ours; else the start."""
    is_ours = text.startswith("/") and not text.startswith("//") and "\\" not in text and text.isprintable()
    return text if is_ours and not text.startswith((SIGN_IN, SIGN_OUT)) else "/"


def language() -> Texts:
    """Return the texts in the language of the address."""
    return Texts(url.parse(request.args.to_dict())[0].sprache)


def _is_known(site: Site) -> bool:
    return site.settings.login == "demo" or identity.viewer().role is not Role.PUBLIC


def _door(site: Site, parts: Parts, *, fault: str = "", status: int = 200, login: str = "") -> Response:
    t, to = language(), onward(request.values.get("weiter", "/"))
    way = ways.local_form(t, to, login) if site.settings.login == "local" else ways.oidc_link(t, to)
    said = [plain.note(fault, is_fault=True)] if fault else _message(t)
    main = [html.H1(t("signin.title")), *said, html.P(t("signin.lead"), className="zb-lead"), *way]
    return plain.plain(parts, t, t("signin.title"), main, status=status)


def _message(t: Texts) -> list[Any]:
    key = f"signin.done.{request.args.get('meldung', '')}"
    return [plain.note(t(key))] if key in t else []


def _account(site: Site, parts: Parts, fault: str = "") -> Response:
    t, viewer, catalogue = language(), identity.viewer(), _catalogue(site)
    said = [plain.note(fault, is_fault=True)] if fault else _message(t)
    if site.settings.login == "demo":
        to = onward(request.values.get("weiter", "/"))
        lead = html.P(t("signin.demo.lead"), className="zb-lead")
        main = [html.H1(t("signin.demo.title")), *said, lead, *ways.demo_form(t, viewer, catalogue, to)]
        main += ways.onward_links(t, viewer)
        return plain.plain(parts, t, t("signin.demo.title"), main)
    change = ways.password_form(t) if site.settings.login == "local" else []
    main = [
        html.H1(t("signin.account")),
        *said,
        *ways.about(t, viewer, catalogue),
        *ways.endings(t),
        *change,
        *ways.onward_links(t, viewer),
    ]
    return plain.plain(parts, t, t("signin.account"), main, status=400 if fault else 200)


def _catalogue(site: Site) -> Catalogue | None:
    try:
        return site.store.open().catalogue
    except NoPublication:
        return None


def _choose() -> Response:
    """Become another role of the demonstration."""
    asked = request.form
    parts = {"district": asked.get("bezirk", ""), "department": asked.get("vereinbarung", "")}
    role = asked.get("rolle", "")
    chosen = demo.viewer_of("-".join(part for part in (role, parts.get(role, "")) if part))
    if chosen is None:
        return _again(SIGN_IN)
    answer = _again(onward(asked.get("weiter", "/")))
    value = demo.choice_of(chosen)
    answer.set_cookie(demo.COOKIE, value, httponly=True, samesite="Lax", path="/", max_age=31_536_000)
    return answer


def _enter(site: Site, parts: Parts) -> Response:
    """Sign in with name and password."""
    login = request.form.get("name", "")
    try:
        account = local.recognised(site.register, login, request.form.get("kennwort", ""))
    except local.Refused as refused:
        answer = _door(
            site, parts, fault=refused.message(language()), status=refused.status, login=login[:120]
        )
        if refused.wait:
            answer.headers["Retry-After"] = str(refused.wait)
        return answer
    return entered(site, account, onward(request.form.get("weiter", "/")))


def entered(site: Site, account: int, to: str) -> Response:
    """Begin a session, always a new one, and go where the person wanted to."""
    secret = sessions.begin(site.register, account, instead_of=cookies.secret())
    return cookies.hold(_again(to), secret)


def _again(to: str, **query: str) -> Response:
    """Send the browser on after a form, so that nothing is sent twice."""
    target = ways.address(to, language(), **query) if to == SIGN_IN else to
    answer = redirect(target, 303)
    answer.headers["Cache-Control"] = "no-store"
    assert isinstance(answer, Response)
    return answer
