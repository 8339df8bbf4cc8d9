"""Does every chart have message, sentence, table, menu and the marks that tests and scripts rely on?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from dash import dcc, html
from dash.development.base_component import Component

from dash_app import components, figures
from dash_app.sentences import Words
from tests.dash_app import samples
from tests.dash_app.components.html import live, one, page, texts

WORDS = Words(
    "8 von 12 Bezirken erreichen das Ziel", "Terminausfallquote · in % · 3. Quartal 2024", "Im 3. Quartal …"
)


def block(**changes: Any) -> Component:
    given: dict[str, Any] = {
        "name": "indicator-comparison",
        "words": WORDS,
        "language": "de",
        "indicator": samples.SHARE.id,
        "chart": figures.comparison(samples.quarter(), indicator=samples.SHARE, areas=samples.AREAS),
        "table": components.data_table(["Bezirk", "Wert"], [["Mitte", "3"]], caption="Tabelle"),
    }
    return components.chart_block("comparison", **given | changes)


def test_the_block_is_a_figure_with_the_promised_structure() -> None:
    soup = page(block())
    figure = one(soup, "figure.zb-chart")
    assert figure["data-chart"] == "comparison"
    assert figure["data-indicator"] == samples.SHARE.id
    assert figure["id"] == "indicator-comparison"
    assert texts(figure, ".zb-chart__head h3") == [WORDS.title]
    held = "Terminausfallquote · in\N{NO-BREAK SPACE}% · 3.\N{NO-BREAK SPACE}Quartal 2024"
    assert texts(figure, ".zb-chart__subtitle") == [held], "no line ends between ordinal and noun"
    assert texts(figure, "figcaption") == [WORDS.caption]
    assert [child.name for child in figure.find_all(recursive=False)] == [
        "div",
        "div",
        "figcaption",
        "button",
        "div",
    ]


def test_screen_readers_hear_the_sentence_instead_of_the_drawing() -> None:
    plot = one(page(block()), ".zb-chart__plot")
    assert plot["role"] == "img"
    assert WORDS.caption in str(plot["aria-label"])


def test_a_button_opens_the_same_figures_as_a_table() -> None:
    soup = page(block())
    button = one(soup, "button.zb-twin-toggle")
    twin = one(soup, ".zb-twin")
    assert button["aria-expanded"] == "false"
    assert button["aria-controls"] == twin["id"]
    assert twin.has_attr("hidden")
    assert one(twin, "table")


def test_the_menu_has_a_name_and_closes_by_the_script_of_menus() -> None:
    menu = one(page(block()), "details.zb-chart__menu")
    assert menu.has_attr("data-menu")
    assert [button["data-export"] for button in menu.select("button")] == [
        "png",
        "svg",
        "pdf",
        "csv",
        "copy",
        "link",
        "xlsx",
        "values-csv",
        "parquet",
    ]
    assert not page(block(indicator=None)).select("[data-export=parquet]"), "of one indicator only"
    assert "Herunterladen" in one(menu, "summary").get_text()


def test_height_is_fixed_before_the_drawing_arrives() -> None:
    made = block()
    plot = one(page(made), ".zb-chart__plot")
    height = figures.comparison(samples.quarter(), indicator=samples.SHARE, areas=samples.AREAS)["layout"][
        "height"
    ]
    assert f"height:{height}px" in str(plot["style"])


def test_the_figure_stands_before_its_place_and_speaks_the_language() -> None:
    chart = figures.comparison(samples.quarter(), indicator=samples.SHARE, areas=samples.AREAS)
    soup = page(block(language="en", chart=chart))
    kept = one(soup, ".zb-chart__plot > script")
    place = one(soup, ".zb-chart__plot > script + .zb-plot")
    assert place["data-locale"] == "en"
    layout = {name: part for name, part in chart["layout"].items() if name != "template"}
    assert json.loads(kept.get_text()) == {"data": chart["data"], "layout": layout}


def test_a_block_is_a_handful_of_components_however_long_its_table() -> None:
    rows = [[str(n), "3"] for n in range(500)]
    table = components.data_table(["Bezirk", "Wert"], rows, caption="Tabelle")
    assert live(block(table=table)) <= 8


def test_content_without_plotly_is_exported_from_its_picture_or_photographed() -> None:
    picture = figures.tile_map(samples.quarter(), indicator=samples.SHARE, areas=samples.AREAS)
    soup = page(block(chart=None, content=html.P("Karte"), picture=picture, table=None))
    layout = {name: part for name, part in picture["layout"].items() if name != "template"}
    assert json.loads(str(one(soup, "figure")["data-figure"])) == {"data": picture["data"], "layout": layout}
    assert soup.select("[data-export=png]")
    plain = page(block(chart=None, content=html.P("Tabelle"), table=None))
    assert not plain.select("[data-export=svg]"), "a table is photographed, not drawn"
    assert plain.select("[data-export=png]")
    assert plain.select("[data-export=csv]")
    assert not plain.select(".zb-twin-toggle")


def test_live_content_stays_alive() -> None:
    made = block(chart=None, content=html.Div(dcc.Graph(figure={}, id="x")), table=None)
    assert [g.to_plotly_json()["props"]["id"] for g in made._traverse() if isinstance(g, dcc.Graph)] == ["x"]


@pytest.mark.parametrize("level", [2, 3, 4])
def test_the_heading_fits_into_the_order_of_the_page(level: int) -> None:
    assert texts(page(block(level=level)), f"h{level}") == [WORDS.title]
