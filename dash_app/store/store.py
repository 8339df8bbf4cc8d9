"""Which publications are there, which one is current, and how is one opened?"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Protocol

from dash_app.store.memory import Memory
from dash_app.store.publications import Folder, Identity, NoPublication, PublicationInfo, Reason, damaged
from dash_app.store.reader import Reader
from dash_app.store.snapshot import Snapshot, read_info, read_snapshot

KEPT = 4
"""Publications that stay open in a process: the current one and a few that addresses pin."""
IDLE_SECONDS = 60.0
"""After this long without a question, the file of a publication that is not asked for is closed."""
RETRY_SECONDS = 5.0
"""How long a file that could not be read is not tried again, so that not every request opens it."""


class Place(Protocol):
    """The settings that say where publications are."""

    @property
    def home(self) -> Path: ...  # noqa: D102
    @property
    def database(self) -> str | None: ...  # noqa: D102


class Store:
    """The publications of one installation; opens nothing before the first question."""

    def __init__(self, settings: Place) -> None:
        """Take the place from the settings.

        Raises:
            NoPublication: where `database` is not the address of DuckDB files.
        """
        self._folder = Folder.at(settings.home, settings.database)
        self._lock = Lock()
        self._open: OrderedDict[Identity, Snapshot] = OrderedDict()
        self._failed: dict[Identity, tuple[float, NoPublication]] = {}
        self._infos: dict[Identity, PublicationInfo | None] = {}

    def current(self) -> int | None:
        """Return the number of the current publication, None before the first.

        Raises:
            NoPublication: where the pointer to it is damaged.
        """
        return self._folder.current()

    def publications(self) -> list[PublicationInfo]:
        """List all publications that can be read, newest last; a file is opened once, not at each call.

        Raises:
            NoPublication: where the pointer to the current one is damaged.
        """
        current, listed = self.current(), []
        for number in self._folder.numbers():
            if info := self._info(number):
                is_current = number == current
                listed.append(
                    PublicationInfo(number, info.created, info.note, info.rollback_of, info.files, is_current)
                )
        return listed

    def state(self) -> Hashable:
        """Return what changes with everything that readers may see: pointer and files as they are now.

        Raises:
            NoPublication: where the pointer to the current publication is damaged.
            OSError: where the folder cannot be read.
        """
        return self._folder.state()

    def open(self, number: int | None = None) -> Snapshot:
        """Open the current publication, or the one with a number.

        Raises:
            NoPublication: none yet, number unknown, or damaged; its message says what to do.
        """
        current = self.current()
        if current is None:
            raise NoPublication(Reason.NONE_YET, self._folder.path)
        wanted = current if number is None else number
        try:
            if not self._folder.holds(wanted, current):
                raise FileNotFoundError(wanted)
            identity = Identity.of(self._folder.file(wanted))
        except FileNotFoundError as error:
            if wanted != current:
                raise NoPublication(Reason.UNKNOWN, self._folder.path, number=wanted) from error
            raise damaged(self._folder.file(wanted), "no such file") from error
        except OSError as error:
            raise damaged(self._folder.file(wanted), str(error)) from error
        return self._snapshot(identity, wanted)

    def _snapshot(self, identity: Identity, number: int) -> Snapshot:
        newer = tuple(other for other in self._folder.numbers() if other > number)
        with self._lock:
            if snapshot := self._open.get(identity):
                self._open.move_to_end(identity)
            else:
                snapshot = self._open[identity] = self._read(identity, number)
            if snapshot.newer != newer:
                # What an older publication may show depends on the newer ones: its answers are made anew.
                made = replace(snapshot, memory=Memory(), newer=newer, later=lambda: self._each(newer))
                snapshot = self._open[identity] = made
            self._close_unused(identity)
        return snapshot

    def _each(self, numbers: tuple[int, ...]) -> Iterator[Snapshot]:
        """Yield publications that can be read, one after the other, without keeping them open."""
        for number in numbers:
            reader = Reader(self._folder.file(number))
            try:
                yield read_snapshot(reader, number)
            except NoPublication:
                continue  # cleared away or damaged: nobody can see it beside another one
            finally:
                reader.close()

    def _read(self, identity: Identity, number: int) -> Snapshot:
        tried, failure = self._failed.get(identity, (0.0, None))
        if failure and time.monotonic() - tried < RETRY_SECONDS:
            raise failure.with_traceback(None)
        reader = Reader(identity.path)
        try:
            snapshot = read_snapshot(reader, number)
        except NoPublication as error:
            reader.close()
            self._failed[identity] = time.monotonic(), error
            raise
        self._failed.pop(identity, None)
        return snapshot

    def _close_unused(self, asked: Identity) -> None:
        while len(self._open) > KEPT:
            self._open.popitem(last=False)[1].reader.close()
        for identity, snapshot in self._open.items():
            if identity != asked and snapshot.reader.is_idle(IDLE_SECONDS):
                snapshot.reader.close()

    def _info(self, number: int) -> PublicationInfo | None:
        """Return what the list says about a publication, None where it cannot be read (the log says why)."""
        path = self._folder.file(number)
        try:
            identity = Identity.of(path)
        except OSError:
            return None
        if identity not in self._infos:
            self._infos[identity] = _read_info(path, number)
        return self._infos[identity]


def _read_info(path: Path, number: int) -> PublicationInfo | None:
    reader = Reader(path)
    try:
        return read_info(reader, number)
    except NoPublication:
        return None
    finally:
        reader.close()
