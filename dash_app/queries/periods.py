"""Which periods have figures, and which one does a reader want to see first?"""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, or_, select

from dash_app.access import Viewer, visible
from dash_app.store import Snapshot
from schemas import tables
from schemas.catalogue import BERLIN
from schemas.period import Level, Period

_V = tables.value.c
_FILLED = or_(_V.value.is_not(None), _V.text.is_not(None))


def periods(snapshot: Snapshot, viewer: Viewer, level: Level) -> list[Period]:
    """Return the periods of a level for which the viewer may see at least one figure, oldest first."""
    ids = _ids(snapshot, viewer)

    def ask() -> tuple[Period, ...]:
        question = select(_V.period_start, _V.period_end).distinct()
        chosen = question.where(_V.level == level.value, _V.indicator.in_(ids), _FILLED)
        with snapshot.connect() as connection:
            return tuple(sorted(Period(start, end, level) for start, end in connection.execute(chosen)))

    return list(snapshot.remember(("periods", ids, level), ask))


def latest_period(snapshot: Snapshot, viewer: Viewer, level: Level = Level.QUARTER) -> Period | None:
    """Return the last period of a level that had ended when the last deliveries end; None without figures.

    What offices deliver by month or quarter goes before published figures and coarser ones, so that one
    figure published for a whole year does not move every page. Where no period of the level has ended since
    the first delivery, it is the one that the last delivery lies in.
    """
    if level is Level.DATE:
        return max(periods(snapshot, viewer, level), default=None)
    ids = _ids(snapshot, viewer)
    found = snapshot.remember(("latest_period", ids), lambda: _span(snapshot, ids))
    if found is None:
        return None
    first, last = found
    period = Period.containing(last, level)
    if period.end <= last or period.shift(-1).end < first:
        return period
    return period.shift(-1)


def _span(snapshot: Snapshot, ids: tuple[str, ...]) -> tuple[date, date] | None:
    """Return first and last day of what was delivered; a quarter begun does not count as one that ended."""
    is_delivered, is_complete = _V.reported.is_(False), _V.incomplete.is_(False)
    is_fine = _V.level.in_((Level.MONTH.value, Level.QUARTER.value))
    is_district = _V.district != BERLIN
    question = select(func.min(_V.period_start), func.max(_V.period_end)).where(
        _V.indicator.in_(ids), _FILLED
    )
    choices = (
        (is_delivered, is_fine, is_complete, is_district),
        (is_delivered, is_fine),
        (is_delivered,),
        (),
    )
    with snapshot.connect() as connection:
        for conditions in choices:
            first, last = connection.execute(question.where(*conditions)).one()
            if last is not None:
                return first, last
    return None


def holds_demo(snapshot: Snapshot) -> bool:
    """Tell whether demonstration figures are among those published."""

    def ask() -> bool:
        with snapshot.connect() as connection:
            return connection.execute(select(_V.demo).where(_V.demo).limit(1)).first() is not None

    return snapshot.remember("holds_demo", ask)


def _ids(snapshot: Snapshot, viewer: Viewer) -> tuple[str, ...]:
    return tuple(indicator.id for indicator in visible(viewer, snapshot.catalogue.indicators.values()))
