"""What is a publication on disk, and what is said where none can be read?"""

from __future__ import annotations

import logging
import os
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy.engine import make_url

from schemas.catalogue import Text

log = logging.getLogger(__name__)

POINTER = "current"
"""Name of the file that holds the number of the current publication; replaced atomically."""

_FILE = re.compile(r"(\d{6,})\.duckdb")


class Reason(StrEnum):
    """Why there is no publication to read."""

    NONE_YET = "none_yet"
    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    ADDRESS = "address"


_WORDS = {
    Reason.NONE_YET: Text(
        de="Noch ist nichts veröffentlicht: Unter {place} liegt keine Veröffentlichung. Bitte Lieferungen "
        "laden (zielblick load …) oder die Demonstrationsdaten erzeugen (zielblick demo).",
        en="Nothing is published yet: there is no publication at {place}. Please load deliveries "
        "(zielblick load …) or create the demonstration data (zielblick demo).",
    ),
    Reason.UNKNOWN: Text(
        de="Die Veröffentlichung {number} gibt es nicht unter {place}. Bitte eine Nummer aus der Liste der "
        "Veröffentlichungen wählen (zielblick publications).",
        en="Publication {number} does not exist at {place}. Please choose a number from the list of "
        "publications (zielblick publications).",
    ),
    Reason.DAMAGED: Text(
        de="Die Veröffentlichung lässt sich nicht lesen: {place} ({found}). Bitte die Datei aus der "
        "Sicherung zurückholen, eine frühere Veröffentlichung wieder gültig machen (zielblick rollback …) "
        "oder die Lieferungen neu laden.",
        en="The publication cannot be read: {place} ({found}). Please restore the file from a backup, make "
        "an earlier publication current again (zielblick rollback …) or load the deliveries again.",
    ),
    Reason.ADDRESS: Text(
        de="Die Einstellung ZIELBLICK_DATABASE ist „{found}“; unterstützt werden bisher nur DuckDB-Dateien: "
        "duckdb:///Ordner für einen Ordner mit Veröffentlichungen oder duckdb:///Ordner/000012.duckdb für "
        "genau eine. Bitte die Einstellung ändern oder weglassen.",
        en="The setting ZIELBLICK_DATABASE is “{found}”; so far only DuckDB files are supported: "
        "duckdb:///folder for a folder of publications or duckdb:///folder/000012.duckdb for exactly one. "
        "Please change the setting or leave it out.",
    ),
}


_TOLD = {
    Reason.NONE_YET: Text(
        de="Noch ist nichts veröffentlicht. Sobald Lieferungen geladen sind (zielblick load …) oder die "
        "Demonstrationsdaten (zielblick demo), stehen die Zahlen hier.",
        en="Nothing is published yet. As soon as deliveries are loaded (zielblick load …) or the "
        "demonstration data (zielblick demo), the figures are here.",
    ),
    Reason.UNKNOWN: Text(
        de="Die Veröffentlichung {number} gibt es nicht. Bitte eine aus der Liste auf der Seite "
        "Lieferungen wählen.",
        en="There is no publication {number}. Please choose one from the list on the page Deliveries.",
    ),
}
_TOLD_ELSE = Text(
    de="Die Veröffentlichung lässt sich gerade nicht lesen. Bitte später noch einmal versuchen oder die "
    "Stelle fragen, die Zielblick betreibt; was fehlt, steht in ihrem Protokoll.",
    en="The publication cannot be read at the moment. Please try again later or ask the body that runs "
    "Zielblick; its log says what is missing.",
)
"""What readers of a page are told: nothing of folders and files, which concern the operator alone."""


class NoPublication(Exception):
    """No publication can be read; says what was found, where, and what to do, in German and English."""

    def __init__(self, reason: Reason, place: Path | str = "", *, number: int = 0, found: str = "") -> None:
        self.reason = reason
        self.number = number
        self._words = {"place": str(place), "number": str(number), "found": found}
        super().__init__(self.message("de"))

    def message(self, language: str = "de") -> str:
        """Say in `de` or `en` what was found, where, and what to do."""
        return _WORDS[self.reason](language).format_map(self._words)

    def told(self, language: str = "de") -> str:
        """Say the same to readers of a page, without the places of files."""
        return _TOLD.get(self.reason, _TOLD_ELSE)(language).format_map(self._words)


def damaged(place: Path, found: str) -> NoPublication:
    """Write the damage into the log and return the exception that says it to people."""
    log.error("publication cannot be read: %s: %s", place, found)
    return NoPublication(Reason.DAMAGED, place, found=found)


@dataclass(frozen=True, slots=True)
class PublicationInfo:
    """A publication in the list; `created` is UTC, `files` are the deliveries that came new with it."""

    number: int
    created: datetime
    note: str
    rollback_of: int | None
    files: int
    current: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """A file as it is now; a repaired or replaced file is another one."""

    path: Path
    modified: int
    size: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> Identity:
        """Look at a file.

        Raises:
            OSError: where there is none.
        """
        found = path.stat()
        return cls(path, found.st_mtime_ns, found.st_size, found.st_ino)


class Folder:
    """The folder of publications, or the one file in it that a setting names."""

    def __init__(self, path: Path, only: int | None = None) -> None:
        self.path = path
        self._only = only
        self._pointer: tuple[Identity, int] | None = None

    @classmethod
    def at(cls, home: Path, database: str | None) -> Folder:
        """Find the folder from the settings.

        Raises:
            NoPublication: where `database` is not the address of DuckDB files.
        """
        if not database:
            return cls(home / "publications")
        url = make_url(database)
        if url.get_backend_name() != "duckdb" or not url.database or url.database.startswith(":"):
            raise NoPublication(Reason.ADDRESS, found=url.render_as_string(hide_password=True))
        path = Path(url.database)
        if path.suffix != ".duckdb":
            return cls(path)
        if (number := _number(path)) is None:
            raise NoPublication(Reason.ADDRESS, found=database)
        return cls(path.parent, only=number)

    def current(self) -> int | None:
        """Return the number of the current publication, None before the first; costs one look at the pointer.

        Raises:
            NoPublication: where the pointer holds no number.
        """
        if self._only is not None:
            return self._only
        try:
            identity = Identity.of(self.path / POINTER)
            if self._pointer is None or self._pointer[0] != identity:
                self._pointer = identity, int((self.path / POINTER).read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise damaged(self.path / POINTER, str(error)) from error
        return self._pointer[1]

    def state(self) -> tuple[object, ...]:
        """Return the pointer and all files as they are now."""
        with os.scandir(self.path) as entries:
            found = [(e.name, e.stat().st_mtime_ns, e.stat().st_size) for e in entries if e.is_file()]
        return self.current(), *sorted(each for each in found if each[0].endswith(".duckdb"))

    def holds(self, number: int, current: int) -> bool:
        """Tell whether a number may be published; one above the current was never finished."""
        return number == self._only if self._only is not None else 0 < number <= current

    def file(self, number: int) -> Path:
        """Return the path of a publication."""
        return self.path / f"{number:06}.duckdb"

    def numbers(self) -> list[int]:
        """Return the numbers of all files that are published."""
        if (current := self.current()) is None:
            return []
        numbers = (_number(path) for path in self.path.iterdir())
        return sorted(number for number in numbers if number is not None and self.holds(number, current))


def _number(path: Path) -> int | None:
    match = _FILE.fullmatch(path.name)
    return int(match[1]) if match else None
