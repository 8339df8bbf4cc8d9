"""Is what another site makes a browser send refused, and does a browser learn what it must not do?"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, request

from dash_app.access import Role
from dash_app.signin import limits
from tests.dash_app.shell_server import publish, server_of
from tests.signed import client_as

UNSAFE = ("/_dash-update-component", "/auftraege", "/anmelden", "/abmelden", "/anmelden/kennwort")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    home = tmp_path_factory.mktemp("home")
    publish(home)
    return server_of(home, login="local")


FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "", "Origin": "null"},
    {"Sec-Fetch-Site": "", "Origin": "http://localhost.evil.example"},
    {"Sec-Fetch-Site": ""},
)


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("address", UNSAFE)
def test_what_another_site_makes_a_browser_send_is_refused(
    server: Flask, address: str, headers: dict[str, str]
) -> None:
    """The last one carries a session and says nothing of where it comes from."""
    client = client_as(server, Role.STEERING)
    answer = client.post(address, json={}, headers=headers)
    assert answer.status_code == 403
    assert "nicht von einer Seite von Zielblick" in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_method_that_writes_is_protected(server: Flask, method: str) -> None:
    client = client_as(server, Role.STEERING)
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.open("/irgendwo", method=method, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "", "Origin": "http://localhost"}],
)
def test_what_our_own_pages_send_is_carried_out(server: Flask, headers: dict[str, str]) -> None:
    client = client_as(server, Role.STEERING)
    assert client.post("/abmelden", headers=headers).status_code == 303


def test_a_program_without_cookie_needs_no_header(tmp_path: Path) -> None:
    """It could not be tricked, and in the demonstration it is as known as anybody."""
    publish(tmp_path)
    client = server_of(tmp_path).test_client()
    assert client.post("/_dash-update-component", json={"output": "x"}).status_code != 403
    client.set_cookie("zb-rolle", "admin")
    assert client.post("/_dash-update-component", json={"output": "x"}).status_code == 403


@pytest.mark.parametrize("address", ["/_dash-update-component", "/auftraege"])
def test_addresses_of_scripts_take_no_form(server: Flask, address: str) -> None:
    """A form of another site can send text that looks like JSON."""
    client = client_as(server, Role.STEERING)
    answer = client.post(address, data='{"kind": "chart"}', content_type="text/plain")
    assert answer.status_code == 415


def test_a_link_signs_nobody_out(server: Flask) -> None:
    client = client_as(server, Role.READER)
    assert client.get("/abmelden").status_code == 303
    assert client.get("/").status_code == 200


# Headers ----


def test_every_answer_tells_browsers_what_they_must_not_do(server: Flask) -> None:
    client = client_as(server, Role.READER)
    for address in ("/", "/anmelden", "/api/v1/districts", "/gibtesnicht", "/healthz"):
        headers = client.get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "no-store" in headers["Cache-Control"]
        assert "Strict-Transport-Security" not in headers


def test_the_policy_runs_no_script_but_ours(server: Flask) -> None:
    policy = client_as(server, Role.READER).get("/").headers["Content-Security-Policy"]
    rules = dict(rule.partition(" ")[::2] for rule in policy.split("; "))
    assert "unsafe" not in rules["script-src"]
    assert rules["object-src"] == rules["base-uri"] == "'none'"
    assert rules["connect-src"] == rules["form-action"] == rules["frame-ancestors"] == "'self'"


def test_over_tls_browsers_are_told_to_stay_there_and_cookies_too(tmp_path: Path) -> None:
    publish(tmp_path)
    server = server_of(tmp_path, login="local", host="0.0.0.0", address="https://zielblick.example")
    asked = {"Host": "zielblick.example"}
    assert server.test_client().get("/healthz", headers=asked).headers["Strict-Transport-Security"]
    assert server.test_client().get("/", headers={"Host": "other.example"}).status_code == 421


def test_what_is_too_large_is_not_read(server: Flask) -> None:
    answer = client_as(server, Role.READER).post("/anmelden/kennwort", data={"neu": "x" * 2_000_000})
    assert answer.status_code == 413 and "größer, als diese Adresse annimmt" in answer.text


# Limits ----


def test_a_program_run_wild_is_told_how_long_to_wait(server: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KNOWN", "3/minute")
    client, other = client_as(server, Role.READER), client_as(server, Role.ADMIN)
    codes = [client.get("/api/v1/districts").status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    answer = client.get("/api/v1/districts")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Retry-After"] in answer.get_json()["detail"]
    assert other.get("/api/v1/districts").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_nobody_can_try_passwords_without_end(server: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SIGN_INS", "2/minute")
    client = server.test_client()
    codes = [client.post("/anmelden", data={"name": f"n{n}", "kennwort": "x"}).status_code for n in range(3)]
    assert codes == [403, 403, 429]


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "10.0.0.9")])
def test_addresses_that_anybody_can_write_are_believed_only_where_a_proxy_is_named(
    tmp_path: Path, proxies: int, seen: str
) -> None:
    publish(tmp_path)
    server = server_of(tmp_path, proxies=proxies)

    @server.get("/von")
    def origin() -> str:
        return request.remote_addr or ""

    assert server.test_client().get("/von", headers={"X-Forwarded-For": "1.1.1.1, 10.0.0.9"}).text == seen
