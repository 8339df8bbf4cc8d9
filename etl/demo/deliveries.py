"""Which deliveries make the demonstration data, and in which batches do they arrive?"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from etl.demo.appointments import write_appointments
from etl.demo.chance import Chance
from etl.demo.forms import write_forms
from etl.demo.letter import write_letter
from etl.demo.names import write_names
from etl.demo.surveys import write_surveys
from etl.demo.trees import write_trees
from schemas.catalogue import Catalogue

SEED = 2023
_BATCHES = (
    (
        "1-fristgerecht",
        datetime(2026, 8, 20, 8, 30),
        "Demonstration: Lieferungen bis Juli 2026, dazu die veröffentlichten Zahlen",
    ),
    (
        "2-nachgeliefert",
        datetime(2026, 9, 20, 9, 15),
        "Demonstration: August 2026, verspätete Lieferungen und eine Berichtigung",
    ),
    (
        "3-quartal-2026-3",
        datetime(2026, 10, 20, 7, 45),
        "Demonstration: September und 3. Quartal 2026, Berichtigungen früherer Zeiträume",
    ),
)
"""Folder of each batch, the invented time of its arrival (UTC), and the note of its publication."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Deliveries that are loaded together and make one publication."""

    note: str
    arrived: datetime
    """Invented time of arrival (UTC, without zone)."""
    folder: Path
    paths: tuple[Path, ...]
    """Files, in the order of their names."""


def write_deliveries(folder: Path, catalogue: Catalogue, *, seed: int = SEED) -> list[Batch]:
    """Write all demonstration deliveries; the same seed and catalogue give the same bytes.

    Args:
        folder: where to; folders of batches in it are made anew.
        catalogue: districts, sites, measures and their titles.
        seed: of chance.

    Raises:
        LookupError: if the catalogue has no demonstration sites for a district.
    """
    chance = Chance(seed)
    batches = [folder / name for name, _, _ in _BATCHES]
    for batch in batches:
        shutil.rmtree(batch, ignore_errors=True)
    numbered = [folder, *batches]
    write_appointments(numbered, catalogue, chance)
    write_forms(numbered, catalogue, chance)
    write_surveys(numbered, catalogue, chance)
    write_names(batches[0], chance)
    write_trees(batches[0], catalogue, chance)
    write_letter(batches[2] / "standesamt-meldung" / "Anschreiben Standesamt Pankow DEMONSTRATION.pdf")
    return [
        Batch(note, arrived, batch, tuple(sorted(path for path in batch.rglob("*") if path.is_file())))
        for batch, (_, arrived, note) in zip(batches, _BATCHES, strict=True)
    ]
