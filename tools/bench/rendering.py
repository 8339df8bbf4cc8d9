"""How many pictures a second, and how soon is a report ready, once the browser is there?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from dash_app.access import DEMO_VIEWER
from dash_app.queries import latest_period
from dash_app.rendering import Picture, Renderer, Unavailable
from dash_app.rendering.orders import Format
from dash_app.reports.builder import build_report
from dash_app.reports.choice import Choice
from dash_app.reports.documents import written
from dash_app.reports.model import Report
from dash_app.settings import Settings
from dash_app.store import Store
from schemas.period import Level
from tools.bench import Row

COUNT = 24
AGREEMENT = "buergeraemter"


def pictures(home: Path) -> Iterator[Row]:
    """Draw charts of a report with one kept browser, and write the whole report."""
    report = _report(home)
    with Renderer() as renderer:
        start = _seconds(renderer.warm_up)
        yield Row("renderer: start of the browser", start, "s", detail="once, with the first order")
        yield _drawn(renderer, report, "svg", dpi=96, goal=38)
        yield _drawn(renderer, report, "png", dpi=96, goal=15)
        yield _drawn(renderer, report, "png", dpi=300, goal=None)
        for suffix, goal in (("pdf", 1.5), ("docx", 3.0)):
            yield _written(renderer, report, suffix, goal)


def _report(home: Path) -> Report:
    """Return the report on an agreement with many charts."""
    store = Store(Settings(home=home))
    period = latest_period(store.open(), DEMO_VIEWER, Level.QUARTER)
    assert period is not None, "the demonstration data have quarters"
    choice = Choice(agreement=AGREEMENT, period=period)
    return build_report(store, DEMO_VIEWER, choice, stamp=datetime(2026, 1, 1, tzinfo=UTC))


def _drawn(renderer: Renderer, report: Report, format_: Format, *, dpi: int, goal: float | None) -> Row:
    """Return how many pictures of 16 cm width come out in a second: the fastest of three batches."""
    figures = list(islice(cycle(chart.figure for chart in report.charts), COUNT))
    orders = [Picture(figure, format_, dpi=dpi) for figure in figures]

    def batch() -> None:
        assert not any(isinstance(answer, Unavailable) for answer in renderer.pictures(orders))

    seconds = min(_seconds(batch) for _ in range(3))
    said = f"batch of {COUNT}" + (f", {dpi} dpi, 16 cm" if format_ == "png" else "")
    return Row(f"pictures: {format_}", COUNT / seconds, "per s", goal, more_is_better=True, detail=said)


def _written(renderer: Renderer, report: Report, suffix: str, goal: float) -> Row:
    """Return how long a report takes, counted for 24 charts."""
    seconds = min(_seconds(lambda: written(report, suffix, renderer)) for _ in range(2))
    said = f"counted from {len(report.charts)} charts in {seconds:.1f} s, warm renderer"
    counted = seconds * COUNT / len(report.charts)
    return Row(f"report of {COUNT} charts: {suffix}", counted, "s", goal, detail=said)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
