"""How did a figure come about: from which files, by which sum, against which target, judged by which rule?

Pure: it follows from the figure, the measurements behind it and the catalogue of its publication.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from dash_app.metrics import distance, near_by, shown
from dash_app.queries import Delivery, Origin, RecordedFinding
from schemas.catalogue import Catalogue, Indicator, Reference
from schemas.formula import Sum
from schemas.observation import Figure, Status


class Way(StrEnum):
    """How the value came about."""

    COMPUTED = "computed"
    """From measures, by the formula."""
    ADDED = "added"
    """From finished figures of districts or shorter periods."""
    FINISHED = "finished"
    """Delivered as a finished figure."""
    MISSING = "missing"
    """There is none."""
    HIDDEN = "hidden"
    """Too few cases, or another one could be computed from it."""


@dataclass(frozen=True, slots=True)
class Term:
    """One measure of the formula with the sum that goes in; None where the sum is not shown."""

    side: Literal["numerator", "denominator"]
    sign: int
    measure: str
    value: float | None
    measurements: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One delivery behind the figure, the lines that count, and what the checks found there."""

    delivery: Delivery
    lines: tuple[tuple[int, int], ...]
    """First and last line of each block of lines, in order, 1-based."""
    measurements: int
    findings: tuple[RecordedFinding, ...] | None
    """Of these lines, or of the file as a whole; empty where their words could tell a hidden number, None
    where the viewer may not read them.
    """


