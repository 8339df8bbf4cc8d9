"""How many services were given, and how long did they take (report "Dienstleistungsstatistik")?

Layout below the preamble (`etl.sources._zms_layout`)::

    | Dienstleistung            | Ø Bearbeitungsdauer | Summe | 01.04.2016 | 02.04.2016 | ...
    | Führungszeugnis           | 04:30               | 7     | 4          | 3          |
    | (a blank row)
    | Summe                     |                     | 7     | 4          | 3          |

- One column for each day, or for each month by its name ("April") in a yearly report.
- Two special rows ("Dienstleistung wurde nicht erfasst", "... konnte nicht erbracht werden") are no services;
  the last row leaves them out.
- The mean duration ("mm:ss" as text) is one for all days of the report, so it makes minutes for its period
  as a whole only: a month or a part of it, a quarter, half-year or year. The source averages the means of
  the days; minutes are as good as that. Where a service has none ("0"), the mean of all would be too low
  and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from etl.places import fold
from etl.source import Tidy, rows_of
from etl.sources._cell_text import number_text
from etl.sources._sheets import Row
from etl.sources._zms_layout import Preamble, Section, month_of, trusted, when
from etl.sources._zms_rows import MINUTES, SERVICES, is_zero
from etl.sources._zms_sums import Sums, mismatch
from etl.sources._zms_time import Coverage, Moment, coverage
from schemas.findings import Finding
from schemas.period import Level, Period

HEADER = re.compile("Dienstleistung")
_TOTAL, _MEAN = "Summe", "Ø Bearbeitungsdauer"
_LENGTH = re.compile(r"(?:(\d+):)?(\d+):(\d{2})")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_DATES = {"allowed": "01.04.2016, April"}


@dataclass(frozen=True, slots=True)
class _Crosstab:
    """The rows of a report and what their columns are, each by its index."""

    header: Row
    name: int
    mean: int | None
    total: int
    dates: Mapping[int, Moment]
    services: tuple[Row, ...]
    sum: Row | None
    special: frozenset[str]


@dataclass(slots=True)
class _Work:
    """What is found on the way through the rows."""

    kind: str
    place: str
    covers: Coverage
    findings: list[Finding]
    records: list[dict[str, object]] = field(default_factory=list)

    def add(self, line: int, column: str, period: Period, key: str, **record: str) -> None:
        """Add the record of a figure."""
        shared = {"place_kind": self.kind, "place": self.place, "part": self.covers.part(period)}
        rest = {"line": line, "column": column, "period": str(period), "key": key}
        self.records.append({**shared, **rest, **record})


def minutes_of(text: str) -> str | None:
    """Return a length of time (`04:30`, `01:04:30`, or minutes) in minutes, None where it is none."""
    if length := _LENGTH.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in length.groups())
        return number_text(hours * 60 + minutes + seconds / 60)
    return text.replace(".", ",") if _NUMBER.fullmatch(text) else None


def tidy_services(
    section: Section,
    place: tuple[str, str],
    columns: Mapping[str, str],
    special: frozenset[str],
    made: datetime | None,
) -> Tidy:
    """Return the measures of one report.

    Args:
        section: the report.
        place: kind and name, or id, of the place that it is about.
        columns: measures of the columns "Summe" and "Ø Bearbeitungsdauer".
        special: names of rows that are no services.
        made: when the workbook was made.
    """
    findings: list[Finding] = []
    span = section.preamble
    crosstab = _crosstab(section, special, findings)
    if crosstab is None:
        return Tidy(rows_of([]), findings=tuple(findings))
    used = [m for n, m in crosstab.dates.items() if any(not is_zero(row[n]) for row in crosstab.services)]
    made = trusted(made, used, span.last)
    covers = coverage(list(crosstab.dates.values()), span.first, span.last, made)
    if covers is None:
        return Tidy(rows_of([]), findings=tuple(findings))
    work = _Work(*place, covers, findings)
    measure = columns.get(_TOTAL, SERVICES)
    _add_counts(crosstab, measure, work)
    sums = _check_sums(crosstab, measure, work)
    if crosstab.mean is not None:
        _add_minutes(crosstab, crosstab.mean, span, columns.get(_MEAN, MINUTES), work)
    count = len(crosstab.services)
    return Tidy(rows_of(work.records), sums.table(), tuple(findings), count, (covers.first, covers.last))


def whole_period(first: date | None, last: date | None) -> Period | None:
    """Return the period that the days of a report are: a month (or a part of it) or a longer period."""
    if first is None or last is None:
        return None
    month = Period.containing(first, Level.MONTH)
    if last <= month.end:
        return month
    longer = (Period.containing(first, level) for level in (Level.QUARTER, Level.HALF, Level.YEAR))
    return next((period for period in longer if (period.start, period.end) == (first, last)), None)


def _crosstab(section: Section, special: frozenset[str], findings: list[Finding]) -> _Crosstab | None:
    """Read header and rows of a report, None with a finding where a column is missing."""
    if not section.rows:
        return None
    header, *rows = section.rows
    index = {fold(cell): n for n, cell in reversed(list(enumerate(header.cells))) if cell}
    words = ", ".join(cell for cell in header.cells if cell)
    missing = [name for name in ("Dienstleistung", _TOTAL) if fold(name) not in index]
    if missing:
        findings += [Finding("missing-column", words, header.number, name) for name in missing]
        return None
    name, total = index["dienstleistung"], index[fold(_TOTAL)]
    dates = dict(_dates(header, total, section.preamble, findings))
    if not dates:
        if not findings:
            findings.append(Finding("missing-column", words, header.number, "01.04.2016"))
        return None
    end = next((n for n, row in enumerate(rows) if row[name] == _TOTAL), len(rows))
    return _Crosstab(
        header,
        name,
        index.get(fold(_MEAN)),
        total,
        dates,
        tuple(row for row in rows[:end] if row[name]),
        rows[end] if end < len(rows) else None,
        special,
    )


def _dates(header: Row, total: int, span: Preamble, findings: list[Finding]) -> Iterator[tuple[int, Moment]]:
    """Yield index and moment of each column after the sum; months take their year from the report's days."""
    for index in range(total + 1, len(header.cells)):
        text = header[index]
        if not text:
            continue
        moment = when("", text)
        if moment is None and span.first and (month := month_of(text)):
            expected = Period.containing(span.first, Level.MONTH).shift(index - total - 1)
            moment = Moment(expected) if expected.start.month == month else None
        if moment is None or not span.holds(moment):
            allowed = {"allowed": span.span} if moment else _DATES
            findings.append(Finding("bad-period", text, header.number, params=allowed))
        else:
            yield index, moment


