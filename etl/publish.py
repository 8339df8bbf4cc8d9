"""How does a new publication come into force, whole or not at all?

A publication is one DuckDB file that nobody changes once it has its name. A load builds the next file
under another
name, checks it, gives it its name and then moves the pointer file. Whatever is interrupted before that
last step
leaves the old publication current, and what it left behind is cleared away by the next load.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import duckdb
from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from schemas import tables

POINTER = "current"
_TABLES_BEFORE = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'history'"
_BUILDING = "building-"
_DIALECT: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # DuckDB's types are PostgreSQL's


class PublishError(Exception):
    """A publication that could not be made; the message says what was found, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication as it is listed."""

    number: int
    created: datetime
    current: bool
    files: int
    note: str
    rollback_of: int | None


class Publications:
    """The folder of publications: lists, builds and switches them."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "publications"

    def path(self, number: int) -> Path:
        """Return the file of a publication."""
        return self.folder / f"{number:06}.duckdb"

    def current(self) -> int | None:
        """Return the number of the current publication, None where nothing was published yet.

        Raises:
            PublishError: if the pointer file holds no number of a publication that is there.
        """
        pointer = self.folder / POINTER
        if not pointer.exists():
            return None
        text = pointer.read_text(encoding="ascii", errors="replace").strip()
        if not text.isdigit() or not self.path(int(text)).exists():
            raise PublishError(
                f"Der Zeiger auf die aktuelle Veröffentlichung nennt „{text}“, diese Datei fehlt in "
                f"{self.folder}. "
                "Bitte die Sicherung zurückspielen oder in die Zeigerdatei die Nummer einer vorhandenen "
                "Datei schreiben."
            )
        return int(text)

    def numbers(self) -> list[int]:
        """Return the numbers of all publications, oldest first."""
        return sorted(int(path.stem) for path in self.folder.glob("[0-9]*.duckdb") if path.stem.isdigit())

    def listing(self) -> list[Publication]:
        """Return all publications, oldest first."""
        current = self.current()
        return [self._entry(number, current) for number in self.numbers()]

    def _entry(self, number: int, current: int | None) -> Publication:
        with _open(self.path(number)) as con:
            row = con.execute("SELECT created, files, note, rollback_of FROM publication").fetchone()
        if row is None:
            raise PublishError(
                f"Die Veröffentlichung {self.path(number)} ist leer. Bitte die Sicherung zurückspielen."
            )
        created, files, note, rollback_of = row
        return Publication(number, created.replace(tzinfo=UTC), number == current, files, note, rollback_of)

    @contextmanager
    def writing(self, patience: float = 0.0) -> Iterator[None]:
        """Hold the right to publish; clear away what an interrupted load left behind.

        Raises:
            PublishError: if another load still holds it after `patience` seconds.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            end = time.monotonic() + patience
            while not _locked(lock):
                if time.monotonic() >= end:
                    raise PublishError(
                        f"In {self.folder} läuft gerade ein anderes Laden. Bitte warten, bis es fertig ist, "
                        "und neu starten."
                    )
                time.sleep(0.2)
            for left in self.folder.glob(f"{_BUILDING}*"):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            yield

    @contextmanager
    def building(self) -> Iterator[Building]:
        """Build the next publication on the history of the current one; gone unless it is published."""
        workplace = self.folder / f"{_BUILDING}{os.getpid()}"
        workplace.mkdir()
        try:
            with self.trial(workplace / "next.duckdb") as building:
                yield building
        finally:
            shutil.rmtree(workplace, ignore_errors=True)

    @contextmanager
    def trial(self, path: Path) -> Iterator[Building]:
        """Build what would be the next publication in a file of one's own; needs no right to publish."""
        building = Building(path, max(self.numbers(), default=0) + 1)
        try:
            building.begin(self.path(number) if (number := self.current()) else None)
            yield building
        finally:
            building.close()

    def publish(self, building: Building) -> int:
        """Give a finished publication its name and make it current; returns its number."""
        building.close()
        _check_whole(building.path)
        _to_disk(building.path)
        building.path.rename(self.path(building.number))
        self._point_to(building.number)
        return building.number

    def _point_to(self, number: int) -> None:
        written = self.folder / f"{_BUILDING}pointer"
        written.write_text(f"{number}\n", encoding="ascii")
        _to_disk(written)
        written.replace(self.folder / POINTER)
        _to_disk(self.folder)

    def rollback(self, number: int, note: str, *, patience: float = 0.0) -> int:
        """Make an earlier publication current again, as a new one that says so; returns the new number.

        Raises:
            PublishError: if there is no such publication.
        """
        if number not in self.numbers():
            known = ", ".join(map(str, self.numbers())) or "keine"
            raise PublishError(
                f"Es gibt keine Veröffentlichung {number}; vorhanden: {known}. Bitte eine davon angeben."
            )
        with self.writing(patience):
            workplace = self.folder / f"{_BUILDING}{os.getpid()}"
            workplace.mkdir()
            building = Building(workplace / "next.duckdb", max(self.numbers()) + 1)
            try:
                shutil.copyfile(self.path(number), building.path)
                building.open()
                building.con.execute(
                    "UPDATE publication SET number = ?, created = ?, note = ?, rollback_of = ?, files = 0",
                    [building.number, now(), note, number],
                )
                return self.publish(building)
            finally:
                building.close()
                shutil.rmtree(workplace, ignore_errors=True)


