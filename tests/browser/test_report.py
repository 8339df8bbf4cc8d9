"""Can somebody put the sentences of a report in other words, see them at once, and find them again?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.reader import publish
from tools import browser, server

pytestmark = pytest.mark.browser
PAGE = "/bericht?zeitraum=2024-Q1"
FIELD = "[data-sentence='message.state']"
WORDS = "Der Lenkungskreis sieht Fortschritte."


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("home")
    for number in (1, 2):
        publish(home, number)
    with server.started(home, workers=1) as (address, _):
        yield address


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    with browser.chromium() as started:
        yield started


def previewed(driver: webdriver.Chrome) -> str:
    """The text of the preview."""
    script = (
        "const f = document.getElementById('report-preview'); return f?.contentDocument?.body?.textContent"
    )
    return str(driver.execute_script(script) or "")


def test_words_of_the_author_are_in_the_preview_and_stay_in_this_browser(
    driver: webdriver.Chrome, base: str
) -> None:
    wait = WebDriverWait(driver, 60, 0.2)
    driver.get(base + PAGE)
    wait.until(lambda d: "Das Wichtigste" in previewed(d))
    field = driver.find_element(By.CSS_SELECTOR, FIELD)
    generated = str(field.get_property("value"))
    assert generated in previewed(driver)
    field.clear()
    field.send_keys(WORDS)
    wait.until(lambda d: f"{WORDS} [redaktionell geändert]" in " ".join(previewed(d).split()))
    driver.get(base + PAGE)
    wait.until(lambda d: WORDS in previewed(d))
    assert driver.find_element(By.CSS_SELECTOR, FIELD).get_property("value") == WORDS
    driver.find_element(By.CSS_SELECTOR, "[data-back='report-message-state']").click()
    wait.until(lambda d: "[redaktionell geändert]" not in previewed(d))
    assert driver.find_element(By.CSS_SELECTOR, FIELD).get_property("value") == generated


def test_words_written_before_a_revision_are_offered_and_never_taken_over_silently(
    driver: webdriver.Chrome, base: str
) -> None:
    wait = WebDriverWait(driver, 60, 0.2)
    driver.get(f"{base}{PAGE}&stand=1")
    wait.until(lambda d: "Das Wichtigste" in previewed(d))
    field = driver.find_element(By.CSS_SELECTOR, FIELD)
    field.clear()
    field.send_keys(WORDS)
    wait.until(lambda d: WORDS in previewed(d))
    driver.get(base + PAGE)
    wait.until(lambda d: "Das Wichtigste" in previewed(d))
    field = driver.find_element(By.CSS_SELECTOR, FIELD)
    assert field.get_property("value") == field.get_attribute("data-generated")
    assert WORDS not in previewed(driver)
    offered = driver.find_element(By.CSS_SELECTOR, "[data-earlier='report-message-state']")
    assert offered.is_displayed()
    assert WORDS in offered.text
    offered.find_element(By.CSS_SELECTOR, "[data-reuse]").click()
    wait.until(lambda d: WORDS in previewed(d))
    assert field.get_property("value") == WORDS
    assert not offered.is_displayed()


def test_the_preview_draws_its_charts(driver: webdriver.Chrome, base: str) -> None:
    driver.get(f"{base}/bericht/vorschau?zeitraum=2024-Q1")
    wait = WebDriverWait(driver, 60, 0.2)
    wait.until(lambda d: d.find_elements(By.CSS_SELECTOR, ".plot svg"))
    assert not driver.find_elements(By.CSS_SELECTOR, "script:not([src]):not([type='application/json'])")
