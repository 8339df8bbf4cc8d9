"""Which figures are sums of each other, and what follows from those that are shown?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import NamedTuple

from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure, Status
from schemas.period import MONTHS, Level, Period

_DISTRICTS = frozenset(f"{number:02}" for number in range(1, 13))


class Cell(NamedTuple):
    """Place of a figure among all figures of an indicator."""

    level: Level
    period: str
    district: str


@dataclass(frozen=True)
class Relation:
    """A sum that readers know to hold: the total equals the sum of its parts."""

    total: Cell
    parts: tuple[Cell, ...]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Parts and total."""
        return (*self.parts, self.total)


def cell_of(figure: Figure) -> Cell:
    """Return the place of a figure."""
    return Cell(figure.level, figure.period, figure.district)


def cases_of(figure: Figure, indicator: Indicator) -> float | None:
    """Return how many cases a figure rests on: its denominator; the count itself where it has none."""
    if indicator.value.kind in ("sum", "last"):
        return None if figure.value is None else figure.value / indicator.value.scale
    return figure.denominator


# Sums ----


def relations_of(known: Mapping[Cell, Figure], indicator: Indicator) -> list[Relation]:
    """Return the sums that hold: first over districts, then over time from short totals to long ones."""
    filled = {
        cell: figure
        for cell, figure in known.items()
        if figure.status is Status.SUPPRESSED or cases_of(figure, indicator) is not None
    }
    over_time = (relation for cell in filled for relation in _over_time(cell, filled, indicator))
    return [
        *_over_districts(filled, indicator),
        *sorted(over_time, key=lambda r: MONTHS.get(r.total.level, 0)),
    ]


def _over_districts(filled: Mapping[Cell, Figure], indicator: Indicator) -> Iterator[Relation]:
    """Yield Berlin as the sum of its districts; where Berlin was delivered, only if all twelve are there."""
    by_period: dict[tuple[Level, str], list[Cell]] = {}
    for cell in filled:
        if cell.district in _DISTRICTS:
            by_period.setdefault((cell.level, cell.period), []).append(cell)
    for (level, period), parts in by_period.items():
        total = Cell(level, period, BERLIN)
        is_sum = indicator.value.kind != "reported" or len(parts) == len(_DISTRICTS)
        if total in filled and is_sum:
            yield Relation(total, tuple(sorted(parts)))


def _over_time(total: Cell, filled: Mapping[Cell, Figure], indicator: Indicator) -> Iterator[Relation]:
    """Yield a period as the sum of the finer periods in it, of a stock as the last of them."""
    for level in indicator.levels:
        if MONTHS.get(level, 0) >= MONTHS.get(total.level, 0):
            continue
        if indicator.value.kind == "last":
            within = [Cell(level, period, total.district) for period in inside(total, level, filled)]
            if within:
                yield Relation(total, (within[-1],))
        elif level is not Level.DATE:
            periods = _split(total.level, total.period, level)
            parts = tuple(
                c for c in (Cell(level, period, total.district) for period in periods) if c in filled
            )
            if parts and (len(parts) == len(periods) or "incomplete" in filled[total].flags):
                yield Relation(total, parts)


def inside(total: Cell, level: Level, filled: Mapping[Cell, Figure]) -> list[str]:
    """Return the periods or key dates of a level within a period that have a figure, in order."""
    if level is not Level.DATE:
        return [
            p for p in _split(total.level, total.period, level) if Cell(level, p, total.district) in filled
        ]
    whole = Period.parse(total.period)
    days = (c.period for c in filled if c.level is Level.DATE and c.district == total.district)
    return sorted(day for day in days if whole.start.isoformat() <= day <= whole.end.isoformat())


@lru_cache(maxsize=4096)
def _split(level: Level, period: str, finer: Level) -> tuple[str, ...]:
    return tuple(str(part) for part in Period.parse(period).split(finer))


# What follows from what is shown ----


def is_squeezed(
    relation: Relation, known: Mapping[Cell, Figure], hidden: AbstractSet[Cell], indicator: Indicator
) -> bool:
    """Tell whether what is left for the hidden parts of a sum is no hits at all, or nothing but hits."""
    if relation.total in hidden or hidden.isdisjoint(relation.parts) or not indicator.value.denominator:
        return False
    shown = [known[cell] for cell in relation.parts if cell not in hidden]
    total = known[relation.total]
    hits = (total.numerator or 0) - sum(figure.numerator or 0 for figure in shown)
    cases = (total.denominator or 0) - sum(figure.denominator or 0 for figure in shown)
    return abs(hits) < 1e-9 or (indicator.value.kind == "ratio" and abs(cases - hits) < 1e-9)


def solved(relations: Iterable[Relation], hidden: AbstractSet[Cell]) -> set[Cell]:
    """Return the hidden cells that the sums determine: alone in a row of the reduced echelon form."""
    rows: dict[Cell, dict[Cell, Fraction]] = {}
    used_in: dict[Cell, set[Cell]] = {}
    for relation in relations:
        if hidden.isdisjoint(relation.cells):
            continue
        row = {cell: Fraction(1) for cell in relation.parts if cell in hidden}
        if relation.total in hidden:
            row[relation.total] = Fraction(-1)
        for pivot in [cell for cell in row if cell in rows]:
            _subtract(row, rows[pivot], row[pivot])
        if not row:
            continue
        pivot = min(row)
        scale = row[pivot]
        row = {cell: factor / scale for cell, factor in row.items()}
        for other in used_in.pop(pivot, set()):
            before = set(rows[other])
            _subtract(rows[other], row, rows[other][pivot])
            _index(used_in, other, before, set(rows[other]))
        rows[pivot] = row
        _index(used_in, pivot, {pivot}, set(row))
    return {pivot for pivot, row in rows.items() if len(row) == 1}


def _subtract(row: dict[Cell, Fraction], other: Mapping[Cell, Fraction], factor: Fraction) -> None:
    for cell, value in other.items():
        rest = row.get(cell, Fraction(0)) - factor * value
        if rest:
            row[cell] = rest
        else:
            row.pop(cell, None)


def _index(used_in: dict[Cell, set[Cell]], pivot: Cell, before: set[Cell], after: set[Cell]) -> None:
    """Note which rows hold which unknowns that are not their own."""
    for cell in before - after:
        used_in.get(cell, set()).discard(pivot)
    for cell in after - before:
        used_in.setdefault(cell, set()).add(pivot)
