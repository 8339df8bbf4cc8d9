"""Does what a district writes reach the Word report, by way of somebody else's approval?"""

from __future__ import annotations

import time
from pathlib import Path

import docx
import pytest
from dash.testing.browser import Browser
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from dash_app.signin.demo import COOKIE
from tests.dash_app.remarks.conftest import publish
from tools import server

pytestmark = pytest.mark.browser
PAGE = "/kennzahl/amt_quote?zeitraum=2024-Q4&bezirk=01"
TEXT = "Zwei von neun Stellen waren leer; seit November läuft es wieder. <b>Wirklich</b>"


class Desk:
    """A browser in which people of several offices work one after the other."""

    def __init__(self, opened: Browser, base: str) -> None:
        self.driver, self.base = opened.driver, base
        opened.server_url = base  # opens the start

    def as_(self, choice: str) -> None:
        """Work as somebody of another office from now on."""
        self.driver.add_cookie({"name": COOKIE, "value": choice})

    def open(self, address: str) -> None:
        self.driver.get(self.base + address)
        self.settled()

    def settled(self) -> None:
        """Wait until the page is there and its scripts listen."""
        shown = "return Boolean(document.documentElement.dataset.shown) && document.readyState === 'complete'"
        WebDriverWait(self.driver, 60, 0.1).until(lambda d: d.execute_script(shown))

    def find(self, css: str) -> WebElement:
        place = By.CSS_SELECTOR, css
        found: WebElement = WebDriverWait(self.driver, 60, 0.1).until(lambda d: d.find_element(*place))
        return found

    def follow(self, words: str) -> None:
        """Follow the first link with these words and wait for the page that it leads to."""
        before = self.driver.current_url
        link = WebDriverWait(self.driver, 60, 0.1).until(
            lambda d: d.find_element(By.PARTIAL_LINK_TEXT, words)
        )
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
        link.click()
        WebDriverWait(self.driver, 60, 0.1).until(lambda d: d.current_url != before)
        self.find("form.zb-form--text")

    def send(self, step: str) -> str:
        """Press the button of a step and return what the page then says."""
        button = self.find(f"button[name=schritt][value={step}]")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        button.click()
        WebDriverWait(self.driver, 60, 0.1).until(lambda d: f"getan={step}" in d.current_url)
        return self.find("[role=status].zb-notice").text

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            self.find(f"#feld-{name}").send_keys(text)


def test_a_districts_words_and_measure_stand_in_the_word_report_once_the_department_approved(
    dash_br: Browser, tmp_path: Path
) -> None:
    home, folder = tmp_path / "home", tmp_path / "geladen"
    publish(home, 1)
    with server.started(home, workers=1) as (base, _):
        desk, driver = Desk(dash_br, base), dash_br.driver
        desk.as_("district-01")
        desk.open(PAGE)
        desk.follow("Kommentar schreiben: Mitte")
        desk.fill(text=TEXT)
        assert "Eingereicht" in desk.send("submit")
        desk.open(PAGE)
        desk.follow("Maßnahme festhalten: Mitte")
        desk.fill(title="Erinnerung per SMS", owner="Leitung Bürgeramt", expected="91,5")
        for name, day in (("starts", "2023-10-01"), ("due", "2025-03-31")):
            driver.execute_script("arguments[0].value = arguments[1]", desk.find(f"#feld-{name}"), day)
        assert "Eingereicht" in desk.send("submit")

        desk.as_("department-amt")
        for _ in range(2):
            desk.open("/anmerkungen")
            desk.follow("Bearbeiten oder entscheiden")
            assert "Freigegeben" in desk.send("approve")

        given = {"behavior": "allow", "downloadPath": str(folder)}
        driver.execute_cdp_cmd("Browser.setDownloadBehavior", given)
        desk.open("/bericht?zeitraum=2024-Q4")
        desk.find("[data-report*='\"docx\"']").click()
        paper = docx.Document(str(downloaded(folder)))
        assert dash_br.get_logs() == []
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert TEXT in cells
    assert any("Erinnerung per SMS" in cell for cell in cells)
    assert {"Leitung Bürgeramt", "31.03.2025"} <= cells


def downloaded(folder: Path, seconds: float = 120) -> Path:
    """Return the only file that has arrived completely."""
    end = time.monotonic() + seconds
    while not (found := list(folder.glob("*.docx"))):
        assert time.monotonic() < end, "no document arrived"
        time.sleep(0.2)
    return found[0]
