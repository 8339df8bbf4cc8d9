"""How is before and after a measure told: a sentence, and a small table?"""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app import components, formats
from dash_app.proofs import method_of
from dash_app.reading import Reading
from dash_app.register.models import Measure
from dash_app.remarks.effect import Effect, Side, effect
from dash_app.remarks.effect_words import amount, effect_words
from dash_app.statistic_blocks import course_rows
from schemas.catalogue import Indicator
from schemas.period import Level, Period


def effect_block(read: Reading, measure: Measure) -> Component:
    """Return what the figures up to the period of the page say about a measure."""
    indicator = read.catalogue.indicators[measure.indicator]
    rows = course_rows(read, indicator, measure.district, read.period)
    found = effect(rows, indicator, measure.starts)
    if found is None:
        return html.P(read.t("remarks.effect.no_values"), className="zb-muted")
    said = html.P(effect_words(found, indicator, read.t))
    parts: list[Any] = [said]
    if found.before.values or found.after.values:
        summary = html.Summary(read.t("remarks.effect.table"), className="zb-summary")
        parts.append(html.Details([summary, _table(read, found, measure, indicator, rows[0].level)]))
    return html.Div(parts)


def _table(read: Reading, found: Effect, measure: Measure, indicator: Indicator, level: Level) -> Component:
    t, columns = read.t, ("side", "span", "number", "mean")
    rows: list[list[components.Cell | str]] = [
        [
            t(f"remarks.effect.side_{name}"),
            _span(read, side, level),
            components.Cell(str(len(side.values)), is_number=True),
            components.Cell(amount(side.mean, indicator, read.language), is_number=True),
        ]
        for name, side in (("before", found.before), ("after", found.after))
    ]
    day = formats.day(measure.starts, read.language)
    caption = t("remarks.effect.caption", title=measure.title, day=day)
    heads: list[components.Column | str] = [t(f"remarks.effect.column.{name}") for name in columns]
    table = components.data_table(heads, rows, caption=caption)
    how = html.A(t("components.method"), href=method_of(read, "regelkarte"))
    return html.Div([table, html.P(how, className="zb-chart__method")])


def _span(read: Reading, side: Side, level: Level) -> str:
    if not side.moments:
        return "–"
    ends = (side.moments[0], side.moments[-1])
    return " – ".join(
        dict.fromkeys(formats.period(Period(end.start, end.end, level), read.language) for end in ends)
    )
