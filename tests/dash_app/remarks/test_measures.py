"""Is a measure kept with owner and days, judged against noise only, and shown where targets are missed?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from dash_app.register.models import Measure
from dash_app.remarks.effect import effect
from schemas.catalogue import Indicator
from schemas.observation import Figure, Status
from schemas.period import Level, Period
from tests.dash_app.publication_files import catalogue, indicator
from tests.dash_app.remarks.conftest import ABOUT, Office, number, read

FORM = {
    "title": "Erinnerung per SMS",
    "text": "Für alle Termine.",
    "owner": "Leitung Bürgeramt",
    "starts": "2023-10-01",
    "due": "31.12.2023",
    "effect": "Weniger Ausfall",
    "expected": "91,5",
}


def written(office: Office, **changed: str) -> int:
    return number(office.send(f"/massnahme/neu?{ABOUT}", "mitte", "submit", **FORM | changed))


def test_a_measure_is_kept_with_owner_days_and_expected_value(office: Office) -> None:
    written(office)
    (kept,) = office.all(Measure)
    assert (kept.starts, kept.due, kept.expected) == (date(2023, 10, 1), date(2023, 12, 31), 91.5)
    assert (kept.owner, kept.district, kept.indicator) == ("Leitung Bürgeramt", "01", "amt_quote")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 201),
        ("owner", " "),
        ("starts", ""),
        ("starts", "2024-02-30"),
        ("starts", "0001-01-01"),
        ("starts", "gestern"),
        ("due", "2023-09-30"),
        ("expected", "viel"),
        ("expected", "1e309"),
        ("expected", "nan"),
    ],
)
def test_a_wrong_field_is_named_and_everything_typed_comes_back(
    office: Office, field: str, value: str
) -> None:
    answer = office.send(f"/massnahme/neu?{ABOUT}", "mitte", "submit", **FORM | {field: value})
    page = read(answer.text)
    assert answer.status_code == 422 and page.one(id=f"feld-{field}-fehler").text
    assert page.one("textarea", name="text").text == FORM["text"]
    assert office.all(Measure) == []


def test_an_approved_measure_stands_beside_the_figure_on_the_axis_and_in_the_exceptions(
    office: Office,
) -> None:
    office.approve(written(office), kind="massnahme")
    said = office.section()
    assert "Erinnerung per SMS" in said and "Leitung Bürgeramt" in said and "31.12.2023" in said
    document = office.get("/kennzahl/amt_quote?bezirk=01", "leser").text
    assert document.count("Erinnerung per SMS") > 2, "the trend and the control chart name it"
    for who, address in (("leser", "/vereinbarung/amt?bezirk=01"), ("leser", "/bezirk/01")):
        page = office.page(address, who)
        assert "Erinnerung per SMS" in page.text, address
    assert "Erinnerung per SMS" not in office.page("/vereinbarung/amt?bezirk=02").text


def test_a_measure_that_is_not_approved_stands_on_no_axis_and_in_no_exceptions(office: Office) -> None:
    written(office)
    assert "Erinnerung" not in office.get("/kennzahl/amt_quote?bezirk=01", "leser").text
    assert "Erinnerung" not in office.page("/vereinbarung/amt?bezirk=01", "mitte").text


def test_a_measure_is_recorded_as_done_by_its_office_on_a_day_between_start_and_today(office: Office) -> None:
    id_ = written(office)
    office.approve(id_, kind="massnahme")
    for day in ("", "2023-09-30", "2090-01-01"):
        answer = office.send(f"/massnahme/{id_}", "mitte", "done", version="3", done=day)
        assert answer.status_code == 422 and read(answer.text).one(id="feld-done-fehler").text
    assert (
        office.send(f"/massnahme/{id_}", "pankow", "done", version="3", done="2024-01-31").status_code == 403
    )
    office.send(f"/massnahme/{id_}", "mitte", "done", version="3", done="2024-01-31")
    assert office.all(Measure)[0].done == date(2024, 1, 31)
    assert "Erledigt am" in office.section()


# Before and after ----


def known(**given: Any) -> Indicator:
    return catalogue(indicator("amt_quote", **given)).indicators["amt_quote"]


def rows(values: Sequence[float | None]) -> list[Figure]:
    """Months from January 2022 on."""
    found = []
    for step, value in enumerate(values):
        period = Period.of(Level.MONTH, 2022, 1).shift(step)
        place = ("amt_quote", "01", Level.MONTH, str(period), period.start, period.end)
        found.append(Figure(*place, value, None, None, None, None, 1, (), None, Status.NO_TARGET))
    return found


NOISE = [80.0, 82.0, 81.0, 79.0, 80.0, 83.0, 81.0, 80.0, 82.0, 79.0, 81.0, 80.0]
YEAR = date(2023, 1, 1)


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        ([], "none_after"),
        ([81.0], "early"),
        ([82.0, 79.0, 80.0, 83.0, 81.0, 80.0], "noise"),
        ([95.0], "better"),
        ([60.0, 80.0], "worse"),
        ([95.0, 60.0], "mixed"),
        ([82.0] * 7, "better"),
        ([82.0] * 6, "noise"),
    ],
)
def test_only_what_exceeds_the_noise_before_is_called_a_change(
    after: list[float | None], verdict: str
) -> None:
    found = effect(rows([*NOISE, *after]), known(), YEAR)
    assert found is not None and found.verdict == verdict


def test_few_values_before_give_means_and_no_judgement() -> None:
    found = effect(rows([80.0, 82.0, 81.0, 79.0, 80.0, 99.0]), known(), date(2022, 6, 1))
    assert found is not None and found.verdict == "few_before"
    assert (found.before.mean, found.after.mean) == (80.4, 99.0)


def test_better_is_what_the_indicator_calls_better() -> None:
    lower = known(polarity="lower_is_better")
    found = effect(rows([*NOISE, 95.0]), lower, YEAR)
    assert found is not None and found.verdict == "worse"
    found = effect(rows([*NOISE, 95.0]), known(polarity="neutral"), YEAR)
    assert found is not None and found.verdict == "other"


def test_the_period_in_which_a_measure_starts_is_on_neither_side() -> None:
    found = effect(rows([*NOISE, 95.0, 81.0]), known(), date(2023, 1, 15))
    assert found is not None and found.verdict == "early"
    assert (len(found.before.values), found.after.values) == (12, [81.0])


def test_values_of_another_definition_are_left_out() -> None:
    broken = known(breaks=[{"from": "2023-01-01", "text": {"de": "anders", "en": "other"}}])
    found = effect(rows([*NOISE, 95.0]), broken, YEAR)
    assert found is not None and found.verdict == "none_after" and found.has_break
    earlier = known(breaks=[{"from": "2022-04-01", "text": {"de": "anders", "en": "other"}}])
    found = effect(rows([*NOISE, 95.0]), earlier, YEAR)
    assert found is not None and len(found.before.values) == 9 and found.verdict == "better"


def test_a_line_that_never_moved_cannot_be_judged() -> None:
    found = effect(rows([80.0] * 12 + [81.0]), known(), YEAR)
    assert found is not None and found.verdict == "flat"


def test_missing_values_count_on_neither_side() -> None:
    found = effect(rows([*NOISE, None, None]), known(), YEAR)
    assert found is not None and found.verdict == "none_after"
    assert effect([], known(), YEAR) is None
