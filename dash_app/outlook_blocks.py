"""Which block says where a figure is heading, or why that cannot be said?"""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app import components, figures, formats, sentences
from dash_app.blocks import events_of, source_of
from dash_app.components import Element, chart_block
from dash_app.outlook import Outlook, Projection, chance_of, outlook_of
from dash_app.proofs import method_of, proof_of
from dash_app.queries import projections, series
from dash_app.reading import Reading
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure
from schemas.period import Period


def projection_block(
    read: Reading, indicator: Indicator, period: Period, *, name: str = "prognose", level: int = 2
) -> Component | None:
    """Return the projection of the reader's district, else of Berlin; None for indicators without target.

    `period` is the one that the page shows; the projection rests on all values of the publication.
    """
    if not indicator.targets:
        return None
    area = read.district or BERLIN
    listed = projections(read.snapshot, read.viewer, indicators=[indicator.id], districts=[area])
    found = listed.get((indicator.id, area))
    rows = rows_behind(read, indicator, found) if found else []
    outlook = outlook_of(found, rows, indicator) if found else None
    shared: dict[str, Any] = {"indicator": indicator, "language": read.language}
    shared["areas"] = read.catalogue.areas_by_key
    chart = None
    if outlook is not None:
        words = sentences.projection(outlook, **shared, shown=period)
        events = events_of(read, indicator)
        chart = figures.projection(outlook, rows, **shared, events=events, theme=read.theme)
    else:
        words = sentences.no_projection(_reason(read, found), **shared, area=area, found=found)
    return chart_block(
        "projection",
        name=name,
        words=words,
        language=read.language,
        chart=chart,
        content=None if chart else html.P(read.t("statistics.no_chart"), className="zb-empty"),
        notes=_notes(chart, found, read) if chart and found else None,
        table=_table(read, indicator, rows, outlook, words.caption),
        indicator=indicator.id,
        source=source_of(read, indicator),
        period=_span(found, read.language) if outlook and found else None,
        level=level,
        method=method_of(read, "prognose"),
    )


def _notes(chart: dict[str, Any], found: Projection, read: Reading) -> Component:
    """Return what the lines of events mean, and how the model did when it was tested, to be opened."""
    record = sentences.projection_record(found, read.language)
    head = html.Summary(read.t("projection.record"), className="zb-summary")
    tested = html.Details([head, html.P(record)]) if record else None
    return html.Div([components.event_key(chart["layout"]["meta"]["key"], read.language), tested])


def rows_behind(read: Reading, indicator: Indicator, found: Projection) -> list[Figure]:
    """Return the figures of the area from the first that the projection rests on."""
    listed = series(
        read.snapshot,
        read.viewer,
        indicator=indicator.id,
        level=found.level,
        districts=[found.district],
        start=found.first.start if found.first else None,
    )
    return listed[found.district]


def _reason(read: Reading, found: Projection | None) -> str:
    """Return why there is no projection."""
    if found is not None:
        return found.reason or "no_target"
    return "no_values" if read.snapshot.holds("projection") else "older"


def _table(
    read: Reading, indicator: Indicator, rows: list[Figure], outlook: Outlook | None, caption: str
) -> Element | None:
    if not rows:
        return None
    language = read.language
    return components.projection_table(
        rows, outlook, indicator=indicator, caption=caption, language=language, href=proof_of(read)
    )


def _span(found: Projection, language: str) -> str:
    ends = (found.first or found.until, found.until)
    return " – ".join(formats.period(period, language) for period in ends)


def outlook_line(read: Reading, figure: Figure, indicator: Indicator) -> str | None:
    """Return the outlook of a figure in half a line; None where none is made, or the page shows the past."""
    place = indicator.id, figure.district
    known = projections(read.snapshot, read.viewer, indicators=place[:1], districts=place[1:])
    found = known.get(place)
    chance = chance_of(found, indicator) if found else None
    if found is None or chance is None or read.period != read.latest:
        return None
    return sentences.outlook_line(found, chance, read.language)
