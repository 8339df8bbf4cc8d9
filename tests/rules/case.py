"""What is a file that breaks a rule, and what must the answer to it say?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from schemas.findings import RULES, Severity
from tests.etl.sources.clerks import sent


@dataclass(frozen=True)
class Case:
    """One delivery with what the loader must say to it.

    `words` are what the message must hold besides the place: what was found and what to do about it.
    """

    rule: str
    source: str | None
    name: str
    content: str | Callable[[Path], object]
    """Text of the file, or what writes it."""
    line: int | None = None
    column: str | None = None
    found: str = ""
    words: tuple[str, ...] = ()
    encoding: str = "utf-8"
    status: str | None = None
    also: tuple[str, ...] = ()
    """Further errors that the same mistake causes."""

    @property
    def id(self) -> str:
        """Rule and source, as the names of tests show them."""
        return f"{self.rule}-{self.source or 'none'}"

    @property
    def wanted(self) -> str:
        """Status that the file must get: an error rejects it, anything else lets it pass."""
        return self.status or ("rejected" if RULES[self.rule].severity is Severity.ERROR else "loaded")

    def write(self, folder: Path) -> Path:
        """Write the delivery into a folder of its own."""
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(self.content, str):
            return sent(folder, self.name, self.content, self.encoding)
        self.content(path)
        return path
