"""Which files are in the package, and how do they come into a folder or an archive?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dash_app.access import PUBLIC_VIEWER
from dash_app.exports import delimited
from dash_app.exports.files import export
from dash_app.exports.tables import Table, public_figures, tables
from dash_app.package.descriptor import NAME, description, descriptor, keywords
from dash_app.package.portal import Portal
from dash_app.store import Snapshot
from dash_app.texts import LANGUAGES, Texts

FIRST_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
"""The earliest time that an archive can hold."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A package: its name without ending, its files by their paths, and what it holds."""

    name: str
    files: Mapping[str, bytes]
    created: datetime
    values: int
    indicators: int
    is_demo: bool

    def archive(self) -> bytes:
        """Return the package as ZIP; the times in it are that of the publication, so that bytes repeat."""
        out = io.BytesIO()
        moment = max(self.created.replace(tzinfo=UTC), FIRST_MOMENT)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in self.files.items():
                entry = zipfile.ZipInfo(path, moment.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, content)
        return out.getvalue()


def pack(snapshot: Snapshot, portal: Portal) -> Packed:
    """Return all that is public of a publication; suppressed values stay suppressed.

    The same publication and portal give the same bytes.
    """
    listed = public_figures(snapshot, PUBLIC_VIEWER)
    is_demo = any("demo" in figure.flags for figure in listed)
    made = tables(snapshot, PUBLIC_VIEWER)
    files = {f"data/{table.name}.csv": _csv(table) for table in made}
    files["data/values.parquet"] = export(listed, snapshot, "parquet")
    described = descriptor(snapshot, PUBLIC_VIEWER, portal, made, files, is_demo=is_demo)
    files["datapackage.json"] = described
    values = made[0].records()
    days = [row["period_start"] for row in values] + [row["period_end"] for row in values]
    turtle, linked = _metadata(snapshot, portal, files, is_demo, days)
    files["dcat-ap-de.ttl"], files["dcat-ap-de.jsonld"] = turtle, linked
    for language, name in (("de", "LIESMICH.md"), ("en", "README.md")):
        files[name] = _readme(Texts(language), snapshot, portal, files, is_demo)
    return Packed(
        name=f"{NAME}-{snapshot.number}",
        files=files,
        created=snapshot.created,
        values=len(values),
        indicators=len({row["indicator"] for row in values}),
        is_demo=is_demo,
    )


def written(packed: Packed, path: Path) -> None:
    """Write a package: as archive where the path ends in `.zip`, else as folder.

    Raises:
        OSError: where it cannot be written.
    """
    if path.suffix == ".zip":
        path.write_bytes(packed.archive())
        return
    for name, content in packed.files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)


def _csv(table: Table) -> bytes:
    return delimited.machine([field.name for field in table.fields], table.rows)


def _metadata(
    snapshot: Snapshot, portal: Portal, files: Mapping[str, bytes], is_demo: bool, days: list[object]
) -> tuple[bytes, bytes]:
    from dash_app.package.dcat import Described, in_languages, metadata  # rdflib is for this alone

    dates = sorted(str(day) for day in days)
    parsed = [datetime.fromisoformat(day).date() for day in dates[:1] + dates[-1:]]
    said = Described(
        identifier=NAME,
        title=in_languages("package.title.demo" if is_demo else "package.title"),
        description={each: description(Texts(each), snapshot, is_demo) for each in LANGUAGES},
        keywords={each: keywords(Texts(each)) for each in LANGUAGES},
        provenance=in_languages("package.provenance"),
        version=str(snapshot.number),
        modified=snapshot.created,
        first=parsed[0] if parsed else None,
        last=parsed[-1] if parsed else None,
        files=files,
        names={path: _title(Texts("de"), path) for path in files},
    )
    return metadata(said, portal)


def _title(t: Texts, path: str) -> str:
    """Return the title of a file of the package."""
    name = path.removeprefix("data/")
    table, _, ending = name.partition(".")
    if path == "datapackage.json":
        return t("package.table.descriptor")
    return t(f"package.table.{'parquet' if ending == 'parquet' else table}")


def _readme(t: Texts, snapshot: Snapshot, portal: Portal, files: Mapping[str, bytes], is_demo: bool) -> bytes:
    """Return what people read first: what it is, under which licence, and what is still to be said."""
    terms = portal.terms
    missing = ", ".join(portal.missing)
    lines = [
        f"# {t('package.title.demo' if is_demo else 'package.title')}",
        description(t, snapshot, is_demo),
        t("package.readme.licence", title=terms.title, path=terms.path, attribution=portal.attribution or "–")
        if terms
        else t("package.readme.no_licence"),
        t("package.readme.missing", listed=missing) if missing else t("package.readme.complete"),
        f"## {t('package.readme.files')}",
        "\n".join(f"- `{path}`: {_title(t, path)}" for path in files if _is_data(path)),
        t("package.readme.form"),
        t("package.provenance"),
    ]
    return ("\n\n".join(lines) + "\n").encode()


def _is_data(path: str) -> bool:
    return path.startswith("data/") or path == "datapackage.json"
