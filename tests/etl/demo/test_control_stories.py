"""Do the methods find what the demonstration tells, and do they leave its noise alone?"""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from dash_app.access import DEMO_VIEWER as ME
from dash_app.access import PUBLIC_VIEWER
from dash_app.control import Control, control
from dash_app.queries import course_level, courses, figures_at, standings
from dash_app.statistics import Judgement
from dash_app.store import Snapshot, Store
from etl.demo.stories import story
from schemas.catalogue import Visibility
from schemas.observation import Status
from schemas.period import Level, Period
from tests.dash_app.publication_files import Place
from tests.demonstration import Loaded

NO_SHOW = "ba_terminausfallquote"
NEWEST = Period.parse("2026-Q3")


@pytest.fixture(scope="module")
def snapshot(demo: Loaded, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The demonstration in a copy: other tests open its files with a configuration of their own."""
    home = tmp_path_factory.mktemp("stories")
    shutil.copytree(demo.home / "publications", home / "publications")
    return Store(Place(home)).open()


def chart(snapshot: Snapshot, indicator: str, district: str) -> Control:
    found = courses(snapshot, ME)[indicator, district]
    known = snapshot.catalogue.indicators[indicator]
    return control(found, known, district, target=known.target_on(NEWEST.end, district))


def judged(found: Control, since: date, until: date = date.max) -> set[Judgement | None]:
    moments = zip(found.course.moments, found.result.points, strict=True)
    return {point.judgement for moment, point in moments if since <= moment.start <= until}


def test_reminders_in_neukoelln_are_an_improvement_from_their_beginning_on(snapshot: Snapshot) -> None:
    told = story("sms-neukoelln")
    found = chart(snapshot, NO_SHOW, told.districts[0])
    assert judged(found, told.since) == {"improvement"}
    assert "improvement" not in judged(found, date.min, date(2025, 1, 31))


def test_noise_is_left_alone(snapshot: Snapshot) -> None:
    assert judged(chart(snapshot, NO_SHOW, "05"), date.min) == {"common_cause"}, "Spandau has no story here"


def test_the_slow_drift_in_pankow_is_a_concern_in_the_end_though_no_month_stands_out_from_the_last(
    snapshot: Snapshot,
) -> None:
    found = chart(snapshot, NO_SHOW, story("ausfall-pankow").districts[0])
    assert judged(found, date(2025, 7, 1)) == {"concern"}
    assert "concern" not in judged(found, date.min, date(2025, 5, 31))


def test_working_days_and_the_booking_window_begin_a_new_series_each_with_its_reason(
    snapshot: Snapshot,
) -> None:
    (change,) = chart(snapshot, "wh_erstkontakt_tage", "04").restarts
    assert (change.kind, change.day, change.by) == ("break", date(2025, 1, 1), None)
    (decision,) = chart(snapshot, "ba_wartezeit_termin_tage", "04").restarts
    assert (decision.kind, decision.day, decision.demo) == ("rebase", story("buchungsfenster").since, True)
    assert decision.by and decision.by("de")


def test_the_sign_of_neukoelln_promises_neither_that_it_will_fail_nor_that_it_holds(
    snapshot: Snapshot,
) -> None:
    found = figures_at(snapshot, ME, period=NEWEST, indicators=[NO_SHOW])
    sign = standings(snapshot, ME, found)[NO_SHOW, "08"]
    assert (sign.status, sign.variation, sign.assurance) == (Status.MET, "improvement", None)


def test_hidden_cells_have_neither_value_nor_movement(snapshot: Snapshot) -> None:
    told = story("wenige-antworten-lichtenberg")
    for id_ in told.indicators:
        found = figures_at(snapshot, ME, period=NEWEST, indicators=[id_])
        signs = standings(snapshot, ME, found)
        for figure in found:
            if figure.status is Status.SUPPRESSED:
                assert courses(snapshot, ME)[id_, figure.district].moments[-1].value is None
                assert signs[id_, figure.district].variation is None


def test_nobody_learns_the_course_of_an_indicator_that_is_not_for_them(snapshot: Snapshot) -> None:
    seen = {id_ for id_, _ in courses(snapshot, PUBLIC_VIEWER)}
    known = snapshot.catalogue.indicators
    assert all(known[id_].visibility is Visibility.PUBLIC for id_ in seen)
    assert course_level(snapshot, PUBLIC_VIEWER, NO_SHOW) in (None, Level.MONTH)


def test_every_figure_of_the_overview_has_a_sign(snapshot: Snapshot) -> None:
    found = figures_at(snapshot, ME, period=NEWEST)
    assert len(standings(snapshot, ME, found)) == len(found)
