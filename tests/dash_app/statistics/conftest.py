"""Which published numbers do the methods have to reproduce?"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

Rows = list[dict[str, str]]


@pytest.fixture(scope="session")
def reference(shared_data: Path) -> Callable[[str], Rows]:
    """Read a table of published reference cases kept beside the project; skips where they are absent."""

    def rows(name: str) -> Rows:
        with (shared_data / "reference-cases" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    return rows
