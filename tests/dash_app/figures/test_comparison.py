"""Does the comparison of the districts show what the frame says, in the order that was agreed?"""

from __future__ import annotations

from typing import Any

import pytest

from dash_app import figures
from dash_app.figures import Chart
from dash_app.figures.base import Palette
from schemas.observation import Figure, Status
from tests.dash_app import samples

SHARE: dict[str, Any] = {"indicator": samples.SHARE, "areas": samples.AREAS}


def names(chart: Chart) -> list[str]:
    """Return the names of the rows from top to bottom."""
    return [text.replace("<b>", "").replace("</b>", "") for text in chart["layout"]["yaxis"]["ticktext"]]


def values(chart: Chart) -> dict[str, str]:
    """Return the text at the right of each row by area."""
    notes = chart["layout"]["annotations"]
    return {n["name"].split()[1]: n["text"] for n in notes if n.get("name", "").startswith("value ")}


def test_rows_are_berlin_and_the_districts_by_key() -> None:
    chart = figures.comparison(samples.quarter()[::-1], **SHARE)
    assert names(chart) == [area.short for area in samples.AREAS.values()]
    assert chart["data"][0]["customdata"] == samples.DISTRICTS
    assert chart["data"][0]["x"][:5] == [91.3, 78.9, 82.0, 64.2, 88.4]
    assert chart["data"][1]["customdata"] == ["00"], "Berlin is a mark of its own"


def test_sorted_rows_keep_berlin_first_and_those_without_number_last() -> None:
    chart = figures.comparison(samples.quarter(), **SHARE, order="value")
    assert names(chart)[:3] == ["Berlin", "Trept.-Köpen.", "Mitte"]
    assert names(chart)[-3:] == ["Stegl.-Zehl.", "Neukölln", "Reinickendorf"]


def test_missing_suppressed_and_words_stand_as_text_and_never_as_zero() -> None:
    chart = figures.comparison(samples.quarter(), **SHARE)
    found = values(chart)
    assert (found["06"], found["12"], found["08"]) == ("k. A.", "x", "8-12 Wochen")
    drawn = dict(zip(chart["data"][0]["customdata"], chart["data"][0]["x"], strict=True))
    assert drawn["06"] is drawn["12"] is drawn["08"] is None


def test_a_value_is_judged_as_it_is_shown() -> None:
    chart = figures.comparison(samples.quarter(), **SHARE)
    assert values(chart)["07"] == "70,0\N{NO-BREAK SPACE}%"
    row = next(f for f in samples.quarter() if f.district == "07")
    assert row.status is Status.NEAR


def test_the_own_district_is_bold_and_coloured() -> None:
    chart = figures.comparison(samples.quarter(), **SHARE, district="04")
    assert "<b>Charlbg.-Wilm.</b>" in chart["layout"]["yaxis"]["ticktext"]
    colours = chart["data"][0]["marker"]["color"]
    assert colours.count(colours[3]) == 1


def test_bars_begin_at_zero_and_dots_need_not() -> None:
    high = [samples.figure(value, area=key) for key, value in (("01", 92.0), ("02", 97.0))]
    assert figures.comparison(high, **SHARE)["layout"]["xaxis"]["range"] == [0, 100]
    assert figures.comparison(high, **SHARE, form="dots")["layout"]["xaxis"]["range"][0] > 50


def lines(chart: Chart, name: str) -> list[float]:
    return [shape["x0"] for shape in chart["layout"]["shapes"] if shape.get("name") == name]


def test_target_and_floor_are_labelled_lines_whose_labels_never_meet() -> None:
    chart = figures.comparison(samples.quarter(), **SHARE)
    assert lines(chart, "target") == [80]
    assert lines(chart, "floor") == [70]
    heights = {
        n["name"]: n["yshift"] for n in chart["layout"]["annotations"] if n.get("name") in ("target", "floor")
    }
    assert abs(heights["target"] - heights["floor"]) >= 16
    assert max(heights.values()) + 16 <= chart["layout"]["margin"]["t"]


def test_the_stretch_between_floor_and_target_is_shaded() -> None:
    chart = figures.comparison(samples.quarter(), **SHARE)
    (zone,) = [shape for shape in chart["layout"]["shapes"] if shape.get("name") == "zone near"]
    assert (zone["x0"], zone["x1"]) == (70, 80)


