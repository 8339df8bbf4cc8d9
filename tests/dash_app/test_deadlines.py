"""A wrong deadline makes clerks late: the next day on which a figure is due."""

from __future__ import annotations

from datetime import date

import pytest

from dash_app.deadlines import next_deadline
from schemas.catalogue import Indicator
from tests.etl.small import indicator


def owed(level: str, days: int | None) -> Indicator:
    return Indicator.model_validate(indicator("q", {"sum": "kept"}, [level], due=days))


@pytest.mark.parametrize(
    ("today", "level", "days", "due", "period"),
    [
        ("2026-11-20", "month", 20, "2026-11-20", "2026-10"),
        ("2026-11-21", "month", 20, "2026-12-20", "2026-11"),
        ("2026-10-30", "quarter", 30, "2026-10-30", "2026-Q3"),
        ("2026-10-31", "quarter", 30, "2027-01-30", "2026-Q4"),
        ("2026-01-05", "year", 60, "2026-03-01", "2025"),
    ],
)
def test_the_last_day_of_a_period_and_the_days_after_it(
    today: str, level: str, days: int, due: str, period: str
) -> None:
    found = next_deadline([owed(level, days)], date.fromisoformat(today))
    assert found is not None
    assert (found[0].isoformat(), str(found[1])) == (due, period)


def test_nobody_owes_anything() -> None:
    assert next_deadline([owed("month", None)], date(2026, 11, 20)) is None
