"""A small world for tests of the loader: twelve districts, three measures, files that are tidy rows."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.corrections import Corrections
from etl.load import Answer, load
from etl.publish import Publications
from etl.source import ROWS, Source, Table, Tidy, rows_of
from schemas.catalogue import Catalogue

NAMES = (
    "Mitte", "Friedrichshain-Kreuzberg", "Pankow", "Charlottenburg-Wilmersdorf", "Spandau",
    "Steglitz-Zehlendorf", "Tempelhof-Schöneberg", "Neukölln", "Treptow-Köpenick", "Marzahn-Hellersdorf",
    "Lichtenberg", "Reinickendorf",
)  # fmt: skip


def both(text: str) -> dict[str, str]:
    """The same text in German and English."""
    return {"de": text, "en": text}


def indicator(name: str, value: dict[str, Any], levels: Sequence[str], **more: Any) -> dict[str, Any]:
    """One indicator with what every indicator needs."""
    words = {"title": both(name), "description": both("Test"), "purpose": both("Test")}
    rest = {"unit": "%", "polarity": "neutral", "decimals": 1, "visibility": "public"}
    return {"id": name, **words, **rest, "levels": list(levels), "value": value} | more


def small_catalogue(*indicators: dict[str, Any]) -> Catalogue:
    """A catalogue with the districts, three measures, two sites and a department of district 04."""
    districts = [
        {"key": f"{n:02}", "kind": "district", "name": name, "short": name[:8]}
        for n, name in enumerate(NAMES, 1)
    ]
    places = [("141", "site"), ("142", "site"), ("74", "department")]
    sites = [{"id": key, "district": "04", "name": f"Stelle {key}", "kind": kind} for key, kind in places]
    default = (
        indicator(
            "share",
            {"ratio": ["missed", "kept + missed"], "scale": 100},
            ["month", "quarter", "year"],
            due=20,
        ),
        indicator("count", {"sum": "kept"}, ["month", "quarter", "half", "year"], unit="Anzahl", decimals=0),
        indicator("stock", {"last": "stock"}, ["month", "quarter", "year"], unit="Anzahl", decimals=0),
    )
    return Catalogue.model_validate(
        {
            "areas": [
                {"key": "00", "kind": "city", "name": "Berlin", "short": "Berlin"},
                *districts,
                {"key": "standesamt-i", "kind": "unit", "name": "Standesamt I in Berlin", "short": "StA I"},
            ],
            "references": [],
            "measures": [
                {"id": name, "title": both(name), "unit": "Anzahl", "source": "zms-exchange"}
                for name in ("missed", "kept", "stock")
            ],
            "sources": [{"source": "zms-exchange", "title": both("ZMS"), "sites": sites}],
            "agreements": [],
            "context": [*(indicators or default)],
        }
    )


def row(place: str, period: str, measure: str, value: object, **more: Any) -> dict[str, Any]:
    """One tidy row; places that are numbers above 12 are sites."""
    kind = "site" if place.isdigit() and int(place) > 12 else "district"
    return {
        "place_kind": kind,
        "place": place,
        "period": period,
        "measure": measure,
        "value": str(value),
    } | more


def share(place: str, period: str, missed: object, kept: object, **more: Any) -> list[dict[str, Any]]:
    """Rows of both measures of the indicators `share` and `count`."""
    return [row(place, period, "missed", missed, **more), row(place, period, "kept", kept, **more)]


def _tidy(table: Table, _: Catalogue) -> Tidy:
    records: list[dict[str, Any]] = table.rows.to_pylist()
    cells: list[dict[str, Any]] = [
        {k: v or (v if k == "part" else None) for k, v in r.items() if k in ROWS.names} for r in records
    ]
    rows = [cell | {"line": int(cell["line"]), "column": cell["measure"]} for cell in cells]
    return Tidy(rows_of(rows), data_rows=len(rows), demo="demo" in table.meta["name"])


def _read(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as handle:
        records = list(csv.DictReader(handle))
    lines = [{"line": str(n)} | record for n, record in enumerate(records, 2)]
    return Table(pa.Table.from_pylist(lines), {"name": path.name})


TIDY_FILES = Source("zms-exchange", lambda path, head: path.suffix == ".tidy", _read, _tidy)


def write(folder: Path, name: str, rows: Sequence[dict[str, Any]]) -> Path:
    """Write a delivery of tidy rows."""
    path = folder / f"{name}.tidy"
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = [
        "place_kind",
        "place",
        "period",
        "part",
        "measure",
        "value",
        "factor",
        "key",
        "numerator",
        "denominator",
    ]
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def load_small(home: Path, *paths: Path, catalogue: Catalogue | None = None, **more: Any) -> Answer:
    """Load deliveries of tidy rows into a home folder."""
    return load(
        paths, home=home, catalogue=catalogue or small_catalogue(), corrections=Corrections(()), **more
    )


def values(
    home: Path, name: str, *, level: str = "month", publication: int | None = None
) -> dict[tuple[str, str], dict[str, Any]]:
    """Values of an indicator by period and district."""
    folder = Publications(home)
    number = publication or folder.current()
    assert number is not None, "nothing published"
    with duckdb.connect(folder.path(number), read_only=True) as con:
        table = con.execute(
            "SELECT * FROM value WHERE indicator = ? AND level = ?", [name, level]
        ).to_arrow_table()
    return {(record["period"], record["district"]): record for record in table.to_pylist()}
