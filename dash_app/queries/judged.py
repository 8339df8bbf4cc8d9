"""How do rows of a publication become judged figures? Nothing is hidden here yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import compress
from sys import intern
from typing import Any

from sqlalchemy import ColumnElement, select

from dash_app.metrics import judge
from dash_app.store import Snapshot
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


def judged(snapshot: Snapshot, condition: ColumnElement[bool]) -> list[Figure]:
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
