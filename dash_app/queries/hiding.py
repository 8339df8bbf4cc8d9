"""What of a publication stays hidden: small cells from everybody, survey results from other districts?

The one place where it is found out; every query of figures asks here. `dash_app.access` says what a viewer
may see, `dash_app.suppression` and `dash_app.telling` what would give something else away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from dash_app.access import Viewer, areas_seen
from dash_app.concealment import concealed
from dash_app.queries.judged import judged
from dash_app.store import Snapshot
from dash_app.sums import Cell, cell_of
from dash_app.suppression import hide, suppressed_cells
from dash_app.telling import telling_cells
from schemas import tables
from schemas.catalogue import BERLIN, Visibility
from schemas.observation import WITHHELD, Figure

_V = tables.value.c

# Small cells: hidden from everybody ----


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
        ("hidden", id_), lambda: suppressed_cells(judged(snapshot, _V.indicator == id_), indicator)
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
    return [hide(f) if cell_of(f) in hidden else f for f in judged(snapshot, _V.indicator == id_)]


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


# Survey results: hidden from other districts ----


@dataclass(frozen=True, eq=False)
class Veil:
    """What of a publication one viewer may not see; of whole indicators `may_see` tells.

    The same for all viewers with the same rights; `key` says by what answers are remembered.
    """

    snapshot: Snapshot
    viewer: Viewer
    seen: Mapping[str, frozenset[str]]
    """Areas that the viewer sees, by id of the indicators of which these are not all."""

    def key(self, ids: Iterable[str]) -> Viewer | None:
        """Return what answers about some indicators are remembered by; None where they are for everybody."""
        return None if self.seen.keys().isdisjoint(ids) else self.viewer

    def covers(self, id_: str, cell: Cell) -> bool:
        """Tell whether the viewer may not see a figure."""
        keys = self.seen.get(id_)
        if keys is None:
            return False
        return cell.district not in keys or (
            cell.district == BERLIN and cell in city_cells(self.snapshot, id_)
        )

    def over(self, figures: Iterable[Figure]) -> list[Figure]:
        """Return figures, those that the viewer may not see without numbers."""
        return [
            hide(f, WITHHELD) if f.indicator in self.seen and self.covers(f.indicator, cell_of(f)) else f
            for f in figures
        ]


def veil(snapshot: Snapshot, viewer: Viewer) -> Veil:
    """Return what a viewer may not see of a publication."""

    def ask() -> Veil:
        catalogue, seen = snapshot.catalogue, {}
        for id_, indicator in catalogue.indicators.items():
            agreement = catalogue.agreement_of.get(id_)
            keys = areas_seen(viewer, indicator, agreement.id if agreement else None)
            if keys is not None:
                seen[id_] = keys
        return Veil(snapshot, viewer, seen)

    return snapshot.remember(("veil", viewer), ask)


def city_cells(snapshot: Snapshot, id_: str) -> frozenset[Cell]:
    """Return the cells of Berlin from which, or beside newer publications, a single district would follow."""
    indicator = snapshot.catalogue.indicators[id_]
    own = snapshot.remember(
        ("telling", id_), lambda: telling_cells(judged(snapshot, _V.indicator == id_), indicator)
    )
    if not snapshot.newer:
        return own
    return own | snapshot.remember("cities beside", lambda: _cities_beside(snapshot)).get(id_, frozenset())


def _cities_beside(snapshot: Snapshot) -> dict[str, frozenset[Cell]]:
    """Return, by indicator, the cells of Berlin that changed with a district in a newer publication."""
    mine = {i for i, each in snapshot.catalogue.indicators.items() if each.visibility is Visibility.OWN}
    found: dict[str, frozenset[Cell]] = {}
    for newer in snapshot.later() if mine else ():
        for id_ in mine & newer.catalogue.indicators.keys():
            before, after = _city_alone(snapshot, id_), _city_alone(newer, id_)
            beside = concealed(before, after, snapshot.catalogue.indicators[id_])
            found[id_] = found.get(id_, frozenset()) | {c for c in beside if c.district == BERLIN}
    return found


def _city_alone(snapshot: Snapshot, id_: str) -> list[Figure]:
    """Return all figures of an indicator with those of districts hidden."""
    listed = judged(snapshot, _V.indicator == id_)
    return [figure if figure.district == BERLIN else hide(figure) for figure in listed]
