"""Can somebody who reads several publications side by side compute back what each of them hides?

Every page can be pinned to a publication (`stand=1`); the attacker here reads all of them, knows the sums,
and even knows which figures were not revised in between.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from dash_app.access import DEMO_VIEWER
from dash_app.queries import figures
from dash_app.settings import Settings
from dash_app.store import Store
from schemas.observation import Figure, Status
from schemas.period import Level
from tests.dash_app.publication_files import catalogue, indicator, share, write_publication
from tests.dash_app.small_cells import Counts, published

LEVELS = (Level.QUARTER, Level.YEAR)
LEAST = 20
QUARTERS = [f"2024-Q{n}" for n in range(1, 5)]
Place = tuple[str, str]


def publish(home: Path, *editions: Counts, start: int = 1) -> Store:
    """Write one publication for each edition of the counts."""
    known = catalogue(indicator("q", min_cases=LEAST, levels=["quarter", "year"], survey=True))
    for number, counts in enumerate(editions, start):
        rows = [
            share("q", f.district, f.period, f.numerator or 0, f.denominator or 0)
            for f in published(counts, LEVELS)
        ]
        write_publication(home, known, rows, number=number)
    return Store(Settings(home=home))


def read(store: Store, number: int) -> list[Figure]:
    found = figures(store.open(number), DEMO_VIEWER, indicators=["q"])
    return [f for f in found if f.status is not Status.NO_DATA]


def districts(of: Mapping[Place, object]) -> list[str]:
    return sorted({key for _, key in of})


def determined(store: Store, editions: list[Counts]) -> set[tuple[int, str, str]]:
    """Return the small cells, by publication, whose number of cases the attacker knows for certain."""
    truth: dict[tuple[int, str, str], float] = {}
    shown: dict[tuple[int, str, str], float] = {}
    rows: list[dict[tuple[int, str, str], float]] = []
    for number, counts in enumerate(editions, 1):
        truth |= {(number, f.period, f.district): f.denominator or 0.0 for f in published(counts, LEVELS)}
        for f in read(store, number):
            if f.status is not Status.SUPPRESSED:
                shown[number, f.period, f.district] = f.denominator or 0.0
        for quarter in (*QUARTERS, "2024"):
            parts = {
                (number, quarter, key): 1.0 for key in districts(counts) if (number, quarter, key) in truth
            }
            rows.append(parts | {(number, quarter, "00"): -1.0})
        for key in (*districts(counts), "00"):
            parts = {(number, q, key): 1.0 for q in QUARTERS if (number, q, key) in truth}
            rows.append(parts | {(number, "2024", key): -1.0})
    for (number, period, key), cases in truth.items():
        earlier = truth.get((number - 1, period, key))
        if earlier == cases:
            rows.append({(number, period, key): 1.0, (number - 1, period, key): -1.0})
    unknown = sorted(truth.keys() - shown.keys())
    at = {place: n for n, place in enumerate(unknown)}
    matrix = np.zeros((len(rows), max(len(unknown), 1)))
    for n, row in enumerate(rows):
        for place, factor in row.items():
            if place in at:
                matrix[n, at[place]] += factor
    _, singular, directions = np.linalg.svd(matrix)
    free = directions[int((singular > 1e-9).sum()) :]
    return {
        place for place, n in at.items() if 0 < truth[place] < LEAST and not np.any(np.abs(free[:, n]) > 1e-7)
    }


def test_a_late_delivery_of_few_cases_does_not_follow_from_two_pinned_pages(tmp_path: Path) -> None:
    """Berlin of publication 2 minus Berlin of publication 1 would be the eight answers that 2 hides."""
    before = {(q, f"{n:02}"): (50.0, 100.0 + n) for q in QUARTERS for n in range(1, 13)}
    del before["2024-Q1", "05"]
    after = before | {("2024-Q1", "05"): (2.0, 8.0)}
    store = publish(tmp_path, before, after)
    first = {(f.period, f.district): f for f in read(store, 1)}
    second = {(f.period, f.district): f for f in read(store, 2)}
    assert second["2024-Q1", "05"].status is Status.SUPPRESSED
    assert second["2024-Q1", "00"].value is not None
    assert first["2024-Q1", "00"].status is Status.SUPPRESSED
    assert not determined(store, [before, after])


def test_the_older_publication_shows_everything_while_it_is_the_only_one(tmp_path: Path) -> None:
    counts = {(q, f"{n:02}"): (50.0, 100.0 + n) for q in QUARTERS for n in range(1, 13)}
    store = publish(tmp_path, counts)
    assert all(f.value is not None for f in read(store, 1))
    publish(tmp_path, counts | {("2024-Q1", "05"): (2.0, 8.0)}, start=2)
    hidden = {(f.period, f.district) for f in read(store, 1) if f.value is None}
    assert ("2024-Q1", "05") in hidden, "an open process learns of the newer publication"
    assert ("2024-Q3", "02") not in hidden, "what has nothing to do with it stays"


@pytest.mark.parametrize("seed", range(12))
def test_no_small_cell_follows_from_three_publications_together(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    places = [(q, f"{n:02}") for q in QUARTERS for n in range(1, 7)]
    first = {place: (float(chance.randint(0, 10)), float(chance.randint(12, 90))) for place in places}
    editions = [first]
    for _ in range(2):
        revised = dict(editions[-1])
        for place in chance.sample(places, 3):
            revised[place] = (float(chance.randint(0, 5)), float(chance.randint(6, 60)))
        editions.append(revised)
    store = publish(tmp_path, *editions)
    assert not determined(store, list(editions))
