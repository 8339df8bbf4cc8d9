"""How fast and how large is it, measured in one run against its limit? `make bench` prints the rows.

A measurement is a function that yields rows; it is listed in `__main__`. Ratios travel between machines,
seconds do not: what has a limit (the same work without us) is measured in turn with it.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what, figure with its unit, goal in the same unit, and what is behind it."""

    what: str
    figure: float
    unit: str
    goal: float | None = None
    more_is_better: bool = False
    detail: str = ""

    @property
    def verdict(self) -> str:
        """`ok`, `over` (goal missed) or nothing where there is no goal."""
        if self.goal is None:
            return ""
        met = self.figure >= self.goal if self.more_is_better else self.figure <= self.goal
        return "ok" if met else "over"


def in_turn(times: int, *measures: Callable[[], float]) -> list[list[float]]:
    """Measure several things alternately, so that a slow moment of the machine meets all of them."""
    figures: list[list[float]] = [[] for _ in measures]
    for _ in range(times):
        for kept, measure in zip(figures, measures, strict=True):
            kept.append(measure())
    return figures


def ratio(ours: Sequence[float], limit: Sequence[float]) -> float:
    """Return the median of the ratios of measurements taken in turn."""
    return statistics.median(a / b for a, b in zip(ours, limit, strict=True))


def table(rows: Sequence[Row]) -> str:
    """Return the rows as text in columns."""
    lines = [("what", "measured", "goal", "", "")]
    for row in rows:
        sign = (
            "" if row.goal is None else (">= " if row.more_is_better else "<= ") + f"{row.goal:g} {row.unit}"
        )
        lines.append((row.what, f"{row.figure:.3g} {row.unit}", sign, row.verdict, row.detail))
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    return "\n".join(
        "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines
    )
