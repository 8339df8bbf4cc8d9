"""How are `aria-*` and `data-*` attributes written in Python?"""

from __future__ import annotations

from typing import Any


def attributes(**names: object) -> dict[str, Any]:
    """Return attributes for a component of `dash.html`: `**attributes(aria_expanded=False, data_replace="")`.

    Underscores become hyphens, truth values `true` and `false`; None leaves an attribute out.
    """
    return {
        name.replace("_", "-"): str(value).lower() if isinstance(value, bool) else value
        for name, value in names.items()
        if value is not None
    }
