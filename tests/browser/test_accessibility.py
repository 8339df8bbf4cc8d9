"""Does axe find nothing on any page, in both themes, both languages, wide and narrow, closed and open?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import dash
import pytest
from selenium import webdriver

from tests.browser.patient import serving
from tests.demonstration import Loaded
from tools import axe, browser
from tools.screenshots import PAGES, ask_as

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(demo: Loaded) -> Iterator[str]:
    """Serve the real pages with the demonstration data."""
    with serving(demo.home) as served:
        yield served


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    """One browser for all pages."""
    with browser.chromium() as started:
        started.set_script_timeout(180)
        yield started


@pytest.mark.parametrize(("number", "page"), list(enumerate(PAGES)), ids=list(PAGES))
def test_axe_finds_nothing(driver: webdriver.Chrome, address: str, number: int, page: str) -> None:
    states = axe.some_states(number)
    ask_as(driver, address, page)
    found = [line for state in states for line in axe.look(driver, address + PAGES[page], state)]
    assert found == [], "\n" + "\n".join(found)


def test_axe_finds_what_is_wrong(driver: webdriver.Chrome, address: str) -> None:
    """Else a page without a word would pass."""
    axe.visit(driver, f"{address}/barrierefreiheit", axe.every_state()[0])
    driver.execute_script(
        "document.getElementById('inhalt').innerHTML ="
        ' \'<h1>A</h1><h4>B</h4><img src="data:,"><p style="color: #ccc">blass</p><button></button>\''
    )
    found = " ".join(axe.violations(driver))
    for rule in ("image-alt", "color-contrast", "button-name", "heading-order"):
        assert f"{rule} (" in found, found


def test_every_registered_page_is_looked_at(address: str) -> None:
    templates = {page["path_template"] or page["path"] for page in dash.page_registry.values()}
    looked_at = {path.split("?")[0].split("/")[1] for path in PAGES.values()}
    assert {template.split("/")[1] for template in templates} <= looked_at


@pytest.mark.parametrize("number", range(16))
def test_in_five_states_every_two_choices_meet(number: int) -> None:
    states = [(s.theme, s.language, s.width, s.is_open) for s in axe.some_states(number)]
    for one, other in combinations(range(4), 2):
        assert len({(state[one], state[other]) for state in states}) == 4


def test_over_the_pages_every_combination_is_looked_at() -> None:
    seen = {state for number in range(len(PAGES)) for state in axe.some_states(number)}
    assert seen == set(axe.every_state())
