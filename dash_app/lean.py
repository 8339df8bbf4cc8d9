"""How do processes stay small although pandas is installed beside them?

DuckDB and Arrow import pandas (and numpy) by themselves wherever they find it, with the first question that
has a parameter: half a second and 70 MiB for each process that has no use for it (docs/decisions/0003).

The C library keeps a store of free memory for each thread, and large pieces until something behind them goes:
with four threads a worker of 120 MiB holds 20 MiB that nobody uses.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

KEPT_OUT = ("pandas", "numpy")
_PIECE = 64 * 1024
_MALLOPT = {-8: 1, -1: _PIECE, -3: _PIECE}
"""Of malloc.h: one arena (M_ARENA_MAX), free pieces go back (M_TRIM_THRESHOLD, M_MMAP_THRESHOLD)."""


class _NotHere:
    """A finder of modules that knows some as not installed."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in KEPT_OUT:
            raise ModuleNotFoundError(f"{name} is kept out of this process", name=name)
        return None


def keep_lean() -> None:
    """Let this process do without pandas and numpy; to be called before anything asks for them."""
    if _NotHere not in sys.meta_path:
        sys.meta_path.insert(0, _NotHere)


def give_back() -> None:
    """Let this process, and those that come from it, return free memory; without glibc nothing happens."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is None:
        return
    for option, value in _MALLOPT.items():
        mallopt(option, value)
