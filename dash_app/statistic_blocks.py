"""Which blocks say what a figure can bear: noise over time, noise between districts, who explains the gap?

A chart that cannot be made is replaced by the reason in its place.
"""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app import components, figures, formats, sentences
from dash_app.blocks import events_of
from dash_app.components import chart_block
from dash_app.queries import course_level, series
from dash_app.reading import Reading
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure
from schemas.period import Period


def spc_block(
    read: Reading, indicator: Indicator, period: Period, *, name: str = "schwankung", level: int = 2
) -> Component:
    """Return the control chart of the reader's district, else of Berlin, up to the end of a period."""
    area = read.district or BERLIN
    rows = _course(read, indicator, area, period)
    shared: dict[str, Any] = {
        "indicator": indicator,
        "areas": read.catalogue.areas_by_key,
        "language": read.language,
    }
    words = sentences.spc(rows, **shared, area=area)
    chart = None
    if rows and figures.controlled(rows, indicator).can_be_drawn:
        chart = figures.spc(rows, **shared, events=events_of(read, indicator), theme=read.theme)
    table = components.control_table(rows, indicator=indicator, caption=words.caption, language=read.language)
    return chart_block(
        "spc",
        name=name,
        words=words,
        language=read.language,
        chart=chart,
        content=None if chart else html.P(words.title, className="zb-empty"),
        notes=components.event_key(chart["layout"]["meta"]["key"], read.language) if chart else None,
        table=table,
        indicator=indicator.id,
        period=formats.period(period, read.language),
        level=level,
    )


def _course(read: Reading, indicator: Indicator, area: str, period: Period) -> list[Figure]:
    """Return the figures of an area on the level of statistics, up to the end of a period."""
    level = course_level(read.snapshot, read.viewer, indicator.id)
    if level is None:
        return []
    found = series(
        read.snapshot, read.viewer, indicator=indicator.id, level=level, districts=[area], end=period.end
    )
    return found[area]
