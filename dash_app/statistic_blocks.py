"""Which blocks say what a figure can bear: noise over time, noise between districts, who explains the gap?

A chart that cannot be made is replaced by the reason in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app import components, figures, formats, sentences
from dash_app.blocks import events_of, source_of, twin
from dash_app.components import chart_block
from dash_app.evidence import gap_of, spread_of
from dash_app.proofs import method_of, proof_of
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
    rows = course_rows(read, indicator, area, period)
    shared = _shared(read, indicator)
    chart = None
    if rows and figures.controlled(rows, indicator).can_be_drawn:
        chart = figures.spc(rows, **shared, events=events_of(read, indicator), theme=read.theme)
    words = sentences.spc(rows, **shared, area=area, with_restarts=chart is None)
    table = components.control_table(
        rows, indicator=indicator, caption=words.caption, language=read.language, href=proof_of(read)
    )
    return chart_block(
        "spc",
        name=name,
        words=words,
        language=read.language,
        chart=chart,
        content=None if chart else _no_chart(read),
        notes=components.event_key(chart["layout"]["meta"]["key"], read.language) if chart else None,
        table=table,
        indicator=indicator.id,
        source=source_of(read, indicator),
        period=formats.period(period, read.language),
        level=level,
        method=method_of(read, "regelkarte"),
    )


def course_rows(read: Reading, indicator: Indicator, area: str, period: Period) -> list[Figure]:
    """Return the figures of an area on the level of statistics, up to the end of a period."""
    level = course_level(read.snapshot, read.viewer, indicator.id)
    if level is None:
        return []
    found = series(
        read.snapshot, read.viewer, indicator=indicator.id, level=level, districts=[area], end=period.end
    )
    return found[area]


def funnel_block(
    read: Reading, frame: Sequence[Figure], indicator: Indicator, *, name: str = "trichter", level: int = 2
) -> Component | None:
    """Return the districts against what chance explains; None where nothing is counted by definition."""
    if indicator.value.kind != "ratio":
        return None
    shared = _shared(read, indicator)
    words, spread = sentences.funnel(frame, **shared), spread_of(frame, indicator)
    can_be_drawn = not isinstance(spread, str)
    chart = (
        figures.funnel(frame, **shared, district=read.district, theme=read.theme) if can_be_drawn else None
    )
    return _block("funnel", "trichter", read, frame, indicator, words, chart, name, level)


def contribution_block(
    read: Reading, frame: Sequence[Figure], indicator: Indicator, *, name: str = "beitrag", level: int = 2
) -> Component | None:
    """Return which districts explain the distance of Berlin; None for indicators without share or target."""
    if indicator.value.kind != "ratio" or not indicator.targets:
        return None
    shared = _shared(read, indicator)
    words, chart = sentences.contribution(frame, **shared), None
    if gap_of(frame, indicator) is not None:
        chart = figures.contribution(frame, **shared, district=read.district, theme=read.theme)
    return _block("comparison", "beitrag", read, frame, indicator, words, chart, name, level)


def _no_chart(read: Reading) -> Component:
    """Return what stands in place of a chart; the reason is the sentence below."""
    return html.P(read.t("statistics.no_chart"), className="zb-empty")


def _shared(read: Reading, indicator: Indicator) -> dict[str, Any]:
    return {"indicator": indicator, "areas": read.catalogue.areas_by_key, "language": read.language}


def _block(
    kind: str,
    method: str,
    read: Reading,
    frame: Sequence[Figure],
    indicator: Indicator,
    words: sentences.Words,
    chart: figures.Chart | None,
    name: str,
    level: int,
) -> Component:
    """Return the block of a chart over one period, or of the reason why there is none."""
    return chart_block(
        kind,
        name=name,
        words=words,
        language=read.language,
        chart=chart,
        content=None if chart else _no_chart(read),
        table=twin(read, frame, "area", words.caption),
        indicator=indicator.id,
        source=source_of(read, indicator),
        period=formats.period(components.period_of(frame[0]), read.language),
        level=level,
        method=method_of(read, method),
    )
