"""What do the sign-in and the account page say? Forms of the three logins, and who one is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from dash import html

from dash_app.access import Role, Viewer, may_manage_accounts, may_read_audit
from dash_app.components.frozen import element
from dash_app.signin import passwords
from dash_app.signin.plain import field, form, hidden, select
from dash_app.texts import DEFAULT, Texts
from schemas.catalogue import Catalogue

Parts = list[Any]


def address(path: str, t: Texts, **query: str) -> str:
    """Return an address of the sign-in in the language of the page."""
    asked = {key: value for key, value in query.items() if value}
    if t.language != DEFAULT:
        asked["sprache"] = t.language
    return f"{path}?{urlencode(asked)}" if asked else path


def demo_form(t: Texts, viewer: Viewer, catalogue: Catalogue | None, onward: str) -> Parts:
    """Return the choice of a role; without a publication there are no districts to choose from."""
    districts = [(a.key, a.name) for a in catalogue.districts] if catalogue else []
    agreements = [(a.id, a.short(t.language)) for a in catalogue.agreements] if catalogue else []
    roles: Parts = []
    for role in (Role.STEERING, Role.DISTRICT, Role.DEPARTMENT, Role.READER, Role.ADMIN, Role.PUBLIC):
        more: Parts = []
        if role is Role.DISTRICT:
            if not districts:
                continue
            more = [select(t("signin.district"), "bezirk", districts, viewer.district or "")]
        if role is Role.DEPARTMENT:
            if not agreements:
                continue
            chosen = viewer.agreements[0] if viewer.agreements else ""
            more = [select(t("signin.agreement"), "vereinbarung", agreements, chosen)]
        roles.append(html.Div([_radio(t, role, viewer), *more], className="zb-role"))
    group = html.Fieldset([html.Legend(t("signin.demo.legend")), *roles])
    return [form(address("/anmelden", t), [group, hidden("weiter", onward)], t("signin.demo.button"))]


def _radio(t: Texts, role: Role, viewer: Viewer) -> Any:
    id_ = f"rolle-{role.value}"
    box = element(
        "Input",
        None,
        "form-check-input",
        type="radio",
        name="rolle",
        id=id_,
        value=role.value,
        checked=True if role is viewer.role else None,
        required=True,
        aria_describedby=f"{id_}-rechte",
    )
    label = element("Label", t(f"shell.role.{role.value}"), "form-check-label", htmlFor=id_)
    rights = element("P", t(f"signin.rights.{role.value}"), "zb-small zb-muted", id=f"{id_}-rechte")
    return element("Div", [box, label, rights], "form-check")


def local_form(t: Texts, onward: str, login: str = "") -> Parts:
    """Return the form for name and password."""
    parts = [
        field(
            t("signin.login"),
            "name",
            autoComplete="username",
            required=True,
            value=login or None,
            maxLength="120",
            autoCapitalize="none",
            spellCheck="false",
        ),
        field(
            t("signin.password"),
            "kennwort",
            kind="password",
            autoComplete="current-password",
            required=True,
            maxLength=str(passwords.LONGEST),
        ),
        hidden("weiter", onward),
    ]
    return [form(address("/anmelden", t), parts, t("signin.button")), html.P(t("signin.local.help"))]


def oidc_link(t: Texts, onward: str) -> Parts:
    """Return the way to the provider; a link, as a form may only be sent to this host."""
    to = address("/anmelden/oidc", t, weiter=onward)
    link = html.A(t("signin.oidc.button"), href=to, className="zb-button zb-button--primary")
    return [html.P(link), html.P(t("signin.oidc.help"))]


def about(t: Texts, viewer: Viewer, catalogue: Catalogue | None) -> Parts:
    """Return who one is, and in words what one may."""
    rows = [(t("signin.name"), viewer.name), (t("signin.role"), t(f"shell.role.{viewer.role.value}"))]
    if viewer.district:
        rows.append((t("signin.district"), _district(viewer.district, catalogue)))
    if viewer.agreements:
        known = {each.id: each for each in catalogue.agreements} if catalogue else {}
        names = [known[key].short(t.language) if key in known else key for key in viewer.agreements]
        rows.append((t("signin.agreements"), ", ".join(names)))
    rows.append((t("signin.may"), t(f"signin.rights.{viewer.role.value}")))
    listed = [html.Div([html.Dt(name), html.Dd(said)]) for name, said in rows]
    return [html.Dl(listed, className="zb-own")]


def _district(key: str, catalogue: Catalogue | None) -> str:
    areas = catalogue.areas_by_key if catalogue else {}
    return f"{key} {areas[key].name}" if key in areas else key


def password_form(t: Texts) -> Parts:
    """Return the form that changes the password."""
    parts = [
        field(
            t("signin.password.old"),
            "kennwort",
            kind="password",
            autoComplete="current-password",
            required=True,
        ),
        field(
            t("signin.password.new"),
            "neu",
            kind="password",
            autoComplete="new-password",
            required=True,
            minLength=str(passwords.SHORTEST),
            maxLength=str(passwords.LONGEST),
            hint=t("signin.password.hint", least=passwords.SHORTEST),
        ),
        field(
            t("signin.password.again"), "nochmal", kind="password", autoComplete="new-password", required=True
        ),
    ]
    return [
        html.H2(t("signin.password.title"), id="kennwort"),
        form(address("/anmelden/kennwort", t), parts, t("signin.password.button")),
    ]


def endings(t: Texts) -> Parts:
    """Return the ways to end this session, and all of them."""
    return [
        html.H2(t("signin.end.title")),
        html.P(t("signin.end.text")),
        html.Div(
            [
                form(address("/abmelden", t), [], t("signin.out")),
                form(address("/anmelden/sitzungen", t), [], t("signin.end.all")),
            ],
            className="zb-form-row",
        ),
    ]


def onward_links(t: Texts, viewer: Viewer) -> Parts:
    """Return where to go from the own account."""
    links = [("/", "signin.back")]
    links += [("/konten", "signin.accounts")] if may_manage_accounts(viewer) else []
    links += [("/protokoll", "signin.audit")] if may_read_audit(viewer) else []
    links.append(("/mitbestimmung", "signin.stored"))
    items = [html.Li(html.A(t(key), href=address(path, t))) for path, key in links]
    return [html.Ul(items, className="zb-list")]
