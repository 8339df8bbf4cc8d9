"""What does a reader see when the server goes away, comes back, or publishes while a page is open?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest
from dash.testing.application_runners import BaseDashRunner
from dash.testing.browser import Browser

from tests.browser.patient import Patient
from tests.browser.reader import publish

pytestmark = pytest.mark.browser

LINE = "return (document.querySelector('.zb-quiet p') || {}).textContent || ''"


@dataclass
class Office:
    """A server as it runs in an office: a process of its own, that can be stopped and started again."""

    home: Path
    root: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        names = {"HOME": self.home, "PORT": self.port, "WORKERS": 1}
        told = {f"ZIELBLICK_{name}": str(value) for name, value in names.items()}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cli", "serve"],
            cwd=self.root,
            env={**os.environ, **told, "PYTHONPATH": str(self.root)},
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(OSError), urlopen(f"{self.address}/readyz") as answer:
                if answer.status == 200:
                    return
            time.sleep(0.2)
        raise TimeoutError("the server did not start")

    def stop(self) -> None:
        if self.process:
            # At once: connections that the browser opened in advance hold a gentle end for half a minute.
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)
            self.process = None


@pytest.fixture
def office(tmp_path: Path, root: Path) -> Iterator[Office]:
    """Serve one publication."""
    publish(tmp_path, 1)
    made = Office(tmp_path, root, BaseDashRunner._next_port + 400)
    BaseDashRunner._next_port += 1
    made.start()
    yield made
    made.stop()


@pytest.fixture
def person(dash_br: Browser, office: Office) -> Patient:
    return Patient.at(dash_br, office.address)


def says(person: Patient, words: str) -> None:
    """Wait until the quiet line says something."""
    person.until(f"{LINE.replace('return ', 'return (')}).includes(arguments[0])", words)


def press(person: Patient, label: str) -> None:
    person.run(
        "const all = [...document.querySelectorAll('.zb-quiet button')];"
        "all.find(button => button.textContent === arguments[0]).click()",
        label,
    )


def test_what_is_typed_or_asked_for_while_the_server_restarts_is_not_lost(
    person: Patient, office: Office
) -> None:
    person.visit("/kommentar/neu?kennzahl=amt_quote&bezirk=01")
    person.click("main textarea")
    person.run("document.activeElement.value = 'Lange überlegt.'")
    office.stop()
    person.click("main form button[value=submit]")
    says(person, "Der letzte Schritt ist nicht angekommen")
    office.start()
    person.until(f"{LINE.replace('return ', 'return (')}) === ''")
    assert person.run("return document.querySelector('main textarea').value") == "Lange überlegt."
    person.click("main form button[value=submit]")
    person.until("return /[/]kommentar[/][0-9]+/.test(location.pathname)")
    assert "Lange überlegt." in person.text("main")
    person.visit("/kennzahl/amt_quote")
    person.has_figures()
    office.stop()
    person.run("window.zielblick.choose({zeitraum: '2024-Q1'})")
    says(person, "Der Server antwortet nicht")
    assert person.run("return Boolean(document.querySelector('main .main-svg'))")
    assert person.run("return document.querySelector('.zb-period, #shell-period') !== null")
    office.start()
    person.shows("/kennzahl/amt_quote?zeitraum=2024-Q1")
    person.until("return document.querySelector('main').dataset.period === '1. Quartal 2024'")
    person.has_figures()
    assert person.run(LINE) == ""


def test_a_new_publication_is_announced_and_the_reader_decides(person: Patient, office: Office) -> None:
    publish(office.home, 2)
    person.run("window.zielblick.look()")
    says(person, "Veröffentlichung 2 ist erschienen. Diese Seite zeigt noch Veröffentlichung 1.")
    press(person, "Bei Veröffentlichung 1 bleiben")
    person.shows("/?stand=1")
    assert person.run("return document.querySelector('main').dataset.publication") == "1"
    person.visit("/")
    publish(office.home, 3)
    person.run("window.zielblick.look()")
    says(person, "Veröffentlichung 3 ist erschienen")
    press(person, "Neue Zahlen zeigen")
    person.until("return document.querySelector('main').dataset.publication === '3'")
    assert person.run(LINE) == ""


def test_the_next_page_says_that_its_figures_are_newer_than_the_last(person: Patient, office: Office) -> None:
    publish(office.home, 2)
    person.run("window.zielblick.go('/kennzahl/amt_quote')")
    person.shows("/kennzahl/amt_quote")
    says(person, "Seit Ihrer letzten Ansicht ist Veröffentlichung 2 erschienen")
    press(person, "Bei Veröffentlichung 1 bleiben")
    person.shows("/kennzahl/amt_quote?stand=1")


def test_two_tabs_keep_their_views_and_share_the_theme(person: Patient, office: Office) -> None:
    driver = person.browser.driver
    first = driver.current_window_handle
    person.visit("/?bezirk=05")
    driver.switch_to.new_window("tab")
    person.visit("/?bezirk=08")
    person.run("window.zielblick.theme('dark')")
    driver.switch_to.window(first)
    person.until("return document.documentElement.dataset.bsTheme === 'dark'")
    assert person.run("return location.search") == "?bezirk=05"


def test_a_script_that_does_not_come_offers_to_load_the_page_again(person: Patient) -> None:
    person.run(
        "const one = document.createElement('script'); one.src = '/assets/none.js'; document.head.append(one)"
    )
    says(person, "Ein Teil der Seite ist nicht angekommen")
