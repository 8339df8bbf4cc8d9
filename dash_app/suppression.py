"""Which figures stay hidden because too few cases are behind them, or because they give such a one away?

A figure whose number of cases is below `min_cases` of its indicator is hidden (primary). Figures are sums of
each other: Berlin is the sum of the districts, a year the sum of its quarters, a quarter the sum of its
months. So further figures are hidden until no hidden one follows from those shown (secondary), first the one
with the fewest cases in the same sum. `can_be_computed_back` solves the sums and is the proof.

Limits: it looks at one indicator in one publication; it rules out exact results, not estimates between
bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dash_app.sums import Cell, Relation, cases_of, cell_of, is_squeezed, relations_of, solved
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure, Status


def suppress(figures: Sequence[Figure], indicator: Indicator) -> list[Figure]:
    """Hide small cells and what gives them away.

    Takes all figures of the indicator, on all levels and of all areas and periods: a part of them cannot be
    judged alone. Hidden ones keep place, period, flags and target; value, numerator, denominator, state and
    text are None.
    """
    hidden = suppressed_cells(figures, indicator)
    return [hide(figure) if cell_of(figure) in hidden else figure for figure in figures]


def hide(figure: Figure, state: str | None = None) -> Figure:
    """Return the figure without anything that tells its value; `state` is `WITHHELD` or None."""
    bare = replace(figure, value=None, numerator=None, denominator=None, text=None)
    return replace(bare, state=state, status=Status.SUPPRESSED)


def suppressed_cells(figures: Iterable[Figure], indicator: Indicator) -> frozenset[Cell]:
    """Return the places that stay hidden, from all figures of an indicator; empty without `min_cases`."""
    if indicator.min_cases is None:
        return frozenset()
    known = {cell_of(figure): figure for figure in figures}
    cases = {cell: cases_of(figure, indicator) or 0.0 for cell, figure in known.items()}
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
    relations = relations_of(known, indicator)
    found = solved(relations, hidden)
    for relation in relations:
        if is_squeezed(relation, known, hidden, indicator):
            found |= hidden.intersection(relation.parts)
    return [figure for cell, figure in known.items() if cell in found]


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
        self.relations = relations_of(known, indicator)
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
            open_cells = sorted(solved(self.relations, self.hidden))
            if not any(self._hide_near(cell) for cell in open_cells):
                return

    def _hide_near(self, cell: Cell) -> bool:
        """Hide one more cell in the sums of a cell, else in those of the hidden cells that these lead to."""
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
        return unknown == 1 or is_squeezed(relation, self.known, self.hidden, self.indicator)

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
