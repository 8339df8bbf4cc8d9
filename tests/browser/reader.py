"""Who drives the browser? A reader, with words for what readers do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dash.testing.browser import Browser
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests.dash_app.publication_files import catalogue, indicator, share, write_publication

AREAS = ["00", *(f"{n:02}" for n in range(1, 13))]
WAIT = 20
"""Seconds; the machine may have other things to do."""
PERIODS = ("2023", "2024-01", "2024-Q1", "2024-Q2", "2024-Q3")


def publish(home: Path, number: int) -> None:
    """Write a publication with one indicator and demonstration figures."""
    values = [share("amt_quote", area, period, 80, 100, demo=True) for area in AREAS for period in PERIODS]
    write_publication(home, catalogue(indicator("amt_quote")), values, number=number)


@dataclass
class Reader:
    """A person with a browser; every journey ends with an empty log and no request to another host."""

    browser: Browser
    home: Path

    def visit(self, address: str = "/") -> None:
        self.browser.driver.get(self.browser.server_url + address)
        self.until("return Boolean(document.documentElement.dataset.shown)")

    def run(self, script: str, *given: Any) -> Any:
        return self.browser.driver.execute_script(script, *given)

    def until(self, script: str, *given: Any) -> None:
        """Wait until a script is true."""
        WebDriverWait(self.browser.driver, WAIT, 0.05).until(lambda _: self.run(script, *given), script)

    def shows(self, address: str) -> None:
        """Wait until the page of an address is shown, and the browser says the same address."""
        now = "document.documentElement.dataset.shown + ' ' + location.pathname + location.search"
        self.until(f"return {now} === arguments[0]", f"{address} {address}")

    def heading(self, text: str) -> None:
        self.until("return document.querySelector('main h1')?.textContent === arguments[0]", text)

    def choose(self, control: str, text: str) -> None:
        Select(self.browser.find_element(f"#{control}")).select_by_visible_text(text)

    def asked(self) -> list[str]:
        """Return the addresses that the page has loaded."""
        return list(self.run("return performance.getEntriesByType('resource').map(entry => entry.name)"))

    def answers(self) -> int:
        """Return how many times the page asked the server for something to show."""
        return sum("_dash-update-component" in name for name in self.asked())

    def narrow(self, width: int) -> None:
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": True}
        self.browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
