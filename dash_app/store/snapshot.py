"""What does one publication say?"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, column, select, table

from dash_app.store.memory import Memory
from dash_app.store.publications import PublicationInfo, damaged
from dash_app.store.reader import Reader
from schemas import tables
from schemas.catalogue import Catalogue

T = TypeVar("T", bound="object")

_COLUMNS = table("columns", column("table_name"), column("column_name"), schema="information_schema")


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One publication as a whole: when it was made (UTC), with which catalogue, and its figures."""

    number: int
    created: datetime
    note: str
    rollback_of: int | None
    catalogue: Catalogue = field(repr=False)
    reader: Reader = field(repr=False)
    memory: Memory = field(default_factory=Memory, repr=False)
    newer: tuple[int, ...] = ()
    """Numbers of the publications made later."""
    later: Callable[[], Iterator[Snapshot]] = field(default=lambda: iter(()), repr=False)
    """Gives the publications made later, one after the other; each is closed when the next is asked for."""

    def connect(self) -> AbstractContextManager[Connection]:
        """Give a read-only connection for one short question.

        Raises:
            NoPublication: where the file turns out to be damaged.
        """
        return self.reader.connect()

    def holds(self, name: str) -> bool:
        """Tell whether the publication has a table; those that an earlier version wrote lack some."""

        def ask() -> bool:
            with self.connect() as connection:
                found = connection.execute(select(_COLUMNS.c.table_name).where(_COLUMNS.c.table_name == name))
                return found.first() is not None

        return self.remember(("holds", name), ask)

    def remember(self, question: Hashable, ask: Callable[[], T]) -> T:
        """Return the answer to a question about this publication, asking once; nobody may change it."""
        return self.memory.get((self.number, question), ask)


def read_info(reader: Reader, number: int) -> PublicationInfo:
    """Read what the list of publications says about one.

    Raises:
        NoPublication: where the file is damaged or no publication.
    """
    c = tables.publication.c
    with reader.connect() as connection:
        row = connection.execute(select(c.created, c.note, c.rollback_of, c.files)).one_or_none()
    if row is None:
        raise damaged(reader.path, "table publication is empty")
    return PublicationInfo(number, row.created, row.note, row.rollback_of, row.files)


def read_snapshot(reader: Reader, number: int) -> Snapshot:
    """Open a publication and read its catalogue.

    Raises:
        NoPublication: where the file is damaged, lacks a table or column, or its catalogue cannot be
        understood.
    """
    _refuse_incomplete(reader)
    info = read_info(reader, number)
    with reader.connect() as connection:
        text = connection.execute(select(tables.publication.c.catalogue)).scalar_one()
    try:
        catalogue = Catalogue.model_validate_json(text)
    except ValueError as error:
        found = " ".join(str(error).partition("[type=")[0].split())
        raise damaged(reader.path, f"catalogue: {found}") from error
    return Snapshot(number, info.created, info.note, info.rollback_of, catalogue, reader)


def _refuse_incomplete(reader: Reader) -> None:
    """Refuse a file that another version of the program wrote, before a page trips over it."""
    with reader.connect() as connection:
        present = {(name, key) for name, key in connection.execute(select(_COLUMNS))}
    listed = tables.metadata.tables.values()
    # Tables that came later may be missing as a whole, never in part.
    whole = [each for each in listed if not each.info.get("optional") or each.name in dict(present)]
    needed = {(each.name, c.name) for each in whole for c in each.c}
    if missing := sorted(needed - present):
        raise damaged(reader.path, f"missing: {'.'.join(missing[0])}")
