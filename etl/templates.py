"""What does an office get to fill in?

Templates are made from the catalogue, as XLSX (with a sheet of explanations, lists to choose from and locked
labels) or CSV. They are in the shape that the sources read, so a template filled in is a delivery.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from etl.sources import befragung, published_figures
from etl.sources._columns import DEMO
from etl.sources.forms import COLUMNS, FORMS, HEAD, LEVELS, measures_of
from etl.template_workbook import Sheet, write_workbook
from schemas.catalogue import AreaKind, Catalogue, Measure
from schemas.period import Level, Period

_LEVEL_WORDS = {Level.QUARTER: "je Quartal", Level.HALF: "je Halbjahr"}
_YEARS_BACK, _YEARS_AHEAD = 2, 1


@dataclass(frozen=True, slots=True)
class Filling:
    """What is filled in already; nothing in a template, everything in a demonstration delivery."""

    district: str | None = None
    """Key or name of the district."""
    period: Period | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    """Text for each measure; for surveys by the measures' ids, too."""
    notes: Mapping[str, str] = field(default_factory=dict)
    demo: bool = False
    """Whether the file says that its figures are invented."""

    def note(self, *measures: str) -> str:
        """Return the remark on a row of measures."""
        said = [self.notes[measure] for measure in measures if measure in self.notes]
        is_invented = self.demo and any(measure in self.values for measure in measures)
        return "; ".join([*said, *([DEMO] if is_invented else [])])


def sources_with_template() -> tuple[str, ...]:
    """Return the slugs of the sources that have a template."""
    return tuple(_MAKERS)


def write_template(
    source: str,
    catalogue: Catalogue,
    path: Path,
    *,
    district: str | None = None,
    period: Period | None = None,
    values: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
    demo: bool = False,
    today: date | None = None,
) -> None:
    """Write the template of a source, empty or filled in.

    Args:
        source: slug of the source.
        catalogue: measures, questions and districts.
        path: where to; the suffix `.xlsx` or `.csv` says what.
        district: key of the district to fill in.
        period: reporting period to fill in; forms then have only the rows that are due for it.
        values: texts to fill in, by measure.
        notes: remarks to fill in, by measure.
        demo: mark the file as demonstration data.
        today: day around which the list of periods lies; the current one where left out.

    Raises:
        ValueError: for a source without a template, another suffix, or an unknown district.
    """
    if source not in _MAKERS:
        raise ValueError(f"{source!r} has no template: allowed are {', '.join(_MAKERS)}")
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise ValueError(f"{path.name!r} is no name of a template: allowed are .xlsx and .csv")
    if district is not None and district not in catalogue.areas_by_key:
        raise ValueError(f"{district!r} is no area: allowed are {', '.join(catalogue.areas_by_key)}")
    name = catalogue.areas_by_key[district].name if district else None
    sheet = _MAKERS[source](source, catalogue, Filling(name, period, values or {}, notes or {}, demo))
    if path.suffix.lower() == ".csv":
        _write_csv(sheet, path)
    else:
        write_workbook(sheet, path, _districts(catalogue), _periods(today or date.today()))


def _write_csv(sheet: Sheet, path: Path) -> None:
    """Write header and rows as Excel in Germany reads them: UTF-8 with mark, semicolons."""
    head = [name for name, _ in sheet.head]
    said = [value for _, value in sheet.head]
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle, delimiter=";")
        writer.writerow([*head, *sheet.columns])
        writer.writerows([*said, *row] for row in sheet.rows)


def _districts(catalogue: Catalogue) -> list[str]:
    return [area.name for area in catalogue.areas if area.kind is AreaKind.DISTRICT]


def _periods(today: date) -> list[str]:
    """Return the periods to choose from: quarters and half-years of the years around a day, latest first."""
    years = range(today.year + _YEARS_AHEAD, today.year - _YEARS_BACK - 1, -1)
    return [
        str(Period.of(level, year, part))
        for year in years
        for level, count in ((Level.QUARTER, 4), (Level.HALF, 2))
        for part in range(count, 0, -1)
    ]


# One maker for each shape ----


