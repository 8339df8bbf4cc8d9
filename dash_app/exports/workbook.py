"""What is in the workbook: figures as real numbers and days, and on a second sheet what they mean?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from dash_app import formats
from dash_app.components.definition import formula
from dash_app.exports import sheets
from dash_app.exports.files import headings, reference_text
from dash_app.exports.records import Column, Published, worded
from dash_app.store import Snapshot
from dash_app.texts import Texts
from schemas.catalogue import Indicator, Target
from schemas.observation import Figure

_WIDTHS = {
    "title": 44,
    "indicator": 30,
    "district": 8,
    "district_name": 28,
    "status": 18,
    "flags": 24,
    "text": 18,
}
"""Widths of columns in characters; others are 14 wide."""
DEFINITION = ("indicator", "title", "description", "unit", "polarity", "formula", "targets", "sources")


def workbook(figures: Sequence[Figure], snapshot: Snapshot, language: str) -> bytes:
    """Return a workbook with the sheets of values and of definitions, in `de` or `en`."""
    t = Texts(language)
    is_demo = any("demo" in figure.flags for figure in figures)
    title = t("exports.about.title", number=snapshot.number)
    demo = t("components.demo.long") if is_demo else ""
    about = sheets.About(title, title, demo, title, snapshot.created)
    book = sheets.Book(about, " · ".join(part for part in (title, demo) if part))
    name = t("exports.sheet.demo" if is_demo else "exports.sheet.values")
    values(book, name, figures, snapshot, language)
    _definitions(book, figures, snapshot, t, is_demo)
    return book.done()


def values(
    book: sheets.Book, name: str, figures: Sequence[Figure], published: Published, language: str
) -> None:
    """Add the sheet of values: one row per figure, a frozen head, and a filter."""
    columns = worded(language)
    sheet = book.sheet(name, [_WIDTHS.get(column.key, 14) for column in columns], is_wide=True)
    for place, heading in enumerate(headings(columns, language)):
        sheets.write(
            sheet, 0, place, heading, book.heading(is_right=columns[place].kind in ("number", "measured"))
        )
    for row, figure in enumerate(figures, 1):
        decimals = published.catalogue.indicators[figure.indicator].decimals
        for place, column in enumerate(columns):
            value = column.read(figure, published)
            if value is not None and value != "":
                sheets.write(sheet, row, place, value, _style(book, column, value, decimals))
    sheets.frozen(sheet, 0, len(columns), len(figures))


def _style(book: sheets.Book, column: Column, value: Any, decimals: int) -> Any:
    """Return the format of a number or day; the reader's program writes numbers in its language."""
    if isinstance(value, str):
        return book.style()
    if isinstance(value, date):
        return book.style(num_format="DD.MM.YYYY")
    if column.kind == "measured":
        return book.style(num_format=sheets.number_format(decimals))
    if column.key != "publication":
        return book.style(num_format="#,##0" if float(value).is_integer() else "#,##0.0##")
    return book.style()


def _definitions(
    book: sheets.Book, figures: Sequence[Figure], snapshot: Snapshot, t: Texts, is_demo: bool
) -> None:
    sheet = book.sheet(t("exports.sheet.definitions"), (34, 44, 60, 14, 24, 60, 44, 60), is_wide=True)
    moment = formats.moment(snapshot.created, t.language)
    lines = [
        t("exports.about.title", number=snapshot.number),
        *([t("components.demo.long")] if is_demo else []),
        t("exports.about.state", moment=moment, number=snapshot.number),
        t("exports.about.signs"),
    ]
    for row, line in enumerate(lines):
        sheets.write(sheet, row, 0, line, book.style(bold=row == 0))
    head = len(lines) + 1
    for place, key in enumerate(DEFINITION):
        sheets.write(sheet, head, place, t(f"exports.definition.{key}"), book.heading())
    wrapped = book.style(text_wrap=True)
    for row, id_ in enumerate(dict.fromkeys(figure.indicator for figure in figures), head + 1):
        indicator = snapshot.catalogue.indicators[id_]
        for place, text in enumerate(_definition(indicator, snapshot, t)):
            sheets.write(sheet, row, place, text, wrapped)
    sheet.repeat_rows(head)


def _definition(indicator: Indicator, snapshot: Snapshot, t: Texts) -> Iterator[str]:
    yield indicator.id
    yield indicator.title(t.language)
    yield indicator.description(t.language)
    yield formats.unit(indicator.unit, t.language)
    yield t(f"components.polarity.{indicator.polarity.value}")
    yield formula(indicator, snapshot.catalogue, t.language)
    yield "\n".join(_target(target, indicator, snapshot, t) for target in indicator.targets)
    yield "\n".join(reference_text(source, snapshot) for source in indicator.sources)


def _target(target: Target, indicator: Indicator, snapshot: Snapshot, t: Texts) -> str:
    """Return a target with its validity and source; one without source is called an example."""
    ends = [target.value] if target.value is not None else [target.lower, target.upper]
    amount = "–".join(formats.number(end, indicator.decimals, t.language) for end in ends)
    source = reference_text(target.source, snapshot) if target.source else t("exports.target.example")
    since = formats.day(target.since, t.language)
    if target.until is None:
        return t("exports.target.since", amount=amount, since=since, source=source)
    until = formats.day(target.until, t.language)
    return t("exports.target.between", amount=amount, since=since, until=until, source=source)
