"""How are `aria-*` and `data-*` attributes written in Python, and how is German marked on other pages?"""

from __future__ import annotations

from typing import Any

from dash import html


def attributes(**names: object) -> dict[str, Any]:
    """Return attributes for a component of `dash.html`: `**attributes(aria_expanded=False, data_replace="")`.

    Underscores become hyphens, truth values `true` and `false`; None leaves an attribute out.
    """
    return {
        name.replace("_", "-"): str(value).lower() if isinstance(value, bool) else value
        for name, value in names.items()
        if value is not None
    }


def german(text: str, language: str) -> Any:
    """Return official or delivered German, on a page in another language marked for screen readers."""
    return text if language == "de" else html.Span(text, lang="de")
