"""Small workbooks of the appointment system, as it writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

from etl.source import Tidy
from etl.sources.zms_report import SOURCE
from tests.etl.sources.zms_files import APRIL, HEADERS, SITE, tidied

SUMS: list[Any] = ["April", 2016, 94, 16, 80, 15, 14, 1, 0, 0, 66]
FRIDAY: list[Any] = ["Fr", "01.04.16", 84, 16, 80, 15, 4, 1, 3, 2, 61]
MONDAY: list[Any] = ["Mo", "04.04.16", 10, 0, 0, 0, 10, 0, 0, 0, 5]
DISTRICT = SITE[:1]


def report(folder: Path, rows: Sequence[Sequence[object]], created: datetime | None = None) -> Tidy:
    """Tidy a report of one sheet."""
    return tidied(SOURCE, write_report(folder / "report.xlsx", rows, created))


def places(tidy: Tidy) -> set[tuple[str, str]]:
    """Kinds and names of the places of all rows."""
    return {(row["place_kind"], row["place"]) for row in tidy.rows.to_pylist()}


def total(tidy: Tidy, measure: str) -> list[str | None]:
    """The printed totals of a measure."""
    return [row["value"] for row in tidy.totals.to_pylist() if row["measure"] == measure]


def preamble(
    title: str, names: Sequence[str] = SITE, span: tuple[str, str] | None = APRIL
) -> list[list[Any]]:
    """The rows above the header, with the blank row below them."""
    days = [["Zeitraum:", span[0], "bis", span[1]]] if span else []
    return [[title], *([name] for name in names), *days, []]


def clients_report(
    rows: Sequence[Sequence[object]],
    *,
    names: Sequence[str] = SITE,
    span: tuple[str, str] | None = APRIL,
    headers: Sequence[str] = HEADERS,
) -> list[list[Any]]:
    """A "Kundenstatistik": rows of sums and figures with both cells of the date."""
    return [*preamble("Kundenstatistik", names, span), [None, "Datum", *headers], *map(list, rows)]


def write_xlsx(
    path: Path, sheets: Mapping[str, Sequence[Sequence[object]]], created: datetime | None = None
) -> Path:
    """Write a workbook; it was made in 2020 unless told otherwise."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    workbook.properties.created = created or datetime(2020, 1, 2, 9)
    workbook.save(path)
    return path


def write_report(path: Path, rows: Sequence[Sequence[object]], created: datetime | None = None) -> Path:
    """Write a workbook of one sheet, as most reports are."""
    return write_xlsx(path, {"Worksheet": rows}, created)
