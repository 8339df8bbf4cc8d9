"""Do projections of the demonstration tell its stories, and how good have they been?"""

from __future__ import annotations

import shutil

import pytest

from dash_app.access import DEMO_VIEWER as ME
from dash_app.outlook import HIDDEN, Projection, chance_of
from dash_app.queries import projections
from dash_app.store import Snapshot, Store
from etl.demo.stories import story
from schemas.projection import End, Method
from tests.dash_app.publication_files import Place
from tests.demonstration import Loaded

NO_SHOW = "ba_terminausfallquote"


@pytest.fixture(scope="module")
def snapshot(demo: Loaded, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The demonstration in a copy: other tests open its files with a configuration of their own."""
    home = tmp_path_factory.mktemp("outlook")
    shutil.copytree(demo.home / "publications", home / "publications")
    return Store(Place(home)).open()


def found(snapshot: Snapshot, indicator: str, district: str) -> Projection:
    return projections(snapshot, ME, indicators=[indicator], districts=[district])[indicator, district]


def chance(snapshot: Snapshot, indicator: str, district: str) -> float:
    known = snapshot.catalogue.indicators[indicator]
    return chance_of(found(snapshot, indicator, district), known) or 0.0


def test_the_district_that_improved_is_likelier_to_meet_its_target_than_those_that_did_not(
    snapshot: Snapshot,
) -> None:
    neukoelln = chance(snapshot, NO_SHOW, story("sms-neukoelln").districts[0])
    assert neukoelln > 0.5
    assert chance(snapshot, NO_SHOW, "12") < 0.05 and chance(snapshot, NO_SHOW, "01") < 0.05


def test_noise_is_not_projected_as_a_trend(snapshot: Snapshot) -> None:
    spandau = found(snapshot, NO_SHOW, "05")
    ends = [point.expected for point in spandau.points]
    assert max(ends) - min(ends) < 0.5, "Spandau has no story here"


def test_the_agreement_of_the_registry_offices_sets_the_date_the_other_one_none(snapshot: Snapshot) -> None:
    registry = found(snapshot, "sta_geburtsurkunde_bearbeitung_tage", "01")
    assert (registry.end, str(registry.until)) == (End.TERM, "2027-Q4")
    assert found(snapshot, NO_SHOW, "00").end is End.OPEN


def test_a_change_of_definition_leaves_too_little_to_project(snapshot: Snapshot) -> None:
    counted = found(snapshot, "wh_erstkontakt_tage", "11")
    assert (counted.reason, str(counted.first)) == ("too_short", "2025-Q1")


def test_words_in_place_of_numbers_are_no_series(snapshot: Snapshot) -> None:
    assert found(snapshot, "sta_sterbeurkunde_bearbeitung_tage", "12").reason == "no_values"


def test_a_missing_quarter_of_a_district_keeps_the_sum_of_the_others_out_of_the_last_values(
    snapshot: Snapshot,
) -> None:
    staffing = found(snapshot, "sta_besetzungsquote", "00")
    assert [str(period) for period in staffing.late] == ["2026-Q2", "2026-Q3"]


def test_intervals_have_held_what_they_promise(snapshot: Snapshot) -> None:
    known = [indicator.id for indicator in snapshot.catalogue.indicators.values() if indicator.targets]
    areas = [area.key for area in snapshot.catalogue.areas if area.key != "standesamt-i"]
    every = projections(snapshot, ME, indicators=known, districts=areas).values()
    records = [each.record for each in every if each.record is not None]
    share = sum(record.inside for record in records) / sum(record.tests for record in records)
    assert 0.7 < share < 0.9, "intervals of 80 %"
    methods = {each.method for each in every if each.record}
    assert methods == set(Method), "the model is not shown where it is no better"
    assert all(each.reason != HIDDEN or not each.points for each in every)
