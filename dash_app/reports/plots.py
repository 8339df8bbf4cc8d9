"""Which numbers does a chart of PowerPoint or Excel draw: categories, lines, and the status of each?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dash_app.evidence import interval_of
from dash_app.figures import short_name
from dash_app.reports.cells import MARKS, when
from dash_app.reports.model import Chart, Report
from dash_app.sentences.words import period_of
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Area, Indicator
from schemas.observation import Figure, Status

Role = Literal["value", "city", "target", "floor"]


@dataclass(frozen=True, slots=True)
class Line:
    """One series: its name, a value per category (None where there is none), and what it stands for."""

    name: str
    values: tuple[float | None, ...]
    role: Role

    @property
    def is_measured(self) -> bool:
        """Whether it shows what was measured, not what was agreed."""
        return self.role in ("value", "city")


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart as numbers; `figures` are the measured ones by line and category, None where there is none."""

    kind: Literal["columns", "lines"]
    heading: str
    """What the categories are."""
    categories: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str
    decimals: int
    statuses: tuple[Status, ...] = ()
    """Status of each category, where one measured series is compared."""
    reach: tuple[tuple[float, float] | None, ...] = ()
    """How far chance reaches below and above each value (95 %); empty where no value rests on counts."""


def plot(chart: Chart, report: Report) -> Plot | None:
    """Return what a chart draws; None where its indicators have different units and a table says more."""
    if chart.kind == "bullet" or len(chart.indicators) != 1:
        return None
    indicator = next(each for each in report.indicators if each.id == chart.indicators[0])
    areas = {area.key: area for area in report.areas}
    t = Texts(report.language)
    if chart.kind == "comparison":
        return _comparison(chart.figures, indicator, areas, t)
    return _trend(chart.figures, indicator, areas, t)


def _comparison(figures: Sequence[Figure], indicator: Indicator, areas: dict[str, Area], t: Texts) -> Plot:
    """Return one column per area, Berlin last; the name of each bears the mark of its status."""
    frame = sorted(figures, key=lambda figure: (figure.district == BERLIN, figure.district))
    names = [short_name(figure.district, areas) for figure in frame]
    measured = Line(t("office.series.measured"), tuple(figure.value for figure in frame), "value")
    reach = tuple(_reach(figure, indicator) for figure in frame)
    return Plot(
        "columns",
        t("office.column.area"),
        tuple(f"{MARKS[figure.status]} {name}" for figure, name in zip(frame, names, strict=True)),
        (measured, *_agreed(frame, t)),
        indicator.unit,
        indicator.decimals,
        tuple(figure.status for figure in frame),
        reach if any(reach) else (),
    )


def _reach(figure: Figure, indicator: Indicator) -> tuple[float, float] | None:
    """Return how far chance reaches below and above a value."""
    found = interval_of(figure, indicator)
    if found is None or figure.value is None:
        return None
    return max(0.0, figure.value - found.lower), max(0.0, found.upper - figure.value)


def _trend(figures: Sequence[Figure], indicator: Indicator, areas: dict[str, Area], t: Texts) -> Plot:
    """Return one line per area over all periods that any of them has."""
    keys = list(dict.fromkeys(figure.district for figure in figures))
    by_place = {(period_of(figure), figure.district): figure for figure in figures}
    periods = sorted({period for period, _ in by_place})
    shown = [
        next(by_place[period, key] for key in reversed(keys) if (period, key) in by_place)
        for period in periods
    ]
    names = [when(figure, t.language) for figure in shown]
    lines = []
    for key in keys:
        row = [by_place.get((period, key)) for period in periods]
        role: Role = "city" if key == BERLIN else "value"
        lines.append(Line(short_name(key, areas), tuple(f.value if f else None for f in row), role))
    lines += _agreed(shown, t)
    for place in reversed([n for n, figure in enumerate(shown) if n and "break" in figure.flags]):
        names.insert(place, t("office.break"))
        lines = [_interrupted(line, place) for line in lines]
    return Plot(
        "lines",
        t("office.column.period"),
        tuple(names),
        tuple(lines),
        indicator.unit,
        indicator.decimals,
    )


def _interrupted(line: Line, place: int) -> Line:
    """Return a line with a gap before a place: the values on both sides of it do not compare."""
    return replace(line, values=(*line.values[:place], None, *line.values[place:]))


def _agreed(figures: Sequence[Figure], t: Texts) -> list[Line]:
    """Return the lines of what was agreed: target or both ends of a band, and the binding floor."""
    targets = [figure.target for figure in figures]
    listed: list[Line] = []
    for key in ("value", "lower", "upper", "floor"):
        values = tuple(getattr(target, key) if target else None for target in targets)
        if any(value is not None for value in values):
            role: Role = "floor" if key == "floor" else "target"
            listed.append(Line(t(f"office.series.{key}"), values, role))
    return listed
