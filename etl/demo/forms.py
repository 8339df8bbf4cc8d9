"""Which forms do the registry offices and housing units send, and when?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from etl.demo.chance import Chance
from etl.demo.days import halves, quarters
from etl.demo.housing import housing
from etl.demo.levels import KEYS
from etl.demo.registry import MEANS, registry
from etl.demo.stories import FIRST, LAST, STORIES, Kind, Story, story, told
from etl.demo.writing import DEMO, frozen, german, made, write_csv
from etl.sources.forms import COLUMNS, HEAD
from etl.templates import write_template
from schemas.catalogue import Catalogue
from schemas.period import Level, Period

REGISTRY, HOUSING = "standesamt-meldung", "wohnhilfen-meldebogen"
AS_WORKBOOKS = ("03", "08")
"""Districts that fill in the template as XLSX."""
_OLD_CODE_PAGE = ("05", "12")
"""Districts whose CSV is written in Windows-1252."""
_SPELLINGS = {
    "01": "BA Mitte",
    "02": "F.-K.",
    "04": "C.-W.",
    "06": "Bezirksamt Steglitz-Zehlendorf",
    "07": "Tempelhof-Schoeneberg",
    "09": "Treptow-Köpenick von Berlin",
    "12": "Rdf",
}
"""How some districts write their names."""
_FRACTIONS = (
    "sta_stellen_soll",
    "sta_stellen_ist",
    "sta_standesbeamte_soll",
    "sta_standesbeamte_ist",
    "wh_personal",
)
_NEWEST = date(2026, 7, 1)
_SINGLE = date(2026, 1, 1)
"""From this day on each reporting period is a delivery of its own; before, a year is one file."""

Texts = dict[str, str]


def write_forms(folders: Sequence[Path], catalogue: Catalogue, chance: Chance) -> None:
    """Write the forms of both agreements for all districts.

    Args:
        folders: of the batches, the first one at index 1.
        catalogue: measures with titles and units, names of districts.
        chance: where chance comes from.
    """
    writer = _Writer(folders, catalogue)
    for key in KEYS:
        filled = {period: _registry_texts(key, period, numbers) for period, numbers in _counted(key, chance)}
        writer.write(REGISTRY, key, filled)
        numbers = housing(key, quarters(FIRST, LAST), chance) | housing(key, halves(FIRST, LAST), chance)
        writer.write(HOUSING, key, {period: _texts(values) for period, values in numbers.items()})
    _write_corrections(writer, chance)


def _counted(key: str, chance: Chance) -> Iterator[tuple[Period, dict[str, float]]]:
    yield from registry(key, quarters(FIRST, LAST), chance).items()


def _texts(numbers: Mapping[str, float]) -> Texts:
    """Return numbers as offices write them."""
    return {name: german(value, 1 if name in _FRACTIONS else 0) for name, value in numbers.items()}


def _registry_texts(key: str, period: Period, numbers: Mapping[str, float]) -> Texts:
    """Return the measures of a quarter as the office writes them: some say words, signs or wrong numbers."""
    texts = _texts(numbers)
    for measure, indicator in MEANS.items():
        for kind in (Kind.WORDS, Kind.SIGN):
            if found := told(kind, indicator, key, period):
                texts[measure] = found.said
        if found := told(Kind.OUTLIER, indicator, key, period):
            texts[measure] = german(numbers["sta_zusendungen"] * found.size)
    return texts


class _Writer:
    """Writes the forms of a district as files: CSV by year, later by period, or templates as XLSX."""

    def __init__(self, folders: Sequence[Path], catalogue: Catalogue) -> None:
        self._folders = folders
        self._catalogue = catalogue
        self._measures = catalogue.measures_by_id

    def write(self, source: str, key: str, filled: Mapping[Period, Texts]) -> None:
        """Write all forms of a district that arrive as they should."""
        for year in range(FIRST.year, _SINGLE.year):
            those = {period: texts for period, texts in filled.items() if period.start.year == year}
            ordered = dict(sorted(those.items(), key=lambda item: (item[0].end, item[0].start)))
            self.csv(source, key, ordered, 1, str(year))
        for period, texts in filled.items():
            if period.start < _SINGLE or told(Kind.MISSING, source, key, period):
                continue
            if not (period.level is Level.QUARTER and told(Kind.REJECTED, source, key, period)):
                self.one(source, key, period, texts, _batch(source, key, period))

    def one(self, source: str, key: str, period: Period, texts: Texts, batch: int, note: str = "") -> None:
        """Write the form of one period."""
        if key not in AS_WORKBOOKS:
            self.csv(source, key, {period: texts}, batch, f"{period}{note}")
            return
        path = self._path(source, key, f"{period}{note}", batch, ".xlsx")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_template(
            source, self._catalogue, path, district=key, period=period, values=texts, demo=True, today=LAST
        )
        path.write_bytes(frozen(path.read_bytes(), made(period.end)))

    def csv(
        self, source: str, key: str, filled: Mapping[Period, Texts], batch: int, name: str, called: str = ""
    ) -> None:
        """Write forms of several periods as one CSV."""
        district = called or _SPELLINGS.get(key) or self._catalogue.areas_by_key[key].name
        rows = []
        for period, texts in filled.items():
            label = (
                f"{'I' * period.start.month}/{period.start.year}" if _is_first(key, period) else str(period)
            )
            for measure, text in texts.items():
                known = self._measures[measure]
                rows.append((source, district, label, measure, known.title.de, known.unit, text, DEMO))
        path = self._path(source, key, name, batch, ".csv")
        write_csv(path, (*HEAD, *COLUMNS), rows, "cp1252" if key in _OLD_CODE_PAGE else "utf-8-sig")

    def _path(self, source: str, key: str, name: str, batch: int, suffix: str) -> Path:
        district = self._catalogue.areas_by_key[key].name
        return self._folders[batch] / source / f"{source}_{district}_{name}{suffix}"


def _is_first(key: str, period: Period) -> bool:
    """Whether an office writes a first quarter as I/2024, as some do."""
    return key in _OLD_CODE_PAGE and period.level is Level.QUARTER and period.start.month == 1


def _batch(source: str, key: str, period: Period) -> int:
    """Return the batch that a form comes with."""
    if told(Kind.LATE, source, key, period):
        return 2
    return 3 if period.start >= _NEWEST else 1


def _write_corrections(writer: _Writer, chance: Chance) -> None:
    """Write corrected forms, and those that are refused."""
    suits = story("korrektur-spandau")
    period, numbers = _of(suits, lambda key: housing(key, quarters(FIRST, LAST), chance))
    changed = numbers | {"wh_mizi": numbers["wh_mizi"] + suits.size}
    writer.one(HOUSING, suits.districts[0], period, _texts(changed), 2, "_berichtigt")

    birth = story("korrektur-friedrichshain")
    period, numbers = _of(birth, lambda key: dict(_counted(key, chance)))
    days = round(numbers["sta_geburtsurkunde_tage"] * (1 + birth.size))
    changed = numbers | {"sta_geburtsurkunde_tage": days}
    writer.one(REGISTRY, birth.districts[0], period, _texts(changed), 3, "_berichtigt")

    for refused in (s for s in STORIES if s.kind is Kind.REJECTED):
        key = refused.districts[0]
        period, numbers = _of(refused, lambda k: housing(k, quarters(FIRST, LAST), chance))
        texts = _texts(numbers)
        is_number = refused.said.startswith("-")
        wrong = texts | {"wh_termine": refused.said} if is_number else texts
        batch = _batch(HOUSING, key, period)
        if period.start < _NEWEST:
            writer.csv(HOUSING, key, {period: texts}, 3, f"{period}_berichtigt")
            batch = 2
        called = "" if is_number else refused.said
        writer.csv(HOUSING, key, {period: wrong}, batch, str(period), called=called)


def _of(
    about: Story, made_by: Callable[[str], Mapping[Period, dict[str, float]]]
) -> tuple[Period, dict[str, float]]:
    """Return period and numbers that a story about one form is about."""
    numbers = made_by(about.districts[0])
    period = next(p for p in numbers if about.covers(p))
    return period, numbers[period]