def test_districts_with_targets_of_their_own_have_a_mark_in_their_row() -> None:
    given = [{"from": "2022-01-01", "value": 80}, {"from": "2022-01-01", "value": 60, "area": "04"}]
    of = samples.indicator(targets=given)
    frame: list[Figure] = [samples.figure(70.0, of=of, area=key) for key in ("00", "01", "04")]
    chart = figures.comparison(frame, indicator=of, areas=samples.AREAS)
    assert lines(chart, "target") == [80, 80, 60]
    marks = [shape for shape in chart["layout"]["shapes"] if shape.get("name") == "target"]
    assert all(mark["y1"] - mark["y0"] < 1 for mark in marks)
    assert chart["layout"]["annotations"][0]["text"] == "Senkrechte Striche: Ziele der Bezirke"


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_row_is_explained_under_the_pointer_with_its_full_name(language: str) -> None:
    chart = figures.comparison(samples.quarter(), **SHARE, language=language)
    told = "".join(chart["data"][0]["hovertext"])
    assert all(area.name in told for key, area in samples.AREAS.items() if key != "00")


def test_a_tile_map_puts_each_district_on_its_tile_with_value_and_mark() -> None:
    chart = figures.tile_map(samples.quarter(), **SHARE, district="04")
    (points,) = chart["data"]
    placed = dict(zip(points["customdata"], zip(points["x"], points["y"], strict=True), strict=True))
    assert len(placed) == 12, "Berlin has no tile"
    assert placed["01"] == (2.5, 1.5)
    shapes = {shape["name"]: shape for shape in chart["layout"]["shapes"]}
    assert shapes["tile 04"]["line"]["width"] == 3
    assert shapes["tile 06"]["fillcolor"] == "rgba(0,0,0,0)", "no colour without a judgement"
    texts = [note["text"] for note in chart["layout"]["annotations"]]
    assert {"<b>x</b>", "<b>k. A.</b>", "Neukölln"} <= set(texts)


def test_a_published_total_of_the_city_does_not_press_the_districts_against_the_axis() -> None:
    felled = samples.indicator(
        id="sb_faellungen", unit="Bäume", decimals=0, value={"reported": True}, targets=[]
    )
    counts = {"00": 4519.0, "01": 245.0, "02": 181.0, "06": 591.0}
    rows = [samples.figure(value, of=felled, area=key) for key, value in counts.items()]
    chart = figures.comparison(rows, indicator=felled, areas=samples.AREAS)
    assert chart["layout"]["xaxis"]["range"][1] < 1000
    assert chart["data"][1]["x"] == [], "Berlin has no mark beyond the axis"
    assert values(chart)["00"].startswith("4.519"), "its number still stands in its row"


def test_cases_to_the_target_bear_the_colours_of_the_comparison_not_of_a_status() -> None:
    bars = figures.contribution(samples.quarter(), **SHARE, district="04")["data"][0]
    own = bars["customdata"].index("04")
    edges = bars["marker"]["line"]["color"]
    assert edges.count(edges[own]) == 1
    palette = Palette.of("light")
    assert not {palette.missed, palette.met} & set(bars["marker"]["color"] + edges)
    filled = [c != palette.surface for c in bars["marker"]["color"]]
    assert filled == [cases > 0 for cases in bars["x"]], "in grey, only filling tells lacking from beyond"


def test_names_in_a_funnel_stand_where_they_hide_no_other_district() -> None:
    values = (47.1, 39.7, 43.5, 39.4, 54.0, 37.2, 41.1, 53.0, 45.4, 58.6, 44.1, 37.1)
    cases = (637, 523, 543, 565, 377, 473, 737, 510, 275, 409, 445, 360)
    rows = [
        samples.figure(value, area=key, cases=1000.0 * of)
        for key, value, of in zip(samples.DISTRICTS, values, cases, strict=True)
    ]
    trace = figures.funnel(rows, **SHARE, district="03")["data"][-1]
    place = trace["customdata"].index("03")
    assert trace["text"][place] == "Pankow"
    assert trace["textposition"][place].startswith("middle"), "two districts lie below, the line above"
