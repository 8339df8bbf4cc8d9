"""How does an example look on the page of methods?"""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dash_app import formats
from dash_app.components import demo_badge, glyph
from dash_app.figures import full_name
from dash_app.reading import Reading
from dash_app.sentences.words import period_of
from dash_app.worked.base import Example
from schemas.catalogue import BERLIN


def worked_block(read: Reading, made: Mapping[str, Example | None], section: str) -> list[Component]:
    """Return the example of a section, or why there is none; nothing for sections without one."""
    if section not in made:
        return []
    found = made[section]
    title = html.Strong(read.t("worked.title"))
    if found is None:
        own = f"worked.none.{section}"
        words = read.t(own if own in read.t else "worked.none")
        return [html.Div(html.P([title, " ", words], className="zb-muted"), className="zb-example")]
    return [html.Div([_head(read, found, title), _steps(found)], className="zb-example")]


def _head(read: Reading, found: Example, title: Component) -> Component:
    """Return what the example is about, with the way to the page that shows it."""
    figure, language = found.figure, read.language
    indicator = read.catalogue.indicators.get(figure.indicator)
    area = full_name(figure.district, read.catalogue.areas_by_key)
    where = read.t("worked.where", area=area, period=formats.period(period_of(figure), language))
    name = indicator.title(language) if indicator else figure.indicator
    district = None if figure.district == BERLIN else figure.district
    anchor = f"#{found.anchor}" if found.anchor else ""
    address = read.href(found.path or f"/kennzahl/{figure.indicator}", bezirk=district) + anchor
    parts: list[Component | str] = [title, " ", name, where, " "]
    if found.sign:
        parts.append(glyph(found.sign, language))
    if "demo" in figure.flags:
        parts += [" ", demo_badge(language)]
    if found.is_shown:
        parts += [" ", html.A(read.t("worked.seen"), href=address)]
    return html.P(parts)


def _steps(found: Example) -> Component:
    return html.Ol([html.Li(step) for step in found.steps], className="zb-list")
