"""Which inputs are missing, which make no sense, and which way is better?"""

from __future__ import annotations

import math

Number = float | int | None
"""A figure as it comes from a publication; None or nan where it is missing."""

_DIRECTIONS = {
    "increase": 1,
    "higher_is_better": 1,
    "decrease": -1,
    "lower_is_better": -1,
    "neutral": 0,
    "band": 0,
}


def missing(number: object) -> bool:
    """Return whether a number is None or nan."""
    return number is None or number != number


def direction(word: str, name: str) -> int:
    """Return 1 where higher is better, -1 where lower is better, 0 where neither is.

    Takes the words of control charts (increase, decrease, neutral) and the polarities of the catalogue;
    within a band neither direction is good as such. Raises `ValueError` for any other word; `name` is the
    argument that it names.
    """
    try:
        return _DIRECTIONS[word]
    except (KeyError, TypeError):
        raise ValueError(f"{name} is {word!r}; allowed: {', '.join(_DIRECTIONS)}") from None


def checked(name: str, number: float, *, above: float | None = None, least: float | None = None) -> float:
    """Return a number as a finite float that is greater than `above` and not less than `least`.

    Raises `ValueError` with the value and the allowed range.
    """
    value = float(number)
    if math.isinf(value):
        raise ValueError(f"{name} is {number}; allowed: finite numbers")
    if above is not None and value <= above:
        raise ValueError(f"{name} is {number}; allowed: greater than {above:g}")
    if least is not None and value < least:
        raise ValueError(f"{name} is {number}; allowed: {least:g} or more")
    return value


def checked_confidence(confidence: float) -> float:
    """Return a confidence as a share; raises `ValueError` unless it is greater than 0 and at most 1."""
    value = float(confidence)
    if not 0 < value <= 1:
        raise ValueError(f"confidence is {confidence}; allowed: greater than 0 and at most 1, as 0.95")
    return value
