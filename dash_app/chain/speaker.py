"""Which words do all steps of the chain behind a figure share?"""

from __future__ import annotations

from dash_app import formats
from dash_app.explanation import Explanation
from dash_app.metrics import exact
from dash_app.steps import Item
from dash_app.texts import Texts
from schemas.catalogue import Catalogue

Said = tuple[str, list[Item]]
"""Sentence and lines of a step; an empty sentence leaves the step out."""


class Speaker:
    """What all steps know: the explanation, the catalogue and the language."""

    def __init__(self, found: Explanation, catalogue: Catalogue, language: str) -> None:
        self.found, self.catalogue, self.language = found, catalogue, language
        self.figure, self.indicator = found.figure, found.indicator
        self.t = Texts(language)

    def count(self, value: float) -> str:
        """Return a number as it was counted; decimals only where it has any."""
        return formats.number(value, 0 if value == round(value) else 2, self.language)

    def exact(self) -> str:
        """Return the value before rounding; three decimals more than are shown, fewer if that is all."""
        value = self.figure.value
        if value is None:
            return ""
        decimals = max(-int(exact(value).normalize().as_tuple().exponent), 0)
        return formats.number(value, min(decimals, self.indicator.decimals + 3), self.language)
