"""What is a projection to programs?"""

from __future__ import annotations

from typing import Any

from dash_app.exports.records import plain
from dash_app.outlook import Projection, chance_of
from schemas.catalogue import Indicator


def projection_record(found: Projection | None, indicator: Indicator) -> dict[str, Any] | None:
    """Return a projection as JSON types, None where there is none; docs/answers.md describes the keys."""
    if found is None:
        return None
    record = found.record
    return {
        "reason": found.reason,
        "level": found.level.value,
        "until": str(found.until),
        "end": found.end.value,
        "day": found.day.isoformat() if found.day else None,
        "first": str(found.first) if found.first else None,
        "last": str(found.last) if found.last else None,
        "known": found.known,
        "late": [str(period) for period in found.late],
        "method": found.method.value if found.method else None,
        "model": found.model,
        "scale": found.scale.value if record else None,
        "library": found.library,
        "record": record
        and {
            "tests": record.tests,
            "inside_80": record.inside,
            "mase": record.mase,
            "mase_last_value": record.mase_last_value,
            "mase_last_year": record.mase_last_year,
        },
        "chance": chance_of(found, indicator),
        "points": [
            {
                "period": str(point.period),
                "expected": plain(point.expected),
                "interval_80": [point.lower80, point.upper80],
                "interval_95": [point.lower95, point.upper95],
            }
            for point in found.points
        ],
    }
