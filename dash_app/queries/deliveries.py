"""What was delivered, when, and what did the checks find?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from dash_app.access import Viewer, may_see_deliveries, may_see_findings
from dash_app.store import Snapshot
from schemas import tables
from schemas.catalogue import Catalogue, Visibility
from schemas.findings import Severity

_D, _F, _M = tables.delivery.c, tables.finding.c, tables.measurement.c


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file that was loaded or refused; `loaded` is UTC, `source` is None where none knows the format."""

    id: int
    publication: int
    path: str
    name: str
    source: str | None
    status: str
    sha256: str
    bytes: int
    loaded: datetime
    rows: int
    observations: int
    period_start: date | None
    period_end: date | None
    districts: tuple[str, ...]
    demo: bool
    errors: int
    warnings: int
    infos: int


@dataclass(frozen=True, slots=True)
class RecordedFinding:
    """One result of a check, as it was said when the file was loaded."""

    delivery: int
    severity: Severity
    rule: str
    line: int | None
    column: str | None
    found: str
    message_de: str
    message_en: str

    def message(self, language: str) -> str:
        """Return the message in `de` or `en`."""
        return self.message_en if language == "en" else self.message_de


def deliveries(
    snapshot: Snapshot,
    viewer: Viewer,
    *,
    district: str | None = None,
    source: str | None = None,
    status: str | None = None,
    publication: int | None = None,
) -> list[Delivery]:
    """Return the deliveries up to this publication, newest first; only those that match what is given."""
    return [
        delivery
        for delivery in reversed(_all(snapshot, viewer).values())
        if district in (None, *delivery.districts)
        and source in (None, delivery.source)
        and status in (None, delivery.status)
        and publication in (None, delivery.publication)
    ]


def delivery(snapshot: Snapshot, viewer: Viewer, number: int) -> Delivery | None:
    """Return the delivery with an id, None where there is none or the viewer may not see it."""
    return _all(snapshot, viewer).get(number)


def findings(
    snapshot: Snapshot, viewer: Viewer, delivery: int, *, limit: int | None = None
) -> list[RecordedFinding]:
    """Return what the checks found in a delivery: errors first, then warnings, each in order of lines.

    A delivery may have as many findings as rows; `limit` returns only the first of them. Nothing where the
    viewer may not read them (`may_read`).
    """
    if not may_read(snapshot, viewer, delivery):
        return []
    columns = (_F.delivery, _F.severity, _F.rule, _F.line, _F.column, _F.found, _F.message_de, _F.message_en)
    weight = func.list_position(list(Severity), _F.severity)
    question = (
        select(*columns).where(_F.delivery == delivery).order_by(weight, _F.line.nulls_first()).limit(limit)
    )

    def ask() -> tuple[RecordedFinding, ...]:
        with snapshot.connect() as connection:
            rows = connection.execute(question).all()
        return tuple(RecordedFinding(row[0], Severity(row[1]), *row[2:]) for row in rows)

    return list(snapshot.remember(("findings", delivery, limit), ask))


# Who may read the findings ----


def may_read(snapshot: Snapshot, viewer: Viewer, number: int) -> bool:
    """Tell whether a viewer may read what the checks found in a delivery; how much it is, is no secret."""
    found = delivery(snapshot, viewer, number)
    if found is None:
        return False
    fed = snapshot.remember("fed", lambda: _fed(snapshot))
    ids = fed.get(number) or _deliverable(snapshot.catalogue, found.source)
    of = snapshot.catalogue.agreement_of
    closed = (id_ for id_ in ids if snapshot.catalogue.indicators[id_].visibility is Visibility.OWN)
    agreements, own = (frozenset(of[id_].id for id_ in each if id_ in of) for each in (ids, closed))
    return may_see_findings(viewer, found.districts, agreements, own)


def _fed(snapshot: Snapshot) -> dict[int, frozenset[str]]:
    """Return the ids of the indicators that a delivery brought something for, by delivery."""
    users: dict[str, set[str]] = {}
    for id_, indicator in snapshot.catalogue.indicators.items():
        for measure in (id_, *indicator.value.measures):
            users.setdefault(measure, set()).add(id_)
    question = select(_M.delivery, _M.measure).distinct()
    found: dict[int, set[str]] = {}
    with snapshot.connect() as connection:
        for number, measure in connection.execute(question):
            found.setdefault(number, set()).update(users.get(measure, ()))
    return {number: frozenset(ids) for number, ids in found.items()}


def _deliverable(catalogue: Catalogue, source: str | None) -> frozenset[str]:
    """Return the ids of the indicators that a source system can bring something for."""
    measures = {measure.id for measure in catalogue.measures if measure.source == source}
    return frozenset(
        id_ for id_, each in catalogue.indicators.items() if not measures.isdisjoint(each.value.measures)
    )


def _all(snapshot: Snapshot, viewer: Viewer) -> dict[int, Delivery]:
    """Return all deliveries by id, oldest first, with the numbers of their findings."""
    return snapshot.remember("deliveries", lambda: _read(snapshot)) if may_see_deliveries(viewer) else {}


def _read(snapshot: Snapshot) -> dict[int, Delivery]:
    counts = [func.count().filter(_F.severity == severity.value) for severity in Severity]
    with snapshot.connect() as connection:
        counted = connection.execute(select(_F.delivery, *counts).group_by(_F.delivery)).all()
        rows = connection.execute(select(tables.delivery).order_by(_D.id)).mappings().all()
    found = {number: tuple(each) for number, *each in counted}
    listed = {}
    for row in rows:
        errors, warnings, infos = found.get(row["id"], (0, 0, 0))
        words = dict(row) | {"districts": tuple(row["districts"].split())}
        listed[row["id"]] = Delivery(**words, errors=errors, warnings=warnings, infos=infos)
    return listed
