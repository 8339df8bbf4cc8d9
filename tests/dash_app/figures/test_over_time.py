"""Do charts over time show gaps, breaks, targets and events honestly?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
from hypothesis import given
from hypothesis import strategies as st

from dash_app import figures, sentences
from dash_app.figures import Chart, timeline
from dash_app.figures.base import CHARACTER, NARROW
from dash_app.figures.timeline import Marker
from schemas.period import Level, Period
from tests.dash_app import samples

SHARE: dict[str, Any] = {"indicator": samples.SHARE, "areas": samples.AREAS}
YEARS = [Period.of(Level.MONTH, 2023, 1).shift(n) for n in range(36)]


def line(chart: Chart, area: str) -> dict[str, Any]:
    """Return the trace of an area."""
    return next(trace for trace in chart["data"] if trace.get("meta") == area)


def test_missing_months_are_gaps_and_never_zero() -> None:
    trace = line(figures.trend(samples.months(), **SHARE, district="04"), "04")
    assert trace["connectgaps"] is False
    assert trace["y"][5] is trace["y"][6] is None
    assert 0 not in trace["y"]


def test_a_month_without_row_is_a_gap_too() -> None:
    rows = [row for row in samples.months(areas=["00"]) if row.period != "2023-04"]
    trace = line(figures.trend(rows, **SHARE), "00")
    assert trace["y"][3] is None
    assert len(trace["y"]) == 31, "thirty months and the gap of the break"


def test_a_district_is_not_drawn_beside_the_sum_of_all_and_begins_with_its_first_figure() -> None:
    counts = {"00": 666_000.0, "04": 61_000.0}
    rows = [
        samples.figure(value, of=samples.COUNT, area=area, period=f"{year}-Q3", cases=None)
        for area, value in counts.items()
        for year in (2015, 2023, 2024)
    ]
    rows[3] = samples.figure(None, of=samples.COUNT, area="04", period="2015-Q3")
    given: dict[str, Any] = {"indicator": samples.COUNT, "areas": samples.AREAS}
    chart = figures.trend(rows, **given, district="04")
    assert [trace["meta"] for trace in chart["data"] if "meta" in trace] == ["04"]
    assert chart["layout"]["xaxis"]["range"][0].startswith("2023"), "years of nothing press the rest"
    assert sentences.trend(rows, **given, district="04").subtitle.endswith(
        "3. Quartal 2023 – 3. Quartal 2024"
    )
    assert line(figures.trend(rows, **given), "00")["y"][0] == 666_000


def test_a_break_interrupts_the_line() -> None:
    trace = line(figures.trend(samples.months(areas=["00"]), **SHARE), "00")
    at = trace["x"].index("2024-01-16T12:00")
    assert trace["y"][at] is not None
    assert trace["y"][at - 1] is None
    assert trace["y"][at - 2] is not None


def test_provisional_values_are_hollow_and_the_last_one_stands_out() -> None:
    marker = line(figures.trend(samples.months(areas=["00"]), **SHARE), "00")["marker"]
    assert marker["symbol"][-3:] == ["circle", "circle-open", "circle-open"]
    assert marker["size"][-1] == 8
    assert marker["size"][1] == 0, "long lines are not a row of pearls"


def test_the_target_path_is_stepped_and_dashed_and_ends_with_its_validity() -> None:
    given = [
        {"from": "2023-01-01", "to": "2023-06-30", "value": 70, "source": "va"},
        {"from": "2023-10-01", "value": 80, "floor": 75, "source": "va"},
    ]
    of = samples.indicator(targets=given)
    chart = figures.trend(samples.months(of, areas=["00"], count=12), indicator=of, areas=samples.AREAS)
    target = next(trace for trace in chart["data"] if trace["name"] == "target")
    assert target["x"] == ["2023-01-01", "2023-07-01", None, "2023-10-01", "2024-01-01"]
    assert target["y"] == [70, 70, None, 80, 80]
    assert target["line"]["dash"] == "dash"
    floor = next(trace for trace in chart["data"] if trace["name"] == "floor")
    assert floor["y"] == [75, 75]
    band = next(trace for trace in chart["data"] if trace["name"] == "tolerance")
    assert (min(band["y"]), max(band["y"])) == (75, 80)


def test_labels_at_the_end_name_areas_target_and_floor_and_do_not_touch() -> None:
    chart = figures.trend(samples.months(), **SHARE, district="04")
    labels = [note for note in chart["layout"]["annotations"] if note.get("name") == "end"]
    assert [note["text"].split("<br>")[0] for note in labels] == [
        "<b>Berlin</b>",
        "<b>Charlbg.-Wilm.</b>",
        "Ziel",
        "Mindestwert",
    ]
    inner = chart["layout"]["height"] - chart["layout"]["margin"]["t"] - chart["layout"]["margin"]["b"]
    heights = sorted(note["y"] * inner for note in labels)
    assert all(b - a >= 32 for a, b in pairwise(heights))


def test_events_are_thin_lines_with_words_in_the_key() -> None:
    chart = figures.trend(samples.months(), **SHARE, district="04", events=samples.EVENTS)
    days = {shape["x0"] for shape in chart["layout"]["shapes"] if shape["name"] == "event"}
    assert days == {"2023-04-15", "2023-06-01", "2024-02-01", "2024-08-01"}
    key = chart["layout"]["meta"]["key"]
    assert key[0].endswith("15.04.2023: Buchungsfenster geändert (Demo)")
    assert len(key) == 4


def test_events_of_other_districts_are_left_out() -> None:
    chart = figures.trend(samples.months(areas=["00"]), **SHARE, events=samples.EVENTS)
    assert len(chart["layout"]["meta"]["key"]) == 2


def test_a_change_of_definition_is_marked() -> None:
    change = {
        "from": "2024-01-01",
        "text": {"de": "Ab 2024 zählen Arbeitstage.", "en": "Working days from 2024."},
    }
    of = samples.indicator(breaks=[change])
    chart = figures.trend(samples.months(of, areas=["00"]), indicator=of, areas=samples.AREAS)
    (label,) = [note for note in chart["layout"]["annotations"] if note.get("name") == "break"]
    assert label["text"] == "Neue Definition"
    assert chart["layout"]["meta"]["key"] == ["01.01.2024: Ab 2024 zählen Arbeitstage."]


def test_a_change_of_definition_and_an_event_on_one_day_share_a_line_and_a_label() -> None:
    change = {"from": "2024-02-01", "text": {"de": "Ab Februar Arbeitstage.", "en": "Working days."}}
    of = samples.indicator(breaks=[change])
    rows = samples.months(of, areas=["00"])
    chart = figures.trend(rows, indicator=of, areas=samples.AREAS, events=samples.EVENTS)
    assert chart["layout"]["meta"]["key"][-1] == "01.02.2024: Ab Februar Arbeitstage.; Neues Terminsystem"
    marks = [note for note in chart["layout"]["annotations"] if note.get("name") in ("break", "event")]
    assert len({note["x"] for note in marks}) == len(marks) == 2


@given(
    st.lists(
        st.tuples(st.integers(1, 1094), st.text("abc xyz", min_size=1, max_size=40)), max_size=7, unique=True
    )
)
def test_labels_of_events_never_touch_each_other_or_another_line(found: list[tuple[int, str]]) -> None:
    markers = [Marker(date(2023, 1, 1) + timedelta(days=days), words, words) for days, words in sorted(found)]
    boxes: list[tuple[int, float, float]] = []
    stems: list[tuple[int, float]] = []
    for placed in timeline.place(markers, YEARS):
        if placed.lane is None:
            continue
        x = NARROW * (placed.marker.day - date(2023, 1, 1)).days / 1096
        width = CHARACTER * len(placed.label)
        stems.append((placed.lane, x))
        boxes.append((placed.lane, x, x + width) if placed.anchor == "left" else (placed.lane, x - width, x))
    for i, (lane, start, end) in enumerate(boxes):
        for other, (o_lane, o_start, o_end) in enumerate(boxes):
            assert i == other or lane != o_lane or end <= o_start or o_end <= start
        for other, (s_lane, x) in enumerate(stems):
            assert i == other or s_lane >= lane or not start < x < end, "a line crosses words below its own"


def test_key_dates_are_drawn_at_their_day() -> None:
    of = samples.indicator(levels=["date"], value={"reported": True}, unit="Personen")
    rows = [samples.figure(v, of=of, period=day) for v, day in ((70.0, "2022-01-31"), (82.0, "2023-01-31"))]
    chart = figures.trend(rows, indicator=of, areas=samples.AREAS)
    go.Figure(chart)
    assert line(chart, "00")["x"] == ["2022-01-31", "2023-01-31"]
    low, high = chart["layout"]["xaxis"]["range"]
    assert low < "2022-01-31" < "2023-01-31" < high


def test_small_multiples_share_their_axes_and_begin_with_the_own_district() -> None:
    chart = figures.small_multiples(samples.months(areas=list(samples.AREAS)), **SHARE, district="04")
    layout = chart["layout"]
    ranges = {tuple(axis["range"]) for key, axis in layout.items() if key.startswith("yaxis")}
    assert len(ranges) == 1
    assert sum(key.startswith("yaxis") for key in layout) == 12
    assert layout["annotations"][0]["name"] == "04"
    assert sum(trace["name"] == "target" for trace in chart["data"]) == 12


def test_a_sparkline_has_line_and_target_and_nothing_to_load() -> None:
    drawn = figures.sparkline(samples.months(), indicator=samples.SHARE)
    assert drawn
    assert drawn.shapes.count("<polyline") == 2, "the break makes two lines"
    assert "stroke-dasharray" in drawn.shapes
    assert "href" not in drawn.shapes
    assert figures.sparkline([samples.figure(None)], indicator=samples.SHARE) is None
