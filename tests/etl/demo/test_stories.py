"""Can each story of the demonstration data be seen in the published values?"""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from dash_app.access import DEMO_VIEWER
from dash_app.queries import figures, figures_at
from dash_app.store import Snapshot, Store
from etl.demo.stories import EFFECTS, FIRST, LAST, STORIES, Kind, Story, story
from schemas.catalogue import Catalogue
from schemas.observation import Status
from schemas.period import Level, Period
from tests.demonstration import Loaded

NEWEST = Period.parse("2026-Q3")


@dataclass(frozen=True)
class Home:
    """The settings that a store asks for."""

    home: Path
    database: str | None = None


@pytest.fixture(scope="module")
def snapshot(demo: Loaded, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The newest publication as the web application reads it, of a copy: it stays open."""
    home = tmp_path_factory.mktemp("read")
    shutil.copytree(demo.home / "publications", home / "publications")
    return Store(Home(home)).open()


def test_the_table_knows_only_what_the_catalogue_knows(catalogue: Catalogue) -> None:
    sources = {source.source for source in catalogue.sources}
    for told in STORIES:
        assert set(told.districts) <= set(catalogue.areas_by_key), told.slug
        assert set(told.indicators) <= set(catalogue.indicators), told.slug
        assert set(told.sources) <= sources, told.slug
        assert told.since <= told.until, told.slug
    assert len({told.slug for told in STORIES}) == len(STORIES)
    assert {told.kind for told in STORIES} == set(Kind)


def test_invented_events_of_the_catalogue_have_a_story_on_the_same_day(catalogue: Catalogue) -> None:
    """Otherwise the time axis would announce something that the values do not show."""
    for event in (event for event in catalogue.events if event.demo):
        moved = [s for s in STORIES if s.kind in EFFECTS and s.since == event.since]
        assert any(set(s.indicators) & set(event.indicators) for s in moved), event.id


@pytest.mark.parametrize(
    ("slug", "level"),
    [
        ("sms-neukoelln", Level.MONTH),
        ("auslastung-neukoelln", Level.MONTH),
        ("verstaerkung-mitte", Level.QUARTER),
        ("rueckstand-mitte", Level.QUARTER),
        ("besetzung-mitte", Level.QUARTER),
        ("mietpraevention-lichtenberg", Level.HALF),
    ],
)
def test_a_measure_moves_its_district_by_about_its_size(demo: Loaded, slug: str, level: Level) -> None:
    before, after = demo.around(slug, level)
    assert after - before == pytest.approx(story(slug).size, rel=0.45)


def test_the_no_show_rate_of_neukoelln_keeps_its_target_after_the_measure(demo: Loaded) -> None:
    values = demo.values("ba_terminausfallquote", "08")
    assert all(value > 12 for period, value in values.items() if period.end < story("sms-neukoelln").since)
    assert all(value <= 10 for period, value in values.items() if period.start.year == 2026)


def test_pankow_gets_worse_without_one_month_that_stands_out(demo: Loaded) -> None:
    values = demo.values("ba_terminausfallquote", "03")
    steps = [after - before for before, after in pairwise(values.values())]
    assert max(map(abs, steps)) < 1.8
    by_year = {
        year: [value for period, value in values.items() if period.start.year == year]
        for year in (2023, 2024, 2025, 2026)
    }
    means = [sum(those) / len(those) for those in by_year.values()]
    assert means == sorted(means)
    assert means[-1] - means[0] > 1.2


def test_the_booking_window_shortens_the_wait_in_every_district(demo: Loaded, catalogue: Catalogue) -> None:
    for area in catalogue.districts:
        wait = demo.values("ba_wartezeit_termin_tage", area.key, Level.QUARTER)
        soon = demo.values("ba_termine_14_tage_quote", area.key, Level.QUARTER)
        before, after = Period.parse("2024-Q2"), Period.parse("2024-Q4")
        assert wait[after] < wait[before] - 3, area.name
        assert soon[after] > soon[before], area.name


def test_the_city_waits_about_as_long_as_was_published(demo: Loaded) -> None:
    wait = demo.values("ba_wartezeit_termin_tage", "00")
    assert wait[Period.parse("2024-07")] == pytest.approx(33, abs=1)
    assert wait[Period.parse("2025-07")] == pytest.approx(27, abs=1)


def test_fewer_people_come_to_spandau_while_a_site_is_closed(demo: Loaded) -> None:
    values = demo.values("ba_kunden", "05")
    closed = [values[Period.of(Level.MONTH, 2025, month)] for month in range(3, 9)]
    year_before = [values[Period.of(Level.MONTH, 2024, month)] for month in range(3, 9)]
    assert sum(closed) < 0.95 * sum(year_before)
    assert sum(values[Period.of(Level.MONTH, 2025, month)] for month in (9, 10)) > sum(closed) / 3 * 1.1
    places = demo.ask("SELECT DISTINCT place FROM measurement WHERE district = '05' AND period = '2025-04'")
    assert all("9052" not in place for (place,) in places)


def test_counting_working_days_breaks_the_series_of_first_contact(demo: Loaded) -> None:
    values = demo.values("wh_erstkontakt_tage", "00", Level.QUARTER)
    assert values[Period.parse("2025-Q1")] < 0.8 * values[Period.parse("2024-Q4")]
    broken = demo.ask(
        "SELECT DISTINCT period FROM value WHERE indicator = 'wh_erstkontakt_tage' AND level = 'quarter'"
        ' AND "break"'
    )
    assert broken == [("2025-Q1",)]


def test_missing_deliveries_leave_gaps_that_berlin_shows(demo: Loaded) -> None:
    told = story("ohne-meldung-tempelhof")
    values = demo.values("sta_besetzungsquote", told.districts[0], Level.QUARTER)
    assert max(values) == Period.parse("2026-Q1")
    rows = demo.ask(
        "SELECT districts, incomplete FROM value WHERE period = '2026-Q3' AND district = '00'"
        " AND indicator = 'sta_besetzungsquote'"
    )
    assert rows == [(11, True)]
    newest = demo.values("ba_kunden", story("september-treptow").districts[0])
    assert max(newest) == Period.parse("2026-08")


@pytest.mark.parametrize("late", [s for s in STORIES if s.kind is Kind.LATE], ids=lambda late: late.slug)
def test_late_deliveries_fill_their_gap_with_the_second_publication(demo: Loaded, late: Story) -> None:
    indicator, level = {
        "zms-exchange": ("ba_kunden", Level.QUARTER),
        "standesamt-meldung": ("sta_besetzungsquote", Level.QUARTER),
        "wohnhilfen-meldebogen": ("wh_wohnungserhaltquote", Level.HALF),
    }[late.sources[0]]
    period = Period.containing(late.since, level)
    first = demo.values(indicator, late.districts[0], level, publication=1)
    assert period not in first
    assert period in demo.values(indicator, late.districts[0], level, publication=2)


@pytest.mark.parametrize(
    ("slug", "level", "came_with"),
    [
        ("korrektur-spandau", Level.QUARTER, 2),
        ("korrektur-charlottenburg", Level.MONTH, 3),
        ("korrektur-friedrichshain", Level.QUARTER, 3),
    ],
)
def test_corrections_revise_published_values(demo: Loaded, slug: str, level: Level, came_with: int) -> None:
    told = story(slug)
    indicator, district = told.indicators[0], told.districts[0]
    period = Period.containing(told.since, level)
    before = demo.values(indicator, district, level, publication=came_with - 1)[period]
    after = demo.values(indicator, district, level, publication=came_with)[period]
    assert abs(after - before) > 0.1
    flag = demo.ask(
        "SELECT revised FROM value WHERE indicator = ? AND district = ? AND period = ?",
        indicator,
        district,
        str(period),
    )
    assert flag == [(True,)]


def test_a_small_cell_is_suppressed_and_a_second_one_with_it(snapshot: Snapshot) -> None:
    told = story("wenige-antworten-lichtenberg")
    for indicator in told.indicators:
        shown = figures(snapshot, DEMO_VIEWER, indicators=[indicator], level=Level.QUARTER, periods=[NEWEST])
        hidden = {figure.district for figure in shown if figure.status is Status.SUPPRESSED}
        assert told.districts[0] in hidden, indicator
        assert len(hidden) >= 2, f"{indicator}: the hidden value can be computed back"


def test_binding_floors_are_broken_where_the_table_says(demo: Loaded) -> None:
    for told in (s for s in STORIES if s.kind is Kind.FLOOR):
        for district in (f"{number:02}" for number in range(1, 13)):
            last = demo.values(told.indicators[0], district, Level.YEAR)[Period.parse("2025")]
            assert (last < told.size) == (district in told.districts), f"{told.slug}: {district} {last}"


def test_words_and_signs_stay_what_they_are(demo: Loaded) -> None:
    for told in (s for s in STORIES if s.kind in (Kind.WORDS, Kind.SIGN)):
        said = demo.ask(
            "SELECT DISTINCT text FROM value WHERE indicator = ? AND district = ? AND level = 'quarter'"
            " AND period_start BETWEEN ? AND ?",
            told.indicators[0],
            told.districts[0],
            told.since,
            told.until,
        )
        assert said == [(told.said,)], told.slug


def test_the_slipped_comma_is_loaded_with_a_warning(demo: Loaded) -> None:
    told = story("ausreisser-steglitz")
    period = Period.containing(told.since, Level.QUARTER)
    values = demo.values(told.indicators[0], told.districts[0], Level.QUARTER)
    assert values[period] == pytest.approx(told.size, abs=0.5)
    found = demo.ask(
        "SELECT count(*) FROM finding JOIN delivery ON finding.delivery = delivery.id"
        " WHERE rule = 'outside-plausible-range' AND \"column\" = ? AND status = 'loaded'",
        told.indicators[0],
    )
    assert found == [(1,)]


def test_months_and_quarters_are_there_from_the_first_to_the_last(demo: Loaded) -> None:
    months = demo.values("ba_terminausfallquote", "00")
    assert (min(months).start, max(months).end, len(months)) == (FIRST, LAST, 45)
    quarters = demo.values("wh_raeumungsklagen_mizi", "00", Level.QUARTER)
    assert (min(quarters).start, max(quarters).end, len(quarters)) == (FIRST, LAST, 15)


def test_the_overview_is_neither_all_red_nor_all_green(snapshot: Snapshot) -> None:
    now = figures_at(snapshot, DEMO_VIEWER, period=NEWEST)
    counted = Counter(figure.status for figure in now)
    judged = counted[Status.MET] + counted[Status.NEAR] + counted[Status.MISSED]
    assert 0.4 < counted[Status.MET] / judged < 0.6
    assert 0.15 < counted[Status.MISSED] / judged < 0.4
    assert counted[Status.NEAR] / judged > 0.1
    assert counted[Status.SUPPRESSED] >= 12
