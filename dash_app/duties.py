"""What do districts deliver together, and what became of each such delivery?

Figures that come with the same source, for the same agreement and level of time, are one duty:
"Quartalsmeldung der Standesämter, je Quartal". By figure: `queries.completeness`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from dash_app.access import Viewer
from dash_app.queries import Arrival, Due, agreements, completeness
from dash_app.store import Snapshot
from schemas.catalogue import Catalogue, Indicator
from schemas.period import Level, Period

REPORTED = "figures"
"""Source of figures that are delivered finished."""
URGENCY = (
    Arrival.REJECTED,
    Arrival.MISSING,
    Arrival.LATE,
    Arrival.NOT_YET_DUE,
    Arrival.ESTIMATED,
    Arrival.TEXT,
    Arrival.DELIVERED,
    Arrival.ON_TIME,
)
"""All states, first the one that asks for most attention: it stands for a delivery whose figures differ."""
OWED = frozenset({Arrival.REJECTED, Arrival.MISSING})


@dataclass(frozen=True, slots=True)
class Duty:
    """Figures that come together."""

    agreement: str
    """Id of the agreement, empty for figures of none."""
    source: str
    level: Level
    indicators: tuple[str, ...]

    @property
    def key(self) -> str:
        """Name in addresses: `standesaemter.standesamt-meldung.quarter`."""
        return f"{self.agreement}.{self.source}.{self.level.value}"


@dataclass(frozen=True, slots=True)
class Slot:
    """What a district owes for one period of a duty, and what came."""

    duty: Duty
    district: str
    period: Period
    dues: tuple[Due, ...]
    """One for each figure."""

    @property
    def arrival(self) -> Arrival:
        """State that asks for most attention."""
        return min((due.arrival for due in self.dues), key=URGENCY.index)

    @property
    def concerned(self) -> tuple[Due, ...]:
        """Figures in that state."""
        return tuple(due for due in self.dues if due.arrival is self.arrival)

    @property
    def due(self) -> date:
        """Last day on which all of it is in time."""
        return max(due.due for due in self.dues)

    @property
    def delivery(self) -> int | None:
        """Id of the latest delivery in that state; None where nothing came."""
        return max((due.delivery for due in self.concerned if due.delivery), default=None)

    @property
    def loaded(self) -> datetime | None:
        """When the last part of it was loaded (UTC)."""
        return max((due.loaded for due in self.concerned if due.loaded), default=None)

    @property
    def is_incomplete(self) -> bool:
        """Whether parts of the period or places are missing in what came."""
        return any(due.is_incomplete for due in self.dues)


@dataclass(frozen=True, slots=True)
class Debt:
    """What a district still owes of a duty: the periods, oldest first, and since when."""

    duty: Duty
    district: str
    periods: tuple[Period, ...]
    since: date
    """Last day on which the oldest would have been in time."""
    figures: int
    """How many of the figures of the duty are concerned."""
    refused: int | None
    """Id of the latest delivery that was refused, None where nothing came."""

    @property
    def is_unbroken(self) -> bool:
        """Whether the periods follow one another without a gap."""
        return len(self.periods) > 1 and self.periods[0].shift(len(self.periods) - 1) == self.periods[-1]


@dataclass(frozen=True, slots=True)
class Owed:
    """What the same districts owe of a duty for a period, or for several that follow one another."""

    duty: Duty
    periods: tuple[Period, ...]
    """Oldest first."""
    arrival: Arrival
    slots: tuple[Slot, ...]
    """One for each district and period: so many deliveries are open."""

    @property
    def districts(self) -> tuple[str, ...]:
        """Keys of the districts that owe it."""
        return tuple(dict.fromkeys(slot.district for slot in self.slots))

    @property
    def since(self) -> date:
        """Last day on which the oldest of it would have been in time."""
        return min(due.due for slot in self.slots for due in slot.concerned)

    @property
    def figures(self) -> int:
        """How many of the figures of the duty are open in each of these deliveries."""
        return len(self.slots[0].concerned)


@dataclass(frozen=True)
class Board:
    """All slots of a day by duty, period and district."""

    slots: Mapping[Duty, Mapping[Period, Mapping[str, Slot]]]

    def between(self, start: date, end: date) -> dict[Duty, list[Period]]:
        """Return the periods of each duty that end between two days, newest first.

        A duty whose periods are longer gives its latest one before the end; without any it is left out.
        """
        found = {}
        for duty, periods in self.slots.items():
            ended = sorted((period for period in periods if period.end <= end), reverse=True)
            if ended:
                found[duty] = [period for period in ended if period.end >= start] or ended[:1]
        return found

    @cached_property
    def debts(self) -> tuple[Debt, ...]:
        """Return what is owed, by duty and district."""
        found = []
        for duty, periods in self.slots.items():
            districts = dict.fromkeys(key for slots in periods.values() for key in slots)
            for district in districts:
                slots = [slots[district] for _, slots in sorted(periods.items()) if district in slots]
                owed = [slot for slot in slots if slot.arrival in OWED]
                if owed:
                    found.append(_debt(duty, district, owed))
        return tuple(found)

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """Return the same debts by delivery, oldest first: who owes what together is said together."""
        found: list[Owed] = []
        for duty, periods in self.slots.items():
            listed: list[Owed] = []
            for period, slots in sorted(periods.items()):
                listed += _owed(duty, period, slots.values())
            found += _runs(listed)
        return tuple(sorted(found, key=lambda each: (each.since, len(each.districts), each.duty.key)))


def board(snapshot: Snapshot, viewer: Viewer, today: date) -> Board:
    """Return what is due and what came as of a day; empty where the viewer may not see deliveries."""

    def ask() -> Board:
        return Board(_slots(snapshot, viewer, completeness(snapshot, viewer, today=today)))

    return snapshot.remember(("duties.board", viewer, today), ask)


def source_of(indicator: Indicator, catalogue: Catalogue) -> str:
    """Return the slug of the source that delivers an indicator."""
    known = catalogue.measures_by_id
    return next((known[m].source for m in indicator.value.measures if m in known), REPORTED)


def _slots(
    snapshot: Snapshot, viewer: Viewer, owed: Iterable[Due]
) -> dict[Duty, dict[Period, dict[str, Slot]]]:
    catalogue = snapshot.catalogue
    by_place: dict[tuple[str, str, Level], dict[Period, dict[str, list[Due]]]] = {}
    for due in owed:
        indicator, agreement = catalogue.indicators[due.indicator], catalogue.agreement_of.get(due.indicator)
        key = agreement.id if agreement else "", source_of(indicator, catalogue), due.period.level
        by_place.setdefault(key, {}).setdefault(due.period, {}).setdefault(due.district, []).append(due)
    order = [agreement.id for agreement in agreements(snapshot, viewer)] + [""]
    found: dict[Duty, dict[Period, dict[str, Slot]]] = {}
    for key, periods in sorted(by_place.items(), key=lambda item: order.index(item[0][0])):
        ids = dict.fromkeys(d.indicator for each in periods.values() for dues in each.values() for d in dues)
        duty = Duty(*key, tuple(ids))
        found[duty] = {
            period: {
                district: Slot(duty, district, period, tuple(dues)) for district, dues in districts.items()
            }
            for period, districts in periods.items()
        }
    return found


def _owed(duty: Duty, period: Period, slots: Iterable[Slot]) -> list[Owed]:
    """Return what is open of one period, apart where districts owe different parts of it."""
    alike: dict[tuple[Arrival, int], list[Slot]] = {}
    for slot in slots:
        if slot.arrival in OWED:
            alike.setdefault((slot.arrival, len(slot.concerned)), []).append(slot)
    return [Owed(duty, (period,), arrival, tuple(found)) for (arrival, _), found in alike.items()]


def _runs(listed: Iterable[Owed]) -> list[Owed]:
    """Join what the same districts did not send for periods in a row; refused files stay apart."""
    runs: dict[tuple[object, ...], Owed] = {}
    done = []
    for each in listed:
        key = each.arrival, each.districts, each.figures
        before = runs.get(key)
        if before and each.arrival is Arrival.MISSING and before.periods[-1].shift(1) == each.periods[0]:
            each = replace(before, periods=before.periods + each.periods, slots=before.slots + each.slots)
        elif before:
            done.append(before)
        runs[key] = each
    return [*done, *runs.values()]


def _debt(duty: Duty, district: str, owed: Sequence[Slot]) -> Debt:
    open_ends = [due for slot in owed for due in slot.dues if due.arrival in OWED]
    refused = [due.delivery for due in open_ends if due.arrival is Arrival.REJECTED and due.delivery]
    return Debt(
        duty=duty,
        district=district,
        periods=tuple(slot.period for slot in owed),
        since=min(due.due for due in open_ends),
        figures=len({due.indicator for due in open_ends}),
        refused=max(refused, default=None),
    )
