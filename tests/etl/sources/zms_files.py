"""Small files of the appointment system, as it writes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from etl.source import HEAD_BYTES, Source, Tidy
from schemas.catalogue import Catalogue

VARIABLES = (
    "clientscount",
    "missed",
    "withappointment",
    "missedwithappointment",
    "noappointment",
    "missednoappointment",
    "requestscount",
)
HEADERS = (
    "Kunden Erschienen",
    "Kunden Nicht Erschienen",
    "davon Terminkunden Erschienen",
    "davon Terminkunden Nicht Erschienen",
    "davon Spontankunden Erschienen",
    "davon Spontankunden Nicht Erschienen",
    "Erschienen (E-Kiosk)",
    "Nicht Erschienen (E-Kiosk)",
    "Dienstleistungen",
)
MEASURES = (*VARIABLES[:-1], "ticketprinter", "ticketprintermissed", VARIABLES[-1])
CAPACITY = (
    "Standort-ID",
    "Datum",
    "Gebuchte Kapazität insgesamt (Zeitschlitze)",
    "Geplante Kapazität insgesamt (Zeitschlitze)",
)
SITE = ("Charlottenburg-Wilmersdorf", "Bürgeramt", "Bürgeramt Heerstraße Häschenschule")
APRIL = ("01.04.2016", "30.04.2016")
YEAR = ("01.01.2016", "31.12.2016")
ONE_DAY = ["141", "2016-04-01", 84, "16", 80, "15", 4, 1, "61"]
SERVICE = [("subjectid", "scope.id"), "date", "name", "requestscount"]
WAITING = [("subjectid", "scope.id"), "date", "hour", "waitingcount", "waitingtime"]
SLOTS = [("subjectid", "scope.id"), "date", "bookedcount", "plannedcount"]


def both(text: str) -> dict[str, str]:
    """The same text in German and English."""
    return {"de": text, "en": text}


def zms_catalogue() -> Catalogue:
    """A catalogue with two districts, three sites, a department and the words of the appointment system."""
    waiting = ("waitingcount", "waitingtime", "waitingcount_termin", "waitingtime_termin")
    minutes = ("zms_wartende", "zms_wartezeit_minuten", "zms_wartende_termin", "zms_wartezeit_minuten_termin")
    slots = ("bookedcount", "plannedcount")
    variables = {name: f"zms_{name}" for name in (*VARIABLES, *slots)} | dict(
        zip(waiting, minutes, strict=True)
    )
    words = {header: f"zms_{name}" for header, name in zip(HEADERS, MEASURES, strict=True)}
    words |= {header: f"zms_{name}" for header, name in zip(CAPACITY[2:], slots, strict=True)}
    sites = [
        {"id": "71", "district": "04", "name": "Charlottenburg-Wilmersdorf", "kind": "organisation"},
        {"id": "74", "district": "04", "name": "Bürgeramt Charlottenburg-Wilmersdorf", "kind": "department"},
        {"id": "141", "district": "04", "name": "Bürgeramt Heerstraße"},
        {"id": "142", "district": "04", "name": "Bürgeramt Wilmersdorfer Str."},
        {"id": "9011", "district": "01", "name": "Bürgeramt Mitte 1"},
    ]
    names = {"01": "Mitte", "04": "Charlottenburg-Wilmersdorf"}
    return Catalogue.model_validate(
        {
            "areas": [
                {"key": key, "kind": "district", "name": name, "short": name[:6]}
                for key, name in names.items()
            ],
            "references": [],
            "measures": [
                {"id": measure, "title": both(measure), "unit": "Anzahl", "source": "zms-exchange"}
                for measure in sorted(
                    {*variables.values(), *words.values(), "zms_dienstleistungen", "zms_bearbeitung_minuten"}
                )
            ],
            "sources": [
                {"source": slug, "title": both(slug), "columns": columns, "sites": sites}
                for slug, columns in (("zms-exchange", variables), ("zms-report", words))
            ],
            "agreements": [],
        }
    )


def tidied(source: Source, path: Path, catalogue: Catalogue | None = None) -> Tidy:
    """Read and tidy a file as the loader does; the findings of both steps together."""
    with path.open("rb") as handle:
        assert source.recognises(path, handle.read(HEAD_BYTES)), f"{path.name} is not recognised"
    table = source.read(path)
    tidy = source.tidy(table, catalogue or zms_catalogue())
    return Tidy(
        tidy.rows,
        tidy.totals,
        (*table.findings, *tidy.findings),
        tidy.data_rows,
        tidy.covers,
        tidy.demo,
        tidy.decimal,
    )


def values(tidy: Tidy, measure: str) -> dict[tuple[str, str, str, str | None], str | None]:
    """The values of a measure by place, period, part and key."""
    return {
        (row["place"], row["period"], row["part"], row["key"]): row["value"]
        for row in tidy.rows.to_pylist()
        if row["measure"] == measure
    }


def rules(tidy: Tidy) -> list[str]:
    """The rules of all findings, in order."""
    return [finding.rule for finding in tidy.findings]


# Exchange format ----


def day(text: str) -> dict[str, Any]:
    """A day as the system writes it."""
    year, month, number = text.split("-")
    return {"year": year, "month": month, "day": number, "status": "notBookable"}


def answer(
    columns: Sequence[Any],
    rows: object,
    *,
    first: str | None = "2016-04-01",
    last: str | None = "2016-04-30",
    generated: str = "2016-05-02T09:03:42+02:00",
    server: str = "Zmsbackend-ENV (v2.15.03)",
    period: str = "day",
) -> dict[str, Any]:
    """An answer of the system; columns are variables, or pairs of variable and reference."""
    pairs = [(column, "") if isinstance(column, str) else column for column in columns]
    data: dict[str, Any] = {"$schema": "https://schema.berlin.de/queuemanagement/exchange.json"}
    if first:
        data["firstDay"] = day(first)
    if last:
        data["lastDay"] = day(last)
    return {
        "$schema": "https://localhost/terminvereinbarung/api/2/",
        "meta": {
            "$schema": "https://schema.berlin.de/queuemanagement/metaresult.json",
            "error": False,
            "generated": generated,
            "server": server,
        },
        "data": {
            **data,
            "period": period,
            "dictionary": [
                {"position": n, "variable": name, "type": "string", "description": "", "reference": reference}
                for n, (name, reference) in enumerate(pairs)
            ],
            "data": rows,
        },
    }


def clients(rows: Sequence[Sequence[object]], **about: Any) -> dict[str, Any]:
    """Statistics of customers of a site, numbers in the order of `VARIABLES`."""
    return answer([("subjectid", "scope.id"), "date", *VARIABLES], rows, **about)


def write_json(path: Path, content: object, *, encoding: str = "utf-8", indent: int | None = 2) -> Path:
    """Write an answer, pretty-printed or on one line."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=indent), encoding=encoding)
    return path
