"""Does the frame do what readers expect: choices, history, language, theme, keyboard, a quiet browser log?"""

from __future__ import annotations

import re

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.reader import Reader, publish

pytestmark = pytest.mark.browser


def test_the_first_page_comes_with_the_layout(reader: Reader) -> None:
    reader.heading("Probe 3. Quartal 2024")
    assert reader.answers() == 0
    assert reader.browser.driver.title == "Überblick – Zielblick"


def test_a_choice_is_one_request_and_stays_in_the_address(reader: Reader) -> None:
    reader.choose("shell-period", "1. Quartal 2024")
    reader.heading("Probe 1. Quartal 2024")
    reader.shows("/?zeitraum=2024-Q1")
    assert reader.answers() == 1
    reader.choose("shell-period", "3. Quartal 2024 (aktuell)")
    reader.heading("Probe 3. Quartal 2024")
    reader.shows("/")


def test_back_and_forward_restore_the_view_of_a_page(reader: Reader) -> None:
    reader.choose("shell-period", "1. Quartal 2024")
    reader.heading("Probe 1. Quartal 2024")
    reader.choose("shell-district", "Spandau")
    reader.browser.wait_for_text_to_equal("#probe-district", "05")
    reader.browser.find_element("#probe-link").click()
    reader.heading("Titel amt_quote")
    reader.shows("/kennzahl/amt_quote?zeitraum=2024-Q1&bezirk=05")
    reader.browser.driver.back()
    reader.heading("Probe 1. Quartal 2024")
    assert reader.browser.find_element("#probe-district").text == "05"
    reader.browser.driver.forward()
    reader.heading("Titel amt_quote")
    assert reader.browser.driver.title == "Titel amt_quote – Zielblick"


def test_my_district_is_remembered_and_the_address_goes_before_it(reader: Reader) -> None:
    reader.choose("shell-district", "Neukölln")
    reader.browser.wait_for_text_to_equal("#probe-district", "08")
    reader.visit("/")
    reader.shows("/?bezirk=08")
    assert reader.browser.find_element("#probe-district").text == "08"
    assert reader.answers() == 0
    reader.visit("/?bezirk=03")
    assert reader.browser.find_element("#probe-district").text == "03"
    reader.choose("shell-district", "Alle Bezirke")
    reader.browser.wait_for_text_to_equal("#probe-district", "alle")
    reader.visit("/")
    reader.shows("/")


def test_focus_stays_on_a_choice_and_moves_to_the_content_of_a_new_page(reader: Reader) -> None:
    reader.browser.find_element("#shell-period").send_keys("1. Quartal 2024")
    reader.heading("Probe 1. Quartal 2024")
    reader.until("return document.activeElement.id === 'shell-period'")
    link = reader.browser.find_element("#probe-link-below")
    reader.run("arguments[0].scrollIntoView()", link)
    link.send_keys(Keys.ENTER)
    reader.heading("Titel amt_quote")
    reader.until("return document.activeElement.id === 'inhalt' && window.scrollY === 0")


def test_the_live_region_says_what_changed(reader: Reader) -> None:
    reader.choose("shell-period", "2. Quartal 2024")
    reader.until(
        "return document.getElementById('shell-status').textContent === arguments[0]",
        "Überblick, 2. Quartal 2024",
    )


def test_language_changes_words_title_and_mark_of_the_document(reader: Reader) -> None:
    reader.browser.find_element(".zb-languages a[hreflang=en]").click()
    reader.browser.wait_for_text_to_equal(".zb-nav__link[aria-current]", "Overview")
    reader.until("return document.documentElement.lang === 'en' && document.title === 'Overview – Zielblick'")
    reader.shows("/?sprache=en")
    reader.browser.find_element("#probe-link").click()
    reader.heading("Title amt_quote")
    reader.shows("/kennzahl/amt_quote?sprache=en")


def test_theme_changes_at_once_and_is_there_with_the_first_byte_next_time(reader: Reader) -> None:
    assert reader.run("return document.documentElement.dataset.bsTheme") == "light"
    reader.browser.find_element(".zb-tools details summary").click()
    reader.browser.find_element("button[data-theme=dark]").click()
    assert reader.run("return document.documentElement.dataset.bsTheme") == "dark"
    found = reader.run(
        "return fetch('/').then(answer => answer.text()).then(text => text.match(/<html[^>]*>/)[0])"
    )
    assert found.startswith('<html lang="de" data-bs-theme="dark"')


