"""Does the browser keep to the habits of readers: search, keys, history, recently seen, tables for Excel?"""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

FOUND = (
    "return [...document.querySelectorAll('#shell-found [role=option]:not([aria-disabled])')]"
    ".map(option => option.firstChild.textContent)"
)
COPY = (
    "const given = {clipboardData: new DataTransfer(), bubbles: true, cancelable: true};"
    "const event = new ClipboardEvent('copy', given); document.dispatchEvent(event);"
)


def typed(reader: Reader, text: str) -> list[str]:
    """Type into the search and return what is found."""
    field = reader.browser.find_element("#shell-search")
    field.clear()
    field.send_keys(text)
    reader.until("return document.getElementById('shell-search').getAttribute('aria-expanded') === 'true'")
    return list(reader.run(FOUND))


def press(reader: Reader, *keys: str) -> None:
    ActionChains(reader.browser.driver).send_keys(*keys).perform()


# Search ----


@pytest.mark.parametrize("text", ["neukölln", "Neukoelln", "neukolln", "kölln", "Neuköln", "Neuklöln"])
def test_a_district_is_found_however_its_name_is_typed(reader: Reader, text: str) -> None:
    assert typed(reader, text)[0] == "Neukölln"


def test_a_name_leads_to_its_page_with_period_and_district(reader: Reader) -> None:
    reader.visit("/?zeitraum=2024-Q1&bezirk=05")
    assert typed(reader, "titel amt")[0] == "Titel amt_quote"
    press(reader, Keys.ENTER)
    reader.heading("Titel amt_quote")
    reader.shows("/kennzahl/amt_quote?zeitraum=2024-Q1&bezirk=05")


def test_the_index_comes_once_and_no_key_asks_the_server(reader: Reader) -> None:
    typed(reader, "mitte")
    typed(reader, "spandau")
    assert sum("_begleiter" in name for name in reader.asked()) == 1
    assert reader.answers() == 0


def test_the_list_is_a_combobox_that_arrows_and_escape_work(reader: Reader) -> None:
    field = reader.browser.find_element("#shell-search")
    names = typed(reader, "berg")
    assert len(names) > 1
    assert field.get_attribute("aria-activedescendant") == "shell-option-0"
    field.send_keys(Keys.ARROW_DOWN)
    assert field.get_attribute("aria-activedescendant") == "shell-option-1"
    assert reader.run("return document.querySelectorAll('[role=option][aria-selected=true]').length") == 1
    field.send_keys(Keys.ARROW_UP, Keys.ARROW_UP)
    assert field.get_attribute("aria-activedescendant") == f"shell-option-{len(names) - 1}"
    field.send_keys(Keys.ESCAPE)
    assert field.get_attribute("aria-expanded") == "false"
    assert field.get_attribute("aria-activedescendant") is None


def test_what_is_not_there_is_said(reader: Reader) -> None:
    assert typed(reader, "xyzxyz") == []
    assert "Nichts gefunden" in reader.browser.find_element("#shell-found").text


def test_the_search_speaks_english_on_english_pages(reader: Reader) -> None:
    reader.visit("/?sprache=en")
    assert typed(reader, "title amt")[0] == "Title amt_quote"
    assert "Indicators" in reader.browser.find_element("#shell-found").text


def test_recently_seen_pages_wait_in_the_empty_search(reader: Reader) -> None:
    reader.visit("/kennzahl/amt_quote")
    reader.visit("/")
    reader.browser.find_element("#shell-search").click()
    reader.until("return document.querySelectorAll('#shell-found [role=option]').length > 0")
    assert "Zuletzt gesehen" in reader.browser.find_element("#shell-found").text
    assert reader.run(FOUND) == ["Titel amt_quote"]


# Keys ----


def test_keys_act_on_the_page_but_never_in_a_field(reader: Reader) -> None:
    press(reader, ",")
    reader.heading("Probe 2. Quartal 2024")
    press(reader, "/")
    reader.until("return document.activeElement.id === 'shell-search'")
    press(reader, ",")
    assert reader.browser.find_element("#shell-search").get_attribute("value") == ","
    assert reader.browser.find_element("main h1").text == "Probe 2. Quartal 2024"


def test_the_list_of_keys_opens_closes_and_switches_them_off(reader: Reader) -> None:
    press(reader, "?")
    reader.browser.wait_for_element("#shell-keys[open]")
    reader.browser.find_element("#keys-on").click()
    press(reader, Keys.ESCAPE)
    reader.until("return !document.querySelector('#shell-keys').open")
    press(reader, "?", "/", ",")
    assert not reader.run("return document.querySelector('#shell-keys').open")
    assert reader.browser.find_element("main h1").text == "Probe 3. Quartal 2024"
    reader.run("document.querySelector('.zb-icon-help').closest('details').open = true")
    reader.browser.find_element("button[data-help=keys]").click()
    reader.until("return document.querySelector('#shell-keys').open")


# History ----


def test_back_undoes_a_choice_and_several_of_one_kind_at_once(reader: Reader) -> None:
    reader.choose("shell-period", "1. Quartal 2024")
    reader.heading("Probe 1. Quartal 2024")
    reader.choose("shell-period", "2. Quartal 2024")
    reader.heading("Probe 2. Quartal 2024")
    reader.choose("shell-district", "Spandau")
    reader.browser.wait_for_text_to_equal("#probe-district", "05")
    reader.browser.driver.back()
    reader.shows("/?zeitraum=2024-Q2")
    reader.browser.driver.back()
    reader.shows("/")
    reader.browser.driver.forward()
    reader.shows("/?zeitraum=2024-Q2")
    reader.heading("Probe 2. Quartal 2024")


def test_back_leads_to_the_place_where_the_reader_was(reader: Reader) -> None:
    link = reader.browser.find_element("#probe-link-below")
    reader.run("arguments[0].scrollIntoView({block: 'center'})", link)
    place = reader.run("return window.scrollY")
    assert place > 500
    link.click()
    reader.heading("Titel amt_quote")
    reader.until("return window.scrollY === 0")
    reader.browser.driver.back()
    reader.heading("Probe 3. Quartal 2024")
    reader.until("return Math.abs(window.scrollY - arguments[0]) < 2", place)


def test_my_district_never_changes_what_a_sent_address_shows(reader: Reader) -> None:
    reader.choose("shell-district", "Neukölln")
    reader.browser.wait_for_text_to_equal("#probe-district", "08")
    for address in ("/?zeitraum=2024-Q1", "/kennzahl/amt_quote"):
        reader.visit(address)
        reader.shows(address)


# Tables ----


def test_a_table_is_copied_as_cells_with_plain_numbers(reader: Reader, served: tuple[str, Path]) -> None:
    reader.visit("/kennzahl/amt_quote")
    copied = reader.run(
        "const table = document.querySelector('#tafel table'), range = document.createRange();"
        "range.selectNodeContents(table.tBodies[0]);"
        "getSelection().removeAllRanges(); getSelection().addRange(range);"
        f"{COPY} return ['plain', 'html'].map(kind => event.clipboardData.getData('text/' + kind))"
    )
    assert copied[0] == "Mitte\t1,5\r\n'=Summe; „B“\tk. A."
    assert "<td>1,5</td>" in copied[1]


def test_a_selection_outside_of_tables_is_copied_as_it_is(reader: Reader) -> None:
    taken = reader.run(
        f"getSelection().selectAllChildren(document.querySelector('h1'));{COPY} return event.defaultPrevented"
    )
    assert taken is False
