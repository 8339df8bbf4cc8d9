"""Which rows of a publication does a question choose, as figures without what the viewer may not see?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from dash_app.access import Viewer
from dash_app.queries.hiding import hidden_cells, veil
from dash_app.queries.judged import judged
from dash_app.store import Snapshot
from dash_app.sums import cell_of
from dash_app.suppression import hide
from schemas import tables
from schemas.observation import Figure
from schemas.period import Level

_V = tables.value.c
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
    snapshot: Snapshot, viewer: Viewer, ids: tuple[str, ...], parts: Iterable[Part], keys: tuple[str, ...]
) -> list[Figure]:
    """Return the figures of some parts and areas, by indicator as in `ids`, then period, then area key.

    The viewer may see something of all indicators asked for.
    """
    chosen = tuple(part for part in parts if part.indicators)
    if not chosen or not keys:
        return []

    veiled = veil(snapshot, viewer)

    def ask() -> tuple[Figure, ...]:
        condition = and_(_V.district.in_(keys), or_(*(part.condition() for part in chosen)))
        hidden = {id_: hidden_cells(snapshot, id_) for id_ in ids}
        found = [
            hide(figure) if cell_of(figure) in hidden[figure.indicator] else figure
            for figure in judged(snapshot, condition)
        ]
        order = {id_: number for number, id_ in enumerate(ids)}
        found.sort(
            key=lambda f: (order[f.indicator], f.period_start, f.period_end, _RANK[f.level], f.district)
        )
        return tuple(veiled.over(found))

    return list(snapshot.remember(("figures", ids, chosen, keys, veiled.key(ids)), ask))
