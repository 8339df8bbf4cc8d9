"""Which values does a publication hold, judged against the target in force and with small cells hidden?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from dash_app.access import Viewer, may_see
from dash_app.metrics import Summary, summary
from dash_app.queries.rows import Part, read_figures
from dash_app.store import Snapshot
from schemas import tables
from schemas.catalogue import BERLIN, Catalogue, Indicator
from schemas.observation import Figure, Status
from schemas.period import MONTHS, Level, Period

_V = tables.value.c


def areas(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the keys of Berlin and the twelve districts, in the order of every matrix and table."""
    return (BERLIN, *(area.key for area in catalogue.districts))


def figures(
    snapshot: Snapshot,
    viewer: Viewer,
    *,
    indicators: Iterable[str],
    level: Level | None = None,
    districts: Iterable[str] | None = None,
    start: date | None = None,
    end: date | None = None,
    periods: Iterable[Period] | None = None,
) -> list[Figure]:
    """Return the figures of some indicators, by indicator in the order given, then period, then area key.

    Args:
        snapshot: the publication.
        viewer: who reads; indicators that this person may not see, or nobody knows, are left out.
        indicators: ids.
        level: only this level.
        districts: area keys; Berlin and the twelve districts where left out, other units only by key.
        start: only periods that begin on this day or later.
        end: only periods that end on this day or earlier.
        periods: only these periods.
    """
    ids = _seen(snapshot, viewer, indicators)
    if periods is None:
        parts = [Part(ids, level, start, end)]
    else:
        wanted = [period for period in periods if level in (None, period.level)]
        parts = [
            Part(ids, each, start, end, tuple(sorted({p.start for p in wanted if p.level is each})))
            for each in dict.fromkeys(period.level for period in wanted)
        ]
    return read_figures(snapshot, viewer, ids, parts, _keys(snapshot, districts))


def series(
    snapshot: Snapshot,
    viewer: Viewer,
    *,
    indicator: str,
    level: Level,
    districts: Iterable[str] | None = None,
    start: date | None = None,
    end: date | None = None,
) -> dict[str, list[Figure]]:
    """Return the figures of one indicator on one level by area key, each in order of time.

    Areas and days as in `figures`; every area asked for has an entry, an empty one where it has no figures.
    """
    keys = areas(snapshot.catalogue) if districts is None else tuple(districts)
    found: dict[str, list[Figure]] = {key: [] for key in keys}
    for figure in figures(
        snapshot, viewer, indicators=[indicator], level=level, districts=keys, start=start, end=end
    ):
        found[figure.district].append(figure)
    return found


def figures_at(
    snapshot: Snapshot,
    viewer: Viewer,
    *,
    period: Period,
    indicators: Iterable[str] | None = None,
    districts: Iterable[str] | None = None,
) -> list[Figure]:
    """Return the state as of a period: one figure for each indicator and area, in this order.

    An indicator that has the level of the period gives its figure of that period; any other the one that ends
    last but no later, the longest of several. Where there is nothing, the figure says `no_data`. All visible
    indicators and Berlin with the twelve districts where left out.
    """
    asked = snapshot.catalogue.indicators if indicators is None else indicators
    ids, keys = _seen(snapshot, viewer, asked), _keys(snapshot, districts)
    at = _periods_at(snapshot, ids, period)
    by_period: dict[Period, list[str]] = {}
    for id_ in ids:
        by_period.setdefault(at[id_], []).append(id_)
    parts = [Part(tuple(each), p.level, starts=(p.start,)) for p, each in by_period.items()]
    found = {(f.indicator, f.district): f for f in read_figures(snapshot, viewer, ids, parts, keys)}
    return [
        found.get((id_, key)) or _nothing(snapshot.catalogue.indicators[id_], key, at[id_])
        for id_ in ids
        for key in keys
    ]


