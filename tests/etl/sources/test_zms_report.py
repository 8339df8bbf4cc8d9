"""Are workbooks of the appointment system recognised, read and refused as they should be?"""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.source import HEAD_BYTES, Unreadable
from etl.sources import zms_exchange
from etl.sources.zms_report import SOURCE
from schemas.catalogue import Catalogue
from schemas.findings import Severity
from tests.etl.sources.zms_files import HEADERS, clients, rules, tidied, write_json
from tests.etl.sources.zms_workbooks import (
    DISTRICT,
    FRIDAY,
    clients_report,
    places,
    report,
    write_report,
    write_xlsx,
)


def test_report_and_exchange_deliver_the_same(tmp_path: Path) -> None:
    asked = [2, 3, 4, 5, 6, 7, 10]
    rows = [["141", "2016-04-01", *(FRIDAY[n] for n in asked)]]
    exchanged = tidied(zms_exchange.SOURCE, write_json(tmp_path / "a.json", clients(rows)))
    reported = report(tmp_path, clients_report([FRIDAY]))
    columns = ["place_kind", "place", "period", "part", "measure", "value", "key"]
    delivered = reported.rows.select(columns).to_pylist()
    assert all(row in delivered for row in exchanged.rows.select(columns).to_pylist())


def test_invented_figures_are_marked_in_the_preamble_and_the_mark_is_no_place(tmp_path: Path) -> None:
    rows = clients_report([FRIDAY], names=DISTRICT)
    assert not report(tmp_path, rows).demo
    rows.insert(1, ["DEMONSTRATIONSDATEN – keine amtlichen Zahlen"])
    tidy = report(tmp_path, rows)
    assert tidy.demo and places(tidy) == {("district", "Charlottenburg-Wilmersdorf")}


def test_other_sheets_and_hidden_sheets_are_left_alone(tmp_path: Path) -> None:
    sheets = {"Notizen": [["Bitte beachten", 1]], "Worksheet": clients_report([FRIDAY])}
    tidy = tidied(SOURCE, write_xlsx(tmp_path / "a.xlsx", sheets))
    assert tidy.data_rows == 1 and not tidy.findings


def test_umlauts_that_were_damaged_on_the_way_are_refused(tmp_path: Path) -> None:
    rows = clients_report([FRIDAY], names=["TempelhofÂ­-SchÃ¶neberg"])
    assert "wrong-encoding" in rules(report(tmp_path, rows))


@pytest.mark.parametrize(
    "rows",
    [[["Vorname", "Anzahl"], ["Noah", 9]], [["ID", "Datum", "Name"], [1, "2016-04-01", "x"]], [["nur Text"]]],
)
def test_other_workbooks_are_left_to_other_sources(tmp_path: Path, rows: list[list[object]]) -> None:
    path = write_report(tmp_path / "mappe.xlsx", rows)
    assert not SOURCE.recognises(path, path.read_bytes()[:HEAD_BYTES])


def test_a_report_that_was_cut_off_on_the_way_is_ours_by_its_name_and_says_so(tmp_path: Path) -> None:
    path = write_report(tmp_path / "clientstatistic_2016-04.xlsx", clients_report([FRIDAY]))
    path.write_bytes(path.read_bytes()[:2000])
    assert SOURCE.recognises(path, path.read_bytes())
    with pytest.raises(Unreadable) as raised:
        SOURCE.read(path)
    assert [finding.severity for finding in raised.value.findings] == [Severity.ERROR]


def test_the_catalogue_knows_every_header_of_the_statistics_of_customers(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    tidy = tidied(SOURCE, write_report(tmp_path / "a.xlsx", clients_report([FRIDAY])), catalogue)
    assert tidy.rows.num_rows == len(HEADERS) and places(tidy) == {("site", "141")} and not tidy.findings
