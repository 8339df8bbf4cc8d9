"""Which figures of Berlin tell those of a single district, where districts see their own only?

People of a district know their own figure. What Berlin has beyond it must be the sum of two others at least,
so Berlin needs three districts: as a whole, in each of its parts, and in what a long period has beyond the
short ones in it. Then every difference of sums of Berlin that somebody could make holds three districts too,
each with the same weight. Shares of 0 or 100 % tell all districts at once and count as telling.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from dash_app.sums import Cell, cases_of, cell_of, inside
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure
from schemas.period import MONTHS, Level

FEWEST = 3
"""Districts that a figure of Berlin holds at least."""
Known = Mapping[Cell, Figure]
Numbers = tuple[float, float]
"""Hits and cases; of counts both are the count."""


def telling_cells(figures: Iterable[Figure], indicator: Indicator) -> frozenset[Cell]:
    """Return the cells of Berlin that tell of a district.

    Takes all figures of the indicator with nothing hidden. Where Berlin was delivered and a district is
    missing, it is no sum, and tells nothing.
    """
    known = {cell_of(figure): figure for figure in figures if cases_of(figure, indicator)}
    cities = [cell for cell in known if cell.district == BERLIN]
    found: set[Cell] = set()
    for cell in sorted(cities, key=lambda c: (MONTHS.get(c.level, 0), c.period)):
        parts = _parts(cell, known)
        if indicator.value.kind == "reported" and len(parts) < 12:
            continue
        if _is_few(parts) or _is_squeezed(parts, indicator) or _has_thin_part(cell, known, indicator, found):
            found.add(cell)
    return frozenset(found)


def _parts(city: Cell, known: Known) -> dict[str, Figure]:
    """Return the figures of the districts that Berlin is the sum of, by key."""
    parts = (Cell(city.level, city.period, f"{number:02}") for number in range(1, 13))
    return {cell.district: known[cell] for cell in parts if cell in known}


def _is_few(districts: Mapping[str, object]) -> bool:
    return 0 < len(districts) < FEWEST


def _is_squeezed(parts: Mapping[str, Figure], indicator: Indicator) -> bool:
    """Tell whether nothing or everything is left for the others, also for somebody who knows one of them."""
    if not indicator.value.denominator:
        return False
    pairs = [_numbers(figure, indicator) for figure in parts.values()]
    hits, cases = (math.fsum(side) for side in zip(*pairs, strict=True)) if pairs else (0.0, 0.0)
    rests = [(hits - h, cases - c) for h, c in [(0.0, 0.0), *pairs]] if pairs else []
    is_share = indicator.value.kind == "ratio"
    return any(abs(h) < 1e-9 or (is_share and abs(c - h) < 1e-9) for h, c in rests)


def _has_thin_part(city: Cell, known: Known, indicator: Indicator, found: Iterable[Cell]) -> bool:
    """Tell whether a part of a long period, or what it has beyond its parts, holds too few districts."""
    for level in _finer(city.level, indicator):
        periods = inside(city, level, known)
        if not periods:
            continue
        if any(Cell(level, period, BERLIN) in found for period in periods):
            return True
        used = periods[-1:] if indicator.value.kind == "last" else periods
        rest = {
            key: figure
            for key, figure in _parts(city, known).items()
            if not _is_sum(figure, [Cell(level, period, key) for period in used], known, indicator)
        }
        return _is_few(rest)
    return False


def _finer(level: Level, indicator: Indicator) -> list[Level]:
    """Return the finer levels of the indicator, the coarsest of them first."""
    shorter = (each for each in indicator.levels if MONTHS.get(each, 0) < MONTHS.get(level, 0))
    return sorted(shorter, key=lambda each: -MONTHS.get(each, 0))


def _is_sum(whole: Figure, cells: Iterable[Cell], known: Known, indicator: Indicator) -> bool:
    listed = [_numbers(known[cell], indicator) for cell in cells if cell in known]
    sums = [math.fsum(side) for side in zip(*listed, strict=True)] if listed else [0.0, 0.0]
    return all(
        math.isclose(total, number, rel_tol=1e-9, abs_tol=1e-9)
        for total, number in zip(sums, _numbers(whole, indicator), strict=True)
    )


def _numbers(figure: Figure, indicator: Indicator) -> Numbers:
    cases = cases_of(figure, indicator) or 0.0
    return (figure.numerator or 0.0, cases) if indicator.value.denominator else (cases, cases)
