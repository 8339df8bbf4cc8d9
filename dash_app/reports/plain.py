"""How does a text from outside become one that every document format can hold?"""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, and lone halves of pairs."""
_STEERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing around: names with them read as other names."""


def plain(text: str) -> str:
    """Return a text without characters that no document may hold; lines end with a newline."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _STEERING.sub("", _FORBIDDEN.sub("\ufffd", lines))
