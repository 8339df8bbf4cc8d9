"""How does the appointment system write its extracts (exchange format)?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from etl.demo.writing import DEMO_SERVER

_SCHEMAS = "https://localhost/queuemanagement/"
"""Instead of the real host, which an invented file has no business to name."""
_DESCRIPTIONS = {
    "date": "Date of entry",
    "hour": "hour of report entry",
    "name": "Name of request",
    "clientscount": "Amount of clients",
    "missed": "Amount of missed clients",
    "withappointment": "Amount of clients with an appointment",
    "missedwithappointment": "Amount of missed clients with an appointment",
    "requestscount": "Amount of requests",
    "processingtime": "Average processing time in minutes",
    "waitingcount": "amount of waiting clients",
    "waitingtime": "real waitingtime",
    "waitingcount_termin": "amount of waiting clients with termin",
    "waitingtime_termin": "real waitingtime with termin",
    "bookedcount": "Gebuchte Kapazität insgesamt (Zeitschlitze)",
    "plannedcount": "Geplante Kapazität insgesamt (Zeitschlitze)",
}
_TEXTS = ("subjectid", "date", "hour", "name")


def write_exchange(
    path: Path,
    unit: str,
    variables: Sequence[str],
    rows: Iterable[Sequence[object]],
    days: tuple[date, date],
    generated: datetime,
) -> Path:
    """Write an extract, each row of figures on a line of its own.

    Args:
        path: where to.
        unit: `scope` or `organisation`, which the first cell of each row is the id of.
        variables: of the cells after it.
        rows: the figures.
        days: first and last day that the extract covers.
        generated: when it was made.
    """
    text = json.dumps(_head(path.stem, unit, variables, days, generated), ensure_ascii=False, indent=1)
    lines = ",\n".join(f"   {json.dumps(list(row), ensure_ascii=False)}" for row in rows)
    start, end = text.rsplit("[]", 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{start}[\n{lines}\n  ]{end}\n", encoding="utf-8")
    return path


def _head(
    title: str, unit: str, variables: Sequence[str], days: tuple[date, date], generated: datetime
) -> dict[str, Any]:
    """Return an extract without its rows."""
    return {
        "$schema": "https://localhost/terminvereinbarung/api/2/",
        "meta": {
            "$schema": f"{_SCHEMAS}metaresult.json",
            "error": False,
            "generated": generated.isoformat(),
            "server": DEMO_SERVER,
        },
        "data": {
            "$schema": f"{_SCHEMAS}exchange.json",
            "firstDay": _day(days[0]),
            "lastDay": _day(days[1]),
            "title": title,
            "dictionary": list(_dictionary(unit, variables)),
            "data": [],
        },
    }


def _dictionary(unit: str, variables: Sequence[str]) -> Iterable[Mapping[str, Any]]:
    words = {"subjectid": f"ID of a {unit}"} | _DESCRIPTIONS
    for position, variable in enumerate(("subjectid", *variables)):
        yield {
            "position": position,
            "variable": variable,
            "type": "string" if variable in _TEXTS else "number",
            "description": words.get(variable, variable),
            "reference": f"{unit}.id" if variable == "subjectid" else "",
        }


def _day(day: date) -> dict[str, str]:
    return {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}", "status": "notBookable"}
