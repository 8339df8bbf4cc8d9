"""Which values of a series are more than its usual noise?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from dash_app import formats
from dash_app.control import Control, Restart, control, course_of, limits
from dash_app.figures import end_labels, targets, ticks, timeline
from dash_app.figures.base import LABEL, NARROW, Chart, escaped, layout, note, scale_around
from dash_app.figures.end_labels import EndLabel
from dash_app.figures.labels import amount
from dash_app.figures.scene import Scene
from dash_app.figures.target_path import target_path
from dash_app.figures.trend import empty, pointers, time_axis, value_axis
from dash_app.statistics import Judgement, SpecialCause
from dash_app.texts import Texts
from schemas.catalogue import Area, Event, Indicator
from schemas.observation import Figure
from schemas.period import Period

HEIGHT = 360
_SYMBOLS: dict[Judgement | None, tuple[str, int]] = {
    "improvement": ("diamond", 11),
    "concern": ("square", 9),
    "neither": ("diamond-open", 11),
}
"""Shape and size by judgement; usual noise and values without judgement are small dots."""
_RUN = 76
"""Width of a label of a run of special causes in pixels."""
_HEADROOM = 0.14
"""Share of the height that these labels get above all values."""
_RULES: tuple[SpecialCause, ...] = ("outside", "trend", "two_of_three", "one_side")
"""Rules in the order in which one of them names a run."""


def spc(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    events: Sequence[Event] = (),
    language: str = "de",
    theme: str = "light",
    height: int = HEIGHT,
) -> Chart:
    """Draw one area on one level as a control chart: mean, limits, special causes by shape and label.

    Limits begin anew after breaks and re-bases; trial ones are dotted. `layout["meta"]["key"]` names events.
    """
    if not frame:
        return empty(Scene(indicator, areas, language, theme), height)
    rows = sorted(frame, key=lambda row: row.period_start)
    area, found = rows[-1].district, controlled(rows, indicator)
    scene, line = Scene(indicator, areas, language, theme, area), timeline.periods(counted(rows, found))
    steps = targets.path(indicator, area, line)
    runs = _runs(found, line, scene)
    scale = _scale(found, steps, indicator, with_headroom=bool(runs))
    marked = _with_restarts(timeline.markers(scene, events, {area}, line), found.restarts, scene)
    placed = timeline.place(marked, line)
    above = 10 + timeline.LANE * timeline.lanes(placed)
    labels = _labels(found, steps, scene)
    named, below = ticks.named(line, language)
    parts = {
        "margin": {"l": 8, "r": end_labels.room(labels), "t": above, "b": below},
        "xaxis": time_axis(line, scene, named),
        "yaxis": value_axis(scene) | {"range": list(scale)},
        "shapes": timeline.marker_lines(placed, scene.palette, above) + _leaders(runs, found, scale[1]),
        "annotations": timeline.marker_labels(placed, scene.palette, above)
        + end_labels.placed(labels, scale, height - above - below)
        + runs,
        "meta": {"key": timeline.key(placed), "ticks": ticks.told(named)},
    }
    lines = [*_limits(found, scene), _values(rows, found, line, scene)]
    data = [*target_path(steps, scene, scale), *lines, *pointers(placed, scale[1])]
    return {"data": data, "layout": layout(theme, language, height=height, **parts)}


def _scale(
    found: Control, steps: Sequence[targets.Step], indicator: Indicator, *, with_headroom: bool
) -> tuple[float, float]:
    """Return both ends of a scale that holds values, limits and targets, with room for labels above them."""
    bounds = [limits(found, indicator, segment.stop - 1) for segment in found.result.segments]
    edges = [edge for drawn in bounds for edge in (drawn.lower, drawn.upper)]
    values = [moment.value for moment in found.course.moments]
    low, high = scale_around([*values, *edges], [step.target for step in steps])
    return low, high + (_HEADROOM * (high - low) if with_headroom else 0)


def controlled(rows: Sequence[Figure], indicator: Indicator) -> Control:
    """Return the control chart of the rows of one area and level, against the target of the last one."""
    target = indicator.target_on(rows[-1].period_end, rows[-1].district)
    return control(course_of(rows, indicator), indicator, rows[-1].district, target=target)


def counted(rows: Sequence[Figure], found: Control) -> Sequence[Figure]:
    """Return the rows from the first that counts: years of single, incomplete values would press the rest."""
    known = (place for place, moment in enumerate(found.course.moments) if moment.value is not None)
    return rows[next(known, 0) :]


def _with_restarts(
    found: Sequence[timeline.Marker], restarts: Sequence[Restart], scene: Scene
) -> list[timeline.Marker]:
    """Return the markers with those of re-bases; breaks have theirs already."""
    t, language = Texts(scene.language), scene.language
    by_day = {marker.day: marker for marker in found}
    for restart in restarts:
        if restart.kind == "break" or restart.by is None:
            continue
        key = "statistics.rebase_demo" if restart.demo else "statistics.rebase"
        words = {"reason": restart.text(language), "by": restart.by(language)}
        text = t(key, day=formats.day(restart.day, language), **words)
        label, other = t("statistics.rebase_label"), by_day.get(restart.day)
        if other:
            label, text = f"{label} · {other.label}", f"{text}; {other.text}"
        by_day[restart.day] = timeline.Marker(restart.day, label, text, is_break=True)
    return sorted(by_day.values(), key=lambda marker: marker.day)


# Values ----


def _values(rows: Sequence[Figure], found: Control, line: Sequence[Period], scene: Scene) -> dict[str, Any]:
    """Return the values with their marks; missing periods are gaps, and lines end where limits begin anew."""
    by_start = {row.period_start: position for position, row in enumerate(rows)}
    begins = {restart.position for restart in found.restarts}
    xs: list[str] = []
    places: list[int | None] = []
    for period in line:
        position = by_start.get(period.start)
        if position in begins:
            xs.append((period.start - timedelta(days=1)).isoformat())
            places.append(None)
        xs.append(timeline.middle(period))
        places.append(position)
    looks = [_look(found, position, scene) for position in places]
    return {
        "type": "scatter",
        "name": scene.short(rows[-1].district),
        "meta": rows[-1].district,
        "mode": "lines+markers",
        "x": xs,
        "y": [None if place is None else rows[place].value for place in places],
        "connectgaps": False,
        "line": {"color": scene.palette.ink, "width": 2},
        "marker": {
            "symbol": [look[0] for look in looks],
            "size": [look[1] for look in looks],
            "color": [look[2] for look in looks],
            "opacity": 1,
            "line": {"width": 1, "color": [look[2] for look in looks]},
        },
        "hovertext": [_hover(rows, found, place, scene) for place in places],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _look(found: Control, position: int | None, scene: Scene) -> tuple[str, int, str]:
    """Return shape, size and colour of a value."""
    judgement = None if position is None else found.result.points[position].judgement
    colours = {"improvement": scene.palette.met, "concern": scene.palette.missed}
    symbol, size = _SYMBOLS.get(judgement, ("circle", 5))
    return symbol, size, colours.get(judgement or "", scene.palette.ink)


def _hover(rows: Sequence[Figure], found: Control, position: int | None, scene: Scene) -> str:
    """Return what the pointer shows: area, value, target, period, rule and judgement."""
    if position is None:
        return ""
    row, point, t = rows[position], found.result.points[position], Texts(scene.language)
    period = formats.period(Period(row.period_start, row.period_end, row.level), scene.language)
    words = [escaped(period)]
    if point.special_cause not in (None, "none"):
        words.append(
            f"{t(f'statistics.judgement.{point.judgement}')}: {t(f'statistics.rule.{point.special_cause}')}"
        )
    return scene.hover(row, *words)


# Mean, limits and their words ----


def _limits(found: Control, scene: Scene) -> Iterator[dict[str, Any]]:
    """Yield mean and limits of each segment; trial limits are dotted."""
    for segment in found.result.segments:
        if segment.mean is None:
            continue
        moments = found.course.moments
        xs = [
            moments[segment.start].start.isoformat(),
            (moments[segment.stop - 1].end + timedelta(days=1)).isoformat(),
        ]
        drawn = limits(found, scene.indicator, segment.stop - 1)
        yield _line("mean", xs, segment.mean, {"color": scene.palette.muted, "width": 1.5, "dash": "solid"})
        dash = "dot" if segment.trial else "longdash"
        for name, value in (("lower", drawn.lower), ("upper", drawn.upper)):
            if value is not None:
                yield _line(name, xs, value, {"color": scene.palette.neutral, "width": 1.5, "dash": dash})


def _line(name: str, xs: list[str], value: float, line: dict[str, Any]) -> dict[str, Any]:
    trace = {"type": "scatter", "name": name, "mode": "lines", "x": xs, "y": [value, value], "line": line}
    return trace | {"hoverinfo": "skip"}


def _labels(found: Control, steps: Sequence[targets.Step], scene: Scene) -> list[EndLabel]:
    """Return the labels at the right end: mean and limits of the last segment, the last value, the target."""
    t, palette, last = Texts(scene.language), scene.palette, found.result.segments[-1]
    drawn = limits(found, scene.indicator, last.stop - 1)
    named = (("mean", last.mean), ("lower", drawn.lower), ("upper", drawn.upper))
    labels = [
        EndLabel(value, t(f"statistics.line.{name}"), _amount(value, scene), palette.muted)
        for name, value in named
        if value is not None
    ]
    known = [moment.value for moment in found.course.moments if moment.value is not None]
    if known and scene.district:
        labels.append(
            EndLabel(known[-1], scene.short(scene.district), _amount(known[-1], scene), palette.ink, True)
        )
    return labels + end_labels.end_labels([], steps, scene)


def _amount(value: float, scene: Scene) -> str:
    return escaped(amount(value, scene.indicator, scene.language))


def _runs(found: Control, line: Sequence[Period], scene: Scene) -> list[dict[str, Any]]:
    """Return a label above the first value of each run that its rule is about; the latest win."""
    t, (first, last) = Texts(scene.language), timeline.bounds(line)
    colours = {"improvement": scene.palette.met, "concern": scene.palette.missed}
    notes: list[dict[str, Any]] = []
    taken: list[tuple[float, float]] = []
    for position, judgement, cause in reversed(list(_special(found))):
        moment = found.course.moments[position]
        x = NARROW * (moment.start - first).days / max((last - first).days, 1)
        sides = [((x, x + _RUN), "left"), ((x - _RUN, x), "right")]
        inside = [side for side in sides if side[0][0] >= -20 and side[0][1] <= NARROW + 8]
        free = [side for side in inside if not _overlaps(side[0], taken)]
        if not free:
            continue
        box, anchor = free[0]
        taken.append(box)
        text = f"<b>{t(f'statistics.run.{judgement}')}</b><br>{t(f'statistics.rule_short.{cause}')}"
        spot: dict[str, Any] = {"yref": "paper", "xanchor": anchor, "yanchor": "top", "align": anchor}
        spot |= {"xshift": 5 if anchor == "left" else -5, "bgcolor": scene.palette.surface}
        middle = timeline.middle(Period(moment.start, moment.end, found.course.level))
        font = {"size": LABEL - 1, "color": colours.get(judgement, scene.palette.text)}
        notes.append(note(text, middle, 1, **spot, font=font, name=f"run {cause}"))
    return notes


def _overlaps(box: tuple[float, float], taken: Sequence[tuple[float, float]]) -> bool:
    return any(box[0] < end and start < box[1] for start, end in taken)


def _leaders(runs: Sequence[dict[str, Any]], found: Control, top: float) -> list[dict[str, Any]]:
    """Return thin lines from the labels of runs down to the values that they speak of."""
    values: dict[str, float | None] = {
        timeline.middle(Period(moment.start, moment.end, found.course.level)): moment.value
        for moment in found.course.moments
    }
    return [
        {
            "type": "line",
            "name": "leader",
            "x0": label["x"],
            "x1": label["x"],
            "y0": values[label["x"]],
            "y1": top,
            "line": {"width": 1, "color": label["font"]["color"]},
        }
        for label in runs
    ]


def _special(found: Control) -> Iterator[tuple[int, str, str]]:
    """Yield each run of special causes of one direction: first value under its rule, judgement, rule."""
    known = [(n, point) for n, point in enumerate(found.result.points) if point.value is not None]
    for (judgement, side), run in groupby(known, key=lambda each: (each[1].judgement, each[1].side)):
        if side and judgement:
            listed = list(run)
            causes = [str(point.special_cause) for _, point in listed]
            cause = next(cause for cause in _RULES if cause in causes)
            yield listed[causes.index(cause)][0], judgement, cause
