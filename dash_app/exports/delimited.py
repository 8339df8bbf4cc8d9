"""How is a table written as CSV: for the spreadsheets of offices, and for programs?

The German form is what a German spreadsheet opens by a double click: UTF-8 with BOM, semicolons, decimal
commas. Texts that a spreadsheet would take for a formula get an apostrophe in front there; numbers are never
touched. The machine form (RFC 4180: UTF-8, commas, decimal points) holds every text as it is, since a program
does not compute what it reads.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
"""Characters with which a spreadsheet's formula begins, those of full width included."""


def german(head: Sequence[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Return a table in the German form; days are ISO days, missing values empty."""
    lines = [[harmless(text) for text in head], *([_german(value) for value in row] for row in rows)]
    return _written(lines, ";").encode("utf-8-sig")


def machine(head: Sequence[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Return a table in the machine form; days are ISO days, missing values empty."""
    return _written([list(head), *([_machine(value) for value in row] for row in rows)], ",").encode()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; a lone sign such as `-` stays as it is."""
    return f"'{text}" if len(text) > 1 and text[0] in FORMULA_STARTS else text


def _written(lines: Iterable[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def _german(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _machine(value).replace(".", ",")
    return harmless(_machine(value))


def _machine(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(int(value)) if float(value).is_integer() else repr(value)
        case date():
            return value.isoformat()
    return str(value)
