"""How do processes stay small although pandas is installed beside them?

DuckDB and Arrow import pandas (and numpy) by themselves wherever they find it, with the first question that
has a parameter: half a second and 70 MiB for each process that has no use for it (docs/decisions/0003).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

KEPT_OUT = ("pandas", "numpy")


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
