from __future__ import annotations

import pytest

from etl.sources._words import level_of, period_text, same_unit
from schemas.period import Level


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-Q3", "2024-Q3"),
        ("III/2024", "2024-Q3"),
        ("iv / 2024", "2024-Q4"),
        ("3. Quartal 2024", "2024-Q3"),
        ("III. Quartal 2024", "2024-Q3"),
        ("Quartal 3/2024", "2024-Q3"),
        ("Q3 2024", "2024-Q3"),
        ("Q3/2024", "2024-Q3"),
        ("2024 Q3", "2024-Q3"),
        ("2024/3. Quartal", "2024-Q3"),
        ("1. Halbjahr 2024", "2024-H1"),
        ("II. Hj. 2024", "2024-H2"),
        ("H2/2024", "2024-H2"),
        ("2024 H2", "2024-H2"),
        ("03/2024", "2024-03"),
        ("3.2024", "2024-03"),
        ("März 2024", "2024-03"),
        ("31.03.2024", "2024-03-31"),
        ("Jahr 2024", "2024"),
        (" 2024 ", "2024"),
    ],
)
def test_periods_are_read_as_offices_write_them(written: str, meant: str) -> None:
    assert period_text(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "aktuell",
        "2016/2018",
        "2022-01/2022-07",
        "2024-Q5",
        "V/2024",
        "3. Halbjahr 2024",
        "13/2024",
        "31.02.2024",
    ],
)
def test_what_is_no_period_stays_as_it_was_written_so_that_the_finding_can_name_it(written: str) -> None:
    assert period_text(written) == written
    assert level_of(written) is None


def test_the_level_follows_from_the_text() -> None:
    assert [level_of(text) for text in ("2024-Q3", "2024-H1")] == [Level.QUARTER, Level.HALF]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prozent", "%"),
        ("Tage", "tage"),
        ("VZÄ", "VZÄ"),
        ("Anzahl", "Personen"),
        ("€", "EUR"),
        ("Stellen", "VZÄ"),
    ],
)
def test_units_that_mean_the_same_or_may_do_so_are_no_complaint(one: str, other: str) -> None:
    assert same_unit(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Wochen", "Tage"), ("Anzahl", "%"), ("Stunden", "min"), ("%", "Punkte")]
)
def test_units_that_would_change_the_value_are_told_apart(one: str, other: str) -> None:
    assert not same_unit(one, other)
