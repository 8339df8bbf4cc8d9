"""Is it said fairly who owes what: in time, late, missing, refused, or not due yet?"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from dash_app.access import DEMO_VIEWER as ME
from dash_app.queries import Arrival, Due, completeness
from dash_app.store import Snapshot, Store
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

TODAY = date(2024, 8, 1)
MEASURES = [
    {"id": f"q_{part}", "title": {"de": part, "en": part}, "unit": "Fälle", "source": "standesamt-meldung"}
    for part in ("zaehler", "nenner")
]


def opened(
    home: Path, values: list[Row], measurements: list[Row], deliveries: list[Row], **given: Any
) -> Snapshot:
    words = {"due": 20, "due_level": "quarter", "due_from": "2024-01-01"} | given
    write_publication(
        home,
        catalogue(indicator("q", **words), indicator("frei"), measures=MEASURES),
        values,
        measurements=measurements,
        deliveries=deliveries,
    )
    return Store(Place(home)).open()


def counted(first: int, district: str, period: str, **given: Any) -> list[Row]:
    return [
        measurement(first, "q_zaehler", district, period, 80, **given),
        measurement(first + 1, "q_nenner", district, period, 100, **given),
    ]


def arrivals(found: list[Due], district: str) -> dict[str, Arrival]:
    return {str(due.period): due.arrival for due in found if due.district == district}


def test_every_district_owes_every_period_since_the_first_that_is_due(tmp_path: Path) -> None:
    found = completeness(opened(tmp_path, [], [], []), ME, today=TODAY)
    assert [(d.indicator, str(d.period), d.district) for d in found] == [
        ("q", text, f"{n:02}") for text in ("2024-Q1", "2024-Q2") for n in range(1, 13)
    ]
    assert {d.due for d in found} == {date(2024, 4, 20), date(2024, 7, 20)}
    assert {d.arrival for d in found} == {Arrival.MISSING}


def test_what_is_not_due_yet_is_not_missing(tmp_path: Path) -> None:
    snapshot = opened(tmp_path, [], [], [])
    on_the_last_day = completeness(snapshot, ME, today=date(2024, 7, 20))
    assert arrivals(on_the_last_day, "01") == {"2024-Q1": Arrival.MISSING, "2024-Q2": Arrival.NOT_YET_DUE}
    assert arrivals(completeness(snapshot, ME, today=date(2024, 7, 21)), "01")["2024-Q2"] is Arrival.MISSING
    assert completeness(snapshot, ME, today=date(2024, 3, 31)) == []


def test_in_time_late_and_unknown_are_told_apart(tmp_path: Path) -> None:
    found = completeness(
        opened(
            tmp_path,
            [share("q", key, text, 80, 100) for key in ("01", "02", "03") for text in ("2024-Q1", "2024-Q2")],
            [
                *counted(1, "01", "2024-Q1", delivery=1),
                *counted(3, "01", "2024-Q2", delivery=2),
                *counted(5, "02", "2024-Q1", delivery=1),
                *counted(7, "02", "2024-Q2", delivery=3),
                *counted(9, "03", "2024-Q1", delivery=4),
            ],
            [
                delivery(1, publication=1, loaded=datetime(2024, 4, 20, 21, 59)),
                delivery(2, publication=2, loaded=datetime(2024, 7, 15)),
                delivery(3, publication=2, loaded=datetime(2024, 7, 25)),
                delivery(4, publication=1, loaded=datetime(2024, 7, 1)),
            ],
        ),
        ME,
        today=TODAY,
    )
    assert arrivals(found, "01") == {"2024-Q1": Arrival.ON_TIME, "2024-Q2": Arrival.ON_TIME}
    assert arrivals(found, "02") == {"2024-Q1": Arrival.ON_TIME, "2024-Q2": Arrival.LATE}
    assert arrivals(found, "03") == {"2024-Q1": Arrival.DELIVERED, "2024-Q2": Arrival.DELIVERED}
    late = next(d for d in found if d.arrival is Arrival.LATE)
    assert (late.delivery, late.loaded) == (3, datetime(2024, 7, 25))


def test_the_due_day_ends_at_midnight_in_berlin(tmp_path: Path) -> None:
    found = completeness(
        opened(
            tmp_path,
            [share("q", "01", "2024-Q1", 80, 100)],
            counted(1, "01", "2024-Q1", delivery=2),
            [
                delivery(1, loaded=datetime(2024, 1, 1)),
                delivery(2, publication=2, loaded=datetime(2024, 4, 20, 22, 0)),
            ],
        ),
        ME,
        today=TODAY,
    )
    assert arrivals(found, "01")["2024-Q1"] is Arrival.LATE


def test_a_period_is_there_when_its_last_part_is_and_corrections_do_not_make_it_late(tmp_path: Path) -> None:
    months = [
        *counted(1, "01", "2024-01", delivery=1),
        *counted(3, "01", "2024-02", delivery=1),
        *counted(5, "01", "2024-03", delivery=2),
        *counted(7, "01", "2024-01", delivery=3, revision=1),
    ]
    loaded = [
        delivery(1, publication=1, loaded=datetime(2024, 3, 5)),
        delivery(2, publication=2, loaded=datetime(2024, 4, 22)),
        delivery(3, publication=3, loaded=datetime(2024, 7, 30)),
    ]
    snapshot = opened(tmp_path, [share("q", "01", "2024-Q1", 80, 100)], months, loaded)
    first = completeness(snapshot, ME, today=TODAY, districts=["01"])[0]
    assert (first.arrival, first.delivery) == (Arrival.LATE, 2)


def test_words_estimates_and_parts_are_told(tmp_path: Path) -> None:
    values = [
        value("q", "01", "2024-Q1", None, state="text", text="sofort"),
        share("q", "02", "2024-Q1", 80, 100, estimated=True),
        share("q", "03", "2024-Q1", 80, 100, incomplete=True),
        value("q", "04", "2024-Q1", None),
    ]
    found = completeness(opened(tmp_path, values, [], []), ME, today=TODAY, end=date(2024, 3, 31))
    states = {due.district: due.arrival for due in found}
    assert [states[key] for key in ("01", "02", "03", "04")] == [
        Arrival.TEXT,
        Arrival.ESTIMATED,
        Arrival.DELIVERED,
        Arrival.MISSING,
    ]
    assert [due.district for due in found if due.is_incomplete] == ["03"]


def test_a_refused_file_is_not_called_missing(tmp_path: Path) -> None:
    refused = [
        delivery(7, status="rejected", districts="01 02"),
        delivery(8, status="rejected", districts="03", source="befragung"),
        delivery(9, status="rejected", districts="04", period_start=None, period_end=None),
    ]
    found = completeness(opened(tmp_path, [], [], refused), ME, today=TODAY)
    first = {due.district: due for due in found if str(due.period) == "2024-Q1"}
    assert (first["01"].arrival, first["01"].delivery) == (Arrival.REJECTED, 7)
    assert {first[key].arrival for key in ("03", "04", "05")} == {Arrival.MISSING}
    assert arrivals(found, "01")["2024-Q2"] is Arrival.MISSING


def test_half_years_and_key_dates_are_due_as_well(tmp_path: Path) -> None:
    half = opened(
        tmp_path,
        [share("q", "01", "2024-H1", 80, 100)],
        counted(1, "01", "2024-05", delivery=1),
        [delivery(1, loaded=datetime(2024, 7, 2))],
        levels=["half", "year"],
        due_level="half",
    )
    assert arrivals(completeness(half, ME, today=TODAY), "01") == {"2024-H1": Arrival.ON_TIME}
    stock = opened(
        tmp_path / "stichtag",
        [value("q", "01", "2024-06-30", 5.0), value("q", "02", "2024-06-30")],
        [measurement(1, "q_zaehler", "01", "2024-06-30", 5.0)],
        [delivery(1, loaded=datetime(2024, 7, 2))],
        levels=["date"],
        due_level="date",
        value={"last": "q_zaehler"},
    )
    found = completeness(stock, ME, today=TODAY)
    assert arrivals(found, "01") == {"2024-06-30": Arrival.ON_TIME}
    assert arrivals(found, "02") == {"2024-06-30": Arrival.MISSING}


def test_without_a_first_period_the_first_figure_begins(tmp_path: Path) -> None:
    snapshot = opened(tmp_path, [share("q", "01", "2023-Q3", 80, 100)], [], [], due_from=None)
    found = completeness(snapshot, ME, today=TODAY, districts=["01"], start=date(2023, 10, 1))
    assert [str(due.period) for due in found] == ["2023-Q4", "2024-Q1", "2024-Q2"]
    assert completeness(snapshot, ME, today=TODAY, indicators=["frei", "unbekannt"]) == []
