"""Which publication do tests of Lieferungen and Methodik look at? One quarter with every kind of delivery."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from schemas.catalogue import Catalogue
from tests.dash_app.publication_files import (
    Row,
    catalogue,
    delivery,
    finding,
    indicator,
    measurement,
    share,
    words,
    write_publication,
)

FORM = "standesamt-meldung"
IN_TIME, LATE, REFUSED, UNKNOWN = 1, 2, 3, 4
"""Ids of the deliveries."""


def form_catalogue() -> Catalogue:
    """Return a catalogue with two shares that are due each quarter; the first has an example target."""
    parts = [f"{name}_{part}" for name in ("quote", "frist") for part in ("zaehler", "nenner")]
    measures = [{"id": p, "title": words(p), "unit": "Anzahl", "source": FORM} for p in parts]
    due = {"due": 20, "due_level": "quarter", "due_from": "2024-01-01", "cases": words("Urkunden")}
    target = {"targets": [{"from": "2022-01-01", "value": 90, "tolerance": 2}]}
    source = {"source": FORM, "title": words("Quartalsmeldung", "Quarterly form")}
    return catalogue(
        indicator("quote", **due, **target), indicator("frist", **due), measures=measures, sources=[source]
    )


def counted(number: int, district: str, of: int, names: tuple[str, ...]) -> list[Row]:
    """Return the measurements of shares of a district; `of` is the delivery."""
    pairs = [f"{name}_{part}" for name in names for part in ("zaehler", "nenner")]
    return [
        measurement(number + place, measure, district, "2024-Q1", 1, delivery=of, publication=of)
        for place, measure in enumerate(pairs)
    ]


def publish(home: Path, *, many_findings: int = 0, more: int = 0) -> None:
    """Write two publications: 01 in time, 02 late and with one share only, 03 refused, all others missing.

    Args:
        home: folder of the program.
        many_findings: further findings of the refused delivery.
        more: further deliveries, each of Pankow.
    """
    write_publication(home, form_catalogue(), number=1, note="Anfang")
    values = [
        share("quote", "01", "2024-Q1", 32, 36, demo=True),
        share("frist", "01", "2024-Q1", 1, 2),
        share("quote", "02", "2024-Q1", 1, 1),
        share("quote", "00", "2024-Q1", 33, 37),
    ]
    both, one = counted(1, "01", IN_TIME, ("quote", "frist")), counted(11, "02", LATE, ("quote",))
    write_publication(
        home,
        form_catalogue(),
        values,
        number=2,
        measurements=[*both, *one],
        deliveries=_deliveries(more),
        findings=_findings(many_findings),
        note="Nachlieferung",
        files=3,
    )


def _deliveries(more: int) -> list[Row]:
    before = {"period_start": date(2023, 1, 1), "period_end": date(2023, 3, 31)}
    unknown = {"source": None, "period_start": None, "period_end": None, "name": "notiz.docx"}
    late = datetime(2024, 5, 2, 8, 0)
    return [
        delivery(IN_TIME, demo=True),
        delivery(LATE, publication=2, districts="02", loaded=late),
        delivery(REFUSED, publication=2, districts="03", status="rejected", observations=0),
        delivery(UNKNOWN, publication=2, districts="", status="unrecognised", **unknown),
        *(
            delivery(UNKNOWN + number, publication=2, districts="03", **before)
            for number in range(1, more + 1)
        ),
    ]


def _findings(more: int) -> list[Row]:
    said = {
        "found": "acht <b>",
        "message_de": "Zeile 5: „acht“ ist keine Zahl.",
        "message_en": "Line 5: “acht” is not a number.",
    }
    return [
        finding(REFUSED, "not-a-number", "error", line=5, column="wert", **said),
        finding(REFUSED, line=9),
        finding(REFUSED, "sign", "info", line=7, found="-"),
        *(finding(REFUSED, line=10 + number) for number in range(more)),
    ]
