"""Can somebody look after the accounts from the command line, and does every change leave its line?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import main
from dash_app.access import Role
from dash_app.register import Register, accounts, audit, sessions
from dash_app.register.models import Entry
from dash_app.signin import passwords

PHRASE = "Fensterbank im Gartenzaun"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    monkeypatch.chdir(root)
    monkeypatch.setenv("ZIELBLICK_HOME", str(tmp_path))
    return tmp_path


def run(*words: str, typed: str = PHRASE) -> Result:
    return CliRunner().invoke(main, ["user", *words], input=f"{typed}\n")


def told(*words: str, typed: str = PHRASE) -> Any:
    done = run(*words, "--json", typed=typed)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_an_account_is_added_listed_changed_and_disabled(home: Path) -> None:
    made = told("add", "Anna.Muster", "--name", "Anna Muster", "--role", "district", "--district", "04")
    assert (made["login"], made["role"], made["district"]) == ("anna.muster", "district", "04")
    assert PHRASE not in json.dumps(made) and "argon2" not in json.dumps(made)
    register = Register(f"sqlite:///{home / 'register.sqlite'}")
    account = accounts.by_login(register, "anna.muster")
    assert account and passwords.fits(PHRASE, account.password)

    secret = sessions.begin(register, account.id)
    changed = told("role", "anna.muster", "department", "--agreement", "standesaemter")
    assert (changed["role"], changed["district"]) == ("department", None)
    assert changed["agreements"] == ["standesaemter"]
    assert sessions.find(register, secret) is None

    secret = sessions.begin(register, account.id)
    assert told("password", "anna.muster", typed="Heftklammer unter Wolken")["login"] == "anna.muster"
    assert sessions.find(register, secret) is None

    secret = sessions.begin(register, account.id)
    assert told("disable", "ANNA.MUSTER")["disabled"] is True
    assert sessions.find(register, secret) is None
    assert told("list")[0]["disabled"] is True
    assert "gesperrt" in run("list").stdout
    assert told("enable", "anna.muster")["disabled"] is False

    with register.reading() as session:
        entries = session.query(Entry).order_by(Entry.id).all()
    assert [entry.action for entry in entries] == [
        "account.add", "account.change", "password.set", "account.disable", "account.enable",
    ]  # fmt: skip
    assert entries[1].before == {"role": "district", "district": "04", "agreements": []}
    assert audit.first_broken(entries) is None
    assert "argon2" not in str([(e.before, e.after) for e in entries])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "x y", "--role", "reader"), 2, "Anmeldename „x y“"),
        (("add", "anna"), 2, "--role"),
        (("add", "anna", "--role", "king"), 2, "reader, district, department, steering, admin"),
        (("add", "anna", "--role", "public"), 2, "Die Rolle „public“"),
        (("add", "anna", "--role", "district"), 2, "gehört ein Bezirk"),
        (("add", "anna", "--role", "district", "--district", "13"), 2, "„13“"),
        (("add", "anna", "--role", "department"), 2, "mindestens eine Vereinbarung"),
        (("add", "anna", "--role", "department", "--agreement", "nix"), 2, "„nix“"),
        (("disable", "niemand"), 1, "„niemand“ gibt es nicht"),
        (("role", "niemand", "reader"), 1, "„niemand“ gibt es nicht"),
        (("password", "niemand"), 1, "„niemand“ gibt es nicht"),
    ],
)
def test_what_cannot_be_done_says_why(home: Path, words: tuple[str, ...], code: int, said: str) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr


def test_a_name_is_given_once_however_it_is_written(home: Path) -> None:
    told("add", "anna", "--role", "reader")
    done = run("add", "ANNA", "--role", "admin")
    assert done.exit_code == 1 and "gibt es schon" in done.stderr


@pytest.mark.parametrize(
    "typed", ["", "kurz", "password1234", "zielblick2026", "aaaaaaaaaaaaaaaa", "anna.muster"]
)
def test_a_password_that_is_short_or_common_makes_no_account(home: Path, typed: str) -> None:
    done = run("add", "anna.muster", "--role", "reader", typed=typed)
    assert done.exit_code == 1 and "Kennwort" in done.stderr
    assert told("list") == []


def test_no_rule_asks_for_digits_or_signs() -> None:
    for phrase in (PHRASE, "lauter kleine worte hier", "ÄÖÜ ohne Ziffern und mehr"):
        passwords.check(phrase, "anna", "Anna Muster")


def test_the_last_administrator_cannot_be_closed_or_moved(home: Path) -> None:
    told("add", "anna", "--role", "admin")
    for words in (("disable", "anna"), ("role", "anna", "reader")):
        done = run(*words)
        assert done.exit_code == 1 and "das letzte Konto" in done.stderr
    told("add", "bert", "--role", "admin")
    assert told("disable", "anna")["disabled"] is True


def test_a_register_that_is_none_ends_with_a_sentence(home: Path) -> None:
    (home / "register.sqlite").write_bytes(b"nothing of ours" * 200)
    done = run("list")
    assert done.exit_code == 1 and "lässt sich nicht öffnen" in done.stderr


def test_roles_of_accounts_are_all_but_the_public() -> None:
    assert set(accounts.ROLES) == set(Role) - {Role.PUBLIC}
