"""How will every figure with a target go on until its date, and how sure is that?

Series are chosen from the values of a publication being made, computed in processes of their own (numerical
libraries stay out of this one, docs/decisions/0003), and stored with the record of their method. What rests
on the same values as in the publication before is taken over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from etl import bulk
from etl.projections.processes import computed
from etl.projections.series import Task, tasks_of
from schemas import tables
from schemas.catalogue import Catalogue
from schemas.findings import Finding
from schemas.period import Period
from schemas.projection import Obstacle

_EDITION = 1
"""Counts changes of the method: a higher one makes every projection anew."""
_MADE = (
    "method", "model", "freedom", "tests", "inside", "mase", "mase_last_value", "mase_last_year", "library",
)  # fmt: skip
"""Columns that a computation fills."""
_POINT = tuple(c.name for c in tables.projected.c if c.name not in ("indicator", "district"))
Made = tuple[dict[str, Any], Sequence[dict[str, Any]]]
"""Columns of `projection` that a computation fills, and its rows of `projected`."""


def publish(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> Finding | None:
    """Fill `projection` and `projected` from `value`; returns what to say where some failed."""
    tasks = tasks_of(con, catalogue)
    inputs = [_inputs(task) for task in tasks]
    made = _made_before(con, set(inputs))
    due = {key: task for key, task in zip(inputs, tasks, strict=True) if task.obstacle is None}
    new = {key: task for key, task in due.items() if key not in made}
    answers, complaint = computed(list(new.values()))
    for (key, task), answer in zip(new.items(), answers, strict=True):
        made[key] = _made(task, answer)
    rows: list[dict[str, Any]] = []
    points: list[dict[str, Any]] = []
    for key, task in zip(inputs, tasks, strict=True):
        columns, steps = made.get(key, ({}, ())) if task.obstacle is None else ({}, ())
        place = {"indicator": task.indicator, "district": task.district}
        rows.append(place | _described(task, key) | columns)
        points += [place | step for step in steps]
    _append(con, tables.projection.name, rows)
    _append(con, tables.projected.name, points)
    lost = sum(answer.get("obstacle") == Obstacle.NOT_COMPUTED for answer in answers)
    return Finding("projection-failed", complaint or "", params={"count": str(lost)}) if lost else None


def _append(con: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    names = [column.name for column in tables.metadata.tables[name].c]
    bulk.append(con, name, [{each: row.get(each) for each in names} for row in rows])


def _inputs(task: Task) -> str:
    """Return what identifies all that a projection is computed from."""
    told = json.dumps([_EDITION, task.first, task.arguments], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _described(task: Task, inputs: str) -> dict[str, Any]:
    """Return the columns that are known without computing."""
    return {
        "level": task.level.value,
        "obstacle": task.obstacle,
        "end": task.aim.end.value,
        "day": task.aim.day,
        "until": str(task.aim.until),
        "first": task.first,
        "last": task.last,
        "known": task.known,
        "left_out": " ".join(task.left_out),
        "late": " ".join(task.late),
        "scale": task.arguments["scale"] if task.obstacle is None else None,
        "inputs": inputs,
    }


def _made(task: Task, answer: Mapping[str, Any]) -> Made:
    """Return what was computed as columns and rows."""
    if "obstacle" in answer:
        return {"obstacle": answer["obstacle"], "scale": None}, ()
    period, steps = Period.parse(task.last or ""), []
    for numbers in answer["steps"]:
        period = period.shift(1)
        when = {"period": str(period), "period_start": period.start, "period_end": period.end}
        steps.append(when | numbers)
    return {name: answer.get(name) for name in _MADE}, steps


def _made_before(con: duckdb.DuckDBPyConnection, wanted: set[str]) -> dict[str, Made]:
    """Return what the publication before had computed from the same inputs."""
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'projection_before'").fetchone():
        return {}
    names = ", ".join(("inputs", "indicator", "district", "obstacle", "scale", *_MADE))
    found: dict[tuple[str, str], tuple[str, dict[str, Any], list[dict[str, Any]]]] = {}
    for key, indicator, district, *columns in con.execute(
        f"SELECT {names} FROM projection_before"
    ).fetchall():
        if key in wanted and columns[0] != Obstacle.NOT_COMPUTED:
            made = dict(zip(("obstacle", "scale", *_MADE), columns, strict=True))
            found[indicator, district] = key, made, []
    question = f"SELECT indicator, district, {', '.join(_POINT)} FROM projected_before ORDER BY ALL"
    for indicator, district, *numbers in con.execute(question).fetchall():
        if (indicator, district) in found:
            found[indicator, district][2].append(dict(zip(_POINT, numbers, strict=True)))
    return {key: (made, steps) for key, made, steps in found.values()}
