"""Which chart blocks do pages share? Figures in, block with sentence, table twin and menu out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Literal

from dash.development.base_component import Component

from dash_app import components, figures, formats, sentences
from dash_app.components import chart_block
from dash_app.components.frozen import Element
from dash_app.figures.comparison import ordered
from dash_app.proofs import method_of, proof_of
from dash_app.reading import Reading
from dash_app.remarks.events import measure_events
from schemas.catalogue import BERLIN, Area, Event, Indicator
from schemas.observation import Figure

History = Mapping[str, Sequence[Figure]]
"""Figures of one indicator on one level by area key, oldest first."""


def rows_of(history: History, *keys: str | None) -> list[Figure]:
    """Return the rows of some areas one after the other, all where none is named."""
    wanted = [key for key in keys if key] or list(history)
    return [figure for key in wanted for figure in history.get(key, ())]


def events_of(read: Reading, indicator: Indicator) -> list[Event]:
    """Return the events that a trend of the indicator shows; measures are among them."""
    known = [event for event in read.catalogue.events if indicator.id in event.indicators]
    return known + measure_events(read, indicator.id)


def link_to(read: Reading, indicator: Indicator) -> Callable[[str], str]:
    """Return the address of the indicator by area."""
    path = f"/kennzahl/{indicator.id}"
    return lambda area: read.href(path, bezirk=None if area == BERLIN else area)


def _shared(read: Reading, indicator: Indicator) -> dict[str, Any]:
    return {"indicator": indicator, "areas": read.catalogue.areas_by_key, "language": read.language}


def twin(
    read: Reading, frame: Sequence[Figure], by: Literal["area", "period", "indicator"], caption: str
) -> Element:
    """Return the rows of a chart as a table."""
    return components.figure_table(
        frame,
        by=by,
        indicators=read.catalogue.indicators,
        areas=read.catalogue.areas_by_key,
        caption=caption,
        language=read.language,
        href=proof_of(read),
    )


def source_of(read: Reading, indicator: Indicator) -> str:
    """Return where the figures of an indicator come from, as downloads cite it."""
    known = read.catalogue.measures_by_id
    slugs = dict.fromkeys(known[id_].source for id_ in indicator.value.measures if id_ in known)
    titles = [read.catalogue.mapping(slug).title(read.language) for slug in slugs or ("figures",)]
    return ", ".join(titles)


def sources_of(read: Reading, indicators: Iterable[Indicator]) -> str:
    """Return where the figures of several indicators come from, each source once."""
    return ", ".join(dict.fromkeys(source_of(read, indicator) for indicator in indicators))


def _period(frame: Sequence[Figure], language: str) -> str:
    return formats.period(components.period_of(frame[-1]), language, long=True)


def comparison_block(
    read: Reading,
    frame: Sequence[Figure],
    indicator: Indicator,
    *,
    order: Literal["key", "value"] = "key",
    name: str = "vergleich",
    level: int = 3,
) -> Component:
    """Return the comparison of the areas of a frame (one period)."""
    shared = _shared(read, indicator)
    words = sentences.comparison(frame, **shared, district=read.district)
    chart = figures.comparison(frame, **shared, district=read.district, order=order, theme=read.theme)
    return chart_block(
        "comparison",
        name=name,
        words=words,
        language=read.language,
        chart=chart,
        table=twin(read, ordered(frame, order), "area", words.caption),
        indicator=indicator.id,
        source=source_of(read, indicator),
        period=_period(frame, read.language),
        level=level,
        method=method_of(read, "intervalle"),
    )


def map_block(
    read: Reading, frame: Sequence[Figure], indicator: Indicator, *, name: str = "karte", level: int = 3
) -> Component:
    """Return the tile map of a frame (one period)."""
    shared = _shared(read, indicator)
    words, proof = sentences.tile_map(frame, **shared), proof_of(read)
    places = {figure.district: proof(figure) for figure in frame}
    return chart_block(
        "map",
        name=name,
        words=words,
        language=read.language,
        content=components.tile_grid(frame, **shared, href=places.__getitem__, district=read.district),
        picture=figures.tile_map(frame, **shared, district=read.district, theme=read.theme),
        table=twin(read, frame, "area", words.caption),
        indicator=indicator.id,
        source=source_of(read, indicator),
        period=_period(frame, read.language),
        level=level,
        method=method_of(read, "status"),
    )


def trend_block(
    read: Reading, history: History, indicator: Indicator, *, name: str = "verlauf", level: int = 3
) -> Component:
    """Return the trend of Berlin and the reader's district with target, events and breaks."""
    shared = _shared(read, indicator)
    frame = rows_of(history, BERLIN, read.district)
    words = sentences.trend(frame, **shared, district=read.district)
    chart = figures.trend(
        frame, **shared, district=read.district, events=events_of(read, indicator), theme=read.theme
    )
    return chart_block(
        "trend",
        name=name,
        words=words,
        language=read.language,
        chart=chart,
        notes=components.event_key(chart["layout"].get("meta", {}).get("key", ()), read.language),
        table=components.pivot_table(frame, **shared, caption=words.caption, href=proof_of(read)),
        indicator=indicator.id,
        source=source_of(read, indicator),
        period=_span(frame, read.language),
        level=level,
        method=method_of(read, "zeit"),
    )


