"""What does only the publishing office know: who publishes, under which licence, and where?

A file `portal.yaml` says it. Nothing of it is guessed: what is not said is left out of the metadata, and the
package says what is missing before a portal takes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

NAME = "portal.yaml"
"""Name of the file under `ZIELBLICK_HOME`."""
DEF = "http://dcat-ap.de/def/"
"""Where the vocabularies of DCAT-AP.de live; an identifier, never asked for."""
ADDRESS = r"^https?://[^\s<>\"{}|\\^`]+$"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence as both standards name it: address in the vocabulary of DCAT-AP.de, short name, text."""

    uri: str
    name: str
    title: str
    path: str


LICENCES = {
    key: Licence(f"{DEF}licenses/{key}", name, title, path)
    for key, name, title, path in (
        (
            "dl-by-de/2.0",
            "dl-de-by-2.0",
            "Datenlizenz Deutschland – Namensnennung – Version 2.0",
            "https://www.govdata.de/dl-de/by-2-0",
        ),
        (
            "dl-zero-de/2.0",
            "dl-de-zero-2.0",
            "Datenlizenz Deutschland – Zero – Version 2.0",
            "https://www.govdata.de/dl-de/zero-2-0",
        ),
        (
            "cc-by/4.0",
            "CC-BY-4.0",
            "Creative Commons Namensnennung 4.0 International",
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        (
            "cc-zero",
            "CC0-1.0",
            "Creative Commons Zero 1.0",
            "https://creativecommons.org/publicdomain/zero/1.0/",
        ),
    )
}
"""Open licences that can be chosen, by their key in the vocabulary of DCAT-AP.de."""
LicenceKey = Literal["dl-by-de/2.0", "dl-zero-de/2.0", "cc-by/4.0", "cc-zero"]
NAMING = ("dl-by-de/2.0", "cc-by/4.0")
"""Licences that ask for the name of the publisher."""


class PortalError(Exception):
    """A `portal.yaml` that cannot be used; says what was found, where, and what is allowed."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Publisher(_Part):
    """The office that decided to publish, in the legal sense."""

    name: str = Field(min_length=1)
    url: str | None = Field(None, pattern=ADDRESS)


class Contact(_Part):
    """Whom readers of the data can ask."""

    name: str = Field(min_length=1)
    email: str = Field(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$")


class Portal(_Part):
    """All that is said about the publishing; every part may be missing."""

    publisher: Publisher | None = None
    contact: Contact | None = None
    contributor: str | None = Field(None, pattern=rf"^{DEF}contributors/\w+$")
    """Identifier of the one who delivers to GovData, from the list of DCAT-AP.de."""
    licence: LicenceKey | None = None
    attribution: str | None = None
    """How users name the publisher, where the licence asks for it."""
    address: str | None = Field(None, pattern=ADDRESS)
    """Folder on the web where the files of the package will lie."""
    frequency: Literal["MONTHLY", "QUARTERLY", "BIANNUAL", "ANNUAL", "IRREG"] | None = None
    availability: Literal["AVAILABLE", "STABLE", "EXPERIMENTAL", "TEMPORARY"] | None = None
    themes: tuple[Literal["GOVE", "SOCI", "ENVI", "HEAL", "EDUC", "TRAN"], ...] = ("GOVE",)
    """Categories of the European list of data themes; GOVE is government and public sector."""

    @classmethod
    def read(cls, path: Path) -> Portal:
        """Read the file; an empty portal where there is none.

        Raises:
            PortalError: with the first part that is wrong.
        """
        try:
            found: Any = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
            return cls.model_validate(found)
        except FileNotFoundError:
            return cls()
        except ValidationError as error:
            raise PortalError(_sentence(path, error)) from error
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise PortalError(
                f"Die Datei {path} ist kein lesbares YAML ({error}). Bitte nach dem Muster in "
                "docs/operations.md schreiben."
            ) from error

    @property
    def terms(self) -> Licence | None:
        """The licence chosen, None as long as none is."""
        return LICENCES[self.licence] if self.licence else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Keys that a portal needs and that nobody has said, in the order of the file."""
        needed = ["publisher", "contact", "contributor", "licence", "address"]
        if self.licence in NAMING:
            needed.append("attribution")
        return tuple(key for key in needed if getattr(self, key) is None)


def _sentence(path: Path, error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"])) or "die Datei als Ganzes"
    allowed = {
        "licence": ", ".join(LICENCES),
        "contributor": f"eine Adresse der Form {DEF}contributors/…",
        "address": "eine Adresse der Form https://…",
        "contact.email": "eine E-Mail-Adresse",
    }.get(place, ", ".join(Portal.model_fields) if first["type"] == "extra_forbidden" else first["msg"])
    return f"In {path} steht bei „{place}“: „{first['input']}“. Erlaubt ist: {allowed}. Bitte ändern."
