"""Who goes through the real pages? A reader with patience, and a server for a home folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from dash.testing.browser import Browser
from selenium.webdriver.support.ui import WebDriverWait
from werkzeug.serving import make_server

from app import create_app
from dash_app.settings import Settings
from tests.browser.reader import Reader

WAIT = 40
"""Seconds; the machine may have other things to do."""


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Serve the real pages for a home; gives their address."""
    server = make_server("127.0.0.1", 0, create_app(Settings(home=home)).server, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()


class Patient(Reader):
    """A reader who waits for a slow machine."""

    @classmethod
    def at(cls, browser: Browser, address: str) -> Patient:
        """Open the first page of an address in a browser."""
        made = cls(browser, Path())
        browser.server_url = address  # opens the page
        made.until("return Boolean(document.documentElement.dataset.shown)")
        return made

    def until(self, script: str, *given: Any) -> None:
        WebDriverWait(self.browser.driver, WAIT, 0.1).until(lambda _: self.run(script, *given), script)

    def click(self, selector: str) -> None:
        """Click an element after it has come into view."""
        element = self.browser.wait_for_element(selector, timeout=WAIT)
        self.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        element.click()

    def text(self, selector: str) -> str:
        """Return the text of an element."""
        return str(self.browser.wait_for_element(selector, timeout=WAIT).text)

    def asks(self, path: str, **query: str) -> None:
        """Wait until the page of an address is shown, in whatever order its keys stand."""
        self.until(
            "const shown = new URL(document.documentElement.dataset.shown, location.href);"
            "const found = Object.fromEntries(shown.searchParams), wanted = arguments[1];"
            "return shown.href === location.href && shown.pathname === arguments[0]"
            " && Object.keys(found).length === Object.keys(wanted).length"
            " && Object.keys(wanted).every(key => found[key] === wanted[key])",
            path,
            query,
        )

    def has_figures(self) -> None:
        """Wait until all charts of the page are drawn, also those that nobody has come near yet."""
        self.until(
            "window.zielblick.charts.all();"
            "const all = [...document.querySelectorAll('.zb-plot')];"
            "return all.length > 0 && all.every(one => one.querySelector('.main-svg'))"
        )

    def is_quiet(self) -> None:
        """Nothing in the browser's log, nothing asked of another host."""
        own = (self.browser.server_url, "data:", "blob:")
        assert [name for name in self.asked() if not name.startswith(own)] == []
        assert self.browser.get_logs() == []
