"""How is the register opened, brought up to date, read and written?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from dash_app.dialects import FIRST_USE
from dash_app.register import migrations
from dash_app.register.models import Entry
from dash_app.settings import Settings

BUSY_SECONDS = 15
"""So long a writer waits for another one; SQLite lets one write at a time."""
_WRITES = "zielblick_writes"


class RegisterError(Exception):
    """The register cannot be opened or is not that of this version; the message says what to do."""


class Register:
    """The register of an installation; its engine is made lazily and by each process for itself."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._lock = Lock()
        self._engine: tuple[int, Engine] | None = None

    @classmethod
    def of(cls, settings: Settings) -> Register:
        """Return the register that the settings name: a SQLite file under `home` where they name none."""
        return cls(settings.register_url or f"sqlite:///{settings.home / 'register.sqlite'}")

    @property
    def engine(self) -> Engine:
        """Engine of this process; its first use brings the schema up to date.

        Raises:
            RegisterError: where the register cannot be opened, or is of a newer version of the program.
        """
        with self._lock:
            if self._engine is None or self._engine[0] != os.getpid():
                self._engine = (os.getpid(), _opened(self.address))
            return self._engine[1]

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only reads; what is found stays readable after its end."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose writes are kept all or, after an exception, not at all.

        Writers queue up before they read: of two who read the same line and then write it, none is lost.
        """
        engine = self.engine.execution_options(**{_WRITES: True})
        with Session(engine, expire_on_commit=False) as session, session.begin():
            if engine.dialect.name == "postgresql":
                session.execute(text("SELECT pg_advisory_xact_lock(6108)"))
            yield session

    @property
    def is_begun(self) -> bool:
        """Whether anything can have been written: a file that is not there yet holds nothing.

        Who only reads asks before `reading`, so that reading alone makes no file.
        """
        url = make_url(self.address)
        is_file = url.get_backend_name() == "sqlite" and url.database
        return self._engine is not None or not is_file or Path(str(url.database)).exists()

    def version(self) -> int:
        """Return a number that grows with every write: the id of the last line of the audit."""
        with self.reading() as session:
            return session.scalar(select(func.max(Entry.id))) or 0


def _opened(address: str) -> Engine:
    url = make_url(address)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    try:
        engine = create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite")
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare)
            event.listen(engine, "begin", _begin)
        _bring_up_to_date(engine)
    except SQLAlchemyError as error:
        shown = url.render_as_string(hide_password=True)
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise RegisterError(
            f"Das Register {shown} lässt sich nicht öffnen ({reason}). "
            "Bitte ZIELBLICK_REGISTER, die Rechte und den Platz prüfen."
        ) from error
    return engine


def _bring_up_to_date(engine: Engine) -> None:
    """Migrate where the schema is not the newest; the migrations are imported only then."""
    with engine.connect() as connection:
        found = _revision(connection)
    if found == migrations.HEAD:
        return
    if found is not None and found > migrations.HEAD:
        raise RegisterError(
            f"Das Register hat den Stand {found}, dieses Programm kennt nur {migrations.HEAD}. "
            "Bitte die neuere Version von Zielblick starten."
        )
    with FIRST_USE:
        from dash_app.register.migrations.upgrade import upgrade

    with engine.execution_options(**{_WRITES: True}).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(6108)"))
        if _revision(connection) != migrations.HEAD:  # another process was quicker
            upgrade(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says, not where the driver guesses
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
