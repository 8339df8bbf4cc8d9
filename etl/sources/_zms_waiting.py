"""How long did people wait in the offices (report "Wartesituation")?

Layout of each of the sheets "Gesamt", "Terminkunden" and "Spontankunden" below the preamble
(`etl.sources._zms_layout`)::

    |                                  | Max.  | 01.03.2016 | 02.03.2016 | ...
    | Stunden-Max (Spaltenmaximum) ... | 56:00 | 31:00      | ...          (three rows of maxima and means)
    | (a blank row)
    | Zeitabschnitte | Tagesmaximum (Zeilenmaximum) | Durchschnittliche Wartezeit in Min. (Gesamt)
    | 6-7 Uhr                          | 12:30 | 12:30      | -          | ...   (until 18-19 Uhr)
    | (a blank row)
    | Zeitabschnitte | Tagesmaximum (Zeilenmaximum) | Wartende Gesamtkunden
    | 6-7 Uhr                          | 14    | 14         | -          | ...

- Times are minutes as text "mm:ss"; "-" where nothing was measured. A further block holds times of way.
- Means can be joined to those of other hours, days and sites only if the number of people behind each is
  known. So they become measures where the sheet has the block of people waiting, which older versions lack;
  without it the report is recognised and gives no figures.
- A yearly report shows months by their first day. Their numbers are those of the highest day: no figures
  either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from etl.source import Tidy, rows_of
from etl.sources._sheets import Row
from etl.sources._zms_layout import Section, day_of, trusted
from etl.sources._zms_services import minutes_of
from etl.sources._zms_time import Coverage, Moment, coverage
from schemas.findings import Finding

HEADER = re.compile(r"Max\.")
SHEETS = {
    "Terminkunden": "zms_wartende_termin zms_wartezeit_minuten_termin",
    "Spontankunden": "zms_wartende zms_wartezeit_minuten",
}
"""Measures of people and of minutes for each sheet, where the mapping names no others (`waiting_sheets`)."""

_BLOCK = "Zeitabschnitte"
_HOURS = re.compile(r"(\d{1,2})\s*[-–]\s*\d{1,2} Uhr")
_NOTHING = ("", "-")

Cell = tuple[int, str]
"""Line and text of a cell."""


@dataclass(frozen=True, slots=True)
class _Hours:
    """Cells of two blocks by day and hour."""

    counts: Mapping[tuple[Moment, str], Cell]
    times: Mapping[tuple[Moment, str], Cell]


def no_figures(de: str, en: str) -> Tidy:
    """Return what a report gives that holds no figures, with the reason."""
    return Tidy(rows_of([]), findings=(Finding("no-figures", de, params={"found_en": en}),))


def tidy_waiting(section: Section, place: tuple[str, str], measures: str, made: datetime | None) -> Tidy:
    """Return the measures of one sheet.

    Args:
        section: the report in the sheet.
        place: kind and name, or id, of the place that it is about.
        measures: measures of people and of minutes, with a blank between.
        made: when the workbook was made.
    """
    if not section.rows:
        return Tidy(rows_of([]))
    header, *rows = section.rows
    findings: list[Finding] = []
    days = dict(_days(header, section, findings))
    span = section.preamble
    if _are_months(list(days.values()), section):
        return no_figures(
            "Wartezeiten ganzer Monate nennt ZMS nur mit ihrem höchsten Tag; bitte je Monat liefern",
            "for whole months ZMS gives the highest day of waiting times only; please deliver by month",
        )
    hours = _Hours(*_blocks(rows, days))
    if not hours.counts:
        return no_figures(
            "mittlere Wartezeiten lassen sich ohne die Anzahl der Wartenden nicht zusammenfassen",
            "mean waiting times cannot be joined without the number of people who waited",
        )
    used = [moment for (moment, _), (_, text) in hours.counts.items() if text.strip("0")]
    covers = coverage(list(days.values()), span.first, span.last, trusted(made, used, span.last))
    if covers is None:
        return Tidy(rows_of([]), findings=tuple(findings))
    records = list(_records(hours, place, measures.split(), covers))
    count = len({line for line, _ in (*hours.counts.values(), *hours.times.values())})
    return Tidy(
        rows_of(records), findings=tuple(findings), data_rows=count, covers=(covers.first, covers.last)
    )


def _days(header: Row, section: Section, findings: list[Finding]) -> Iterator[tuple[int, Moment]]:
    """Yield index and moment of each column with a day."""
    for index in range(2, len(header.cells)):
        day = day_of(header[index])
        if day is not None and section.preamble.holds(Moment.of_day(day)):
            yield index, Moment.of_day(day)
        elif header[index]:
            allowed = {"allowed": section.preamble.span or "01.04.2016"}
            findings.append(Finding("bad-period", header[index], header.number, params=allowed))


def _are_months(moments: Sequence[Moment], section: Section) -> bool:
    """Whether the columns stand for months, each by its first day."""
    first, last = section.preamble.first, section.preamble.last
    spans_months = bool(first and last and (first.year, first.month) != (last.year, last.month))
    return spans_months and bool(moments) and all(moment.first.day == 1 for moment in moments)


def _blocks(
    rows: Sequence[Row], days: Mapping[int, Moment]
) -> tuple[dict[tuple[Moment, str], Cell], dict[tuple[Moment, str], Cell]]:
    """Return the cells of the block of people waiting and of that of their waiting times."""
    counts: dict[tuple[Moment, str], Cell] = {}
    times: dict[tuple[Moment, str], Cell] = {}
    block: dict[tuple[Moment, str], Cell] = {}
    for row in rows:
        if row[0] == _BLOCK:
            title = row[2]
            block = counts if title.startswith("Wartende") else times if "Wartezeit" in title else {}
        elif hours := _HOURS.fullmatch(row[0]):
            for index, moment in days.items():
                if row[index] not in _NOTHING:
                    block[moment, hours[1].zfill(2)] = row.number, row[index]
    return counts, times


def _records(
    hours: _Hours, place: tuple[str, str], measures: Sequence[str], covers: Coverage
) -> Iterator[dict[str, object]]:
    """Yield people waiting, and their minutes as mean times number, for each day and hour."""
    people, minutes = measures
    for (moment, hour), (line, count) in hours.counts.items():
        if moment.first > covers.last:
            continue  # a day still to come when the report was made
        shared: dict[str, object] = {
            "column": f"{moment.first:%d.%m.%Y}",
            "place_kind": place[0],
            "place": place[1],
            "period": str(moment.period),
            "part": covers.part(moment.period),
            "key": f"{moment.key} {hour}",
        }
        yield {**shared, "line": line, "measure": people, "value": count}
        if (moment, hour) in hours.times:
            line, text = hours.times[moment, hour]
            value = minutes_of(text) or text
            yield {**shared, "line": line, "measure": minutes, "value": value, "factor": count}