def test_a_pinned_publication_says_so_and_leads_to_the_newest(reader: Reader) -> None:
    reader.visit("/?stand=1")
    state = reader.browser.find_element(".zb-state")
    assert "Veröffentlichung 1 (fest eingestellt)" in state.text
    state.find_element(By.TAG_NAME, "a").click()
    reader.browser.wait_for_contains_text(".zb-state", "Veröffentlichung 2 (neueste)")
    reader.shows("/")


def test_a_new_publication_is_shown_without_a_restart(reader: Reader) -> None:
    publish(reader.home, 3)
    reader.choose("shell-period", "1. Quartal 2024")
    reader.browser.wait_for_contains_text(".zb-state", "Veröffentlichung 3 (neueste)")


def test_nonsense_in_the_address_shows_the_page_with_notes(reader: Reader) -> None:
    reader.visit("/?zeitraum=neulich&bezirk=77&stand=9&ebene=woche&farbe=rot")
    reader.heading("Probe 3. Quartal 2024")
    notes = reader.browser.find_elements(".zb-notice li")
    assert len(notes) == 5
    assert "„neulich“ ist kein Zeitraum" in notes[0].text


def test_an_unknown_address_shows_where_to_go(reader: Reader) -> None:
    reader.visit("/gibt/es/nicht?bezirk=05")
    reader.heading("Diese Seite gibt es nicht")
    reader.browser.find_element("main ul a").click()
    reader.heading("Probe 3. Quartal 2024")
    reader.shows("/?bezirk=05")


def test_a_page_that_fails_says_a_number_and_keeps_its_reason(reader: Reader) -> None:
    reader.visit("/kaputt")
    reader.heading("Diese Seite lässt sich gerade nicht zeigen")
    text = reader.browser.find_element("main").text
    assert re.search(r"Nummer [0-9a-f]{8}", text)
    assert "geheim" not in text


def test_own_choices_of_a_page_are_in_the_address(reader: Reader) -> None:
    reader.choose("pick", "nur neu")
    reader.shows("/?auswahl=neu")
    reader.browser.find_element("#tick").click()
    reader.shows("/?auswahl=neu&nur=1")
    assert reader.run("return document.querySelector('#pick').value") == "neu"
    assert reader.run("return document.querySelector('#tick').checked")
    assert reader.run("return document.querySelector('.zb-notice') === null")


@pytest.mark.parametrize("width", [320, 390])
def test_narrow_screens_fold_the_navigation_and_never_scroll_sideways(reader: Reader, width: int) -> None:
    reader.narrow(width)
    reader.visit("/")
    assert reader.run("return document.documentElement.scrollWidth") == width
    navigation = reader.browser.find_element("#shell-navigation")
    assert not navigation.is_displayed()
    fold = reader.browser.find_element(".zb-fold")
    fold.send_keys(Keys.ENTER)
    assert navigation.is_displayed()
    assert fold.get_attribute("aria-expanded") == "true"
    assert reader.run("return document.documentElement.scrollWidth") == width


def test_menus_close_with_escape_and_give_the_focus_back(reader: Reader) -> None:
    summary = reader.browser.find_element(".zb-nav__menu summary")
    summary.send_keys(Keys.ENTER)
    menu = reader.browser.find_element(".zb-nav__menu")
    assert menu.get_attribute("open")
    summary.send_keys(Keys.TAB, Keys.ESCAPE)
    assert not menu.get_attribute("open")


def test_a_choice_keeps_what_stays_the_same(reader: Reader) -> None:
    reader.visit("/kennzahl/amt_quote")
    reader.until("return Boolean(document.querySelector('.zb-plot .main-svg'))")
    reader.run("window.drawn = document.querySelector('.zb-plot .main-svg')")
    reader.choose("shell-period", "1. Quartal 2024")
    reader.shows("/kennzahl/amt_quote?zeitraum=2024-Q1")
    assert reader.run("return window.drawn === document.querySelector('.zb-plot .main-svg')")


def test_a_page_is_there_without_any_script(reader: Reader) -> None:
    text = reader.run("return fetch('/kennzahl/amt_quote').then(answer => answer.text())")
    assert '<h1 id="probe-title">Titel amt_quote</h1>' in text
    assert text.index("<h1") < text.index("_dash-config")
