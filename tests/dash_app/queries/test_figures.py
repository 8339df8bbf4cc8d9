"""Do pages get the figures they ask for: whole, judged, in order, and none that gives a small cell away?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from dash_app.access import DEMO_VIEWER as ME
from dash_app.queries import areas, figures, figures_at, indicators, previous, series, status_summary
from dash_app.store import Snapshot, Store
from dash_app.store.memory import Memory
from schemas.observation import Figure, Status
from schemas.period import Level, Period
from tests.dash_app.publication_files import (
    Place,
    Row,
    agreement,
    catalogue,
    indicator,
    share,
    value,
    write_publication,
)

TARGETS = [
    {"from": "2022-01-01", "to": "2023-12-31", "value": 80, "tolerance": 2, "source": "quelle"},
    {"from": "2024-01-01", "value": 90, "tolerance": 2, "source": "quelle"},
    {"from": "2024-01-01", "value": 70, "area": "05", "source": "quelle"},
]


def opened(home: Path, *listed: Row, values: list[Row]) -> Snapshot:
    write_publication(home, catalogue(*listed), values)
    return Store(Place(home)).open()


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    values = [
        share("q", key, text, hits, 100)
        for text, hits in [("2023-Q4", 79), ("2024-Q1", 85), ("2024-Q2", 91), ("2023", 79), ("2024", 88)]
        for key in ("00", "04", "05", "sta1")
    ]
    stock = [
        value("s", key, text, n) for text, n in [("2023-12-31", 5), ("2024-06-30", 7)] for key in ("00", "04")
    ]
    return opened(
        tmp_path,
        indicator("q", targets=TARGETS, levels=["quarter", "year"]),
        indicator("s", value={"last": "personen"}, unit="Personen", levels=["date"], polarity="neutral"),
        indicator("leer", levels=["year"]),
        values=[*values, *stock],
    )


def places(found: list[Figure]) -> list[tuple[str, str, str]]:
    return [(f.indicator, f.period, f.district) for f in found]


def test_figures_come_by_indicator_as_asked_then_period_then_area(snapshot: Snapshot) -> None:
    found = figures(snapshot, ME, indicators=["s", "q", "unbekannt"], districts=["04", "00"])
    assert places(found) == [
        *[("s", text, key) for text in ("2023-12-31", "2024-06-30") for key in ("00", "04")],
        *[
            ("q", text, key)
            for text in ("2023", "2023-Q4", "2024-Q1", "2024", "2024-Q2")
            for key in ("00", "04")
        ],
    ]


def test_figures_of_a_single_level_are_ordered_by_period_then_district(snapshot: Snapshot) -> None:
    found = figures(snapshot, ME, indicators=["q"], level=Level.QUARTER)
    expected = [("q", t, key) for t in ("2023-Q4", "2024-Q1", "2024-Q2") for key in ("00", "04", "05")]
    assert places(found) == expected


def test_units_outside_the_districts_are_there_by_name_only(snapshot: Snapshot) -> None:
    assert {f.district for f in figures(snapshot, ME, indicators=["q"])} == {"00", "04", "05"}
    assert {f.district for f in figures(snapshot, ME, indicators=["q"], districts=["sta1"])} == {"sta1"}


def test_first_and_last_day_and_periods_restrict(snapshot: Snapshot) -> None:
    since = figures(
        snapshot, ME, indicators=["q"], start=date(2024, 1, 1), end=date(2024, 6, 30), districts=["04"]
    )
    assert [f.period for f in since] == ["2024-Q1", "2024-Q2"]
    wanted = [Period.parse("2024"), Period.parse("2024-Q1"), Period.parse("1999")]
    only = figures(snapshot, ME, indicators=["q"], periods=wanted, districts=["04"])
    assert [f.period for f in only] == ["2024-Q1", "2024"]
    assert (
        figures(snapshot, ME, indicators=["q"], level=Level.YEAR, periods=wanted, districts=["04"])
        == only[1:]
    )
    assert figures(snapshot, ME, indicators=["q"], periods=[]) == []
    assert figures(snapshot, ME, indicators=[]) == []
    assert figures(snapshot, ME, indicators=["q"], districts=[]) == []


def test_the_target_in_force_at_the_end_of_the_period_judges(snapshot: Snapshot) -> None:
    found = {(f.period, f.district): f for f in figures(snapshot, ME, indicators=["q"], level=Level.QUARTER)}
    expected = {
        ("2023-Q4", "04"): (80, Status.NEAR),
        ("2024-Q1", "04"): (90, Status.MISSED),
        ("2024-Q1", "05"): (70, Status.MET),
        ("2024-Q2", "04"): (90, Status.MET),
    }
    for place, (goal, status) in expected.items():
        assert found[place].status is status, place
        assert [t.value for t in [found[place].target] if t] == [goal]


def test_flags_keep_their_order_and_words_are_kept(tmp_path: Path) -> None:
    rows = [
        value("q", "04", "2024-Q1", 80.0, demo=True, incomplete=True, **{"break": True}),
        value("q", "05", "2024-Q1", None, state="text", text="8-12 Wochen"),
    ]
    first, second = figures(opened(tmp_path, indicator("q"), values=rows), ME, indicators=["q"])
    assert first.flags == ("incomplete", "demo", "break")
    assert (second.value, second.state, second.text) == (None, "text", "8-12 Wochen")
    assert second.status is Status.NO_DATA


def test_the_state_as_of_a_quarter_has_a_figure_for_each_indicator_and_area(snapshot: Snapshot) -> None:
    found = figures_at(snapshot, ME, period=Period.parse("2024-Q2"))
    assert [(f.indicator, f.district) for f in found] == [
        (id_, key) for id_ in ("q", "s", "leer") for key in areas(snapshot.catalogue)
    ]
    by_place = {(f.indicator, f.district): f for f in found}
    assert by_place["q", "04"].value == 91
    assert (by_place["q", "07"].status, by_place["q", "07"].period) == (Status.NO_DATA, "2024-Q2")
    assert by_place["q", "07"].target is not None
    assert (by_place["s", "04"].value, by_place["s", "04"].period) == (7, "2024-06-30")
    assert (by_place["leer", "04"].status, by_place["leer", "04"].period) == (Status.NO_DATA, "2023")


def test_an_indicator_without_the_level_shows_its_latest_period_that_had_ended(snapshot: Snapshot) -> None:
    def shown(text: str) -> tuple[str, str]:
        q, s = figures_at(snapshot, ME, period=Period.parse(text), indicators=["q", "s"], districts=["04"])
        return q.period, s.period

    assert shown("2024-06") == ("2024-Q2", "2024-06-30")
    assert shown("2024-05") == ("2024-Q1", "2023-12-31")
    assert shown("2024-H2") == ("2024", "2024-06-30")
    assert shown("2024") == ("2024", "2024-06-30")
    assert shown("2023-06-30") == ("2022", "2023-06-30")


def test_series_has_every_area_asked_for_in_order_of_time(snapshot: Snapshot) -> None:
    found = series(snapshot, ME, indicator="q", level=Level.QUARTER, districts=["04", "07"])
    assert [f.value for f in found["04"]] == [79, 85, 91]
    assert found["07"] == []
    assert list(series(snapshot, ME, indicator="q", level=Level.QUARTER)) == list(areas(snapshot.catalogue))
    assert not any(series(snapshot, ME, indicator="q", level=Level.MONTH).values())


def test_the_period_before_and_the_year_before(snapshot: Snapshot) -> None:
    now = figures_at(snapshot, ME, period=Period.parse("2024-Q1"), indicators=["q", "s"], districts=["04"])
    assert {k: f.period for k, f in previous(snapshot, ME, now).items()} == {("q", "04"): "2023-Q4"}
    later = figures_at(snapshot, ME, period=Period.parse("2024-Q2"), indicators=["q", "s"], districts=["04"])
    assert {k: f.period for k, f in previous(snapshot, ME, later).items()} == {
        ("q", "04"): "2024-Q1",
        ("s", "04"): "2023-12-31",
    }
    end_of_year = figures(snapshot, ME, indicators=["q"], level=Level.YEAR, districts=["04", "00"])[2:]
    before = previous(snapshot, ME, end_of_year, is_year_before=True)
    assert {k: f.period for k, f in before.items()} == {("q", "00"): "2023", ("q", "04"): "2023"}
    assert previous(snapshot, ME, []) == {}


def test_the_summary_counts_berlin_unless_asked_otherwise(snapshot: Snapshot) -> None:
    berlin = status_summary(snapshot, ME, period=Period.parse("2024-Q2"), indicators=["q"])
    assert (berlin.met, berlin.with_target) == (1, 1)
    everywhere = status_summary(
        snapshot, ME, period=Period.parse("2024-Q2"), indicators=["q"], districts=None
    )
    assert (everywhere.met, everywhere.no_data, everywhere.with_target) == (3, 10, 13)


def test_indicators_come_in_menu_order_with_context_last(tmp_path: Path) -> None:
    listed = [agreement("spaet", [indicator("b")], order=20), agreement("frueh", [indicator("a")], order=10)]
    words_ = catalogue(agreements=listed, context=[indicator("einwohner", polarity="neutral")])
    write_publication(tmp_path, words_)
    found = indicators(Store(Place(tmp_path)).open(), ME)
    assert [i.id for i in found] == ["a", "b", "einwohner"]


def survey(home: Path) -> Snapshot:
    """Return two quarters of a survey; in the first, district 03 has seven answers."""
    values = []
    for text, of_three in (("2024-Q1", (6, 7)), ("2024-Q2", (50, 63))):
        counts = {f"{n:02}": (50, 60 + n) for n in range(1, 13)} | {"03": of_three}
        values += [share("q", key, text, *each) for key, each in counts.items()]
        values.append(share("q", "00", text, *map(sum, zip(*counts.values(), strict=True))))
    return opened(home, indicator("q", min_cases=20, levels=["quarter"], survey=True), values=values)


def test_small_cells_are_hidden_before_any_filter(tmp_path: Path) -> None:
    snapshot, q1 = survey(tmp_path), Period.parse("2024-Q1")
    for keys in (None, ["03"], ["01", "03"], ["00", "03"]):
        found = figures(snapshot, ME, indicators=["q"], periods=[q1], districts=keys)
        assert {f.district for f in found if f.status is Status.SUPPRESSED} <= {"03", "01"}
        small = next(f for f in found if f.district == "03")
        assert (small.status, small.value, small.denominator) == (Status.SUPPRESSED, None, None)
    (alone,) = figures(snapshot, ME, indicators=["q"], periods=[q1], districts=["01"])
    assert alone.status is Status.SUPPRESSED, "the second cell is hidden even if asked for alone"
    at = figures_at(snapshot, ME, period=q1, districts=["01", "03", "04"])
    assert [f.status is Status.SUPPRESSED for f in at] == [True, True, False]
    assert all(
        f.status is not Status.SUPPRESSED for f in figures_at(snapshot, ME, period=Period.parse("2024-Q2"))
    )


def test_changing_an_answer_does_not_change_what_the_next_reader_gets(snapshot: Snapshot) -> None:
    first = figures(snapshot, ME, indicators=["q"])
    first.clear()
    assert figures(snapshot, ME, indicators=["q"])


def test_the_state_of_sixty_indicators_takes_no_more_questions_than_that_of_one(tmp_path: Path) -> None:
    listed = [indicator(f"q{n}", targets=TARGETS) for n in range(60)]
    values = [
        share(f"q{n}", f"{key:02}", text, 80 + key, 100 + n)
        for n in range(60)
        for key in range(13)
        for text in ("2024-Q1", "2024-Q2")
    ]
    snapshot = opened(tmp_path, *listed, values=values)
    period, asked = Period.parse("2024-Q2"), []
    for ids in (["q0"], [f"q{n}" for n in range(60)]):
        fresh = replace(snapshot, memory=Memory())
        with _questions(fresh) as counted:
            found = figures_at(fresh, ME, period=period, indicators=ids)
        assert len(found) == 13 * len(ids)
        asked.append(len(counted))
    assert asked[0] == asked[1] > 0


@contextmanager
def _questions(snapshot: Snapshot) -> Iterator[list[str]]:
    """Collect what is asked of the database."""
    counted: list[str] = []
    with snapshot.connect() as connection:
        engine = connection.engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        counted.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield counted
    finally:
        event.remove(engine, "before_cursor_execute", note)
