"""Can somebody without a mouse do everything, and see where they are?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from dash.testing.browser import Browser
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.patient import Patient, serving
from tests.demonstration import Loaded

pytestmark = pytest.mark.browser

INDICATOR = "/kennzahl/ba_terminausfallquote"
SEEN = """
    const focused = document.activeElement, box = focused.getBoundingClientRect();
    const style = getComputedStyle(focused);
    const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].map(([x, y]) =>
        document.elementFromPoint(box.left + x * box.width, box.top + y * box.height));
    return {
        name: `${focused.tagName} ${focused.id} ${focused.className} ${focused.textContent.slice(0, 40)}`,
        ring: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
        hidden: !points.some(hit => hit && (focused.contains(hit) || hit.contains(focused))),
        isBody: focused === document.body,
    };
"""
"""What an eye sees of the element that has the focus."""
TO_FIGURES = (Keys.ARROW_DOWN, Keys.ARROW_DOWN)
"""From the row of sums over the name of an agreement to its first indicator, in the column of Berlin."""
PLACE = """
    const cell = document.activeElement.closest('td, th');
    return cell ? [cell.parentNode.rowIndex, cell.cellIndex] : null;
"""


@pytest.fixture(scope="module")
def address(demo: Loaded) -> Iterator[str]:
    """Serve the real pages with the demonstration data."""
    with serving(demo.home) as served:
        yield served


@pytest.fixture
def person(dash_br: Browser, address: str) -> Iterator[Patient]:
    made = Patient.at(dash_br, address)
    yield made
    made.is_quiet()


def press(person: Patient, *keys: str, held: str = "") -> None:
    """Press keys where the focus is."""
    chain = ActionChains(person.browser.driver)
    if held:
        chain.key_down(held)
    chain.send_keys(*keys)
    if held:
        chain.key_up(held)
    chain.perform()


def focused(person: Patient, script: str) -> bool:
    """Tell whether the element that has the focus is such."""
    return bool(person.run(f"const it = document.activeElement; return {script}"))


def tab_to(person: Patient, selector: str, most: int = 80) -> int:
    """Press Tab until an element has the focus; returns how often that took."""
    for count in range(1, most + 1):
        press(person, Keys.TAB)
        if person.run("return document.activeElement.matches(arguments[0])", selector):
            return count
    raise AssertionError(f"{most} times Tab did not lead to {selector}")


def test_the_first_stop_leads_past_the_navigation(person: Patient) -> None:
    person.visit("/methodik")
    press(person, Keys.TAB)
    assert focused(person, "it.matches('.zb-skip') && it.getBoundingClientRect().top >= 0")
    press(person, Keys.ENTER)
    person.until("return document.activeElement.id === 'inhalt'")
    press(person, Keys.TAB)
    assert focused(person, "Boolean(it.closest('main'))")


@pytest.mark.parametrize("path", ["/", "/bezirk/04", INDICATOR, "/lieferungen", "/barrierefreiheit"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_focus_is_always_seen(person: Patient, path: str, width: int) -> None:
    """WCAG 2.2, 2.4.7, 2.4.11 and 2.4.13: a ring of two pixels or more, and nothing over the element."""
    person.narrow(width)
    person.visit(path)
    wrong = []
    for _ in range(45):
        press(person, Keys.TAB)
        seen = person.run(SEEN)
        if seen["isBody"]:
            break
        if seen["ring"] < 2 or seen["hidden"]:
            wrong.append(seen)
    assert wrong == []


def test_the_matrix_is_one_stop_and_arrow_keys_lead_through_it(person: Patient) -> None:
    tab_to(person, "#matrix table a")
    assert person.run("return document.querySelectorAll('#matrix table [tabindex=\"0\"]').length") == 1
    press(person, *TO_FIGURES)
    row, column = person.run(PLACE)
    press(person, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert person.run(PLACE) == [row, column + 2]
    press(person, Keys.ARROW_DOWN)
    below, same = person.run(PLACE)
    assert below > row and same == column + 2
    press(person, Keys.ARROW_LEFT)
    assert person.run(PLACE) == [below, column + 1]
    press(person, Keys.END)
    assert person.run(PLACE)[1] >= 13
    press(person, Keys.HOME)
    assert person.run(PLACE) == [below, 0]
    press(person, Keys.END, held=Keys.CONTROL)
    last = person.run(PLACE)
    press(person, Keys.ARROW_DOWN)
    assert person.run(PLACE) == last and last[0] > below
    seen = person.run(SEEN)
    assert not seen["hidden"] and seen["ring"] >= 2
    press(person, Keys.HOME, held=Keys.CONTROL)
    assert person.run(PLACE)[0] == 1
    press(person, Keys.TAB)
    assert not focused(person, "Boolean(it.closest('#matrix table'))")


def test_no_cell_hides_under_head_or_first_column(person: Patient) -> None:
    person.narrow(390)
    person.visit("/")
    tab_to(person, "#matrix table a")
    for key in (Keys.ARROW_DOWN, Keys.ARROW_RIGHT, Keys.END, Keys.ARROW_LEFT, Keys.ARROW_DOWN, Keys.HOME):
        for _ in range(3):
            press(person, key)
            assert not person.run(SEEN)["hidden"], person.run(SEEN)


def test_enter_on_a_cell_opens_the_indicator_and_back_comes_back(person: Patient) -> None:
    tab_to(person, "#matrix table a")
    press(person, *TO_FIGURES, Keys.ARROW_RIGHT, Keys.ENTER)
    person.until("return location.pathname.startsWith('/kennzahl/') && location.search === '?bezirk=01'")
    person.until("return document.activeElement.id === (location.hash.slice(1) || 'inhalt')")
    person.browser.driver.back()
    person.until("return location.pathname === '/' && Boolean(document.querySelector('#matrix table'))")


def test_a_chart_menu_opens_closes_and_gives_the_focus_back(person: Patient) -> None:
    person.visit(INDICATOR)
    tab_to(person, ".zb-chart__menu summary")
    press(person, Keys.ENTER, Keys.TAB)
    assert focused(person, "Boolean(it.closest('.zb-chart__menu[open]')) && it.tagName === 'BUTTON'")
    press(person, Keys.ESCAPE)
    assert focused(person, "it.matches('.zb-chart__menu:not([open]) > summary')")


def test_menus_close_when_the_focus_leaves_them(person: Patient) -> None:
    """An open menu would lie over what has the focus next."""
    person.visit("/barrierefreiheit")
    tab_to(person, ".zb-tools details[data-menu] > summary")
    press(person, Keys.ENTER)
    assert focused(person, "it.parentNode.open")
    for _ in range(4):
        press(person, Keys.TAB)
    assert person.run("return document.querySelectorAll('details[data-menu][open]').length") == 0


def test_the_table_of_a_chart_opens_and_scrolls_by_keyboard(person: Patient) -> None:
    person.narrow(390)
    person.visit(INDICATOR)
    tab_to(person, "#vergleich .zb-twin-toggle")
    press(person, Keys.ENTER)
    assert focused(person, "it.getAttribute('aria-expanded') === 'true'")
    tab_to(person, "#vergleich-twin .zb-scroll", 2)
    press(person, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    person.until("return document.activeElement.scrollLeft > 0")


def test_a_step_to_another_period_keeps_the_focus_on_the_step(person: Patient) -> None:
    person.visit("/barrierefreiheit")
    tab_to(person, "#shell-period-before")
    press(person, Keys.ENTER)
    person.until("return location.search.includes('zeitraum=')")
    person.until("return document.activeElement.id === 'shell-period-before'")
