"""Which tables does a publication give to programs, and how do they hang together?

`values` and the tables that its keys lead to: the data package holds them as files, the machine interface
gives them out one by one. All hold only what the viewer may see.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from dash_app.access import Viewer
from dash_app.exports.explanations import expression
from dash_app.exports.records import COLUMNS
from dash_app.queries import agreements, figures, indicators
from dash_app.store import Snapshot
from schemas.catalogue import BERLIN, Agreement, Indicator, Reference, Target
from schemas.observation import Figure

Kind = Literal["string", "number", "integer", "date", "boolean"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name is a key of the texts `package.field`; `leads_to` is the table of a foreign key."""

    name: str
    kind: Kind = "string"
    required: bool = False
    leads_to: tuple[str, str] | None = None
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with their fields; `primary` are the names of the fields that tell rows apart."""

    name: str
    fields: tuple[Field, ...]
    rows: list[tuple[Any, ...]]
    primary: tuple[str, ...] = ()

    def records(self) -> list[dict[str, Any]]:
        """Return the rows by the names of the fields."""
        names = [field.name for field in self.fields]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


def tables(snapshot: Snapshot, viewer: Viewer) -> tuple[Table, ...]:
    """Return all tables, `values` first."""
    return tuple(make(snapshot, viewer) for make in TABLES.values())


def public_figures(snapshot: Snapshot, viewer: Viewer) -> list[Figure]:
    """Return every figure that the viewer may see, by indicator, period, area."""
    ids = [indicator.id for indicator in indicators(snapshot, viewer)]
    return figures(snapshot, viewer, indicators=ids)


_KINDS: dict[str, Kind] = {"text": "string", "number": "number", "measured": "number", "date": "date"}
_NEVER_EMPTY = {
    "indicator", "district", "district_name", "period", "period_start", "period_end", "level", "unit",
    "status", "publication",
}  # fmt: skip
_LEADING = {"indicator": ("indicators", "id"), "district": ("districts", "key")}


def _values(snapshot: Snapshot, viewer: Viewer) -> Table:
    fields = tuple(
        Field(
            column.key,
            "integer" if column.key == "publication" else _KINDS[column.kind],
            required=column.key in _NEVER_EMPTY,
            leads_to=_LEADING.get(column.key),
        )
        for column in COLUMNS
    )
    rows = [
        tuple(column.read(figure, snapshot) for column in COLUMNS)
        for figure in public_figures(snapshot, viewer)
    ]
    return Table("values", fields, rows, ("indicator", "district", "period"))


_INDICATOR = (
    Field("id", required=True, unique=True),
    Field("agreement", leads_to=("agreements", "id")),
    Field("goal_de"),
    Field("goal_en"),
    Field("title_de", required=True),
    Field("title_en", required=True),
    Field("description_de", required=True),
    Field("description_en", required=True),
    Field("unit", required=True),
    Field("polarity", required=True),
    Field("decimals", "integer", required=True),
    Field("levels", required=True),
    Field("formula", required=True),
    Field("min_cases", "integer"),
    Field("inferred", "boolean", required=True),
    Field("sources"),
)


def _indicators(snapshot: Snapshot, viewer: Viewer) -> Table:
    goals = {
        indicator.id: (agreement.id, goal.title)
        for agreement in agreements(snapshot, viewer)
        for goal in agreement.goals
        for indicator in goal.indicators
    }
    rows = []
    for each in indicators(snapshot, viewer):
        agreement, goal = goals.get(each.id, (None, None))
        rows.append((each.id, agreement, goal and goal.de, goal and goal.en, *_definition(each)))
    return Table("indicators", _INDICATOR, rows, ("id",))


def _definition(each: Indicator) -> tuple[Any, ...]:
    return (
        each.title.de,
        each.title.en,
        each.description.de,
        each.description.en,
        each.unit,
        each.polarity.value,
        each.decimals,
        " ".join(level.value for level in each.levels),
        expression(each.value),
        each.min_cases,
        each.inferred,
        " ".join(each.sources),
    )


_TARGET = (
    Field("indicator", required=True, leads_to=("indicators", "id")),
    Field("from", "date", required=True),
    Field("to", "date"),
    Field("area", leads_to=("districts", "key")),
    Field("value", "number"),
    Field("lower", "number"),
    Field("upper", "number"),
    Field("tolerance", "number"),
    Field("floor", "number"),
    Field("example", "boolean", required=True),
    Field("source", leads_to=("references", "id")),
)


def _targets(snapshot: Snapshot, viewer: Viewer) -> Table:
    rows = [_target(each.id, target) for each in indicators(snapshot, viewer) for target in each.targets]
    return Table("targets", _TARGET, rows)


def _target(indicator: str, target: Target) -> tuple[Any, ...]:
    return (
        indicator,
        target.since,
        target.until,
        target.area,
        target.value,
        target.lower,
        target.upper,
        target.tolerance,
        target.floor,
        target.is_example,
        target.source,
    )


_AGREEMENT = (
    Field("id", required=True, unique=True),
    Field("title_de", required=True),
    Field("title_en", required=True),
    Field("kind", required=True),
    Field("stage", required=True),
    Field("lead_de", required=True),
    Field("lead_en", required=True),
    Field("legal_basis_de", required=True),
    Field("legal_basis_en", required=True),
    Field("term_from"),
    Field("term_to"),
    Field("sources", required=True),
)


def _agreements(snapshot: Snapshot, viewer: Viewer) -> Table:
    rows = [_agreement(each) for each in agreements(snapshot, viewer)]
    return Table("agreements", _AGREEMENT, rows, ("id",))


def _agreement(each: Agreement) -> tuple[Any, ...]:
    return (
        each.id,
        each.title.de,
        each.title.en,
        each.kind.value,
        each.stage.value,
        each.lead.de,
        each.lead.en,
        each.legal_basis.de,
        each.legal_basis.en,
        each.term.since if each.term else None,
        each.term.until if each.term else None,
        " ".join(each.sources),
    )


_DISTRICT = (
    Field("key", required=True, unique=True),
    Field("name", required=True),
    Field("short", required=True),
)


def _districts(snapshot: Snapshot, _: Viewer) -> Table:
    catalogue = snapshot.catalogue
    listed = (catalogue.areas_by_key[BERLIN], *catalogue.districts)
    return Table("districts", _DISTRICT, [(area.key, area.name, area.short) for area in listed], ("key",))


_REFERENCE = (Field("id", required=True, unique=True), Field("title", required=True), Field("url"))


def _references(snapshot: Snapshot, viewer: Viewer) -> Table:
    rows = [(each.id, each.title, each.url) for each in cited(snapshot, viewer)]
    return Table("references", _REFERENCE, rows, ("id",))


def cited(snapshot: Snapshot, viewer: Viewer) -> list[Reference]:
    """Return the published sources of what the viewer may see, in the order of the catalogue."""
    ids = {source for each in agreements(snapshot, viewer) for source in each.sources}
    for indicator in indicators(snapshot, viewer):
        ids |= {*indicator.sources, *(target.source for target in indicator.targets if target.source)}
    return [reference for reference in snapshot.catalogue.references if reference.id in ids]


TABLES: dict[str, Callable[[Snapshot, Viewer], Table]] = {
    "values": _values,
    "indicators": _indicators,
    "targets": _targets,
    "agreements": _agreements,
    "districts": _districts,
    "references": _references,
}
"""How each table is made, by its name."""
