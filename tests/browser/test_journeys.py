"""Do people get from their question to the answer: steering team, district manager, report writer?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash.testing.browser import Browser
from selenium.webdriver.common.keys import Keys

from tests.browser.patient import Patient, serving
from tests.browser.test_downloads import export

pytestmark = pytest.mark.browser
INDICATOR = "/kennzahl/ba_kundenzufriedenheit_service"


@pytest.fixture(scope="module")
def address(berlin: Path) -> Iterator[str]:
    """Serve the real pages with what the offices of the small Berlin delivered."""
    with serving(berlin) as served:
        yield served


@pytest.fixture
def person(dash_br: Browser, address: str) -> Iterator[Patient]:
    made = Patient.at(dash_br, address)
    yield made
    made.is_quiet()


def test_the_steering_team_goes_from_a_missed_cell_to_the_line_of_the_file(person: Patient) -> None:
    person.visit("/?zeitraum=2024-Q3")
    assert "Im 3. Quartal 2024" in person.text(".zb-lead")
    person.click(f"#matrix td.zb-cell--missed a[href^='{INDICATOR}'][href*='bezirk=03']")
    person.shows(f"{INDICATOR}?zeitraum=2024-Q3&bezirk=03")
    person.heading("Kundenzufriedenheit mit dem Service")
    assert "Pankow" in person.text(".zb-lead") and "verfehlt" in person.text(".zb-lead")
    person.has_figures()
    button = person.browser.find_element("#vergleich .zb-twin-toggle")
    button.send_keys(Keys.ENTER)
    twin = person.browser.find_element("#vergleich .zb-twin")
    assert twin.is_displayed() and "Pankow" in twin.text
    assert "umfrage.csv" in person.text("#herkunft") and "Zeile 76" in person.text("#herkunft")
    person.click("#herkunft a[href*='lieferung=']")
    person.until(
        "return location.pathname === '/lieferungen' && Boolean(document.querySelector('#lieferung'))"
    )
    assert "umfrage.csv" in person.text("#lieferung")
    person.browser.driver.back()
    person.shows(f"{INDICATOR}?zeitraum=2024-Q3&bezirk=03")


def test_a_district_manager_keeps_the_district_and_changes_the_period_in_one_request(person: Patient) -> None:
    person.choose("shell-district", "Pankow")
    person.shows("/?bezirk=03")
    person.visit("/bezirk/03")
    person.heading("Pankow")
    before = person.answers()
    person.choose("shell-period", "2. Quartal 2024")
    person.asks("/bezirk/03", zeitraum="2024-Q2")  # what is remembered changes the bare start only
    assert "2. Quartal 2024" in person.text(".zb-lead")
    assert person.answers() == before + 1
    person.choose("district-order", "Ausnahmen zuerst")
    person.asks("/bezirk/03", zeitraum="2024-Q2", sortierung="ausnahmen")
    person.visit(f"/vergleich?kennzahl={INDICATOR.rpartition('/')[2]}&bezirk=03,05&zeitraum=2024-Q1,2024-Q2")
    assert "Pankow" in person.text("main") and "Spandau" in person.text("main")
    person.has_figures()


def test_a_report_writer_saves_table_and_pictures_of_a_chart(person: Patient, tmp_path: Path) -> None:
    person.visit(f"{INDICATOR}?zeitraum=2024-Q3&bezirk=03")
    person.has_figures()
    text = export(person, tmp_path, "vergleich", "csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    about = {row[0]: row[1] for row in rows if len(row) == 2}
    assert about["Zeitraum"] == "3. Quartal 2024" and "Veröffentlichung 2" in about["Datenstand"]
    (pankow,) = (row for row in rows if row and row[0] == "Pankow")
    assert pankow[1].startswith("6") and "," in pankow[1]
    assert any("x" in row for row in rows if row and row[0] == "Spandau")
    svg = export(person, tmp_path, "vergleich", "svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg") and len(svg) > 5000 and "Pankow" in svg
    png = export(person, tmp_path, "vergleich", "png").read_bytes()
    assert png.startswith(b"\x89PNG") and len(png) > 10_000
    matrix = export_matrix(person, tmp_path)
    assert "Kundenzufriedenheit" in matrix and "Pankow" in matrix


def export_matrix(person: Patient, folder: Path) -> str:
    """Return the table of the overview as it is saved."""
    person.visit("/?zeitraum=2024-Q3")
    return export(person, folder, "matrix", "csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_fits_a_phone_in_both_themes_and_languages(person: Patient, theme: str) -> None:
    person.run("document.cookie = arguments[0]", f"zb-theme={theme}; path=/")
    person.run("document.cookie = arguments[0]", f"zb-theme-shown={theme}; path=/")
    person.narrow(390)
    language = "?sprache=en" if theme == "dark" else ""
    for path in (
        "/",
        "/vereinbarung/buergeraemter",
        INDICATOR,
        "/bezirk/05",
        "/vergleich",
        "/lieferungen",
        "/methodik",
        "/bericht",
    ):
        person.visit(path + language)
        found = person.run(
            "const root = document.documentElement;"
            "const heads = document.querySelectorAll('h1').length;"
            "return [root.dataset.bsTheme, root.lang, root.scrollWidth, heads]"
        )
        assert found == [theme, "en" if language else "de", 390, 1], path
        person.is_quiet()
