"""Does a clerk's file become the figure on the page, through two people, and does a way lead back?"""

from __future__ import annotations

import urllib.request
from pathlib import Path

import openpyxl
import pytest
from dash.testing.browser import Browser
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from dash_app.intake.limits import Most
from dash_app.signin.demo import COOKIE
from etl.corrections import Corrections
from etl.load import load
from etl.templates import form_rows, write_template
from schemas.catalogue import Catalogue
from schemas.period import Period
from tests.browser.offices import Desk
from tests.dash_app.intake.desk import AGREEMENT, form
from tools import server

pytestmark = pytest.mark.browser
FORM, QUARTER, BEFORE = "standesamt-meldung", "2026-Q2", "2026-Q1"
ABOUT = f"/kennzahl/sta_eheschliessungen_wohnsitz_anteil?bezirk=01&zeitraum={BEFORE}"
SEND = "form[data-upload] button[type=submit]"
KEEP, CHANGED = "sta_anmeldungen", "sta_ehen_wohnsitz"


class Clerk(Desk):
    """Somebody who sends files."""

    def choose(self, *paths: Path) -> None:
        """Choose files in the dialog, instead of those chosen before."""
        chooser = self.find("input[type=file]")
        self.driver.execute_script("arguments[0].value = ''", chooser)
        chooser.send_keys("\n".join(map(str, paths)))

    def drop(self, *paths: Path) -> None:
        """Drag files from a folder of the machine over the form and let them fall."""
        zone = self.find(".zb-upload__drop")
        self.driver.execute_script(
            "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", zone
        )
        script = "const box = arguments[0].getBoundingClientRect(); return [box.x + 40, box.y + 12]"
        x, y = self.driver.execute_script(script, zone)
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            event = {"type": kind, "x": x, "y": y, "data": data}
            self.driver.execute_cdp_cmd("Input.dispatchDragEvent", event)

    def listed(self) -> list[str]:
        """Return the files that the form says it would send."""
        return [item.text for item in self.driver.find_elements(By.CSS_SELECTOR, ".zb-upload__list li")]

    def said(self) -> str:
        return self.find(".zb-upload__said").text

    def template(self) -> bytes:
        """Return the template that the page offers for what the district owes."""
        address = f"/vorlagen/{FORM}.xlsx?bezirk=01&zeitraum={QUARTER}"
        link = str(self.find(f".zb-templates a[download][href='{address}']").get_attribute("href"))
        cookie = self.driver.get_cookie(COOKIE)
        asked = urllib.request.Request(link, headers={"Cookie": f"{COOKIE}={cookie['value']}"})
        with urllib.request.urlopen(asked) as answer:
            return bytes(answer.read())

    def sent(self) -> int:
        """Return how many times the page has sent files."""
        script = "return performance.getEntriesByType('resource').map(entry => entry.name)"
        return sum("/hochladen" in name for name in self.driver.execute_script(script))

    def upload(self) -> None:
        before = self.driver.current_url
        self.click(self.find(SEND))
        moved = "return location.href !== arguments[0] && location.pathname.includes('/eingang/')"
        self.until(moved, before)
        self.settled()


def filled(template: bytes, path: Path, changed: str | int) -> Path:
    """Fill in a template as a clerk does in a spreadsheet."""
    values = {KEEP: 100, CHANGED: changed}
    path.write_bytes(template)
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value in values:
                row[3].value = values[str(cell.value)]
    book.save(path)
    return path


def too_large(folder: Path) -> Path:
    """A file that is a byte too large, without its bytes."""
    path = folder / "groß.csv"
    with path.open("wb") as file:
        file.truncate(Most().file + 1)
    return path


def many(folder: Path) -> list[Path]:
    """One file too many."""
    paths = [folder / f"{n}.csv" for n in range(Most().files + 1)]
    for path in paths:
        path.write_text("x")
    return paths


@pytest.fixture
def home(catalogue: Catalogue, tmp_path: Path) -> Path:
    """A home where Mitte has delivered every quarter but the last ones, and missed its target at the end."""
    folder = tmp_path / "geliefert"
    folder.mkdir()
    measures = [row.id for row in form_rows(FORM, catalogue, Period.parse(QUARTER))]
    values: dict[str, str] = {**dict.fromkeys(measures, "10"), KEEP: "100", CHANGED: "40"}
    for period in (f"{year}-Q{n}" for year in range(2023, 2027) for n in range(1, 5)):
        if period < QUARTER:
            path = folder / f"{period}.csv"
            write_template(FORM, catalogue, path, district="01", period=Period.parse(period), values=values)
    answer = load([folder], home=tmp_path / "home", catalogue=catalogue, corrections=Corrections())
    assert answer.publication == 1
    return tmp_path / "home"


