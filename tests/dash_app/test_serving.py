"""Is the first byte right, does nothing leave this host, and does the application say whether it is ready?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import dash
import pytest
from flask.testing import FlaskClient

from app import create_app, create_server
from dash_app import serving
from dash_app.settings import Settings
from dash_app.shell import document
from tests.dash_app.shell_server import chosen, html_of, publish, server_of, shown


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    publish(tmp_path)
    with server_of(tmp_path).test_client() as client:
        yield client


# Document ----


def test_crawlers_are_told_to_leave_choices_alone(tmp_path: Path) -> None:
    """Else they would ask for every period and district of every page."""
    answer = create_app(Settings(home=tmp_path)).server.test_client().get("/robots.txt")
    assert answer.mimetype == "text/plain"
    assert answer.text == "User-agent: *\nDisallow: /*?\n"


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


@pytest.mark.parametrize("address", ["/kennzahl/amt_quote", "/gibt-es-nicht"])
def test_dash_starts_after_the_last_script_and_is_waited_for_before_any_other_runs(
    client: FlaskClient, address: str
) -> None:
    """Whichever script comes last, parts included: a Dash that starts before it leaves a dead page."""
    document = client.get(address).text
    scripts = re.findall(r"<script([^>]*)src=\"([^\"]+)\"", document)
    assert len(scripts) > 5
    assert [place for about, place in scripts if "defer" not in about or "async" in about] == [], (
        "else no order"
    )
    first, *others = (place for _, place in scripts)
    assert any("dash_renderer" in place for place in others), "what starts is waited for, too"
    own = client.get(first).text
    assert [place for place in others if "new window.DashRenderer" in client.get(place).text] == []
    waits = own.rindex("document.querySelectorAll('script[defer]')")
    begin = own[waits:]
    assert own.count("new window.DashRenderer") == 1, "one start, and ours"
    assert re.search(
        r"scripts\[scripts\.length - 1\]\.addEventListener\('load', function \(\) \{[^}]*DashRenderer", begin
    )


def test_nothing_in_the_document_is_of_another_host(client: FlaskClient) -> None:
    text = client.get("/").text
    addresses = re.findall(r'<(?:script|link|img)[^>]* (?:src|href)="([^"]+)"', text)
    assert len(addresses) > 5
    assert [address for address in addresses if not re.match(r"/(?!/)", address)] == []


def test_the_policy_lets_browsers_load_from_this_host_only(client: FlaskClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_every_address_of_the_document_is_answered_and_kept(client: FlaskClient) -> None:
    text = client.get("/kennzahl/amt_quote").text
    for address in re.findall(r'<(?:html|script|link)[^>]* (?:src|href|data-plotly)="(/[^"]+)"', text):
        answer = client.get(address)
        assert answer.status_code == 200, address
        if "icon" not in address:
            assert answer.headers["Cache-Control"] == serving.FOREVER, address


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_answers_are_compressed(client: FlaskClient, encoding: str) -> None:
    style = re.search(r'<link rel="stylesheet" href="([^"]+)"', client.get("/").text)
    assert style
    for address in ("/", "/_dash-layout", style[1]):
        answer = client.get(address, headers={"Accept-Encoding": encoding})
        assert answer.headers["Content-Encoding"] == encoding


def test_pages_and_answers_are_asked_for_again(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"
    assert client.get("/_dash-layout").headers["Cache-Control"] == "private, no-cache"


def test_a_process_that_has_just_begun_answers_at_once(tmp_path: Path) -> None:
    publish(tmp_path)
    server = server_of(tmp_path)
    server.extensions[document.WARMING] = True
    with server.test_client() as client:
        text = client.get("/?sprache=en").text
        assert '<html lang="en"' in text and 'aria-busy="true"' in text
        assert '<script type="application/json" id="shell-first">null</script>' in text
        assert "Probe" in html_of(chosen(client, "/"))
        server.extensions[document.WARMING] = False
        assert "Probe" in client.get("/").text


# State of the publications ----


def test_before_the_first_publication_the_page_says_what_to_do(tmp_path: Path) -> None:
    with server_of(tmp_path).test_client() as client:
        text = shown(client, "/kennzahl/amt_quote")
        assert "zielblick demo" in text
        assert text.count("<h1") == 1
        assert client.get("/").status_code == 200
        ready = client.get("/readyz")
        assert ready.status_code == 503
        assert "zielblick demo" in ready.get_json()["reason"]
        assert client.get("/healthz").status_code == 200
        publish(tmp_path)
        assert client.get("/readyz").get_json() == {"status": "ok", "publication": 1, "renderer": "off"}
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


def test_gunicorn_gets_a_sentence_instead_of_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIELBLICK_PORT", "achtzig")
    with pytest.raises(SystemExit, match=r"ZIELBLICK_PORT ist „achtzig“"):
        create_server()
