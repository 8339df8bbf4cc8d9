"""Does what a district writes reach the Word report, by way of somebody else's approval?"""

from __future__ import annotations

import time
from pathlib import Path

import docx
import pytest
from dash.testing.browser import Browser
from selenium.webdriver.common.by import By

from tests.browser.offices import Desk
from tests.dash_app.remarks.conftest import publish
from tools import server

pytestmark = pytest.mark.browser
PAGE = "/kennzahl/amt_quote?zeitraum=2024-Q4&bezirk=01"
TEXT = "Zwei von neun Stellen waren leer; seit November läuft es wieder. <b>Wirklich</b>"


class Writer(Desk):
    """Somebody who writes comments and measures, or decides on them."""

    def write(self, words: str) -> None:
        """Follow the first link with these words to a form."""
        self.follow(By.PARTIAL_LINK_TEXT, words)
        self.find("form.zb-form--text")

    def send(self, step: str) -> str:
        """Press the button of a step and return what the page then says."""
        self.click(self.find(f"button[name=schritt][value={step}]"))
        self.until("return location.search.includes(arguments[0])", f"getan={step}")
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
        desk, driver = Writer(dash_br, base), dash_br.driver
        desk.as_("district-01")
        desk.open(PAGE)
        desk.write("Kommentar schreiben: Mitte")
        desk.fill(text=TEXT)
        assert "Eingereicht" in desk.send("submit")
        desk.open(PAGE)
        desk.write("Maßnahme festhalten: Mitte")
        desk.fill(title="Erinnerung per SMS", owner="Leitung Bürgeramt", expected="91,5")
        for name, day in (("starts", "2023-10-01"), ("due", "2025-03-31")):
            driver.execute_script("arguments[0].value = arguments[1]", desk.find(f"#feld-{name}"), day)
        assert "Eingereicht" in desk.send("submit")

        desk.as_("department-amt")
        for _ in range(2):
            desk.open("/anmerkungen")
            desk.write("Bearbeiten oder entscheiden")
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
