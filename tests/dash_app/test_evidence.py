"""Is a difference between districts told from chance, and does the gap of Berlin add up?"""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go
import pytest

from dash_app import components, figures, sentences
from dash_app.evidence import Gap, Spread, counts_of, gap_of, interval_of, kind_of, spread_of
from dash_app.figures.contribution import whole
from dash_app.metrics import missing_cases
from schemas.catalogue import Indicator
from schemas.observation import Figure
from tests.dash_app import samples

SURVEY = samples.indicator(id="umfrage", survey=True, min_cases=5, cases={"de": "Antworten", "en": "answers"})
OVER = samples.indicator(id="ueber", plausible={"max": 120}, targets=[{"from": "2022-01-01", "value": 90}])


def city(values: dict[str, tuple[float, float]], of: Indicator = samples.SHARE) -> list[Figure]:
    """Berlin and some districts from numerator and denominator."""
    total = tuple(sum(pair[n] for pair in values.values()) for n in (0, 1))
    return [
        samples.figure(of.value.scale * x / n, of=of, area=key, cases=n)
        for key, (x, n) in {"00": total, **values}.items()
    ]


EVEN = {"01": (790.0, 1000.0), "02": (805.0, 1000.0), "03": (1590.0, 2000.0), "04": (2410.0, 3000.0)}
ONE_OUT = EVEN | {"05": (500.0, 1000.0)}


def told(frame: list[Figure], of: Indicator = samples.SHARE, language: str = "de") -> sentences.Words:
    return sentences.funnel(frame, indicator=of, areas=samples.AREAS, language=language)


def test_the_interval_is_in_the_unit_of_the_indicator_and_only_where_cases_are_counted() -> None:
    found = interval_of(samples.figure(80.0, cases=100), samples.SHARE)
    assert found is not None and found.lower == pytest.approx(71.1, abs=0.1)
    assert interval_of(samples.figure(80.0, cases=None), samples.SHARE) is None
    assert interval_of(samples.figure(14.0, of=samples.DAYS), samples.DAYS) is None, "a mean counts no cases"
    assert interval_of(samples.figure(80.0, cases=10.3), samples.SHARE) is None, "parts of posts are no cases"
    assert interval_of(samples.figure(80.0, cases=0), samples.SHARE) is None


def test_a_denominator_of_one_has_an_interval_and_a_share_above_100_one_without_upper_bound() -> None:
    one = interval_of(samples.figure(100.0, cases=1), samples.SHARE)
    assert one is not None and (one.upper, one.lower < 25) == (100.0, True)
    above = samples.figure(110.0, of=OVER, cases=100)
    assert kind_of([above], OVER) == "rate"
    wide = interval_of(above, OVER, "rate")
    assert wide is not None and wide.upper > 110


def test_the_comparison_shows_intervals_where_known_and_says_what_they_are() -> None:
    chart = figures.comparison(city(EVEN), indicator=samples.SHARE, areas=samples.AREAS)
    assert all(trace["error_x"]["array"][0] > 0 for trace in chart["data"])
    unknown = [samples.figure(80.0, area=key, cases=None) for key in ("00", "01", "02")]
    plain = figures.comparison(unknown, indicator=samples.SHARE, areas=samples.AREAS)
    assert not any("error_x" in trace for trace in plain["data"])
    words = sentences.comparison(city(EVEN, SURVEY), indicator=SURVEY, areas=samples.AREAS)
    assert "Je Bezirk liegen 1.000 bis 3.000 gültige Antworten vor." in words.caption
    assert (
        "Striche" not in sentences.comparison(unknown, indicator=samples.SHARE, areas=samples.AREAS).caption
    )


def test_the_district_that_stands_out_is_named_and_the_others_are_not() -> None:
    calm = {f"{n:02}": (795.0 + n, 1000.0) for n in range(1, 13) if n != 5}
    spread = spread_of(city(calm | {"05": (500.0, 1000.0)}), samples.SHARE)
    assert isinstance(spread, Spread)
    assert [row.district for row in spread.signals("alert", "watch")] == ["05"]


