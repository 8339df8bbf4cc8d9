"""What must not happen in two threads at once? The first use of a database's dialect, and importing Alembic.

The dialect of DuckDB looks at its first connection whether Alembic is there and joins in. Does another thread
import Alembic at that moment, then each waits for a module that the other one holds, and Python ends one of
them with `_DeadlockError`.
"""

from __future__ import annotations

from threading import Lock

FIRST_USE = Lock()
"""Held while an engine of DuckDB connects for the first time, and while Alembic is imported."""
