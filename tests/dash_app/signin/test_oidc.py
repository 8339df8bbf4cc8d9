"""Does a provider's word open the door, and only if it is the provider's, fresh, and meant for us?"""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from dash_app.access import Role
from dash_app.reading import EXTENSION
from dash_app.register import Register, accounts
from dash_app.signin.oidc import BACK, START
from tests.dash_app.shell_server import publish, server_of
from tests.dash_app.signin.issuer import CLIENT, SECRET, Issuer, issuing
from tests.signed import Client
from tools.oidc import NotHere, provider

GIVEN: dict[str, Any] = {"login": "oidc", "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
PEOPLE = {
    "anna": {"name": "Anna Muster", "roles": ["zb-bezirk"], "district": "04"},
    "bert": {"name": "Bert Beispiel", "roles": ["zb-fach", "zb-lesen"], "agreements": ["amt"]},
    "carl": {"name": "Carl", "roles": ["etwas-anderes"]},
    "dora": {"name": "Dora", "roles": ["zb-bezirk"], "district": "99"},
    "emil": {"name": "Emil"},
}
WORDS = "zb-fach=department, zb-bezirk=district, zb-lesen=reader"


def register_of(server: Flask) -> Register:
    found: Register = server.extensions[EXTENSION].register
    return found


# A real provider ----


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    home: Path = tmp_path_factory.mktemp("home")
    publish(home)
    try:
        with provider(PEOPLE, [f"http://localhost{BACK}"], CLIENT, SECRET) as issuer:
            yield server_of(home, oidc_issuer=issuer, oidc_roles=WORDS, **GIVEN)
    except NotHere as reason:
        pytest.skip(f"no provider to be had: {reason}")


def at_the_provider(address: str, name: str) -> str:
    """Sign in at the provider as a browser does, and return where it leads back to."""
    browser = requests.Session()
    for _ in range(12):
        answer = browser.get(address, allow_redirects=False, timeout=20)
        while answer.is_redirect:
            address = urljoin(answer.url, answer.headers["Location"])
            if address.startswith("http://localhost/"):
                return address
            answer = browser.get(address, allow_redirects=False, timeout=20)
        action = re.search(r'<form[^>]* action="([^"]+)"', answer.text)
        prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
        assert action and prompt, answer.text[:500]
        given = {"prompt": prompt[1], "login": name, "password": "x"}
        posted = browser.post(urljoin(answer.url, action[1]), data=given, allow_redirects=False, timeout=20)
        address = urljoin(posted.url, posted.headers["Location"])
    raise AssertionError("the provider leads in a circle")


def signed_in(server: Flask, name: str, onward: str = "/") -> tuple[FlaskClient, Any]:
    client = Client(server)
    asked = client.get(f"{START}?weiter={onward}")
    assert asked.status_code == 302
    back = at_the_provider(asked.location, name)
    return client, client.get(back)


def test_a_real_provider_opens_the_door_with_role_and_district(real: Flask) -> None:
    client, answer = signed_in(real, "anna", "/vergleich")
    assert (answer.status_code, answer.location) == (303, "/vergleich")
    page = client.get("/anmelden").text
    assert "Anna Muster" in page and "04 Charlottenburg-Wilmersdorf" in page
    assert client.get("/").status_code == 200


def test_the_way_there_carries_state_nonce_and_pkce(real: Flask) -> None:
    query = parse_qs(urlsplit(Client(real).get(START).location).query)
    assert query["code_challenge_method"] == ["S256"] and query["response_type"] == ["code"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(query[name][0]) >= 20


def test_of_several_roles_the_first_of_the_setting_counts(real: Flask) -> None:
    _, answer = signed_in(real, "bert")
    assert answer.status_code == 303
    (bert,) = [each for each in accounts.listing(register_of(real)) if each.name == "Bert Beispiel"]
    assert (bert.role, bert.agreements) == ("department", ["amt"])


@pytest.mark.parametrize("name", ["carl", "dora", "emil"])
def test_who_has_no_role_here_gets_a_page_that_says_so(
    real: Flask, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    client, answer = signed_in(real, name)
    assert answer.status_code == 403 and "keine Rolle zugewiesen" in answer.text
    assert client.get("/").status_code == 303
    assert "no_role" in caplog.text and name.title() not in caplog.text


def test_an_answer_works_once_and_in_one_browser(real: Flask) -> None:
    client = Client(real)
    back = at_the_provider(client.get(START).location, "anna")
    stranger = Client(real)
    assert stranger.get(back).status_code == 403
    assert client.get(back).status_code == 303
    assert client.get(back).status_code == 403


def test_roles_are_taken_anew_at_every_sign_in_and_end_older_sessions(real: Flask) -> None:
    client, _ = signed_in(real, "anna")
    register = register_of(real)
    (anna,) = [each for each in accounts.listing(register) if each.name == "Anna Muster"]
    accounts.arrive(register, anna.login, anna.name, accounts.Rights(Role.DISTRICT, "05"))
    assert client.get("/").status_code == 303
    signed_in(real, "anna")
    found = accounts.by_id(register, anna.id)
    assert found and found.district == "04"


def test_a_closed_account_stays_closed(real: Flask) -> None:
    signed_in(real, "anna")
    register = register_of(real)
    (anna,) = [each for each in accounts.listing(register) if each.name == "Anna Muster"]
    accounts.set_disabled(register, None, anna.id, True)
    _, answer = signed_in(real, "anna")
    assert answer.status_code == 403 and "gesperrt" in answer.text
    accounts.set_disabled(register, None, anna.id, False)


# Wrong tokens ----


@pytest.fixture(scope="module")
def forging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Issuer]]:
    home: Path = tmp_path_factory.mktemp("home")
    publish(home)
    with issuing() as issuer:
        yield server_of(home, oidc_issuer=issuer.address, **GIVEN), issuer


@pytest.fixture
def forged(forging: tuple[Flask, Issuer]) -> tuple[Flask, Issuer]:
    server, issuer = forging
    issuer.claims, issuer.header, issuer.signs_with, issuer.answer = {}, {}, None, None
    return server, issuer


def come_back(server: Flask, issuer: Issuer, **query: str) -> tuple[FlaskClient, Any]:
    client = Client(server)
    asked = parse_qs(urlsplit(client.get(START).location).query)
    issuer.claims.setdefault("nonce", asked["nonce"][0])
    given = {"code": "x", "state": asked["state"][0], **query}
    return client, client.get(BACK, query_string=given)


def test_a_right_token_of_the_small_issuer_is_believed(forged: tuple[Flask, Issuer]) -> None:
    """Else the tests below would prove nothing."""
    client, answer = come_back(*forged)
    assert answer.status_code == 303 and client.get("/").status_code == 200


def other_key(issuer: Issuer) -> None:
    issuer.signs_with = RSAKey.generate_key(2048, {"kid": "eins"})


def unsigned(issuer: Issuer) -> None:
    def part(content: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")

    token = f"{part({'alg': 'none'})}.{part(issuer.said())}."
    issuer.answer = {"access_token": "x", "token_type": "Bearer", "id_token": token}


def signed_with_the_secret(issuer: Issuer) -> None:
    token = jwt.encode({"alg": "HS256"}, issuer.said(), OctKey.import_key("geheim" * 8), algorithms=["HS256"])
    issuer.answer = {"access_token": "x", "token_type": "Bearer", "id_token": token}


def without_token(issuer: Issuer) -> None:
    issuer.answer = {"access_token": "x", "token_type": "Bearer"}


def refused_code(issuer: Issuer) -> None:
    issuer.answer = {"error": "invalid_grant"}


def claims(**wrong: Any) -> Callable[[Issuer], None]:
    return lambda issuer: issuer.claims.update(wrong)


WRONG: dict[str, Callable[[Issuer], None]] = {
    "another key": other_key,
    "no signature": unsigned,
    "a secret instead of a key": signed_with_the_secret,
    "no token": without_token,
    "a code that is not worth anything": refused_code,
    "another issuer": claims(iss="https://evil.example"),
    "another audience": claims(aud="andere"),
    "another audience with our name beside": claims(aud="andere", azp=CLIENT),
    "expired": claims(exp=int(time.time()) - 3600, iat=int(time.time()) - 7200),
    "not yet": claims(iat=int(time.time()) + 7200, exp=int(time.time()) + 9000),
    "another nonce": claims(nonce="alt"),
    "no nonce": claims(nonce=None),
    "nobody": claims(sub=None),
    "no time": claims(exp=None),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_token_that_is_wrong_is_refused_with_one_line_that_names_nobody(
    forged: tuple[Flask, Issuer], wrong: Callable[[Issuer], None], caplog: pytest.LogCaptureFixture
) -> None:
    server, issuer = forged
    wrong(issuer)
    client, answer = come_back(server, issuer)
    assert answer.status_code == 403 and "nicht gelungen" in answer.text
    assert client.get("/").status_code == 303
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("dash_app")]
    assert len(lines) == 1 and lines[0].startswith("refused: GET /anmelden/oidc/antwort (403, oidc ")
    assert "anna" not in lines[0].lower() and "evil" not in lines[0]


@pytest.mark.parametrize(
    "query", [{"state": "geraten"}, {"error": "access_denied"}, {"iss": "https://evil.example"}]
)
def test_an_answer_that_nobody_asked_for_is_refused(
    forged: tuple[Flask, Issuer], query: dict[str, str]
) -> None:
    server, issuer = forged
    client, answer = come_back(server, issuer, **query)
    assert answer.status_code == 403
    assert client.get("/").status_code == 303


def test_the_cookie_of_the_way_cannot_be_written_by_others(forged: tuple[Flask, Issuer]) -> None:
    server, _ = forged
    client = Client(server)
    client.set_cookie("zb-weg", base64.b64encode(b'{"_state_provider_x":{"data":{}}}').decode())
    assert client.get(f"{BACK}?code=x&state=x").status_code == 403


def test_a_provider_that_is_away_or_another_one_stops_nothing_but_the_sign_in(tmp_path: Path) -> None:
    publish(tmp_path)
    server = server_of(tmp_path, oidc_issuer="http://127.0.0.1:9", **GIVEN)
    answer = Client(server).get(START)
    assert answer.status_code == 503 and "antwortet derzeit nicht" in answer.text
    assert Client(server).get("/anmelden").status_code == 200
    with issuing() as issuer:
        issuer.calls_itself = "https://evil.example"
        server = server_of(tmp_path, oidc_issuer=issuer.address, **GIVEN)
        assert Client(server).get(START).status_code == 503
