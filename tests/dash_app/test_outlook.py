"""Do projections reach readers with the right chance, and never where figures have to stay hidden?"""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash_app.access import DEMO_VIEWER as ME
from dash_app.access import PUBLIC_VIEWER
from dash_app.formats import NO_BREAK
from dash_app.metrics import judge, met_between
from dash_app.outlook import HIDDEN, Point, Projection, chance_of, expected, outlook_of
from dash_app.queries import projections, series
from dash_app.sentences import chance_words
from dash_app.statistics.quantiles import student_below, student_quantile
from dash_app.store import Snapshot, Store
from schemas.catalogue import Indicator, Target
from schemas.observation import Status
from schemas.period import Level, Period
from schemas.projection import End, Method, Scale, back, forth
from tests.dash_app.projected import project, projected
from tests.dash_app.publication_files import Place, Row, catalogue, indicator, share

MONTHS = [f"{year}-{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)]
TARGET = [{"from": "2022-01-01", "value": 80, "source": "quelle"}]
KEYS = [f"{n:02}" for n in range(1, 13)]


def rows(small: dict[tuple[str, str], int] | None = None) -> list[Row]:
    """Shares around 75 %, Mitte at 88 %; `small` are denominators by district and month."""
    found = []
    for n, month in enumerate(MONTHS):
        total_hits = total = 0
        for key in KEYS:
            cases = (small or {}).get((key, month), 1000)
            hits = round(cases * ((0.88 if key == "01" else 0.75) + ((n * 7 + int(key) * 3) % 11) / 400))
            found.append(share("q", key, month, hits, cases))
            total_hits, total = total_hits + hits, total + cases
        found.append(share("q", "00", month, total_hits, total))
    return found


def opened(home: Path, *, small: dict[tuple[str, str], int] | None = None, **given: object) -> Snapshot:
    known = indicator("q", targets=TARGET, levels=["month"], min_cases=10, **given)
    return projected(home, catalogue(known), rows(small))


def one(snapshot: Snapshot, key: str) -> Projection:
    return projections(snapshot, ME, indicators=["q"], districts=[key])["q", key]


def test_the_chance_is_high_above_the_target_and_low_below_it(tmp_path: Path) -> None:
    snapshot = opened(tmp_path)
    known = snapshot.catalogue.indicators["q"]
    good, bad = one(snapshot, "01"), one(snapshot, "02")
    assert (chance_of(good, known) or 0) > 0.95
    assert (chance_of(bad, known) or 1) < 0.05
    assert (good.end, str(good.until), good.known) == (End.OPEN, "2025-12", 36)
    found = series(snapshot, ME, indicator="q", level=Level.MONTH, districts=["02"])["02"]
    told = outlook_of(bad, found, known)
    assert told is not None and told.expected == "no"
    value = found[-1].value or 0
    assert told.needed == pytest.approx((80 - value) / 12), "a twelfth of the way each month"
    assert told.usual is not None and told.usual > 0
    assert outlook_of(replace(bad, points=()), found, known) is None


def test_a_projection_that_rests_on_hidden_figures_is_not_shown(tmp_path: Path) -> None:
    small = {("05", "2023-06"): 4}
    snapshot = opened(tmp_path, small=small)
    assert one(snapshot, "05").reason is None, "the small cell itself was left out"
    protecting = [key for key in KEYS if key != "05" and one(snapshot, key).reason == HIDDEN]
    assert len(protecting) == 1, "the figure hidden beside it went in"
    hidden = one(snapshot, protecting[0])
    assert (hidden.points, hidden.record, hidden.method) == ((), None, None)
    assert chance_of(hidden, snapshot.catalogue.indicators["q"]) is None


def test_who_may_not_see_the_indicator_does_not_see_its_projection(tmp_path: Path) -> None:
    snapshot = opened(tmp_path)
    assert not projections(snapshot, PUBLIC_VIEWER, indicators=["q"], districts=["01"])
    assert not projections(snapshot, ME, indicators=["unbekannt"], districts=["01"])


def test_an_older_publication_without_projections_is_read_and_says_nothing(tmp_path: Path) -> None:
    path = project(tmp_path, catalogue(indicator("q", targets=TARGET, levels=["month"])), rows())
    with duckdb.connect(path) as con:
        con.execute("DROP TABLE projection; DROP TABLE projected")
    snapshot = Store(Place(tmp_path)).open()
    assert not snapshot.holds("projection")
    assert not projections(snapshot, ME, indicators=["q"], districts=["01"])


# Pure ----


def projection(scale: Scale, centre: float, spread: float, target: Target) -> Projection:
    day = Period.parse("2025-12")
    point = Point(day, centre, spread, back(scale, centre), 0, 0, 0, 0)
    return Projection(
        indicator="q", district="01", level=Level.MONTH, reason=None, end=End.OPEN, day=None, until=day,
        target=target, first=None, last=None, known=36, late=(), method=Method.MODEL, model="ETS(A,N,N)",
        scale=scale, freedom=20, record=None, library=None, points=(point,),
    )  # fmt: skip


def known(**given: object) -> Indicator:
    return Indicator.model_validate(indicator("q", **given))


def target(**given: object) -> Target:
    return Target.model_validate({"from": "2022-01-01", "source": "quelle"} | given)


centres = st.floats(-3, 3)
spreads = st.floats(0.01, 2)


@given(centres, spreads, st.floats(1, 98), st.floats(0.1, 1))
def test_a_chance_is_a_probability_and_falls_as_the_target_rises(
    centre: float, spread: float, value: float, more: float
) -> None:
    low = chance_of(projection(Scale.LOGIT, centre, spread, target(value=value)), known())
    high = chance_of(projection(Scale.LOGIT, centre, spread, target(value=value + more)), known())
    assert low is not None and high is not None and 0 <= high <= low + 1e-12
    mirrored = known(polarity="lower_is_better")
    other = chance_of(projection(Scale.LOGIT, centre, spread, target(value=value)), mirrored)
    assert other is not None and other + low >= 1 - 1e-12, "a value at the target meets both"


@given(centres, spreads, st.floats(1, 50), st.floats(0, 40))
def test_a_band_is_met_no_more_surely_than_its_lower_end(
    centre: float, spread: float, lower: float, width: float
) -> None:
    band = projection(Scale.LOG, centre, spread, target(lower=lower, upper=lower + width))
    end = projection(Scale.LOG, centre, spread, target(value=lower))
    inside, above = chance_of(band, known(polarity="band")), chance_of(end, known())
    assert inside is not None and above is not None and 0 <= inside <= above + 1e-12


def test_a_chance_of_one_half_is_that_of_a_target_at_the_centre() -> None:
    whole = known(decimals=3)
    found = chance_of(projection(Scale.PLAIN, 50.0, 1.0, target(value=50)), whole)
    assert found == pytest.approx(0.5, abs=1e-3)
    exact = chance_of(projection(Scale.PLAIN, 50.0, 0.0, target(value=50)), whole)
    assert exact == 1.0, "without doubt the value meets its target"


@given(st.floats(0, 100), st.sampled_from(["higher_is_better", "lower_is_better"]))
def test_the_ends_of_meeting_a_target_agree_with_the_judgement(value: float, polarity: str) -> None:
    indicator_, aim = known(polarity=polarity), target(value=40)
    low, high = met_between(indicator_, aim)
    if min(abs(value - low), abs(value - high)) > 1e-9:
        assert (judge(value, indicator_, aim) is Status.MET) == (low <= value <= high)


@given(st.floats(-30, 30), st.sampled_from(list(Scale)))
def test_scales_lead_there_and_back(place: float, scale: Scale) -> None:
    assert forth(scale, back(scale, place)) == pytest.approx(place, abs=1e-2)


def test_ends_of_scales_are_infinite_and_not_errors() -> None:
    assert forth(Scale.LOG, 0) == -math.inf == forth(Scale.LOGIT, 0)
    assert forth(Scale.LOGIT, 100) == math.inf
    assert back(Scale.LOGIT, -1000) == 0


def test_the_student_distribution_agrees_with_its_quantiles() -> None:
    for freedom in (1, 2, 7, 30, 200):
        assert student_below(student_quantile(0.95, freedom), freedom) == pytest.approx(0.975)
    assert student_below(-math.inf, 5) == 0 and student_below(math.inf, 5) == 1 and student_below(0, 5) == 0.5


def test_chances_are_told_no_more_exactly_than_they_are_known() -> None:
    said = [chance_words(chance, "de") for chance in (0.0, 0.049, 0.05, 0.62, 0.95, 0.951, 1.0)]
    assert [text.replace(NO_BREAK, " ") for text in said] == [
        "weniger als 5 %", "weniger als 5 %", "etwa 5 %", "etwa 60 %", "etwa 95 %", "mehr als 95 %",
        "mehr als 95 %",
    ]  # fmt: skip
    assert [expected(chance) for chance in (0.1, 0.2, 0.5, 0.8)] == ["no", "no", "open", "yes"]
