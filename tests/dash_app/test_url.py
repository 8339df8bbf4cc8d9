"""Does an address say the same there and back, and is nonsense in it noted?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash_app import url
from dash_app.url import View, here, href, parse
from schemas.period import Level, Period

FULL = "?zeitraum=2024-Q3&bezirk=04&kennzahl=ba_kunden&ebene=quarter&stand=12&sprache=en"


def test_an_address_is_read_and_written_the_same() -> None:
    view, notes = parse(FULL)
    assert notes == ()
    assert (view.zeitraum, view.bezirk, view.kennzahl) == (Period.parse("2024-Q3"), "04", "ba_kunden")
    assert (view.ebene, view.stand, view.sprache) == (Level.QUARTER, 12, "en")
    assert here("/vergleich", view) == "/vergleich" + FULL


def test_defaults_are_left_out() -> None:
    assert here("/", parse("?sprache=de&bezirk=")[0]) == "/"
    assert href("/", View(), sprache="de", zeitraum=None) == "/"


def test_other_pages_take_along_what_travels() -> None:
    view, _ = parse(FULL)
    assert href("/bezirk/05", view) == "/bezirk/05?zeitraum=2024-Q3&bezirk=04&stand=12&sprache=en"
    assert href("/", view, stand=None, sprache="de", bezirk="07") == "/?zeitraum=2024-Q3&bezirk=07"


def test_several_values_stay_on_the_page_and_the_first_travels() -> None:
    view, _ = parse("?bezirk=04,05&kennzahl=a&kennzahl=b&zeitraum=2024,2023")
    assert view.bezirke == ("04", "05")
    assert view.kennzahlen == ("a", "b")
    assert here("/vergleich", view) == "/vergleich?zeitraum=2024,2023&bezirk=04,05&kennzahl=a,b"
    assert href("/", view) == "/?zeitraum=2024&bezirk=04"
    assert here("/vergleich", view, bezirk=["01", "02"]).endswith("bezirk=01,02&kennzahl=a,b")


@pytest.mark.parametrize(
    ("search", "key"),
    [
        ("?zeitraum=2024-Q5", "shell.note.period"),
        ("?ebene=woche", "shell.note.ebene"),
        ("?stand=neu", "shell.note.publication"),
        ("?stand=-1", "shell.note.publication"),
        ("?stand=" + "9" * 4000, "shell.note.publication"),
        ("?stand=²", "shell.note.publication"),
        ("?sprache=fr", "shell.note.sprache"),
        ("?farbe=rot", "shell.note.key"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_noted(search: str, key: str) -> None:
    view, notes = parse(search)
    assert view == View()
    assert [note.key for note in notes] == [key]


def test_keys_of_the_page_are_kept_on_it_only() -> None:
    view, notes = parse("?auswahl=neu&bezirk=01", more=("auswahl",))
    assert notes == ()
    assert here("/", view) == "/?bezirk=01&auswahl=neu"
    assert href("/methodik", view) == "/methodik?bezirk=01"


def test_values_are_quoted() -> None:
    view, _ = parse("?kennzahl=a%26b%3Dc%20d%3Cscript%3E")
    assert view.kennzahl == "a&b=c d<script>"
    assert here("/ver gleich", view) == "/ver%20gleich?kennzahl=a%26b%3Dc%20d%3Cscript%3E"


@given(st.text(max_size=80))
def test_no_text_behind_the_question_mark_is_an_error(text: str) -> None:
    view, _ = parse("?" + text)
    again, notes = parse(here("/", view).partition("?")[2])
    assert again == view
    assert notes == ()


@given(st.dictionaries(st.sampled_from(url.KEYS), st.text(max_size=20)))
def test_no_value_of_a_known_key_is_an_error(query: dict[str, str]) -> None:
    view, _ = parse(query)
    assert parse(view.query())[0] == view
