"""What do the message catalogues hold, merged and compiled?

Reading all `.po` files takes as long as importing SQLAlchemy. What was compiled is therefore kept like
bytecode: in `__pycache__`, under a name that says which files it came from. A file that changes leads to
another name, so nothing stale is ever read; where the folder cannot be written, nothing is kept.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages import Catalog

FOLDER = Path(__file__).parent


class TextError(Exception):
    """A message catalogue that contradicts itself; says file and id."""


def compiled(language: str, folder: Path = FOLDER) -> bytes:
    """Return the texts of a language in the format of gettext (`.mo`).

    Raises:
        TextError: as `catalog`.
    """
    kept = folder / "__pycache__" / f"{language}.{_mark(language, folder)}.mo"
    try:
        return kept.read_bytes()
    except OSError:
        made = _compile(catalog(language, folder))
    if not sys.dont_write_bytecode:
        _keep(kept, made)
    return made


def catalog(language: str, folder: Path = FOLDER) -> Catalog:
    """Return the merged message catalogue of all parts.

    Raises:
        TextError: where an id does not begin with its part, or occurs twice.
    """
    from babel.messages import Catalog
    from babel.messages.pofile import read_po

    merged = Catalog(locale=language)
    for path in _files(language, folder):
        part = path.name.split(".")[0]
        with path.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                key = message.id if isinstance(message.id, str) else message.id[0]
                if key == "":
                    continue
                if not key.startswith(f"{part}."):
                    raise TextError(f"{path.name}: the id {key!r} does not begin with {part!r} and a dot")
                if key in merged:
                    raise TextError(f"{path.name}: the id {key!r} occurs twice")
                merged[key] = message
    return merged


@cache
def keys(language: str) -> frozenset[str]:
    """Return all keys of a language."""
    return frozenset(m.id if isinstance(m.id, str) else m.id[0] for m in catalog(language) if m.id)


def _files(language: str, folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*.{language}.po"))


def _mark(language: str, folder: Path) -> str:
    """Return another word where a file is added, removed or written."""
    found = hashlib.blake2b(digest_size=8)
    for path in _files(language, folder):
        about = path.stat()
        found.update(f"{path.name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _compile(merged: Catalog) -> bytes:
    from babel.messages.mofile import write_mo

    buffer = BytesIO()
    write_mo(buffer, merged)
    return buffer.getvalue()


def _keep(place: Path, made: bytes) -> None:
    """Write what was compiled, whole or not at all, instead of what earlier files led to."""
    written = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(exist_ok=True)
        earlier = list(place.parent.glob(f"{place.name.partition('.')[0]}.*.mo"))
        written.write_bytes(made)
        written.replace(place)
        for path in earlier:
            if path != place:
                path.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            written.unlink()
