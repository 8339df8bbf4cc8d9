"""Who wrote and released what, when, what was before, and is the record whole?"""

from __future__ import annotations

import dash
from dash import html
from dash.development.base_component import Component

from dash_app.access import may_read_audit
from dash_app.protocol.asked import KEYS, PATH, asked
from dash_app.protocol.blocks import protocol
from dash_app.reading import reading, site

dash.register_page(
    __name__,
    path=PATH,
    name="audit.title",
    title="audit.title",
    order=120,
    query_keys=KEYS,
    is_kept=False,
)


def layout(**query: str) -> Component:
    """Return the page for the administrator; everybody else is told that it is not for them."""
    read = reading(**query)
    heading = html.H1(read.t("audit.title"))
    if not may_read_audit(read.viewer):
        return html.Div([heading, html.P(read.t("audit.refused"), className="zb-lead")], className="zb-page")
    return html.Div([heading, *protocol(read, site().register, asked(query))], className="zb-page")
