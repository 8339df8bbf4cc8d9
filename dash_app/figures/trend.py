"""Where does an indicator come from, and is it on the path of its target?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from dash_app import formats
from dash_app.figures import timeline
from dash_app.figures.base import (
    CHARACTER,
    LABEL,
    Chart,
    Palette,
    amount,
    centre,
    escaped,
    floor_label,
    full_name,
    goal_label,
    layout,
    note,
    of_area,
    scale_around,
    short_name,
    spread,
    suffix,
    zones,
)
from dash_app.formats import figure_text
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Area, Event, Indicator
from schemas.observation import Figure, Status
from schemas.period import Period

HEIGHT = 320
_BOTTOM = 30


def trend(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None = None,
    events: Sequence[Event] = (),
    language: str = "de",
    theme: str = "light",
    height: int = HEIGHT,
) -> Chart:
    """Draw Berlin and one district over time with target path, floor, tolerance, events and breaks.

    Expects rows of one indicator and one level. Missing periods and breaks are gaps, provisional values are hollow.
    The scale starts at zero unless all values, targets and floors lie far above it.
    """
    palette = Palette.of(theme)
    shown = [area for area in (BERLIN, district) if area and of_area(frame, area)]
    line = timeline.periods(row for row in frame if row.district in shown)
    if not line:
        return empty(Texts(language)("figures.nothing"), theme, language, height)
    steps = timeline.path(indicator, district or BERLIN, line)
    placed = timeline.place(
        timeline.markers(indicator, events, {a for a in shown if a != BERLIN}, line, language), line
    )
    above = 10 + 17 * timeline.lanes(placed)
    low, high = _range(frame, shown, steps)
    shapes, notes = timeline.marker_shapes(placed, palette, above)
    inner = height - above - _BOTTOM
    lines = [
        _line(of_area(frame, a), line, indicator, areas, palette, language, is_own=a == district)
        for a in shown
    ]
    ends = _ends(lines, shown, steps, indicator, areas, palette, language)
    first, last = (day.isoformat() for day in timeline.bounds(line))
    return {
        "data": [*target_traces(steps, indicator, palette, low, high), *lines, *_pointers(placed, high)],
        "layout": layout(
            theme,
            language,
            height=height,
            margin={"l": 8, "r": _width(ends), "t": above, "b": _BOTTOM},
            xaxis=time_axis(line, palette, language) | {"range": [first, last]},
            yaxis=value_axis(indicator, palette, language) | {"range": [low, high]},
            shapes=shapes,
            annotations=[*notes, *_place_ends(ends, low, high, inner)],
            meta={"key": timeline.key(placed)},
        ),
    }


def empty(text: str, theme: str, language: str, height: int) -> Chart:
    """Return a chart without axes that says why there is nothing to see."""
    hidden = {"visible": False, "fixedrange": True}
    words = note(
        text, 0.5, 0.5, xref="paper", yref="paper", font={"size": LABEL + 1, "color": Palette.of(theme).muted}
    )
    return {
        "data": [],
        "layout": layout(theme, language, height=height, xaxis=hidden, yaxis=hidden, annotations=[words]),
    }


def time_axis(line: Sequence[Period], palette: Palette, language: str) -> dict[str, Any]:
    """Return the axis of time with few labels."""
    places, words = timeline.ticks(line, language)
    return {
        "type": "date",
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": palette.muted,
        "ticks": "outside",
        "tickcolor": palette.muted,
        "tickvals": places,
        "ticktext": words,
        "tickangle": 0,
        "tickfont": {"size": LABEL - 1, "color": palette.muted},
    }


def value_axis(indicator: Indicator, palette: Palette, language: str) -> dict[str, Any]:
    """Return the axis of values."""
    return {
        "fixedrange": True,
        "gridcolor": palette.grid,
        "zeroline": False,
        "ticksuffix": suffix(indicator, language),
        "exponentformat": "none",
        "separatethousands": True,
        "nticks": 6,
        "automargin": "width",
        "tickfont": {"size": LABEL - 1, "color": palette.muted},
    }


def _range(
    frame: Sequence[Figure], shown: Sequence[str], steps: Sequence[timeline.Step]
) -> tuple[float, float]:
    """Return both ends of the axis of values."""
    return scale_around(
        [row.value for row in frame if row.district in shown], [step.target for step in steps]
    )


def target_traces(
    steps: Sequence[timeline.Step], indicator: Indicator, palette: Palette, low: float, high: float
) -> list[dict[str, Any]]:
    """Return where values nearly meet the target as a pale band, the target as stepped dashed line, the floor as dotted one."""
    traces: list[dict[str, Any]] = []
    for step in steps:
        days = [step.start.isoformat(), step.end.isoformat()]
        for start, end, status in zones(step.target, indicator, low, high):
            if status is not Status.NEAR:
                continue
            band = {
                "x": [*days, *days[::-1]],
                "y": [start, start, end, end],
                "fill": "toself",
                "fillcolor": palette.near_tint,
            }
            style: dict[str, Any] = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
            traces.append({"type": "scatter", "name": "tolerance", **style, **band})
    styles = (
        ("floor", "floor", "dot", 1.5),
        ("value", "target", "dash", 2),
        ("lower", "target", "dash", 2),
        ("upper", "target", "dash", 2),
    )
    for read, name, dash, width in styles:
        xs, ys = timeline.stairs(steps, read)
        if xs:
            style = {"color": palette.text, "dash": dash, "width": width}
            traces.append(
                {
                    "type": "scatter",
                    "name": name,
                    "mode": "lines",
                    "x": xs,
                    "y": ys,
                    "line": style,
                    "hoverinfo": "skip",
                }
            )
    return traces


def _line(
    rows: Sequence[Figure],
    line: Sequence[Period],
    indicator: Indicator,
    areas: Mapping[str, Area],
    palette: Palette,
    language: str,
    *,
    is_own: bool,
) -> dict[str, Any]:
    """Return the values of one area over all periods of the axis; breaks add a gap."""
    by_start = {row.period_start: row for row in rows}
    xs: list[str] = []
    points: list[Figure | None] = []
    for period in line:
        row = by_start.get(period.start)
        if row is not None and "break" in row.flags and points:
            xs.append((period.start - timedelta(days=1)).isoformat())
            points.append(None)
        xs.append(timeline.middle(period))
        points.append(row)
    colour = palette.active if is_own else palette.ink
    values = [row.value if row else None for row in points]
    open_marks = [row is not None and "provisional" in row.flags for row in points]
    name = full_name(rows[0].district, areas)
    return {
        "type": "scatter",
        "name": short_name(rows[0].district, areas),
        "meta": rows[0].district,
        "mode": "lines+markers",
        "x": xs,
        "y": values,
        "connectgaps": False,
        "line": {"color": colour, "width": 2.5},
        "marker": {
            "color": colour,
            "size": _sizes(values, open_marks, many=len(line) > 24),
            "symbol": ["circle-open" if is_open else "circle" for is_open in open_marks],
            "line": {"width": 2, "color": colour},
            "opacity": 1,
        },
        "hovertext": [hover(row, name, indicator, language) if row else "" for row in points],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _sizes(values: Sequence[float | None], open_marks: Sequence[bool], *, many: bool) -> list[int]:
    """Return the sizes of the points: on long lines only the last, provisional and lonely ones stand out."""
    last = max((i for i, value in enumerate(values) if value is not None), default=-1)
    sizes = []
    for i, is_open in enumerate(open_marks):
        alone = (i == 0 or values[i - 1] is None) and (i + 1 == len(values) or values[i + 1] is None)
        sizes.append(8 if i == last or is_open else 5 if alone or not many else 0)
    return sizes


def hover(row: Figure, name: str, indicator: Indicator, language: str) -> str:
    """Return what the pointer shows: area, period, value, target, and what limits the value."""
    t = Texts(language)
    period = formats.period(Period(row.period_start, row.period_end, row.level), language)
    words = [f"<b>{escaped(name)}</b>", escaped(period), escaped(figure_text(row, indicator, language))]
    if row.target is not None:
        words.append(escaped(goal_label(row.target, indicator, language)))
    words += [
        t(f"figures.flag.{flag}")
        for flag in row.flags
        if flag in ("provisional", "estimated", "incomplete", "break")
    ]
    return "<br>".join(words)


def _pointers(placed: Sequence[timeline.Placed], high: float) -> list[dict[str, Any]]:
    """Return invisible points at the upper ends of the event lines, for their words under the pointer."""
    if not placed:
        return []
    return [
        {
            "type": "scatter",
            "name": "events",
            "mode": "markers",
            "x": [p.marker.day.isoformat() for p in placed],
            "y": [high] * len(placed),
            "marker": {"size": 18, "color": "rgba(0,0,0,0)"},
            "hovertext": [escaped(p.marker.text) for p in placed],
            "hoverinfo": "text",
            "cliponaxis": False,
        }
    ]


def _ends(
    lines: Sequence[dict[str, Any]],
    shown: Sequence[str],
    steps: Sequence[timeline.Step],
    indicator: Indicator,
    areas: Mapping[str, Area],
    palette: Palette,
    language: str,
) -> list[tuple[float, str, str]]:
    """Return value, words and colour of the labels at the right end: lines, target, floor."""
    ends = []
    for area, trace in zip(shown, lines, strict=True):
        known = [value for value in trace["y"] if value is not None]
        if known:
            words = f"<b>{escaped(short_name(area, areas))}</b><br>{escaped(amount(known[-1], indicator, language))}"
            ends.append((known[-1], words, trace["line"]["color"]))
    if steps:
        target = steps[-1].target
        ends.append((centre(target), _folded(goal_label(target, indicator, language)), palette.text))
        if target.floor is not None:
            ends.append((target.floor, _folded(floor_label(target, indicator, language)), palette.muted))
    return ends


def _width(ends: Sequence[tuple[float, str, str]]) -> int:
    """Return the room that the labels at the right end need, in pixels."""
    plain = [
        line.replace("<b>", "").replace("</b>", "") for _, words, _ in ends for line in words.split("<br>")
    ]
    return 14 + round(CHARACTER * max((len(line) for line in plain), default=4))


def _folded(text: str) -> str:
    """Break a label into two lines at its first blank."""
    return escaped(text).replace(" ", "<br>", 1)


def _place_ends(
    ends: Sequence[tuple[float, str, str]], low: float, high: float, inner: float
) -> list[dict[str, Any]]:
    """Return the labels at the right end, moved apart where they would touch."""
    heights = [inner * (value - low) / (high - low) for value, _, _ in ends]
    places = spread(heights, 33, 12, inner - 8)
    font = {"size": LABEL - 1}
    return [
        note(
            words,
            1,
            place / inner,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="middle",
            xshift=8,
            align="left",
        )
        | {"font": font | {"color": colour}, "name": "end"}
        for place, (_, words, colour) in zip(places, ends, strict=True)
    ]
