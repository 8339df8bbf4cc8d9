"""Which files of the appointment system break a rule?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.etl.sources.zms_files import ONE_DAY, SERVICE, answer, clients, write_json
from tests.etl.sources.zms_workbooks import DISTRICT, FRIDAY, MONDAY, SUMS, clients_report, write_report
from tests.rules.case import Case

EXCHANGE, REPORT = "zms-exchange", "zms-report"
SITE = ("Charlottenburg-Wilmersdorf", "Bürgeramt", "Bürgeramt Heerstraße")


def exchange(*rows: list[Any], **about: Any) -> str:
    """The statistics of customers as the system answers, one cell a line."""
    return json.dumps(clients(rows, **about), ensure_ascii=False, indent=2)


def line_of(text: str, part: str) -> int:
    """The line of a file on which something stands."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def day(*changes: tuple[int, Any]) -> list[Any]:
    """A day of one site with other cells."""
    row = list(ONE_DAY)
    for index, cell in changes:
        row[index] = cell
    return row


def report(rows: list[list[Any]], **about: Any) -> Any:
    """What writes a „Kundenstatistik“."""
    return lambda path: write_report(path, clients_report(rows, **about))


def row(*changes: tuple[int, Any], of: list[Any] = FRIDAY) -> list[Any]:
    """A row of a report with other cells."""
    cells = list(of)
    for index, cell in changes:
        cells[index] = cell
    return cells


def periods(path: Path) -> None:
    """An answer that lists the periods there are figures for."""
    write_json(path, answer(["period"], [["2016-04"], ["2016-05"]], first=None, last=None))


UNKNOWN = exchange(day((0, "999")))
JOINED = exchange(day((0, "141,142")))
TEXT = exchange(day((3, "sechzehn")))
BELOW = exchange(day((3, -16)))
DATE = exchange(day((1, "2016-02-30")))
WIDE = exchange(day((0, "380"), (4, 10), (5, 90)))
CUT = exchange(day())[:-40]
TWICE = exchange(day(), day((3, "17")))

EXCHANGE_CASES = (
    Case("unknown-site", EXCHANGE, "clientscope_999_042016.json", UNKNOWN, line_of(UNKNOWN, '"999"') - 1,
         None,
         "999", ("Standort „999“", "Standortliste")),
    Case("aggregated-sites", EXCHANGE, "clientscope_141,142_2016.json", JOINED, line_of(JOINED,
         "141,142") - 1,
         "subjectid", "141, 142", ("141, 142", "je Standort liefern")),
    Case("not-a-number", EXCHANGE, "clientscope_141_042016.json", TEXT, line_of(TEXT, "sechzehn") - 4,
         "missed", "sechzehn", ("„sechzehn“",)),
    Case("negative-value", EXCHANGE, "clientscope_141_042016.json", BELOW, line_of(BELOW, "-16,") - 4,
         "missed",
         "-16", ("-16 ist negativ",)),
    Case("bad-period", EXCHANGE, "clientscope_141_042016.json", DATE, line_of(DATE, "2016-02-30") - 2, "date",
         "2016-02-30", ("„2016-02-30“",)),
    Case("duplicate-key", EXCHANGE, "clientscope_141_042016.json", TWICE, line_of(TWICE, '"17"') - 4,
         "missed",
         "", ("mehrfach",)),
    Case("missing-column", EXCHANGE, "clientscope_141_042016.json",
         json.dumps(answer([("subjectid", "scope.id"), "date", "notificationscount"], [["141", "2016-04-01",
         3]])),
         None, "clientscount", "subjectid, date, notificationscount", ("„clientscount“ fehlt",)),
    Case("wrong-encoding", EXCHANGE, "requestscope_141_042016.json",
         json.dumps(answer(SERVICE, [["141", "2016-04-01", "FÃ¼hrungszeugnis", "4"]]), ensure_ascii=False), 1,
         "name", "FÃ¼hrungszeugnis", ("Umlaute",)),
    Case("empty-file", EXCHANGE, "clientscope_141_042016.json", exchange(), None, None, "", ("Datenzeilen",)),
    Case("unreadable", EXCHANGE, "clientscope_141_042016.json", CUT, len(CUT.splitlines()), None, "",
         ("ließ sich nicht lesen",)),
    Case("no-figures", EXCHANGE, "clientscope_141.json", periods, None, None, "eine Liste von Zeiträumen",
         ("enthält aber keine Zahlen", "Liste von Zeiträumen")),
    Case("left-out", EXCHANGE, "clientscope_140_052016.json",
         exchange(day((0, "140"), (1, "2016-05-02")), day((0, "140"), (1, "2016-05-20")), first="2016-05-01",
                  last="2016-05-31", generated="2016-05-10T09:00:00+02:00"),
         None, None, "", ("Nicht übernommen", "noch nicht vorbei")),
    Case("outside-plausible-range", EXCHANGE, "clientscope_380_042016.json",
         WIDE, line_of(WIDE, '"380"') - 1, "ba_terminausfallquote", "90", ("0 … 60",)),
)  # fmt: skip

REPORT_CASES = (
    Case("unknown-site", REPORT, "clientstatistic_2016-04.xlsx",
         report([row()], names=(*SITE[:2], "Bürgeramt Mondstraße")), 8, None,
         "Bürgeramt Mondstraße (Charlottenburg-Wilmersdorf)", ("„Bürgeramt Mondstraße", "Standortliste")),
    Case("aggregated-sites", REPORT, "clientstatistic_2016-04.xlsx",
         report([row()], names=(*SITE, "Bürgeramt Halemweg (Außenstelle)")), 8, None,
         "", ("je Standort liefern",)),
    Case("total-mismatch", REPORT, "clientstatistic_2016-04.xlsx",
         report([row((3, 61), of=SUMS), row(), MONDAY], names=SITE), 8, "Kunden Nicht Erschienen",
         "16", ("Die Zeilen ergeben 16", "61", "neu erzeugen")),
    Case("not-a-number", REPORT, "clientstatistic_2016-04.xlsx", report([row((3, "sechzehn"))], names=SITE),
         8,
         "Kunden Nicht Erschienen", "sechzehn", ("„sechzehn“",)),
    Case("negative-value", REPORT, "clientstatistic_2016-04.xlsx", report([row((3, -16))], names=SITE), 8,
         "Kunden Nicht Erschienen", "-16", ("negativ",)),
    Case("bad-period", REPORT, "clientstatistic_2016-04.xlsx", report([row((1, "31.02.16"))], names=SITE), 8,
         "Datum", "Fr 31.02.16", ("„Fr 31.02.16“",)),
    Case("missing-column", REPORT, "clientstatistic_2016-04.xlsx",
         report([row()], names=SITE, headers=[f"Spalte {n}" for n in range(9)]), 7, "Kunden Erschienen", "",
         ("„Kunden Erschienen“ fehlt",)),
    Case("empty-file", REPORT, "clientstatistic_2016-04.xlsx", report([], names=SITE), None, None, "",
         ("keine Datenzeilen",)),
    Case("level-mismatch", REPORT, "clientstatistic_2016-03_district.xlsx",
         report([["März", 2016, 50, 16, 40, 15, 10, 1, 0, 0, 61]], names=DISTRICT, span=("01.03.2016",
         "31.03.2016")),
         6, "ba_kunden", "50", ("Gesamtwert 50", "84", "34", "Ursache klären")),
)  # fmt: skip

MARCH = exchange(day((1, "2016-03-01")), first="2016-03-01", last="2016-03-31")
"""A site with more customers than the district says that it had in all."""