@pytest.mark.parametrize(
    ("values", "of", "reason"),
    [
        ({"01": (5.5, 10.0), "02": (5.0, 10.0), "03": (6.0, 10.0)}, samples.SHARE, "not_whole"),
        ({"01": (5.0, 10.0), "02": (5.0, 10.0)}, samples.SHARE, "too_few"),
        ({"01": (10.0, 10.0), "02": (20.0, 20.0), "03": (30.0, 30.0)}, samples.SHARE, "no_spread"),
        ({"01": (0.0, 10.0), "02": (0.0, 20.0), "03": (0.0, 30.0)}, samples.SHARE, "no_spread"),
        ({"01": (5.0, 10.0)}, samples.DAYS, "no_counts"),
    ],
)
def test_where_no_funnel_can_be_made_the_reason_is_said(
    values: dict[str, tuple[float, float]], of: Indicator, reason: str
) -> None:
    frame = city(values, of)
    assert spread_of(frame, of) == reason
    for language in ("de", "en"):
        assert len(told(frame, of, language).caption) > 40
    go.Figure(figures.funnel(frame, indicator=of, areas=samples.AREAS))


def test_a_funnel_of_shares_above_100_uses_the_limits_of_rates_and_says_so() -> None:
    frame = city({"01": (105.0, 100.0), "02": (95.0, 100.0), "03": (190.0, 200.0)}, OVER)
    spread = spread_of(frame, OVER)
    assert isinstance(spread, Spread) and spread.kind == "rate"
    assert "Grenzen sind deshalb wie für Raten berechnet" in told(frame, OVER).caption


def test_missing_and_hidden_districts_are_left_out_of_funnel_and_gap() -> None:
    frame = [*city(EVEN), samples.figure(None, area="06"), samples.figure(70.0, area="07", suppressed=True)]
    spread, gap = spread_of(frame, samples.SHARE), gap_of(frame, samples.SHARE)
    assert isinstance(spread, Spread) and {row.district for row in spread.rows} == set(EVEN)
    assert isinstance(gap, Gap) and {part.figure.district for part in gap.parts} == set(EVEN)


@pytest.mark.parametrize("of", [samples.SHARE, samples.NO_SHOW, samples.BAND], ids=lambda of: of.polarity)
def test_the_parts_add_up_to_the_gap_of_berlin(of: Indicator) -> None:
    frame = city(ONE_OUT, of)
    found = gap_of(frame, of)
    assert found is not None
    assert math.fsum(part.cases for part in found.parts) == pytest.approx(found.cases)
    assert max(whole(found.cases), 0) == missing_cases(frame[0], of), "the same as everywhere else"


def test_the_title_names_those_who_carry_half_of_the_gap() -> None:
    words = sentences.contribution(city(ONE_OUT), indicator=samples.SHARE, areas=samples.AREAS)
    assert words.title.startswith("Auf Spandau entfallen 9")
    assert "Zum Ziel fehlen" in words.caption and "Spandau (300)" in words.caption


def test_without_target_or_counts_nobody_is_blamed() -> None:
    of = samples.indicator(id="frei", targets=[])
    for frame in (city(EVEN, of), [samples.figure(None, of=of)]):
        assert gap_of(frame, of) is None
        words = sentences.contribution(frame, indicator=of, areas=samples.AREAS)
        assert "davon fehlt in diesem Zeitraum etwas" in words.caption


def test_the_table_says_for_berlin_and_each_district_what_is_missing_and_how_far_chance_reaches() -> None:
    options: dict[str, Any] = {"indicators": samples.INDICATORS, "areas": samples.AREAS, "caption": "x"}
    table = str(components.figure_table(city(EVEN), by="area", language="de", **options))
    assert table.count("Zum Ziel fehl") == sum(1 for f in city(EVEN) if missing_cases(f, samples.SHARE))
    assert "76,4–81,4" in table


def test_counts_are_known_or_not() -> None:
    assert counts_of(samples.figure(50.0, cases=10), samples.SHARE) == (5.0, 10)
    assert counts_of(samples.figure(None), samples.SHARE) is None
