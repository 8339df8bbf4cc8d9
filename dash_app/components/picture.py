"""How does a small drawing appear? As shapes of the page itself.

A browser treats an image, also one inside the page, as a document of its own: the sixty small lines of the
matrix took a third of the time of the page (docs/decisions/0009).
"""

from __future__ import annotations

from dash_app.components.frozen import Element, around, element, markup
from dash_app.figures.picture import Picture


def picture(drawn: Picture, class_name: str, words: str = "", *, with_tooltip: bool = False) -> Element:
    """Return a drawing that `words` describe; without words it stands beside a text that says the same."""
    named = {"role": "img", "aria_label": words} if words else {"aria_hidden": "true"}
    told = markup(element("Title", words)) if with_tooltip else ""
    return around(
        "Svg",
        told + drawn.shapes,
        f"{class_name} zb-lines" if drawn.stretches else class_name,
        viewBox=drawn.plane,
        preserveAspectRatio="none" if drawn.stretches else None,
        **named,
    )
