"""How does the report become slides, one message each, with charts that can be edited?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pptx.util import Inches

from dash_app.reports.cells import MARKS
from dash_app.reports.deck import BOTTOM, CONTENT, EDGE, LANGUAGES, TITLE_ONLY, TITLE_SLIDE, TOP, WIDTH, Deck
from dash_app.reports.model import Chart, GoalPart, IndicatorPart, Report, Table
from dash_app.reports.plots import plot
from dash_app.reports.slide_charts import add_chart
from dash_app.reports.slide_tables import add_table, pages
from dash_app.reports.zipped import settled
from dash_app.texts import Texts

MOST_PAGES = 6
"""So many slides a table takes at most; the rest is in the workbook, and the last slide says so."""
_END = re.compile(r"(?<=[a-zäöüß)%])\. (?=[A-ZÄÖÜ])")
"""End of a sentence; the dot of an ordinal number is none."""


def render(report: Report) -> bytes:
    """Return the report as `.pptx`; the same report gives the same bytes."""
    t = Texts(report.language)
    period, demo = report.head.subtitle, t("components.demo") if report.head.is_demo else ""
    foot = t("office.foot", title=report.head.addressee, period=period, number=report.publication)
    deck = Deck(report.language, " · ".join(part for part in (foot, demo) if part))
    _properties(deck, report, t)
    _title(deck, report)
    _message(deck, report, t)
    if report.matrix and report.matrix.rows:
        told = {sentence.key: sentence.text for sentence in report.message}
        title = told.get("message.districts") or t("office.slide.matrix", title=report.head.subtitle)
        _tables(deck, report, title, report.matrix, t, notes=report.legend)
    for goal in report.goals:
        _goal(deck, report, goal, t)
    if report.bare_goals:
        slide = deck.slide(CONTENT, t("report.goals.bare"))
        deck.paragraphs(slide.placeholders[1], report.bare_goals, 18, bullets=True)
        deck.notes(slide, _source(report, t))
    _closing(deck, report, t)
    return settled(deck.done(), report.stamp)


def _properties(deck: Deck, report: Report, t: Texts) -> None:
    said = deck.presentation.core_properties
    said.title, said.subject = report.title[:255], report.head.subtitle
    said.author = said.last_modified_by = "Zielblick"
    said.keywords = t("office.keywords", number=report.publication, period=report.head.subtitle)
    said.comments = report.permalink[:255]
    said.language = LANGUAGES.get(report.language, LANGUAGES["de"])
    said.created = said.modified = report.stamp.replace(tzinfo=None)
    said.revision = 1


def _title(deck: Deck, report: Report) -> None:
    """Add the first slide: what, when, for whom, from which data (the last facts of the head)."""
    slide = deck.slide(TITLE_SLIDE, report.title)
    lines = [report.head.subtitle, report.head.addressee, report.head.demo]
    facts = [f"{term}: {text}" for term, text in report.head.facts if text]
    deck.paragraphs(slide.placeholders[1], [line for line in lines if line], 20)
    deck.box(slide, (EDGE, Inches(6.0), WIDTH - 2 * EDGE, Inches(1.1)), facts[-3:], 12)
    deck.notes(slide, facts)


def _message(deck: Deck, report: Report, t: Texts) -> None:
    """Add the message: its first sentence is the title, the others follow; else the form."""
    said = [sentence.text for sentence in report.message]
    if not said:
        _tables(deck, report, report.form.caption, report.form, t, notes=report.notes)
        return
    first, *rest = _END.split(said[0], maxsplit=1)
    points = [*report.notes, *rest, *said[1:]]
    slide = deck.slide(CONTENT, first)
    deck.paragraphs(slide.placeholders[1], points, 18 if sum(map(len, points)) < 900 else 14, bullets=True)
    deck.notes(slide, _source(report, t))


def _goal(deck: Deck, report: Report, goal: GoalPart, t: Texts) -> None:
    """Add the figures of a goal as a table, then each chart of its indicators."""
    message = goal.chart.title if goal.chart else t("office.no_figures")
    title = t("office.slide.goal", title=goal.title, message=message)
    said = [goal.description, goal.sentence.text]
    _tables(deck, report, title, goal.table, t, notes=[*said, *goal.table.notes])
    for indicator in goal.indicators:
        for chart in indicator.charts:
            title = t("office.slide.goal", title=_name(report, indicator), message=chart.title)
            _chart(deck, report, chart, title, t)
        if not indicator.charts:
            slide = deck.slide(CONTENT, indicator.title)
            deck.paragraphs(slide.placeholders[1], [indicator.note], 18)
            deck.notes(slide, _defined(report, (indicator.id,), t))
        if indicator.comments:
            _tables(deck, report, indicator.comments.caption, indicator.comments, t)


def _name(report: Report, part: IndicatorPart) -> str:
    """Return the short name of an indicator: a title holds it and a message."""
    found = next((each for each in report.indicators if each.id == part.id), None)
    return found.short(report.language) if found and found.short else part.title


def _chart(deck: Deck, report: Report, chart: Chart, title: str, t: Texts) -> None:
    """Add one chart: its message as title, what it shows above it, what it says below it."""
    numbers = plot(chart, report)
    if numbers is None:
        _tables(deck, report, title, chart.table, t, notes=[chart.sentence.text])
        return
    slide = deck.slide(TITLE_ONLY, title)
    across = WIDTH - 2 * EDGE
    deck.box(slide, (EDGE, Inches(1.35), across, Inches(0.4)), [_above(chart, t)], 14)
    below = Inches(1.05)
    add_chart(slide, (EDGE, TOP, across, BOTTOM - TOP - below), chart, numbers, report)
    text = chart.sentence.text
    size = 12 if len(text) < 600 else 10
    deck.box(slide, (EDGE, BOTTOM - below, across, below), [text], size)
    deck.notes(slide, [chart.subtitle, text, *chart.notes, *_defined(report, chart.indicators, t)])


def _above(chart: Chart, t: Texts) -> str:
    """Return what a chart shows, and for columns what the signs before the names mean."""
    if chart.kind != "comparison":
        return chart.subtitle
    found = {figure.status: None for figure in chart.figures}
    signs = [f"{mark} {t(f'status.{status.value}')}" for status, mark in MARKS.items() if status in found]
    return " · ".join([chart.subtitle, ", ".join(signs)])


def _tables(
    deck: Deck, report: Report, title: str, table: Table, t: Texts, notes: Iterable[str] = ()
) -> None:
    """Add a table on as many slides as it takes, each with its head."""
    sizes = (8.5,) if len(table.columns) > 8 else (14.0, 12.0)
    size = next((size for size in sizes if len(pages(table, size)) == 1), sizes[-1])
    parts = pages(table, size)
    shown, rest = parts[:MOST_PAGES], sum(len(part) for part in parts[MOST_PAGES:])
    for number, rows in enumerate(shown, 1):
        named = t("office.slide.more", title=title, part=number, parts=len(shown))
        slide = deck.slide(TITLE_ONLY, named if len(shown) > 1 else title)
        deck.box(slide, (EDGE, Inches(1.35), WIDTH - 2 * EDGE, Inches(0.35)), [table.caption], 12)
        add_table(slide, table, rows, size, t("office.alt.table", caption=table.caption))
        said = [*notes, *table.notes]
        if rest and number == len(shown):
            cut = t("office.rest", n=rest)
            deck.box(slide, (EDGE, BOTTOM, WIDTH - 2 * EDGE, Inches(0.3)), [cut], 11)
            said.append(cut)
        deck.notes(slide, [*dict.fromkeys(said), *_source(report, t)])


def _closing(deck: Deck, report: Report, t: Texts) -> None:
    """Add what is missed, what the figures rest on, and where the definitions come from."""
    if report.exceptions:
        part = report.exceptions
        points = [part.sentence.text, *(f"{lapse.title}: {lapse.sentence.text}" for lapse in part.lapses)]
        _points(deck, report, t("office.slide.exceptions"), [*points, *part.notes], t)
        if part.table and any(lapse.measures for lapse in part.lapses):
            _tables(deck, report, part.table.caption, part.table, t)
    if report.quality:
        said = [sentence.text for sentence in report.quality.sentences]
        _points(deck, report, t("office.slide.quality"), [*said, *report.quality.notes], t)
        for table in (report.quality.missing, report.quality.revisions):
            if table and table.rows:
                _tables(deck, report, table.caption, table, t)
    if report.sources:
        listed = [": ".join(p for p in (each.title, each.address) if p) for each in report.sources]
        _points(deck, report, t("office.sources"), listed, t, size=11)


def _points(
    deck: Deck, report: Report, title: str, points: Sequence[str], t: Texts, size: float = 16
) -> None:
    """Add slides of paragraphs, as many on each as fit."""
    lines, across = int(13 * 16 / size), int(95 * 16 / size)
    pages_: list[list[str]] = [[]]
    used = 0
    for point in points:
        height = 1 + len(point) // across
        if pages_[-1] and used + height > lines:
            pages_.append([])
            used = 0
        pages_[-1].append(point)
        used += height
    for number, page in enumerate(pages_, 1):
        named = t("office.slide.more", title=title, part=number, parts=len(pages_))
        slide = deck.slide(CONTENT, named if len(pages_) > 1 else title)
        deck.paragraphs(slide.placeholders[1], page, size, bullets=True)
        deck.notes(slide, _source(report, t))


def _source(report: Report, t: Texts) -> list[str]:
    """Return what the notes of every slide say: where the figures are, and that some are made up."""
    return [t("office.note.link", address=report.permalink), report.head.demo]


def _defined(report: Report, ids: Sequence[str], t: Texts) -> list[str]:
    """Return definition and source of some indicators, for the notes."""
    lines: list[Any] = []
    for definition in report.definitions:
        if definition.indicator in ids:
            lines += [definition.title, *(f"{term}: {text}" for term, text in definition.entries)]
    return [*lines, *_source(report, t)]
