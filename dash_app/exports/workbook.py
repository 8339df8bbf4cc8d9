"""What is in the workbook: figures as real numbers and days, and on a second sheet what they mean?"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from dash_app import formats
from dash_app.components.definition import formula
from dash_app.exports.files import headings
from dash_app.exports.records import Column, worded
from dash_app.store import Snapshot
from dash_app.texts import Texts
from schemas.catalogue import Indicator, Target
from schemas.observation import Figure

_Sheet = Any
"""A sheet that is only written; the published types lack its columns and filter."""
_BOLD, _WRAPPED = Font(bold=True), Alignment(wrap_text=True, vertical="top")
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


def workbook(figures: Sequence[Figure], snapshot: Snapshot, language: str) -> bytes:
    """Return a workbook with the sheets of values and of definitions, in `de` or `en`."""
    t = Texts(language)
    is_demo = any("demo" in figure.flags for figure in figures)
    book = Workbook(write_only=True)
    book.properties.creator = "Zielblick"
    book.properties.title = t("exports.about.title", number=snapshot.number)
    book.properties.created = snapshot.created
    columns = worded(language)
    sheet = book.create_sheet(t("exports.sheet.demo" if is_demo else "exports.sheet.values"))
    _prepare(sheet, [_WIDTHS.get(column.key, 14) for column in columns], len(figures))
    sheet.append([_text(sheet, heading, font=_BOLD) for heading in headings(columns, language)])
    for figure in figures:
        decimals = snapshot.catalogue.indicators[figure.indicator].decimals
        sheet.append([_cell(sheet, column, column.read(figure, snapshot), decimals) for column in columns])
    _definitions(book, figures, snapshot, t, is_demo)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _prepare(sheet: _Sheet, widths: Sequence[int], rows: int) -> None:
    """Set what has to stand before the first row: widths, the frozen head and the filter."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{rows + 1}"


def _text(sheet: _Sheet, text: str, **style: Any) -> Cell:
    """Return a cell with a text, which stays one even if it begins like a formula."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


def _cell(sheet: _Sheet, column: Column, value: Any, decimals: int) -> Cell | None:
    """Return a cell with a number, day or text; the reader's program writes numbers in its language."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _text(sheet, value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = "DD.MM.YYYY"
    elif column.kind == "measured":
        cell.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")
    elif column.key != "publication":
        cell.number_format = "#,##0" if float(value).is_integer() else "#,##0.0##"
    return cell


def _definitions(
    book: Workbook, figures: Sequence[Figure], snapshot: Snapshot, t: Texts, is_demo: bool
) -> None:
    sheet = book.create_sheet(t("exports.sheet.definitions"))
    for number, width in enumerate((34, 44, 60, 14, 24, 60, 44, 60), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    about = [
        t("exports.about.title", number=snapshot.number),
        t("exports.about.state", moment=formats.moment(snapshot.created, t.language), number=snapshot.number),
        t("exports.about.signs"),
    ]
    sheet.append([_text(sheet, about[0], font=_BOLD)])
    for line in [*([t("components.demo.long")] if is_demo else []), *about[1:]]:
        sheet.append([_text(sheet, line)])
    sheet.append([])
    keys = ("indicator", "title", "description", "unit", "polarity", "formula", "targets", "sources")
    sheet.append([_text(sheet, t(f"exports.definition.{key}"), font=_BOLD) for key in keys])
    for id_ in dict.fromkeys(figure.indicator for figure in figures):
        indicator = snapshot.catalogue.indicators[id_]
        sheet.append([_text(sheet, text, alignment=_WRAPPED) for text in _definition(indicator, snapshot, t)])


def _definition(indicator: Indicator, snapshot: Snapshot, t: Texts) -> Iterator[str]:
    yield indicator.id
    yield indicator.title(t.language)
    yield indicator.description(t.language)
    yield formats.unit(indicator.unit, t.language)
    yield t(f"components.polarity.{indicator.polarity.value}")
    yield formula(indicator, snapshot.catalogue, t.language)
    yield "\n".join(_target(target, indicator, snapshot, t) for target in indicator.targets)
    yield "\n".join(_reference(source, snapshot) for source in indicator.sources)


def _target(target: Target, indicator: Indicator, snapshot: Snapshot, t: Texts) -> str:
    """Return a target with its validity and source; one without source is called an example."""
    ends = [target.value] if target.value is not None else [target.lower, target.upper]
    amount = "–".join(formats.number(end, indicator.decimals, t.language) for end in ends)
    source = _reference(target.source, snapshot) if target.source else t("exports.target.example")
    since = formats.day(target.since, t.language)
    if target.until is None:
        return t("exports.target.since", amount=amount, since=since, source=source)
    until = formats.day(target.until, t.language)
    return t("exports.target.between", amount=amount, since=since, until=until, source=source)


def _reference(id_: str, snapshot: Snapshot) -> str:
    reference = snapshot.catalogue.references_by_id.get(id_)
    if reference is None:
        return id_
    return f"{reference.title}, {reference.url}" if reference.url else reference.title
