"""Which application do journeys through the frame use? One with small pages, served once per module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from dash.testing.browser import Browser
from werkzeug.serving import make_server

from app import create_app
from dash_app.settings import Settings
from tests.browser.reader import Reader, publish
from tests.dash_app import shell_pages


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Serve two publications and the small pages of the tests."""
    home = tmp_path_factory.mktemp("home")
    for number in (1, 2):
        publish(home, number)
    app = create_app(Settings(home=home))
    shell_pages.register()
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}", home
    server.shutdown()


@pytest.fixture
def reader(dash_br: Browser, served: tuple[str, Path]) -> Iterator[Reader]:
    """Open the first page in a new browser."""
    address, home = served
    person = Reader(dash_br, home)
    dash_br.server_url = address  # opens the page
    person.until("return Boolean(document.documentElement.dataset.shown)")
    yield person
    assert [name for name in person.asked() if not name.startswith((address, "data:", "blob:"))] == []
    assert dash_br.get_logs() == []
