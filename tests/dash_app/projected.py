"""A publication of values written by hand, with the projections that the loader makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from dash_app.store import Snapshot, Store
from etl import projections
from schemas.catalogue import Catalogue
from tests.dash_app.publication_files import Place, Row, write_publication


def project(home: Path, catalogue: Catalogue, values: Iterable[Row]) -> Path:
    """Write a publication, and into it what the loader would project from its values."""
    path = write_publication(home, catalogue, values)
    with duckdb.connect(path) as con:
        projections.publish(con, catalogue)
    return path


def projected(home: Path, catalogue: Catalogue, values: Iterable[Row]) -> Snapshot:
    """Write such a publication and open it."""
    project(home, catalogue, values)
    return Store(Place(home)).open()