def multiples_block(
    read: Reading, history: History, indicator: Indicator, *, name: str = "bezirke", level: int = 3
) -> Component:
    """Return twelve small trends with shared axes, the reader's district first."""
    shared = _shared(read, indicator)
    frame = rows_of(history)
    words = sentences.small_multiples(frame, **shared)
    return chart_block(
        "trend",
        name=name,
        words=words,
        language=read.language,
        content=components.multiples(
            frame, **shared, href=link_to(read, indicator), district=read.district, theme=read.theme
        ),
        picture=figures.small_multiples(frame, **shared, district=read.district, theme=read.theme),
        table=components.pivot_table(frame, **shared, caption=words.caption, href=proof_of(read)),
        indicator=indicator.id,
        source=source_of(read, indicator),
        period=_span(frame, read.language),
        level=level,
        method=method_of(read, "zeit"),
    )


def gauge_block(
    read: Reading, figure: Figure, indicator: Indicator, *, name: str, with_caveats: bool = True
) -> Component:
    """Return one figure against its target, as a dial."""
    shared = _shared(read, indicator)
    words = sentences.gauge([figure], **shared, with_caveats=with_caveats)
    chart = figures.gauge([figure], indicator=indicator, language=read.language, theme=read.theme)
    return chart_block(
        "gauge",
        name=name,
        words=words,
        language=read.language,
        content=components.drawing(chart, f"{words.title}. {words.caption}"),
        picture=chart,
        table=twin(read, [figure], "area", words.caption),
        indicator=indicator.id,
        source=source_of(read, indicator),
        period=_period([figure], read.language),
        level=4,
        method=method_of(read, "status"),
    )


def bullet_block(read: Reading, frame: Sequence[Figure], *, name: str, level: int = 3) -> Component:
    """Return several indicators of one area against their targets."""
    areas: Mapping[str, Area] = read.catalogue.areas_by_key
    words = sentences.bullet(frame, indicators=read.catalogue.indicators, areas=areas, language=read.language)
    return chart_block(
        "bullet",
        name=name,
        words=words,
        language=read.language,
        chart=figures.bullet(
            frame,
            indicators=read.catalogue.indicators,
            areas=areas,
            language=read.language,
            theme=read.theme,
        ),
        table=twin(read, frame, "indicator", words.caption),
        source=sources_of(read, [read.catalogue.indicators[figure.indicator] for figure in frame]),
        period=_period(frame, read.language),
        level=level,
        method=method_of(read, "status"),
    )


def _span(frame: Sequence[Figure], language: str) -> str:
    """Return from when to when a trend reaches."""
    if not frame:
        return ""
    by_start = attrgetter("period_start")
    found = min(frame, key=by_start), max(frame, key=by_start)
    ends = (formats.period(components.period_of(figure), language) for figure in found)
    return " – ".join(dict.fromkeys(ends))
