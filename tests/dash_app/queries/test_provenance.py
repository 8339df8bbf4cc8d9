"""Does a figure lead back to file and line, and is it said which measurement counts and which does not?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dash_app.access import DEMO_VIEWER as ME
from dash_app.queries import Origin, provenance
from dash_app.store import Snapshot, Store
from schemas.period import Period
from tests.dash_app.publication_files import (
    Place,
    Row,
    catalogue,
    delivery,
    indicator,
    measurement,
    share,
    value,
    write_publication,
)

A, B = "q_zaehler", "q_nenner"


def opened(home: Path, measurements: list[Row], values: list[Row] | None = None, **given: Any) -> Snapshot:
    write_publication(
        home,
        catalogue(indicator("q", **given)),
        values or [],
        measurements=measurements,
        deliveries=[delivery(1), delivery(2, name="korrektur.csv")],
    )
    return Store(Place(home)).open()


def origins(snapshot: Snapshot, district: str, period: str) -> list[Origin]:
    return provenance(snapshot, ME, indicator="q", district=district, period=Period.parse(period))


def used(found: list[Origin]) -> list[int]:
    return [origin.id for origin in found if origin.is_used]


def site(number: int, measure: str, period: str, amount: float, place: str = "zms:141", **given: Any) -> Row:
    return measurement(number, measure, "04", period, amount, place=place, whole=False, **given)


def test_a_figure_leads_to_file_line_and_what_it_replaced(tmp_path: Path) -> None:
    snapshot = opened(
        tmp_path,
        [
            measurement(1, B, "04", "2024-Q1", 90, current=False, line_first=5, line_last=7, rows=3),
            measurement(2, A, "04", "2024-Q1", 80),
            measurement(3, B, "04", "2024-Q1", 100, revision=1, delivery=2, line_first=6, line_last=6),
            measurement(4, B, "05", "2024-Q1", 100),
        ],
    )
    numerator, denominator = origins(snapshot, "04", "2024-Q1")
    assert (numerator.measure, numerator.value, numerator.replaced) == (A, 80, ())
    assert (denominator.delivery.name, denominator.line_first, denominator.revision) == (
        "korrektur.csv",
        6,
        1,
    )
    (earlier,) = denominator.replaced
    assert (earlier.value, earlier.line_first, earlier.line_last, earlier.rows) == (90, 5, 7, 3)
    assert earlier.delivery.name == "lieferung_1.csv"


def test_a_district_shows_its_sites_and_the_whole_goes_before_them(tmp_path: Path) -> None:
    rows = [
        site(1, A, "2024-01", 10),
        site(2, A, "2024-01", 20, place="zms:142"),
        measurement(3, A, "04", "2024-01", 31),
        site(4, A, "2024-02", 10),
    ]
    found = origins(opened(tmp_path, rows), "04", "2024-Q1")
    assert [origin.place for origin in found] == ["04", "zms:141", "zms:142", "zms:141"]
    assert used(found) == [3, 4]


def test_a_long_period_shows_the_short_ones_unless_it_was_delivered_itself(tmp_path: Path) -> None:
    months = [measurement(n, A, "04", f"2024-{n:02}", 10) for n in range(1, 7)]
    snapshot = opened(tmp_path, [*months, measurement(9, A, "04", "2024-Q1", 31)])
    assert used(origins(snapshot, "04", "2024-Q1")) == [9]
    assert used(origins(snapshot, "04", "2024")) == [9, 4, 5, 6]
    assert used(origins(snapshot, "04", "2024-02")) == [2]


def test_the_whole_month_goes_before_its_days(tmp_path: Path) -> None:
    rows = [
        measurement(1, A, "04", "2024-01", 10, part="2024-01-01/2024-01-15"),
        measurement(2, A, "04", "2024-01", 12, part="2024-01-16/2024-01-31"),
        measurement(3, A, "04", "2024-01", 23),
    ]
    assert used(origins(opened(tmp_path, rows[:2]), "04", "2024-01")) == [1, 2]
    assert used(origins(opened(tmp_path / "ganz", rows), "04", "2024-01")) == [3]


def test_berlin_shows_all_districts_unless_berlin_itself_was_delivered(tmp_path: Path) -> None:
    districts = [measurement(n, A, f"{n:02}", "2024-Q1", 10) for n in range(1, 13)]
    outside = measurement(20, A, "sta1", "2024-Q1", 99)
    assert used(origins(opened(tmp_path, [*districts, outside]), "00", "2024-Q1")) == list(range(1, 13))
    city = measurement(30, A, "00", "2024-Q1", 121)
    assert used(origins(opened(tmp_path / "ganz", [*districts, city]), "00", "2024-Q1")) == [30]


def test_a_published_figure_counts_where_it_is_the_value(tmp_path: Path) -> None:
    computed = [measurement(1, A, "04", "2024", 80), measurement(2, B, "04", "2024", 100)]
    printed = measurement(3, "q", "04", "2024", 81.0, reported=True, reference="Drucksache 19/1")
    found = origins(opened(tmp_path, [*computed, printed]), "04", "2024")
    assert used(found) == [1, 2], "the district as a whole goes before a published figure"
    alone = origins(opened(tmp_path / "nur", [printed]), "04", "2024")
    assert (used(alone), alone[0].reference) == ([3], "Drucksache 19/1")
    city = measurement(4, "q", "00", "2024", 77.0, reported=True)
    computed_berlin = opened(tmp_path / "b1", [*computed, city], [share("q", "00", "2024", 80, 100)])
    assert used(origins(computed_berlin, "00", "2024")) == [1, 2]
    printed_berlin = opened(
        tmp_path / "b2", [*computed, city], [value("q", "00", "2024", 77.0, reported=True)]
    )
    assert used(origins(printed_berlin, "00", "2024")) == [4]


def test_of_a_stock_only_the_last_key_date_counts(tmp_path: Path) -> None:
    rows = [
        measurement(1, "personen", "04", "2024-03-31", 5),
        measurement(2, "personen", "04", "2024-06-30", 7),
        measurement(3, "personen", "05", "2024-03-31", 4),
    ]
    snapshot = opened(tmp_path, rows, value={"last": "personen"}, levels=["date", "year"])
    assert used(origins(snapshot, "04", "2024")) == [2]
    assert used(origins(snapshot, "00", "2024")) == [2, 3]
    assert used(origins(snapshot, "04", "2024-03-31")) == [1]


@pytest.mark.parametrize(("indicator_id", "district"), [("unbekannt", "04"), ("q", "99")])
def test_what_nobody_knows_has_nothing_behind_it(tmp_path: Path, indicator_id: str, district: str) -> None:
    snapshot = opened(tmp_path, [measurement(1, A, "04", "2024-Q1", 80)])
    assert (
        provenance(snapshot, ME, indicator=indicator_id, district=district, period=Period.parse("2024-Q1"))
        == []
    )


def test_the_measurements_behind_a_hidden_figure_are_hidden_as_well(tmp_path: Path) -> None:
    counts = {f"{n:02}": (50, 60 + n) for n in range(1, 13)} | {"03": (6, 7)}
    values = [share("q", key, "2024-Q1", *each) for key, each in counts.items()]
    values.append(share("q", "00", "2024-Q1", 556, 744))
    rows = []
    for n, (key, (hits, cases)) in enumerate(counts.items()):
        rows += [
            measurement(10 * n, A, key, "2024-Q1", hits, note="nur sieben Antworten"),
            measurement(10 * n + 1, B, key, "2024-Q1", cases - 1, current=False),
            measurement(10 * n + 2, B, key, "2024-Q1", cases, revision=1),
            measurement(10 * n + 3, B, key, "2024-01", 3),
            measurement(10 * n + 4, B, key, "2024-Q1", 2, place="befragung:1", whole=False),
        ]
    snapshot = opened(tmp_path, rows, values, min_cases=20, levels=["quarter"], survey=True)
    for found in (origins(snapshot, "03", "2024-Q1"), origins(snapshot, "00", "2024-Q1")):
        for origin in found:
            is_small = origin.district in ("01", "03") or not origin.whole or str(origin.period) != "2024-Q1"
            assert origin.is_hidden is is_small
            if is_small:
                each = (origin, *origin.replaced)
                assert {(o.value, o.numerator, o.denominator, o.text, o.note) for o in each} == {(None,) * 5}
                assert origin.delivery.name == "lieferung_1.csv", "where it came from may be known"
