"""What changed between two publications or two periods, and why?

Pure: from two lists of figures, what was agreed for each, and what came in between.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dash_app.agreed_changes import bounds, is_redefined
from dash_app.concealment import concealed
from dash_app.metrics import judge, shown
from dash_app.sums import Cell, cell_of
from dash_app.suppression import hide
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure, Status


class What(StrEnum):
    """What is different; values are compared as they are shown."""

    VALUE = "value"
    TARGET = "target"
    STATUS = "status"


class Reason(StrEnum):
    """Why it is different."""

    REAL = "real"
    """Another period: things are different."""
    NEW = "new"
    """Figures of a time that had not ended when the earlier publication was made."""
    MISSING = "missing"
    """A delivery was missing and is there now, or the other way round."""
    REVISION = "revision"
    """A later delivery replaced an earlier one."""
    WITHDRAWN = "withdrawn"
    """A delivery is not part of the publication any more, as after a return to an earlier one."""
    DEFINITION = "definition"
    """It is counted or computed differently."""
    TARGET = "target"
    SUPPRESSION = "suppression"
    """Small numbers of cases: hidden now, or hidden before."""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that is different; reasons in the order of their weight, the first explains the status.

    `before` and `after` are None where there is no such figure. Of what must not stand side by side, `before`
    (of small cells both) has no numbers, and `is_hidden` says so.
    """

    before: Figure | None
    after: Figure | None
    what: tuple[What, ...]
    reasons: tuple[Reason, ...]
    is_hidden: bool = False

    @property
    def figure(self) -> Figure:
        """The later figure, the earlier one where there is no later one."""
        found = self.after or self.before
        assert found is not None, "a change has at least one side"
        return found

    @property
    def is_flip(self) -> bool:
        """Whether a judged figure is judged differently now."""
        sides = self.before, self.after
        return What.STATUS in self.what and all(f is not None and f.status in JUDGED for f in sides)


JUDGED = frozenset({Status.MET, Status.NEAR, Status.MISSED})


@dataclass(frozen=True, slots=True)
class Came:
    """Measurements that one of two publications has and the other has not."""

    measure: str
    district: str
    start: date
    end: date
    reason: Reason
    """`missing` for a first delivery, `revision`, or `withdrawn`."""


def weightiest(changes: Iterable[Change]) -> list[Change]:
    """Return what readers want to know first: other judgements, then revisions, then the rest."""
    return sorted(changes, key=lambda c: (not c.is_flip, Reason.REVISION not in c.reasons))


# Between two publications ----


def between_publications(
    before: Sequence[Figure],
    after: Sequence[Figure],
    *,
    was: Mapping[str, Indicator],
    now: Mapping[str, Indicator],
    came: Iterable[Came],
    made: date,
    kept: tuple[Mapping[str, Collection[Cell]], Mapping[str, Collection[Cell]]] = ({}, {}),
) -> list[Change]:
    """Return what is different, by indicator, period and area.

    Args:
        before: figures of the earlier publication, small cells hidden; all of an indicator that has any.
        after: figures of the later one.
        was: indicators of the earlier catalogue by id.
        now: indicators of the later one.
        came: measurements that only one of them has.
        made: the day on which the earlier publication was made.
        kept: cells of both whose numbers are not told for the sake of other publications.
    """
    old, new = _by_place(before), _by_place(after)
    kept_back = _kept_back(before, after, was, now)
    why = _Why(was, now, came, made)
    order = {id_: number for number, id_ in enumerate((*now, *was))}
    places = sorted(
        old.keys() | new.keys(),
        key=lambda p: (order[p[0]], (new.get(p) or old[p]).period_start, p[1].level, p[1].district),
    )
    found = []
    for place in places:
        id_, cell = place
        hidden = any(cell in each.get(id_, ()) for each in (kept_back, kept[0]))
        change = _compared(old.get(place), new.get(place), was.get(id_), now.get(id_), why.of, hidden)
        if change:
            is_kept = cell in kept[1].get(id_, ())
            found.append(replace(change, after=_bare(change.after), is_hidden=True) if is_kept else change)
    return found


Place = tuple[str, Cell]
Why = Callable[[Figure | None, Figure | None, Collection[What]], tuple[Reason, ...]]


def _by_place(figures: Iterable[Figure]) -> dict[Place, Figure]:
    return {(figure.indicator, cell_of(figure)): figure for figure in figures}


def _kept_back(
    before: Iterable[Figure],
    after: Iterable[Figure],
    was: Mapping[str, Indicator],
    now: Mapping[str, Indicator],
) -> dict[str, frozenset[Cell]]:
    """Return the cells by indicator whose earlier value stays hidden."""
    sides: dict[str, tuple[list[Figure], list[Figure]]] = {}
    for side, figures in enumerate((before, after)):
        for figure in figures:
            known = now.get(figure.indicator) or was[figure.indicator]
            earlier = was.get(figure.indicator) or known
            if known.min_cases is not None or earlier.min_cases is not None:
                sides.setdefault(figure.indicator, ([], []))[side].append(figure)
    return {id_: concealed(*both, now.get(id_) or was[id_]) for id_, both in sides.items()}


