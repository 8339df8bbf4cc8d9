"""What does a control chart say about each of its values?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple, overload

from dash_app.statistics.rules import SpecialCause

Judgement = Literal["common_cause", "improvement", "concern", "neither"]


class XmrPoint(NamedTuple):
    """One value with mean and limits of its segment; marks are None where value or limits are missing."""

    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    special_cause: SpecialCause | None
    judgement: Judgement | None
    side: Literal[1, 0, -1] | None = None
    """Direction of the special cause: 1 upwards, -1 downwards, 0 without one."""


Columns = tuple[Sequence[Any], ...]
"""Values, means, lower and upper limits, special causes and their directions: a sequence of each."""
_VERDICTS: dict[int, dict[int | None, Judgement | None]] = {
    1: {0: "common_cause", 1: "improvement", -1: "concern", None: None},
    -1: {0: "common_cause", 1: "concern", -1: "improvement", None: None},
    0: {0: "common_cause", 1: "neither", -1: "neither", None: None},
}


class Points(Sequence[XmrPoint]):
    """The points of a control chart in the order of its values, equal to a tuple of them.

    Each is made when it is asked for: a page asks hundreds of charts for one point of fifty.
    """

    __slots__ = ("_columns", "_verdicts")

    def __init__(self, segments: Sequence[Columns], sign: int) -> None:
        """Take the columns of each segment, and 1 where more is better, -1 where less is, 0 where neither."""
        self._verdicts = _VERDICTS[sign]
        self._columns = segments[0]
        for segment in segments[1:]:
            self._columns = tuple([*old, *new] for old, new in zip(self._columns, segment, strict=True))

    def __len__(self) -> int:
        """Return the number of values, missing ones included."""
        return len(self._columns[0])

    def __iter__(self) -> Iterator[XmrPoint]:
        """Yield the points, oldest first."""
        return map(self._point, *self._columns)

    def _point(self, value: Any, mean: Any, lower: Any, upper: Any, cause: Any, side: Any) -> XmrPoint:
        return XmrPoint(value, mean, lower, upper, cause, self._verdicts[side], side)

    @overload
    def __getitem__(self, position: int) -> XmrPoint: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[XmrPoint, ...]: ...
    def __getitem__(self, position: int | slice) -> XmrPoint | tuple[XmrPoint, ...]:
        """Return one point, or a tuple of those of a slice."""
        if isinstance(position, slice):
            return tuple(self)[position]
        return self._point(*[column[position] for column in self._columns])

    def __eq__(self, other: object) -> bool:
        """Return whether both hold the same points; a tuple of points may be compared, too."""
        return tuple(self) == (tuple(other) if isinstance(other, Points) else other)

    def __hash__(self) -> int:
        """Return the hash of the tuple of points."""
        return hash(tuple(self))

    def __repr__(self) -> str:
        """Return the points as a tuple shows them."""
        return repr(tuple(self))