def previous(
    snapshot: Snapshot, viewer: Viewer, listed: Sequence[Figure], *, is_year_before: bool = False
) -> dict[tuple[str, str], Figure]:
    """Return the figure before each of some figures, by indicator and area; no entry where there is none.

    That is the period before on the same level, for key dates the last one before, or the same period one
    year earlier. No two of the figures may have the same indicator and area.
    """
    earlier: dict[tuple[str, str], Period] = {}
    for figure in listed:
        period = Period(figure.period_start, figure.period_end, figure.level)
        earlier[figure.indicator, figure.district] = (
            period.year_before() if is_year_before else period.shift(-1)
        )
    if not is_year_before:
        earlier |= _last_key_dates(snapshot, [f for f in listed if f.level is Level.DATE])
    found = figures(
        snapshot,
        viewer,
        indicators=dict.fromkeys(figure.indicator for figure in listed),
        districts=dict.fromkeys(figure.district for figure in listed),
        periods=dict.fromkeys(earlier.values()),
    )
    return {
        (f.indicator, f.district): f
        for f in found
        if earlier.get((f.indicator, f.district)) == Period(f.period_start, f.period_end, f.level)
    }


def status_summary(
    snapshot: Snapshot,
    viewer: Viewer,
    *,
    period: Period,
    indicators: Iterable[str] | None = None,
    districts: Iterable[str] | None = (BERLIN,),
) -> Summary:
    """Count the states as of a period: of Berlin, or of the areas given (None: Berlin and the districts)."""
    return summary(figures_at(snapshot, viewer, period=period, indicators=indicators, districts=districts))


# Which indicators, areas and periods ----


def _seen(snapshot: Snapshot, viewer: Viewer, indicators: Iterable[str]) -> tuple[str, ...]:
    """Return the ids that exist and that the viewer may see, each once, in their order."""
    known = snapshot.catalogue.indicators
    return tuple(id_ for id_ in dict.fromkeys(indicators) if id_ in known and may_see(viewer, known[id_]))


def _keys(snapshot: Snapshot, districts: Iterable[str] | None) -> tuple[str, ...]:
    return areas(snapshot.catalogue) if districts is None else tuple(dict.fromkeys(districts))


def _nothing(indicator: Indicator, district: str, period: Period) -> Figure:
    """Return the figure that says that there is none."""
    return Figure(
        indicator=indicator.id,
        district=district,
        level=period.level,
        period=str(period),
        period_start=period.start,
        period_end=period.end,
        value=None,
        numerator=None,
        denominator=None,
        state=None,
        text=None,
        districts=0,
        flags=(),
        target=indicator.target_on(period.end, district),
        status=Status.NO_DATA,
    )


def _periods_at(snapshot: Snapshot, ids: tuple[str, ...], period: Period) -> dict[str, Period]:
    """Return the period that each indicator shows as of a period."""
    known = snapshot.catalogue.indicators
    others = tuple(id_ for id_ in ids if period.level not in known[id_].levels)
    last: dict[str, list[Period]] = {id_: [] for id_ in others}
    for level in dict.fromkeys(level for id_ in others for level in known[id_].levels):
        asked = tuple(id_ for id_ in others if level in known[id_].levels)
        for id_, found in _latest(snapshot, Part(asked, level, end=period.end)).items():
            last[id_].append(found)
    at = dict.fromkeys(ids, period)
    for id_ in others:
        coarsest = max(known[id_].levels, key=_months)
        at[id_] = max(
            last[id_], key=lambda p: (p.end, _months(p.level)), default=_ended(coarsest, period.end)
        )
    return at


def _months(level: Level) -> int:
    return MONTHS.get(level, 0)


def _ended(level: Level, day: date) -> Period:
    """Return the last period of a level that ends on or before a day."""
    period = Period.containing(day, level)
    return period if period.end <= day else period.shift(-1)


def _latest(snapshot: Snapshot, part: Part) -> dict[str, Period]:
    """Return the last period with rows of each indicator; no entry where it has none."""

    def ask() -> dict[str, Period]:
        assert part.level is not None
        question = select(_V.indicator, func.max(_V.period_start)).where(part.condition())
        with snapshot.connect() as connection:
            rows = connection.execute(question.group_by(_V.indicator)).all()
        return {id_: Period.containing(start, part.level) for id_, start in rows}

    return snapshot.remember(("latest", part), ask)


def _last_key_dates(snapshot: Snapshot, listed: Sequence[Figure]) -> dict[tuple[str, str], Period]:
    """Return the last key date before each of some figures of key dates."""
    before: dict[tuple[str, str], Period] = {}
    for id_, day in {(figure.indicator, figure.period_start) for figure in listed}:
        found = _latest(snapshot, Part((id_,), Level.DATE, end=day - timedelta(days=1)))
        same = (f for f in listed if f.indicator == id_ and f.period_start == day and found)
        before |= {(id_, figure.district): found[id_] for figure in same}
    return before
