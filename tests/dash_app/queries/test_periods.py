"""Is the period that a reader sees first the last one that the offices have delivered?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dash_app.access import DEMO_VIEWER as ME
from dash_app.queries import holds_demo, latest_period, periods
from dash_app.store import Snapshot, Store
from schemas.period import Level, Period
from tests.dash_app.publication_files import Place, Row, catalogue, indicator, share, value, write_publication


def opened(home: Path, *values: Row) -> Snapshot:
    levels = ["month", "quarter", "half", "year", "date"]
    write_publication(home, catalogue(indicator("q", levels=levels, value={"reported": True})), values)
    return Store(Place(home)).open()


def latest(home: Path, *values: Row, level: Level = Level.QUARTER) -> str | None:
    found = latest_period(opened(home, *values), ME, level)
    return None if found is None else str(found)


def q(text: str, **given: Any) -> Row:
    return share("q", "04", text, 80, 100, **given)


def test_periods_with_figures_are_listed_oldest_first(tmp_path: Path) -> None:
    snapshot = opened(tmp_path, q("2024-Q2"), q("2023-Q4"), value("q", "04", "2024-Q1"), q("2024"))
    assert [str(p) for p in periods(snapshot, ME, Level.QUARTER)] == ["2023-Q4", "2024-Q2"]
    assert [str(p) for p in periods(snapshot, ME, Level.YEAR)] == ["2024"]
    assert periods(snapshot, ME, Level.MONTH) == []


def test_nothing_published_has_no_latest_period(tmp_path: Path) -> None:
    assert latest(tmp_path) is None


def test_the_latest_quarter_is_the_last_one_that_had_ended(tmp_path: Path) -> None:
    assert latest(tmp_path, q("2024-06"), q("2024-07"), q("2024-08"), q("2024-Q2")) == "2024-Q2"


def test_a_quarter_begun_is_not_taken_for_one_that_ended(tmp_path: Path) -> None:
    assert (
        latest(tmp_path, q("2024-06"), q("2024-07"), q("2024-Q2"), q("2024-Q3", incomplete=True)) == "2024-Q2"
    )


def test_a_published_figure_of_a_later_year_does_not_move_the_pages(tmp_path: Path) -> None:
    assert latest(tmp_path, q("2024-Q2"), q("2025", reported=True), q("2025-Q4", reported=True)) == "2024-Q2"


def test_one_month_alone_shows_the_quarter_that_it_lies_in(tmp_path: Path) -> None:
    assert latest(tmp_path, q("2016-04")) == "2016-Q2"


def test_where_there_are_only_years_the_last_quarter_of_the_last_year_is_shown(tmp_path: Path) -> None:
    assert latest(tmp_path, q("2022"), q("2023")) == "2023-Q4"
    assert latest(tmp_path / "b", q("2022", reported=True), q("2021", reported=True)) == "2022-Q4"


def test_other_levels_follow_the_same_rule(tmp_path: Path) -> None:
    snapshot = opened(tmp_path, q("2023-10"), q("2024-07"), q("2024-Q2"), q("2024-06-30"), q("2024-03-31"))
    found = {level: str(latest_period(snapshot, ME, level)) for level in Level}
    assert found == {
        Level.MONTH: "2024-07",
        Level.QUARTER: "2024-Q2",
        Level.HALF: "2024-H1",
        Level.YEAR: "2023",
        Level.DATE: "2024-06-30",
    }
    assert Period.parse(found[Level.YEAR])


def test_demonstration_figures_are_noticed(tmp_path: Path) -> None:
    assert not holds_demo(opened(tmp_path, q("2024-Q2")))
    assert holds_demo(opened(tmp_path / "demo", q("2024-Q2"), q("2024-Q3", demo=True)))
