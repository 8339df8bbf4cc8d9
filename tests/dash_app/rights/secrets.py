"""Which small Berlin is the walk made in, and what in it is not for everybody?

Everything that only some may see is made of a word or number that exists once. A world can be built with some
secrets told differently: whoever may not see a secret must get the same bytes in both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask

from dash_app.access import Role
from dash_app.reading import EXTENSION
from dash_app.register.models import Comment, Delivery, DeliveryFile, Measure
from schemas.catalogue import Catalogue
from schemas.period import Level
from tests.dash_app.publication_files import (
    Row,
    agreement,
    catalogue,
    delivery,
    finding,
    indicator,
    measurement,
    share,
    write_publication,
)
from tests.dash_app.small_cells import Counts, published
from tests.signed import account_of

QUARTERS = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
LATEST = QUARTERS[-1]
DISTRICTS = tuple(f"{n:02}" for n in range(1, 13))
CASES = 100_000
SHARES = {"offen": 70, "intern": 57, "team": 63, "kollegium": 81}
"""Percent of each indicator, about; figures have three decimals, so that numbers exist once."""
STEP = {"offen": 137, "intern": 211, "team": 173, "kollegium": 119}
SMALL = {("2024-Q4", "06"): (3.0, 13.0), ("2024-Q4", "09"): (31.0, 61.0)}
OTHER_SMALL = {
    ("2024-Q4", "06"): (4.0, 14.0),
    ("2024-Q4", "09"): (30.0, 60.0),
    ("2024-Q1", "06"): (45.0, 95.0),
    ("2024-Q1", "09"): (50.0, 100.0),
}
"""The same sums in every quarter and year: only the four hidden cells are others."""
FILES = {
    1: ("04", "offen", "8841"),
    2: ("05", "offen", "8842"),
    3: ("04 05", "team", "8843"),
    4: ("05", "kollegium", "8844"),
    5: ("04", "team", "8845"),
    6: ("06", "", "8846"),
}
"""Districts of a delivery, what it feeds, and the number in its names; the last one was refused."""
OTHER = "anders "
"""What a secret text is told with in the other world."""


def hits(slug: str, quarter: str, district: str) -> int:
    """Return the numerator of a figure; no two are equal."""
    return SHARES[slug] * 1000 + STEP[slug] * int(district) + 13 * QUARTERS.index(quarter) + 7


def counts_of(slug: str, varied: Collection[str]) -> dict[tuple[str, str], tuple[float, float]]:
    """Return hits and cases by quarter and district; `varied` moves hits from district 06 to 05."""
    found = {(q, d): (float(hits(slug, q, d)), float(CASES)) for q in QUARTERS for d in DISTRICTS}
    if slug in varied:
        for quarter in QUARTERS:
            for district, more in (("05", 15_000), ("06", -15_000)):
                numerator, cases = found[quarter, district]
                found[quarter, district] = numerator + more, cases
    return found


def small_counts(varied: Collection[str]) -> Counts:
    """Return answers of which one district has too few; in the other world only hidden ones are others."""
    whole = {(q, d): (40.0 + int(d), 90.0 + int(d)) for q in QUARTERS for d in DISTRICTS}
    return whole | (OTHER_SMALL if "small" in varied else SMALL)


def the_catalogue(varied: Collection[str] = ()) -> Catalogue:
    """Return two agreements: one with figures of every visibility, one with staff figures of its own."""
    word = OTHER if "internal" in varied else ""
    target = [{"from": date(2022, 1, 1), "value": 65, "tolerance": 3}]
    given: Row = {"levels": ["quarter", "year"], "decimals": 3, "targets": target, "due": 20}
    given |= {"due_from": date(2024, 1, 1)}
    own: Row = {"visibility": "own", "survey": True, "min_cases": 10}
    text = {"de": f"Geheimtitel {word}intern", "en": f"Geheimtitel {word}intern"}
    first = [
        indicator("offen", **given | {"visibility": "public"}),
        indicator("intern", **given | {"title": text}),
        indicator("team", **given | own),
        indicator("klein", **given | {"min_cases": 20, "survey": True}),
    ]
    documents = [
        {"id": "vertrag", "title": f"{word}Geheimvertrag", "visibility": "internal"},
        {"id": "papier", "title": "Drucksache", "visibility": "public"},
    ]
    slugs = {"offen": "standesamt-meldung", "intern": "standesamt-meldung"}
    measures = [
        {
            "id": f"{slug}_{side}",
            "title": {"de": f"{slug} {side}", "en": f"{slug} {side}"},
            "unit": "Anzahl",
            "source": slugs.get(slug, "befragung"),
        }
        for slug in (*SHARES, "klein")
        for side in ("zaehler", "nenner")
    ]
    agreements = [
        agreement("amt", first, documents=documents),
        agreement("stelle", [indicator("kollegium", **given | own)]),
    ]
    return catalogue(agreements=agreements, measures=measures)


def _values(varied: Collection[str]) -> Iterator[Row]:
    for slug in (*SHARES, "klein"):
        counts = small_counts(varied) if slug == "klein" else counts_of(slug, varied)
        for f in published(counts, (Level.QUARTER, Level.YEAR)):
            yield share(slug, f.district, f.period, f.numerator or 0, f.denominator or 0)


def _measurements(varied: Collection[str]) -> Iterator[Row]:
    number = 0
    brought = {("offen", "04"): 1, ("offen", "05"): 2, ("kollegium", "05"): 4, ("team", "04"): 5}
    shared = {"team": 3, "kollegium": 4}
    for slug in SHARES:
        counts = counts_of(slug, varied)
        for district in DISTRICTS:
            for side, value in zip(("zaehler", "nenner"), counts[LATEST, district], strict=True):
                number += 1
                file = brought.get((slug, district), shared.get(slug, 1))
                place: Row = {"delivery": file, "line_first": number + 1, "line_last": number + 1}
                yield measurement(number, f"{slug}_{side}", district, LATEST, value, **place)


def _deliveries(varied: Collection[str]) -> Iterator[Row]:
    word = OTHER.strip() if "deliveries" in varied else ""
    for number, (districts, feeds, name) in FILES.items():
        source = "befragung" if feeds in ("team", "kollegium") else "standesamt-meldung"
        yield delivery(
            number,
            name=f"datei{word}-{name}.csv",
            districts=districts,
            source=source,
            status="loaded" if feeds else "rejected",
            period_start=date(2024, 10, 1),
            period_end=date(2024, 12, 31),
            loaded=datetime(2025, 1, 10, 8, 0),
        )


def _findings(varied: Collection[str]) -> Iterator[Row]:
    for number, (_, _, name) in FILES.items():
        word = OTHER if f"finding {name}" in varied else ""
        text = f"{word}befund-{name}"
        line: Row = {"found": text, "message_de": text, "message_en": text, "line": None}
        yield finding(number, severity="warning", **line)


def publish(home: Path, varied: Collection[str] = ()) -> None:
    """Write two publications; the first one has a smaller figure of district 04 in the last quarter."""
    known, rows = the_catalogue(varied), list(_values(varied))
    more: dict[str, Any] = {
        "measurements": list(_measurements(varied)),
        "deliveries": list(_deliveries(varied)),
        "findings": list(_findings(varied)),
        "created": datetime(2025, 1, 12, 9, 30),
    }
    before = [_earlier(row) for row in rows]
    write_publication(home, known, before, number=1, **more)
    write_publication(home, known, rows, number=2, **more)


def _earlier(row: Row) -> Row:
    if (row["indicator"], row["district"], row["period"]) != ("offen", "04", LATEST):
        return row
    return row | {"numerator": row["numerator"] - 3000, "value": row["value"] - 3}


REMARKS = {
    1: ("comment", "offen", "04", "draft"),
    2: ("comment", "offen", "04", "submitted"),
    3: ("comment", "offen", "04", "approved"),
    4: ("comment", "team", "05", "approved"),
    5: ("comment", "intern", "05", "approved"),
}
"""Table, indicator, area and state of comments; their text holds the number."""
MEASURES = {
    1: ("measure", "offen", "04", "draft"),
    2: ("measure", "offen", "04", "approved"),
    3: ("measure", "team", "05", "approved"),
}


INCOMING = {1: ("04", "amt", "submitted"), 2: ("05", "stelle", "draft")}
"""District, agreement and state of deliveries that are not published yet; their findings hold the number."""


def write_incoming(server: Flask, varied: Collection[str] = ()) -> None:
    """Put deliveries that wait into the register."""
    register = server.extensions[EXTENSION].register
    then = datetime(2025, 1, 15, 9, 0)
    for number, (district, slug, state) in INCOMING.items():
        text = f"{OTHER if f'incoming {number}' in varied else ''}eingang-{number}-"
        said: Row = {"severity": "warning", "rule": "empty-name", "line": 3, "column": "wert", "found": text}
        file: Row = {"name": f"{text}.csv", "status": "loaded", "source": "befragung", "rows": 1}
        file |= {"observations": 1, "count": 1, "findings": [said | {"de": text, "en": text}]}
        report: Row = {"files": [file], "new": 0, "changed": 0, "same": 1, "is_new": False, "base": 2}
        report |= {"is_acceptable": True, "needs_release": True, "candidate": None, "agreements": [slug]}
        account = account_of(server, f"district-{district}", Role.DISTRICT, district)
        made = Delivery(state=state, district=district, account_id=account, created=then, report=report)
        made.agreements, made.checked_against = [slug], 2
        made.files = [DeliveryFile(name=f"{text}.csv", sha256="0" * 64, size=10, status="loaded")]
        with register.writing() as session:
            session.add(made)


ACCOUNT = "konto-8891"
"""Name for signing in of somebody who has written nothing."""


def write_remarks(server: Flask, varied: Collection[str] = ()) -> None:
    """Put comments and measures of the districts 04 and 05 into the register, in every state."""
    register = server.extensions[EXTENSION].register
    authors = {d: account_of(server, f"district-{d}", Role.DISTRICT, d) for d in ("04", "05")}
    lead = account_of(server, "department-amt", Role.DEPARTMENT, None, ("amt",))
    account_of(server, ACCOUNT)
    then = datetime(2025, 1, 15, 9, 0)
    with register.writing() as session:
        for table, listed in ((Comment, REMARKS), (Measure, MEASURES)):
            for number, (kind, slug, district, state) in listed.items():
                word = OTHER if f"{kind} {number}" in varied else ""
                text = f"{word}wort-{kind}-{number}"
                more: Row = {"period": LATEST, "text": text, "publication": 2}
                if table is Measure:
                    more = {"title": text, "owner": "Amtsleitung", "starts": date(2025, 1, 1)}
                session.add(
                    table(
                        state=state,
                        indicator=slug,
                        district=district,
                        account_id=authors[district],
                        changed_by_id=authors[district],
                        created=then,
                        changed=then,
                        decided=then if state == "approved" else None,
                        decided_by_id=lead if state == "approved" else None,
                        **more,
                    )
                )
