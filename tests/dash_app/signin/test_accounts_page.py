"""Can an administrator look after accounts in the browser, and nobody else?"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dash_app.access import Role
from dash_app.reading import EXTENSION
from dash_app.register import Register, accounts
from dash_app.signin import passwords
from tests.dash_app.shell_server import publish
from tests.signed import PASSWORD, account_of, client_as

NEW = {"aktion": "anlegen", "anmeldename": "berta", "name": "Berta Beispiel", "kennwort": PASSWORD}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    home: Path = tmp_path_factory.mktemp("home")
    publish(home)
    from app import create_app
    from dash_app.settings import Settings

    made: Flask = create_app(Settings(home=home, login="local")).server
    return made


@pytest.fixture
def admin(server: Flask) -> FlaskClient:
    return client_as(server, Role.ADMIN, name="chefin")


def register_of(server: Flask) -> Register:
    found: Register = server.extensions[EXTENSION].register
    return found


def test_an_administrator_adds_changes_and_closes_an_account(server: Flask, admin: FlaskClient) -> None:
    answer = admin.post("/konten", data=NEW | {"rolle": "district", "bezirk": "04"}, follow_redirects=True)
    assert "Das Konto ist angelegt." in answer.text
    assert "Bezirk: Charlottenburg-Wilmersdorf" in answer.text
    berta = accounts.by_login(register_of(server), "berta")
    assert berta and passwords.fits(PASSWORD, berta.password)
    given = {"konto": str(berta.id)}
    admin.post("/konten", data=given | {"aktion": "rechte", "rolle": "department", "vereinbarung": ["amt"]})
    admin.post("/konten", data=given | {"aktion": "kennwort", "kennwort": "Heftklammer unter Wolken"})
    answer = admin.post("/konten", data=given | {"aktion": "sperren"}, follow_redirects=True)
    assert "gesperrt" in answer.text
    berta = accounts.by_login(register_of(server), "berta")
    assert berta and (berta.role, berta.agreements, berta.is_disabled) == ("department", ["amt"], True)
    assert passwords.fits("Heftklammer unter Wolken", berta.password)
    assert (
        "ist entsperrt"
        in admin.post("/konten", data=given | {"aktion": "oeffnen"}, follow_redirects=True).text
    )


def test_a_browser_is_signed_out_when_its_sessions_are_ended(server: Flask, admin: FlaskClient) -> None:
    other = client_as(server, Role.READER, name="dora")
    assert other.get("/").status_code == 200
    admin.post("/konten", data={"aktion": "sitzungen", "konto": str(account_of(server, "dora"))})
    assert other.get("/").status_code == 303


@pytest.mark.parametrize("role", [r for r in accounts.ROLES if r is not Role.ADMIN])
def test_nobody_else_sees_or_writes_accounts(server: Flask, role: Role) -> None:
    district = "04" if role is Role.DISTRICT else None
    client = client_as(server, role, district=district)
    account_of(server, "verborgen")
    assert "verborgen" not in client.get("/konten").text
    for action in ("anlegen", "rechte", "kennwort", "sperren", "oeffnen", "sitzungen", "x"):
        assert client.post("/konten", data=NEW | {"aktion": action, "rolle": "admin"}).status_code == 403


@pytest.mark.parametrize(
    "given",
    [
        {"aktion": "loeschen"},
        {"aktion": "sperren", "konto": "-1"},
        {"aktion": "sperren", "konto": "999999"},
        {"aktion": "rechte", "konto": "1 OR 1=1", "rolle": "admin"},
        NEW | {"rolle": "king"},
        NEW | {"rolle": "district", "bezirk": "99"},
        NEW | {"rolle": "department"},
        NEW | {"rolle": "reader", "kennwort": "password1234"},
        NEW | {"rolle": "reader", "anmeldename": "<script>alert(1)</script>"},
    ],
)
def test_forms_that_make_no_sense_change_nothing(
    server: Flask, admin: FlaskClient, given: dict[str, str]
) -> None:
    before = [(a.login, a.role, a.is_disabled) for a in accounts.listing(register_of(server))]
    answer = admin.post("/konten", data=given)
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text and 'role="alert"' in answer.text
    assert [(a.login, a.role, a.is_disabled) for a in accounts.listing(register_of(server))] == before


def test_names_on_the_page_are_text(server: Flask, admin: FlaskClient) -> None:
    rights = accounts.Rights(Role.READER)
    accounts.add(register_of(server), None, "frech", '<img src=x onerror="alert(1)">', rights)
    assert "<img src=x" not in admin.get("/konten").text
