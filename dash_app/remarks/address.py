"""Under which addresses are remarks written and read?"""

from __future__ import annotations

from dash_app.reading import Reading
from dash_app.register.models import Comment, Measure, Remark
from schemas.catalogue import BERLIN, Indicator
from schemas.period import Period

PATHS: dict[type[Remark], str] = {Comment: "/kommentar", Measure: "/massnahme"}
PLACE = "#anmerkungen"
"""Section of a page that shows remarks."""
TARGET = "ziel"
"""Value of `art` for a note on a target."""
KEYS = ("art", "getan")
"""Query keys of these pages: what kind is begun, and the step that has just been taken."""


def subject(read: Reading) -> tuple[Indicator | None, str, Period]:
    """Return indicator, area and period that an address names for a new remark."""
    indicator = next(iter(read.indicators), None)
    return indicator, read.district or BERLIN, read.period


def begin_at(
    read: Reading, table: type[Remark], indicator: str, district: str, period: Period, art: str = ""
) -> str:
    """Return the address of the form for a new remark."""
    return read.href(
        f"{PATHS[table]}/neu",
        kennzahl=indicator,
        bezirk=None if district == BERLIN else district,
        zeitraum=period,
        art=art,
    )


def address_of(read: Reading, remark: Remark) -> str:
    """Return the address of a remark."""
    district = None if remark.district == BERLIN else remark.district
    more = {"zeitraum": remark.period} if isinstance(remark, Comment) else {}
    return read.href(f"{PATHS[type(remark)]}/{remark.id}", bezirk=district, **more)
