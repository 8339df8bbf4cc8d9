"""What does `datapackage.json` say: which files, columns, types, keys, sources and licence?

Frictionless Data Package 2.0, written so that tools for version 1 read it as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from dash_app.access import Viewer
from dash_app.exports.tables import Field, Table, cited
from dash_app.package.portal import Portal
from dash_app.store import Snapshot
from dash_app.texts import Texts
from schemas.indicator import Polarity
from schemas.observation import Status
from schemas.period import Level

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
"""Profile of the standard; an identifier, never asked for."""
NAME = "zielblick-zielvereinbarungen"
CHOICES: dict[str, list[str]] = {
    "status": [status.value for status in Status],
    "level": [level.value for level in Level],
    "polarity": [polarity.value for polarity in Polarity],
}
"""Fields with few words: what may stand in them."""


def descriptor(
    snapshot: Snapshot,
    viewer: Viewer,
    portal: Portal,
    tables: Sequence[Table],
    files: Mapping[str, bytes],
    *,
    is_demo: bool,
) -> bytes:
    """Return `datapackage.json` for the files of a package, by their paths in it."""
    t = Texts("de")
    said: dict[str, Any] = {
        "$schema": SCHEMA,
        "name": NAME,
        "id": f"{NAME}-{snapshot.number}",
        "title": t("package.title.demo" if is_demo else "package.title"),
        "description": description(t, snapshot, is_demo),
        "version": f"{snapshot.number}.0.0",
        "created": f"{snapshot.created:%Y-%m-%dT%H:%M:%SZ}",
        "keywords": keywords(t),
        "demonstration": is_demo,
        "sources": [_source(each.title, each.url) for each in cited(snapshot, viewer)],
        **_published(portal),
        "resources": [*(_table(t, table, files[f"data/{table.name}.csv"]) for table in tables)],
    }
    said["resources"].append(_parquet(t, files["data/values.parquet"]))
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def description(t: Texts, snapshot: Snapshot, is_demo: bool) -> str:
    """Return what the package is, with the mark of demonstration data in front."""
    text = t("package.description", number=snapshot.number)
    return f"{t('package.demo')} {text}" if is_demo else text


def keywords(t: Texts) -> list[str]:
    """Return words under which the package is found."""
    return t("package.keywords").split("; ")


def _published(portal: Portal) -> dict[str, Any]:
    """Return what only the publishing office knows, as far as it has said it."""
    said: dict[str, Any] = {}
    if terms := portal.terms:
        said["licenses"] = [{"name": terms.name, "title": terms.title, "path": terms.path}]
    if portal.publisher:
        named = {"title": portal.publisher.name, "role": "publisher", "roles": ["publisher"]}
        said["contributors"] = [named | ({"path": portal.publisher.url} if portal.publisher.url else {})]
    if portal.address:
        said["homepage"] = portal.address
    return said


def _source(title: str, url: str | None) -> dict[str, str]:
    return {"title": title, **({"path": url} if url else {})}


def _table(t: Texts, table: Table, content: bytes) -> dict[str, Any]:
    """Return one CSV with its schema; the dialect is the default of the standard."""
    schema: dict[str, Any] = {
        "fields": [_field(t, field) for field in table.fields],
        "missingValues": [""],
    }
    if table.primary:
        schema["primaryKey"] = list(table.primary)
    keys = [
        {"fields": [field.name], "reference": {"resource": field.leads_to[0], "fields": [field.leads_to[1]]}}
        for field in table.fields
        if field.leads_to
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "type": "table",
        "title": t(f"package.table.{table.name}"),
        "path": f"data/{table.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_weight(content),
        "schema": schema,
    }


def _field(t: Texts, field: Field) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if field.required:
        limits["required"] = True
    if field.unique:
        limits["unique"] = True
    if field.name in CHOICES:
        limits["enum"] = CHOICES[field.name]
    said = {"name": field.name, "type": field.kind, "description": t(f"package.field.{field.name}")}
    return said | ({"constraints": limits} if limits else {})


def _parquet(t: Texts, content: bytes) -> dict[str, Any]:
    """Return the same values as Parquet; a file, since its schema is in it."""
    return {
        "name": "values-parquet",
        "type": "file",
        "title": t("package.table.parquet"),
        "path": "data/values.parquet",
        "scheme": "file",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        **_weight(content),
    }


def _weight(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
