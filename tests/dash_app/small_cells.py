"""How are small figures made for tests, and what could somebody with linear algebra compute back?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from schemas.catalogue import Indicator
from schemas.observation import Figure, Status
from schemas.period import MONTHS, Level, Period
from tests.dash_app.publication_files import catalogue, indicator

QUARTERS = (Level.QUARTER,)
ALL = (Level.MONTH, Level.QUARTER, Level.HALF, Level.YEAR)

Counts = Mapping[tuple[str, str], tuple[float, float]]
"""Hits and cases by finest period and district."""


def make(levels: Sequence[str] = ("quarter", "year"), **given: Any) -> Indicator:
    words = {"min_cases": 20, "levels": list(levels), "survey": True} | given
    return catalogue(indicator("q", **words)).indicators["q"]


def published(counts: Counts, levels: Iterable[Level]) -> list[Figure]:
    """Add hits and cases up over time and to Berlin, as the loader does, and return all figures."""
    cells: dict[tuple[Period, str], list[float]] = {}
    parts: dict[tuple[Period, str], set[str]] = {}
    for (text, district), (hits, cases) in counts.items():
        for level in levels:
            period = Period.containing(Period.parse(text).start, level)
            for key in (district, "00"):
                cell = cells.setdefault((period, key), [0, 0])
                cell[0], cell[1] = cell[0] + hits, cell[1] + cases
                parts.setdefault((period, key), set()).add(text)
    finest = Period.parse(next(iter(counts))[0]).level
    return [
        figure(period, key, hits, cases, len(parts[period, key]) < MONTHS[period.level] // MONTHS[finest])
        for (period, key), (hits, cases) in cells.items()
    ]


def figure(period: Period, district: str, hits: float, cases: float, is_incomplete: bool = False) -> Figure:
    return Figure(
        indicator="q",
        district=district,
        level=period.level,
        period=str(period),
        period_start=period.start,
        period_end=period.end,
        value=100 * hits / cases if cases else None,
        numerator=hits,
        denominator=cases,
        state=None,
        text=None,
        districts=12 if district == "00" else 1,
        flags=("incomplete",) if is_incomplete else (),
        target=None,
        status=Status.NO_TARGET if cases else Status.NO_DATA,
    )


def hidden(figures: Iterable[Figure]) -> set[tuple[str, str]]:
    return {(f.period, f.district) for f in figures if f.status is Status.SUPPRESSED}


def one_quarter(
    cases: Mapping[int, int], text: str = "2024-Q1"
) -> dict[tuple[str, str], tuple[float, float]]:
    """Return a quarter in which every district has 100 answers, half of them positive, except those given."""
    return {(text, f"{n:02}"): (cases.get(n, 100) // 2, cases.get(n, 100)) for n in range(1, 13)}


def determined(figures: Sequence[Figure], levels: Sequence[Level]) -> set[tuple[str, str]]:
    """Return the hidden cells that have one possible number of cases: an attacker with linear algebra."""
    unknown = sorted(hidden(figures))
    by_place = {(f.period, f.district): f for f in figures}
    equations = []

    def equation(total: tuple[str, str], parts: list[tuple[str, str]]) -> None:
        row = np.zeros(len(unknown))
        for place, sign in [(total, -1.0), *((part, 1.0) for part in parts)]:
            if place in unknown:
                row[unknown.index(place)] += sign
        equations.append(row)

    for f in figures:
        period = Period(f.period_start, f.period_end, f.level)
        if f.district == "00":
            equation((f.period, "00"), [p for p in by_place if p[0] == f.period and p[1] != "00"])
        for finer in levels:
            if MONTHS[finer] < MONTHS[f.level]:
                inside = [(str(p), f.district) for p in period.split(finer)]
                equation((f.period, f.district), [p for p in inside if p in by_place])
    if not unknown:
        return set()
    _, singular, directions = np.linalg.svd(np.array(equations))
    free = directions[int((singular > 1e-9).sum()) :]
    return {place for at, place in enumerate(unknown) if not np.any(np.abs(free[:, at]) > 1e-7)}
