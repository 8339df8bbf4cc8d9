"""Which points of a control chart are more than usual noise?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import inf, nextafter
from typing import Literal

SpecialCause = Literal["none", "outside", "trend", "two_of_three", "one_side"]

# Every point becomes one letter for its zone, so that the rules are patterns in a short text:
# a below the lower limit, b close to it, c below the mean, d on the mean, and e to g likewise upwards.
_ZONES = b"abcdefg"
_OUTSIDE = re.compile(rb"[ag]")
_ONE_SIDE = re.compile(rb"[abc]{7,}|[efg]{7,}")
_TWO_OF_THREE = re.compile(rb"(?=(?:bb[abc]|b[abc]b|[abc]bb|ff[efg]|f[efg]f|[efg]ff))")
# Steps from point to point: r rising, s the same, f falling; six steps join seven points.
_TREND = re.compile(rb"r{6,}|f{6,}")
_LOW = b"abc"

Side = Literal[1, 0, -1]
Marks = list[tuple[SpecialCause, Side]]
"""Per value the special cause and its direction: 1 upwards, -1 downwards, 0 without special cause."""


def special_causes(values: Sequence[float], mean: float, reach: float, tie: float) -> Marks:
    """Return special cause and direction of every value of one segment.

    `reach` is the distance of the limits from the mean, `tie` the distance below which values count as
    equal (rounding of the computer, not of people). Where several rules hold, the order is outside, trend,
    two_of_three, one_side; of a point where two trends meet, the later trend counts. Close to a limit means
    beyond two thirds of the way to it, not beyond the limit itself. Source: Making Data Count, in the
    reading of NHSRplotthedots.
    """
    zones = _zones(values, mean, reach, tie)
    steps = bytes([114 if b - a > tie else 102 if a - b > tie else 115 for a, b in pairwise(values)])
    marks: Marks = [("none", 0)] * len(values)
    for run in _ONE_SIDE.finditer(zones):
        marks[run.start() : run.end()] = [("one_side", _side(zones[run.start()]))] * len(run[0])
    for window in _TWO_OF_THREE.finditer(zones):
        for i in range(window.start(), window.start() + 3):
            if zones[i] in b"bf":
                marks[i] = ("two_of_three", _side(zones[i]))
    for run in _TREND.finditer(steps):
        marks[run.start() : run.end() + 1] = [("trend", 1 if run[0][0] == 114 else -1)] * (len(run[0]) + 1)
    for point in _OUTSIDE.finditer(zones):
        marks[point.start()] = ("outside", _side(zones[point.start()]))
    return marks


def _zones(values: Sequence[float], mean: float, reach: float, tie: float) -> bytes:
    """Return the zone letter of every value; a value on a border belongs to the inner zone."""
    close = reach * 2 / 3
    borders = [nextafter(mean - distance, -inf) for distance in (reach, close, tie)]
    borders += [mean + distance for distance in (tie, close, reach)]
    return bytes([_ZONES[bisect_left(borders, value)] for value in values])


def _side(zone: int) -> Side:
    return -1 if zone in _LOW else 1
