"""Are answers kept as long as they are true, for those who may see them, and no longer?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dash
import pytest
from dash import html
from flask.testing import FlaskClient

from dash_app.shell import answers
from tests.dash_app.shell_server import chosen, html_of, publish, server_of, shown


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    publish(tmp_path)
    with server_of(tmp_path).test_client() as client:
        yield client


@pytest.fixture
def made(client: FlaskClient) -> list[str]:
    """Count the pages that are made: a page that notes each time."""
    listed: list[str] = []

    def layout(**query: str) -> html.Div:
        listed.append(query.get("bezirk", ""))
        return html.Div(html.H1(f"{len(listed)}. Mal"))

    dash.register_page("probe.counted", path="/zaehlt", name="x", title="shell.brand", layout=layout)
    return listed


def test_a_choice_is_made_once_and_answered_alike(client: FlaskClient, made: list[str]) -> None:
    first = chosen(client, "/zaehlt", "?bezirk=03")
    assert chosen(client, "/zaehlt", "?bezirk=03") == first
    assert made == ["03"]
    assert "2. Mal" in html_of(chosen(client, "/zaehlt", "?bezirk=04"))


def test_a_new_publication_is_shown_at_once(client: FlaskClient, made: list[str], tmp_path: Path) -> None:
    chosen(client, "/zaehlt")
    publish(tmp_path, number=2)
    text = html_of(chosen(client, "/zaehlt"))
    assert "2. Mal" in text and "Veröffentlichung 2 (neueste)" in text


def test_each_theme_has_its_own_answer(client: FlaskClient, made: list[str]) -> None:
    shown(client, "/zaehlt")
    client.set_cookie("zb-theme-shown", "dark")
    shown(client, "/zaehlt")
    assert len(made) == 2


def test_a_page_that_shows_more_than_its_address_is_made_anew(client: FlaskClient) -> None:
    times = iter("12")
    dash.register_page(
        "probe.live",
        path="/lebt",
        name="x",
        title="shell.brand",
        layout=lambda **_: html.Div(html.H1(next(times))),
        is_kept=False,
    )
    assert "<h1>1</h1>" in shown(client, "/lebt")
    assert "<h1>2</h1>" in shown(client, "/lebt")


def test_a_fault_is_not_kept(client: FlaskClient) -> None:
    first, second = (html_of(chosen(client, "/kaputt")) for _ in range(2))
    assert "Nummer" in first and first != second


def test_a_browser_that_has_the_page_is_told_so(client: FlaskClient) -> None:
    tag = client.get("/").headers["ETag"]
    again = client.get("/", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/?bezirk=03", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_browsers_without_brotli_get_the_same_page(client: FlaskClient) -> None:
    plain = client.get("/", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert "zb-top" in plain.text


def test_answers_stay_within_their_room() -> None:
    kept = answers.Answers(most=100)
    for number in range(10):
        kept.keep(number, answers.Answer(b"x" * 30, str(number), "text/html"))
    assert [n for n in range(10) if kept.get(n)] == [7, 8, 9]
    kept.keep(9, answers.Answer(b"x" * 20, "neu", "text/html"))
    assert [n for n in range(10) if kept.get(n)] == [7, 8, 9]


@pytest.mark.parametrize("body", ["", "[]", "{", '{"output": "x.y"}', '{"output": 1, "inputs": []}'])
def test_what_is_no_choice_is_left_to_dash(client: FlaskClient, body: str) -> None:
    found = client.post("/_dash-update-component", data=body, content_type="application/json")
    assert found.status_code >= 400
