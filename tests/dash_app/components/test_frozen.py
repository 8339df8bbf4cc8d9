"""Is fixed markup safe, and does it say what cannot be fixed?"""

from __future__ import annotations

import pytest
from dash import dcc, html

from dash_app import components
from dash_app.components.frozen import is_freezable
from tests.dash_app.components.html import live, page


def test_text_and_values_from_deliveries_are_escaped() -> None:
    made = html.P(["<script>alert(1)</script>", html.A("ü & „x“", href='/x?a="b"&c=<d>', title="<i>")])
    written = components.markup(made)
    assert "<script>" not in written
    assert "&lt;script&gt;" in written
    link = page(made).a
    assert link is not None
    assert (link["href"], link["title"], link.text) == ('/x?a="b"&c=<d>', "<i>", "ü & „x“")


def test_attributes_are_written_as_html_has_them() -> None:
    cell = html.Td("1", className="a b", colSpan=2, hidden=True, style={"gridColumn": 3, "--zb-x": "1px"})
    written = components.markup(
        [cell, html.Label("x", htmlFor="y"), html.Img(src="a.png", alt=""), html.Br()]
    )
    assert written == (
        '<td class="a b" colspan="2" hidden style="grid-column:3;--zb-x:1px">1</td>'
        '<label for="y">x</label><img alt="" src="a.png"><br>'
    )


def test_a_tree_of_a_thousand_cells_is_one_component() -> None:
    table = html.Table(html.Tbody([html.Tr([html.Td(str(n)) for n in range(10)]) for _ in range(100)]))
    frozen = components.frozen(table)
    assert live(table) == 1102
    assert live(frozen) == 1
    assert page(frozen) == page(table)
    assert components.frozen(frozen) == frozen
    assert page(html.Div([frozen, "x"])) == page(html.Div([table, "x"]))


def test_what_is_alive_cannot_be_frozen_by_mistake() -> None:
    tree = html.Div([html.P("x"), html.Div(dcc.Graph(figure={}))])
    with pytest.raises(TypeError, match="Graph cannot be part of fixed markup"):
        components.frozen(tree)
    assert not is_freezable(tree)
    assert not is_freezable(html.Div("x", id="target-of-a-callback"))
    assert is_freezable(html.Div([html.P("x"), components.frozen(html.P("y")), None, "z", 3]))


@pytest.mark.parametrize("name", ["onclick", "onLoad", 'x" onload="y', "a b"])
def test_attributes_that_could_start_scripts_are_refused(name: str) -> None:
    with pytest.raises(TypeError, match="cannot be an attribute"):
        components.markup({"type": "P", "namespace": "dash_html_components", "props": {name: "x"}})
