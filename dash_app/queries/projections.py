"""How does a publication expect its figures to go on?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from dash_app.access import Viewer, may_see
from dash_app.outlook import HIDDEN, Point, Projection, Record
from dash_app.queries.hiding import Veil, hidden_cells, veil
from dash_app.store import Snapshot
from dash_app.sums import Cell
from schemas import tables
from schemas.observation import WITHHELD
from schemas.period import Level, Period
from schemas.projection import End, Method, Scale

_P, _N = tables.projection.c, tables.projected.c
_NUMBERS = (
    _N.centre, _N.spread, _N.expected, _N.lower80, _N.upper80, _N.lower95, _N.upper95,
)  # fmt: skip
Projections = Mapping[tuple[str, str], Projection]
"""Projection by indicator and area."""


def projections(
    snapshot: Snapshot, viewer: Viewer, *, indicators: Iterable[str], districts: Iterable[str]
) -> Projections:
    """Return the projections of some indicators and areas, by both.

    No entry where the viewer may not see the indicator, where it has no target or no figures, and for
    publications from before there were projections (`snapshot.holds("projection")`). A projection that rests
    on a figure which stays hidden, or which the viewer may not see, says so and nothing else.
    """
    found, keys = snapshot.remember("projections", lambda: _projections(snapshot)), tuple(districts)
    known, veiled = snapshot.catalogue.indicators, veil(snapshot, viewer)
    seen = [id_ for id_ in dict.fromkeys(indicators) if id_ in known and may_see(viewer, known[id_])]
    return {(id_, key): _seen(veiled, found[id_, key]) for id_ in seen for key in keys if (id_, key) in found}


def _seen(veiled: Veil, made: Projection) -> Projection:
    """Return a projection without numbers where the viewer may not see the figures that it rests on."""
    if made.indicator not in veiled.seen or made.first is None or made.last is None:
        return made
    period, covered = made.first, False
    while period.start <= made.last.start and not covered:
        covered = veiled.covers(made.indicator, Cell(made.level, str(period), made.district))
        period = period.shift(1)
    if not covered:
        return made
    bare = replace(made, reason=WITHHELD, method=None, model=None, scale=Scale.PLAIN, freedom=0)
    return replace(bare, record=None, library=None, points=())


def _projections(snapshot: Snapshot) -> dict[tuple[str, str], Projection]:
    """Read all projections of a publication; asked once."""
    if not snapshot.holds(tables.projection.name):
        return {}
    with snapshot.connect() as connection:
        rows = connection.execute(select(tables.projection)).mappings().all()
        order = _N.indicator, _N.district, _N.period_start
        listed = connection.execute(select(_N.indicator, _N.district, _N.period, *_NUMBERS).order_by(*order))
        points: dict[tuple[str, str], list[Point]] = {}
        for id_, key, period, *numbers in listed:
            points.setdefault((id_, key), []).append(Point(Period.parse(period), *numbers))
    catalogue = snapshot.catalogue.indicators
    return {
        place: _projection(snapshot, row, tuple(points.get(place, ())))
        for row in rows
        if (place := (row["indicator"], row["district"]))[0] in catalogue
    }


def _projection(snapshot: Snapshot, row: Mapping[Any, Any], points: tuple[Point, ...]) -> Projection:
    indicator, until = snapshot.catalogue.indicators[row["indicator"]], Period.parse(row["until"])
    reason = HIDDEN if _rests_on_hidden(snapshot, row) else row["obstacle"]
    made = reason is None
    return Projection(
        indicator=indicator.id,
        district=row["district"],
        level=Level(row["level"]),
        reason=reason,
        end=End(row["end"]),
        day=row["day"],
        until=until,
        target=indicator.target_on(until.end, row["district"]),
        first=Period.parse(row["first"]) if row["first"] else None,
        last=Period.parse(row["last"]) if row["last"] else None,
        known=row["known"],
        late=tuple(map(Period.parse, row["late"].split())),
        method=Method(row["method"]) if made else None,
        model=row["model"] if made else None,
        scale=Scale(row["scale"]) if made else Scale.PLAIN,
        freedom=row["freedom"] if made else 0,
        record=_record(row) if made else None,
        library=row["library"] if made else None,
        points=points if made else (),
    )


def _record(row: Mapping[Any, Any]) -> Record:
    errors = (row["mase"], row["mase_last_value"], row["mase_last_year"])
    return Record(row["tests"], row["inside"], *errors)


def _rests_on_hidden(snapshot: Snapshot, row: Mapping[Any, Any]) -> bool:
    """Tell whether one of the figures that went in stays hidden, be it to protect another one."""
    if row["first"] is None:
        return False
    first, last = Period.parse(row["first"]), Period.parse(row["last"])
    left_out = row["left_out"].split()
    return any(
        first.start <= Period.parse(cell.period).start <= last.start and cell.period not in left_out
        for cell in hidden_cells(snapshot, row["indicator"])
        if cell.district == row["district"] and cell.level.value == row["level"]
    )
