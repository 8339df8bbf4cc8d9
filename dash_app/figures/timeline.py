"""How do periods, target paths and events lie on a time axis?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from dash_app import formats
from dash_app.figures.base import CHARACTER, LABEL, NARROW, Palette, clipped, escaped
from dash_app.figures.scene import Scene
from dash_app.texts import Texts
from schemas.catalogue import Event
from schemas.observation import Figure
from schemas.period import Level, Period


def periods(frame: Iterable[Figure]) -> list[Period]:
    """Return all periods from the first to the last of the frame, without gaps; key dates as they are."""
    by_start = {row.period_start: row for row in frame}  # days are quickly compared, periods are not
    found = [
        Period(start, row.period_end, row.level) for start, row in sorted(by_start.items(), key=itemgetter(0))
    ]
    if not found or found[0].level is Level.DATE:
        return found
    line = [found[0]]
    while line[-1].start < found[-1].start:
        line.append(line[-1].shift(1))
    return line


@lru_cache(maxsize=4096)
def middle(period: Period) -> str:
    """Return the moment in the middle of a period; values are drawn there, as they speak for all of it."""
    start = datetime.combine(period.start, time())
    half = (datetime.combine(period.end, time()) + timedelta(days=1) - start) / 2
    return (
        (start + half).isoformat(timespec="minutes")
        if period.level is not Level.DATE
        else period.start.isoformat()
    )


def places(rows: Iterable[Figure], line: Sequence[Period]) -> tuple[list[str], list[Figure | None]]:
    """Return moments and rows of the points of a line; None where it is interrupted.

    Missing periods are gaps, and so is the day before a period with another definition than the last.
    """
    by_start = {row.period_start: row for row in rows}
    moments: list[str] = []
    points: list[Figure | None] = []
    for period in line:
        row = by_start.get(period.start)
        if row is not None and "break" in row.flags and points:
            moments.append((period.start - timedelta(days=1)).isoformat())
            points.append(None)
        moments.append(middle(period))
        points.append(row)
    return moments, points


def bounds(line: Sequence[Period]) -> tuple[date, date]:
    """Return first and last day of the axis; key dates get room on both sides."""
    first, last = line[0].start, line[-1].end
    if line[0].level is not Level.DATE:
        return first, last + timedelta(days=1)
    room = timedelta(days=max(20, (last - first).days // 25))
    return first - room, last + room


def tick(period: Period, language: str) -> str:
    """Return the short text of a period on an axis: 03/2024, III/2024, 1. Hj. 2024, 2024."""
    if period.level is Level.MONTH:
        return f"{period.start:%m/%Y}"
    t, year = Texts(language), period.start.year
    if period.level is Level.QUARTER:
        return t(f"figures.quarter_tick.{(period.start.month + 2) // 3}", year=year)
    if period.level is Level.HALF:
        return t("figures.half_tick", part=1 if period.start.month < 7 else 2, year=year)
    return formats.period(period, language)


def span(line: Sequence[Period], language: str) -> str:
    """Return from when to when an axis reaches: "01/2023 – 06/2025"."""
    return " – ".join(dict.fromkeys(tick(period, language) for period in (line[0], line[-1])))


# Events ----


@dataclass(frozen=True, slots=True)
class Marker:
    """Something to say at a day of the axis: an event or a change of definition."""

    day: date
    label: str
    text: str
    is_break: bool = False


def markers(scene: Scene, events: Iterable[Event], areas: set[str], line: Sequence[Period]) -> list[Marker]:
    """Return events of the indicator for these areas (or all), and breaks, inside the axis, by day."""
    t, language, indicator = Texts(scene.language), scene.language, scene.indicator
    first, last = bounds(line)
    found = []
    for event in events:
        if indicator.id in event.indicators and (not event.areas or areas & set(event.areas)):
            title = event.title(language)
            if event.demo and "demo" not in title.lower():
                title = t("figures.event_demo", title=title)
            text = f"{title}: {event.text(language)}" if event.text else title
            found.append(Marker(event.since, title, text))
    found += [Marker(b.since, t("figures.break"), b.text(language), is_break=True) for b in indicator.breaks]
    inside = sorted((m for m in found if first < m.day < last), key=lambda m: (m.day, not m.is_break))
    return [_merged(list(same), language) for _, same in groupby(inside, key=lambda m: m.day)]


def _merged(same: Sequence[Marker], language: str) -> Marker:
    """Return one marker for all of a day: they share a line, and the words under the pointer name each."""
    label = " · ".join(marker.label for marker in same)
    text = f"{formats.day(same[0].day, language)}: {'; '.join(marker.text for marker in same)}"
    return Marker(same[0].day, label, text, is_break=any(marker.is_break for marker in same))


LANE = 17
"""Height of a row of labels in pixels."""

LANES = 4
"""Rows of labels above the chart; what finds no place keeps its line and its words under the pointer."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A marker with its row (None where there is no room), its words and their side of the line."""

    marker: Marker
    lane: int | None
    label: str
    anchor: str


