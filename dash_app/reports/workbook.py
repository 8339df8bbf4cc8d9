"""How does the report become a workbook, with every figure as a number and charts that can be edited?"""

from __future__ import annotations

from dataclasses import dataclass

from dash_app import formats
from dash_app.exports import sheets
from dash_app.exports.sheets import Book
from dash_app.exports.workbook import values
from dash_app.reports import tabular
from dash_app.reports.model import GoalPart, Report
from dash_app.reports.native import draw
from dash_app.reports.plots import plot
from dash_app.reports.tabular import Place
from dash_app.texts import Texts
from schemas.catalogue import Area, Indicator

NARROW = (46, *[13.0] * 9)
"""Widths of the columns of most sheets, in characters; the first holds names."""
GOAL_SCALE, FEW = 54, 1
"""Size in percent in which the sheet of a goal is printed, on its side (its charts stay on the page with the
wider letters, too, that replace Calibri): a page holds an indicator, the first one below a table of few rows.
"""


@dataclass(frozen=True, slots=True)
class _Named:
    """What names the figures of a report, as records ask for it."""

    indicators: dict[str, Indicator]
    areas_by_key: dict[str, Area]


@dataclass(frozen=True, slots=True)
class _Published:
    number: int
    catalogue: _Named


def render(report: Report) -> bytes:
    """Return the report as `.xlsx`; the same report gives the same bytes."""
    t = Texts(report.language)
    book = Book(_about(report, t), _foot(report, t))
    _summary(book, report, t)
    if report.matrix and report.matrix.rows:
        _matrix(book, report, t)
    for number, goal in enumerate(report.goals, 1):
        _goal(book, report, goal, number, t)
    if report.bare_goals:
        place = _sheet(book, t("report.goals.bare"))
        place.heading(t("report.goals.bare"), size=14)
        for bare in report.bare_goals:
            place.text(bare)
    _exceptions(book, report, t)
    _quality(book, report, t)
    _definitions(book, report, t)
    if report.figures:
        known = _Named({i.id: i for i in report.indicators}, {a.key: a for a in report.areas})
        published = _Published(report.publication, known)
        values(book, t("office.sheet.values"), report.figures, published, report.language)
    if report.edited:
        place = _sheet(book, t("office.sheet.edited"), (60, 60))
        tabular.table(place, report.edited, report.language)
    return book.done()


def _about(report: Report, t: Texts) -> sheets.About:
    period = report.head.subtitle
    return sheets.About(
        title=report.title,
        subject=period,
        comments=" ".join(part for part in (report.permalink, report.head.demo) if part),
        keywords=t("office.keywords", number=report.publication, period=period),
        moment=report.stamp,
    )


def _foot(report: Report, t: Texts) -> str:
    """Return what stands below every page: title, period, publication, and the mark of demonstration."""
    title = report.title if len(report.title) < 90 else report.title[:88] + " …"
    said = t("office.foot", title=title, period=report.head.subtitle, number=report.publication)
    demo = t("components.demo") if report.head.is_demo else ""
    return " · ".join(part for part in (said, demo) if part)


def _sheet(
    book: Book,
    name: str,
    widths: tuple[float, ...] = NARROW,
    *,
    is_wide: bool = False,
    scale: int | None = None,
) -> Place:
    return Place(book, book.sheet(name, widths, is_wide=is_wide, scale=scale), widths)


def _summary(book: Book, report: Report, t: Texts) -> None:
    """Add the first sheet: facts, message, form, what is missing, and who signs."""
    place = _sheet(book, t("office.sheet.report"), (34, *[15.0] * 6), is_wide=False)
    place.heading(report.title, size=16)
    place.text(report.head.subtitle, bold=True)
    place.text(report.head.demo, bold=True)
    place.facts(((report.head.addressee, ""), *report.head.facts))
    for note in report.notes:
        place.text(note, bold=True)
    if report.message:
        place.heading(t("office.message"))
        for sentence in report.message:
            place.text(sentence.text)
    tabular.form(place, report.form)
    if report.signatures:
        place.heading(t("office.signatures"))
        place.facts(tuple((signature.role, "") for signature in report.signatures))
    place.text(t("office.numbers"))


def _matrix(book: Book, report: Report, t: Texts) -> None:
    """Add the matrix with its own frozen head, and what the signs mean."""
    assert report.matrix is not None
    widths = (38, 18, *[12.5] * (len(report.matrix.columns) - 2))
    place = _sheet(book, t("office.sheet.matrix"), widths, is_wide=True)
    head = tabular.table(place, report.matrix, report.language, heading=False)
    place.sheet.freeze_panes(head + 1, 1)
    place.sheet.repeat_rows(head)
    place.heading(t("office.legend"))
    for line in report.legend:
        place.text(line)


def _goal(book: Book, report: Report, goal: GoalPart, number: int, t: Texts) -> None:
    """Add the sheet of a goal: its table, then each indicator with the data of its charts beside them."""
    name = t("office.sheet.goal", n=number, title=goal.title)
    place = _sheet(book, name, is_wide=True, scale=GOAL_SCALE)
    place.heading(goal.title, size=14)
    place.text(goal.description)
    place.text(goal.sentence.text)
    tabular.table(place, goal.table, report.language)
    breaks = []
    for place_in_goal, indicator in enumerate(goal.indicators):
        if place_in_goal or len(goal.table.rows) > FEW:
            breaks.append(place.row)
        place.heading(indicator.title)
        place.text(indicator.note)
        for chart in indicator.charts:
            place.text(chart.title, bold=True)
            place.text(chart.subtitle)
            place.text(chart.sentence.text)
            numbers = plot(chart, report)
            if numbers:
                draw(place, chart, numbers, report.language, t)
        if indicator.comments:
            tabular.table(place, indicator.comments, report.language)
    place.sheet.set_h_pagebreaks(breaks)


def _exceptions(book: Book, report: Report, t: Texts) -> None:
    part = report.exceptions
    if part is None:
        return
    place = _sheet(book, t("office.sheet.exceptions"), is_wide=True)
    place.heading(t("office.sheet.exceptions"), size=14)
    place.text(part.sentence.text)
    for lapse in part.lapses:
        place.text(lapse.title, bold=True)
        place.text(lapse.sentence.text)
    if part.table:
        tabular.table(place, part.table, report.language)
    for note in part.notes:
        place.text(note)


def _quality(book: Book, report: Report, t: Texts) -> None:
    part = report.quality
    if part is None:
        return
    place = _sheet(book, t("office.sheet.quality"), (40, *[16.0] * 8), is_wide=True)
    place.heading(t("office.sheet.quality"), size=14)
    for sentence in part.sentences:
        place.text(sentence.text)
    for each in (part.deliveries, part.missing, part.findings, part.revisions):
        if each:
            tabular.table(place, each, report.language)
    for note in part.notes:
        place.text(note)


def _definitions(book: Book, report: Report, t: Texts) -> None:
    place = _sheet(book, t("office.sheet.definitions"), (34, *[15.0] * 6))
    place.heading(t("office.sheet.definitions"), size=14)
    moment = formats.moment(report.created, report.language)
    place.text(t("exports.about.state", moment=moment, number=report.publication))
    place.text(report.permalink)
    for definition in report.definitions:
        place.heading(definition.title)
        place.facts(definition.entries)
        if definition.targets:
            tabular.table(place, definition.targets, report.language)
    if report.sources:
        place.heading(t("office.sources"))
        place.facts(tuple((source.title, source.address) for source in report.sources))