def _compared(
    before: Figure | None,
    after: Figure | None,
    was: Indicator | None,
    now: Indicator | None,
    why: Why,
    hidden: bool,
) -> Change | None:
    """Return the change of one figure, None where nothing that is shown is different."""
    small = [f is not None and f.status is Status.SUPPRESSED for f in (before, after)]
    if all(small) or any(f is not None and f.is_withheld for f in (before, after)):
        return None
    if any(small):
        sides = hide(before) if before else None, hide(after) if after else None
        return Change(*sides, (What.STATUS,), (Reason.SUPPRESSION,), is_hidden=True)
    what = _what(before, after, was, now)
    if not what:
        return None
    change = Change(before, after, what, why(before, after, what))
    return replace(change, before=_bare(before), is_hidden=True) if hidden else change


def _bare(figure: Figure | None) -> Figure | None:
    """Return a figure without numbers; its status stays."""
    return figure and replace(figure, value=None, numerator=None, denominator=None, state=None, text=None)


def _what(
    before: Figure | None, after: Figure | None, was: Indicator | None, now: Indicator | None
) -> tuple[What, ...]:
    old, new = _content(before, was), _content(after, now)
    if old is None and new is None:
        return ()
    found = [What.VALUE] if old != new else []
    if before and after:
        found += [What.TARGET] if bounds(before.target) != bounds(after.target) else []
        found += [What.STATUS] if before.status is not after.status else []
    return tuple(found)


def _content(figure: Figure | None, indicator: Indicator | None) -> object:
    """Return what a figure says as it is shown, None where it says nothing."""
    if figure is None or indicator is None:
        return None
    return figure.text if figure.value is None else shown(figure.value, indicator.decimals)


class _Why:
    """Finds the reasons for a difference between two publications."""

    def __init__(
        self, was: Mapping[str, Indicator], now: Mapping[str, Indicator], came: Iterable[Came], made: date
    ) -> None:
        self.was, self.now, self.made = was, now, made
        self.came: dict[str, list[Came]] = {}
        for each in came:
            self.came.setdefault(each.measure, []).append(each)
        self.redefined = {id_ for id_ in now if id_ in was and is_redefined(was[id_], now[id_])}

    def of(self, before: Figure | None, after: Figure | None, what: Collection[What]) -> tuple[Reason, ...]:
        """Return the reasons, the one that explains the status first."""
        found = self._of_value(before, after) if What.VALUE in what else []
        if What.TARGET in what:
            found.insert(0 if self._is_by_target(before, after) else len(found), Reason.TARGET)
        return tuple(found) or (Reason.DEFINITION,)

    def _of_value(self, before: Figure | None, after: Figure | None) -> list[Reason]:
        figure = after or before
        assert figure is not None, "something is compared"
        touched = self._touched(figure)
        is_first = before is None or (before.value is None and before.text is None)
        found: list[Reason] = [
            r for r in (Reason.REVISION, Reason.WITHDRAWN) if r in touched and not is_first
        ]
        if Reason.MISSING in touched or (is_first and Reason.REVISION in touched):
            found.append(Reason.NEW if figure.period_end >= self.made else Reason.MISSING)
        if figure.indicator in self.redefined or not found:
            found.append(Reason.DEFINITION)
        return found

    def _touched(self, figure: Figure) -> set[Reason]:
        """Return what happened to the measurements behind a figure."""
        sides = (side.get(figure.indicator) for side in (self.was, self.now))
        measures = {measure for side in sides if side for measure in side.value.measures}
        return {
            each.reason
            for measure in (figure.indicator, *measures)
            for each in self.came.get(measure, ())
            if figure.district in (BERLIN, each.district)
            and figure.period_start <= each.start
            and each.end <= figure.period_end
        }

    def _is_by_target(self, before: Figure | None, after: Figure | None) -> bool:
        """Tell whether the status would be as before with the target as before."""
        if before is None or after is None:
            return False
        return judge(after.value, self.now[after.indicator], before.target) is before.status


# Between two periods ----


def between_periods(
    before: Iterable[Figure], after: Iterable[Figure], indicators: Mapping[str, Indicator]
) -> list[Change]:
    """Return what is different between two states of one publication, one figure per indicator and area."""
    old = {(figure.indicator, figure.district): figure for figure in before}
    found = []
    for figure in after:
        earlier, known = old.get((figure.indicator, figure.district)), indicators[figure.indicator]
        if earlier and earlier.period == figure.period:
            continue  # the same figure is the newest for both
        change = _compared(earlier, figure, known, known, _why_in_time(known), hidden=False)
        if change:
            found.append(change)
    return found


def _why_in_time(indicator: Indicator) -> Why:
    def why(before: Figure | None, after: Figure | None, what: Collection[What]) -> tuple[Reason, ...]:
        if (
            before is None
            or after is None
            or None in (_content(before, indicator), _content(after, indicator))
        ):
            return (Reason.MISSING,)
        is_broken = any(before.period_end < each.since <= after.period_end for each in indicator.breaks)
        found = [Reason.DEFINITION if is_broken else Reason.REAL] if What.VALUE in what else []
        if What.TARGET in what:
            by_target = judge(after.value, indicator, before.target) is before.status
            found.insert(0 if by_target else len(found), Reason.TARGET)
        return tuple(found) or (Reason.DEFINITION,)

    return why
