"""What is done about one figure, by whom, until when, and what happens to it next?"""

from __future__ import annotations

import dash
from dash.development.base_component import Component

from dash_app.reading import Reading, reading
from dash_app.register.models import Measure
from dash_app.remarks.address import KEYS
from dash_app.remarks.form_blocks import page_title, remark_page
from dash_app.remarks.typed import typed_before


def title(read: Reading, **_: str) -> str:
    """Return the title of the page."""
    return page_title(read, Measure)


dash.register_page(
    __name__,
    path_template="/massnahme/<remark>",
    name="remarks.page.massnahme",
    title=title,
    order=111,
    query_keys=KEYS,
    has_any_period=True,
    is_kept=False,
)


def layout(remark: str | None = None, **query: str) -> Component:
    """Return the page of a measure, or the form for a new one (`neu`)."""
    return remark_page(reading(**query), Measure, remark or "", query, typed_before())
