"""Where do the bytes of deliveries lie, and what is a file called?

`uploads/files/<sha256>` holds each content once, readable by nobody else and never executable; the name that
a person gave it is in the register only. `uploads/candidates/<token>/` holds what would be published.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dash_app.intake.limits import AT_ONCE, TURN_SECONDS

_LONGEST = 120
_STRANGE = re.compile(r"[^\w .,()+\-–&]")
_STALE = 24 * 3600.0
"""Seconds after which what was not finished is cleared away."""


class Busy(Exception):
    """Too many deliveries are being checked."""


class TooMuch(Exception):
    """More than may be sent: `what` is `file`, `request`, `files`, `field`; `found` came, at least."""

    def __init__(self, what: str, allowed: int, name: str = "", found: int = 0) -> None:
        self.what, self.allowed, self.name, self.found = what, allowed, name, found or allowed + 1
        super().__init__(what)


def safe_name(given: str | None) -> str:
    """Return the last part of a name without anything that a system, a shell or a page could take otherwise.

    >>> safe_name("../../Meldung III.xlsx"), safe_name('<b>"x".csv'), safe_name("..")
    ('Meldung III.xlsx', '_b__x_.csv', 'datei')
    """
    last = re.split(r"[/\\\\]", unicodedata.normalize("NFC", given or ""))[-1]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    name = _STRANGE.sub("_", plain).strip(" .")
    stem, dot, ending = name.rpartition(".")
    short = f"{stem[: _LONGEST - 10]}.{ending[:8]}" if dot else name[:_LONGEST]
    return (short if dot and stem else name[:_LONGEST]).strip(" .") or "datei"


class Incoming(io.FileIO):
    """A file on its way in: counts and hashes what is written, and stops at the limit."""

    def __init__(self, path: Path, name: str, most: int) -> None:
        self.path, self.called, self.most, self.size = path, name, most, 0
        self._hash = hashlib.sha256()
        super().__init__(path, "x+", opener=lambda p, flags: os.open(p, flags, 0o600))

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Write a piece. Raises `TooMuch` beyond the limit."""
        self.size += len(data)
        if self.size > self.most:
            raise TooMuch("file", self.most, self.called)
        self._hash.update(data)
        return super().write(data)

    @property
    def sha256(self) -> str:
        """Hash of what was written."""
        return self._hash.hexdigest()


class Folder:
    """The folder `uploads` of a home."""

    def __init__(self, home: Path) -> None:
        self.path = (home / "uploads").resolve()
        self.files = self.path / "files"
        self.candidates = self.path / "candidates"
        self.incoming = self.path / "incoming"

    def prepare(self) -> None:
        """Make what is missing, for this user only, and clear away what was never finished."""
        for place in (self.path, self.files, self.candidates, self.incoming):
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in self.incoming.iterdir():
            with suppress(FileNotFoundError):  # another upload has just got its place
                if time.time() - left.stat().st_mtime > _STALE:
                    left.unlink()

    def receive(self, name: str, most: int) -> Incoming:
        """Begin a file."""
        return Incoming(self.incoming / secrets.token_hex(16), name, most)

    def keep(self, file: Incoming) -> Path:
        """Give a finished file its place."""
        place = self.content(file.sha256)
        file.path.replace(place)
        return place

    def content(self, sha256: str) -> Path:
        """Return where a content lies."""
        return self.files / sha256

    def drop(self, sha256: str) -> None:
        """Delete a content."""
        self.content(sha256).unlink(missing_ok=True)

    def new_candidate(self) -> str:
        """Make the place of a publication on trial and return its token."""
        token = secrets.token_hex(16)
        (self.candidates / token).mkdir(mode=0o700)
        return token

    def candidate(self, token: str) -> Path:
        """Return the file of a publication on trial."""
        return self.candidates / re.sub(r"[^0-9a-f]", "", token) / "next.duckdb"

    def drop_candidate(self, token: str | None) -> None:
        """Delete a publication on trial with all beside it."""
        if token:
            shutil.rmtree(self.candidate(token).parent, ignore_errors=True)

    @contextmanager
    def turn(self, patience: float = TURN_SECONDS) -> Iterator[None]:
        """Wait for one's turn to check a delivery.

        Raises:
            Busy: where none comes in time.
        """
        end = time.monotonic() + patience
        slots = [(self.path / f"turn-{n}").open("w") for n in range(AT_ONCE)]
        try:
            while not any(_taken(slot.fileno()) for slot in slots):
                if time.monotonic() > end:
                    raise Busy
                time.sleep(0.1)
            yield
        finally:
            for slot in slots:
                slot.close()


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
