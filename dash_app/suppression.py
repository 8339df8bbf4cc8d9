"""Which figures stay hidden because too few cases are behind them, or because they give such a one away?

A figure whose number of cases is below `min_cases` of its indicator is hidden (primary). Figures are sums of
each other: Berlin is the sum of the districts, a year the sum of its quarters, a quarter the sum of its
months. So further figures are hidden until no hidden one follows from those shown (secondary), first the one
with the fewest cases in the same sum. `can_be_computed_back` solves the sums and is the proof.

Limits: it looks at one indicator in one publication; it rules out exact results, not estimates between
bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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


def suppress(figures: Sequence[Figure], indicator: Indicator) -> list[Figure]:
    """Hide small cells and what gives them away.

    Takes all figures of the indicator, on all levels and of all areas and periods: a part of them cannot be
    judged alone. Hidden ones keep place, period, flags and target; value, numerator, denominator, state and
    text are None.
    """
    hidden = suppressed_cells(figures, indicator)
    return [hide(figure) if cell_of(figure) in hidden else figure for figure in figures]


def cell_of(figure: Figure) -> Cell:
    """Return the place of a figure."""
    return Cell(figure.level, figure.period, figure.district)


def hide(figure: Figure) -> Figure:
    """Return the figure without anything that tells its value."""
    return replace(
        figure, value=None, numerator=None, denominator=None, state=None, text=None, status=Status.SUPPRESSED
    )


def suppressed_cells(figures: Iterable[Figure], indicator: Indicator) -> frozenset[Cell]:
    """Return the places that stay hidden, from all figures of an indicator; empty without `min_cases`."""
    if indicator.min_cases is None:
        return frozenset()
    known = {cell_of(figure): figure for figure in figures}
    cases = {cell: _cases(figure, indicator) or 0.0 for cell, figure in known.items()}
    hidden = {cell for cell, number in cases.items() if 0 < number < indicator.min_cases}
    if hidden:
        _Search(known, cases, hidden, indicator).run()
    return frozenset(hidden)


def can_be_computed_back(figures: Iterable[Figure], indicator: Indicator) -> list[Figure]:
    """Return the suppressed figures that follow from the others; none is the proof that nothing leaks.

    Solves the sums exactly, and knows that no count is negative: if nothing is left for the hidden figures of
    a sum, or all that is left are hits, their shares are 0 or 100 %.
    """
    known = {cell_of(figure): figure for figure in figures}
    hidden = {cell for cell, figure in known.items() if figure.status is Status.SUPPRESSED}
    relations = _relations(known, indicator)
    found = _solved(relations, hidden)
    for relation in relations:
        if _is_squeezed(relation, known, hidden, indicator):
            found |= hidden.intersection(relation.parts)
    return [figure for cell, figure in known.items() if cell in found]


def _cases(figure: Figure, indicator: Indicator) -> float | None:
    """Return how many cases a figure rests on: its denominator; the count itself where it has none."""
    if indicator.value.kind in ("sum", "last"):
        return None if figure.value is None else figure.value / indicator.value.scale
    return figure.denominator


# Sums ----


def _relations(known: Mapping[Cell, Figure], indicator: Indicator) -> list[Relation]:
    """Return the sums that hold: first over districts, then over time from short totals to long ones."""
    filled = {
        cell: figure
        for cell, figure in known.items()
        if figure.status is Status.SUPPRESSED or _cases(figure, indicator) is not None
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
            inside = [Cell(level, period, total.district) for period in _inside(total, level, filled)]
            if inside:
                yield Relation(total, (inside[-1],))
        elif level is not Level.DATE:
            periods = _split(total.level, total.period, level)
            parts = tuple(
                c for c in (Cell(level, period, total.district) for period in periods) if c in filled
            )
            if parts and (len(parts) == len(periods) or "incomplete" in filled[total].flags):
                yield Relation(total, parts)


def _inside(total: Cell, level: Level, filled: Mapping[Cell, Figure]) -> list[str]:
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


def _is_squeezed(
    relation: Relation, known: Mapping[Cell, Figure], hidden: set[Cell], indicator: Indicator
) -> bool:
    """Tell whether what is left for the hidden parts of a sum is no hits at all, or nothing but hits."""
    if relation.total in hidden or hidden.isdisjoint(relation.parts) or not indicator.value.denominator:
        return False
    shown = [known[cell] for cell in relation.parts if cell not in hidden]
    total = known[relation.total]
    hits = (total.numerator or 0) - sum(figure.numerator or 0 for figure in shown)
    cases = (total.denominator or 0) - sum(figure.denominator or 0 for figure in shown)
    return abs(hits) < 1e-9 or (indicator.value.kind == "ratio" and abs(cases - hits) < 1e-9)


def _solved(relations: Iterable[Relation], hidden: set[Cell]) -> set[Cell]:
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


# What else has to be hidden ----


class _Search:
    """Hides more cells until no hidden one can be computed back; extends `hidden`."""

    def __init__(
        self,
        known: Mapping[Cell, Figure],
        cases: Mapping[Cell, float],
        hidden: set[Cell],
        indicator: Indicator,
    ) -> None:
        self.known, self.cases, self.hidden, self.indicator = known, cases, hidden, indicator
        self.relations = _relations(known, indicator)
        self.of: dict[Cell, list[Relation]] = {}
        for relation in self.relations:
            for cell in relation.cells:
                self.of.setdefault(cell, []).append(relation)

    def run(self) -> None:
        """Hide until neither one sum nor several together tell anything.

        Where small cells stand alone among the districts, the next smallest district joins them, as the rule
        says; after that, what opens the fewest other sums is hidden first, so that little is lost.
        """
        for relation in self.relations:
            if relation.total.district == BERLIN and relation.parts[0].district != BERLIN:
                self._close(relation, by_size=True)
        while True:
            while sum(self._close(relation) for relation in self.relations):
                pass
            solved = sorted(_solved(self.relations, self.hidden))
            if not any(self._hide_near(cell) for cell in solved):
                return

    def _hide_near(self, cell: Cell) -> bool:
        """Hide one more cell in the sums of a cell, or else in those of the hidden cells that these lead to."""
        seen, frontier = {cell}, {cell}
        while frontier:
            relations = [relation for each in sorted(frontier) for relation in self.of[each]]
            if any(self._hide_one(relation) for relation in relations):
                return True
            reached = {each for relation in relations for each in relation.cells if each in self.hidden}
            frontier = reached - seen
            seen |= reached
        return False

    def _close(self, relation: Relation, by_size: bool = False) -> bool:
        """Hide cells of a sum until it tells nothing; tell whether any had to be."""
        has_hidden = False
        while self._tells(relation) and self._hide_one(relation, by_size):
            has_hidden = True
        return has_hidden

    def _tells(self, relation: Relation) -> bool:
        if self.hidden.isdisjoint(relation.cells):
            return False
        unknown = sum(cell in self.hidden for cell in relation.cells)
        return unknown == 1 or _is_squeezed(relation, self.known, self.hidden, self.indicator)

    def _hide_one(self, relation: Relation, by_size: bool = False) -> bool:
        """Hide one more cell: parts before totals, then what opens few other sums, then small ones."""
        candidates = [cell for cell in relation.cells if cell not in self.hidden and self.cases[cell] > 0]
        if not candidates:
            return False

        def cost(cell: Cell) -> tuple[bool, int, float, Cell]:
            others = (other for other in self.of[cell] if other is not relation and not by_size)
            opened = sum(self.hidden.isdisjoint(other.cells) for other in others)
            return cell == relation.total, opened, self.cases[cell], cell

        self.hidden.add(min(candidates, key=cost))
        return True
