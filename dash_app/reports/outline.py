"""In which order does a document show the parts of a report, as a row of simple blocks?

Word, PDF and HTML render the same row, so that they say the same in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dash_app import formats
from dash_app.reports.cells import columns, row
from dash_app.reports.model import (
    Cell,
    Chart,
    Definition,
    Exceptions,
    GoalPart,
    Quality,
    Report,
    Sentence,
    Table,
)
from dash_app.texts import Texts

LINE = 90
"""Letters that a line of a table takes, about."""
MOST_LINES = 36
"""Lines of a table that is not divided between pages."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; `anchor` is unique in the document."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `edited` says that the author changed it."""

    text: str
    style: str = "body"
    """`body`, `lead`, `note` (small), `legend` (smaller) or `notice` (in a box)."""
    edited: bool = False
    lead: str = ""
    """Bold words before the text."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list with dots."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with their texts; addresses are links."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `is_open` where cells are left to be filled in by hand, `is_bare` without visible caption."""

    table: Table
    is_open: bool = False
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its sentence; the table with its values follows."""

    chart: Chart


@dataclass(frozen=True, slots=True)
class Sheet:
    """What follows stands on a new page, on its side or upright."""

    is_wide: bool


Block = Heading | Paragraph | Items | Facts | Grid | Picture | Sheet


def outline(report: Report) -> Iterator[Block]:
    """Yield the blocks after title and facts, section by section; sections without content are left out."""
    t = Texts(report.language)
    if report.head.demo:
        yield Paragraph(report.head.demo, "notice")
    for note in report.notes:
        yield Paragraph(note, "notice")
    if report.message:
        yield Heading(1, t("report.section.message"), "message")
        yield Items(tuple(_said(sentence) for sentence in report.message))
    if report.matrix:
        yield from _matrix(report, t)
    yield Heading(1, t(f"report.section.{'form' if report.choice.agreement else 'forms'}"), "form")
    yield Grid(report.form)
    if report.goals or report.bare_goals:
        yield Heading(1, t("report.section.goals"), "goals")
        for goal in report.goals:
            yield from _goal(goal)
        if report.bare_goals:  # told together: each of them is a heading with nothing below
            yield Heading(2, t("report.goals.bare"), "goals-bare")
            yield Items(tuple(Paragraph(goal) for goal in report.bare_goals))
    if report.exceptions:
        yield from _exceptions(report.exceptions, t)
    if report.quality:
        yield from _quality(report.quality, t)
    yield from _appendix(report, t)


def _said(sentence: Sentence, style: str = "body", lead: str = "") -> Paragraph:
    return Paragraph(sentence.text, style, sentence.is_edited, lead)


def _matrix(report: Report, t: Texts) -> Iterator[Block]:
    assert report.matrix, "asked only where there is a matrix"
    yield Sheet(is_wide=True)
    yield Heading(1, t("report.section.matrix"), "matrix")
    yield Grid(report.matrix)
    yield Paragraph(" · ".join(report.legend), "legend", lead=t("report.section.legend") + ": ")
    yield Sheet(is_wide=False)


def _goal(goal: GoalPart) -> Iterator[Block]:
    yield Heading(2, goal.title, f"goal-{goal.id}")
    if goal.description:
        yield Paragraph(goal.description)
    yield _said(goal.sentence, "lead")
    yield Grid(goal.table)
    if goal.chart:
        yield Picture(goal.chart)
        yield Grid(goal.chart.table)
    for indicator in goal.indicators:
        yield Heading(3, indicator.title, f"indicator-{indicator.id}")
        if indicator.note:
            yield Paragraph(indicator.note, "note")
        for chart in indicator.charts:
            yield Picture(chart)
            yield Grid(chart.table)
        if indicator.comments:
            yield Grid(indicator.comments)


def _exceptions(part: Exceptions, t: Texts) -> Iterator[Block]:
    yield Heading(1, t("report.section.exceptions"), "exceptions")
    yield _said(part.sentence, "lead")
    if part.lapses:
        yield Items(tuple(_said(lapse.sentence, lead=f"{lapse.title}: ") for lapse in part.lapses))
    if part.table:
        yield Grid(part.table, is_open=True)
    for note in part.notes:
        yield Paragraph(note, "note")


def _quality(part: Quality, t: Texts) -> Iterator[Block]:
    yield Heading(1, t("report.section.quality"), "quality")
    for sentence in part.sentences:
        yield _said(sentence)
    for table in (part.deliveries, part.missing, part.findings, part.revisions):
        if table:
            yield Grid(table)
    for note in part.notes:
        yield Paragraph(note, "note")


def _appendix(report: Report, t: Texts) -> Iterator[Block]:
    """Yield definitions, sources, edited sentences and the sign-off block."""
    if report.definitions:
        yield Heading(1, t("report.section.definitions"), "definitions")
        for definition in report.definitions:
            yield from _definition(definition)
    if report.sources:
        yield Heading(1, t("report.section.sources"), "sources")
        yield Items(tuple(Paragraph(_cited(each.title, each.address)) for each in report.sources))
    if report.edited:
        yield Heading(1, t("report.section.edited"), "edited")
        yield Grid(report.edited, is_bare=True)
    if report.signatures:
        yield Heading(1, t("report.section.signatures"), "signatures")
        yield Grid(_signatures(report, t), is_open=True, is_bare=True)


def _definition(part: Definition) -> Iterator[Block]:
    yield Heading(2, part.title, f"definition-{part.indicator}")
    yield Facts(part.entries)
    if part.targets:
        yield Grid(part.targets, is_bare=True)


def _cited(title: str, address: str) -> str:
    return f"{title}, {address}" if address else title


def stays_whole(table: Table) -> bool:
    """Return whether a table stays on one page with its caption and notes: most of a page at the most."""
    weights = [column.weight for column in table.columns]
    across = [max(1.0, LINE * weight / sum(weights)) for weight in weights]
    lines = 0.0
    for each in table.rows:
        texts = (each.cells[0].text,) if each.is_group else tuple(c.lead + c.text for c in each.cells)
        lines += max((-(-len(text) // across[place]) for place, text in enumerate(texts)), default=1)
    return not table.is_wide and lines <= MOST_LINES


def _signatures(report: Report, t: Texts) -> Table:
    """Return the lines to sign."""
    keys = ("role", "name", "day", "signature")
    weights = (1.6, 2.2, 1, 1.8)
    heads = columns(*((k, t(f"report.sign.{k}"), False, w) for k, w in zip(keys, weights, strict=True)))
    rows = tuple(row(Cell(text=each.role), "", "", "") for each in report.signatures)
    return Table(key="table.signatures", caption=t("report.section.signatures"), columns=heads, rows=rows)


def foot(report: Report) -> str:
    """Return the line at the foot of every page: state of the data, state of the report, when it was made."""
    t = Texts(report.language)
    day = formats.day(formats.in_berlin(report.created).date(), report.language)
    made = formats.day(report.stamp.date(), report.language)
    parts = [
        t("report.data_state", number=report.publication, day=day),
        t(f"report.state.{report.choice.state}"),
        t("report.made", day=made),
    ]
    return " · ".join(parts)
