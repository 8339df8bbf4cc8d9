"""How far can the figures of a report be trusted: what came, what is missing, what was revised?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dash_app import change_words, formats, sentences
from dash_app.access import may_see_deliveries
from dash_app.changes import Change, Reason
from dash_app.comparisons import Comparison, compare, is_own
from dash_app.components.arrivals import duty_name
from dash_app.duties import Board, Debt, board, source_of
from dash_app.queries import Arrival, deliveries
from dash_app.reports.cells import area_name, columns, row
from dash_app.reports.draft import Draft
from dash_app.reports.model import Cell, Quality, Sentence, Table
from dash_app.sentences.words import period_of
from dash_app.store import NoPublication, Snapshot
from schemas.period import Period

MOST_REVISIONS = 40
"""So many revised values stand in the report; the command line gives all."""
MOST_DEBTS = 60
CAME = (
    ("on_time", (Arrival.ON_TIME,)),
    ("delivered", (Arrival.DELIVERED, Arrival.TEXT, Arrival.ESTIMATED)),
    ("late", (Arrival.LATE,)),
    ("rejected", (Arrival.REJECTED,)),
    ("missing", (Arrival.MISSING,)),
    ("open", (Arrival.NOT_YET_DUE,)),
)
"""Columns of the table of deliveries with the states that they count."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """What is known of deliveries and revisions, as of the day of the publication.

    Not as of today: a report from the same publication says the same on every day.
    """

    draft: Draft
    earlier: Snapshot | None

    @cached_property
    def board(self) -> Board:
        """What was due and what came; empty where the viewer may not see it."""
        day = formats.in_berlin(self.draft.snapshot.created).date()
        return board(self.draft.snapshot, self.draft.viewer, day)

    @cached_property
    def debts(self) -> list[tuple[Debt, tuple[Period, ...]]]:
        """What the districts of the report owe of the agreement, up to the end of its period."""
        found = []
        for debt in self.board.debts:
            periods = tuple(p for p in debt.periods if p.end <= self.draft.period.end)
            is_ours = debt.duty.agreement == self.draft.agreement.id and debt.district in self.draft.districts
            if periods and is_ours:
                found.append((debt, periods))
        return found

    @property
    def missing(self) -> int:
        """Number of missing deliveries."""
        return sum(len(periods) for _, periods in self.debts)

    @property
    def debtors(self) -> int:
        """Number of districts that owe one."""
        return len({debt.district for debt, _ in self.debts})

    @cached_property
    def changes(self) -> Comparison | None:
        """What changed since the earlier publication in figures of this agreement and these areas."""
        if self.earlier is None:
            return None
        try:
            found = compare(self.earlier, self.draft.snapshot, self.draft.viewer)
        except NoPublication:
            return None  # it was cleared away
        ids = {indicator.id for indicator in self.draft.agreement.indicators}
        ours = tuple(
            change
            for change in found.changes
            if change.figure.indicator in ids and change.figure.district in self.draft.areas
        )
        return replace(
            found,
            changes=ours,
            targets=tuple(each for each in found.targets if each.indicator in ids),
            definitions=tuple(id_ for id_ in found.definitions if id_ in ids),
        )


def quality(evidence: Evidence) -> Quality | None:
    """Return the section on data; None for an agreement without indicators."""
    draft = evidence.draft
    if not draft.agreement.indicators:
        return None
    t = draft.t
    if not may_see_deliveries(draft.viewer):
        return Quality(sentences=(), revisions=_revisions(evidence), notes=(t("report.quality.closed"),))
    return Quality(
        sentences=tuple(_said(evidence)),
        deliveries=_deliveries(evidence),
        missing=_missing(evidence),
        findings=_findings(draft),
        revisions=_revisions(evidence),
    )


def _said(evidence: Evidence) -> list[Sentence]:
    draft, t = evidence.draft, evidence.draft.t
    day = formats.day(formats.in_berlin(draft.snapshot.created).date(), draft.language)
    districts = t.plural("report.districts", evidence.debtors)
    owed = t.plural("report.quality.missing", evidence.missing, districts=districts, day=day)
    parts = {
        "deliveries": owed if evidence.missing else t("report.quality.complete", day=day),
        "limits": sentences.caveats(draft.figures.values(), draft.language),
        "revisions": change_words.summary(evidence.changes, draft.language)
        if evidence.changes
        else t("report.quality.first"),
    }
    return [draft.say(f"quality.{key}", text) for key, text in parts.items() if text]


def _count(draft: Draft, number: int) -> Cell:
    return Cell(text=formats.number(number, 0, draft.language), value=number)


def _deliveries(evidence: Evidence) -> Table | None:
    """Return for each duty and period how many districts delivered in time, late, or not at all."""
    draft, t = evidence.draft, evidence.draft.t
    period, rows = draft.period, []
    for duty, periods in evidence.board.between(period.start, period.end).items():
        if duty.agreement != draft.agreement.id:
            continue
        for each in periods:
            slots = evidence.board.slots[duty][each]
            ours = [slot for key, slot in slots.items() if key in draft.districts]
            states = Counter(slot.arrival for slot in ours)
            counts = [sum(states[state] for state in listed) for _, listed in CAME]
            rows.append(
                row(
                    duty_name(duty, draft.catalogue, draft.language),
                    formats.period(each, draft.language),
                    formats.day(max(slot.due for slot in ours), draft.language),
                    *(_count(draft, number) for number in counts),
                )
            )
    if not rows:
        return None
    heads = columns(
        ("duty", t("report.column.duty"), False, 3),
        ("period", t("report.column.period"), False, 1.4),
        ("due", t("report.column.due_day"), False, 1.4),
        *((key, t(f"report.came.{key}"), True, 1.1) for key, _ in CAME),
    )
    caption = t("report.deliveries.caption")
    return Table(key="table.deliveries", caption=caption, columns=heads, rows=tuple(rows))


def _missing(evidence: Evidence) -> Table | None:
    """Return who owes what since when."""
    draft, t = evidence.draft, evidence.draft.t
    listed = sorted(evidence.debts, key=lambda each: (each[0].district, each[0].since))
    if not listed:
        return None
    rows = [
        row(
            area_name(draft, debt.district),
            duty_name(debt.duty, draft.catalogue, draft.language),
            ", ".join(formats.period(period, draft.language) for period in periods),
            formats.day(debt.since, draft.language),
        )
        for debt, periods in listed[:MOST_DEBTS]
    ]
    heads = columns(
        ("area", t("report.column.area"), False, 2),
        ("duty", t("report.column.duty"), False, 3),
        ("periods", t("report.column.period"), False, 2),
        ("since", t("report.column.since"), False, 1.2),
    )
    rest = len(listed) - MOST_DEBTS
    return Table(
        key="table.missing",
        caption=t("report.missing.caption"),
        columns=heads,
        rows=tuple(rows),
        notes=(t.plural("report.missing.more", rest),) if rest > 0 else (),
    )


def _findings(draft: Draft) -> Table | None:
    """Return how many errors and warnings the checks found in deliveries of the period, by source."""
    t = draft.t
    sources = dict.fromkeys(source_of(i, draft.catalogue) for i in draft.agreement.indicators)
    rows = []
    for source in sources:
        ours = [
            each
            for each in deliveries(draft.snapshot, draft.viewer, source=source)
            if each.period_start
            and each.period_end
            and each.period_start <= draft.period.end
            and draft.period.start <= each.period_end
            and (not each.districts or set(each.districts) & set(draft.areas))
        ]
        if ours:
            refused = sum(each.status == "rejected" for each in ours)
            numbers = len(ours), refused, sum(e.errors for e in ours), sum(e.warnings for e in ours)
            title = draft.catalogue.mapping(source).title(draft.language)
            rows.append(row(title, *(_count(draft, number) for number in numbers)))
    if not rows:
        return None
    heads = columns(
        ("source", t("report.column.source"), False, 3),
        *((key, t(f"report.column.{key}"), True, 1) for key in ("files", "refused", "errors", "warnings")),
    )
    caption = t("report.findings.caption")
    return Table(key="table.findings", caption=caption, columns=heads, rows=tuple(rows))


def _revisions(evidence: Evidence) -> Table | None:
    """Return values that say something else than before: old, new, why; then targets and definitions."""
    found, draft = evidence.changes, evidence.draft
    if found is None:
        return None
    t = draft.t
    told = [change for change in found.changes if _is_told(change, found)]
    told.sort(key=lambda change: not change.is_flip)
    agreed = [
        change_words.target_line(each, found.indicators, draft.places, draft.language)
        for each in found.targets
    ]
    agreed += [
        t("changes.definition", indicator=found.indicators[id_].title(draft.language))
        for id_ in found.definitions
    ]
    rest = len(told) - MOST_REVISIONS
    notes = [*agreed, *([t.plural("report.revisions.more", rest)] if rest > 0 else [])]
    if not told and not notes:
        return None
    keys = ("indicator", "area", "period", "before", "after", "reasons")
    weights = (2.6, 1.8, 1.3, 1.5, 1.5, 1.8)
    heads = columns(*((k, t(f"changes.column.{k}"), False, w) for k, w in zip(keys, weights, strict=True)))
    number = found.before.number
    return Table(
        key="table.revisions",
        caption=t("report.revisions.caption", number=number),
        columns=heads,
        rows=tuple(row(*_texts(draft, found, change)) for change in told[:MOST_REVISIONS]),
        notes=tuple(notes),
    )


def _is_told(change: Change, found: Comparison) -> bool:
    """Tell whether readers of a former report have to know: another value or judgement than they read."""
    is_new = Reason.NEW in change.reasons or change.before is None
    is_covered = Reason.SUPPRESSION in change.reasons  # both sides would read "x"
    return not is_new and not is_covered and (is_own(change, found.indicators) or change.is_flip)


def _texts(draft: Draft, found: Comparison, change: Change) -> Sequence[str]:
    figure = change.figure
    indicator = found.indicators[figure.indicator]
    sides = (
        change_words.side(side, indicator, draft.language, is_hidden=change.is_hidden)
        for side in (change.before, change.after)
    )
    return (
        indicator.title(draft.language),
        area_name(draft, figure.district),
        formats.period(period_of(figure), draft.language),
        *sides,
        change_words.reasons(change, draft.language),
    )
