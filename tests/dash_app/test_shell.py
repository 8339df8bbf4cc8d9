"""Does every address get its page, with everything around it?"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import dash
import pytest
from flask.testing import FlaskClient

from app import create_app
from dash_app.settings import Settings
from tests.dash_app import shell_pages
from tests.dash_app.publication_files import agreement, indicator
from tests.dash_app.shell_server import chosen, html_of, publish, server_of, shown


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    publish(tmp_path)
    with server_of(tmp_path).test_client() as client:
        yield client


# Document ----


def test_the_first_page_comes_with_the_document(client: FlaskClient) -> None:
    text = shown(client, "/?zeitraum=2024-Q1&bezirk=05")
    assert "Probe 1. Quartal 2024" in text
    assert "/?zeitraum=2024-Q1&amp;bezirk=05" in text


def test_the_remembered_district_opens_the_start_and_changes_no_address_that_was_sent(
    client: FlaskClient,
) -> None:
    client.set_cookie("zb-bezirk", "08")
    assert '<p id="probe-district">08</p>' in shown(client, "/")
    assert '<p id="probe-district">08</p>' in shown(client, "/?sprache=en")
    assert '<p id="probe-district">alle</p>' in shown(client, "/?zeitraum=2024-Q1")
    assert '<p id="probe-district">03</p>' in shown(client, "/?bezirk=03")
    client.set_cookie("zb-bezirk", "quatsch")
    assert '<p id="probe-district">alle</p>' in shown(client, "/")


@pytest.mark.parametrize("nonsense", ["8", "<b>", "08&stand=7", "٠٨"])
def test_a_cookie_with_nonsense_is_no_district(client: FlaskClient, nonsense: str) -> None:
    client.set_cookie("zb-bezirk", nonsense)
    text = shown(client, "/")
    assert '<p id="probe-district">alle</p>' in text
    assert "zb-notice" not in text


def test_a_page_with_live_parts_is_made_by_dash(tmp_path: Path) -> None:
    publish(tmp_path)
    app = create_app(Settings(home=tmp_path))
    shell_pages.register()
    app.callback(dash.Output("probe-title", "children"), dash.Input("probe-link", "n_clicks"))(str)
    with app.server.test_client() as client:
        assert 'aria-busy="true"' in shown(client, "/")
        answer = chosen(client, "/")
        assert html_of(answer) == ""
        assert "probe-title" in json.dumps(answer["shell-frame"]["children"])


def test_the_frame_has_all_that_stands_around_a_page(client: FlaskClient) -> None:
    text = shown(client, "/?bezirk=03")
    assert 'href="#inhalt"' in text
    assert '<main id="inhalt"' in text
    for path in ("/", "/vergleich", "/lieferungen", "/methodik", "/vereinbarung/amt", "/bezirk/12"):
        assert f'href="{path}?bezirk=03"' in text
    assert 'aria-current="page"' in text
    assert text.count("<h1") == 1


def test_bar_and_foot_lead_to_the_own_account(client: FlaskClient) -> None:
    """The bar has no room for it on a phone."""
    assert shown(client, "/").count('href="/anmelden"') == 2


def test_a_new_agreement_is_in_the_menu_without_a_line_of_code(tmp_path: Path) -> None:
    listed = [
        agreement("amt", [indicator("amt_quote")]),
        agreement("bibliotheken", [], short={"de": "Bibliotheken", "en": "Libraries"}),
    ]
    publish(tmp_path, agreements=listed)
    with server_of(tmp_path).test_client() as client:
        text = shown(client, "/?sprache=en")
        assert 'href="/vereinbarung/bibliotheken?sprache=en"' in text
        assert ">Libraries<" in text
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
        "said": "Title amt_quote, Q1 2024",
    }


@pytest.mark.parametrize(
    "path",
    ["/gibt/es/nicht", "/kennzahl", "/kennzahl/a/b", "/bericht", "/%00", "/%ff", "/../..", "//evil.example"],
)
def test_unknown_addresses_get_a_page_with_links(client: FlaskClient, path: str) -> None:
    text = html_of(chosen(client, path))
    assert "Diese Seite gibt es nicht" in text
    assert 'href="/"' in text


def test_an_unknown_indicator_gets_a_page_that_says_so(client: FlaskClient) -> None:
    text = html_of(chosen(client, "/kennzahl/ba_einhorn", "?bezirk=05"))
    assert "Die Kennzahl ba_einhorn gibt es nicht." in text
    assert 'href="/?bezirk=05"' in text


@pytest.mark.parametrize(
    ("search", "note"),
    [
        (
            "?zeitraum=1999",
            "Zum Zeitraum 1999 gibt es in dieser Veröffentlichung keine Zahlen; gezeigt wird 2. Quartal",
        ),
        ("?zeitraum=gestern", "„gestern“ ist kein Zeitraum"),
        ("?bezirk=13", "Den Bezirk „13“ gibt es nicht"),
        ("?bezirk=00", "Den Bezirk „00“ gibt es nicht"),
        ("?kennzahl=ba_einhorn", "Die Kennzahl „ba_einhorn“ gibt es in dieser Veröffentlichung nicht"),
        ("?stand=77", "Die Veröffentlichung „77“ lässt sich nicht zeigen"),
        ("?ebene=woche", "„woche“ ist keine Zeitraumlänge"),
        ("?sprache=fr", "Die Sprache „fr“ gibt es nicht"),
        ("?utm=1", "Die Angabe „utm“ in der Adresse ist nicht bekannt"),
    ],
)
def test_unknown_values_fall_back_with_a_note(client: FlaskClient, search: str, note: str) -> None:
    text = html_of(chosen(client, "/", search))
    assert note in text
    assert "Probe 2. Quartal 2024" in text


def test_notes_are_in_the_language_of_the_page(client: FlaskClient) -> None:
    text = html_of(chosen(client, "/", "?sprache=en&bezirk=13"))
    assert "There is no district “13”" in text


def test_a_page_that_fails_says_a_number_that_is_in_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        text = html_of(chosen(client, "/kaputt", "?bezirk=05"))
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
    assert "recorded in the application’s error log under number" in text
    assert "geheim" not in text
    assert "x" not in answer.get_json().get("response", {})
