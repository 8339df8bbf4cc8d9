"""How did every indicator move in every area, as far as statistics need to know?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import and_, func, or_, select

from dash_app.access import Viewer, may_see
from dash_app.control import Course, Moment, Standing, chosen_level, counted, standing
from dash_app.queries.figures import areas
from dash_app.queries.hiding import hidden_cells, veil
from dash_app.store import Snapshot
from dash_app.sums import Cell
from schemas import tables
from schemas.observation import Figure
from schemas.period import MONTHS, Level, Period

_V = tables.value.c
_COLUMNS = (
    _V.indicator,
    _V.level,
    _V.district,
    _V.period_start,
    _V.period_end,
    _V.period,
    _V.value,
    _V.incomplete,
)
Courses = Mapping[tuple[str, str], Course]
"""Course by indicator and area."""


def courses(snapshot: Snapshot, viewer: Viewer) -> Courses:
    """Return the course of every indicator that the viewer may see in Berlin and each district.

    Each indicator is on its finest level with enough values, on the same one in all areas. One question for
    all, asked once for each publication. Small cells are missing values.
    """
    return snapshot.remember(("courses", viewer), lambda: _seen(snapshot, viewer))


def standings(
    snapshot: Snapshot, viewer: Viewer, listed: Iterable[Figure]
) -> dict[tuple[str, str], Standing]:
    """Return what the signs of some figures say, by indicator and area; no two may share both."""
    moving, known = courses(snapshot, viewer), snapshot.catalogue.indicators
    veiled = veil(snapshot, viewer)
    grouped: dict[tuple[str, str], list[Figure]] = {}
    for figure in listed:
        grouped.setdefault((figure.indicator, figure.period), []).append(figure)
    found: dict[tuple[str, str], Standing] = {}
    for (id_, period), figures in grouped.items():
        keys = tuple(figure.district for figure in figures)

        def ask(rows: Sequence[Figure] = figures) -> dict[str, Standing]:
            return {
                f.district: standing(f, moving.get((f.indicator, f.district)), known[f.indicator])
                for f in rows
            }

        answer = snapshot.remember(("standings", id_, period, keys, veiled.key([id_])), ask)
        found |= {(id_, key): each for key, each in answer.items()}
    return found


def _seen(snapshot: Snapshot, viewer: Viewer) -> Courses:
    """Return the courses without what the viewer may not see."""
    veiled, known = veil(snapshot, viewer), snapshot.catalogue.indicators
    found = snapshot.remember("courses", lambda: _courses(snapshot))

    def bare(id_: str, key: str, course: Course) -> Course:
        cells = (Cell(course.level, str(Period(m.start, m.end, course.level)), key) for m in course.moments)
        moments = (
            moment._replace(value=None) if veiled.covers(id_, cell) else moment
            for moment, cell in zip(course.moments, cells, strict=True)
        )
        return course._replace(moments=tuple(moments))

    return {
        (id_, key): bare(id_, key, course) if id_ in veiled.seen else course
        for (id_, key), course in found.items()
        if may_see(viewer, known[id_])
    }


def _courses(snapshot: Snapshot) -> dict[tuple[str, str], Course]:
    ids_by_level: dict[Level, list[str]] = {}
    for id_, known in _known(snapshot).items():
        if id_ in snapshot.catalogue.indicators and (level := chosen_level(known)):
            ids_by_level.setdefault(level, []).append(id_)
    if not ids_by_level:
        return {}
    chosen = or_(
        *(and_(_V.level == level.value, _V.indicator.in_(ids)) for level, ids in ids_by_level.items())
    )
    question = select(*_COLUMNS).where(_V.district.in_(areas(snapshot.catalogue)), chosen)
    with snapshot.connect() as connection:
        order = _V.indicator, _V.level, _V.district, _V.period_start
        rows = connection.execute(question.order_by(*order)).all()
    return {
        (id_, key): _course(snapshot, id_, Level(level), key, listed)
        for (id_, level, key), listed in groupby(rows, key=itemgetter(0, 1, 2))
    }


def _known(snapshot: Snapshot) -> dict[str, dict[Level, int]]:
    """Return how many values the area with most of them has, by indicator and level."""
    by_area = (
        select(_V.indicator, _V.level, func.count().label("known"))
        .where(_V.value.is_not(None), _V.level.in_([level.value for level in MONTHS]))
        .where(_V.district.in_(areas(snapshot.catalogue)))
        .group_by(_V.indicator, _V.level, _V.district)
        .subquery()
    )
    question = select(by_area.c.indicator, by_area.c.level, func.max(by_area.c.known))
    with snapshot.connect() as connection:
        rows = connection.execute(question.group_by(by_area.c.indicator, by_area.c.level)).all()
    found: dict[str, dict[Level, int]] = {}
    for id_, level, known in rows:
        found.setdefault(id_, {})[Level(level)] = known
    return found


def _course(snapshot: Snapshot, id_: str, level: Level, key: str, rows: Iterable[Sequence[Any]]) -> Course:
    """Return the course of one indicator and area."""
    indicator, hidden = snapshot.catalogue.indicators[id_], hidden_cells(snapshot, id_)
    values = (
        (row[3], row[4], None if Cell(level, row[5], key) in hidden else counted(row[6], row[7], indicator))
        for row in rows
    )
    return Course(level, tuple(Moment(*each) for each in values))


def course_level(snapshot: Snapshot, viewer: Viewer, indicator: str) -> Level | None:
    """Return the level on which statistics of an indicator are made; None where it has no figures."""
    found = courses(snapshot, viewer)
    return next((course.level for (id_, _), course in found.items() if id_ == indicator), None)
