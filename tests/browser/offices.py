"""Who sits at the browser? People of several offices, one after the other."""

from __future__ import annotations

from dash.testing.browser import Browser
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from dash_app.signin.demo import COOKIE

WAIT = 60
"""Seconds; the machine may have other things to do."""


class Desk:
    """A browser in which people of several offices work one after the other."""

    def __init__(self, opened: Browser, base: str) -> None:
        self.driver, self.base = opened.driver, base
        opened.server_url = base  # opens the start

    def as_(self, choice: str) -> None:
        """Work as somebody of another office from now on."""
        self.driver.add_cookie({"name": COOKIE, "value": choice})

    def open(self, address: str) -> None:
        self.driver.get(self.base + address)
        self.settled()

    def settled(self) -> None:
        """Wait until the page is there and its scripts listen."""
        self.until(
            "return Boolean(document.documentElement.dataset.shown) && document.readyState === 'complete'"
        )

    def until(self, script: str, *given: object) -> None:
        """Wait until a script is true."""
        WebDriverWait(self.driver, WAIT, 0.1).until(lambda d: d.execute_script(script, *given), script)

    def find(self, wanted: str, by: str = By.CSS_SELECTOR) -> WebElement:
        """Wait for the first element that fits."""
        waiting = WebDriverWait(self.driver, WAIT, 0.1)
        found: WebElement = waiting.until(lambda d: d.find_element(by, wanted), wanted)
        return found

    def click(self, element: WebElement) -> None:
        """Click an element wherever it is on the page."""
        self.driver.execute_script(
            "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element
        )
        element.click()

    def press(self, label: str) -> None:
        """Press the button with this label and wait for the page that follows."""
        page = self.driver.find_element(By.TAG_NAME, "html")
        self.click(self.driver.find_element(By.XPATH, f"//main//button[normalize-space()='{label}']"))
        WebDriverWait(self.driver, WAIT, 0.1).until(
            lambda d: d.find_element(By.TAG_NAME, "html") != page, label
        )
        self.settled()

    def follow(self, by: str, wanted: str) -> None:
        """Follow the first link that fits and wait for the page that it leads to."""
        before = self.driver.current_url
        self.click(self.find(wanted, by))
        self.until("return location.href !== arguments[0]", before)
        self.settled()

    def text(self, css: str = "main") -> str:
        return self.find(css).text
