"""What does one publication hold that another one does not?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from dash_app.access import Viewer, visible
from dash_app.agreed_changes import is_redefined
from dash_app.changes import Came, Reason
from dash_app.queries.figures import areas, figures
from dash_app.queries.hiding import alone, hidden_cells, kept_beside, veil
from dash_app.store import Snapshot
from dash_app.sums import Cell, cell_of
from schemas import tables
from schemas.catalogue import Indicator
from schemas.observation import Figure
from schemas.period import Period

_V, _M, _D = tables.value.c, tables.measurement.c, tables.delivery.c


@dataclass(frozen=True, slots=True)
class Sides:
    """Figures of two publications that could be different, and the measurements that only one of them has."""

    before: list[Figure]
    after: list[Figure]
    came: list[Came]
    kept: tuple[Kept, Kept]
    """Cells of both by indicator whose numbers must not be told, as newer publications would betray others.

    Their figures are there all the same: why they changed is no secret.
    """


Kept = dict[str, frozenset[Cell]]


def sides(before: Snapshot, after: Snapshot, viewer: Viewer) -> Sides:
    """Return what could be different between two publications, for Berlin and the districts.

    Figures that are the same in both are left out, but of an indicator that is defined differently or has a
    hidden figure all are there as soon as one of it is different.
    """
    periods, whole = _different(before, after, viewer)
    found, kept = [], []
    for snapshot in (before, after):
        listed = figures(snapshot, viewer, indicators=whole) if whole else []
        for wanted, ids in _by_periods(periods, whole).items():
            listed += figures(snapshot, viewer, indicators=ids, periods=wanted)
        kept.append({id_: kept_beside(snapshot, id_) for id_ in dict.fromkeys(f.indicator for f in listed)})
        found.append(_opened(snapshot, viewer, listed, kept[-1]))
    return Sides(found[0], found[1], _came(before, after), (kept[0], kept[1]))


def _opened(snapshot: Snapshot, viewer: Viewer, listed: list[Figure], kept: Kept) -> list[Figure]:
    """Return figures with those that are hidden for other publications as they are in this one alone."""
    closed = veil(snapshot, viewer).seen  # of these nothing more than what is there already
    opened = {id_: cells for id_, cells in kept.items() if cells and id_ not in closed}
    own = {(f.indicator, cell_of(f)): f for id_ in opened for f in alone(snapshot, id_)}
    return [own[f.indicator, cell_of(f)] if cell_of(f) in opened.get(f.indicator, ()) else f for f in listed]


Periods = dict[str, set[Period]]


def _by_periods(periods: Periods, whole: Collection[str]) -> dict[frozenset[Period], list[str]]:
    """Return indicators by the periods in which they are different, so that few questions are asked."""
    found: dict[frozenset[Period], list[str]] = {}
    for id_, each in periods.items():
        if id_ not in whole:
            found.setdefault(frozenset(each), []).append(id_)
    return found


def _different(before: Snapshot, after: Snapshot, viewer: Viewer) -> tuple[Periods, list[str]]:
    """Return the periods that differ by indicator, and the indicators that are needed as a whole."""
    was, now = (
        {i.id: i for i in visible(viewer, each.catalogue.indicators.values())} for each in (before, after)
    )
    seen = was.keys() | now.keys()
    periods: Periods = {}
    for id_, label in _differing(before, after):
        if id_ in seen:
            periods.setdefault(id_, set()).add(Period.parse(label))
    whole = [id_ for id_ in dict.fromkeys((*now, *was)) if _agreed_anew(was.get(id_), now.get(id_))]
    whole += [
        id_
        for id_ in periods
        if id_ not in whole
        and any(id_ in each.catalogue.indicators and hidden_cells(each, id_) for each in (before, after))
    ]
    return periods, whole


def _agreed_anew(was: Indicator | None, now: Indicator | None) -> bool:
    """Tell whether an indicator that both have is defined or agreed differently."""
    if was is None or now is None:
        return False
    return is_redefined(was, now) or was.targets != now.targets


def _differing(before: Snapshot, after: Snapshot) -> set[tuple[str, str]]:
    """Return indicators and labels of periods with a row that only one of two publications has."""
    first, second = _rows(before), _rows(after)
    return {(row[0], row[1]) for row in first ^ second}


def _rows(snapshot: Snapshot) -> set[tuple[str, str, str, int]]:
    """Return indicator, period, area and a fingerprint of what is said of them."""
    said = func.hash(_V.value, _V.numerator, _V.denominator, _V.state, _V.text)
    question = select(_V.indicator, _V.period, _V.district, said).where(
        _V.district.in_(areas(snapshot.catalogue))
    )
    with snapshot.connect() as connection:
        return {(id_, label, area, said) for id_, label, area, said in connection.execute(question)}


# What came in between ----


def _came(before: Snapshot, after: Snapshot) -> list[Came]:
    """Return the measurements that only one of two publications has; numbers are never used twice."""
    old, new = _publications(before), _publications(after)
    withdrawn = [replace(each, reason=Reason.WITHDRAWN) for each in _measured(before, old - new)]
    return [*_measured(after, new - old), *withdrawn]


def _publications(snapshot: Snapshot) -> set[int]:
    """Return the numbers of the publications whose deliveries it holds."""
    with snapshot.connect() as connection:
        return set(connection.execute(select(_D.publication).distinct()).scalars())


def _measured(snapshot: Snapshot, numbers: Collection[int]) -> list[Came]:
    """Return the measurements of some publications, and whether they replaced others."""
    if not numbers:
        return []
    columns = (_M.measure, _M.district, _M.period_start, _M.period_end)
    is_revision = _M.revision > 0
    question = select(*columns, is_revision).distinct().where(_M.publication.in_(sorted(numbers)))
    with snapshot.connect() as connection:
        return [
            Came(measure, district, start, end, Reason.REVISION if revised else Reason.MISSING)
            for measure, district, start, end, revised in connection.execute(question)
        ]
