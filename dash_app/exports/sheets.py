"""How is a workbook written: numbers as numbers, texts as texts, the same figures as the same bytes?"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from dash_app.theme import TOKENS

LONGEST = 32_000
"""Characters that a cell takes; longer texts end with an ellipsis."""
A4 = 9
"""Paper size as workbooks name it."""
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Texts stay texts, whatever they begin with; nothing touches the disk."""
_COLOURS = TOKENS["light"]
Sheet = Any
"""A worksheet; the library publishes no types."""


@dataclass(frozen=True, slots=True)
class About:
    """What the properties of the file say."""

    title: str
    subject: str
    comments: str
    keywords: str
    moment: datetime
    """The only time in the file."""


class Book:
    """A workbook that is being written."""

    def __init__(self, about: About, foot: str) -> None:
        self._out = io.BytesIO()
        self._foot = foot.replace("&", "&&")
        self.book = xlsxwriter.Workbook(self._out, _SAFE)
        self.book.set_properties(
            {
                "title": about.title,
                "subject": about.subject,
                "author": "Zielblick",
                "comments": about.comments,
                "keywords": about.keywords,
                "created": about.moment.replace(tzinfo=None),
            }
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()

    def sheet(
        self, name: str, widths: Iterable[float], *, is_wide: bool = False, scale: int | None = None
    ) -> Sheet:
        """Add a sheet for A4 with number of page and source below: as wide as a page, or in `scale` percent.

        Pages break where somebody says only with a scale of its own.
        """
        sheet = self.book.add_worksheet(self._free(name))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.set_paper(A4)
        if is_wide:
            sheet.set_landscape()
        if scale is None:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.set_print_scale(scale)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        sheet.set_footer(f"&L&8{self._foot}&R&8&P / &N")
        sheet.hide_gridlines(2)
        return sheet

    def style(self, **given: Any) -> Any:
        """Return a cell format; the same properties give the same one."""
        key = tuple(sorted({"valign": "top", **given}.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(dict(key))
        return self._formats[key]

    def heading(self, *, is_right: bool = False) -> Any:
        """Return the format of a column's heading."""
        return self.style(
            bold=True,
            text_wrap=True,
            bg_color=_COLOURS["raised"],
            bottom=1,
            bottom_color=_COLOURS["border"],
            align="right" if is_right else "left",
        )

    def done(self) -> bytes:
        """Return the file."""
        self.book.close()
        return self._out.getvalue()

    def _free(self, name: str) -> str:
        """Return a name for a sheet that is allowed and not taken: at most 31 characters, no brackets."""
        plain = "".join(" " if character in "[]:*?/\\" else character for character in name).strip("' ")
        for number in range(1, 1000):
            end = "" if number == 1 else f" {number}"
            found = plain[: 31 - len(end)] + end
            if found.casefold() not in self._names:
                break
        self._names.add(found.casefold())
        return found


def write(sheet: Sheet, row: int, column: int, value: Any, style: Any = None) -> None:
    """Write a number, day or text; a text is never taken for a formula, None leaves the cell empty."""
    match value:
        case None | "":
            sheet.write_blank(row, column, None, style)
        case bool():
            sheet.write_boolean(row, column, value, style)
        case int() | float():
            sheet.write_number(row, column, value, style)
        case date():
            sheet.write_datetime(row, column, value, style)
        case _:
            text = str(value)
            cut = text if len(text) <= LONGEST else text[:LONGEST] + " …"
            sheet.write_string(row, column, cut, style)


def number_format(decimals: int, *, unit: str = "", mark: str = "") -> str:
    """Return a number format with unit and status mark behind the number: `#,##0.0" %  ●"`.

    The reader's program writes digits and separators in its language; unit and mark are text, so that 44.6
    with the unit % stays the number 44.6.
    """
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    behind = (f" {unit}" if unit else "") + (f"  {mark}" if mark else "")
    return digits + (f'"{behind}"'.replace("\\", "") if behind else "")


def frozen(sheet: Sheet, head: int, columns: int, rows: int, *, filtered: bool = True) -> None:
    """Keep the head in sight and on every printed page, and let people filter below it."""
    sheet.freeze_panes(head + 1, 1)
    sheet.repeat_rows(head)
    if filtered and rows:
        sheet.autofilter(head, 0, head + rows, columns - 1)


TINTS: Mapping[str, str] = {
    "met": _COLOURS["met-tint"],
    "near": _COLOURS["near-tint"],
    "missed": _COLOURS["missed-tint"],
}
"""Backgrounds of statuses; the mark in the number format says the same without colour."""
