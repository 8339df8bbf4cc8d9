"""Do dial and bullets show value, target and status as they are?"""

from __future__ import annotations

import math
from typing import Any

import pytest

from dash_app import figures
from dash_app.figures import Chart
from schemas.catalogue import Indicator
from tests.dash_app import samples


def named(chart: Chart, part: str, name: str) -> list[dict[str, Any]]:
    """Return the shapes or annotations of a name."""
    return [item for item in chart["layout"][part] if str(item.get("name", "")).startswith(name)]


def ray_angle(shape: dict[str, Any]) -> float:
    """Return the angle of a line across the ring."""
    return math.atan2(shape["y1"], shape["x1"])


def test_the_dial_shows_value_status_and_floor_as_text() -> None:
    chart = figures.gauge([samples.figure(72.34)], indicator=samples.SHARE)
    texts = {note["name"]: note["text"] for note in chart["layout"]["annotations"]}
    assert texts["value"] == "72,3\N{NO-BREAK SPACE}%"
    assert texts["status"] == "knapp verfehlt"
    assert texts["floor"] == "Mindestwert 70\N{NO-BREAK SPACE}%"
    assert texts["target"] == "Ziel<br>80\N{NO-BREAK SPACE}%"
    assert chart["data"][0]["customdata"] == [72.34]


def test_the_mark_of_the_target_stands_at_its_share_of_the_half_circle() -> None:
    chart = figures.gauge([samples.figure(72.3)], indicator=samples.SHARE)
    (target,) = [shape for shape in named(chart, "shapes", "target") if shape["name"] == "target"]
    assert ray_angle(target) == pytest.approx(math.pi * (1 - 80 / 100))


def test_a_band_has_a_mark_at_both_ends() -> None:
    chart = figures.gauge([samples.figure(93.0, of=samples.BAND)], indicator=samples.BAND)
    marks = [shape for shape in chart["layout"]["shapes"] if shape["name"] == "target"]
    assert [ray_angle(mark) for mark in marks] == pytest.approx([math.pi * 0.15, math.pi * 0.10])


@pytest.mark.parametrize(
    ("value", "indicator", "kept"),
    [(72.3, samples.SHARE, True), (None, samples.SHARE, False), (5.0, samples.COUNT, True)],
)
def test_only_a_known_value_has_a_band_on_the_dial(
    value: float | None, indicator: Indicator, kept: bool
) -> None:
    chart = figures.gauge([samples.figure(value, of=indicator)], indicator=indicator)
    assert bool(named(chart, "shapes", "actual")) is kept


def test_without_target_the_dial_judges_nothing() -> None:
    chart = figures.gauge([samples.figure(5.0, of=samples.COUNT)], indicator=samples.COUNT)
    assert [shape["name"] for shape in named(chart, "shapes", "zone")] == ["zone"]
    assert not named(chart, "annotations", "target")
    assert named(chart, "annotations", "status")[0]["text"] == "kein Ziel"


def test_a_suppressed_value_is_an_x_and_has_no_band() -> None:
    chart = figures.gauge([samples.figure(88.0, suppressed=True)], indicator=samples.SHARE)
    assert named(chart, "annotations", "value")[0]["text"] == "x"
    assert chart["data"][0]["customdata"] == [None]
    assert not named(chart, "shapes", "actual")


def test_an_example_target_says_so_on_the_dial() -> None:
    chart = figures.gauge([samples.figure(9.0, of=samples.NO_SHOW)], indicator=samples.NO_SHOW)
    assert named(chart, "annotations", "target")[0]["text"].endswith("Beispiel")


def test_bullets_hold_the_values_and_lie_at_their_share_of_each_scale() -> None:
    frame = [
        samples.figure(72.3),
        samples.figure(16.2, of=samples.DAYS),
        samples.figure(None, of=samples.NO_SHOW),
    ]
    chart = figures.bullet(frame, indicators=samples.INDICATORS, areas=samples.AREAS)
    (bars,) = chart["data"]
    assert bars["customdata"] == [72.3, 16.2, None]
    assert bars["x"] == [pytest.approx(0.723), pytest.approx(16.2 / 20), None]
    targets = [shape["x0"] for shape in named(chart, "shapes", "target") if shape["name"] == "target"]
    assert targets == pytest.approx([0.8, 14 / 20, 10 / 15])


def test_bullets_of_one_indicator_are_labelled_with_the_areas() -> None:
    frame = [samples.figure(72.3), samples.figure(64.2, area="04")]
    chart = figures.bullet(frame, indicators=samples.INDICATORS, areas=samples.AREAS)
    assert [note["text"] for note in named(chart, "annotations", "label")] == ["Berlin", "Charlbg.-Wilm."]


def test_words_below_a_bullet_stay_inside_and_leave_the_ends_of_the_scale_alone() -> None:
    for value in (1.0, 50.0, 99.0):
        target = samples.SHARE.targets[0].model_copy(update={"value": value, "floor": None})
        of = samples.SHARE.model_copy(update={"targets": (target,)})
        chart = figures.bullet([samples.figure(40.0, of=of)], indicators={of.id: of}, areas=samples.AREAS)
        (words,) = named(chart, "annotations", "target")
        corners = {note["x"] for note in named(chart, "annotations", "end")}
        assert 0 <= words["x"] <= 1
        assert {"left": 0.0, "right": 1.0}.get(words["xanchor"]) not in corners
