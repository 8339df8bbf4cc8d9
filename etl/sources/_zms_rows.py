"""Which measures do the rows of an extract of the appointment system hold?

An extract is a table with a column of places, one of dates and columns of figures, each named by a variable
of the exchange format. It comes as JSON (`zms_exchange`) or as raw data in a workbook (`zms_report`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from etl.source import Tidy, rows_of
from etl.sources._zms_time import Coverage, Moment, coverage, last_full_day, moment_of
from schemas.catalogue import SourceMapping
from schemas.findings import Finding

SERVICES, MINUTES = "zms_dienstleistungen", "zms_bearbeitung_minuten"
"""Measures of extracts with one row for each service, where the mapping names no others."""

WEIGHTS = {
    "waitingtime": "waitingcount",
    "waitingtime_termin": "waitingcount_termin",
    "waitingtime_total": "waitingcount_total",
    "processingtime": "requestscount",
}
"""Variables that are means, and the variable that says of how many cases."""

NO_SERVICE = frozenset(
    {
        "uncategorized",
        "nonexistent",
        "__UNCATEGORIZED_REQUEST__",
        "__SERVICE_NOT_PROVIDED__",
        "Dienstleistung wurde nicht erfasst",
        "Dienstleistung konnte nicht erbracht werden",
    }
)
"""Names of rows that stand for no service; the source leaves them out of its own sums, too."""

UNITS = {"scope": "site", "department": "department", "organisation": "organisation"}
"""Units of the source, smallest first, and the kind of place that each is."""

MOST_FINDINGS = 200
"""So many findings of one rule are kept; a file with more is broken as a whole."""

_DATES = {"allowed": "2016-04-01, 2016-04, 2016"}

Record = dict[str, Any]
"""A row: texts by variable, null where empty, and `line` as a number."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The rows of an extract and what the file says about all of them."""

    rows: pa.Table
    """Columns named by variable, all text, and `line`; `date` and the column of the place among them."""
    place: str
    """Variable of the column that says the place."""
    kind: str
    """What the place is: site, department or organisation."""
    first: date | None = None
    last: date | None = None
    made: datetime | None = None
    """When the file was made, in local time."""
    demo: bool = False


class Grains:
    """Notices periods that are there twice, as a whole and day by day; added up they would count double."""

    def __init__(self) -> None:
        self._lines: defaultdict[tuple[str, str], dict[bool, int]] = defaultdict(dict)

    def note(self, place: str, moment: Moment, line: int) -> None:
        """Note a row of a place and its line."""
        self._lines[place, str(moment.period)].setdefault(moment.day is None, line)

    def findings(self, column: str) -> list[Finding]:
        """Return a finding for each place and period that is there twice."""
        return [
            Finding("duplicate-key", f"{place} · {period}", lines[True], column)
            for (place, period), lines in self._lines.items()
            if len(lines) == 2
        ]


