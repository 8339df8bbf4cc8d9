"""Does the page of deliveries show what came, newest first, and what was wrong with it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from dash_app.access import DEMO_VIEWER as ME
from dash_app.queries import deliveries, delivery, findings
from dash_app.store import Snapshot, Store
from schemas.findings import Severity
from tests.dash_app import publication_files as files
from tests.dash_app.publication_files import Place, catalogue, finding, indicator, write_publication


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    write_publication(
        tmp_path,
        catalogue(indicator("q")),
        deliveries=[
            files.delivery(1, districts="01 02"),
            files.delivery(2, status="rejected", publication=2, source="befragung"),
            files.delivery(
                3, status="unrecognised", source=None, districts="", period_start=None, period_end=None
            ),
        ],
        findings=[
            finding(2, "empty-name", "warning", line=3),
            finding(2, "sign", "info", line=1),
            finding(2, "not-a-number", "error", line=9),
            finding(2, "not-a-number", "error", line=4),
            finding(2, "empty-file", "error", line=None),
            finding(1, "empty-name", "warning", line=424, column="vorname"),
        ],
    )
    return Store(Place(tmp_path)).open()


def test_deliveries_come_newest_first_with_the_numbers_of_findings(snapshot: Snapshot) -> None:
    listed = deliveries(snapshot, ME)
    assert [(d.id, d.errors, d.warnings, d.infos) for d in listed] == [
        (3, 0, 0, 0),
        (2, 3, 1, 1),
        (1, 0, 1, 0),
    ]
    assert listed[2].districts == ("01", "02")
    assert (listed[0].districts, listed[0].source, listed[0].period_start) == ((), None, None)


def test_deliveries_can_be_chosen(snapshot: Snapshot) -> None:
    assert [d.id for d in deliveries(snapshot, ME, district="02")] == [1]
    assert [d.id for d in deliveries(snapshot, ME, status="rejected")] == [2]
    assert [d.id for d in deliveries(snapshot, ME, source="befragung")] == [2]
    assert [d.id for d in deliveries(snapshot, ME, publication=1)] == [3, 1]
    assert deliveries(snapshot, ME, district="02", status="rejected") == []


def test_one_delivery_is_found_by_its_id(snapshot: Snapshot) -> None:
    found = delivery(snapshot, ME, 2)
    assert found is not None
    assert found.name == "lieferung_2.csv"
    assert delivery(snapshot, ME, 99) is None


def test_errors_come_before_warnings_and_lines_in_order(snapshot: Snapshot) -> None:
    found = findings(snapshot, ME, 2)
    assert [(f.severity, f.line) for f in found] == [
        (Severity.ERROR, None),
        (Severity.ERROR, 4),
        (Severity.ERROR, 9),
        (Severity.WARNING, 3),
        (Severity.INFO, 1),
    ]
    assert findings(snapshot, ME, 2, limit=2) == found[:2]
    assert findings(snapshot, ME, 99) == []


def test_a_finding_speaks_both_languages(snapshot: Snapshot) -> None:
    (found,) = findings(snapshot, ME, 1)
    assert (found.message("de"), found.message("en")) == (
        "Die Zeile hat keinen Namen.",
        "The row has no name.",
    )
