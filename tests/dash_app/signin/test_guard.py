"""Does nobody get anything whom the application does not know, and is everybody else recognised?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.routing import AnyConverter
from werkzeug.routing.converters import NumberConverter

from dash_app import identity
from dash_app.access import Role
from dash_app.companion import PULSE
from dash_app.reading import EXTENSION
from dash_app.register import Register, accounts, sessions
from dash_app.register.models import Account, SignIn, now
from dash_app.signin.addresses import onward
from tests.dash_app.shell_server import publish, server_of
from tests.signed import account_of, client_as

OPEN = ("/anmelden", "/barrierefreiheit", "/healthz", "/readyz", "/robots.txt")


@pytest.fixture
def local(tmp_path: Path) -> Flask:
    publish(tmp_path)
    server = server_of(tmp_path, login="local")

    @server.get("/wer")
    def who() -> dict[str, object]:
        viewer = identity.viewer()
        return {"role": viewer.role, "district": viewer.district, "account": viewer.account}

    return server


@pytest.fixture
def demo(tmp_path: Path) -> Flask:
    publish(tmp_path)
    return server_of(tmp_path)


def register_of(server: Flask) -> Register:
    found: Register = server.extensions[EXTENSION].register
    return found


def _some(converter: object) -> object:
    """Return a value that a variable of an address may have."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, NumberConverter) else "x"


def addresses(server: Flask) -> Iterator[tuple[str, str]]:
    """Yield method and address of everything that the server answers, variables filled in."""
    for rule in server.url_map.iter_rules():
        values: Any = {name: _some(rule._converters.get(name)) for name in rule.arguments}
        with server.test_request_context():
            address = server.url_for(rule.endpoint, **values) if rule.arguments else rule.rule
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, address


def test_who_is_not_known_gets_no_address_but_the_door(local: Flask) -> None:
    """Also what is added next year: the addresses come from the server itself."""
    client, looked = local.test_client(), 0
    fixed = ("/assets/", "/packages/", "/_dash-component-suites/", "/anmelden/", "/_favicon")
    for method, address in addresses(local):
        if address in OPEN or address == "/abmelden" or address.startswith(fixed):
            continue
        answer = client.open(address, method=method, json={} if method == "POST" else None)
        assert answer.status_code in (303, 401), (method, address, answer.status_code)
        assert "amt_quote" not in answer.text and "Probe" not in answer.text
        looked += 1
    assert looked > 15


def test_pages_lead_to_the_sign_in_and_back(local: Flask) -> None:
    answer = local.test_client().get("/kennzahl/amt_quote?zeitraum=2024-Q1")
    assert answer.status_code == 303
    assert answer.location == "/anmelden?weiter=/kennzahl/amt_quote%3Fzeitraum%3D2024-Q1"
    assert local.test_client().get("/").location == "/anmelden"


def test_programs_are_told_that_they_have_to_sign_in(local: Flask) -> None:
    answer = local.test_client().get("/api/v1/values?indicator=amt_quote")
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.get_json()["status"] == 401 and "/anmelden" in answer.get_json()["detail"]
    assert answer.headers["WWW-Authenticate"].startswith("Cookie ")
    choice = local.test_client().post("/_dash-update-component", json={"output": "x"})
    assert (choice.status_code, choice.mimetype) == (401, "application/json")


@pytest.mark.parametrize("address", OPEN)
def test_what_is_for_everybody_needs_no_session_and_no_script(local: Flask, address: str) -> None:
    answer = local.test_client().get(address)
    assert answer.status_code == 200
    assert "amt_quote" not in answer.text and "<script defer" not in answer.text


def test_who_is_known_gets_pages_and_is_recognised_with_district_and_account(local: Flask) -> None:
    client = client_as(local, Role.DISTRICT, district="04")
    found = client.get("/wer").get_json()
    assert (found["role"], found["district"]) == ("district", "04")
    assert found["account"] == account_of(local, "district-04")
    page = client.get("/")
    assert page.status_code == 200 and "Probe" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "District-04" not in page.text, "pages are kept by rights and must hold no names"


def test_a_made_up_session_is_none(local: Flask) -> None:
    client = local.test_client()
    for secret in ("", "x", "a" * 43, "' OR 1=1 --"):
        client.set_cookie("zb-session", secret)
        assert client.get("/wer").status_code == 401


def test_a_session_ends_when_nobody_uses_it_and_when_it_is_old(local: Flask) -> None:
    register = register_of(local)
    for column, age in ((SignIn.used, sessions.IDLE), (SignIn.created, sessions.LONGEST)):
        client = client_as(local, Role.READER)
        assert client.get("/wer").status_code == 200
        with register.writing() as session:
            session.execute(update(SignIn).values({column: now() - age}))
        assert client.get("/wer").status_code == 401


