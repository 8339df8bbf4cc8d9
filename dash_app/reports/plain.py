"""How does a text become one that every document format can hold, and every narrow column?"""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, and lone halves of pairs."""
_STEERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing around: names with them read as other names."""

_UNIT = re.compile(r"\N{NO-BREAK SPACE}(?=[^\W\d_]{4})")


def plain(text: str) -> str:
    """Return a text without characters that no document may hold; lines end with a newline."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _STEERING.sub("", _FORBIDDEN.sub("\ufffd", lines))


def loose(text: str) -> str:
    """Return a text whose lines may end between a number and a word: a narrow column would break the word."""
    return _UNIT.sub(" ", text)
