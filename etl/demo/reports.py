"""How does the appointment system write its customer statistics for people (XLSX)?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

from etl.demo.office import CLIENTS
from etl.demo.writing import DEMO, write_workbook

_HEADERS = {
    "clientscount": "Kunden Erschienen",
    "missed": "Kunden Nicht Erschienen",
    "withappointment": "davon Terminkunden Erschienen",
    "missedwithappointment": "davon Terminkunden Nicht Erschienen",
    "noappointment": "davon Spontankunden Erschienen",
    "missednoappointment": "davon Spontankunden Nicht Erschienen",
    "ticketprinter": "Erschienen (E-Kiosk)",
    "ticketprintermissed": "Nicht Erschienen (E-Kiosk)",
    "requestscount": "Dienstleistungen",
}
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


@dataclass(frozen=True, slots=True)
class Block:
    """A table of a report: its total row is for `of`, its rows are days or months by their first day."""

    of: tuple[str, str]
    rows: Sequence[tuple[date, Mapping[str, int]]]
    by_month: bool


def write_clients(
    path: Path, district: str, blocks: Sequence[Block], days: tuple[date, date], made: datetime
) -> Path:
    """Write "Kundenstatistik" for a district as a whole, with its totals above the rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Kundenstatistik"
    sheet.append(["Kundenstatistik"])
    sheet.append([district])
    sheet.append([DEMO])
    sheet.append(["Zeitraum:", f"{days[0]:%d.%m.%Y}", "bis", f"{days[1]:%d.%m.%Y}"])
    for block in blocks:
        sheet.append([])
        sheet.append(["", "Datum", *(_HEADERS[name] for name in CLIENTS)])
        sums = [sum(counts[name] for _, counts in block.rows) for name in CLIENTS]
        # Numbers are stored as text in some versions of the source; here in the rows of sums.
        sheet.append([*block.of, *map(str, sums)])
        for day, counts in block.rows:
            label = _month(day) if block.by_month else (_WEEKDAYS[day.weekday()], f"{day:%d.%m.%y}")
            sheet.append([*label, *(counts[name] for name in CLIENTS)])
    return write_workbook(book, path, made)


def _month(day: date) -> tuple[str, str]:
    return MONTHS[day.month - 1], f"{day:%Y}"


def month_label(day: date) -> tuple[str, str]:
    """Return the two cells of the total row of a month."""
    return _month(day)
