"""What keeps people out who read by ear, by keyboard or with little sight, as far as axe can tell?

Looks at every page in both themes, both languages, on wide and narrow screens, as it arrives and with all
menus, tables and dialogs open. `python -m tools.axe` walks every combination; the tests walk five of them per
page, in which every two choices meet. Contrast takes longer than all other rules: where all is open, it
is looked at in what was opened, as the rest of the page is looked at in both themes as it arrives.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from dash_app.reading import SHOWN_COOKIE, THEME_COOKIE
from tools import browser, server
from tools.screenshots import LANGUAGES, PAGES, THEMES, WIDTHS, ask_as

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PAIRWISE = ((0, 0, 0, 0), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 0, 1), (1, 1, 1, 0))
"""Choices of theme, language, width and unfolding in which every two meet in every way."""
DIALOGS = "[aria-haspopup=dialog]"
CONTRAST = "color-contrast"
_ASK = """
    const done = arguments[arguments.length - 1];
    const [asked, parts, without] = arguments;
    const rules = asked.type === 'tag' ? {'label-content-name-mismatch': {enabled: true}} : {}; // WCAG 2.5.3
    if (without) rules[without] = {enabled: false};
    const options = {resultTypes: ['violations'], runOnly: asked, rules};
    if (parts && !parts.length) { done([]); return; }
    axe.run(parts ? {include: parts} : document, options)
        .then(found => done(found.violations.flatMap(rule => rule.nodes.map(node => {
            const why = node.failureSummary.split('\\n')[1].trim();
            return `${rule.id} (${rule.impact}): ${node.target.join(' ')} – ${why}`;
        }))))
        .catch(error => done([`axe failed: ${error}`]));
"""
_MENUS = """
    const seen = [...document.querySelectorAll('details[data-menu]')].filter(menu => menu.checkVisibility());
    const ofCharts = seen.filter(menu => menu.matches('main .zb-chart__menu'));
    const others = seen.filter(menu => !ofCharts.includes(menu) && (arguments[0] || menu.closest('main')));
    return [...others, ...ofCharts.slice(0, 1), ...ofCharts.slice(1).slice(-1)];
"""
"""Menus that can be seen, those of the frame only where asked for; of charts, all alike, first and last."""
_UNFOLD = """
    const closed = 'button[aria-expanded=false][aria-controls]:not([aria-haspopup=dialog])';
    for (const button of document.querySelectorAll(closed)) button.click();
    for (const details of document.querySelectorAll('details:not([data-menu])')) details.open = true;
"""
_UNFOLDED = """
    const buttons = [...document.querySelectorAll('button[aria-expanded=true][aria-controls]')];
    const parts = [
        ...document.querySelectorAll('details[open]:not([data-menu])'),
        ...buttons.map(button => document.getElementById(button.getAttribute('aria-controls'))),
    ].filter(part => part && part.checkVisibility());
    return parts.filter(part => !parts.some(other => other !== part && other.contains(part)));
"""
"""What is open that was closed when the page arrived."""


@dataclass(frozen=True, slots=True)
class State:
    """How a page is looked at."""

    theme: str
    language: str
    width: int
    is_open: bool

    def __str__(self) -> str:
        """Return it in words."""
        how = "all open" if self.is_open else "as it arrives"
        return f"{self.theme}, {self.language}, {self.width} px, {how}"


def every_state() -> list[State]:
    """Return all combinations."""
    return [State(*chosen) for chosen in product(THEMES, LANGUAGES, WIDTHS, (False, True))]


def some_states(number: int) -> list[State]:
    """Return five combinations in which every two choices meet; other ones for the next page."""
    turned = [tuple(bit ^ number >> place & 1 for place, bit in enumerate(row)) for row in PAIRWISE]
    return [State(THEMES[a], LANGUAGES[b], WIDTHS[c], bool(d)) for a, b, c, d in turned]


@cache
def _script() -> str:
    """Return axe-core as the installed package brings it."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(
    driver: webdriver.Chrome,
    parts: Sequence[WebElement] | None = None,
    *,
    only: str | None = None,
    without: str | None = None,
) -> list[str]:
    """Return what axe finds on the page as it is now: one line per rule and element.

    Args:
        driver: shows the page.
        parts: only in these; on the whole page where left out.
        only: one rule; all of `RULES` where left out.
        without: a rule that is not asked.
    """
    driver.execute_script(_script())
    asked = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": list(RULES)}
    found: list[str] = driver.execute_async_script(_ASK, asked, parts, without)
    return found


