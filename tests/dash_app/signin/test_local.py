"""Do name and password open the door to the right person only, however often somebody tries?"""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, update

from dash_app.reading import EXTENSION
from dash_app.register import Register, accounts, attempts
from dash_app.register.models import Account, Attempt, Entry, SignIn, now
from dash_app.signin import limits, passwords
from tests.dash_app.shell_server import publish, server_of
from tests.signed import PASSWORD, Client, account_of

WRONG = "Der Anmeldename oder das Kennwort ist falsch"


@pytest.fixture(scope="module")
def kept() -> str:
    return passwords.hashed(PASSWORD)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    publish(home)
    return home


@pytest.fixture(scope="module")
def one(home: Path) -> Flask:
    return server_of(home, login="local")


@pytest.fixture
def server(one: Flask, kept: str, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The server as if nobody had tried anything yet."""
    monkeypatch.setattr(limits, "SIGN_INS", "10000/minute")
    with register_of(one).writing() as session:
        for table in (SignIn, Account, Attempt):
            session.execute(delete(table))
    account_of(one, "anna", password=kept)
    return one


def register_of(server: Flask) -> Register:
    found: Register = server.extensions[EXTENSION].register
    return found


def sign_in(client: FlaskClient, name: str = "anna", password: str = PASSWORD, onward: str = "/") -> int:
    return client.post("/anmelden", data={"name": name, "kennwort": password, "weiter": onward}).status_code


def test_the_right_password_opens_and_leads_to_where_one_wanted_to_go(server: Flask) -> None:
    client = Client(server)
    page = client.get("/anmelden?weiter=/vergleich").text
    assert (
        'autocomplete="current-password"' in page.lower() and "<form" in page and "<script defer" not in page
    )
    answer = client.post("/anmelden", data={"name": " Anna ", "kennwort": PASSWORD, "weiter": "/vergleich"})
    assert (answer.status_code, answer.location) == (303, "/vergleich")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    assert client.get("/").status_code == 200
    account = client.get("/anmelden").text
    assert "Anna" in account and "Liest Kennzahlen, Berichte" in account


def test_over_tls_the_cookie_belongs_to_one_host_and_to_tls(tmp_path: Path, kept: str) -> None:
    publish(tmp_path)
    server = server_of(tmp_path, login="local", host="0.0.0.0", address="https://zielblick.example")
    account_of(server, "anna", password=kept)
    asked = {"Host": "zielblick.example", "Origin": "https://zielblick.example"}
    answer = Client(server).post("/anmelden", data={"name": "anna", "kennwort": PASSWORD}, headers=asked)
    assert answer.headers["Set-Cookie"].startswith("__Host-zb-session=")
    assert "Secure" in answer.headers["Set-Cookie"]


def test_every_sign_in_gives_a_new_session_and_ends_the_one_before(server: Flask) -> None:
    """A session that somebody has planted in a browser is worth nothing afterwards."""
    client = Client(server)
    client.set_cookie("zb-session", "planted")
    assert sign_in(client) == 303
    first = client.get_cookie("zb-session")
    assert first and first.value != "planted"
    assert sign_in(client) == 303
    replayed = Client(server)
    replayed.set_cookie("zb-session", first.value)
    assert replayed.get("/").status_code == 303


def test_who_signs_out_leaves_nothing_that_can_be_replayed(server: Flask) -> None:
    client = Client(server)
    sign_in(client)
    cookie = client.get_cookie("zb-session")
    answer = client.post("/abmelden")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert cookie and client.get_cookie("zb-session") is None
    client.set_cookie("zb-session", cookie.value)
    assert client.get("/").status_code == 303


@pytest.mark.parametrize(
    ("name", "password"), [("anna", "falsch"), ("niemand", PASSWORD), ("", ""), ("anna", "")]
)
def test_wrong_and_unknown_get_the_same_answer(server: Flask, name: str, password: str) -> None:
    client = Client(server)
    answer = client.post("/anmelden", data={"name": name, "kennwort": password})
    assert answer.status_code == 403 and WRONG in answer.text
    assert client.get("/").status_code == 303


def test_an_unknown_name_costs_the_same_work(server: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Time tells names apart where only known ones are checked."""
    checked = []
    monkeypatch.setattr(passwords, "fits", lambda password, kept: checked.append(kept))
    for name in ("anna", "niemand"):
        sign_in(Client(server), name, "falsch")
    assert len(checked) == 2


def test_a_closed_account_does_not_open(server: Flask) -> None:
    accounts.set_disabled(register_of(server), None, account_of(server, "anna"), True)
    assert sign_in(Client(server)) == 403


def test_an_account_without_password_opens_for_nobody(server: Flask) -> None:
    account_of(server, "ohne")
    for password in ("", "None", "ohne"):
        assert sign_in(Client(server), "ohne", password) == 403


# Guessing ----


@pytest.mark.parametrize("name", ["anna", "niemand"])
def test_who_guesses_has_to_wait_longer_and_longer(server: Flask, name: str) -> None:
    """Unknown names too: else the lock would tell which exist."""
    register, waits = register_of(server), []
    for _ in range(attempts.FREE_BY_NAME):
        assert attempts.begin(register, name, "10.0.0.1") == (None, False)
    for _ in range(8):
        wait, _ = attempts.begin(register, name, "10.0.0.1")
        assert wait is None, "each lock lets one attempt through when it is over"
        locked, _ = attempts.begin(register, name, "10.0.0.2")
        assert locked is not None
        waits.append(locked)
        with register.writing() as session:
            session.execute(update(Attempt).values(locked_until=now()))
    assert waits[0] >= attempts.FIRST - timedelta(seconds=2)
    assert waits == sorted(waits) and waits[-1] > attempts.LONGEST - timedelta(seconds=2)


def test_a_lock_survives_a_restart_keeps_the_right_password_out_and_is_on_record(
    server: Flask, home: Path
) -> None:
    client = Client(server)
    codes = [sign_in(client, password="falsch") for _ in range(attempts.FREE_BY_NAME + 1)]
    assert set(codes) == {403}
    other = Client(server_of(home, login="local"))
    answer = other.post("/anmelden", data={"name": "anna", "kennwort": PASSWORD})
    assert answer.status_code == 429 and "Zu viele Versuche" in answer.text
    assert 1 <= int(answer.headers["Retry-After"]) <= attempts.FIRST.seconds
    with register_of(server).reading() as session:
        assert session.query(Entry.action).order_by(Entry.id.desc()).limit(1).scalar() == "account.lock"
    with register_of(server).writing() as session:
        session.execute(update(Attempt).values(locked_until=now()))
    assert sign_in(other) == 303


def test_an_address_that_tries_many_names_has_to_wait(server: Flask) -> None:
    register = register_of(server)
    for n in range(attempts.FREE_BY_ADDRESS + 1):
        assert attempts.begin(register, f"name{n}", "10.0.0.1")[0] is None
    assert attempts.begin(register, "anna", "10.0.0.1")[0] is not None
    assert attempts.begin(register, "anna", "10.0.0.2")[0] is None


def test_success_forgives_the_name_and_half_a_day_everything(server: Flask) -> None:
    register, client = register_of(server), Client(server)
    for _ in range(3):
        for _ in range(attempts.FREE_BY_NAME - 1):
            sign_in(client, password="falsch")
        assert sign_in(client) == 303
        with register.writing() as session:
            session.execute(update(Attempt).values(locked_until=None))
    with register.writing() as session:
        session.execute(update(Attempt).values(last=now() - attempts.FORGOTTEN - timedelta(seconds=1)))
    attempts.begin(register, "wer", "10.0.0.9")
    with register.reading() as session:
        assert session.query(Attempt).count() == 2


def test_neither_log_nor_table_names_who_tried(server: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sign_in(Client(server), "anna", "falsch")
    sign_in(Client(server), "frida.geheim", "falsch")
    with register_of(server).reading() as session:
        kept = " ".join(row.key for row in session.query(Attempt))
    assert "refused: POST /anmelden (403, wrong name or password)" in caplog.text
    for word in ("anna", "frida", "falsch", "127.0.0.1"):
        assert word not in caplog.text and word not in kept


# The own account ----


def test_a_changed_password_ends_all_other_sessions_and_renews_this_one(server: Flask) -> None:
    client, other = Client(server), Client(server)
    sign_in(client)
    sign_in(other)
    before = client.get_cookie("zb-session")
    new = "Heftklammer unter Wolken"
    given = {"kennwort": PASSWORD, "neu": new, "nochmal": new}
    answer = client.post("/anmelden/kennwort", data=given, follow_redirects=True)
    assert "Das Kennwort ist geändert" in answer.text
    after = client.get_cookie("zb-session")
    assert before and after and before.value != after.value
    assert other.get("/").status_code == 303
    assert sign_in(Client(server)) == 403 and sign_in(Client(server), password=new) == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("falsch", "Heftklammer unter Wolken", "Heftklammer unter Wolken", "bisherige Kennwort ist falsch"),
        (PASSWORD, "Heftklammer unter Wolken", "Heftklammer", "stimmen nicht überein"),
        (PASSWORD, "kurz", "kurz", "zu kurz"),
        (PASSWORD, "password1234", "password1234", "häufiger Kennwörter"),
    ],
)
def test_a_password_that_is_not_good_enough_changes_nothing(
    server: Flask, old: str, new: str, again: str, said: str
) -> None:
    client = Client(server)
    sign_in(client)
    answer = client.post("/anmelden/kennwort", data={"kennwort": old, "neu": new, "nochmal": again})
    assert answer.status_code == 400 and said in answer.text
    assert client.get("/").status_code == 200 and sign_in(Client(server)) == 303


def test_all_own_sessions_can_be_ended(server: Flask) -> None:
    client, other = Client(server), Client(server)
    sign_in(client)
    sign_in(other)
    assert "Alle Sitzungen sind beendet" in client.post("/anmelden/sitzungen", follow_redirects=True).text
    assert client.get("/").status_code == other.get("/").status_code == 303


def test_the_own_account_is_nobody_elses(server: Flask) -> None:
    for address in ("/anmelden/kennwort", "/anmelden/sitzungen"):
        assert Client(server).post(address, data={}).status_code == 401
