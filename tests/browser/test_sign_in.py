"""Can a person sign in, see what they may, and leave nothing behind on the machine?"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from werkzeug.serving import make_server

from dash_app.access import Role
from dash_app.reading import THEME_COOKIE
from dash_app.signin import passwords
from dash_app.signin.oidc import BACK
from tests.dash_app.shell_server import publish, server_of
from tests.signed import PASSWORD, account_of
from tools import axe, browser
from tools.oidc import NotHere, provider

pytestmark = pytest.mark.browser

ANNA = {"anna": {"name": "Anna Muster", "roles": ["district"], "district": "04"}}


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    browser.use_installed_driver()
    driver = webdriver.Chrome(options=browser.options())
    yield driver
    driver.quit()


@pytest.fixture
def person(driver: webdriver.Chrome) -> Person:
    driver.delete_all_cookies()
    return Person(driver)


class Person:
    """Somebody at a browser."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def type(self, name: str, text: str) -> None:
        self.driver.find_element(By.NAME, name).send_keys(text)

    def press(self, text: str) -> None:
        self.driver.find_element(
            By.XPATH, f"//*[self::button or self::a][normalize-space()='{text}']"
        ).click()

    def reads(self, text: str) -> None:
        # Asked in one go: between finding an element and reading it another page may come.
        script = "return Boolean(document.body?.innerText.includes(arguments[0]))"
        WebDriverWait(self.driver, 20).until(
            lambda driver: driver.execute_script(script, text), f"{text!r} is not shown"
        )

    def finds_no_barrier(self, address: str) -> None:
        for theme, width in (("dark", 390), ("light", 1440)):
            browser.set_screen(self.driver, width)
            browser.set_cookie(self.driver, address, THEME_COOKIE, theme)
            self.driver.get(address)
            browser.wait_until_settled(self.driver)
            assert self.driver.execute_script("return document.documentElement.dataset.bsTheme") == theme
            wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert self.driver.execute_script(wide) <= 0, "wider than the screen"
            assert axe.violations(self.driver) == []


def serve(stack: ExitStack, server: Flask, port: int = 0) -> str:
    running = make_server("127.0.0.1", port, server, threaded=True)
    Thread(target=running.serve_forever, daemon=True).start()
    stack.callback(running.shutdown)
    return f"http://127.0.0.1:{running.port}"


def test_name_and_password_open_the_door_and_going_back_after_signing_out_shows_nothing(
    person: Person, tmp_path: Path
) -> None:
    publish(tmp_path)
    server = server_of(tmp_path, login="local")
    kept = passwords.hashed(PASSWORD)
    account_of(server, "anna", Role.DISTRICT, "04", password=kept)
    with ExitStack() as stack:
        address = serve(stack, server)
        person.finds_no_barrier(f"{address}/anmelden")
        person.driver.get(f"{address}/kennzahl/amt_quote")
        person.type("name", "anna")
        person.type("kennwort", "falsches Kennwort")
        person.press("Anmelden")
        person.reads("Der Anmeldename oder das Kennwort ist falsch")
        person.type("kennwort", PASSWORD)
        person.press("Anmelden")
        person.reads("Titel amt_quote")
        assert person.driver.current_url == f"{address}/kennzahl/amt_quote"
        person.driver.find_element(By.CLASS_NAME, "zb-account").click()
        person.reads("04 Charlottenburg-Wilmersdorf")
        person.reads("Liefert, kommentiert und plant Maßnahmen")
        person.finds_no_barrier(f"{address}/anmelden")
        person.press("Abmelden")
        person.reads("Sie sind abgemeldet.")
        for _ in range(2):
            person.driver.back()
            person.reads("Anmeldename")
            assert "amt_quote</h1>" not in person.driver.page_source
            assert "Charlottenburg" not in person.driver.page_source


def test_a_provider_opens_the_door_in_the_browser_and_the_own_pages_ask_no_other_host(
    person: Person, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        try:
            issuer = stack.enter_context(provider(ANNA, [f"http://127.0.0.1:{port}{BACK}"]))
        except NotHere as reason:
            pytest.skip(f"no provider to be had: {reason}")
        publish(tmp_path)
        client = {"oidc_client_id": "zielblick", "oidc_client_secret": "geheim"}
        server = server_of(tmp_path, login="oidc", oidc_issuer=issuer, **client)
        address = serve(stack, server, port)
        person.driver.get(f"{address}/kennzahl/amt_quote")
        person.press("Mit dem Dienstkonto anmelden")
        person.type("login", "anna")
        person.type("password", "beliebig")
        person.driver.find_element(By.CSS_SELECTOR, "button[type=submit]").click()
        WebDriverWait(person.driver, 20).until(lambda d: not d.find_elements(By.NAME, "login"))
        person.driver.find_element(By.CSS_SELECTOR, "button[type=submit]").click()
        person.reads("Titel amt_quote")
        assert person.driver.current_url == f"{address}/kennzahl/amt_quote"
        script = "return performance.getEntriesByType('resource').map(entry => entry.name)"
        asked = person.driver.execute_script(script)
        assert [name for name in asked if not name.startswith((address, "data:", "blob:"))] == []
        person.driver.get(f"{address}/anmelden")
        person.reads("Anna Muster")
