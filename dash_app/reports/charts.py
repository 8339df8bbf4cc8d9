"""Which charts does a report show, with which sentences and tables? The same as the pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash_app import figures, formats, sentences
from dash_app.figures import Chart as Drawing
from dash_app.figures import short_name
from dash_app.queries import series
from dash_app.reports.cells import columns, figure_cell, limited, row, target_cell, twin, when
from dash_app.reports.draft import Draft, is_known
from dash_app.reports.model import Chart, ChartKind, Column, Row, Table
from dash_app.sentences import Words
from dash_app.sentences.words import period_of
from schemas.catalogue import BERLIN, Event, EventKind, Goal, Indicator, Text
from schemas.observation import Figure

MOST_PERIODS = 13
"""So many periods stand in the table below a trend, the latest; the chart has all."""


def bullet(draft: Draft, goal: Goal) -> Chart | None:
    """Return all indicators of a goal against their targets; None where none has a figure."""
    frame = [figure for figure in draft.of_lead(goal.indicators) if is_known(figure)]
    if not frame:
        return None
    shared: dict[str, Any] = {
        "indicators": draft.catalogue.indicators,
        "areas": draft.places,
        "language": draft.language,
    }
    theme = draft.choice.look
    words = sentences.bullet(frame, **shared)
    key = f"chart.bullet.{goal.id}"
    table = twin(
        draft, f"table.bullet.{goal.id}", _caption(draft, goal.title(draft.language)), frame, "indicator"
    )
    return _chart(draft, key, "bullet", words, figures.bullet(frame, **shared, theme=theme), frame, table)


def comparison(draft: Draft, indicator: Indicator) -> Chart | None:
    """Return the districts side by side; None for one district, and where fewer than two have a figure."""
    frame = draft.row(indicator)
    if sum(is_known(figure) for figure in frame if figure.district != BERLIN) < 2:
        return None
    shared = _shared(draft, indicator)
    words = sentences.comparison(frame, **shared)
    table = twin(draft, f"table.comparison.{indicator.id}", words.subtitle, frame, "area")
    drawing = figures.comparison(frame, **shared, theme=draft.choice.look)
    return _chart(draft, f"chart.comparison.{indicator.id}", "comparison", words, drawing, frame, table)


def trend(draft: Draft, indicator: Indicator) -> Chart | None:
    """Return Berlin and the only district over time, up to the end of the period; None without values."""
    shown = draft.figures[indicator.id, draft.lead]
    history = series(
        draft.snapshot,
        draft.viewer,
        indicator=indicator.id,
        level=shown.level,
        districts=dict.fromkeys([BERLIN, draft.lead]),
        end=shown.period_end,
    )
    frame = [figure for rows in history.values() for figure in rows]
    if not any(figure.value is not None for figure in frame):
        return None
    shared = _shared(draft, indicator) | {"district": draft.district}
    words = sentences.trend(frame, **shared)
    events = [event for event in draft.catalogue.events if indicator.id in event.indicators]
    events += _measures(draft, indicator)
    drawing = figures.trend(frame, **shared, events=events, theme=draft.choice.look)
    table = _course(draft, indicator, words, frame)
    return _chart(draft, f"chart.trend.{indicator.id}", "trend", words, drawing, frame, table)


def _measures(draft: Draft, indicator: Indicator) -> list[Event]:
    """Return the measures of Berlin and the only district as events."""
    own = [m for m in draft.remarks.measures if m.indicator == indicator.id and m.starts]
    return [
        Event(
            id=f"massnahme-{place}",
            since=measure.starts or draft.period.start,
            kind=EventKind.MEASURE,
            title=Text(de=measure.title, en=measure.title),
            indicators=(indicator.id,),
        )
        for place, measure in enumerate(own)
        if measure.district in ("", BERLIN, draft.district)
    ]


def _shared(draft: Draft, indicator: Indicator) -> dict[str, Any]:
    return {"indicator": indicator, "areas": draft.places, "language": draft.language}


def _caption(draft: Draft, title: str) -> str:
    period = formats.period(draft.period, draft.language, long=True)
    return f"{title} · {draft.places[draft.lead].name} · {period}"


def _chart(
    draft: Draft,
    key: str,
    kind: ChartKind,
    words: Words,
    drawing: Drawing,
    frame: Sequence[Figure],
    table: Table,
) -> Chart:
    draft.show(frame)
    notes = drawing["layout"].get("meta", {}).get("key", ())
    return Chart(
        key=key,
        kind=kind,
        title=words.title,
        subtitle=words.subtitle,
        sentence=draft.say(key, words.caption),
        figure=figures.in_print(drawing) if draft.choice.look == "print" else drawing,
        indicators=tuple(dict.fromkeys(figure.indicator for figure in frame)),
        figures=tuple(frame),
        table=table,
        notes=tuple(notes),
    )


def _course(draft: Draft, indicator: Indicator, words: Words, frame: Sequence[Figure]) -> Table:
    """Return one row per period with a column per area and the target, the latest periods only."""
    t, keys = draft.t, list(dict.fromkeys([BERLIN, draft.lead]))
    by_place = {(figure.period, figure.district): figure for figure in frame}
    periods = sorted({period_of(figure) for figure in frame})
    rows: list[Row] = []
    for period in periods[-MOST_PERIODS:]:
        found = [by_place.get((str(period), key)) for key in keys]
        known = [figure for figure in found if figure]
        target = target_cell(draft, known[0])
        cells = [figure_cell(draft, figure, with_unit=False) if figure else "–" for figure in found]
        rows.append(row(when(known[0], draft.language), *cells, target))
    heads: list[Column] = [
        *columns(("period", t("components.column.period"), False, 2)),
        *(Column(key=key, title=short_name(key, draft.places), is_number=True) for key in keys),
        *columns(("target", t("components.column.target"), True, 1)),
    ]
    words_of_periods = t("report.last_periods", shown=MOST_PERIODS, total=len(periods))
    notes = [words_of_periods] if len(periods) > MOST_PERIODS else []
    return Table(
        key=f"table.trend.{indicator.id}",
        caption=words.subtitle,
        columns=tuple(heads),
        rows=tuple(rows),
        notes=(*notes, *limited(draft, rows)),
    )
