"""What does an answer of the appointment system say, and in which line does each row stand?"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.source import Unreadable
from schemas.findings import Finding

MAX_BYTES = 64 * 1024 * 1024
"""Largest answer that is read; a year of hours of one site has 2 MB."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?|[\[\]{}]|[^\s\[\]{},:"]+')
_ROWS = ["", "data", "data"]
_HALF = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
"""Half of a character that JSON writes in two; alone it is none."""


def text_of(head: bytes) -> str:
    """Return the beginning of a file as text, as far as its encoding can be told; never raises."""
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), "utf-8")
    return head.decode(encoding, errors="ignore")


def read_text(path: Path) -> tuple[str, str]:
    """Return the text and the encoding of a file: UTF-8 with or without BOM, Windows-1252, UTF-16 with BOM.

    Raises:
        Unreadable: with `too-large`, `empty-file`, `wrong-encoding` or `unreadable`.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            allowed = {"allowed": f"{MAX_BYTES >> 20} MB"}
            raise Unreadable(Finding("too-large", f"{size >> 20} MB", params=allowed))
        content = path.read_bytes()
    except OSError as problem:
        raise unreadable("kein Zugriff", "no access") from problem
    if not content.strip():
        raise Unreadable(Finding("empty-file"))
    encodings = [name for bom, name in _BOMS if content.startswith(bom)] or ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError as problem:
            broken = problem
    line = content.count(b"\n", 0, broken.start) + 1
    around = content[max(broken.start - 10, 0) : broken.end + 10]
    raise Unreadable(Finding("wrong-encoding", around.decode("ascii", errors="replace"), line)) from broken


def parse(text: str) -> dict[str, Any]:
    """Return an answer as a dict; numbers, and NaN, stay the text that they are.

    Raises:
        Unreadable: no JSON, half of a character, or no answer; with the line where one is to blame.
    """
    try:
        answer = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as problem:
        raise unreadable("hier bricht das JSON ab", "the JSON breaks off here", problem.lineno) from problem
    except RecursionError as problem:
        raise unreadable("zu tief verschachtelt", "nested too deeply") from problem
    if half := _HALF.search(text):
        try:
            json.dumps(answer, ensure_ascii=False).encode()
        except UnicodeEncodeError as problem:
            line = text.count("\n", 0, half.start()) + 1
            raise Unreadable(Finding("wrong-encoding", half[0], line)) from problem
    if not isinstance(answer, dict):
        raise unreadable("keine Antwort von ZMS", "no answer of ZMS")
    return answer


def row_lines(text: str) -> Iterator[int]:
    """Yield the line, from 1, in which each element of the answer's `data.data` begins.

    Args:
        text: valid JSON, on one line or on many.
    """
    path: list[str] = []
    key, line, counted = "", 1, 0
    for token in _TOKEN.finditer(text):
        if token[2]:
            key = json.loads(token[1])
        elif token[0] in ("]", "}"):
            path.pop()
        else:
            if path == _ROWS:
                line += text.count("\n", counted, token.start())
                counted = token.start()
                yield line
            if token[0] in ("[", "{"):
                path.append(key)
                key = ""


def cell_text(value: object) -> str | None:
    """Return a cell as text: a list as its elements with commas between, anything nested as JSON."""
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case list():
            return ",".join(cell_text(part) or "" for part in value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def unreadable(de: str, en: str, line: int | None = None) -> Unreadable:
    """Return the exception for a file that cannot be read, with the reason in both languages."""
    return Unreadable(Finding("unreadable", de, line, params={"found_en": en}))
