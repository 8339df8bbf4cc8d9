"""Where has an indicator come to, in words?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash_app import formats
from dash_app.figures.base import of_area
from dash_app.figures.labels import full_name
from dash_app.figures.trend import drawn
from dash_app.sentences.charts import headline, verdict
from dash_app.sentences.words import (
    Words,
    at,
    caveats,
    difference,
    gap,
    hidden_gaps,
    newest,
    period_of,
    subtitle,
    together,
    value,
    when,
)
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Area, Indicator
from schemas.observation import Figure, Status


def trend(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None = None,
    language: str = "de",
) -> Words:
    """Say the last value against target and year before, of the district and of Berlin."""
    t = Texts(language)
    shown = [area for area in (district, BERLIN) if area and of_area(frame, area)]
    if not shown:
        return Words(t("sentences.no_values"), subtitle(indicator, language), t("sentences.no_values") + ".")
    rows = drawn(frame, district, indicator)
    focus = rows[shown[0]]
    last, first = _last(focus), min((found[0] for found in rows.values()), key=lambda f: f.period_start)
    span = " – ".join(dict.fromkeys(formats.period(period_of(f), language) for f in (first, focus[-1])))
    recent = [_last(of_area(frame, area)) for area in shown]
    gaps = sum(f.status is Status.NO_DATA and f.state != "text" for f in focus)
    caption = together(
        *(_course(of_area(frame, area), indicator, areas, language) for area in shown),
        newest(focus, focus.index(last), language),
        hidden_gaps(focus, full_name(shown[0], areas), language),
        t.plural("sentences.gaps", gaps, area=full_name(shown[0], areas)) if gaps else "",
        t("sentences.breaks") if any("break" in f.flags for f in focus) else "",
        caveats(recent, language),
    )
    title = headline(last, indicator, areas, language)
    if last is not focus[-1]:  # the period of the page has no value: what is told is older
        title = f"{title} ({formats.period(period_of(last), language)})"
    return Words(title, subtitle(indicator, language, span), caption)


def _last(rows: Sequence[Figure]) -> Figure:
    """Return the last row with a value, the last one where there is none."""
    return next((row for row in reversed(rows) if row.value is not None), rows[-1])


def _course(rows: Sequence[Figure], indicator: Indicator, areas: Mapping[str, Area], language: str) -> str:
    """Return the last value of an area, its judgement, and the change from a year before."""
    t, last = Texts(language), _last(rows)
    period = period_of(last)
    first = at(last, indicator, areas, language)
    judged = together(verdict(last, indicator, language), gap(last, indicator, language))
    earlier = {row.period: row for row in rows}.get(str(period.year_before()))
    if earlier is None or last.value is None or earlier.value is None:
        return together(first, judged)
    since = [row for row in rows if earlier.period_start < row.period_start <= last.period_start]
    then = when(period.year_before(), language)
    if any("break" in row.flags for row in since):
        return together(first, judged, t("sentences.not_comparable", when=then))
    change = difference(last, earlier, indicator, language)
    old = value(earlier, indicator, language)
    same = t("sentences.year_before_same", when=then)
    compared = t("sentences.year_before", change=change, when=then, value=old) if change else same
    return together(first, judged, compared)