def _add_counts(crosstab: _Crosstab, measure: str, work: _Work) -> None:
    """Add the number of each service in each column that is over; rows that do not add up are found."""
    for row in crosstab.services:
        service = row[crosstab.name]
        cells = [row[index] for index in crosstab.dates]
        if finding := mismatch(cells, row[crosstab.total], row.number, _TOTAL):
            work.findings.append(finding)
        if service in crosstab.special:
            continue
        for index, moment in crosstab.dates.items():
            column = crosstab.header[index]
            if moment.first > work.covers.last:
                continue  # a day still to come when the report was made
            if not row[index]:
                work.findings.append(Finding("not-a-number", "", row.number, column))
                continue
            key = f"{moment.key} {service}".strip()
            work.add(row.number, column, moment.period, key, measure=measure, value=row[index])


def _check_sums(crosstab: _Crosstab, measure: str, work: _Work) -> Sums:
    """Return the printed sum of all services; columns that do not add up are found."""
    sums = Sums()
    if crosstab.sum is None:
        return sums
    services = [row for row in crosstab.services if row[crosstab.name] not in crosstab.special]
    for index in crosstab.dates:
        cells, printed = [row[index] for row in services], crosstab.sum[index]
        if finding := mismatch(cells, printed, crosstab.sum.number, crosstab.header[index]):
            work.findings.append(finding)
    if printed := crosstab.sum[crosstab.total]:
        sums.add(crosstab.sum.number, _TOTAL, work.place, measure, printed)
    return sums


def _add_minutes(crosstab: _Crosstab, mean: int, span: Preamble, measure: str, work: _Work) -> None:
    """Add the minutes of each service for the whole period of the report, if every service has a duration."""
    given = [row for row in crosstab.services if row[crosstab.name] not in crosstab.special]
    given = [row for row in given if not is_zero(row[crosstab.total])]
    timed = [(row, minutes_of(row[mean])) for row in given if row[mean] and not is_zero(row[mean])]
    period = whole_period(span.first, span.last)
    lacking = len(given) - len(timed)
    if period is None or lacking:
        if timed:
            work.findings.append(_left_out(lacking))
        return
    for row, minutes in timed:
        service = row[crosstab.name]
        if minutes is None:
            work.findings.append(Finding("not-a-number", row[mean], row.number, _MEAN))
        else:
            value = row[crosstab.total]
            work.add(row.number, _MEAN, period, service, measure=measure, value=value, factor=minutes)


def _left_out(lacking: int) -> Finding:
    """Return the finding that says why there are no minutes."""
    if lacking:
        de = f"Bearbeitungsdauern, denn bei {lacking} Dienstleistungen fehlen sie"
        en = f"processing times, because they are missing for {lacking} services"
    else:
        de = "Bearbeitungsdauern, denn der Zeitraum ist kein Monat, Quartal, Halbjahr oder Jahr"
        en = "processing times, because the days are no month, quarter, half-year or year"
    return Finding("left-out", de, column=_MEAN, params={"found_en": en})
