"""What does a small publication look like? Writes one by hand from `schemas.tables`, without the loader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Table, create_engine
from sqlalchemy.pool import NullPool

from schemas import tables
from schemas.catalogue import Catalogue
from schemas.observation import FLAGS
from schemas.period import Period

Row = dict[str, Any]

DISTRICTS = (
    ("Mitte", "Mitte", 2, 3),
    ("Friedrichshain-Kreuzberg", "Friedrh.-Kreuzbg.", 2, 4),
    ("Pankow", "Pankow", 1, 4),
    ("Charlottenburg-Wilmersdorf", "Charl.-Wilm.", 2, 2),
    ("Spandau", "Spandau", 2, 1),
    ("Steglitz-Zehlendorf", "Stegl.-Zehl.", 3, 2),
    ("Tempelhof-Schöneberg", "Temp.-Schöneb.", 3, 3),
    ("Neukölln", "Neukölln", 3, 4),
    ("Treptow-Köpenick", "Trept.-Köp.", 3, 5),
    ("Marzahn-Hellersdorf", "Marz.-Hellersd.", 2, 6),
    ("Lichtenberg", "Lichtenberg", 2, 5),
    ("Reinickendorf", "Reinickendorf", 1, 2),
)


@dataclass(frozen=True)
class Place:
    """Settings as far as the store reads them."""

    home: Path
    database: str | None = None


def words(de: str, en: str = "") -> Row:
    """Return a text in both languages."""
    return {"de": de, "en": en or de}


def indicator(slug: str, **given: Any) -> Row:
    """Return an indicator of the catalogue: a share that should be high, unless `given` says otherwise."""
    return {
        "id": slug,
        "title": words(f"Titel {slug}", f"Title {slug}"),
        "description": words("Beschreibung", "Description"),
        "purpose": words("Zweck", "Purpose"),
        "unit": "%",
        "polarity": "higher_is_better",
        "decimals": 1,
        "levels": ["month", "quarter", "year"],
        "value": {"ratio": [f"{slug}_zaehler", f"{slug}_nenner"], "scale": 100},
        "visibility": "internal",
    } | given


def agreement(slug: str, indicators: Iterable[Row], **given: Any) -> Row:
    """Return an agreement of the catalogue with one goal."""
    return {
        "id": slug,
        "title": words(f"Zielvereinbarung {slug}"),
        "short": words(slug),
        "kind": "fachliche_zielvereinbarung",
        "legal_basis": words("§ 6a AZG"),
        "lead": words("Senatskanzlei"),
        "summary": words("Zusammenfassung"),
        "lifecycle": [{"stage": "in_kraft", "since": "2022", "text": words("In Kraft"), "source": "quelle"}],
        "goals": [{"id": f"{slug}_ziel", "title": words("Ziel"), "indicators": list(indicators)}],
        "sources": ["quelle"],
    } | given


def catalogue(*indicators: Row, **given: Any) -> Catalogue:
    """Return a catalogue with Berlin, the twelve districts, Standesamt I and one agreement."""
    districts = [
        {
            "key": f"{n:02}",
            "kind": "district",
            "name": name,
            "short": short,
            "tile": {"row": row, "column": col},
        }
        for n, (name, short, row, col) in enumerate(DISTRICTS, 1)
    ]
    areas = [
        {"key": "00", "kind": "city", "name": "Berlin", "short": "Berlin"},
        *districts,
        {"key": "sta1", "kind": "unit", "name": "Standesamt I in Berlin", "short": "Standesamt I"},
    ]
    return Catalogue.model_validate(
        {
            "areas": areas,
            "references": [{"id": "quelle", "title": "Quelle"}],
            "measures": [],
            "sources": [],
            "agreements": [agreement("amt", indicators)],
        }
        | given
    )


def value(indicator: str, district: str, period: str, value: float | None = None, **given: Any) -> Row:
    """Return a row of table `value`; flags and all other columns can be given by name."""
    time = Period.parse(period)
    return {
        "indicator": indicator,
        "level": time.level.value,
        "period": period,
        "period_start": time.start,
        "period_end": time.end,
        "district": district,
        "value": value,
        "numerator": None,
        "denominator": None,
        "state": None,
        "text": None,
        "districts": 12 if district == "00" else 1,
        **dict.fromkeys(FLAGS, False),
    } | given


def share(
    indicator: str, district: str, period: str, numerator: float, denominator: float, **given: Any
) -> Row:
    """Return a row of table `value` for a percentage."""
    percent = 100 * numerator / denominator if denominator else None
    return value(indicator, district, period, percent, numerator=numerator, denominator=denominator, **given)


def delivery(number: int, **given: Any) -> Row:
    """Return a row of table `delivery`."""
    return {
        "id": number,
        "publication": 1,
        "path": f"eingang/lieferung_{number}.csv",
        "name": f"lieferung_{number}.csv",
        "source": "standesamt-meldung",
        "status": "loaded",
        "sha256": f"{number:064}",
        "bytes": 1000,
        "loaded": datetime(2024, 4, 10, 8, 0),
        "rows": 10,
        "observations": 10,
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 3, 31),
        "districts": "01",
        "demo": False,
    } | given


def finding(delivery: int, rule: str = "empty-name", severity: str = "warning", **given: Any) -> Row:
    """Return a row of table `finding`."""
    return {
        "delivery": delivery,
        "severity": severity,
        "rule": rule,
        "line": 2,
        "column": "vorname",
        "found": "",
        "message_de": "Die Zeile hat keinen Namen.",
        "message_en": "The row has no name.",
    } | given


def measurement(
    number: int, measure: str, district: str, period: str, value: float | None = None, **given: Any
) -> Row:
    """Return a row of table `measurement`: of the district as a whole, unless `place` is given."""
    time = Period.parse(period)
    return {
        "id": number,
        "delivery": 1,
        "publication": 1,
        "district": district,
        "place": district,
        "whole": True,
        "measure": measure,
        "level": time.level.value,
        "period": period,
        "period_start": time.start,
        "period_end": time.end,
        "part": "",
        "value": value,
        "numerator": None,
        "denominator": None,
        "state": None,
        "text": None,
        "estimated": False,
        "provisional": False,
        "reported": False,
        "note": None,
        "reference": None,
        "line_first": 2,
        "line_last": 2,
        "rows": 1,
        "revision": 0,
        "current": True,
        "demo": False,
    } | given


def write_publication(
    home: Path,
    catalogue: Catalogue,
    values: Iterable[Row] = (),
    *,
    number: int = 1,
    measurements: Iterable[Row] = (),
    deliveries: Iterable[Row] = (),
    findings: Iterable[Row] = (),
    is_current: bool = True,
    **given: Any,
) -> Path:
    """Write `home/publications/000001.duckdb` and point to it; `given` are columns of `publication`."""
    folder = home / "publications"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{number:06}.duckdb"
    about = _about(number, catalogue) | given
    in_order = sorted(values, key=lambda r: (r["indicator"], r["level"], r["period_start"], r["district"]))
    content: Mapping[Table, list[Row]] = {
        tables.publication: [about],
        tables.delivery: list(deliveries),
        tables.finding: list(findings),
        tables.measurement: list(measurements),
        tables.value: in_order,
    }
    path.write_bytes(_empty())
    with create_engine(f"duckdb:///{path}", poolclass=NullPool).begin() as connection:
        for table, rows in content.items():
            if rows:
                connection.execute(table.insert(), rows)
    if is_current:
        (folder / "next").write_text(f"{number}\n")
        (folder / "next").replace(folder / "current")
    return path


@cache
def _empty() -> bytes:
    """Return a publication without rows; made once, as making tables takes most of the time."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.duckdb"
        with create_engine(f"duckdb:///{path}", poolclass=NullPool).begin() as connection:
            tables.metadata.create_all(connection)
        return path.read_bytes()


def _about(number: int, catalogue: Catalogue) -> Row:
    return {
        "number": number,
        "created": datetime(2024, 4, 12, 9, 30),
        "note": "",
        "rollback_of": None,
        "files": 1,
        "catalogue": catalogue.model_dump_json(by_alias=True, exclude_none=True),
    }
