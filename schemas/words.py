"""Which forms do texts, sources, times and places have in the catalogue?"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from schemas.period import Period

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$")]
BERLIN = "00"


class Words(BaseModel):
    """Base of everything in the catalogue: frozen, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Text(Words):
    """A text in German and English."""

    de: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def __call__(self, language: str) -> str:
        """Return the text in `de` or `en`."""
        return self.en if language == "en" else self.de


class Reference(Words):
    """A published source that facts cite by its id."""

    id: Slug
    title: str
    url: str | None = None
    press: bool = False
    note: str | None = None


def _known_period(text: str) -> str:
    """Accept a year, half-year, quarter, month or day, as facts are known more or less exactly."""
    Period.parse(text)
    return text


Moment = Annotated[str, AfterValidator(_known_period)]
"""A point in time as exactly as a source states it: `2021`, `2021-10` or `2021-11-02`."""


class Visibility(StrEnum):
    """Who may see a document or a figure."""

    OWN = "own"
    """Of Berlin all known persons, of a district only its own people; for survey results, not documents."""
    INTERNAL = "internal"
    PUBLIC = "public"


class AreaKind(StrEnum):
    """Berlin, one of the twelve districts, or a unit outside the districts."""

    CITY = "city"
    DISTRICT = "district"
    UNIT = "unit"


class Tile(Words):
    """Position on the tile map, counted from 1."""

    row: int = Field(ge=1)
    column: int = Field(ge=1)


class Area(Words):
    """A place that figures belong to."""

    key: str
    kind: AreaKind
    name: str
    short: str
    code: str | None = None
    """Two letters for the narrowest places, such as "FK"."""
    abbreviations: tuple[str, ...] = ()
    """Other spellings that occur in deliveries; matched without case, blanks, umlauts and punctuation."""
    tile: Tile | None = None

    @property
    def letters(self) -> str:
        """The code; where there is none, the initials of the name, or its first two letters."""
        parts = self.name.split("-")
        return self.code or ("".join(part[:1] for part in parts) if len(parts) > 1 else self.name[:2])
