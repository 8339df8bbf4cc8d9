"""Do tables and pictures of a chart arrive with title, period, data, source and address inside?"""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser


def export(reader: Reader, folder: Path, block: str, kind: str) -> Path:
    """Choose an entry of a chart's menu and return the file that arrives."""
    reader.browser.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)}
    )
    before = set(folder.iterdir())
    reader.browser.find_element(f"#{block} .zb-chart__menu summary").click()
    reader.browser.find_element(f"#{block} button[data-export={kind}]").click()

    def arrived(_: object) -> list[Path]:
        return [path for path in set(folder.iterdir()) - before if path.suffix == f".{kind}"]

    return WebDriverWait(reader.browser.driver, 20, 0.1).until(arrived)[0]


@pytest.fixture
def charts(reader: Reader) -> Reader:
    """Open the page with charts."""
    reader.visit("/kennzahl/amt_quote?zeitraum=2024-Q1")
    return reader


def test_a_table_is_saved_the_way_german_spreadsheets_read_it(charts: Reader, tmp_path: Path) -> None:
    file = export(charts, tmp_path, "bild", "csv")
    assert file.name == "zielblick_amt_quote_bild_1-quartal-2024.csv"
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").splitlines()
    assert lines[0] == "Titel;B liegt vorn"
    assert "Zeitraum;1. Quartal 2024" in lines
    assert any(line.startswith("Datenstand;12.04.2024, Veröffentlichung") for line in lines)
    assert "Quelle;Meldungen" in lines
    address = next(line for line in lines if line.startswith("Adresse;http://127.0.0.1"))
    assert address.endswith("/kennzahl/amt_quote?zeitraum=2024-Q1&stand=2#bild")
    assert any(line.startswith("Hinweis;Demonstrationsdaten: erfundene Zahlen") for line in lines)
    assert lines[-3:] == ["Bezirk;Wert", "Mitte;1,5", '"\'=Summe; „B“";k. A.']


def test_a_picture_says_what_it_shows_and_where_it_is_from(charts: Reader, tmp_path: Path) -> None:
    charts.until("return Boolean(document.querySelector('#bild .main-svg'))")
    svg = export(charts, tmp_path, "bild", "svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    for words in ("B liegt vorn", "1. Quartal 2024", "Quelle: Meldungen", "erfundene Zahlen"):
        assert words in svg


@pytest.mark.parametrize("block", ["bild", "tafel"])
def test_a_picture_is_a_real_png_of_double_density(charts: Reader, tmp_path: Path, block: str) -> None:
    charts.until("return Boolean(document.querySelector('#bild .main-svg'))")
    data = export(charts, tmp_path, block, "png").read_bytes()
    assert data.startswith(b"\x89PNG")
    width = int.from_bytes(data[16:20], "big")
    assert width >= 2 * 480


def test_the_table_twin_opens_and_says_so(charts: Reader) -> None:
    button = charts.browser.find_element("#bild .zb-twin-toggle")
    twin = charts.browser.find_element("#bild .zb-twin")
    assert not twin.is_displayed()
    closed = button.text
    button.send_keys(Keys.ENTER)
    assert twin.is_displayed()
    assert button.get_attribute("aria-expanded") == "true"
    assert button.text != closed
