"""What do the answers of the appointment system ZMS say in its self-describing exchange format?

Layout of a file (UTF-8, with or without BOM, or Windows-1252; on one line or on many)::

    {"$schema": "...",
     "meta": {"$schema": "https://schema.berlin.de/queuemanagement/metaresult.json",
              "error": false, "generated": "2016-05-02T09:03:42+02:00", "server": "Zmsbackend (v2.15)"},
     "data": {"$schema": "https://schema.berlin.de/queuemanagement/exchange.json",
              "title": "Kundenstatistik Bürgeramt Heerstraße",
              "firstDay": {"year": "2016", "month": "04", "day": "01"},
              "lastDay": {"year": "2016", "month": "04", "day": "30"},
              "period": "day",
              "dictionary": [{"position": 0, "variable": "subjectid", "type": "string",
                              "description": "ID of a scope", "reference": "scope.id"}, ...],
              "data": [["141", "2016-04-01", 84, "16"], ...]}}

- `dictionary` names the columns of the rows in `data.data` by position. Numbers come as numbers or as text,
  with a decimal point.
- The place is `subjectid` with the reference `scope.id`, `department.id` or `organisation.id`, or one of the
  columns `scopeid`, `scopeids` (a list of ids), `departmentid`, `organisationid`; the smallest unit counts.
- `date` is a day, an hour (`2016-04-01 08:00`), a month (`2016-04`) or a year. `hour` and `name` (of a
  service) tell rows of one date apart. Columns become measures by the catalogue's mapping; others are left.
- `firstDay` and `lastDay` say which days are covered; without them it is the days seen. The day on which the
  file was made (`generated`) counts if it was made after 20:00, later days never do.
- A `server` that begins with "Zielblick-Demo" marks demonstration data.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from etl.source import Source, Table, Tidy, Unreadable, rows_of
from etl.sources import _zms_json as answers
from etl.sources._damage import damaged_cells
from etl.sources._zms_rows import MOST_FINDINGS, Extract, measures_of, place_column, tidy_extract
from schemas.catalogue import Catalogue
from schemas.findings import Finding

SLUG = "zms-exchange"
DEMO_SERVER = "Zielblick-Demo"
_SCHEMA = "queuemanagement/"
_LISTS = {
    "period": ("eine Liste von Zeiträumen", "a list of periods"),
    "subject": ("eine Liste von Standorten oder Themen", "a list of sites or subjects"),
    "id": ("eine Liste von Zeiträumen", "a list of periods"),
}
"""What a file without figures lists, by the variable of its first column."""


def recognises(path: Path, head: bytes) -> bool:
    """Whether the file is JSON that names a schema of the appointment system, or has its dictionary."""
    text = answers.text_of(head).lstrip("\ufeff \t\r\n")
    return text.startswith("{") and (
        _SCHEMA in text.replace("\\/", "/") or ('"dictionary"' in text and '"variable"' in text)
    )


def read(path: Path) -> Table:
    """Mirror an answer: a column for each variable of its dictionary, and the line of each row.

    Raises:
        Unreadable: damaged JSON, an answer that reports an error, no dictionary or one that names nothing.
    """
    text, encoding = answers.read_text(path)
    answer = answers.parse(text)
    meta, data = answer.get("meta"), answer.get("data")
    meta = meta if isinstance(meta, dict) else {}
    if meta.get("error") is True:
        said = str(meta.get("message") or meta.get("exception") or "error")
        raise answers.unreadable(f"ZMS meldet den Fehler „{said}“", f"ZMS reports the error “{said}”")
    about = {"name": path.name} | {key: str(meta.get(key) or "") for key in ("generated", "server")}
    if not isinstance(data, dict) or "dictionary" not in data:
        return _without_rows(data, about)
    variables = _variables(data["dictionary"])
    findings: list[Finding] = []
    rows = _rows(data.get("data"), list(answers.row_lines(text)), variables, findings)
    about |= _about(data, variables, path.name, findings)
    return Table(rows, about, (*findings, *damaged_cells(rows, encoding)))


def tidy(table: Table, catalogue: Catalogue) -> Tidy:
    """Return the measures of an answer; none, with the reason, where it holds no figures."""
    mapping = catalogue.mapping(SLUG)
    columns = [name for name in table.rows.column_names if name != "line"]
    demo = table.meta.get("server", "").startswith(DEMO_SERVER)
    count = table.rows.num_rows
    if table.meta.get("holds"):
        return Tidy(rows_of([]), demo=demo)
    if "date" not in columns and columns and columns[0] in _LISTS:
        de, en = _LISTS[columns[0]]
        return Tidy(rows_of([]), findings=(Finding("no-figures", de, params={"found_en": en}),), demo=demo)
    found = ", ".join(columns)
    needed = [name for name in ("date",) if name not in columns]
    needed += [] if "place" in table.meta else ["subjectid"]
    needed += [] if measures_of(columns, mapping) else [next(iter(mapping.columns), "clientscount")]
    if needed or not count:
        missing = [Finding("missing-column", found, column=name) for name in needed]
        return Tidy(rows_of([]), findings=tuple(missing or [Finding("empty-file")]), data_rows=count)
    extract = Extract(
        table.rows,
        table.meta["place"],
        table.meta["kind"],
        _day(table.meta.get("first")),
        _day(table.meta.get("last")),
        _time(table.meta.get("generated")),
        demo,
    )
    return tidy_extract(extract, mapping)


def _without_rows(data: object, about: dict[str, str]) -> Table:
    """Return the mirror of an answer that describes something instead of giving figures."""
    entity = data[0] if isinstance(data, list) and data else data
    named = re.search(r"(\w+)\.json$", str(entity.get("$schema"))) if isinstance(entity, dict) else None
    if named is None or named[1] == "exchange":
        raise answers.unreadable("„dictionary“ fehlt", "“dictionary” is missing")
    de, en = f"sie beschreibt nur „{named[1]}“", f"it only describes “{named[1]}”"
    finding = Finding("no-figures", de, params={"found_en": en})
    return Table(pa.table({"line": pa.array([], pa.int32())}), about | {"holds": named[1]}, (finding,))


def _variables(dictionary: object) -> dict[str, tuple[int, str]]:
    """Return the position and the reference, or else the description, of each variable.

    Raises:
        Unreadable: the dictionary is none, or names a variable twice.
    """
    if not isinstance(dictionary, list) or not all(isinstance(entry, dict) for entry in dictionary):
        raise answers.unreadable("„dictionary“ ist keine Liste", "“dictionary” is no list")
    variables: dict[str, tuple[int, str]] = {}
    for index, entry in enumerate(dictionary):
        name, position = str(entry.get("variable") or ""), str(entry.get("position", index))
        if not name or not position.isdecimal() or len(position) > 4:
            de, en = f"Spalte {index + 1} ohne Namen oder Platz", f"column {index + 1} without name or place"
            raise answers.unreadable(de, en)
        if name in variables:
            raise Unreadable(Finding("duplicate-key", name, column="dictionary"))
        variables[name] = (int(position), str(entry.get("reference") or entry.get("description") or ""))
    return variables


def _rows(
    data: object, lines: list[int], variables: dict[str, tuple[int, str]], findings: list[Finding]
) -> pa.Table:
    """Return the rows as text, each with its line; rows of the wrong shape give findings."""
    if isinstance(data, dict):  # PHP writes a list with gaps as an object
        data = list(data.values())
    if not isinstance(data, list):
        raise answers.unreadable("„data“ ist keine Liste", "“data” is no list")
    width = max((position for position, _ in variables.values()), default=-1) + 1
    kept: list[tuple[int, list[Any]]] = []
    for line, row in zip(lines, data, strict=True):
        if isinstance(row, list) and len(row) == width:
            kept.append((line, row))
            continue
        size = len(row) if isinstance(row, list) else 0
        de, en = f"{size} statt {width} Werte", f"{size} values instead of {width}"
        if len(findings) < MOST_FINDINGS:
            findings.append(Finding("unreadable", de, line, params={"found_en": en}))
    columns: dict[str, Any] = {"line": pa.array([line for line, _ in kept], pa.int32())}
    for name, (position, _) in variables.items():
        columns[name] = pa.array([answers.cell_text(row[position]) for _, row in kept], pa.string())
    return pa.table(columns)


def _about(
    data: dict[str, Any], variables: dict[str, tuple[int, str]], name: str, findings: list[Finding]
) -> dict[str, str]:
    """Return what the file says of all its rows: title, first and last day, and which column is the place."""
    about = {"title": str(data.get("title") or "")}
    if place := place_column({variable: words for variable, (_, words) in variables.items()}, name):
        about["place"], about["kind"] = place
    for key, field in (("first", "firstDay"), ("last", "lastDay")):
        day = data.get(field)
        if not isinstance(day, dict):
            continue
        text = "-".join(str(day.get(part) or "").zfill(2) for part in ("year", "month", "day"))
        about[key] = text
        if _day(text) is None:
            findings.append(Finding("bad-period", text, column=field, params={"allowed": "2016-04-01"}))
    return about


def _day(text: str | None) -> date | None:
    """Return the day of an ISO date, None where it is none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _time(text: str | None) -> datetime | None:
    """Return the moment of an ISO time, in its own time zone; None where it is none."""
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        return None


SOURCE = Source(SLUG, recognises, read, tidy)
