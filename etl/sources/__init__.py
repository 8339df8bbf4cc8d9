"""Which source systems does the loader know, and which of them is a file from?"""

from __future__ import annotations

from pathlib import Path

from etl.source import Source
from etl.sources import (
    befragung,
    published_figures,
    standesamt_meldung,
    standesamt_vornamen,
    wohnhilfen_meldebogen,
    zms_exchange,
    zms_report,
)

SOURCES: tuple[Source, ...] = (
    zms_exchange.SOURCE,
    zms_report.SOURCE,
    standesamt_meldung.SOURCE,
    wohnhilfen_meldebogen.SOURCE,
    befragung.SOURCE,
    published_figures.SOURCE,
    # Last, because it also knows files by their name alone.
    standesamt_vornamen.SOURCE,
)
"""All source systems, in the order in which they are asked."""


def recognise(path: Path, head: bytes) -> Source | None:
    """Return the source system that a file (path, first `HEAD_BYTES`) is from, None where none knows it."""
    return next((source for source in SOURCES if source.recognises(path, head)), None)