def visit(driver: webdriver.Chrome, address: str, state: State) -> None:
    """Open a page in a state; `address` is complete but for the language."""
    browser.set_screen(driver, state.width)
    for cookie in (THEME_COOKIE, SHOWN_COOKIE):
        browser.set_cookie(driver, address, cookie, state.theme)
    joint = "&" if "?" in address else "?"
    driver.get(address if state.language == "de" else f"{address}{joint}sprache={state.language}")
    browser.wait_until_settled(driver)
    browser.draw_all(driver)
    if state.is_open:
        driver.execute_script(_UNFOLD)


def in_menus(driver: webdriver.Chrome, *, of_frame: bool) -> Iterator[str]:
    """Open menu after menu, as a click elsewhere closes them; yield what axe finds in each."""
    for menu in driver.execute_script(_MENUS, of_frame):
        driver.execute_script("arguments[0].open = true", menu)
        yield from violations(driver, [menu])
        driver.execute_script("arguments[0].open = false", menu)


def in_dialogs(driver: webdriver.Chrome, *, of_frame: bool) -> Iterator[str]:
    """Open every dialog that a button of the page leads to, one by one; yield what axe finds in it."""
    scope = DIALOGS if of_frame else f"main {DIALOGS}"
    for place in range(len(driver.find_elements(By.CSS_SELECTOR, scope))):
        button = driver.find_elements(By.CSS_SELECTOR, scope)[place]
        if button.is_displayed():
            name = button.accessible_name
            button.click()
            opened = driver.find_elements(By.CSS_SELECTOR, "dialog[open]")
            assert opened, f"„{name}“ opens no dialog"
            yield from (f"dialog „{name}“: {line}" for line in violations(driver, opened))
            driver.switch_to.active_element.send_keys(Keys.ESCAPE)


def look(driver: webdriver.Chrome, address: str, state: State) -> list[str]:
    """Return what axe finds on a page in a state; where all is open, in menus and dialogs, too.

    The frame is the same on all pages: its menus and dialogs are looked at where there is nothing else.
    """
    is_bare = address.endswith(PAGES["unbekannt"])
    visit(driver, address, state)
    if not state.is_open:
        found = violations(driver)
    else:
        found = violations(driver, without=CONTRAST)
        found += violations(driver, driver.execute_script(_UNFOLDED), only=CONTRAST)
        found += in_menus(driver, of_frame=is_bare)
        found += in_dialogs(driver, of_frame=is_bare)
    return [f"{state}: {line}" for line in found]


def main() -> int:
    """Walk all pages, or those whose name holds a given word, in all combinations; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only pages whose name holds one of these, such as kennzahl")
    parser.add_argument("--home", type=Path, help="home folder to show; demonstration data where left out")
    given = parser.parse_args()
    chosen = {n: path for n, path in PAGES.items() if not given.words or any(w in n for w in given.words)}
    problems = 0
    with (
        server.demo_home(given.home) as home,
        server.application(home, workers=1) as base,
        browser.chromium() as driver,
    ):
        driver.set_script_timeout(120)
        for name, path in chosen.items():
            ask_as(driver, base, name)
            found = [line for state in every_state() for line in look(driver, base + path, state)]
            print("\n  ".join([f"{name}: {len(found)}", *found]), flush=True)
            problems += len(found)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
