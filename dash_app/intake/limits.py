"""How much may somebody upload, and how much may it take to read it?"""

from __future__ import annotations

from dataclasses import dataclass

MEBI = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Most:
    """What a person may send at once."""

    file: int = 32 * MEBI
    """Bytes of a file; the loader opens no larger workbook."""
    request: int = 64 * MEBI
    """Bytes of all files together, and what is around them."""
    files: int = 20
    field: int = MEBI // 2
    """Bytes of all texts beside the files; the parser wants it larger than what it reads at once."""
    waste: int = 96 * MEBI
    """Bytes read and thrown away of what is too large: a browser that is cut off shows no message."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the process that reads a delivery may take."""

    memory: int = 1536 * MEBI
    """Address space in bytes; a usual delivery takes half."""
    seconds: int = 60
    """Processor time."""
    wait: float = 90.0
    """Seconds until it is ended, whatever it does."""
    file: int = 512 * MEBI
    """Largest file that it may write: the publication on trial."""


CHECK = Bounds()
PUBLISH = Bounds(memory=4096 * MEBI, seconds=600, wait=600.0, file=4096 * MEBI)
"""Reads what was checked before, and makes projections besides."""
AT_ONCE = 2
"""Checks at the same time, of all web processes together; others wait their turn."""
TURN_SECONDS = 120.0
