"""What does a process answer that is given series as JSON? Their projections, in order, a line of JSON each.

Each line is sent at once: what was computed before a failure is not lost with it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from etl.forecasting.model import Result, project
from schemas.projection import Scale


def answer(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return one projection as a document, or its obstacle."""
    found = project(**{**arguments, "scale": Scale(arguments["scale"])})
    if not isinstance(found, Result):
        return {"obstacle": found.value}
    return {
        "method": found.method.value,
        "model": found.model,
        "freedom": found.freedom,
        **found.record._asdict(),
        "library": f"statsmodels {version('statsmodels')}",
        "steps": [step._asdict() for step in found.steps],
    }


if __name__ == "__main__":
    for given in json.load(sys.stdin):
        sys.stdout.write(json.dumps(answer(given)) + "\n")
        sys.stdout.flush()
