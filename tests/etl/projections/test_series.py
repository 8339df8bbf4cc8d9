"""Which values go into a projection where series break, have gaps, end unready, or lean on their bounds?"""

from __future__ import annotations

from typing import Any

import pytest

from etl.projections.series import Row, scale_of, window_of
from schemas.catalogue import Indicator
from schemas.period import Level, Period
from schemas.projection import End, Scale, aim_of
from tests.dash_app.publication_files import agreement, catalogue, indicator

MONTHS = [f"{year}-{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)]


def rows(months: list[str] = MONTHS, **changed: dict[str, Any]) -> list[Row]:
    listed = []
    for n, month in enumerate(months):
        default = {"value": 50.0 + n, "denominator": 100.0, "incomplete": False, "provisional": False}
        row = default | changed.get(f"m{month.replace('-', '_')}", {})
        listed.append(Row(indicator="q", level="month", district="01", period=month, **row))
    return listed


def known(**given: Any) -> Indicator:
    return Indicator.model_validate(indicator("q", **given))


def span(indicator: Indicator, listed: list[Row]) -> tuple[str, str, int]:
    window = window_of(listed, indicator)
    return str(window.first), str(window.last), window.known


def test_a_change_of_definition_cuts_the_history() -> None:
    text = {"de": "Zählung geändert", "en": "Counting changed"}
    changed = known(breaks=[{"from": "2023-02-01", "text": text}])
    assert span(changed, rows()) == ("2023-02", "2024-12", 23)


def test_a_new_level_by_decision_cuts_it_only_where_enough_remains() -> None:
    words = {"reason": {"de": "Regel", "en": "Rule"}, "by": {"de": "Runde", "en": "Group"}}
    assert span(known(rebases=[{"from": "2023-07-01", **words}]), rows()) == ("2023-07", "2024-12", 18)
    assert span(known(rebases=[{"from": "2024-07-01", **words}]), rows()) == ("2022-01", "2024-12", 36)
    elsewhere = known(rebases=[{"from": "2023-07-01", "areas": ["02"], **words}])
    assert span(elsewhere, rows()) == ("2022-01", "2024-12", 36)


def test_values_that_are_not_final_are_left_out_at_the_end_and_named() -> None:
    listed = rows(m2024_11={"incomplete": True}, m2024_12={"provisional": True})
    window = window_of(listed, known())
    assert (str(window.last), window.late) == ("2024-10", ("2024-11", "2024-12"))


def test_a_figure_that_is_always_incomplete_is_projected_all_the_same() -> None:
    listed = [row._replace(incomplete=True) for row in rows()]
    assert span(known(), listed) == ("2022-01", "2024-12", 36)
    counted = known(value={"sum": "a"}, unit="Anzahl")
    assert window_of(listed, counted).known == 0, "counts of only some places are none of all"


def test_too_few_cases_stay_out_of_the_projection_and_are_noted_as_such() -> None:
    listed = rows(m2023_05={"denominator": 3.0}, m2024_12={"denominator": 4.0})
    window = window_of(listed, known(min_cases=5))
    assert (str(window.last), window.left_out, window.values[16]) == ("2024-11", ("2023-05",), None)


def test_a_gap_of_a_year_begins_the_history_anew_and_a_short_one_does_not() -> None:
    assert span(known(), rows(["2019-01", *MONTHS])) == ("2022-01", "2024-12", 36)
    assert span(known(), rows(MONTHS[:10] + MONTHS[15:])) == ("2022-01", "2024-12", 31)


def test_nothing_known_gives_an_empty_window() -> None:
    listed = [row._replace(value=None) for row in rows()]
    assert window_of(listed, known()).last is None


@pytest.mark.parametrize(
    ("given", "values", "expected"),
    [
        ({}, [40.0, 60.0], (Scale.LOGIT, 0.0, 100.0)),
        ({}, [40.0, 100.0], (Scale.PLAIN, 0.0, 100.0)),
        ({}, [0.0, 60.0], (Scale.PLAIN, 0.0, 100.0)),
        ({"plausible": {"min": 0, "max": 120}}, [90.0, 110.0], (Scale.LOG, 0.0, None)),
        ({}, [90.0, 110.0], (Scale.LOG, 0.0, None)),
        ({"unit": "Tage"}, [3.0, 140.0], (Scale.LOG, 0.0, None)),
        ({"unit": "Anzahl"}, [0.0, 4.0], (Scale.PLAIN, 0.0, None)),
        ({"unit": "Punkte"}, [-2.0, 4.0], (Scale.PLAIN, None, None)),
    ],
)
def test_the_scale_keeps_values_within_the_bounds_that_hold(
    given: dict[str, Any], values: list[float], expected: tuple[Scale, float | None, float | None]
) -> None:
    assert scale_of(known(**given), values) == expected


def aim(targets: list[dict[str, Any]], until: str | None = None, area: str = "01") -> tuple[Any, ...] | None:
    term = {"term": {"since": "2022", "until": until, "source": "quelle"}} if until else {}
    listed = catalogue(agreements=[agreement("amt", [indicator("q", targets=targets)], **term)])
    last = Period.parse("2024-09")
    found = aim_of(listed, listed.indicators["q"], area, last)
    return (found.end, str(found.day), str(found.until)) if found else None


def test_the_date_is_that_of_the_target_then_of_its_change_then_of_the_agreement_else_a_year() -> None:
    now = {"from": "2022-01-01", "value": 80, "source": "quelle"}
    assert aim([now | {"to": "2025-03-15"}]) == (End.TARGET, "2025-03-15", "2025-02")
    assert aim([now, now | {"from": "2025-04-10", "value": 90}]) == (End.CHANGE, "2025-04-10", "2025-04")
    assert aim([now], until="2026-12-31") == (End.TERM, "2026-12-31", "2026-12")
    assert aim([now], until="2023") == (End.OPEN, "None", "2025-09"), "an agreement that ended sets no date"
    assert aim([now]) == (End.OPEN, "None", "2025-09")
    assert aim([now | {"to": "2023-12-31"}]) is None
    assert aim([now | {"area": "02"}]) is None
    assert Period.parse("2025-09").level is Level.MONTH
