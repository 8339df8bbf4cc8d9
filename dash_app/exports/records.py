"""What is a published value to programs, and which columns does a table of them have?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from dash_app import formats
from dash_app.texts import Texts
from schemas.catalogue import Area, Indicator
from schemas.observation import Figure
from schemas.period import Period

RECORD_KEYS = (
    "indicator",
    "district",
    "district_name",
    "period",
    "period_start",
    "period_end",
    "level",
    "value",
    "unit",
    "numerator",
    "denominator",
    "target",
    "status",
    "flags",
    "publication",
)
"""Keys of a record, in order; programs rely on them."""


class Named(Protocol):
    """The part of a catalogue that names what figures are about."""

    @property
    def indicators(self) -> Mapping[str, Indicator]: ...  # noqa: D102
    @property
    def areas_by_key(self) -> Mapping[str, Area]: ...  # noqa: D102


class Published(Protocol):
    """What records need to know of a publication: a snapshot, or a report made from one."""

    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def catalogue(self) -> Named: ...  # noqa: D102


Kind = Literal["text", "number", "measured", "date"]
"""`measured` numbers have the decimals of their indicator, other numbers are counts."""


def to_record(figure: Figure, snapshot: Published) -> dict[str, Any]:
    """Return a figure as a record of JSON types; the value is not rounded, a band is `[lower, upper]`."""
    return {
        "indicator": figure.indicator,
        "district": figure.district,
        "district_name": _name(figure, snapshot),
        "period": figure.period,
        "period_start": figure.period_start.isoformat(),
        "period_end": figure.period_end.isoformat(),
        "level": figure.level.value,
        "value": figure.value,
        "unit": _unit(figure, snapshot),
        "numerator": plain(figure.numerator),
        "denominator": plain(figure.denominator),
        "target": _target(figure),
        "status": figure.status.value,
        "flags": list(figure.flags),
        "publication": snapshot.number,
    }


def plain(number: float | None) -> float | int | None:
    """Return whole numbers without a fraction: 16, not 16.0."""
    return int(number) if number is not None and number.is_integer() else number


def _name(figure: Figure, snapshot: Published) -> str:
    area = snapshot.catalogue.areas_by_key.get(figure.district)
    return area.name if area else figure.district


def _unit(figure: Figure, snapshot: Published) -> str:
    return snapshot.catalogue.indicators[figure.indicator].unit


def _target(figure: Figure) -> float | list[float | None] | None:
    target = figure.target
    if target is None or target.value is not None:
        return target.value if target else None
    return [target.lower, target.upper]


# Columns of tables ----


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: key, kind, and how its cell is read."""

    key: str
    kind: Kind
    read: Callable[[Figure, Published], Any]


COLUMNS = (
    Column("indicator", "text", lambda f, _: f.indicator),
    Column("district", "text", lambda f, _: f.district),
    Column("district_name", "text", _name),
    Column("period", "text", lambda f, _: f.period),
    Column("period_start", "date", lambda f, _: f.period_start),
    Column("period_end", "date", lambda f, _: f.period_end),
    Column("level", "text", lambda f, _: f.level.value),
    Column("value", "measured", lambda f, _: f.value),
    Column("unit", "text", _unit),
    Column("text", "text", lambda f, _: f.text),
    Column("numerator", "number", lambda f, _: f.numerator),
    Column("denominator", "number", lambda f, _: f.denominator),
    Column("target", "measured", lambda f, _: f.target.value if f.target else None),
    Column("target_lower", "measured", lambda f, _: f.target.lower if f.target else None),
    Column("target_upper", "measured", lambda f, _: f.target.upper if f.target else None),
    Column("status", "text", lambda f, _: f.status.value),
    Column("flags", "text", lambda f, _: " ".join(f.flags)),
    Column("publication", "number", lambda _, snapshot: snapshot.number),
)
"""Columns of CSV and Parquet: the keys of a record, a band in two columns, and words delivered as a value."""


def worded(language: str) -> tuple[Column, ...]:
    """Return the columns as people read them: titles, periods, statuses and flags in words."""
    t = Texts(language)

    def title(figure: Figure, snapshot: Published) -> str:
        return snapshot.catalogue.indicators[figure.indicator].title(language)

    def period(figure: Figure, _: Published) -> str:
        return formats.period(Period(figure.period_start, figure.period_end, figure.level), language)

    def flags(figure: Figure, _: Published) -> str:
        return ", ".join(t(f"components.flag.{flag}") for flag in figure.flags)

    words: dict[str, Callable[[Figure, Published], Any]] = {
        "period": period,
        "level": lambda f, _: t(f"components.level.{f.level.value}"),
        "unit": lambda f, snapshot: formats.unit(_unit(f, snapshot), language),
        "status": lambda f, _: t(f"status.{f.status.value}"),
        "flags": flags,
    }
    replaced = (Column(c.key, c.kind, words.get(c.key, c.read)) for c in COLUMNS)
    return (Column("title", "text", title), *replaced)
