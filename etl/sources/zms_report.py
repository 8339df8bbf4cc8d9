"""What do the reports say that the appointment system ZMS writes for people, as XLSX?

Four reports are known, and raw data; each module says how its sheet looks:

- "Kundenstatistik" (`_zms_clients`), "Dienstleistungsstatistik" (`_zms_services`), "Wartesituation"
  (`_zms_waiting`), "Terminkapazität" and "Rohdaten" (`_zms_raw`);
- all but raw data begin with the same preamble (`_zms_layout`).

They deliver the same measures for the same places as `zms-exchange`. Content decides which report a sheet
is, not the name of the file; sheets that are none are left alone. A cell with the word DEMONSTRATIONSDATEN
marks invented figures. When the workbook was made is read from its properties (`created`): a report that
was made before its last day does not cover the days after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from etl.places import Places
from etl.source import Source, Table, Tidy, rows_of, totals_of
from etl.sources import _zms_clients, _zms_raw, _zms_services, _zms_waiting
from etl.sources._archive import is_workbook
from etl.sources._damage import damaged_cells
from etl.sources._sheets import GLANCE_ROWS, Sheet, glance, mirror, read_workbook, sheets_of
from etl.sources._zms_layout import Section, is_demo, kind_of, place_of, sections
from etl.sources._zms_rows import no_services
from schemas.catalogue import Catalogue, SourceMapping
from schemas.findings import Finding

SLUG = "zms-report"
_NAMES = re.compile(
    r"(client|request|waiting|capacity)statistic|raw_statistic"
    r"|(kunden|dienstleistungs)statistik|wartesituation|terminkapazit"
)
"""Names of files that are ours even if they cannot be opened, so that the reason is told."""

_HEADERS = {
    "clients": _zms_clients.HEADER,
    "services": _zms_services.HEADER,
    "waiting": _zms_waiting.HEADER,
    "raw": _zms_raw.HEADER,
}


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a workbook and of the catalogue while its sheets are tidied."""

    name: str
    made: datetime | None
    places: Places
    report: SourceMapping
    exchange: SourceMapping

    @property
    def special(self) -> frozenset[str]:
        """Names of rows that are no services."""
        return no_services(self.report) | no_services(self.exchange)

    @property
    def raw(self) -> SourceMapping:
        """Mapping of raw data, which may have the words of either format."""
        columns = {**self.exchange.columns, **self.report.columns}
        return self.exchange.model_copy(update={"columns": columns})


def recognises(path: Path, head: bytes) -> bool:
    """Whether a visible sheet is one of the reports; a workbook that cannot be opened goes by its name."""
    if not is_workbook(head):
        return False
    if sheets := glance(path, head):
        return any(_kind(texts) for _, texts in sheets)
    return _NAMES.search(path.name.casefold()) is not None


def read(path: Path) -> Table:
    """Mirror the visible sheets: `line`, `sheet` and the columns `A`, `B`, ... as text.

    Raises:
        Unreadable: too large, locked, damaged or no workbook.
    """
    workbook = read_workbook(path)
    rows = mirror(workbook)
    created = workbook.created.isoformat() if workbook.created else ""
    findings = (*workbook.findings, *damaged_cells(rows, "utf-8"))
    return Table(rows, {"name": path.name, "created": created}, findings)


def tidy(table: Table, catalogue: Catalogue) -> Tidy:
    """Return the measures of all reports in a workbook."""
    created = table.meta.get("created")
    known = _Known(
        table.meta.get("name", ""),
        datetime.fromisoformat(created) if created else None,
        Places(catalogue),
        catalogue.mapping(SLUG),
        catalogue.mapping("zms-exchange"),
    )
    sheets = sheets_of(table.rows)
    parts = [part for sheet in sheets for part in _tidy_sheet(sheet, known)]
    return _together(parts, demo=any(is_demo(sheet.rows) for sheet in sheets))


def _kind(texts: Sequence[str]) -> str | None:
    """Return the layout of a sheet by its first texts, None where it is no report."""
    return "raw" if _zms_raw.is_raw(texts) else kind_of(texts)


def _tidy_sheet(sheet: Sheet, known: _Known) -> Iterator[Tidy]:
    """Yield the measures of each report in a sheet."""
    kind = _kind([cell for row in sheet.rows[:GLANCE_ROWS] for cell in row.cells if cell])
    if kind is None:
        return
    for section in sections(sheet.rows, _HEADERS[kind]):
        place = place_of(section.preamble.names, known.places, known.report.sites or known.exchange.sites)
        if kind == "raw":
            yield _zms_raw.tidy_raw(section, place, known.raw, known.name, known.made)
        elif place is None:
            line = section.rows[0].number if section.rows else None
            found = Finding("aggregated-sites", ", ".join(section.preamble.names), line)
            yield Tidy(rows_of([]), findings=(found,))
        else:
            yield from _tidy_report(kind, section, place, sheet.name, known)


def _tidy_report(
    kind: str, section: Section, place: tuple[str, str], sheet: str, known: _Known
) -> Iterator[Tidy]:
    """Yield the measures of a report about one place; sheets of waiting times not asked for give none."""
    columns = known.report.columns
    if kind == "clients":
        yield _zms_clients.tidy_clients(section, place, columns, known.made)
    elif kind == "services":
        yield _zms_services.tidy_services(section, place, columns, known.special, known.made)
    else:
        asked = known.report.options.get("waiting_sheets", _zms_waiting.SHEETS)
        if isinstance(asked, dict) and (measures := asked.get(sheet)):
            yield _zms_waiting.tidy_waiting(section, place, measures, known.made)


def _together(parts: Sequence[Tidy], *, demo: bool) -> Tidy:
    """Return the reports of a workbook as one; the same finding on several sheets is told once."""
    spans = [part.covers for part in parts if part.covers]
    rows = pa.concat_tables([rows_of([]), *(part.rows for part in parts)])
    totals = pa.concat_tables([totals_of([]), *(part.totals for part in parts)])
    findings: list[Finding] = []
    for finding in (finding for part in parts for finding in part.findings):
        if finding not in findings:
            findings.append(finding)
    if not rows.num_rows and not totals.num_rows and not findings:
        findings.append(Finding("empty-file"))
    return Tidy(
        rows,
        totals,
        tuple(findings),
        sum(part.data_rows for part in parts),
        (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None,
        demo,
    )


SOURCE = Source(SLUG, recognises, read, tidy)
