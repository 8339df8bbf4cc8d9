"""Are all charts valid and honest for every value, theme and language?"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import plotly.graph_objects as go
import pytest

from dash_app import figures
from dash_app.figures import Chart
from schemas.observation import Figure
from tests.dash_app import samples

SHARE: dict[str, Any] = {"indicator": samples.SHARE, "areas": samples.AREAS}
MADE: dict[str, Callable[..., Chart]] = {
    "gauge": lambda **look: figures.gauge([samples.figure(72.3)], indicator=samples.SHARE, **look),
    "bullet": lambda **look: figures.bullet(
        [samples.figure(72.3), samples.figure(16.0, of=samples.DAYS)],
        indicators=samples.INDICATORS,
        areas=samples.AREAS,
        **look,
    ),
    "comparison": lambda **look: figures.comparison(samples.quarter(), **SHARE, district="04", **look),
    "dots": lambda **look: figures.comparison(samples.quarter(), **SHARE, form="dots", order="value", **look),
    "trend": lambda **look: figures.trend(
        samples.months(), **SHARE, district="04", events=samples.EVENTS, **look
    ),
    "multiples": lambda **look: figures.small_multiples(
        samples.months(areas=list(samples.AREAS)), **SHARE, district="04", **look
    ),
    "spc": lambda **look: figures.spc(
        [row for row in samples.months() if row.district == "04"], **SHARE, events=samples.EVENTS, **look
    ),
    "funnel": lambda **look: figures.funnel(samples.quarter(), **SHARE, district="04", **look),
    "contribution": lambda **look: figures.contribution(samples.quarter(), **SHARE, district="04", **look),
    "map": lambda **look: figures.tile_map(samples.quarter(), **SHARE, district="04", **look),
}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_chart_is_a_valid_plotly_figure_that_can_be_sent(name: str, theme: str, language: str) -> None:
    chart = MADE[name](theme=theme, language=language)
    go.Figure(chart)
    assert "NaN" not in json.dumps(chart)
    assert chart["layout"]["height"] > 0
    assert chart["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"


@pytest.mark.parametrize("name", MADE)
def test_no_chart_can_be_dragged_or_zoomed_by_accident_on_a_phone(name: str) -> None:
    layout = MADE[name]()["layout"]
    axes = [axis for key, axis in layout.items() if key.startswith(("xaxis", "yaxis"))]
    assert layout["dragmode"] is False
    assert axes
    assert all(axis["fixedrange"] for axis in axes)


@pytest.mark.parametrize("name", MADE)
def test_numbers_follow_the_language(name: str) -> None:
    assert MADE[name](language="de")["layout"]["separators"] == ",."
    assert MADE[name](language="en")["layout"]["separators"] == ".,"


ODD: dict[str, Sequence[Figure]] = {
    "no data": [samples.figure(None)],
    "suppressed": [samples.figure(88.0, suppressed=True)],
    "word": [samples.figure(None, state="text", text="8-12 Wochen <sofort>")],
    "no target": [samples.figure(12_345_678.0, of=samples.COUNT)],
    "zero": [samples.figure(0.0)],
    "negative": [samples.figure(-3.0, of=samples.COUNT)],
    "above 100": [samples.figure(131.4, of=samples.CONTROLS, period="2024")],
    "band": [samples.figure(93.0, of=samples.BAND)],
    "beyond the scale": [samples.figure(60.0, of=samples.NO_SHOW)],
}


@pytest.mark.parametrize("name", ODD)
def test_odd_values_make_valid_charts(name: str) -> None:
    frame = ODD[name]
    indicator = samples.INDICATORS[frame[0].indicator]
    shared: dict[str, Any] = {"indicator": indicator, "areas": samples.AREAS}
    go.Figure(figures.gauge(frame, indicator=indicator))
    go.Figure(figures.bullet(frame, indicators=samples.INDICATORS, areas=samples.AREAS))
    go.Figure(figures.comparison(frame, **shared))
    go.Figure(figures.comparison(frame, **shared, form="dots"))
    go.Figure(figures.trend(frame, **shared))
    go.Figure(figures.tile_map(frame, **shared))


def test_charts_without_rows_say_that_there_is_nothing() -> None:
    for chart in (figures.trend([], **SHARE), figures.small_multiples([], **SHARE)):
        go.Figure(chart)
        assert chart["layout"]["annotations"][0]["text"] == "Keine Angaben in diesem Zeitraum"
    go.Figure(figures.comparison([], **SHARE))
    go.Figure(figures.bullet([], indicators=samples.INDICATORS, areas=samples.AREAS))
    go.Figure(figures.tile_map([], **SHARE))


def test_words_from_deliveries_cannot_become_markup_in_a_chart() -> None:
    chart = figures.comparison([samples.figure(None, area="04", state="text", text="<b>x</b>")], **SHARE)
    texts = [note["text"] for note in chart["layout"]["annotations"]]
    assert "&lt;b&gt;x&lt;/b&gt;" in texts