def place(found: Sequence[Marker], line: Sequence[Period]) -> list[Placed]:
    """Give each label a row in which neither it nor its line touches another, even on the narrowest screen.

    All are cut to the same length; where they would become too short to be read, letters stand for them, and
    the words are in `key`.
    """
    for most in (30, 24, 18):
        placed = _placed(found, line, most)
        if all(p.lane is not None for p in placed):
            return placed
    letters = [replace(marker, label=letter(place)) for place, marker in enumerate(found)]
    return _placed(letters, line, 3)


def letter(place: int) -> str:
    """Return A, B, ..., Z, A2, B2 and so on."""
    rounds, rest = divmod(place, 26)
    return chr(ord("A") + rest) + (str(rounds + 1) if rounds else "")


def key(placed: Sequence[Placed]) -> list[str]:
    """Return what the labels mean, with day and full words; letters in front where they stand for them."""
    return [f"{p.label}  {p.marker.text}" if len(p.marker.label) <= 3 else p.marker.text for p in placed]


def _placed(found: Sequence[Marker], line: Sequence[Period], most: int) -> list[Placed]:
    """Place labels of at most so many characters.

    In the first half they stand to the right of their line, in the second half to the left, so that they stay
    inside the chart. From both ends inwards the next one goes below, so that lines end under their own label.
    """
    first, last = bounds(line)
    taken: list[list[tuple[float, float]]] = [[] for _ in range(LANES)]
    placed: dict[Marker, Placed] = {}
    spots = [(NARROW * (m.day - first).days / max((last - first).days, 1), m) for m in found]
    for x, marker in [
        *(s for s in spots if s[0] <= NARROW / 2),
        *(s for s in spots[::-1] if s[0] > NARROW / 2),
    ]:
        anchor, stem = ("left" if x <= NARROW / 2 else "right"), (x - 1, x + 1)
        label = clipped(marker.label, most)
        width = CHARACTER * len(label) + 8
        box = (x, x + width) if anchor == "left" else (x - width, x)
        lane = _free_lane(box, stem, taken)
        if lane is not None:
            taken[lane].append(box)
            for below in taken[lane + 1 :]:
                below.append(stem)
        placed[marker] = Placed(marker, lane, label, anchor)
    return [placed[marker] for marker in found]


def _free_lane(
    box: tuple[float, float], stem: tuple[float, float], taken: Sequence[Sequence[tuple[float, float]]]
) -> int | None:
    """Return the highest row in which a label fits and from which its line runs down freely."""
    if box[0] < -40 or box[1] > NARROW + 40:
        return None
    free = (i for i, lane in enumerate(taken) if not _hits(box, lane))
    return next((i for i in free if not any(_hits(stem, lane) for lane in taken[i + 1 :])), None)


def _hits(box: tuple[float, float], others: Iterable[tuple[float, float]]) -> bool:
    """Tell whether a stretch overlaps one of the others."""
    return any(box[0] < end and start < box[1] for start, end in others)


def lanes(placed: Sequence[Placed]) -> int:
    """Return how many rows of labels are in use."""
    return 1 + max((p.lane for p in placed if p.lane is not None), default=-1)


def marker_lines(placed: Sequence[Placed], palette: Palette, above: int) -> list[dict[str, object]]:
    """Return thin lines from the axis up to their labels; breaks are dotted and darker."""
    shapes: list[dict[str, object]] = []
    for p in placed:
        x, is_break = p.marker.day.isoformat(), p.marker.is_break
        line = {
            "color": palette.text if is_break else palette.muted,
            "width": 1.5 if is_break else 1,
            "dash": "dot" if is_break else "solid",
        }
        common = {"type": "line", "x0": x, "x1": x, "yref": "paper", "line": line, "name": _name(p)}
        shapes.append(common | {"y0": 0, "y1": 1})
        if p.lane is not None:
            stem = {"ysizemode": "pixel", "yanchor": 1, "y0": 0, "y1": _rise(p.lane, above) + 14}
            shapes.append(common | stem)
    return shapes


def marker_labels(placed: Sequence[Placed], palette: Palette, above: int) -> list[dict[str, Any]]:
    """Return the labels of the lines that have a row."""
    notes: list[dict[str, Any]] = []
    for p in placed:
        if p.lane is None:
            continue
        font = {"size": LABEL - 1, "color": palette.text if p.marker.is_break else palette.muted}
        side = {"xanchor": p.anchor, "xshift": 3 if p.anchor == "left" else -3, "yanchor": "bottom"}
        spot = {"x": p.marker.day.isoformat(), "y": 1, "yref": "paper", "yshift": _rise(p.lane, above)}
        whole = {"hovertext": escaped(p.marker.label)} if len(placed) == 1 and p.label.endswith("…") else {}
        shown = {"text": escaped(p.label), "showarrow": False, "font": font, "name": _name(p)}
        notes.append(shown | spot | side | whole)
    return notes


def _name(placed: Placed) -> str:
    """Return what kind of marker it is."""
    return "break" if placed.marker.is_break else "event"


def _rise(lane: int, above: int) -> int:
    """Return how far the label of a row stands above the chart, in pixels."""
    return above - LANE * (lane + 1)
