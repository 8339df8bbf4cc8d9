"""How long do the questions of a page take, asked of a publication without any memory of earlier answers?"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from dash_app import queries
from dash_app.access import DEMO_VIEWER
from dash_app.settings import Settings
from dash_app.store import Snapshot, Store
from dash_app.store.memory import Memory
from schemas.catalogue_files import read_catalogue
from tools import server
from tools.bench import Row

TIMES = 60
CATALOGUES = 5
INDICATOR = "ba_terminausfallquote"


def page_queries(home: Path) -> Iterator[Row]:
    """Ask for the state of one indicator, of all indicators, and for five years of one: medians, uncached."""
    store = Store(Settings(home=home))
    snapshot = store.open()
    latest = queries.latest_period(snapshot, DEMO_VIEWER)
    if latest is None:
        raise RuntimeError(f"{home} holds no quarter to ask for")

    def one(fresh: Snapshot) -> int:
        return len(queries.figures_at(fresh, DEMO_VIEWER, period=latest, indicators=[INDICATOR]))

    def everything(fresh: Snapshot) -> int:
        return len(queries.figures_at(fresh, DEMO_VIEWER, period=latest))

    def history(fresh: Snapshot) -> int:
        return len(queries.figures(fresh, DEMO_VIEWER, indicators=[INDICATOR]))

    for what, question, goal in (
        ("state of one indicator, 13 areas", one, 3.0),
        ("state of all indicators, 13 areas", everything, None),
        ("all periods of one indicator", history, None),
    ):
        rows, milliseconds = _ask(snapshot, question)
        yield Row(f"query: {what}", milliseconds, "ms", goal, detail=f"{rows} figures, median of {TIMES}")


def catalogue(_home: Path) -> Iterator[Row]:
    """Read and check the catalogue that comes with the program: the median, as every load does it first."""
    seconds = []
    for _ in range(CATALOGUES):
        start = time.perf_counter()
        read_catalogue(server.ROOT / "data" / "catalogue")
        seconds.append(time.perf_counter() - start)
    said = f"median of {CATALOGUES}"
    yield Row("catalogue: read and checked", statistics.median(seconds) * 1000, "ms", 150, detail=said)


def _ask(snapshot: Snapshot, question: Callable[[Snapshot], int]) -> tuple[int, float]:
    """Return the number of figures and the median milliseconds; each question meets an empty memory."""
    seconds, rows = [], 0
    for _ in range(TIMES):
        fresh = replace(snapshot, memory=Memory())
        start = time.perf_counter()
        rows = question(fresh)
        seconds.append(time.perf_counter() - start)
    return rows, statistics.median(seconds) * 1000
