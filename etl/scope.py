"""For whom may somebody deliver? Rows beyond that become findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from schemas.catalogue import Catalogue
from schemas.findings import Finding

_PLACES = """
    SELECT file, min(line), any_value("column"), place, count(*) FROM parsed
    WHERE district IS NOT NULL AND district <> ? AND coalesce(text, '') <> ''
    GROUP BY file, place ORDER BY ALL
"""
_MEASURES = """
    SELECT file, min(line), any_value("column"), measure, count(*) FROM parsed
    WHERE known AND coalesce(text, '') <> '' AND NOT list_contains(?, measure)
    GROUP BY file, measure ORDER BY ALL
"""
_DELIVERED = "SELECT DISTINCT measure FROM parsed WHERE known AND coalesce(text, '') <> '' ORDER BY 1"


@dataclass(frozen=True, slots=True)
class Scope:
    """For which district and which agreements somebody may deliver; None for all."""

    district: str | None = None
    agreements: tuple[str, ...] | None = None


def foreign_rows(
    con: duckdb.DuckDBPyConnection, scope: Scope, catalogue: Catalogue
) -> Iterator[tuple[int, Finding]]:
    """Yield what a delivery says about others, with the number of its file; needs the table `parsed`."""
    if scope.district is not None:
        own = catalogue.areas_by_key.get(scope.district)
        params = {"allowed": own.name if own else scope.district}
        for file, line, column, place, count in con.execute(_PLACES, [scope.district]).fetchall():
            yield file, Finding("foreign-district", place, line, column, params | {"count": str(count)})
    if scope.agreements is not None:
        known = agreements_by_measure(catalogue)
        names = {*known, *(m.id for m in catalogue.measures), *catalogue.indicators}
        # What belongs to no agreement, such as numbers of residents, is nobody's alone.
        allowed = [name for name in names if not known.get(name) or known[name] & set(scope.agreements)]
        for file, line, column, measure, count in con.execute(_MEASURES, [sorted(allowed)]).fetchall():
            yield file, Finding("foreign-agreement", measure, line, column, {"count": str(count)})


def touched_agreements(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> list[str]:
    """Return the agreements that what was delivered belongs to, in the order of the catalogue."""
    known = agreements_by_measure(catalogue)
    found = {id_ for (measure,) in con.execute(_DELIVERED).fetchall() for id_ in known.get(measure, ())}
    return [agreement.id for agreement in catalogue.agreements if agreement.id in found]


def agreements_by_measure(catalogue: Catalogue) -> dict[str, set[str]]:
    """Return the agreements that use each measure, and those of indicators delivered finished."""
    known: dict[str, set[str]] = {}
    for agreement in catalogue.agreements:
        for indicator in agreement.indicators:
            for name in (indicator.id, *indicator.value.measures):
                known.setdefault(name, set()).add(agreement.id)
    return known
