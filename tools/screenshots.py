"""What do all pages look like, in both themes, both languages and on wide and narrow screens?

Writes full-page pictures into docs/screenshots/all (not committed), and the first screens that documents show
into docs/screenshots. Fails if a page writes into the browser's log or asks another host for anything.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from selenium import webdriver

from dash_app.reading import SHOWN_COOKIE, THEME_COOKIE
from dash_app.signin.demo import COOKIE as ROLE_COOKIE
from tools import browser, server

FOLDER = server.ROOT / "docs" / "screenshots"
PAGES = {
    "ueberblick": "/",
    "vereinbarung": "/vereinbarung/buergeraemter",
    "vereinbarung-baeume": "/vereinbarung/strassenbaeume",
    "kennzahl": "/kennzahl/ba_terminausfallquote?bezirk=04",
    "bezirk": "/bezirk/04",
    "vergleich": "/vergleich?kennzahl=ba_terminausfallquote,ba_kunden&bezirke=04,08",
    "lieferungen": "/lieferungen",
    "bericht": "/bericht",
    "methodik": "/methodik",
    "barrierefreiheit": "/barrierefreiheit?seite=/bezirk/04",
    "kommentar": "/kommentar/neu?kennzahl=ba_terminausfallquote&bezirk=04",
    "massnahme": "/massnahme/neu?kennzahl=ba_terminausfallquote&bezirk=04",
    "anmerkungen": "/anmerkungen",
    "mitbestimmung": "/mitbestimmung",
    "protokoll": "/protokoll",
    "konten": "/konten",
    "meldebogen": "/lieferungen/meldebogen/standesamt-meldung?bezirk=05",
    "unbekannt": "/gibt-es-nicht",
}
CHOSEN = {"protokoll": "admin", "konten": "admin"}
"""Roles of the demonstration to which a page says more than to the steering team."""
THEMES = ("light", "dark")
LANGUAGES = ("de", "en")
WIDTHS = (1440, 390)
UNFOLD = """
    for (const element of document.querySelectorAll('main *')) {
        const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowY);
        if (scrolls && element.scrollHeight > element.clientHeight) element.style.maxHeight = 'none';
    }
"""
"""Lets tables that scroll within the screen show all their rows in a picture of the whole page."""
SHOWN_IN_DOCUMENTS = {
    ("ueberblick", "light", "de", 1440),
    ("vereinbarung", "light", "de", 1440),
    ("kennzahl", "dark", "de", 1440),
    ("bezirk", "light", "de", 390),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One page in one theme, language and width."""

    page: str
    theme: str
    language: str
    width: int

    @property
    def address(self) -> str:
        """Path and query."""
        path = PAGES[self.page]
        joint = "&" if "?" in path else "?"
        return path if self.language == "de" else f"{path}{joint}sprache={self.language}"

    @property
    def name(self) -> str:
        """Name of the file."""
        return f"{self.page}-{self.theme}-{self.language}-{self.width}.png"

    @property
    def shown_as(self) -> str | None:
        """Name under which documents show it, None where they do not."""
        chosen = (self.page, self.theme, self.language, self.width) in SHOWN_IN_DOCUMENTS
        return f"{self.page}-{self.theme}-{self.width}.png" if chosen else None


def ask_as(driver: webdriver.Chrome, base: str, page: str) -> None:
    """Choose the role that a page is looked at with."""
    browser.set_cookie(driver, base, ROLE_COOKIE, CHOSEN.get(page, "steering"))


def take(driver: webdriver.Chrome, base: str, picture: Picture) -> list[str]:
    """Take a picture; return what is wrong with the page."""
    browser.set_screen(driver, picture.width)
    for cookie in (THEME_COOKIE, SHOWN_COOKIE):
        browser.set_cookie(driver, base, cookie, picture.theme)
    ask_as(driver, base, picture.page)
    driver.get("about:blank")
    browser.console(driver), browser.asked(driver)
    driver.get(base + picture.address)
    late = []
    try:
        browser.wait_until_settled(driver)
    except TimeoutError as error:
        late.append(f"{picture.name}: {error}")
    if picture.shown_as:
        browser.picture(driver, FOLDER / picture.shown_as, browser.SCREEN_HEIGHT)
    browser.draw_all(driver)
    driver.execute_script(UNFOLD)
    browser.picture(driver, FOLDER / "all" / picture.name)
    return [*late, *_problems(driver, base, picture)]


def _problems(driver: webdriver.Chrome, base: str, picture: Picture) -> Iterator[str]:
    where = picture.name
    yield from (f"{where}: the browser's log says: {line}" for line in browser.console(driver))
    yield from (f"{where}: asks another host: {a}" for a in browser.foreign(browser.asked(driver), base))
    root = driver.execute_script("const h = document.documentElement; return [h.lang, h.dataset.bsTheme]")
    if root != [picture.language, picture.theme]:
        yield f"{where}: html says {root}, expected language {picture.language} and theme {picture.theme}"
    wide = driver.execute_script("return document.documentElement.scrollWidth")
    if wide > picture.width:
        yield f"{where}: the page is {wide} pixels wide, the screen {picture.width}"


def main() -> int:
    """Take all pictures, or those whose name holds a given word; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "words", nargs="*", help="only pictures whose name holds one of these, such as kennzahl-dark"
    )
    parser.add_argument("--home", type=Path, help="home folder to show; demonstration data where left out")
    given = parser.parse_args()
    pictures = [Picture(*choice) for choice in product(PAGES, THEMES, LANGUAGES, WIDTHS)]
    chosen = [p for p in pictures if not given.words or any(word in p.name for word in given.words)]
    (FOLDER / "all").mkdir(parents=True, exist_ok=True)
    problems = []
    with (
        server.demo_home(given.home) as home,
        server.application(home, workers=1) as base,
        browser.chromium() as driver,
    ):
        for number, picture in enumerate(chosen, 1):
            print(f"{number:3}/{len(chosen)} {picture.name}", flush=True)
            problems += take(driver, base, picture)
    print(
        "\n".join(problems)
        or f"{len(chosen)} pictures in {FOLDER.relative_to(server.ROOT)}, nothing to complain about."
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
