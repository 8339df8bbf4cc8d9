"""Can a role work out the survey result of a district that it may not see, from everything that it gets?

The attacker belongs to a district and knows all its figures, reads every publication and every comparison
of two, knows the sums, and knows which figures were not revised. Nothing that is known may be a number of one
other district alone, whatever sums and differences are made.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dash_app.access import DEMO_VIEWER, Role, Viewer
from dash_app.comparisons import compare
from dash_app.queries import figures, provenance
from dash_app.settings import Settings
from dash_app.store import Store
from dash_app.telling import telling_cells
from schemas.catalogue import Catalogue
from schemas.observation import Figure
from schemas.period import Level, Period
from tests.dash_app.publication_files import catalogue, indicator, share, write_publication
from tests.dash_app.small_cells import Counts, make, published

LEVELS = (Level.QUARTER, Level.HALF, Level.YEAR)
QUARTERS = [f"2024-Q{n}" for n in range(1, 5)]
READER = Viewer("Leserin", Role.READER)
ROLES = (READER, Viewer("Bezirk", Role.DISTRICT, "03"), Viewer("Fach", Role.DEPARTMENT, agreements=("x",)))
Atom = tuple[str, str, int]
"""District, quarter, and which version of its delivery."""


def known() -> Catalogue:
    given = {"min_cases": 5, "survey": True, "visibility": "own"}
    return catalogue(indicator("q", levels=["quarter", "half", "year"], **given))


def publish(home: Path, editions: Iterable[Counts]) -> Store:
    for number, counts in enumerate(editions, 1):
        rows = [
            share("q", f.district, f.period, f.numerator or 0, f.denominator or 0, incomplete=bool(f.flags))
            for f in published(counts, LEVELS)
        ]
        write_publication(home, known(), rows, number=number)
    return Store(Settings(home=home))


def received(store: Store, viewer: Viewer, count: int) -> set[tuple[int, str, str]]:
    """Return publication, period and area of every number that a viewer gets, by whatever way."""
    found: set[tuple[int, str, str]] = set()
    for number in range(1, count + 1):
        snapshot = store.open(number)
        listed = figures(snapshot, viewer, indicators=["q"])
        assert not [o for o in provenance(snapshot, viewer, indicator="q", district="05",
                                          period=Period.parse("2024-Q1")) if o.value is not None]  # fmt: skip
        for other in range(number + 1, count + 1):
            for change in compare(snapshot, store.open(other), viewer).changes:
                sides = ((number, change.before), (other, change.after))
                found |= {(n, f.period, f.district) for n, f in sides if f and f.value is not None}
        found |= {(number, f.period, f.district) for f in listed if f.value is not None}
    return found


def betrayed(rows: Iterable[set[Atom]], insider: str | None) -> set[str]:
    """Return the districts of which a number follows: one more dimension than all others together have."""
    listed = [{atom for atom in row if atom[0] != insider} for row in rows]
    atoms = sorted({atom for row in listed for atom in row})
    matrix = np.array([[float(atom in row) for atom in atoms] for row in listed if row] or [[0.0]])
    rank = np.linalg.matrix_rank(matrix)
    found = set()
    for district in {atom[0] for atom in atoms}:
        others = [n for n, atom in enumerate(atoms) if atom[0] != district]
        if rank > (np.linalg.matrix_rank(matrix[:, others]) if others else 0):
            found.add(district)
    return found


def rows_of(editions: Sequence[Counts], shown: Iterable[tuple[int, str, str]]) -> list[set[Atom]]:
    """Return what each number is the sum of."""
    versions: list[dict[tuple[str, str], int]] = []
    for number, counts in enumerate(editions):
        before = versions[-1] if versions else {}
        versions.append(
            {
                place: before.get(place, 0) + (number == 0 or editions[number - 1].get(place) != pair)
                for place, pair in counts.items()
            }
        )
    return [
        {
            (key, quarter, version)
            for (quarter, key), version in versions[number - 1].items()
            if area in ("00", key) and Period.containing(Period.parse(quarter).start, period.level) == period
        }
        for number, label, area in shown
        for period in [Period.parse(label)]
    ]


def sparse(seed: int) -> dict[tuple[str, str], tuple[float, float]]:
    """Return quarters to which some districts contribute, in some of them very few."""
    chance = random.Random(seed)
    keys = [f"{n:02}" for n in chance.sample(range(1, 13), chance.choice((3, 4, 6, 12)))]
    places = [(q, key) for q in QUARTERS for key in keys if chance.random() < 0.7] or [("2024-Q1", "03")]
    return {place: (float(chance.randint(1, 9)), float(chance.randint(10, 60))) for place in places}


@pytest.mark.parametrize("seed", range(60))
def test_berlin_never_tells_a_single_district_to_anybody_in_another_one(seed: int) -> None:
    counts = sparse(seed)
    listed = published(counts, LEVELS)
    closed = telling_cells(listed, make(levels=("quarter", "half", "year")))
    shown = {(1, f.period, "00") for f in listed if f.district == "00" and _cell(f) not in closed}
    for insider in (None, *sorted({district for _, district in counts})):  # all others know what readers know
        assert not betrayed(rows_of([counts], shown), insider)


def _cell(figure: Figure) -> tuple[Level, str, str]:
    return figure.level, figure.period, figure.district


@pytest.mark.parametrize("viewer", ROLES, ids=lambda v: v.role.value)
@pytest.mark.parametrize("seed", range(4))
def test_no_role_computes_back_the_result_of_another_district(
    tmp_path: Path, viewer: Viewer, seed: int
) -> None:
    chance = random.Random(seed)
    editions = [sparse(seed)]
    for _ in range(2):
        revised = dict(editions[-1])
        for place in chance.sample(sorted(revised), min(2, len(revised))):
            revised[place] = (revised[place][0], revised[place][1] + chance.randint(1, 9))
        revised[chance.choice(QUARTERS), f"{chance.randint(1, 12):02}"] = (3.0, 30.0)
        editions.append(revised)
    store = publish(tmp_path, editions)
    shown = received(store, viewer, len(editions))
    assert {area for _, _, area in shown} <= {"00", viewer.district}
    for insider in (viewer.district,) if viewer.district else (None, *(f"{n:02}" for n in range(1, 13))):
        assert not betrayed(rows_of(editions, shown), insider)
    assert betrayed(rows_of(editions, received(store, DEMO_VIEWER, 3)), None), "the attack works"


def test_a_whole_berlin_stays_visible() -> None:
    counts = {(q, f"{n:02}"): (40.0, 100.0 + n) for q in QUARTERS for n in range(1, 13)}
    assert not telling_cells(published(counts, LEVELS), make(levels=("quarter", "half", "year")))


def test_one_district_that_missed_a_quarter_does_not_hide_the_year() -> None:
    counts = {(q, f"{n:02}"): (40.0, 100.0 + n) for q in QUARTERS for n in range(1, 13)}
    del counts["2024-Q3", "05"]
    assert not telling_cells(published(counts, LEVELS), make(levels=("quarter", "half", "year")))


def test_a_year_that_one_district_delivered_as_a_whole_would_tell_it() -> None:
    """The year of Berlin minus its quarters would be the year of district 05."""
    counts = {(q, f"{n:02}"): (40.0, 100.0 + n) for q in QUARTERS for n in range(1, 13) if n != 5}
    whole = published({("2024-Q1", "05"): (10.0, 50.0)}, (Level.YEAR,))
    listed = [f for f in published(counts, LEVELS) if (f.period, f.district) != ("2024", "00")]
    year = next(f for f in published(counts, (Level.YEAR,)) if f.district == "00")
    own = next(f for f in whole if f.district == "05")
    more = [own, _added(year, own)]
    closed = telling_cells([*listed, *more], make(levels=("quarter", "half", "year")))
    assert {cell.period for cell in closed} == {"2024"}


def _added(berlin: Figure, part: Figure) -> Figure:
    pairs = ((f.numerator or 0.0, f.denominator or 0.0) for f in (berlin, part))
    hits, cases = map(sum, zip(*pairs, strict=True))
    return replace(berlin, numerator=hits, denominator=cases, value=100 * hits / cases)


def test_a_share_of_nothing_or_all_would_tell_every_district() -> None:
    counts = {("2024-Q1", f"{n:02}"): (0.0, 20.0) for n in range(1, 13)}
    levels = make(levels=("quarter", "half", "year"))
    assert telling_cells(published(counts, LEVELS), levels)
    only_one = counts | {("2024-Q1", "03"): (5.0, 20.0)}
    assert telling_cells(published(only_one, LEVELS), levels), "district 03 would know the others"