def test_a_clerks_files_become_the_figure_on_the_page_through_two_people_and_a_way_leads_back(
    dash_br: Browser, home: Path, tmp_path: Path
) -> None:
    correction = tmp_path / "Berichtigung 1. Quartal.csv"
    correction.write_bytes(form((KEEP, "100"), (CHANGED, "70"), period=BEFORE))
    with server.started(home, workers=2) as (base, _):
        clerk = Clerk(dash_br, base)
        clerk.as_("district-01")
        clerk.open("/lieferungen")
        template = clerk.template()
        hears_of_too_much_before_anything_is_sent(clerk, tmp_path)
        reads_what_is_wrong(clerk, filled(template, tmp_path / "Meldung.xlsx", "achtzig Stück"), correction)
        sees_what_would_change(clerk, filled(template, tmp_path / "Meldung.xlsx", 80), correction)
        clerk.press("Abgeben")
        assert "wartet auf die Freigabe durch eine zweite Person" in clerk.text()
        clerk.open(ABOUT)
        assert "70,0 %" not in clerk.text()

        clerk.as_(f"department-{AGREEMENT}")
        clerk.open("/lieferungen")
        assert "Wartet auf Ihre Freigabe" in clerk.text("#einreichen")
        clerk.follow(By.CSS_SELECTOR, "#einreichen .zb-table a")
        clerk.press("Freigeben und veröffentlichen")
        assert "Die Lieferung ist veröffentlicht (Veröffentlichung 2)" in clerk.text()
        clerk.open(ABOUT)
        assert "70,0 %" in clerk.text()

        clerk.as_("steering")
        goes_back(clerk)
        clerk.open(ABOUT)
        assert "40,0 %" in clerk.text() and "70,0 %" not in clerk.text()
        assert dash_br.get_logs() == []


def hears_of_too_much_before_anything_is_sent(clerk: Clerk, folder: Path) -> None:
    clerk.choose(too_large(folder))
    assert "Zu groß: Erlaubt sind 32 MB je Datei und 64 MB zusammen." in clerk.said()
    clerk.click(clerk.find(SEND))
    clerk.drop(*many(folder))
    assert "Zu viele Dateien: Erlaubt sind 20 auf einmal." in clerk.said()
    clerk.click(clerk.find(SEND))
    assert clerk.sent() == 0 and clerk.driver.current_url.endswith("/lieferungen")


def reads_what_is_wrong(clerk: Clerk, *paths: Path) -> None:
    """Two files from the dialog, one with a mistake: what is wrong, where, and what to do."""
    clerk.choose(*paths)
    assert clerk.listed() == ["Meldung.xlsx (9 KB)", "Berichtigung 1. Quartal.csv (1 KB)"]
    assert clerk.said() == "", "nothing is too large any more"
    clerk.upload()
    page = clerk.text()
    assert "So kann die Lieferung nicht abgegeben werden: 1 Fehler" in page
    assert "Zeile 11, Spalte „wert“: „achtzig Stück“ ist keine Zahl. Bitte eine Zahl wie 1.234,5" in page
    assert not clerk.driver.find_elements(By.CSS_SELECTOR, "form[action*=abgeben]")


def sees_what_would_change(clerk: Clerk, *paths: Path) -> None:
    """The corrected files, dragged onto the page of the first ones."""
    clerk.drop(*paths)
    assert len(clerk.listed()) == 2
    clerk.upload()
    preview = clerk.text("#vorschau")
    assert "Gelieferte Werte: 2 neu, 1 geändert, 1 unverändert." in preview
    assert "Anders bewertet" in preview and "Mit dieser Lieferung" in preview
    assert "40,0 % (verfehlt) 70,0 % (erreicht)" in preview
    assert "2. Quartal 2026" in preview and "80,0 % (erreicht)" in preview


def goes_back(clerk: Clerk) -> None:
    clerk.open("/lieferungen")
    clerk.click(clerk.find("details:has(#rollback-grund) > summary"))
    Select(clerk.find("#rollback-stand")).select_by_value("1")
    clerk.find("#rollback-grund").send_keys("Falsche Zählung im 1. Quartal")
    clerk.press("Zurückkehren")
    assert "Rückkehr zu Veröffentlichung 1: Falsche Zählung im 1. Quartal" in clerk.text()
