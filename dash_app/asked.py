"""What does an address ask of a page besides what all pages know, and what of it cannot be followed?"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dash_app.reading import Reading


class Asked:
    """Values of a page's own query keys; what cannot be followed becomes a note `<part>.note.<key>`."""

    def __init__(self, read: Reading, query: Mapping[str, str], part: str) -> None:
        self.read = read
        self.part = part
        self.query = query
        self.notes: list[str] = []

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        """Return a value that is allowed, empty where it is none."""
        found = self.query.get(key) or ""
        if found and found not in allowed:
            self.note(key, found)
            return ""
        return found

    def number(self, key: str) -> int | None:
        """Return a number from 1 on, None where there is none."""
        found = self.query.get(key) or ""
        if found.isascii() and found.isdigit() and len(found) < 10 and int(found):
            return int(found)
        if found:
            self.note(key, found)
        return None

    def note(self, key: str, found: object) -> None:
        """Say what could not be followed."""
        self.notes.append(self.read.t(f"{self.part}.note.{key}", found=found))

    def page(self, key: str, count: int, size: int) -> tuple[int, int]:
        """Return number of the page asked for, at most the last one, and the number of pages."""
        pages = max(1, -(-count // size))
        return min(self.number(key) or 1, pages), pages
