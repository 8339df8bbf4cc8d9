"""What can a reader go to by its name? Indicators, districts, agreements and pages, as an index.

The index is small (a few kilobytes) and goes to the browser once; no key that is typed asks the server.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import dash

from dash_app.queries import agreements, indicators
from dash_app.reading import Reading
from schemas.catalogue import Agreement

KINDS = ("indicator", "district", "agreement", "page")
"""Kinds of entries, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a page: what it is called, where it belongs, other words that find it, its path."""

    kind: str
    title: str
    note: str
    words: str
    path: str


def entries(read: Reading) -> list[Entry]:
    """Return all that the reader may go to, in the language of the page."""
    return [*_indicators(read), *_districts(read), *_agreements(read), *_pages(read)]


def _indicators(read: Reading) -> Iterator[Entry]:
    language = read.language
    homes: dict[str, Agreement] = {
        indicator.id: agreement
        for agreement in agreements(read.snapshot, read.viewer)
        for indicator in agreement.indicators
    }
    for indicator in indicators(read.snapshot, read.viewer):
        home = homes.get(indicator.id)
        note = home.short(language) if home else read.t("habits.search.context")
        short = indicator.short(language) if indicator.short else ""
        yield Entry("indicator", indicator.title(language), note, short, f"/kennzahl/{indicator.id}")


def _districts(read: Reading) -> Iterator[Entry]:
    note = read.t("habits.search.district")
    for area in read.catalogue.districts:
        yield Entry("district", area.name, note, f"{area.short} {area.key}", f"/bezirk/{area.key}")


def _agreements(read: Reading) -> Iterator[Entry]:
    note = read.t("habits.search.agreement")
    for agreement in agreements(read.snapshot, read.viewer):
        title, short = agreement.title(read.language), agreement.short(read.language)
        yield Entry("agreement", short, note, title, f"/vereinbarung/{agreement.id}")


def _pages(read: Reading) -> Iterator[Entry]:
    """Yield the pages with one fixed address."""
    for page in dash.page_registry.values():
        if not page["path_template"] and isinstance(page["title"], str):
            yield Entry("page", read.t(page["title"]), read.t("habits.search.page"), "", page["path"])
