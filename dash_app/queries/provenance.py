"""Which measurements are behind a figure, in which file and line, and what did they replace?"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sqlalchemy import RowMapping, select

from dash_app.access import Viewer, may_see, may_see_deliveries
from dash_app.queries.deliveries import Delivery, delivery
from dash_app.queries.figures import areas, figures
from dash_app.queries.hiding import veil
from dash_app.store import Snapshot
from schemas import tables
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure, Status
from schemas.period import MONTHS, Level, Period

_M = tables.measurement.c
_COPIED = (
    "id",
    "measure",
    "district",
    "place",
    "whole",
    "part",
    "value",
    "numerator",
    "denominator",
    "state",
    "text",
    "estimated",
    "provisional",
    "reported",
    "demo",
    "note",
    "reference",
    "line_first",
    "line_last",
    "rows",
    "revision",
)


@dataclass(frozen=True, slots=True)
class Origin:
    """One measurement behind a figure: what was counted where and when, and the lines that say so."""

    id: int
    measure: str
    """Measure id; the indicator id of a finished figure."""
    district: str
    place: str
    """Area key, or source and id of a site."""
    whole: bool
    """Speaks for the district as a whole, not for one site."""
    period: Period
    part: str
    """Days covered, `first/last`, where less than the period; else empty."""
    value: float | None
    numerator: float | None
    denominator: float | None
    state: str | None
    text: str | None
    estimated: bool
    provisional: bool
    reported: bool
    demo: bool
    note: str | None
    reference: str | None
    delivery: Delivery
    line_first: int
    line_last: int
    rows: int
    """Rows of the file that were added up."""
    revision: int
    """0 for the first delivery, then 1, 2, ..."""
    is_used: bool
    """Counts in the figure; else something goes before it, as the district as a whole before its sites."""
    is_hidden: bool
    """Numbers left out because too few cases are behind them."""
    replaced: tuple[Origin, ...] = ()
    """Earlier deliveries of the same, newest first."""


def provenance(
    snapshot: Snapshot, viewer: Viewer, *, indicator: str, district: str, period: Period
) -> list[Origin]:
    """Return the measurements behind a figure, ordered by area, formula, period and place.

    For a district also those of its sites, for Berlin those of all districts, for a long period those of the
    short ones in it. Empty where the viewer may not see them. Where an indicator has a least number of cases,
    only numbers that are published as figures themselves are shown, and none that were replaced: they may
    have been too small. Of districts that the viewer may not see there are no numbers either.
    """
    known = snapshot.catalogue.indicators.get(indicator)
    if known is None or not may_see(viewer, known) or not may_see_deliveries(viewer):
        return []
    seen = veil(snapshot, viewer).seen.get(indicator)
    if seen is not None and district not in seen:
        return []
    keys = areas(snapshot.catalogue) if district == BERLIN else (district,)
    found = snapshot.remember(
        ("provenance", indicator, keys, period), lambda: _read(snapshot, viewer, known, keys, period)
    )
    inside = figures(
        snapshot, viewer, indicators=[indicator], districts=keys, start=period.start, end=period.end
    )
    asked = next((f for f in inside if f.district == district and f.period == str(period)), None)
    used = _used(found, known, asked)
    shown = {(f.level, f.period, f.district) for f in inside if f.status is not Status.SUPPRESSED}
    is_open = known.min_cases is None
    marked = (replace(origin, is_used=origin.id in used) for origin in found)

    def is_covered(origin: Origin) -> bool:
        is_city = origin.district == BERLIN and asked is not None and asked.is_withheld
        return seen is not None and (is_city or origin.district not in seen)

    return [_without_numbers(o) if is_covered(o) else o if is_open else _sparing(o, shown) for o in marked]


# What was delivered ----


def _read(
    snapshot: Snapshot, viewer: Viewer, indicator: Indicator, keys: tuple[str, ...], period: Period
) -> tuple[Origin, ...]:
    """Return all current measurements that could be behind a figure, with those they replaced."""
    measures = (indicator.id, *indicator.value.measures)
    columns = [_M[name] for name in (*_COPIED, "delivery", "level", "period", "current")]
    question = select(*columns).where(
        _M.measure.in_(measures),
        _M.district.in_(keys),
        _M.period_start >= period.start,
        _M.period_end <= period.end,
    )
    with snapshot.connect() as connection:
        rows = connection.execute(question.order_by(_M.revision.desc(), _M.id.desc())).mappings().all()
    by_key: dict[tuple[object, ...], list[RowMapping]] = {}
    for row in rows:
        key = row["place"], row["measure"], row["level"], row["period"], row["part"]
        by_key.setdefault(key, []).append(row)
    origins = []
    for same in by_key.values():
        same.sort(key=lambda row: not row["current"])
        current, *earlier = (_origin(snapshot, viewer, row) for row in same)
        origins.append(replace(current, replaced=tuple(earlier)))
    order = {measure: number for number, measure in enumerate(measures)}
    origins.sort(key=lambda o: (o.district, order[o.measure], o.period, o.place, o.part))
    return tuple(origins)


def _origin(snapshot: Snapshot, viewer: Viewer, row: RowMapping) -> Origin:
    found = delivery(snapshot, viewer, row["delivery"])
    assert found is not None, "every measurement names its delivery"
    return Origin(
        **{name: row[name] for name in _COPIED},
        period=Period.parse(row["period"]),
        delivery=found,
        is_used=False,
        is_hidden=False,
    )


# What counts ----


def _used(origins: Iterable[Origin], indicator: Indicator, figure: Figure | None) -> set[int]:
    """Return the ids of the measurements that count, by the precedence that the loader follows."""
    by_district: dict[str, list[Origin]] = {}
    for origin in origins:
        by_district.setdefault(origin.district, []).append(origin)
    is_reported = indicator.value.kind == "reported"
    city = [o for o in by_district.pop(BERLIN, []) if not o.reported or is_reported or _is_value(o, figure)]
    taken = _take(city, [])
    of_city = len(taken)
    for each in by_district.values():
        taken += _take(each, taken[:of_city])
    if indicator.value.kind == "last":
        last: dict[tuple[str, str], date] = {}
        for o in taken:
            last[o.district, o.measure] = max(last.get((o.district, o.measure), o.period.end), o.period.end)
        taken = [o for o in taken if o.period.end == last[o.district, o.measure]]
    return {origin.id for origin in taken}


def _take(origins: Iterable[Origin], before: Sequence[Origin]) -> list[Origin]:
    """Return those that nothing else goes before, best first."""
    taken: list[Origin] = []
    for _, group in groupby(sorted(origins, key=_rank), key=_rank):
        taken += [o for o in group if not any(_goes_before(other, o) for other in (*before, *taken))]
    return taken


def _kind(origin: Origin) -> tuple[int, int]:
    """Return the rank of a kind of measurement: long periods, then the whole, finished figures, sites."""
    kind = 1 if origin.reported else 0 if origin.whole else 2
    return -MONTHS.get(origin.period.level, 0), kind


def _rank(origin: Origin) -> tuple[bool, tuple[int, int], bool]:
    return origin.value is None, _kind(origin), bool(origin.part)


def _goes_before(other: Origin, origin: Origin) -> bool:
    """Tell whether another measurement of the same time makes this one idle; sites stand side by side."""
    covers = other.period.start <= origin.period.start and origin.period.end <= other.period.end
    is_same = other.reported or origin.reported or other.measure == origin.measure
    is_beside = other.district == origin.district and _kind(other) == _kind(origin)
    return covers and is_same and (other.place == origin.place or not is_beside)


def _is_value(origin: Origin, figure: Figure | None) -> bool:
    """Tell whether a finished figure is the value itself."""
    return figure is not None and "reported" in figure.flags and origin.value == figure.value


# What may be shown ----


def _sparing(origin: Origin, shown: Container[tuple[Level, str, str]]) -> Origin:
    """Return a measurement without numbers that are not those of a figure that is shown now."""
    if not _is_published(origin, shown):
        return _without_numbers(origin)
    return replace(origin, replaced=tuple(_without_numbers(earlier) for earlier in origin.replaced))


def _is_published(origin: Origin, shown: Container[tuple[Level, str, str]]) -> bool:
    """Tell whether the numbers of a measurement are those of a figure that is shown."""
    return (
        origin.whole
        and not origin.part
        and (origin.period.level, str(origin.period), origin.district) in shown
    )


def _without_numbers(origin: Origin) -> Origin:
    return replace(
        origin,
        value=None,
        numerator=None,
        denominator=None,
        state=None,
        text=None,
        note=None,
        is_hidden=True,
        replaced=tuple(_without_numbers(earlier) for earlier in origin.replaced),
    )
