"""Can a clerk go from a refused delivery in the table to what is wrong with it, and back?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from werkzeug.serving import make_server

from app import create_app
from dash_app.settings import Settings
from tests.browser.reader import Reader
from tests.dash_app.delivery_files import publish

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Serve a quarter with every kind of delivery, and the real pages."""
    home = tmp_path_factory.mktemp("home")
    publish(home, more=60)
    server = make_server("127.0.0.1", 0, create_app(Settings(home=home)).server, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}", home
    server.shutdown()


def press(reader: Reader, link: str) -> None:
    """Click a link wherever it is on the page."""
    reader.run("document.querySelector(arguments[0]).click()", link)


def test_from_the_table_to_the_findings_and_back(reader: Reader) -> None:
    reader.visit("/lieferungen")
    reader.browser.find_element("td.zb-arrival--rejected a").click()
    reader.shows("/lieferungen?lieferung=3")
    assert "acht <b>" in reader.browser.find_element("#lieferung .zb-found").text
    assert reader.run("return document.activeElement.id") == "lieferung"
    reader.until("return document.getElementById('lieferung').getBoundingClientRect().top < 100")
    reader.browser.find_element("#lieferung .zb-button").click()
    reader.shows("/lieferungen")
    assert reader.run("return document.getElementById('lieferung') === null")


def test_choices_pages_and_single_figures_stay_in_the_address(reader: Reader) -> None:
    reader.visit("/lieferungen")
    reader.choose("deliveries-status", "geladen")
    reader.shows("/lieferungen?status=loaded")
    press(reader, "#liste .zb-pager a")
    reader.shows("/lieferungen?seite=2&status=loaded")
    assert "gezeigt 26 bis 50" in reader.browser.find_element("#liste .zb-muted").text
    press(reader, ".zb-arrivals__toggle")
    reader.shows("/lieferungen?auf=amt.standesamt-meldung.quarter&seite=2&status=loaded")
    assert len(reader.browser.find_elements(".zb-arrivals__single")) == 2


def test_on_a_phone_only_tables_scroll_sideways(reader: Reader) -> None:
    reader.narrow(390)
    for path in ("/lieferungen?lieferung=3", "/methodik"):
        reader.visit(path)
        assert reader.run("return document.documentElement.scrollWidth") == 390, path
