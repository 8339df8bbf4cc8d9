"""Who may sign in, with which rights? The accounts, for administrators."""

from __future__ import annotations

from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import components, formats
from dash_app.access import may_manage_accounts
from dash_app.components.frozen import element, frozen
from dash_app.reading import Reading, reading, site
from dash_app.register import accounts
from dash_app.register.accounts import ROLES
from dash_app.register.models import Account
from dash_app.signin import passwords
from dash_app.signin.desk import ACCOUNTS
from dash_app.signin.plain import field, form, hidden, note, select
from dash_app.signin.ways import address

dash.register_page(
    __name__,
    path=ACCOUNTS,
    name="signin.accounts",
    title="signin.accounts",
    order=95,
    is_kept=False,  # accounts change without a new publication
    query_keys=("konto", "meldung"),
)


def layout(konto: str | None = None, meldung: str | None = None, **query: str) -> Component:
    """Return the list of accounts, the one that is chosen, and the form for a new one."""
    read = reading(**query)
    t = read.t
    title = html.H1(t("signin.accounts"))
    if not may_manage_accounts(read.viewer):
        hidden_ = components.empty_state(t("signin.accounts.hidden"), t("signin.accounts.hidden.text"))
        return html.Div([title, hidden_], className="zb-page")
    listed = accounts.listing(site().register)
    chosen = next((account for account in listed if str(account.id) == konto), None)
    done = f"signin.accounts.done.{meldung}"
    parts: list[Any] = [title, html.P(t(f"signin.accounts.lead.{_login()}"), className="zb-lead")]
    if meldung and done in t:
        parts.append(note(t(done)))
    parts += _detail(read, chosen) if chosen else []
    parts.append(_list(read, listed))
    if _login() != "oidc":
        parts += _new(read)
    return html.Div([frozen(part) for part in parts], className="zb-page")


def _login() -> str:
    return site().settings.login


def _list(read: Reading, listed: Any) -> Any:
    t = read.t
    if not listed:
        return components.empty_state(t("signin.accounts.none"), t("signin.accounts.none.text"))
    heads = ("login", "name", "role", "state")
    rows = [
        html.Tr(
            [
                html.Th(html.A(account.login, href=read.here(konto=account.id, meldung=None)), scope="row"),
                html.Td(account.name),
                html.Td(_rights(read, account)),
                html.Td(_state(read, account)),
            ]
        )
        for account in listed
    ]
    head = html.Thead(html.Tr([html.Th(t(f"signin.{name}"), scope="col") for name in heads]))
    caption = html.Caption(t("signin.accounts"), className="zb-sr")
    table = html.Table([caption, head, html.Tbody(rows)], className="zb-table")
    return element("Div", table, "zb-scroll", tabIndex=0, role="region", aria_label=t("signin.accounts"))


def _rights(read: Reading, account: Account) -> str:
    """Return role and place of an account in words."""
    areas = read.catalogue.areas_by_key
    known = {agreement.id: agreement.short(read.language) for agreement in read.catalogue.agreements}
    places = [areas[account.district].name] if account.district in areas else []
    places += [known.get(key, key) for key in account.agreements]
    role = read.t(f"shell.role.{account.role}") if account.role in ROLES else account.role
    return f"{role}: {', '.join(places)}" if places else role


def _state(read: Reading, account: Account) -> str:
    return read.t("signin.state.closed" if account.is_disabled else "signin.state.open")


def _detail(read: Reading, account: Account) -> list[Any]:
    """Return what can be done with an account; with OpenID its rights come from the provider."""
    t = read.t
    since = formats.day(account.created.date(), read.language)
    parts: list[Any] = [
        html.H2(account.name, id="konto"),
        html.P(f"{account.login} · {_rights(read, account)} · {_state(read, account)} · {since}"),
    ]
    switch = ("oeffnen", "enable") if account.is_disabled else ("sperren", "disable")
    buttons = [_form(read, action, [], account, text) for action, text in (switch, ("sitzungen", "revoke"))]
    parts.append(html.Div(buttons, className="zb-form-row"))
    if _login() == "oidc":
        return parts
    change = _form(read, "rechte", _role_fields(read, account, "rechte"), account, "rights")
    secret = _form(read, "kennwort", [_password(read, "kennwort-neu")], account, "password")
    return [
        *parts,
        html.Details([html.Summary(t("signin.accounts.rights")), change]),
        html.Details([html.Summary(t("signin.accounts.password")), secret]),
    ]


def _new(read: Reading) -> list[Any]:
    """Return the form for a new account."""
    t = read.t
    fields = [
        field(t("signin.login"), "anmeldename", required=True, autoComplete="off", maxLength="60"),
        field(t("signin.name"), "name", required=True, autoComplete="off", maxLength="200"),
        *_role_fields(read, None, "anlegen"),
        _password(read, "kennwort-anlegen"),
    ]
    return [html.H2(t("signin.accounts.new"), id="anlegen"), _form(read, "anlegen", fields, None, "add")]


def _form(read: Reading, action: str, fields: list[Any], account: Account | None, text: str) -> Any:
    given = [hidden("aktion", action)] + ([hidden("konto", str(account.id))] if account else [])
    return form(address(ACCOUNTS, read.t), [*given, *fields], read.t(f"signin.accounts.{text}.button"))


def _password(read: Reading, id_: str) -> Any:
    return field(
        read.t("signin.password.new"),
        "kennwort",
        kind="password",
        id=id_,
        autoComplete="new-password",
        required=True,
        minLength=str(passwords.SHORTEST),
        maxLength=str(passwords.LONGEST),
        hint=read.t("signin.password.hint", least=passwords.SHORTEST),
    )


def _role_fields(read: Reading, account: Account | None, name: str) -> list[Any]:
    """Return the choice of role, district and agreements; what does not go with the role is not used."""
    t = read.t
    roles = [(role.value, t(f"shell.role.{role.value}")) for role in ROLES]
    districts = [("", t("signin.none")), *((area.key, area.name) for area in read.catalogue.districts)]
    agreements = [(each.id, each.short(read.language)) for each in read.catalogue.agreements]
    held = account.agreements if account else []
    boxes = [
        element(
            "Div",
            [
                element(
                    "Input", None, "form-check-input", type="checkbox", name="vereinbarung", value=key,
                    id=f"{name}-{key}", checked=True if key in held else None,
                ),
                element("Label", text, "form-check-label", htmlFor=f"{name}-{key}"),
            ],
            "form-check",
        )
        for key, text in agreements
    ]  # fmt: skip
    role, district = (account.role, account.district or "") if account else ("reader", "")
    return [
        select(t("signin.role"), "rolle", roles, role, id=f"{name}-rolle"),
        select(t("signin.district.of"), "bezirk", districts, district, id=f"{name}-bezirk"),
        html.Fieldset([html.Legend(t("signin.agreements.of")), *boxes]),
    ]
