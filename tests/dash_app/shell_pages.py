"""Which small pages do the tests of the shell look at? An overview and an indicator, without any figures."""

from __future__ import annotations

from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import formats
from dash_app.components import Cell, Column, chart_block, data_table
from dash_app.reading import Reading, reading
from dash_app.sentences import Words
from dash_app.shell import choice, not_found, switch


def overview(**query: str) -> Component:
    read = reading(**query)
    period = formats.period(read.period, read.language, long=True)
    tall = [html.P(f"Zeile {n}") for n in range(80)]
    return html.Div(
        [
            html.H1(f"Probe {period}", id="probe-title"),
            html.P(read.district or "alle", id="probe-district"),
            html.A("Kennzahl", id="probe-link", href=read.href("/kennzahl/amt_quote")),
            choice(
                "auswahl", "Auswahl", [("", "alles"), ("neu", "nur neu")], query.get("auswahl", ""), id="pick"
            ),
            switch("nur", "nur verfehlt", query.get("nur") == "1", id="tick"),
            *tall,
            html.A("Kennzahl", id="probe-link-below", href=read.href("/kennzahl/amt_quote")),
        ]
    )


def indicator(indicator_id: str | None = None, **query: str) -> Component:
    read = reading(**query)
    found = read.catalogue.indicators.get(indicator_id or "")
    if found is None:
        return not_found(read, f"Die Kennzahl {indicator_id} gibt es nicht.")
    name = found.title(read.language)
    chart = {"data": [{"type": "bar", "x": ["A", "B"], "y": [1.5, 2.5]}], "layout": {"height": 240}}
    table = data_table(
        ["Bezirk", Column("Wert", is_number=True)],
        [["Mitte", Cell("1,5 %", 1.5)], ["=Summe; „B“", Cell("k. A.")]],
        caption=name,
    )
    words = Words(title="B liegt vorn", subtitle=f"{name}, %", caption="A hat 1,5 %, B 2,5 %.")
    shared: dict[str, Any] = {
        "words": words,
        "language": read.language,
        "indicator": found.id,
        "source": "Meldungen",
    }
    return html.Div(
        [
            html.H1(name, id="probe-title"),
            chart_block("comparison", name="bild", chart=chart, table=table, **shared),
            chart_block("matrix", name="tafel", content=table, picture=chart, **shared),
        ]
    )


def broken(**_: str) -> Component:
    raise RuntimeError("geheim")


def title(read: Reading, indicator_id: str = "") -> str:
    found = read.catalogue.indicators.get(indicator_id)
    return found.title(read.language) if found else indicator_id


def register() -> None:
    """Replace all pages by these."""
    dash.page_registry.clear()
    more = {"layout": overview, "query_keys": ("auswahl", "nur")}
    dash.register_page(
        "probe.overview", path="/", name="shell.nav.overview", title="shell.nav.overview", **more
    )
    dash.register_page(
        "probe.indicator",
        path_template="/kennzahl/<indicator_id>",
        name="Kennzahl",
        title=title,
        layout=indicator,
    )
    dash.register_page("probe.broken", path="/kaputt", name="Kaputt", title="shell.broken", layout=broken)