@dataclass(slots=True)
class _Work:
    """What is found on the way through the rows."""

    records: list[dict[str, object]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    noted: Counter[str] = field(default_factory=Counter)
    late: int = 0
    maxima: int = 0
    without_time: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Rows with services but without their mean time, by place and period."""
    joined: set[str] = field(default_factory=set)
    grains: Grains = field(default_factory=Grains)

    def note(self, finding: Finding) -> None:
        """Add a finding, unless there are plenty of its rule."""
        self.noted[finding.rule] += 1
        if self.noted[finding.rule] <= MOST_FINDINGS:
            self.findings.append(finding)


def place_column(dictionary: Mapping[str, str], name: str) -> tuple[str, str] | None:
    """Return the variable that says the place, and its kind; the smallest unit where there are several.

    Args:
        dictionary: reference, or else description, of each variable.
        name: of the file, which tells the kind of a `subjectid` that is not described.
    """
    for unit, kind in UNITS.items():
        for variable, about in dictionary.items():
            if variable in (f"{unit}id", f"{unit}ids") or about == f"{unit}.id":
                return variable, kind
    if "subjectid" not in dictionary:
        return None
    words = f"{dictionary['subjectid']} {name}".casefold()
    return "subjectid", next((kind for unit, kind in UNITS.items() if unit in words), "site")


def measures_of(columns: list[str], mapping: SourceMapping) -> dict[str, str]:
    """Return the measure of each column that has one, by variable.

    In extracts with one row for each service (column `name`) the number of requests is another measure than
    in extracts about customers: the one of the mapping's option `services`.
    """
    known = dict(mapping.columns)
    if "name" in columns:
        minutes = known.get("processingtime", MINUTES)
        known = {"requestscount": str(mapping.options.get("services", SERVICES)), "processingtime": minutes}
    return {column: known[column] for column in columns if column in known}


def no_services(mapping: SourceMapping) -> frozenset[str]:
    """Return the names of rows that stand for no service, those of the option `special_rows` among them."""
    return NO_SERVICE | frozenset(mapping.options.get("special_rows", ()))


def tidy_extract(extract: Extract, mapping: SourceMapping) -> Tidy:
    """Return the measures of an extract.

    Days and hours are added up to months by `key`; a month that the file covers in part gets `part`, and days
    after the file was made are left out. Means are multiplied with their number of cases by `factor`. Waiting
    times of whole months are the highest of their days in this system, so they give no figure.
    """
    work = _Work()
    dated = list(_dated(extract, work))
    covers = coverage([moment for _, moment in dated], extract.first, extract.last, extract.made)
    if covers is not None:
        measures = measures_of(extract.rows.column_names, mapping)
        special = no_services(mapping)
        for row, moment in dated:
            if row.get("name") not in special:
                _add(row, moment, extract, covers, measures, work)
    _drop_incomplete_means(work)
    _report(work)
    return Tidy(
        rows_of(work.records),
        findings=tuple(work.findings),
        data_rows=extract.rows.num_rows,
        covers=(covers.first, covers.last) if covers else None,
        demo=extract.demo,
        decimal=".",
    )


def _dated(extract: Extract, work: _Work) -> Iterator[tuple[Record, Moment]]:
    """Yield each row with its moment; rows whose date is none, or outside the file's days, give findings."""
    full = last_full_day(extract.made)
    first, last = extract.first or date.min, extract.last or date.max
    span = " – ".join(f"{day:%d.%m.%Y}" for day in (extract.first, extract.last) if day)
    for row in extract.rows.to_pylist():
        text = (row["date"] or "").strip()
        moment = moment_of(text)
        if moment is None:
            work.note(Finding("bad-period", text, row["line"], "date", _DATES))
        elif moment.last < first or moment.first > last:
            work.note(Finding("bad-period", text, row["line"], "date", {"allowed": span}))
        elif full and moment.first > full:
            work.late += 1
        else:
            yield row, moment


def _place_of(row: Record, extract: Extract, work: _Work) -> str | None:
    """Return the id of the one place of a row; several, or none, give a finding."""
    ids = sorted({part.strip() for part in (row[extract.place] or "").split(",") if part.strip()})
    if len(ids) == 1:
        return ids[0]
    found = ", ".join(ids)
    if found not in work.joined:
        work.joined.add(found)
        rule = "aggregated-sites" if ids else "unknown-site"
        work.note(Finding(rule, found, row["line"], extract.place))
    return None


def _add(
    row: Record, moment: Moment, extract: Extract, covers: Coverage, measures: Mapping[str, str], work: _Work
) -> None:
    """Add the records of one row."""
    line = row["line"]
    place = _place_of(row, extract, work)
    name = row.get("name")
    if place is None:
        return
    if "hour" in row and moment.day is None:
        work.maxima += 1
        return
    period = str(moment.period)
    work.grains.note(place, moment, line)
    hour = (row.get("hour") or "").rjust(2, "0") if "hour" in row else ""
    # Services that were deleted have no name any more; each of their rows counts by itself.
    service = (name or f"({line})") if "name" in row else ""
    shared: dict[str, object] = {
        "line": line,
        "place_kind": extract.kind,
        "place": place,
        "period": period,
        "part": covers.part(moment.period),
        "key": " ".join(part for part in (moment.key, hour, service) if part) or None,
    }
    for column, measure in measures.items():
        if (cell := _cell(row, column, place, period, work)) is not None:
            work.records.append({**shared, "column": column, "measure": measure, **cell})


def _cell(row: Record, column: str, place: str, period: str, work: _Work) -> dict[str, object] | None:
    """Return value and factor of a cell, None where it holds nothing to count."""
    value = (row[column] or "").strip()
    cases = (row.get(WEIGHTS[column]) or "").strip() if column in WEIGHTS else None
    if column == "processingtime":
        if is_zero(cases or "0"):
            return None
        if not value or is_zero(value):
            work.without_time[place, period] += 1
            return None
    if not value:
        word = "null" if row[column] is None else ""
        work.note(Finding("not-a-number", word, row["line"], column))
        return None
    # A missing number of cases is found in its own column.
    return None if cases == "" else {"value": value, "factor": cases}


def is_zero(text: str) -> bool:
    """Whether a text says zero, as a number or as a length of time."""
    return bool(text) and not text.strip("0.,:")


def _drop_incomplete_means(work: _Work) -> None:
    """Leave out the processing times of a place and period where some lack: their mean would be too low."""
    if not work.without_time:
        return
    work.records = [
        r
        for r in work.records
        if r["column"] != "processingtime" or (r["place"], r["period"]) not in work.without_time
    ]
    count = work.without_time.total()
    found = f"Bearbeitungsdauern, denn bei {count} Dienstleistungen fehlen sie"
    english = f"processing times, because they are missing for {count} services"
    work.note(Finding("left-out", found, column="processingtime", params={"found_en": english}))


def _report(work: _Work) -> None:
    """Add findings about what was left out, and about periods that are there as a whole and day by day."""
    work.findings.extend(work.grains.findings("date"))
    rule = "left-out" if work.records else "no-figures"
    if work.late:
        found = f"{work.late} Zeilen mit Tagen, die beim Erstellen der Datei noch nicht vorbei waren"
        english = f"{work.late} rows with days that were not over when the file was made"
        work.note(Finding(rule, found, params={"found_en": english}))
    if work.maxima:
        found = "Wartezeiten ganzer Monate, denn ZMS nennt nur deren höchsten Tag; Tageswerte liefern"
        english = "waiting times of whole months, as ZMS gives their highest day only; deliver days"
        work.note(Finding(rule, found, params={"found_en": english}))
