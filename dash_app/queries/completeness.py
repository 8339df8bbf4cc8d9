"""Who owes which figure, and was it delivered in time?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from dash_app.access import Viewer, may_see_deliveries, visible
from dash_app.formats import BERLIN_TIME
from dash_app.queries.arrivals import Content, Load, contents, loads
from dash_app.queries.deliveries import Delivery, deliveries
from dash_app.store import Snapshot
from schemas.catalogue import Indicator
from schemas.period import Level, Period


class Arrival(StrEnum):
    """What became of a figure that is due."""

    ON_TIME = "on_time"
    LATE = "late"
    DELIVERED = "delivered"
    """Delivered, but nobody knows when: it came with the history that the first publication began with."""
    ESTIMATED = "estimated"
    TEXT = "text"
    """Delivered as a word, range or official sign instead of a number."""
    REJECTED = "rejected"
    """Delivered, but the checks refused the file."""
    MISSING = "missing"
    NOT_YET_DUE = "not_yet_due"


@dataclass(frozen=True, slots=True)
class Due:
    """One figure that a district owes for a period that has ended."""

    indicator: str
    district: str
    period: Period
    due: date
    """Last day on which it is in time."""
    arrival: Arrival
    loaded: datetime | None
    """When the last part of its first delivery was loaded (UTC); None where nothing was."""
    delivery: int | None
    """Id of that delivery, or of the one that was refused."""
    is_incomplete: bool
    """Whether a part of the period or of the places is missing."""


def completeness(
    snapshot: Snapshot,
    viewer: Viewer,
    *,
    today: date,
    indicators: Iterable[str] | None = None,
    districts: Iterable[str] | None = None,
    start: date | None = None,
    end: date | None = None,
) -> list[Due]:
    """Return every figure that a district owes, by indicator, period and district.

    From the first period that is due (or has figures) to the last that ended before today. A delivery is in
    time if it was loaded by the due day; what came later with the first publication may have been in time
    elsewhere.

    Args:
        snapshot: the publication.
        viewer: who reads; nothing where the viewer may not see deliveries.
        today: the day on which the question is asked.
        indicators: ids; all that are due where left out.
        districts: area keys; all twelve where left out.
        start: only periods that begin on this day or later.
        end: only periods that end on this day or earlier.
    """
    if not may_see_deliveries(viewer):
        return []
    wanted = None if indicators is None else frozenset(indicators)
    keys = None if districts is None else frozenset(districts)
    seen = visible(viewer, snapshot.catalogue.indicators.values())
    listed = tuple(i for i in seen if i.due_periods and (wanted is None or i.id in wanted))
    question = "completeness", tuple(i.id for i in listed), keys, start, end, today

    def ask() -> tuple[Due, ...]:
        owed = _Book(snapshot, viewer, listed, today).all(start or date.min, end or date.max)
        return tuple(due for due in owed if keys is None or due.district in keys)

    return list(snapshot.remember(question, ask))


class _Book:
    """What came and what did not, as of a day."""

    def __init__(
        self, snapshot: Snapshot, viewer: Viewer, indicators: Iterable[Indicator], today: date
    ) -> None:
        self.catalogue, self.today, self.indicators = snapshot.catalogue, today, tuple(indicators)
        self.contents = contents(snapshot, indicators)
        self.loads = loads(snapshot, indicators)
        self.refused = deliveries(snapshot, viewer, status="rejected")
        self.first_publication = min((d.publication for d in deliveries(snapshot, viewer)), default=0)
        self.days: dict[str, set[date]] = {}
        for id_, _, day in self.contents:
            self.days.setdefault(id_, set()).add(day)

    def all(self, start: date, end: date) -> Iterator[Due]:
        """Yield all that is owed for periods between two days, both included."""
        for indicator in self.indicators:
            for period in self.periods(indicator):
                if start <= period.start and period.end <= end:
                    yield from self.owed(indicator, period)

    def periods(self, indicator: Indicator) -> Iterator[Period]:
        """Yield the periods that are due and have ended, oldest first; key dates where they have figures."""
        level, days = indicator.due_periods, self.days.get(indicator.id, set())
        if level is None:
            return
        if level is Level.DATE:
            since = indicator.due_from or date.min
            yield from (Period(day, day, level) for day in sorted(days) if since <= day < self.today)
            return
        ended = Period.containing(self.today, level).shift(-1)
        first = indicator.due_from or min(days, default=ended.start)
        period = Period.containing(first, level)
        while period <= ended:
            if period.start >= first:
                yield period
            period = period.shift(1)

    def owed(self, indicator: Indicator, period: Period) -> Iterator[Due]:
        """Yield what each district owes for a period."""
        due = period.end + timedelta(days=indicator.due or 0)
        systems = self._systems(indicator)
        refused = [d for d in self.refused if d.source in systems and _overlaps(d, period)]
        for district in self.catalogue.districts:
            key = indicator.id, district.key, period.start
            content, load = self.contents.get(key), self.loads.get(key)
            refusal = next((d for d in refused if district.key in d.districts), None)
            yield Due(
                indicator=indicator.id,
                district=district.key,
                period=period,
                due=due,
                arrival=(arrival := self._arrival(content, load, due, refusal)),
                loaded=load.loaded if load else None,
                delivery=refusal.id
                if refusal and arrival is Arrival.REJECTED
                else load.delivery
                if load
                else None,
                is_incomplete=content is not None and content.is_incomplete,
            )

    def _arrival(
        self, content: Content | None, load: Load | None, due: date, refusal: Delivery | None
    ) -> Arrival:
        if content and (content.is_number or content.is_text):
            if not content.is_number:
                return Arrival.TEXT
            return Arrival.ESTIMATED if content.is_estimated else self._timeliness(load, due)
        if refusal:
            return Arrival.REJECTED
        return Arrival.MISSING if self.today > due else Arrival.NOT_YET_DUE

    def _timeliness(self, load: Load | None, due: date) -> Arrival:
        if load is None:
            return Arrival.DELIVERED
        if load.loaded.replace(tzinfo=UTC).astimezone(BERLIN_TIME).date() <= due:
            return Arrival.ON_TIME
        return Arrival.DELIVERED if load.publication == self.first_publication else Arrival.LATE

    def _systems(self, indicator: Indicator) -> set[str]:
        """Return the source systems that deliver what an indicator needs."""
        known = self.catalogue.measures_by_id
        return {"figures"} | {
            known[measure].source for measure in indicator.value.measures if measure in known
        }


def _overlaps(delivery: Delivery, period: Period) -> bool:
    """Tell whether a delivery says that it has figures of a period."""
    first, last = delivery.period_start, delivery.period_end
    return first is not None and last is not None and first <= period.end and period.start <= last
