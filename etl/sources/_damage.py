"""Which words of a text lost their umlauts on the way?

Damage is told by what umlauts turn into when a file is read or saved with the wrong code page. Letters that
occur in names of the whole world (Maÿa, Âkif, João) are no damage: a mark counts only beside what no spelling
has there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyarrow as pa

from etl.sources._columns import Columns, matches
from schemas.findings import Finding

MOST_WORDS = 20
"""So many damaged words are named; one is enough to refuse the file."""

# UTF-8 read as Windows-1252: "Ã¶", "Â§". The second character stands for the bytes 80 to BF.
_SECOND = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_CONSONANTS = "bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ"
_ALWAYS = rf"\ufffd|[ÃÂ][{_SECOND}]|[^\W\d_]\^[^\W\d_]|[{_CONSONANTS}]ÿ[{_CONSONANTS}]"
# DOS read as Windows-1252: "K”penick", "Gesch„ft".
_DOS = r"[^\W\d_][„”][a-zß]"
# Saved in a code page without umlauts: "Neuk?lln"; addresses (page?id=1) are written like that, too.
_LOST = r"(?<![\w/.=&?-])[^\W\d_]+(?:-[^\W\d_]+)*\?[a-zß]+(?![\w/.=&?])"
_DAMAGE = re.compile(rf"{_ALWAYS}|{_LOST}")
_DAMAGE_1252 = re.compile(rf"{_ALWAYS}|{_DOS}|{_LOST}")
# The same for Arrow, which knows no look-around: finds a few too many, `damaged_word` decides.
_SUSPECT = r"\x{fffd}|[ÃÂ]|\pL\^\pL|ÿ|\pL[„”]|\pL\?\pL"


def may_be_damaged(encoding: str) -> Iterator[bytes]:
    """Yield the bytes of which a damaged file has at least one."""
    for mark in "\ufffdÃÂ^ÿ„”?":
        if written := mark.encode(encoding.removesuffix("-sig"), errors="ignore"):
            yield written


def damaged_word(text: str, encoding: str = "utf-8") -> str | None:
    """Return the first damaged word of a text that was read in an encoding, None where all are sound."""
    match = (_DAMAGE_1252 if encoding == "cp1252" else _DAMAGE).search(text)
    if match is None:
        return None
    start = max((text.rfind(mark, 0, match.start()) for mark in ' ;,\t\n"'), default=-1) + 1
    return re.split(r"[\s;,\"]", text[start:])[0]


def damaged_cells(table: pa.Table, encoding: str) -> list[Finding]:
    """Return findings for damaged words in the cells of a mirrored table, by line, at most `MOST_WORDS`."""
    columns = Columns(table)
    found = []
    for name in (name for name in table.column_names if name != "line"):
        flags = matches(columns[name], _SUSPECT)
        suspect = zip(
            columns.line.filter(flags).to_pylist(), columns[name].filter(flags).to_pylist(), strict=True
        )
        words = ((line, damaged_word(str(text), encoding)) for line, text in suspect)
        found += [Finding("wrong-encoding", word, line, name) for line, word in words if word]
    return sorted(found, key=lambda finding: finding.line or 0)[:MOST_WORDS]
