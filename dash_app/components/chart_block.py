"""What stands around a chart? Message, menu, picture, sentence, and the same figures as a table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app.components.frozen import data as data_element
from dash_app.components.frozen import frozen, is_freezable
from dash_app.components.overheard import Drawn, tell
from dash_app.figures import Chart
from dash_app.markup import attributes
from dash_app.sentences import Words
from dash_app.texts import Texts

EXPORTS = ("png", "svg", "pdf", "csv", "copy", "link")
OF_VALUES = ("xlsx", "values-csv", "parquet")
"""Entries that save all values of the indicator shown, not only those in the chart."""
SAID = ("copy", "link")
"""Entries after which the page says that something was copied."""
KINDS = (
    "gauge",
    "bullet",
    "comparison",
    "trend",
    "matrix",
    "map",
    "spc",
    "funnel",
    "spine",
    "projection",
)
"""Values of `data-chart` that tests, screen readers and scripts rely on."""


def chart_block(
    kind: str,
    *,
    name: str,
    words: Words,
    language: str,
    table: Component | None = None,
    chart: Chart | None = None,
    content: Any = None,
    picture: Chart | None = None,
    indicator: str | None = None,
    exports: Sequence[str] = EXPORTS,
    period: str | None = None,
    source: str | None = None,
    notes: Any = None,
    level: int = 3,
    controls: Any = None,
    method: str | None = None,
) -> Component:
    """Return the block of a chart: a `figure` whose title is its message.

    `kind` is one of `KINDS`; `name` is the id, one on the page, to which copied addresses lead. Either
    `chart` (a Plotly figure) or `content` (components) is shown; `picture` is the Plotly figure that exports
    of `content` draw. `table` holds the same figures and is opened by a button; None where the content is a
    table. `period` and `source` go into exports, `notes` stand between picture and sentence, `controls`
    beside the menu; `level` is that of the heading, `method` the address that explains how it is made.
    """
    tell(Drawn(kind, name, words, chart or picture, content, table, indicator, period, source))
    t = Texts(language)
    is_drawable = chart is not None or picture is not None
    entries = [key for key in exports if is_drawable or key != "svg"]
    entries += OF_VALUES if indicator and entries else ()
    head = _head(name, words, level, entries, controls, t)
    parts = [head, _plot(chart, content, words, language), notes]
    shown = [_still(part) for part in parts if part is not None]
    said = [html.Figcaption(words.caption), *_method(method, t), *_twin(name, table, t)]
    shown += [frozen(part) for part in said]
    about = {"indicator": indicator, "period": period, "source": source}
    return html.Figure(shown, id=name, className="zb-chart", **_data(name, kind, picture, about))


def _data(name: str, kind: str, picture: Chart | None, about: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the name of the block for screen readers, and what downloads say of it."""
    drawn = json.dumps(_untemplated(picture), separators=(",", ":")) if picture else None
    told = {f"data_{key}": value for key, value in about.items()}
    return attributes(aria_labelledby=_title_id(name), data_chart=kind, data_figure=drawn, **told)


def _title_id(name: str) -> str:
    """Return the id of the heading, by which screen readers tell blocks and their buttons apart."""
    return f"{name}-title"


def _still(part: Any) -> Any:
    """Return a part as markup where no callback speaks to it."""
    return frozen(part) if is_freezable(part) and not isinstance(part, (str, list, tuple)) else part


def _method(address: str | None, t: Texts) -> list[Component]:
    """Return the way to the explanation of the method; nothing without one."""
    if address is None:
        return []
    return [html.P(html.A(t("components.method"), href=address), className="zb-chart__method")]


def _twin(name: str, table: Any, t: Texts) -> list[Component]:
    """Return the table with its button; nothing without table."""
    if table is None:
        return []
    twin = f"{name}-twin"
    return [_toggle(name, twin, t), html.Div(table, id=twin, className="zb-twin", hidden=True)]


def _head(name: str, words: Words, level: int, entries: Sequence[str], controls: Any, t: Texts) -> Any:
    """Return message, subtitle, small switches and menu."""
    tools = html.Div([controls, _menu(words, entries, t)], className="zb-chart__tools")
    head = html.Div([_titles(name, words, level), tools], className="zb-chart__head")
    return frozen(head) if is_freezable(controls) else head


def _titles(name: str, words: Words, level: int) -> Component:
    """Return message and subtitle."""
    heading = {2: html.H2, 4: html.H4}.get(level, html.H3)
    parts = [heading(_held(words.title), className="zb-chart__title", id=_title_id(name))]
    if words.subtitle:
        parts.append(html.P(_held(words.subtitle), className="zb-chart__subtitle"))
    return html.Div(parts, className="zb-chart__titles")


def _held(text: str) -> str:
    """Return a line that does not part what is read together: "3. Quartal", "in %"."""
    for parted in (". Quartal", ". Halbjahr", "in %"):
        text = text.replace(parted, parted.replace(" ", "\N{NO-BREAK SPACE}"))
    return text


def _plot(chart: Chart | None, content: Any, words: Words, language: str) -> Component:
    """Return the figure and its place of fixed height; `assets/35-charts.js` draws it there."""
    if chart is None:
        return html.Div(content, className="zb-chart__plot zb-chart__plot--content")
    height = f"{chart['layout']['height']}px"
    place = html.Div(className="zb-plot", style={"height": height}, **attributes(data_locale=language))
    drawing = [data_element(_untemplated(chart)), place]
    words_for_it = attributes(aria_label=f"{words.title}. {words.caption}")
    return html.Div(drawing, className="zb-chart__plot", role="img", style={"height": height}, **words_for_it)


def _untemplated(chart: Chart) -> Chart:
    """Return a figure without its template, which is the same in all of them: the page brings it once."""
    return {**chart, "layout": {name: part for name, part in chart["layout"].items() if name != "template"}}


def _menu(words: Words, entries: Sequence[str], t: Texts) -> Component | None:
    """Return the menu of downloads and address; closed again by the script of all menus."""
    if not entries:
        return None
    buttons = [
        html.Button(
            t(f"components.export.{entry}"),
            type="button",
            className="zb-menu__item",
            **attributes(
                data_export=entry, data_done=t(f"components.export.{entry}.done") if entry in SAID else None
            ),
        )
        for entry in entries
    ]
    return html.Details(
        [
            html.Summary(
                [
                    html.Span("⋯", **attributes(aria_hidden=True)),
                    html.Span(f"{t('components.menu')}: {words.title}", className="zb-sr"),
                ],
                className="zb-chart__more",
                title=t("components.menu"),
            ),
            html.Div(buttons, className="zb-menu__panel"),
        ],
        className="zb-menu zb-menu--end zb-chart__menu",
        **attributes(data_menu=""),
    )


def _toggle(name: str, twin: str, t: Texts) -> Component:
    """Return the button that opens the table; it is called by its words and the title of the block."""
    return html.Button(
        t("components.twin.open"),
        id=f"{name}-toggle",
        type="button",
        className="zb-twin-toggle",
        **attributes(
            aria_expanded=False,
            aria_controls=twin,
            aria_labelledby=f"{name}-toggle {_title_id(name)}",
            data_closed=t("components.twin.open"),
            data_open=t("components.twin.close"),
        ),
    )
