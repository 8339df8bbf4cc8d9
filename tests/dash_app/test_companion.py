"""Does a browser get the index of the search and the news, and nothing that its reader may not see?"""

from __future__ import annotations

from pathlib import Path

import pytest

from app import create_app
from dash_app.access import Role
from dash_app.companion import build_of
from dash_app.settings import Settings
from schemas.catalogue import Visibility
from tests.dash_app.publication_files import agreement, indicator
from tests.dash_app.shell_server import publish, server_of
from tests.signed import client_as


def test_the_index_holds_indicators_districts_agreements_and_pages(tmp_path: Path) -> None:
    publish(tmp_path)
    found = create_app(Settings(home=tmp_path)).server.test_client().get("/_begleiter").get_json()
    paths = {entry["path"]: entry for entry in found["entries"]}
    assert paths["/kennzahl/amt_quote"]["title"] == "Titel amt_quote"
    assert paths["/bezirk/03"]["title"] == "Pankow"
    assert paths["/vergleich"]["title"] == "Vergleich"
    assert {entry["kind"] for entry in found["entries"]} == {"indicator", "district", "agreement", "page"}
    assert "shell-keys" in found["help"] and "shell-tour" in found["help"]


def test_the_index_is_in_the_language_of_the_page(tmp_path: Path) -> None:
    publish(tmp_path)
    with server_of(tmp_path).test_client() as client:
        found = client.get("/_begleiter?sprache=en").get_json()
    assert found["kinds"]["district"] == "Districts"
    assert "Title amt_quote" in [entry["title"] for entry in found["entries"]]


def test_internal_indicators_stay_out_of_the_index_of_the_public(tmp_path: Path) -> None:
    listed = [
        indicator("amt_quote", visibility=Visibility.PUBLIC),
        indicator("amt_intern", visibility=Visibility.INTERNAL),
    ]
    publish(tmp_path, agreements=[agreement("amt", listed)])
    answer = client_as(server_of(tmp_path), Role.PUBLIC).get("/_begleiter")
    assert "amt_quote" in answer.text
    assert "amt_intern" not in answer.text
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_an_index_that_the_browser_has_is_not_sent_again(tmp_path: Path) -> None:
    publish(tmp_path)
    with server_of(tmp_path).test_client() as client:
        mark = client.get("/_begleiter").headers["ETag"]
        assert client.get("/_begleiter", headers={"If-None-Match": mark}).status_code == 304


def test_the_news_are_the_publication_and_the_build(tmp_path: Path) -> None:
    publish(tmp_path)
    with server_of(tmp_path).test_client() as client:
        before = client.get("/_stand").get_json()
        publish(tmp_path, number=2)
        after = client.get("/_stand").get_json()
    assert (before["publication"], after["publication"]) == (1, 2)
    assert before["build"] == after["build"]


def test_without_a_publication_there_is_no_news_and_no_index_but_no_fault(tmp_path: Path) -> None:
    with server_of(tmp_path).test_client() as client:
        assert client.get("/_stand").get_json()["publication"] is None
        assert client.get("/_begleiter").get_json() == {}


def test_the_build_is_another_one_when_a_file_of_the_browser_changes(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    before = build_of(tmp_path)
    (tmp_path / "a.js").write_text("2")
    assert build_of(tmp_path) != before


def test_what_nobody_caught_has_a_number_that_is_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publish(tmp_path)
    server = server_of(tmp_path)

    def breaks(*_: object) -> None:
        raise RuntimeError("geheim")

    monkeypatch.setattr("dash_app.companion.reading_at", breaks)
    with server.test_client() as client:
        answer = client.get("/_begleiter")
    assert answer.status_code == 500
    assert answer.headers["Zielblick-Fault"] in answer.text
    assert answer.headers["Zielblick-Fault"] in caplog.text
    assert "geheim" not in answer.text
