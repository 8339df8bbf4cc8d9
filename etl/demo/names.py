"""Which lists of first names do the registry offices send?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from etl.demo.chance import Chance, poisson, split
from etl.demo.levels import KEYS
from etl.demo.registry import BIRTHS

_GIRLS = (
    "Emilia", "Sophia", "Mia", "Emma", "Hanna", "Lina", "Ella", "Charlotte", "Leni", "Mila", "Marie",
    "Lea", "Clara", "Ida", "Luna", "Frida", "Anna", "Mathilda", "Nora", "Lotte", "Leila", "Amira",
    "Elif", "Zeynep", "Alma", "Greta", "Rosa", "Malia", "Thea", "Juna", "Paula", "Helena", "Elisa",
    "Maya", "Melina", "Romy", "Selma", "Ava", "Lia", "Yara", "Nele", "Carla", "Liv", "Aylin", "Sara",
    "Maria", "Johanna", "Luisa", "Mira", "Tilda",
)  # fmt: skip
_BOYS = (
    "Noah", "Mohammed", "Leon", "Paul", "Emil", "Adam", "Elias", "Liam", "Matteo", "Anton", "Oskar",
    "Felix", "Ali", "Henry", "Jonas", "Theo", "Finn", "Luca", "Jakob", "Karl", "Levi", "Malik", "Yusuf",
    "Ben", "Arthur", "Louis", "Maximilian", "Kian", "Leo", "Jonathan", "Carlo", "Samuel", "Milan",
    "Julian", "Mats", "David", "Constantin", "Omar", "Hugo", "Kaan", "Bruno", "Rafael", "Friedrich",
    "Till", "Ilyas", "Vincent", "Moritz", "Johann", "Ludwig", "Alexander",
)  # fmt: skip
_SECOND = 0.34
"""Share of children with a further name."""
_OFFICES = dict(
    zip(
        KEYS,
        (
            "Mitte",
            "F.-K.",
            "Pankow",
            "C.-W.",
            "Spandau",
            "S.-Z.",
            "T.-S.",
            "Nkn",
            "T.-K.",
            "M.-H.",
            "Libg",
            "Rdf",
        ),
        strict=True,
    )
)
"""How names of files say the office."""
_ABROAD = ("I in Berlin", 1020)
"""Standesamt I, outside the districts, and its children in a year."""
_YEARS = {2024: 0.97, 2025: 0.945}
"""Births compared with 2023."""


def write_names(folder: Path, chance: Chance) -> None:
    """Write a list for each office and year; the names of the files change from year to year, as in truth."""
    offices = {key: (label, BIRTHS[key]) for key, label in _OFFICES.items()} | {"standesamt-i": _ABROAD}
    for year, compared in _YEARS.items():
        for key, (label, births) in offices.items():
            rng = chance.stream("names", key, year)
            rows = _list(rng, poisson(rng, births * compared))
            name = (
                f"Vornamenstatistik {year} {label}" if year == 2024 else f"{label} Vornamenstatistik_{year}"
            )
            path = folder / "standesamt-vornamen" / str(year) / f"DEMONSTRATION {name}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = ["anzahl;vorname;geschlecht;position", *rows, ""]
            path.write_text("\n".join(lines), encoding="utf-8")


def _list(rng: Random, children: int) -> Iterator[str]:
    """Yield the rows of a list, the most frequent names first."""
    girls = round(children * rng.gauss(0.487, 0.006))
    second = round(children * _SECOND)
    groups = (
        (girls, _GIRLS, "w", 1),
        (children - girls, _BOYS, "m", 1),
        (second // 2, _GIRLS[::-1], "w", 2),
        (second - second // 2, _BOYS[::-1], "m", 2),
    )
    rows = [
        (count, name, sex, position)
        for total, names, sex, position in groups
        for name, count in zip(names, _shared(rng, total, names), strict=True)
        if count
    ]
    for count, name, sex, position in sorted(rows, key=lambda row: (-row[0], row[3], row[1])):
        yield f"{count};{name};{sex};{position}"


def _shared(rng: Random, total: int, names: Sequence[str]) -> list[int]:
    """Return how many children get each name: the further down the list, the fewer."""
    return split(total, [rng.uniform(0.6, 1.4) / (rank + 6) for rank in range(len(names))])
