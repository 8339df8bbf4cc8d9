"""Which comments and measures wait for me?"""

from __future__ import annotations

import dash

from dash_app.components.frozen import Element
from dash_app.reading import reading
from dash_app.remarks.desk_page import desk_page

dash.register_page(
    __name__,
    path="/anmerkungen",
    name="remarks.desk",
    title="remarks.desk",
    order=112,
    is_kept=False,
)


def layout(**query: str) -> Element:
    """Return the page of what waits for the reader."""
    return desk_page(reading(**query))
