"""How are raw data of the appointment system written in a workbook ("Rohdaten", "Terminkapazität")?

Raw data are the rows of the exchange format in a sheet: a header, then a row for each place and date. The
header has the variables (`subjectid`, `date`, `clientscount`), or their descriptions in newer versions ("ID
of a scope", "Date of entry", "Amount of clients"). "Terminkapazität" has a preamble
(`etl.sources._zms_layout`), mostly without the row "Zeitraum:", and German descriptions::

    | Standort-ID | Datum      | Gebuchte Kapazität insgesamt (Zeitschlitze) | Geplante Kapazität ... | ...
    | 141         | 2016-04-01 | 10                                          | 20                     | ...

Rows of "Terminkapazität" bear the id of the first site where several were chosen, though their figures are
sums; so the preamble tells whether they can be used. The days covered are those of the row "Zeitraum:",
else those that the name of the file tells (`raw_statistic_clientscope_141_2016-04.xlsx`), else those from
first to last row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from etl.places import fold
from etl.source import Tidy, rows_of
from etl.sources._sheets import Row
from etl.sources._zms_layout import Section
from etl.sources._zms_rows import Extract, measures_of, place_column, tidy_extract
from etl.sources._zms_time import moment_of
from schemas.catalogue import SourceMapping
from schemas.findings import Finding
from schemas.period import Period

_REPORT_DATE = "date of report entry"
_WORDS = {
    "subjectid": ("ID", "Standort-ID", "Standort ID"),
    "scopeids": ("Standort IDs", "Array of scope IDs that contributed data"),
    "scopeid": ("ID of a scope",),
    "departmentid": ("ID of a department",),
    "organisationid": ("ID of an organisation", "ID of a organisation"),
    "date": ("Datum", "Zeitpunkt", "Date of entry", "Date of day", "Date and time of slot", _REPORT_DATE),
    "hour": ("hour of report entry",),
    "name": ("Name of request",),
    "clientscount": ("Amount of clients",),
    "missed": ("Amount of missed clients",),
    "withappointment": ("Amount of clients with an appointment",),
    "missedwithappointment": ("Amount of missed clients with an appointment",),
    "requestscount": ("Amount of requests",),
    "processingtime": ("Average processing time in minutes",),
    "waitingcount": ("amount of waiting spontaneous clients", "amount of waiting clients"),
    "waitingtime": ("real waitingtime for spontaneous clients", "real waitingtime"),
    "waitingcount_termin": ("amount of waiting clients with termin",),
    "waitingtime_termin": ("real waitingtime with termin",),
    "bookedcount": ("booked slots", "Gebuchte Kapazität (Zeitschlitze)"),
    "plannedcount": ("planned slots", "Geplante Kapazität (Zeitschlitze)"),
    "bookedminutes": ("Gebuchte Kapazität (Minuten)",),
    "plannedminutes": ("Geplante Kapazität (Minuten)",),
}
_VARIABLES = {fold(word): variable for variable, words in _WORDS.items() for word in (*words, variable)}
_PLACES = ("subjectid", "scopeids", "scopeid", "departmentid", "organisationid")
_HEADERS = [word for variable in _PLACES for word in (*_WORDS[variable], variable)]
_NO_FIGURES = {*_PLACES, "date", "hour", "name"}
HEADER = re.compile("|".join(map(re.escape, _HEADERS)))
_DAYS_IN_NAME = re.compile(r"_(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})\b")
_PERIOD_IN_NAME = re.compile(r"_(\d{4}(?:-\d{2})?)(?:\s*\(\d+\))?$")


def is_raw(texts: Sequence[str]) -> bool:
    """Whether the first texts of a sheet are a header of raw data: columns of places, dates and a figure."""
    known = {_VARIABLES.get(fold(text)) for text in texts} - {None}
    has_slots = any(text.startswith(("Gebuchte Kapazität", "Geplante Kapazität")) for text in texts)
    return "date" in known and not known.isdisjoint(_PLACES) and (has_slots or not known <= _NO_FIGURES)


def tidy_raw(
    section: Section, place: tuple[str, str] | None, mapping: SourceMapping, name: str, made: datetime | None
) -> Tidy:
    """Return the measures of raw data.

    Args:
        section: the report.
        place: kind and name, or id, of the place that the preamble names; None where it names several sites.
        mapping: measures of variables and of German headers.
        name: of the file.
        made: when the workbook was made.
    """
    if not section.rows:
        return Tidy(rows_of([]))
    header, *rows = section.rows
    if place is None:
        several = Finding("aggregated-sites", ", ".join(section.preamble.names), header.number)
        return Tidy(rows_of([]), findings=(several,), data_rows=len(rows))
    table = _table(header, rows)
    columns = [column for column in table.column_names if column != "line"]
    where = place_column(dict.fromkeys(columns, ""), name)
    missing = [] if "date" in columns else ["Datum"]
    missing += [] if measures_of(columns, mapping) else [next(iter(mapping.columns), "")]
    if where is None or missing:
        found = ", ".join(cell for cell in header.cells if cell)
        findings = tuple(Finding("missing-column", found, header.number, word) for word in missing)
        return Tidy(rows_of([]), findings=findings, data_rows=len(rows))
    first, last = section.preamble.first, section.preamble.last
    days = [moment.first for text in table["date"].to_pylist() if (moment := moment_of(text or ""))]
    if first is None or last is None:
        first, last = _days_in(name, days)
    if made and days and made.date() < min(days):
        made = None  # a tool that fills in an old workbook keeps its date
    tidy = tidy_extract(Extract(table, *where, first, last, made), mapping)
    return replace(tidy, rows=_with_comma(tidy.rows), decimal=",")


def _table(header: Row, rows: Sequence[Row]) -> pa.Table:
    """Return rows as an extract, with columns by variable or, where none is known, by header."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(header.cells):
        if cell:
            columns.setdefault(_VARIABLES.get(fold(cell), cell), index)
    keys = [index for variable, index in columns.items() if variable in (*_PLACES, "date")]
    kept = [row for row in rows if any(row[index] for index in keys)]
    arrays = {
        variable: pa.array([row[index] or None for row in kept], pa.string())
        for variable, index in columns.items()
    }
    return pa.table({**arrays, "line": pa.array([row.number for row in kept], pa.int32())})


def _with_comma(rows: pa.Table) -> pa.Table:
    """Return tidy rows with decimal commas; cells that are text in the workbook have points."""
    for name in ("value", "factor"):
        comma = [text and text.replace(".", ",") for text in rows[name].to_pylist()]
        rows = rows.set_column(rows.schema.get_field_index(name), name, pa.array(comma, pa.string()))
    return rows


def _days_in(name: str, days: Sequence[date]) -> tuple[date | None, date | None]:
    """Return the days that the name of a file tells, if all its rows lie in them."""
    stem = Path(name).stem
    try:
        if found := _DAYS_IN_NAME.search(stem):
            first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
        elif found := _PERIOD_IN_NAME.search(stem):
            period = Period.parse(found[1])
            first, last = period.start, period.end
        else:
            return None, None
    except ValueError:
        return None, None
    return (first, last) if days and first <= min(days) and max(days) <= last else (None, None)
