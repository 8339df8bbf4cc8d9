"""How is one publication file read by many requests, threads and processes?

DuckDB's state does not survive a fork, so an engine belongs to the process that made it and is made at the
first question. All engines are made here, because DuckDB refuses a second configuration of a file within one
process.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from dash_app.dialects import FIRST_USE
from dash_app.store.publications import damaged

_CONFIG = {
    "threads": "1",
    "memory_limit": "512MB",
    "temp_directory": str(Path(tempfile.gettempdir()) / "zielblick-duckdb"),
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
"""One thread, as questions are short and workers many; bounded memory; no extension is ever fetched."""

_DAMAGE = ("IOException", "FatalException", "InternalException", "SerializationException", "CatalogException")
"""DuckDB's errors that mean a file is damaged or no publication, not that a question was wrong."""


class Reader:
    """Read-only access to one publication file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engines: dict[int, Engine] = {}
        self._used = time.monotonic()

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Give a connection for one short question.

        Raises:
            NoPublication: where the file turns out to be damaged; a line in the log says how.
        """
        self._used = time.monotonic()
        try:
            with self._engine().connect() as connection:
                yield connection
        except DBAPIError as error:
            if type(error.orig).__name__ not in _DAMAGE:
                raise
            self.close()
            raise damaged(self.path, str(error.orig).partition("\n")[0]) from error

    def _engine(self) -> Engine:
        """Return the engine of this process, connected once."""
        if engine := self._engines.get(os.getpid()):
            return engine
        with FIRST_USE:
            if (engine := self._engines.get(os.getpid())) is None:
                engine = _make(self.path)
                engine.connect().close()
                self._engines[os.getpid()] = engine
            return engine

    def close(self) -> None:
        """Close this process's connections that are not in use; the next question opens new ones."""
        if engine := self._engines.pop(os.getpid(), None):
            engine.dispose()

    def is_idle(self, seconds: float) -> bool:
        """Tell whether nobody asked for a while."""
        return time.monotonic() - self._used >= seconds


def _make(path: Path) -> Engine:
    return create_engine(
        URL.create("duckdb", database=str(path)),
        connect_args={"read_only": True, "config": dict(_CONFIG)},
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=28,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
    )
