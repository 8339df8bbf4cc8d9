"""Do pages stay whole when narrow, enlarged, spaced out, calm, in colours of the system, and on paper?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from selenium import webdriver

from dash_app.theme import TOKENS
from tests.browser.patient import serving
from tests.demonstration import Loaded
from tools import browser
from tools.screenshots import PAGES, ask_as

pytestmark = pytest.mark.browser

SPACED = """
    const style = document.createElement('style');
    style.textContent = '* { line-height: 1.5 !important; letter-spacing: 0.12em !important;'
        + ' word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }';
    document.head.append(style);
"""
"""Spacing that WCAG 2.2, 1.4.12, lets readers set."""
CLIPPED = """
    const cut = one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
    return [...document.querySelectorAll('main :is(h1, h2, h3, p, button, summary, td > *)')]
        .filter(element => element.checkVisibility() && !element.closest('.zb-sr'))
        .filter(element => getComputedStyle(element).overflow !== 'visible' && cut(element))
        .map(element => `${element.tagName}.${element.className}: ${element.textContent.slice(0, 40)}`);
"""
MOVING = """
    return [...document.querySelectorAll('body *')].filter(element => {
        const style = getComputedStyle(element);
        const seconds = `${style.transitionDuration}, ${style.animationDuration}`.split(', ').map(parseFloat);
        return seconds.some(each => each > 0.001);
    }).length;
"""
BEYOND = """
    const sheet = arguments[0];
    return [...document.querySelectorAll('main svg, main table, main h1, main p')]
        .filter(element => element.checkVisibility())
        .filter(element => element.getBoundingClientRect().right > sheet + 1)
        .map(element => `${element.tagName}.${element.getAttribute('class')}`);
"""
UPRIGHT, LYING = 688, 1016
"""Width of the text on an A4 sheet in pixels, see assets/90-print.css."""
LIES = {"ueberblick", "bezirk", "lieferungen"}
PAINTED = """
    const dark = new Set(arguments[0]);
    const painted = [...document.querySelectorAll('main .js-plotly-plot .main-svg *')]
        .flatMap(shape => [shape.style.fill, shape.style.stroke]).filter(Boolean);
    const drawn = [...document.querySelectorAll('main svg:not(.main-svg) *')]
        .flatMap(shape => [shape.getAttribute('fill'), shape.getAttribute('stroke')])
        .filter(found => found && found.startsWith('#'))
        .map(hex => `rgb(${[1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)).join(', ')})`);
    return [painted, drawn].map(all => [all.length, all.filter(colour => dark.has(colour)).length]);
"""
"""How many colours charts and small pictures have, and how many of them are of the dark theme."""


@pytest.fixture(scope="module")
def address(demo: Loaded) -> Iterator[str]:
    """Serve the real pages with the demonstration data."""
    with serving(demo.home) as served:
        yield served


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    """One browser for all pages."""
    with browser.chromium() as started:
        yield started


def visit(driver: webdriver.Chrome, address: str, width: int) -> None:
    browser.set_screen(driver, width)
    driver.get(address)
    browser.wait_until_settled(driver)


def as_rgb(colour: str) -> str:
    """Write a colour as the browser does."""
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def emulate(driver: webdriver.Chrome, media: str = "", **features: str) -> None:
    """Let the browser believe in a medium and in settings of the system."""
    named: list[dict[str, Any]] = [{"name": n.replace("_", "-"), "value": v} for n, v in features.items()]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": named})


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_whole_narrow_enlarged_and_with_wider_spacing(
    driver: webdriver.Chrome, address: str, page: str
) -> None:
    """WCAG 2.2, 1.4.10 and 1.4.12: 320 pixels are 1280 at 400 %, 720 pixels are 1440 at 200 %."""
    ask_as(driver, address, page)
    visit(driver, address + PAGES[page], 320)
    for width in (320, 720, 1280):
        browser.set_screen(driver, width)
        browser.wait_until_settled(driver)
        assert driver.execute_script("return document.documentElement.scrollWidth") == width
    driver.execute_script(SPACED)
    assert driver.execute_script("return document.documentElement.scrollWidth") == 1280
    assert driver.execute_script(CLIPPED) == []


def test_nothing_moves_for_those_who_asked_for_less_motion(driver: webdriver.Chrome, address: str) -> None:
    emulate(driver, prefers_reduced_motion="reduce")
    visit(driver, address, 1280)
    assert driver.execute_script(MOVING) == 0
    emulate(driver)


def test_marks_keep_their_colour_where_the_system_sets_all_colours(
    driver: webdriver.Chrome, address: str
) -> None:
    emulate(driver, forced_colors="active")
    visit(driver, address, 1280)
    colours = driver.execute_script(
        "return ['met', 'missed'].map(name =>"
        " getComputedStyle(document.querySelector(`.zb-legend .zb-mark--${name}`)).borderTopColor)"
    )
    current = driver.execute_script(
        "return getComputedStyle(document.querySelector('.zb-nav__link[aria-current]')).textDecorationLine"
    )
    emulate(driver)
    assert len(set(colours)) == 2
    assert current == "underline"


@pytest.mark.parametrize("page", PAGES)
def test_paper_cuts_nothing_and_says_where_it_is_from(
    driver: webdriver.Chrome, address: str, page: str
) -> None:
    sheet = LYING if page in LIES else UPRIGHT
    ask_as(driver, address, page)
    visit(driver, address + PAGES[page], 1440)
    browser.draw_all(driver)
    driver.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    emulate(driver, "print")
    browser.set_screen(driver, sheet)
    beyond = driver.execute_script(BEYOND, sheet)
    foot = driver.execute_script("return document.querySelector('.zb-foot').dataset.address")
    hidden = driver.execute_script(
        "return [...document.querySelectorAll('.zb-nav, .zb-chart__menu, .zb-twin-toggle, .zb-skip')]"
        ".filter(element => element.checkVisibility()).length"
    )
    emulate(driver)
    driver.execute_script("window.dispatchEvent(new Event('afterprint'))")
    assert beyond == []
    assert foot.startswith("Adresse: http://127.0.0.1") and "stand=3" in foot
    assert hidden == 0


def test_paper_is_light_in_the_dark_theme_too(driver: webdriver.Chrome, address: str) -> None:
    browser.set_cookie(driver, address, "zb-theme", "dark")
    visit(driver, address, 1280)
    emulate(driver, "print")
    colours = driver.execute_script(
        "return ['h1', '.zb-lead'].map(name =>"
        " getComputedStyle(document.querySelector(`main ${name}`)).color)"
    )
    emulate(driver)
    browser.set_cookie(driver, address, "zb-theme", "light")
    assert colours == ["rgb(12, 39, 83)", "rgb(0, 0, 0)"]


def test_charts_are_light_on_paper_and_dark_again_on_the_screen(
    driver: webdriver.Chrome, address: str
) -> None:
    """A filter that turned the dark colours round would make "missed" pink."""
    dark = [as_rgb(colour) for colour in TOKENS["dark"].values()]
    browser.set_cookie(driver, address, "zb-theme", "dark")
    visit(driver, address + PAGES["kennzahl"], 1280)
    browser.draw_all(driver)
    before = driver.execute_script(PAINTED, dark)
    driver.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    on_paper = driver.execute_script(PAINTED, dark)
    driver.execute_script("window.dispatchEvent(new Event('afterprint'))")
    after = driver.execute_script(PAINTED, dark)
    browser.set_cookie(driver, address, "zb-theme", "light")
    assert all(number > 20 for _, number in before), before
    assert [number for _, number in on_paper] == [0, 0]
    assert [number for _, number in after] == [number for _, number in before]
