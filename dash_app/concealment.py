"""Which figures of two publications must not stand side by side, so that no small cell follows from them?

Each publication for itself gives no small cell away (`dash_app.suppression`). Two of them can: where a late
delivery of few cases is hidden, Berlin after it minus Berlin before it is that delivery. So the difference of
a figure is kept back as soon as it could hold the difference of a hidden one: sums of which a part is hidden
in either publication pass it on to every other figure in them that changed, and these to the next sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash_app.sums import Cell, Relation, cell_of, relations_of
from schemas.catalogue import Indicator
from schemas.observation import Figure, Status


def concealed(before: Sequence[Figure], after: Sequence[Figure], indicator: Indicator) -> frozenset[Cell]:
    """Return the cells whose earlier value stays hidden beside the later one.

    Takes all figures of the indicator in both publications, with small cells hidden already. Cells hidden in
    either publication are among those returned. What only its own district sees begins nothing: that is
    hidden from others in both (`dash_app.telling`).
    """
    was, now = ({cell_of(figure): figure for figure in each} for each in (before, after))
    reached = {
        cell
        for each in (was, now)
        for cell, figure in each.items()
        if figure.status is Status.SUPPRESSED and not figure.is_withheld
    }
    if not reached:
        return frozenset()
    moved = {cell for cell in was.keys() | now.keys() if _content(was, cell) != _content(now, cell)}
    sums: dict[Cell, list[Relation]] = {}
    for relation in (*relations_of(was, indicator), *relations_of(now, indicator)):
        for cell in relation.cells:
            sums.setdefault(cell, []).append(relation)
    frontier = set(reached)
    while frontier:
        met = {cell for one in frontier for relation in sums.get(one, ()) for cell in relation.cells}
        frontier = (met & moved) - reached
        reached |= frontier
    return frozenset(reached)


def _content(figures: Mapping[Cell, Figure], cell: Cell) -> tuple[object, ...] | None:
    """Return what a figure says; None where there is no number, as an absent row says nothing else."""
    figure = figures.get(cell)
    if figure is None or (figure.value is None and figure.denominator is None):
        return None
    return figure.value, figure.numerator, figure.denominator
