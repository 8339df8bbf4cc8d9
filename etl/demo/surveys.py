"""Which results of surveys are delivered, and when?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from etl.demo.chance import Chance, binomial
from etl.demo.days import quarters
from etl.demo.levels import KEYS, levels
from etl.demo.stories import FIRST, LAST, Kind, told
from etl.demo.writing import DEMO, write_csv
from etl.sources.befragung import COLUMNS
from schemas.catalogue import Catalogue
from schemas.period import Level, Period

SOURCE = "befragung"
CUSTOMERS = ("ba_gesamt", "ba_service", "ba_wartezeit", "ba_terminvereinbarung", "ba_wohnortnah", "ba_index")
COUPLES = ("sta_gesamt", "sta_terminvereinbarung")
STAFF = (
    "ba_mitarbeitende_zufriedenheit",
    "ba_mitarbeitende_belastung",
    "ba_mitarbeitende_fuehrung",
    "ba_mitarbeitende_ausstattung",
    "ba_mitarbeitende_arbeitszeit",
)
REGISTRARS = ("sta_mitarbeitende_zufriedenheit",)
INDEX = "ba_index"
_SPREAD = 19
"""Standard deviation of one person's index, in points."""

_ANSWERS = {
    CUSTOMERS: (290, 240, 270, 260, 170, 240, 310, 260, 190, 180, 210, 160),
    COUPLES: (120, 105, 110, 115, 80, 75, 130, 95, 80, 70, 85, 65),
    STAFF: (82, 58, 66, 62, 47, 55, 75, 60, 50, 48, 54, 41),
    REGISTRARS: (24, 18, 20, 22, 14, 14, 22, 17, 14, 12, 15, 11),
}
"""Usual numbers of answers by district for each questionnaire."""
_ERROR = {CUSTOMERS: 1.0, COUPLES: 0.8, STAFF: 0.6, REGISTRARS: 0.5}
"""Sampling error compared with a small sample: most of the staff answer, so chance has less to say."""
_MAIN = "ba_kundenzufriedenheit_gesamt"


def write_surveys(folders: Sequence[Path], catalogue: Catalogue, chance: Chance) -> None:
    """Write the survey results: customers by quarter, staff by year; one file for each year, then quarter.

    Args:
        folders: of the batches, the first one at index 1.
        catalogue: names of districts.
        chance: where chance comes from.
    """
    names = {area.key: area.name for area in catalogue.districts}
    for year in (2023, 2024, 2025, 2026):
        those = [period for period in quarters(FIRST, LAST) if period.start.year == year]
        parts = [those] if year < 2026 else [[period] for period in those]
        for periods in parts:
            label = str(year) if len(parts) == 1 else str(periods[0])
            rows = [
                row for p in periods for form in (CUSTOMERS, COUPLES) for row in _rows(form, p, names, chance)
            ]
            batch = 3 if periods[-1].end == LAST else 1
            write_csv(folders[batch] / SOURCE / f"befragung_kundschaft_{label}.csv", COLUMNS, rows)
        if year < 2026:
            whole = Period.of(Level.YEAR, year)
            rows = [row for form in (STAFF, REGISTRARS) for row in _rows(form, whole, names, chance)]
            write_csv(folders[1] / SOURCE / f"befragung_beschaeftigte_{year}.csv", COLUMNS, rows)


def _rows(
    form: tuple[str, ...], period: Period, names: dict[str, str], chance: Chance
) -> Iterator[tuple[object, ...]]:
    """Yield the answers of all districts to a questionnaire."""
    if period.level is Level.QUARTER:
        periods = quarters(FIRST, LAST)
    else:
        periods = tuple(Period.of(Level.YEAR, year) for year in range(FIRST.year, LAST.year))
    for place, key in enumerate(KEYS):
        rng = chance.stream("survey", form[0], key, period)
        answers = round(_ANSWERS[form][place] * rng.uniform(0.85, 1.15))
        if form is CUSTOMERS and (few := told(Kind.SMALL_CELL, _MAIN, key, period)):
            answers = round(few.size)
        for question in form:
            level = levels(chance, question, key, periods)[periods.index(period)]
            valid = answers - binomial(rng, answers, 0.02)
            if question == INDEX:
                points = round(valid * (level + rng.gauss(0, _SPREAD / valid**0.5)))
                yield names[key], period, question, valid, "", points, DEMO
            else:
                positive = _positive(rng, valid, level / 100, _ERROR[form])
                yield names[key], period, question, valid, positive, "", DEMO


def _positive(rng: Random, valid: int, share: float, error: float) -> int:
    """Return the number of answers in the two best classes."""
    drawn = share * valid + (binomial(rng, valid, share) - share * valid) * error
    return min(valid, max(0, round(drawn)))