def test_an_open_page_that_asks_for_news_keeps_no_session_alive(local: Flask) -> None:
    client, before = client_as(local, Role.READER), now() - sessions.STEP * 2
    register = register_of(local)
    with register.writing() as session:
        session.execute(update(SignIn).values(used=before))
    assert client.get(PULSE).status_code == 200
    with register.reading() as session:
        assert session.query(SignIn.used).scalar() == before
    assert client.get("/wer").status_code == 200
    with register.reading() as session:
        assert session.query(SignIn.used).scalar() > before


@pytest.mark.parametrize("what", ["disable", "role", "password", "revoke"])
def test_whatever_takes_rights_away_ends_the_sessions_at_once(local: Flask, what: str) -> None:
    client, register = client_as(local, Role.STEERING), register_of(local)
    id_ = account_of(local, "steering")
    assert client.get("/wer").status_code == 200
    if what == "disable":
        accounts.set_disabled(register, None, id_, True)
    elif what == "role":
        accounts.set_rights(register, None, id_, accounts.Rights(Role.READER))
    elif what == "password":
        accounts.set_password(register, None, id_, "hash")
    else:
        accounts.revoke(register, None, id_)
    assert client.get("/wer").status_code == 401


def test_an_account_with_a_role_that_this_program_does_not_know_gets_nothing(local: Flask) -> None:
    client = client_as(local, Role.READER)
    with register_of(local).writing() as session:
        session.execute(update(Account).values(role="king"))
    assert client.get("/wer").status_code == 401


def test_the_register_holds_no_secret_that_opens_a_session(local: Flask) -> None:
    register = register_of(local)
    secret = sessions.begin(register, account_of(local, "a"))
    with register.reading() as session:
        assert secret not in session.query(SignIn.token).scalar()
    assert sessions.find(register, session.query(SignIn.token).scalar()) is None


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/kennzahl/x?bezirk=04", "/kennzahl/x?bezirk=04"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\n/evil.example", "/"),
        ("", "/"),
        ("/abmelden", "/"),
    ],
)
def test_the_way_back_leads_to_our_own_pages_only(asked: str, goes: str) -> None:
    assert onward(asked) == goes


# Demonstration ----


def test_the_demonstration_shows_all_to_everybody_until_a_role_is_chosen(demo: Flask) -> None:
    client = demo.test_client()
    assert "Lenkungskreis" in client.get("/").text
    answer = client.post("/anmelden", data={"rolle": "district", "bezirk": "04", "weiter": "/vergleich"})
    assert (answer.status_code, answer.location) == (303, "/vergleich")
    assert "Charlottenburg-Wilmersdorf" in client.get("/anmelden").text
    assert "Lenkungskreis</" not in client.get("/").text.partition("<main")[0]
    client.post("/abmelden", headers={"Sec-Fetch-Site": "same-origin"})
    assert "Lenkungskreis" in client.get("/").text


@pytest.mark.parametrize("choice", ["king", "district-13", "district", "department-../x", "steering-04"])
def test_a_role_that_there_is_not_is_not_taken(demo: Flask, choice: str) -> None:
    client = demo.test_client()
    client.set_cookie("zb-rolle", choice)
    assert "Lenkungskreis" in client.get("/").text


def test_reading_in_the_demonstration_makes_no_register_and_writing_has_an_account(
    demo: Flask, tmp_path: Path
) -> None:
    @demo.post("/schreiben")
    def written() -> dict[str, object]:
        return {"account": identity.viewer().account}

    client = client_as(demo, Role.DISTRICT, district="04")
    assert client.get("/").status_code == 200
    assert not (tmp_path / "register.sqlite").exists()
    id_ = client.post("/schreiben").get_json()["account"]
    account = accounts.by_id(register_of(demo), id_)
    assert account and (account.role, account.district, account.password) == ("district", "04", None)
    assert client.post("/schreiben").get_json()["account"] == id_
    assert accounts.listing(register_of(demo)) == []


def test_a_name_that_leads_to_this_machine_does_not_open_the_demonstration(demo: Flask) -> None:
    """DNS rebinding: a page of another site would be one of ours."""
    for host in ("evil.example", "127.0.0.1.evil.example", "zielblick.localhost.evil.example"):
        assert demo.test_client().get("/", headers={"Host": host}).status_code == 421
    for host in ("localhost:8050", "127.0.0.1:8050", "[::1]:8050", "127.0.0.2"):
        assert demo.test_client().get("/", headers={"Host": host}).status_code == 200
