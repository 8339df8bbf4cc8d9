"""When is the next delivery due?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from schemas.catalogue import Indicator
from schemas.period import Period


def next_deadline(indicators: Iterable[Indicator], today: date) -> tuple[date, Period] | None:
    """Return the first day on or after today by which a figure is due, and its period; None if none is."""
    coming = []
    for indicator in indicators:
        level, days = indicator.due_periods, indicator.due
        if level is None or days is None:
            continue
        period = Period.containing(today - timedelta(days=days), level)
        while period.end + timedelta(days=days) < today:
            period = period.shift(1)
        coming.append((period.end + timedelta(days=days), period))
    return min(coming, default=None)
