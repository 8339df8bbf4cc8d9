"""What does a page say about files that are ordered, and what can be chosen for pictures?"""

from __future__ import annotations

from typing import Any

from dash_app.texts import Texts

WIDTHS = ("8", "12", "16", "25")
"""Widths of pictures that the menu offers in centimetres: half a column, a column, a page, a slide."""
LOOKS = ("light", "shown", "print")


def order_words(t: Texts) -> dict[str, Any]:
    """Return the words for the scripts `40-orders.js` and `40-export.js`; `{...}` is filled in there."""
    said = {name: t(f"rendering.order.{name}") for name in ("working", "lost", "here")}
    said["waiting"] = t("rendering.order.waiting", place="{place}")
    said["running"] = t("rendering.order.running", done="{done}", total="{total}")
    said["done"] = t("rendering.order.done", name="{name}")
    widths = [(width, t("rendering.field.width.cm", width=width)) for width in WIDTHS]
    looks = [(look, t(f"rendering.field.look.{look}")) for look in LOOKS]
    return said | {
        "fields": [
            {"name": "look", "label": t("rendering.field.look"), "options": looks, "usual": "light"},
            {"name": "width", "label": t("rendering.field.width"), "options": widths, "usual": "16"},
        ]
    }
