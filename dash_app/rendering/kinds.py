"""Which kinds of documents can be ordered, and who makes them?"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from dash_app.rendering.work import Maker


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document; its maker is imported where it works."""

    maker: str
    """Module and function."""
    rank: int
    """Small jobs go before large ones."""

    def load(self) -> Maker:
        """Return the maker."""
        module, _, name = self.maker.partition(":")
        return cast(Maker, getattr(import_module(module), name))


KINDS = {
    "chart": Kind("dash_app.rendering.charts:make", 0),
    "report": Kind("dash_app.reports.maker:make", 1),
}
"""Kinds by the name under which they are ordered."""
