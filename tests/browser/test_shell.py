"""Does the frame do what readers expect: choices, history, language, theme, keyboard, a quiet browser log?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from dash.testing.browser import Browser
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait
from werkzeug.serving import make_server

from app import create_app
from dash_app.settings import Settings
from tests.dash_app import shell_pages
from tests.dash_app.publication_files import catalogue, indicator, share, write_publication

pytestmark = pytest.mark.browser
AREAS = ["00", *(f"{n:02}" for n in range(1, 13))]
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
        """Wait until a script is true, at most a few seconds."""
        WebDriverWait(self.browser.driver, 4, 0.05).until(lambda _: self.run(script, *given), script)

    def shows(self, address: str) -> None:
        """Wait until the page of an address is shown, and the browser says the same address."""
        now = "document.documentElement.dataset.shown + ' ' + location.pathname + location.search"
        self.until(f"return {now} === arguments[0]", f"{address} {address}")

    def heading(self, text: str) -> None:
        self.browser.wait_for_text_to_equal("main h1", text)

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


def test_the_first_page_comes_with_the_layout(reader: Reader) -> None:
    reader.heading("Probe 3. Quartal 2024")
    assert reader.answers() == 0
    assert reader.browser.driver.title == "Überblick – Zielblick"


def test_a_choice_is_one_request_and_stays_in_the_address(reader: Reader) -> None:
    reader.choose("shell-period", "I/2024")
    reader.heading("Probe 1. Quartal 2024")
    reader.shows("/?zeitraum=2024-Q1")
    assert reader.answers() == 1
    reader.choose("shell-period", "III/2024 (neuester)")
    reader.heading("Probe 3. Quartal 2024")
    reader.shows("/")


def test_back_goes_page_by_page_not_choice_by_choice(reader: Reader) -> None:
    reader.choose("shell-period", "I/2024")
    reader.heading("Probe 1. Quartal 2024")
    reader.choose("shell-district", "Spandau")
    reader.browser.wait_for_text_to_equal("#probe-district", "05")
    reader.browser.find_element("#probe-link").click()
    reader.heading("Titel amt_quote")
    reader.shows("/kennzahl/amt_quote?zeitraum=2024-Q1&bezirk=05")
    reader.browser.driver.back()
    reader.heading("Probe 1. Quartal 2024")
    assert reader.browser.find_element("#probe-district").text == "05"
    reader.browser.driver.forward()
    reader.heading("Titel amt_quote")
    assert reader.browser.driver.title == "Titel amt_quote – Zielblick"


def test_my_district_is_remembered_and_the_address_goes_before_it(reader: Reader) -> None:
    reader.choose("shell-district", "Neukölln")
    reader.browser.wait_for_text_to_equal("#probe-district", "08")
    reader.visit("/")
    reader.shows("/?bezirk=08")
    assert reader.browser.find_element("#probe-district").text == "08"
    assert reader.answers() == 0
    reader.visit("/?bezirk=03")
    assert reader.browser.find_element("#probe-district").text == "03"
    reader.choose("shell-district", "Alle Bezirke")
    reader.browser.wait_for_text_to_equal("#probe-district", "alle")
    reader.visit("/")
    reader.shows("/")


def test_focus_stays_on_a_choice_and_moves_to_the_content_of_a_new_page(reader: Reader) -> None:
    reader.browser.find_element("#shell-period").send_keys("I/2024")
    reader.heading("Probe 1. Quartal 2024")
    reader.until("return document.activeElement.id === 'shell-period'")
    link = reader.browser.find_element("#probe-link-below")
    reader.run("arguments[0].scrollIntoView()", link)
    link.send_keys(Keys.ENTER)
    reader.heading("Titel amt_quote")
    reader.until("return document.activeElement.id === 'inhalt' && window.scrollY === 0")


def test_the_live_region_says_what_changed(reader: Reader) -> None:
    reader.choose("shell-period", "II/2024")
    reader.until(
        "return document.getElementById('shell-status').textContent === arguments[0]",
        "Überblick, 2. Quartal 2024",
    )


def test_language_changes_words_title_and_mark_of_the_document(reader: Reader) -> None:
    reader.browser.find_element(".zb-languages a[hreflang=en]").click()
    reader.browser.wait_for_text_to_equal(".zb-nav__link[aria-current]", "Overview")
    reader.until("return document.documentElement.lang === 'en' && document.title === 'Overview – Zielblick'")
    reader.shows("/?sprache=en")
    reader.browser.find_element("#probe-link").click()
    reader.heading("Title amt_quote")
    reader.shows("/kennzahl/amt_quote?sprache=en")


def test_theme_changes_at_once_and_is_there_with_the_first_byte_next_time(reader: Reader) -> None:
    assert reader.run("return document.documentElement.dataset.bsTheme") == "light"
    reader.browser.find_element(".zb-tools details summary").click()
    reader.browser.find_element("button[data-theme=dark]").click()
    assert reader.run("return document.documentElement.dataset.bsTheme") == "dark"
    found = reader.run(
        "return fetch('/').then(answer => answer.text()).then(text => text.match(/<html[^>]*>/)[0])"
    )
    assert found == '<html lang="de" data-bs-theme="dark">'


def test_a_pinned_publication_says_so_and_leads_to_the_newest(reader: Reader) -> None:
    reader.visit("/?stand=1")
    state = reader.browser.find_element(".zb-state")
    assert "Veröffentlichung 1 (fest eingestellt)" in state.text
    state.find_element(By.TAG_NAME, "a").click()
    reader.browser.wait_for_contains_text(".zb-state", "Veröffentlichung 2 (neueste)")
    reader.shows("/")


def test_a_new_publication_is_shown_without_a_restart(reader: Reader) -> None:
    publish(reader.home, 3)
    reader.choose("shell-period", "I/2024")
    reader.browser.wait_for_contains_text(".zb-state", "Veröffentlichung 3 (neueste)")


def test_nonsense_in_the_address_shows_the_page_with_notes(reader: Reader) -> None:
    reader.visit("/?zeitraum=neulich&bezirk=77&stand=9&ebene=woche&farbe=rot")
    reader.heading("Probe 3. Quartal 2024")
    notes = reader.browser.find_elements(".zb-notice li")
    assert len(notes) == 5
    assert "„neulich“ ist kein Zeitraum" in notes[0].text


def test_an_unknown_address_shows_where_to_go(reader: Reader) -> None:
    reader.visit("/gibt/es/nicht?bezirk=05")
    reader.heading("Diese Seite gibt es nicht")
    reader.browser.find_element("main ul a").click()
    reader.heading("Probe 3. Quartal 2024")
    reader.shows("/?bezirk=05")


def test_a_page_that_fails_says_a_number_and_keeps_its_reason(reader: Reader) -> None:
    reader.visit("/kaputt")
    reader.heading("Diese Seite lässt sich gerade nicht zeigen")
    text = reader.browser.find_element("main").text
    assert re.search(r"Nummer [0-9a-f]{8}", text)
    assert "geheim" not in text


def test_own_choices_of_a_page_are_in_the_address(reader: Reader) -> None:
    reader.choose("pick", "nur neu")
    reader.shows("/?auswahl=neu")
    reader.browser.find_element("#tick").click()
    reader.shows("/?auswahl=neu&nur=1")
    assert reader.run("return document.querySelector('#pick').value") == "neu"
    assert reader.run("return document.querySelector('#tick').checked")
    assert reader.browser.find_elements(".zb-notice") == []


@pytest.mark.parametrize("width", [320, 390])
def test_narrow_screens_fold_the_navigation_and_never_scroll_sideways(reader: Reader, width: int) -> None:
    reader.narrow(width)
    reader.visit("/")
    assert reader.run("return document.documentElement.scrollWidth") == width
    navigation = reader.browser.find_element("#shell-navigation")
    assert not navigation.is_displayed()
    fold = reader.browser.find_element(".zb-fold")
    fold.send_keys(Keys.ENTER)
    assert navigation.is_displayed()
    assert fold.get_attribute("aria-expanded") == "true"
    assert reader.run("return document.documentElement.scrollWidth") == width


def test_menus_close_with_escape_and_give_the_focus_back(reader: Reader) -> None:
    summary = reader.browser.find_element(".zb-nav__menu summary")
    summary.send_keys(Keys.ENTER)
    menu = reader.browser.find_element(".zb-nav__menu")
    assert menu.get_attribute("open")
    summary.send_keys(Keys.TAB, Keys.ESCAPE)
    assert not menu.get_attribute("open")


# Downloads ----


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
    assert file.name == "zielblick_amt_quote_comparison_1-quartal-2024.csv"
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").splitlines()
    assert lines[0] == "Titel;B liegt vorn"
    assert "Zeitraum;1. Quartal 2024" in lines
    assert any(line.startswith("Datenstand;12.04.2024, Veröffentlichung") for line in lines)
    assert "Quelle;Meldungen" in lines
    assert any(line.startswith("Adresse;http://127.0.0.1") and line.endswith("#bild") for line in lines)
    assert any("erfundene Zahlen" in line for line in lines)
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
