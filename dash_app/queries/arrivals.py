"""What does a publication have of the figures that are due, and when did it come?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, Integer, String, cast, column, extract, func, select, values

from dash_app.store import Snapshot
from schemas import tables
from schemas.catalogue import Indicator
from schemas.period import MONTHS, Level

_V, _M, _D = tables.value.c, tables.measurement.c, tables.delivery.c

Key = tuple[str, str, date]
"""Indicator, area, first day of the period."""


@dataclass(frozen=True, slots=True)
class Content:
    """What there is of a figure that is due."""

    is_number: bool
    is_text: bool
    is_estimated: bool
    is_incomplete: bool


@dataclass(frozen=True, slots=True)
class Load:
    """When (UTC) the last part of a figure first came, and with which delivery and publication."""

    loaded: datetime
    delivery: int
    publication: int


def contents(snapshot: Snapshot, indicators: Iterable[Indicator]) -> dict[Key, Content]:
    """Return what there is of each figure on the level on which it is due."""
    found: dict[Key, Content] = {}
    is_text = _V.text.is_not(None) | _V.state.is_not(None)
    columns = (_V.indicator, _V.district, _V.period_start, _V.value.is_not(None), is_text)
    with snapshot.connect() as connection:
        for level, listed in _by_level(indicators).items():
            question = select(*columns, _V.estimated, _V.incomplete).where(
                _V.indicator.in_([indicator.id for indicator in listed]), _V.level == level.value
            )
            found |= {
                (id_, key, day): Content(*each) for id_, key, day, *each in connection.execute(question)
            }
    return found


def loads(snapshot: Snapshot, indicators: Iterable[Indicator]) -> dict[Key, Load]:
    """Return when each figure was complete for the first time; corrections that came later do not count."""
    found: dict[Key, Load] = {}
    with snapshot.connect() as connection:
        for level, listed in _by_level(indicators).items():
            needed = [(i.id, measure) for i in listed for measure in (i.id, *i.value.measures)]
            need = values(column("indicator", String), column("measure", String), name="need").data(needed)
            start = _start(level)
            question = (
                select(
                    need.c.indicator,
                    _M.district,
                    start,
                    func.max(_D.loaded),
                    func.arg_max(_D.id, _D.loaded),
                    func.arg_max(_D.publication, _D.loaded),
                )
                .join(need, need.c.measure == _M.measure)
                .join(tables.delivery, _D.id == _M.delivery)
                .where(_M.revision == 0, _M.level.in_(_inside(level)))
                .group_by(need.c.indicator, _M.district, start)
            )
            found |= {(id_, key, day): Load(*each) for id_, key, day, *each in connection.execute(question)}
    return found


def _by_level(indicators: Iterable[Indicator]) -> dict[Level, list[Indicator]]:
    """Return the indicators that are due by the level on which they are."""
    found: dict[Level, list[Indicator]] = {}
    for indicator in indicators:
        if level := indicator.due_periods:
            found.setdefault(level, []).append(indicator)
    return found


def _inside(level: Level) -> Sequence[str]:
    """Return the levels whose periods lie within those of a level."""
    return [each.value for each in Level if MONTHS.get(each, 0) <= MONTHS.get(level, 0)]


def _start(level: Level) -> ColumnElement[date]:
    """Return the first day of the period of a level that a measurement lies in, as SQL."""
    if level is Level.DATE:
        return _M.period_start
    months = MONTHS[level]
    month = cast(func.floor((extract("month", _M.period_start) - 1) / months), Integer) * months + 1
    return func.make_date(extract("year", _M.period_start), month, 1, type_=Date)
