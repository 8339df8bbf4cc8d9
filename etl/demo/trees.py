"""Which figures about street trees are delivered?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from etl.demo.chance import Chance, poisson
from etl.demo.levels import KEYS, levels
from etl.demo.writing import DEMO, german, write_csv
from etl.sources.published_figures import COLUMNS
from schemas.catalogue import BERLIN, Catalogue
from schemas.period import Level, Period

_YEARS = tuple(Period.of(Level.YEAR, year) for year in range(2021, 2026))
_SPAN = date(2021, 1, 1), date(2025, 12, 31)
_SITES = (26000, 17500, 46000, 44000, 29000, 62000, 39000, 24000, 46000, 49000, 27000, 38000)
"""Possible sites of street trees."""
_CARE = 0.11
"""Care measures needed in a year, for each site."""
_PLANTED, _FELLED = 0.0085, 0.0105
_AGREEMENT = "strassenbaeume"
_SHARES = {
    "sb_anteil_lebende_baeume": 1.0,
    "sb_kontrollquote": 0.94,
    "sb_pflegemassnahmen_quote": _CARE,
}
"""Indicators, and how many cases of their denominator there are for each site."""

Row = tuple[object, ...]


def write_trees(folder: Path, catalogue: Catalogue, chance: Chance) -> None:
    """Write the figures of the tree cadastre for all years, districts and Berlin."""
    names = {area.key: area.name for area in catalogue.areas}
    rows = [*_shares(names, chance), *_counts(names, chance)]
    write_csv(folder / "figures" / "strassenbaeume_2021-2025.csv", COLUMNS, rows)


def _row(name: str, area: str, period: Period, value: str, unit: str, *parts: str) -> Row:
    numerator, denominator = parts or ("", "")
    source = "Erfundener Auszug aus dem Baumkataster", ""
    return name, _AGREEMENT, area, period, value, unit, numerator, denominator, *source, DEMO


def _shares(names: dict[str, str], chance: Chance) -> Iterator[Row]:
    """Yield shares with numerator and denominator; Berlin from the sums."""
    for name, cases in _SHARES.items():
        sums = dict.fromkeys(_YEARS, (0, 0))
        for key, sites in zip(KEYS, _SITES, strict=True):
            for period, level in zip(_YEARS, levels(chance, name, key, _YEARS, _SPAN), strict=True):
                denominator = round(sites * cases)
                numerator = round(denominator * level / 100)
                sums[period] = sums[period][0] + numerator, sums[period][1] + denominator
                yield _share(name, names[key], period, numerator, denominator)
        for period, (numerator, denominator) in sums.items():
            yield _share(name, names[BERLIN], period, numerator, denominator)


def _share(name: str, area: str, period: Period, numerator: int, denominator: int) -> Row:
    value = german(100 * numerator / denominator, 1)
    return _row(name, area, period, value, "%", german(numerator), german(denominator))


def _counts(names: dict[str, str], chance: Chance) -> Iterator[Row]:
    """Yield trees planted and felled."""
    for name, share in (("sb_neupflanzungen", _PLANTED), ("sb_faellungen", _FELLED)):
        sums = dict.fromkeys(_YEARS, 0)
        for key, sites in zip(KEYS, _SITES, strict=True):
            for period in _YEARS:
                rng = chance.stream(name, key, period)
                count = poisson(rng, sites * share * rng.uniform(0.8, 1.2))
                sums[period] += count
                yield _row(name, names[key], period, german(count), "Bäume")
        for period, count in sums.items():
            yield _row(name, names[BERLIN], period, german(count), "Bäume")
