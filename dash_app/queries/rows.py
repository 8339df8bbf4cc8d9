"""How do rows of a publication become figures: judged, in order, and with small cells hidden?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from sys import intern
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from dash_app.concealment import concealed
from dash_app.metrics import judge
from dash_app.store import Snapshot
from dash_app.sums import Cell, cell_of
from dash_app.suppression import hide, suppressed_cells
from schemas import tables
from schemas.catalogue import Indicator, Target
from schemas.observation import FLAGS, Figure
from schemas.period import Level

_V = tables.value.c
_COLUMNS = (
    _V.indicator,
    _V.district,
    _V.level,
    _V.period,
    _V.period_start,
    _V.period_end,
    _V.value,
    _V.numerator,
    _V.denominator,
    _V.state,
    _V.text,
    _V.districts,
    *(_V[flag] for flag in FLAGS),
)
_LEVELS = {level.value: level for level in Level}
_RANK = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a choice of rows: indicators, and the level and periods of them; None does not restrict."""

    indicators: tuple[str, ...]
    level: Level | None = None
    start: date | None = None
    end: date | None = None
    starts: tuple[date, ...] | None = None

    def condition(self) -> ColumnElement[bool]:
        """Return the part as SQL."""
        conditions: list[ColumnElement[bool]] = [_V.indicator.in_(self.indicators)]
        if self.level is not None:
            conditions.append(_V.level == self.level.value)
        if self.start is not None:
            conditions.append(_V.period_start >= self.start)
        if self.end is not None:
            conditions.append(_V.period_end <= self.end)
        if self.starts is not None:
            conditions.append(_V.period_start.in_(self.starts))
        return and_(*conditions)


def read_figures(
    snapshot: Snapshot, ids: tuple[str, ...], parts: Iterable[Part], keys: tuple[str, ...]
) -> list[Figure]:
    """Return the figures of some parts and areas, by indicator as in `ids`, then period, then area key."""
    chosen = tuple(part for part in parts if part.indicators)
    if not chosen or not keys:
        return []

    def ask() -> tuple[Figure, ...]:
        condition = and_(_V.district.in_(keys), or_(*(part.condition() for part in chosen)))
        hidden = {id_: hidden_cells(snapshot, id_) for id_ in ids}
        found = [
            hide(figure) if cell_of(figure) in hidden[figure.indicator] else figure
            for figure in _judged(snapshot, condition)
        ]
        order = {id_: number for number, id_ in enumerate(ids)}
        found.sort(
            key=lambda f: (order[f.indicator], f.period_start, f.period_end, _RANK[f.level], f.district)
        )
        return tuple(found)

    return list(snapshot.remember(("figures", ids, chosen, keys), ask))


def hidden_cells(snapshot: Snapshot, id_: str) -> frozenset[Cell]:
    """Return the cells of an indicator that stay hidden; judged over all that is published of it.

    Of an older publication these are also the cells from which, beside a newer one, a small one would follow.
    """
    own = _small_cells(snapshot, id_)
    if not snapshot.newer:
        return own
    return own | snapshot.remember("beside", lambda: _beside(snapshot)).get(id_, frozenset())


def _small_cells(snapshot: Snapshot, id_: str) -> frozenset[Cell]:
    """Return the cells that stay hidden for the sake of this publication alone."""
    indicator = snapshot.catalogue.indicators[id_]
    if indicator.min_cases is None or id_ not in snapshot.remember("small", lambda: _with_small(snapshot)):
        return frozenset()
    return snapshot.remember(
        ("hidden", id_), lambda: suppressed_cells(_judged(snapshot, _V.indicator == id_), indicator)
    )


def _beside(snapshot: Snapshot) -> dict[str, frozenset[Cell]]:
    """Return, by indicator, what must not stand beside any of the newer publications."""
    found: dict[str, frozenset[Cell]] = {}
    for newer in snapshot.later():
        known = newer.catalogue.indicators
        for id_, indicator in snapshot.catalogue.indicators.items():
            if id_ in known and (_small_cells(snapshot, id_) or _small_cells(newer, id_)):
                before, after = alone(snapshot, id_), alone(newer, id_)
                found[id_] = found.get(id_, frozenset()) | concealed(before, after, indicator)
    return found


def kept_beside(snapshot: Snapshot, id_: str) -> frozenset[Cell]:
    """Return the cells that an older publication hides only for the sake of newer ones."""
    return hidden_cells(snapshot, id_) - _small_cells(snapshot, id_)


def alone(snapshot: Snapshot, id_: str) -> list[Figure]:
    """Return all figures of an indicator, hidden for the sake of this publication alone; not to be shown."""
    hidden = _small_cells(snapshot, id_)
    return [hide(f) if cell_of(f) in hidden else f for f in _judged(snapshot, _V.indicator == id_)]


def _with_small(snapshot: Snapshot) -> frozenset[str]:
    """Return the indicators with any cell below their `min_cases`: few, so that most need no search."""
    conditions = []
    for indicator in snapshot.catalogue.indicators.values():
        if indicator.min_cases is not None:
            is_count = indicator.value.kind in ("sum", "last")
            cases = _V.value / indicator.value.scale if is_count else _V.denominator
            conditions.append(and_(_V.indicator == indicator.id, cases > 0, cases < indicator.min_cases))
    if not conditions:
        return frozenset()
    with snapshot.connect() as connection:
        return frozenset(
            connection.execute(select(_V.indicator).distinct().where(or_(*conditions))).scalars()
        )


def _judged(snapshot: Snapshot, condition: ColumnElement[bool]) -> list[Figure]:
    """Return rows as figures with target and status; nothing is hidden yet."""
    with snapshot.connect() as connection:
        rows = connection.execute(select(*_COLUMNS).where(condition)).all()
    catalogue = snapshot.catalogue.indicators
    targets: dict[tuple[str, str, date], Target | None] = {}
    return [_figure(row, catalogue[row[0]], targets) for row in rows]


def _figure(
    row: Sequence[Any], indicator: Indicator, targets: dict[tuple[str, str, date], Target | None]
) -> Figure:
    id_, district, level, period, start, end, value, numerator, denominator, state, text, districts = row[:12]
    place = id_, district, end
    if place not in targets:
        targets[place] = indicator.target_on(end, district)
    target = targets[place]
    return Figure(
        indicator=indicator.id,
        district=intern(district),
        level=_LEVELS[level],
        period=intern(period),
        period_start=start,
        period_end=end,
        value=value,
        numerator=numerator,
        denominator=denominator,
        state=state,
        text=text,
        districts=districts,
        flags=tuple(compress(FLAGS, row[12:])),
        target=target,
        status=judge(value, indicator, target),
    )
