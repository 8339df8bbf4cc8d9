"""What does an official word mean? A word that says so when it is asked.

The meanings come to the browser once, with the index of the search; `assets/26-help.js` shows them, by
pointer, touch and keyboard.
"""

from __future__ import annotations

from dash_app.components.frozen import Element, element
from dash_app.texts import Texts

TERMS = (
    "tolerance",
    "floor",
    "min_cases",
    "polarity",
    "lead",
    "legal_basis",
    "stage",
    "interval",
    "berlin",
    "due",
)
"""Words with a meaning in the texts, `habits.term.<name>`."""


def term(name: str, text: str) -> Element:
    """Return the text as a button that shows what it means; plain text where no meaning is known."""
    if name not in TERMS:
        return element("Span", text)
    return element("Button", text, "zb-term", type="button", data_term=name, aria_expanded="false")


def term_texts(language: str) -> dict[str, str]:
    """Return the meaning of each word in a language."""
    t = Texts(language)
    return {name: t(f"habits.term.{name}") for name in TERMS}
