"""Which files can be downloaded, and under which address: templates for offices, and the open-data package?

`/vorlagen/<source>.<xlsx|csv>?bezirk=03&zeitraum=2024-Q3`; district and period are filled in where given.
The loader writes them: `app.py` hands in how, as the web application does not know the loader.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from flask import Flask, Response, request, send_file

from dash_app import url
from dash_app.access import Viewer, may_see_deliveries
from dash_app.store import NoPublication, Store
from dash_app.texts import Texts
from schemas.catalogue import Catalogue
from schemas.period import Period

log = logging.getLogger(__name__)

TEMPLATES = ("standesamt-meldung", "wohnhilfen-meldebogen", "befragung")
"""Sources whose templates the page Lieferungen offers."""
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class Site(Protocol):
    """What the application that answers knows about itself, as far as templates need it."""

    @property
    def store(self) -> Store: ...  # noqa: D102
    @property
    def viewer(self) -> Viewer: ...  # noqa: D102


class WriteTemplate(Protocol):
    """Writes the template of a source; raises ValueError for a source or an area that does not exist."""

    def __call__(  # noqa: D102
        self,
        source: str,
        catalogue: Catalogue,
        path: Path,
        *,
        district: str | None,
        period: Period | None,
        values: Mapping[str, str] | None = None,
        notes: Mapping[str, str] | None = None,
    ) -> None: ...


class Refused(Exception):
    """What is asked for does not exist; the message says what was found and what is allowed."""

    def __init__(self, message: str, code: int = 400) -> None:
        self.code = code
        super().__init__(message)


def serve_templates(server: Flask, site: Site, write: WriteTemplate) -> None:
    """Answer `/vorlagen/<source>.<ending>` with the template of the catalogue in force."""

    @server.get("/vorlagen/<source>.<ending>")
    def template(source: str, ending: str) -> Response | tuple[str, int, dict[str, str]]:
        asked = url.read(request.query_string.decode("utf-8", "replace"))
        t = Texts(url.parse(asked)[0].sprache)
        try:
            return _file(site, source, ending, asked.get("bezirk", ""), asked.get("zeitraum", ""), t, write)
        except Refused as problem:
            return str(problem), problem.code, {"Content-Type": "text/plain; charset=utf-8"}
        except NoPublication as problem:
            text = problem.told(t.language)
            return text, 503, {"Content-Type": "text/plain; charset=utf-8"}


PACKAGE = "/datenpaket.zip"
"""Address of the package of everything public; `stand` names the publication."""


def serve_package(server: Flask, site: Site, home: Path) -> None:
    """Answer `/datenpaket.zip` with what is public to everybody, made once per publication and process."""

    @server.get(PACKAGE)
    def package() -> Response | tuple[str, int, dict[str, str]]:
        from dash_app.package import Portal, PortalError, pack  # RDF and Parquet are for this alone
        from dash_app.package.portal import NAME

        view = url.parse(url.read(request.query_string.decode("utf-8", "replace")))[0]
        try:
            portal = Portal.read(home / NAME)
            snapshot = site.store.open(view.stand)
            packed = snapshot.remember(("package", portal), lambda: pack(snapshot, portal))
        except NoPublication as problem:
            text = problem.told(view.sprache)
            return text, 503, {"Content-Type": "text/plain; charset=utf-8"}
        except PortalError as problem:
            log.error("package: %s", problem)
            text = Texts(view.sprache)("package.unmakeable")
            return text, 503, {"Content-Type": "text/plain; charset=utf-8"}
        content = BytesIO(packed.archive())
        name = f"{packed.name}.zip"
        return send_file(content, mimetype="application/zip", as_attachment=True, download_name=name)


def address(source: str, ending: str, district: str | None) -> str:
    """Return the address of a template; the district is filled in where one is given."""
    return f"/vorlagen/{source}.{ending}" + (f"?bezirk={district}" if district else "")


def file_name(source: str, ending: str, district: str | None, period: Period | None) -> str:
    """Return the name of the file: `standesamt-meldung_03_2024-Q3.xlsx`."""
    return "_".join(part for part in (source, district, str(period or "")) if part) + f".{ending}"


def _file(
    site: Site, source: str, ending: str, district: str, period: str, t: Texts, write: WriteTemplate
) -> Response:
    if not may_see_deliveries(site.viewer):
        raise Refused(t("deliveries.template.refused"), 403)
    if source not in TEMPLATES or ending not in TYPES:
        allowed = ", ".join(f"{slug}.{each}" for slug in TEMPLATES for each in TYPES)
        raise Refused(t("deliveries.template.unknown", found=f"{source}.{ending}", allowed=allowed), 404)
    catalogue = site.store.open().catalogue
    if district and district not in {area.key for area in catalogue.districts}:
        raise Refused(t("deliveries.template.district", found=district))
    time = _period(period, t) if period else None
    name = file_name(source, ending, district, time)
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(source, catalogue, path, district=district or None, period=time)
        content = BytesIO(path.read_bytes())
    return send_file(content, mimetype=TYPES[ending], as_attachment=True, download_name=name)


def _period(text: str, t: Texts) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise Refused(t("deliveries.template.period", found=text)) from error