def _form(source: str, catalogue: Catalogue, filling: Filling) -> Sheet:
    """Return a form: the head, and a row for each measure that is due."""
    levels = _levels(source, catalogue)
    measures = form_rows(source, catalogue, filling.period, filling.values)
    hints = {m: _LEVEL_WORDS[due[0]] for m, due in levels.items() if filling.period is None and len(due) == 1}
    rows = [
        (
            measure.id,
            f"{measure.title.de} ({hints[measure.id]})" if measure.id in hints else measure.title.de,
            measure.unit,
            filling.values.get(measure.id, ""),
            filling.note(measure.id),
        )
        for measure in measures
    ]
    said = (source, filling.district or "", str(filling.period or ""))
    return Sheet(
        catalogue.mapping(source).title.de,
        tuple(zip(HEAD, said, strict=True)),
        COLUMNS,
        tuple(rows),
        fill=(3, 4),
        kind="form",
        demo=filling.demo,
        examples=_examples(measures),
    )


def form_rows(
    source: str, catalogue: Catalogue, period: Period | None, filled: Collection[str] = ()
) -> list[Measure]:
    """Return the rows of a form in their order: all, or those that are due for a period or filled in."""
    levels = _levels(source, catalogue)
    return [
        measure
        for measure in measures_of(source, catalogue).values()
        if period is None or measure.id in filled or period.level in levels.get(measure.id, LEVELS)
    ]


def _examples(measures: Sequence[Measure]) -> tuple[tuple[str, ...], ...]:
    """Return rows that show a number, a statement in words and an official sign."""
    waits = [measure for measure in measures if measure.unit in ("Tage", "Wochen")]
    counts = [measure for measure in measures if measure not in waits]
    shown = [(measure, "1.234", "") for measure in counts[:1]]
    shown += [(measure, "8-12 Wochen", "nicht gezählt") for measure in waits[:1]]
    shown += [(measure, "…", "Zählung folgt") for measure in counts[1:2]]
    return tuple((m.id, m.title.de, m.unit, value, note) for m, value, note in shown)


def _levels(source: str, catalogue: Catalogue) -> dict[str, tuple[Level, ...]]:
    """Return for which levels the catalogue asks for a measure, where its options list them."""
    options = catalogue.mapping(source).options
    listed = {level: options.get(level.value, ()) for level in LEVELS}
    named = {
        m: tuple(level for level in LEVELS if m in listed[level]) for m in measures_of(source, catalogue)
    }
    return {measure: levels for measure, levels in named.items() if levels}


def _survey(source: str, catalogue: Catalogue, filling: Filling) -> Sheet:
    """Return a survey: a row for each question, with its wording in the workbook's explanations."""
    rows = []
    for question, kinds in befragung.questions(catalogue).items():
        ids = [f"{question}_{kind}" for kind in ("gueltig", "positiv", "summe")]
        if filling.values and not any(i in filling.values for i in ids):
            continue
        counts = [filling.values.get(i, "") if i.rpartition("_")[2] in kinds else "" for i in ids]
        said = (filling.district or "", str(filling.period or ""), question)
        rows.append((*said, *counts, filling.note(*ids)))
    wording = catalogue.mapping(source).options.get("questions", {})
    return Sheet(
        catalogue.mapping(source).title.de,
        (),
        befragung.COLUMNS,
        tuple(rows),
        fill=(0, 1, 3, 4, 5, 6),
        kind="survey",
        demo=filling.demo,
        examples=(("Mitte", "2024-Q3", "ba_service", "412", "381", "", ""),),
        explained=tuple(wording.items()) if isinstance(wording, dict) else (),
    )


def _figures(source: str, catalogue: Catalogue, filling: Filling) -> Sheet:
    """Return a list of published figures without rows."""
    columns = published_figures.COLUMNS
    title = catalogue.mapping(source).title.de
    return Sheet(title, (), columns, (), fill=tuple(range(len(columns))), kind="list", demo=filling.demo)


_MAKERS: dict[str, Callable[[str, Catalogue, Filling], Sheet]] = {
    **{form.slug: _form for form in FORMS},
    befragung.SLUG: _survey,
    published_figures.SLUG: _figures,
}
