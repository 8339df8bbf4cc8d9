"""Which points of a control chart are more than usual noise?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import repeat
from math import inf, nextafter
from operator import sub
from typing import Literal, NamedTuple

SpecialCause = Literal["none", "outside", "trend", "two_of_three", "one_side"]

# Every point becomes one letter for its zone, so that the rules are patterns in a short text:
# a below the lower limit, b close to it, c below the mean, d on the mean, and e to g likewise upwards.
_ZONES = bytes.maketrans(bytes(range(7)), b"abcdefg")
_OUTSIDE = re.compile(rb"[ag]")
_TWO_OF_THREE = re.compile(rb"(?=(?:bb[abc]|b[abc]b|[abc]bb|ff[efg]|f[efg]f|[efg]ff))")
# Sides of the mean: l lower, m on it, u upper. Steps from point to point: f falling, s the same, r rising.
_SIDES = bytes.maketrans(b"abcdefg", b"lllmuuu")
_WAYS = bytes.maketrans(bytes(range(3)), b"fsr")
_ONE_SIDE = re.compile(rb"l{7,}|u{7,}")
_TREND = re.compile(rb"r{6,}|f{6,}")  # six steps join seven points
_LOW = b"abc"

Side = Literal[1, 0, -1]


class Marks(NamedTuple):
    """Per value the special cause and its direction: 1 upwards, -1 downwards, 0 without special cause."""

    causes: list[SpecialCause]
    sides: list[Side]

    def put(self, start: int, stop: int, cause: SpecialCause, side: Side) -> None:
        """Mark the values from `start` up to, not including, `stop`."""
        self.causes[start:stop] = [cause] * (stop - start)
        self.sides[start:stop] = [side] * (stop - start)


def steps_of(values: Sequence[float]) -> list[float]:
    """Return each value less the one before it: one fewer than values."""
    return list(map(sub, values[1:], values))


def special_causes(
    values: Sequence[float], steps: Sequence[float], mean: float, reach: float, tie: float
) -> Marks:
    """Return special cause and direction of every value of one segment.

    `steps`: those of `steps_of`. `reach` is the distance of the limits from the mean, `tie` the distance
    below which values count as equal (rounding of the computer, not of people). Where several rules hold,
    the order is outside, trend, two_of_three, one_side; of a point where two trends meet, the later trend
    counts. Close to a limit means beyond two thirds of the way to it, not beyond the limit itself. Source:
    Making Data Count, in the reading of NHSRplotthedots.
    """
    zones = _zones(values, mean, reach, tie)
    sides = zones.translate(_SIDES)
    ways = _ways(steps, tie)
    marks = Marks(["none"] * len(values), [0] * len(values))
    # Most of the hundreds of series of a page have no run: asking for letters is quicker than for a pattern.
    if b"lllllll" in sides or b"uuuuuuu" in sides:
        for run in _ONE_SIDE.finditer(sides):
            marks.put(*run.span(), "one_side", _side(zones[run.start()]))
    if zones.count(b"b") > 1 or zones.count(b"f") > 1:
        for window in _TWO_OF_THREE.finditer(zones):
            for i in range(window.start(), window.start() + 3):
                if zones[i] in b"bf":
                    marks.put(i, i + 1, "two_of_three", _side(zones[i]))
    if b"rrrrrr" in ways or b"ffffff" in ways:
        for run in _TREND.finditer(ways):
            marks.put(run.start(), run.end() + 1, "trend", 1 if run[0].startswith(b"r") else -1)
    if b"a" in zones or b"g" in zones:
        for point in _OUTSIDE.finditer(zones):
            marks.put(*point.span(), "outside", _side(zones[point.start()]))
    return marks


def _zones(values: Sequence[float], mean: float, reach: float, tie: float) -> bytes:
    """Return the zone letter of every value; a value on a border belongs to the inner zone."""
    close = reach * 2 / 3
    lower = nextafter(mean - reach, -inf), nextafter(mean - close, -inf), nextafter(mean - tie, -inf)
    borders = (*lower, mean + tie, mean + close, mean + reach)
    return bytes(map(bisect_left, repeat(borders), values)).translate(_ZONES)


def _ways(steps: Sequence[float], tie: float) -> bytes:
    """Return the letter of the direction of every step."""
    return bytes(map(bisect_left, repeat((nextafter(-tie, -inf), tie)), steps)).translate(_WAYS)


def _side(zone: int) -> Side:
    return -1 if zone in _LOW else 1