class Building:
    """A publication that is being built: a database nobody else sees."""

    def __init__(self, path: Path, number: int) -> None:
        self.path = path
        self.number = number
        self._con: duckdb.DuckDBPyConnection | None = None

    @property
    def con(self) -> duckdb.DuckDBPyConnection:
        """Connection to the database, open until `close`."""
        assert self._con is not None, "building is closed"
        return self._con

    def open(self) -> None:
        """Open the database for writing; what does not fit into memory goes beside it."""
        self._con = duckdb.connect(self.path, config={"temp_directory": str(self.path.parent / "spill")})

    def begin(self, history: Path | None) -> None:
        """Make the tables of the contract and take over deliveries, findings and measurements."""
        self.open()
        for table in tables.metadata.sorted_tables:
            self.con.execute(str(CreateTable(table).compile(dialect=_DIALECT)))
        if history is None:
            return
        self.con.execute(f"ATTACH '{str(history).replace(chr(39), chr(39) * 2)}' AS history (READ_ONLY)")
        for name in ("delivery", "finding", "measurement"):
            self.con.execute(f"INSERT INTO {name} SELECT * FROM history.{name}")
        self.con.execute("CREATE TEMP TABLE value_before AS SELECT * FROM history.value")
        self._remember_projections()
        self.con.execute("DETACH history")

    def _remember_projections(self) -> None:
        """Keep the projections of the publication before: what rests on the same values is not made anew."""
        known = {row[0] for row in self.con.execute(_TABLES_BEFORE).fetchall()}
        for table in (tables.projection, tables.projected):
            place = f"history.{table.name}" if table.name in known else table.name
            self.con.execute(f"CREATE TEMP TABLE {table.name}_before AS SELECT * FROM {place}")

    def close(self) -> None:
        """Close the database, everything written."""
        if self._con is not None:
            self._con.close()
            self._con = None


def now() -> datetime:
    """Return the time as publications note it: UTC, without zone, to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _locked(lock: IO[str]) -> bool:
    """Take the lock if nobody has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def _open(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a publication for reading.

    Raises:
        PublishError: if the file is damaged.
    """
    try:
        con = duckdb.connect(path, read_only=True)
    except duckdb.Error as error:
        raise PublishError(
            f"Die Veröffentlichung {path} lässt sich nicht lesen; die Datei ist beschädigt. Bitte die "
            f"Sicherung zurückspielen."
        ) from error
    with con:
        yield con


def _check_whole(path: Path) -> None:
    """Read the finished file as readers will, before it gets its name."""
    with _open(path) as con:
        row = con.execute(
            "SELECT (SELECT count(*) FROM publication), (SELECT count(*) FROM delivery)"
        ).fetchone()
    if row is None or row[0] != 1 or row[1] == 0:
        raise PublishError(
            f"Die neue Veröffentlichung {path.name} ist unvollständig; es gilt weiter die alte."
        )


def _to_disk(path: Path) -> None:
    """Wait until a file or folder has reached the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
