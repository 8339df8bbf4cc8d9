"""Does an official word say what it means, in both languages, and is it a button for keyboard and touch?"""

from __future__ import annotations

import pytest

from dash_app.components.term import TERMS, term, term_texts


def test_a_known_word_is_a_button_that_says_whether_its_meaning_is_shown() -> None:
    made = term("tolerance", "Toleranz")
    assert made["type"] == "Button"
    assert made["props"]["aria-expanded"] == "false"
    assert made["props"]["children"] == "Toleranz"


def test_an_unknown_word_stays_text() -> None:
    assert term("unit", "Einheit")["type"] == "Span"


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_word_has_a_meaning(language: str) -> None:
    found = term_texts(language)
    assert set(found) == set(TERMS)
    assert all(text.endswith(".") for text in found.values())
