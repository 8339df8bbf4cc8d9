"""Does every address get its page, with everything around it, whatever the state of the publications?"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dash
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app, create_server
from dash_app import serving
from dash_app.settings import Settings, SettingsError
from tests.dash_app import shell_pages
from tests.dash_app.publication_files import agreement, catalogue, indicator, share, write_publication

AREAS = ["00", *(f"{n:02}" for n in range(1, 13))]


def publish(home: Path, *, number: int = 1, demo: bool = False, **given: Any) -> Path:
    """Write a publication with two quarters of one indicator."""
    periods = ("2024-Q1", "2024-Q2")
    values = [share("amt_quote", area, period, 80, 100, demo=demo) for area in AREAS for period in periods]
    return write_publication(home, catalogue(indicator("amt_quote"), **given), values, number=number)


def server_of(home: Path) -> Flask:
    """Return the server with the small pages of the tests."""
    server: Flask = create_app(Settings(home=home)).server
    shell_pages.register()
    return server


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    publish(tmp_path)
    with server_of(tmp_path).test_client() as client:
        yield client


def shown(client: FlaskClient, address: str) -> str:
    """Return the first layout that a browser at an address gets, as text."""
    answer = client.get("/_dash-layout", headers={"Referer": f"http://localhost{address}"})
    assert answer.status_code == 200
    return json.dumps(answer.get_json(), ensure_ascii=False)


def chosen(client: FlaskClient, path: str, search: str = "") -> dict[str, Any]:
    """Return what the router answers for an address."""
    outputs = [{"id": "shell-frame", "property": "children"}, {"id": "shell-answer", "property": "data"}]
    body = {
        "output": "..shell-frame.children...shell-answer.data..",
        "outputs": outputs,
        "inputs": [{"id": "shell-request", "property": "data", "value": {"path": path, "search": search}}],
        "changedPropIds": ["shell-request.data"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()["response"]
    return found


# Document ----


def test_language_theme_and_title_are_in_the_first_byte(client: FlaskClient) -> None:
    client.set_cookie("zb-theme-shown", "dark")
    text = client.get("/kennzahl/amt_quote?sprache=en").text
    assert text.startswith('<!DOCTYPE html>\n<html lang="en" data-bs-theme="dark"')
    assert "<title>Title amt_quote – Zielblick</title>" in text


def test_a_cookie_with_nonsense_is_no_theme(client: FlaskClient) -> None:
    client.set_cookie("zb-theme-shown", '"><script>')
    assert 'data-bs-theme="light"' in client.get("/").text


def test_the_title_is_escaped(client: FlaskClient) -> None:
    text = client.get("/kennzahl/%3Cscript%3Ealert(1)%3C%2Fscript%3E").text
    assert "<script>alert" not in text


def test_nothing_in_the_document_is_of_another_host(client: FlaskClient) -> None:
    text = client.get("/").text
    addresses = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert addresses
    assert [address for address in addresses if not re.match(r"/(?!/)", address)] == []


def test_the_policy_lets_browsers_load_from_this_host_only(client: FlaskClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_every_address_of_the_document_is_answered_and_kept(client: FlaskClient) -> None:
    text = client.get("/").text
    for address in re.findall(r'(?:src|href|data-plotly)="(/[^"]+)"', text):
        answer = client.get(address)
        assert answer.status_code == 200, address
        if "icon" not in address:
            assert answer.headers["Cache-Control"] == serving.FOREVER, address


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_answers_are_compressed(client: FlaskClient, encoding: str) -> None:
    for address in ("/", "/_dash-layout", serving.BOOTSTRAP.address):
        answer = client.get(address, headers={"Accept-Encoding": encoding, "Referer": "http://localhost/"})
        assert answer.headers["Content-Encoding"] == encoding


def test_pages_and_answers_are_asked_for_again(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-cache"
    assert client.get("/_dash-layout").headers["Cache-Control"] == "no-cache"


# First layout ----


def test_the_first_page_comes_with_the_layout(client: FlaskClient) -> None:
    text = shown(client, "/?zeitraum=2024-Q1&bezirk=05")
    assert "Probe 1. Quartal 2024" in text
    assert '"address": "/?zeitraum=2024-Q1&bezirk=05"' in text


@pytest.mark.parametrize("referrer", [None, "", "http://example.org/?zeitraum=2024-Q1", "kaputt", "http://["])
def test_without_a_usable_referrer_the_router_asks_later(client: FlaskClient, referrer: str | None) -> None:
    headers = {} if referrer is None else {"Referer": referrer}
    answer = client.get("/_dash-layout", headers=headers)
    assert answer.status_code == 200
    assert "Probe" not in answer.text


def test_the_frame_has_all_that_stands_around_a_page(client: FlaskClient) -> None:
    text = shown(client, "/?bezirk=03")
    assert '"href": "#inhalt"' in text
    assert '"id": "inhalt"' in text
    for path in ("/", "/vergleich", "/lieferungen", "/methodik", "/vereinbarung/amt", "/bezirk/12"):
        assert f'"href": "{path}?bezirk=03"' in text
    assert '"aria-current": "page"' in text
    assert text.count('"type": "H1"') == 1


def test_pages_of_later_issues_are_not_in_the_navigation(client: FlaskClient) -> None:
    text = shown(client, "/")
    assert not any(path in text for path in ("/bericht", "/anmelden", "/barrierefreiheit"))


def test_a_new_agreement_is_in_the_menu_without_a_line_of_code(tmp_path: Path) -> None:
    listed = [
        agreement("amt", [indicator("amt_quote")]),
        agreement("bibliotheken", [], short={"de": "Bibliotheken", "en": "Libraries"}),
    ]
    publish(tmp_path, agreements=listed)
    with server_of(tmp_path).test_client() as client:
        text = shown(client, "/?sprache=en")
        assert '"/vereinbarung/bibliotheken?sprache=en"' in text
        assert '"Libraries"' in text
        assert "Without indicators" in text


def test_demonstration_figures_carry_their_badge(tmp_path: Path) -> None:
    publish(tmp_path, number=1)
    publish(tmp_path, number=2, demo=True)
    with server_of(tmp_path).test_client() as client:
        assert "zb-demo" in shown(client, "/")
        assert "zb-demo" not in shown(client, "/?stand=1")


# Router ----


def test_the_router_answers_with_title_language_and_sentence(client: FlaskClient) -> None:
    answer = chosen(client, "/kennzahl/amt_quote", "?sprache=en&zeitraum=2024-Q1")["shell-answer"]["data"]
    assert answer == {
        "address": "/kennzahl/amt_quote?sprache=en&zeitraum=2024-Q1",
        "title": "Title amt_quote – Zielblick",
        "language": "en",
        "said": "Title amt_quote, quarter 1 of 2024",
    }


@pytest.mark.parametrize(
    "path",
    ["/gibt/es/nicht", "/kennzahl", "/kennzahl/a/b", "/bericht", "/%00", "/%ff", "/../..", "//evil.example"],
)
def test_unknown_addresses_get_a_page_with_links(client: FlaskClient, path: str) -> None:
    text = json.dumps(chosen(client, path), ensure_ascii=False)
    assert "Diese Seite gibt es nicht" in text
    assert '"href": "/"' in text


def test_an_unknown_indicator_gets_a_page_that_says_so(client: FlaskClient) -> None:
    text = json.dumps(chosen(client, "/kennzahl/ba_einhorn", "?bezirk=05"), ensure_ascii=False)
    assert "Die Kennzahl ba_einhorn gibt es nicht." in text
    assert '"href": "/?bezirk=05"' in text


@pytest.mark.parametrize(
    ("search", "note"),
    [
        ("?zeitraum=1999", "Für 1999 gibt es in dieser Veröffentlichung keine Zahlen; gezeigt wird II/2024."),
        ("?zeitraum=gestern", "„gestern“ ist kein Zeitraum"),
        ("?bezirk=13", "Den Bezirk „13“ gibt es nicht"),
        ("?bezirk=00", "Den Bezirk „00“ gibt es nicht"),
        ("?kennzahl=ba_einhorn", "Die Kennzahl „ba_einhorn“ gibt es in dieser Veröffentlichung nicht"),
        ("?stand=77", "Die Veröffentlichung „77“ lässt sich nicht zeigen"),
        ("?ebene=woche", "„woche“ ist keine Ebene"),
        ("?sprache=fr", "Die Sprache „fr“ gibt es nicht"),
        ("?utm=1", "Die Angabe „utm“ in der Adresse ist nicht bekannt"),
    ],
)
def test_unknown_values_fall_back_with_a_note(client: FlaskClient, search: str, note: str) -> None:
    text = json.dumps(chosen(client, "/", search), ensure_ascii=False)
    assert note in text
    assert "Probe 2. Quartal 2024" in text


def test_notes_are_in_the_language_of_the_page(client: FlaskClient) -> None:
    text = json.dumps(chosen(client, "/", "?sprache=en&bezirk=13"), ensure_ascii=False)
    assert "There is no district “13”" in text


def test_a_page_that_fails_says_a_number_that_is_in_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        text = json.dumps(chosen(client, "/kaputt", "?bezirk=05"), ensure_ascii=False)
    found = re.search(r"Nummer ([0-9a-f]{8})", text)
    assert found
    assert found[1] in caplog.text
    assert "geheim" not in text and "Traceback" not in text
    assert "bezirk=05" not in caplog.text


def test_a_callback_that_fails_changes_nothing_and_shows_a_notice(tmp_path: Path) -> None:
    publish(tmp_path)
    app = create_app(Settings(home=tmp_path))

    def fail(_: str) -> str:
        raise RuntimeError("geheim")

    app.callback(dash.Output("x", "children"), dash.Input("y", "value"))(fail)
    body = {
        "output": "x.children",
        "outputs": {"id": "x", "property": "children"},
        "inputs": [{"id": "y", "property": "value", "value": "1"}],
        "changedPropIds": ["y.value"],
    }
    headers = {"Referer": "http://localhost/?sprache=en"}
    answer = app.server.test_client().post("/_dash-update-component", json=body, headers=headers)
    text = json.dumps(answer.get_json(), ensure_ascii=False)
    assert "recorded in the application’s log under number" in text
    assert "geheim" not in text
    assert "x" not in answer.get_json().get("response", {})


# State of the publications ----


def test_before_the_first_publication_the_page_says_what_to_do(tmp_path: Path) -> None:
    with server_of(tmp_path).test_client() as client:
        text = shown(client, "/kennzahl/amt_quote")
        assert "zielblick demo" in text
        assert text.count('"type": "H1"') == 1
        assert client.get("/").status_code == 200
        ready = client.get("/readyz")
        assert ready.status_code == 503
        assert "zielblick demo" in ready.get_json()["reason"]
        assert client.get("/healthz").status_code == 200
        publish(tmp_path)
        assert client.get("/readyz").get_json() == {"status": "ok", "publication": 1}
        assert "Probe 2. Quartal 2024" in shown(client, "/")


def test_a_damaged_publication_gives_a_page_and_no_trace(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(tmp_path).write_bytes(b"kaputt" * 1000)
    with server_of(tmp_path).test_client() as client:
        text = shown(client, "/?sprache=en")
        assert "There are no figures to show" in text
        assert "Traceback" not in text
        assert client.get("/readyz").status_code == 503
    assert "publication cannot be read" in caplog.text


def test_a_damaged_pinned_publication_shows_the_newest_with_a_note(tmp_path: Path) -> None:
    publish(tmp_path).write_bytes(b"kaputt" * 1000)
    publish(tmp_path, number=2)
    with server_of(tmp_path).test_client() as client:
        text = shown(client, "/?stand=1")
        assert "Die Veröffentlichung „1“ lässt sich nicht zeigen" in text
        assert "Veröffentlichung 2 (neueste)" in text


# Start ----


def test_two_applications_in_one_process_both_have_their_pages(tmp_path: Path) -> None:
    publish(tmp_path)
    for _ in range(2):
        create_app(Settings(home=tmp_path))
        assert "/" in {page["path"] for page in dash.page_registry.values()}


def test_logins_that_do_not_exist_yet_give_out_no_figures(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="kennt nur die Anmeldung „demo“"):
        create_app(Settings(home=tmp_path, login="local"))


def test_gunicorn_gets_a_sentence_instead_of_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIELBLICK_PORT", "achtzig")
    with pytest.raises(SystemExit, match=r"ZIELBLICK_PORT ist „achtzig“"):
        create_server()