@dataclass(frozen=True, slots=True)
class Edition:
    """The publication that a figure is read from."""

    number: int
    created: datetime
    note: str
    rollback_of: int | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The same figure in an earlier publication."""

    edition: Edition
    figure: Figure | None
    """None where there was none; without numbers where they stay hidden (`is_hidden`)."""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """The chain behind one figure, in the order in which it was made."""

    figure: Figure
    indicator: Indicator
    edition: Edition
    origins: tuple[Origin, ...]
    """All measurements that could be behind it; those that count are `is_used`."""
    sheets: tuple[Sheet, ...]
    way: Way
    terms: tuple[Term, ...]
    agrees: bool
    """Whether the measurements listed give numerator and denominator as published."""
    shown: Decimal | None
    """The value as it is shown, rounded half away from zero."""
    reference: Reference | None
    """What states the target."""
    near: Literal["floor", "tolerance"] | None
    """What decides between nearly met and missed."""
    distance: Decimal | None
    """Shown value minus target."""
    earlier: tuple[Earlier, ...]
    """Oldest first."""


Findings = Callable[[int], Sequence[RecordedFinding] | None]
"""What the checks found in a delivery, by its id; None where the viewer may not read it."""


def explain(
    figure: Figure,
    origins: Sequence[Origin],
    *,
    catalogue: Catalogue,
    edition: Edition,
    findings: Findings,
    earlier: Iterable[Earlier] = (),
) -> Explanation:
    """Return the chain behind a figure.

    Args:
        figure: judged, and hidden where it has to be.
        origins: as `queries.provenance` returns them for this figure.
        catalogue: of the publication.
        edition: the publication.
        findings: what the checks found, by delivery.
        earlier: the figure in earlier publications, oldest first.
    """
    indicator = catalogue.indicators[figure.indicator]
    counted = _counted(origins, indicator)
    way = _way(figure, counted)
    terms = _terms(figure, indicator, counted) if way is Way.COMPUTED else ()
    target = figure.target
    return Explanation(
        figure=figure,
        indicator=indicator,
        edition=edition,
        origins=tuple(origins),
        sheets=tuple(_sheets(counted, findings, is_open=indicator.min_cases is None)),
        way=way,
        terms=terms,
        agrees=_agrees(figure, indicator, terms),
        shown=shown(figure.value, indicator.decimals),
        reference=catalogue.references_by_id.get(target.source or "") if target else None,
        near=near_by(figure.value, indicator, target),
        distance=distance(figure.value, indicator, target),
        earlier=tuple(earlier),
    )


# What counts ----


def _counted(origins: Iterable[Origin], indicator: Indicator) -> list[Origin]:
    """Return those that go into the value: of a place and period all measures of the formula, or none."""
    used = [origin for origin in origins if origin.is_used]
    needed = set(indicator.value.measures)
    found: dict[tuple[object, ...], set[str]] = {}
    for origin in used:
        if origin.value is not None or origin.is_hidden:
            found.setdefault(_piece(origin), set()).add(origin.measure)
    return [origin for origin in used if origin.reported or needed <= found.get(_piece(origin), set())]


def _piece(origin: Origin) -> tuple[object, ...]:
    return origin.district, origin.place, origin.period


def _way(figure: Figure, counted: Sequence[Origin]) -> Way:
    if figure.status is Status.SUPPRESSED:
        return Way.HIDDEN
    if figure.value is None:
        return Way.MISSING
    finished = [origin for origin in counted if origin.reported]
    if not finished:
        # Nothing listed: the deliveries are not for this viewer; the flag tells what they were.
        is_finished = not counted and "reported" in figure.flags
        return Way.FINISHED if is_finished else Way.COMPUTED
    is_one = len(counted) == 1 and (finished[0].value == figure.value or finished[0].is_hidden)
    return Way.FINISHED if is_one else Way.ADDED


def _terms(figure: Figure, indicator: Indicator, counted: Sequence[Origin]) -> tuple[Term, ...]:
    """Return the measures of the formula with their sums.

    Where an indicator has a least number of cases, only sums that the figure itself tells are shown.
    """
    formula = indicator.value
    total = figure.value / formula.scale if formula.is_count and figure.value is not None else None
    sides: tuple[tuple[Literal["numerator", "denominator"], Sum, float | None], ...] = (
        ("numerator", formula.numerator, figure.numerator if formula.denominator else total),
        ("denominator", formula.denominator, figure.denominator),
    )
    is_open = indicator.min_cases is None and not any(origin.is_hidden for origin in counted)
    terms = []
    for side, listed, published in sides:
        for sign, measure in listed:
            behind = [origin for origin in counted if origin.measure == measure]
            told = published * sign if len(listed) == 1 and published is not None else None
            known = [origin.value for origin in behind if origin.value is not None]
            value = math.fsum(known) if is_open and known else told
            terms.append(Term(side, sign, measure, value, len(behind)))
    return tuple(terms)


def _agrees(figure: Figure, indicator: Indicator, terms: Sequence[Term]) -> bool:
    """Tell whether the sums of the measures give the numbers that were published."""
    if not all(term.value is not None for term in terms):
        return True
    sums: Mapping[str, float] = {
        side: math.fsum(term.sign * (term.value or 0) for term in terms if term.side == side)
        for side in dict.fromkeys(term.side for term in terms)
    }
    formula = indicator.value
    if formula.is_count:
        wanted = {"numerator": None if figure.value is None else figure.value / formula.scale}
    else:
        wanted = {"numerator": figure.numerator, "denominator": figure.denominator}
    return all(
        (given := wanted[side]) is not None and math.isclose(total, given, rel_tol=1e-9, abs_tol=1e-9)
        for side, total in sums.items()
    )


# Where it is written ----


def _sheets(counted: Iterable[Origin], findings: Findings, *, is_open: bool) -> Iterable[Sheet]:
    """Yield the deliveries behind the measurements that count, each once, by district."""
    behind: dict[int, list[Origin]] = {}
    for origin in counted:
        behind.setdefault(origin.delivery.id, []).append(origin)
    for number, listed in sorted(behind.items(), key=lambda each: (each[1][0].district, each[0])):
        lines = _blocks((origin.line_first, origin.line_last) for origin in listed)
        said = findings(number) if is_open else ()
        found = None if said is None else tuple(f for f in said if _concerns(f, lines))
        yield Sheet(listed[0].delivery, lines, len(listed), found)


def _blocks(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Join spans of lines that touch or overlap."""
    blocks: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if blocks and first <= blocks[-1][1] + 1:
            blocks[-1] = blocks[-1][0], max(blocks[-1][1], last)
        else:
            blocks.append((first, last))
    return tuple(blocks)


def _concerns(finding: RecordedFinding, lines: Iterable[tuple[int, int]]) -> bool:
    return finding.line is None or any(first <= finding.line <= last for first, last in lines)
