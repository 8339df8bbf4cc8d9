"""How does a PNG say how large it is on paper, and what it shows?"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

_HEAD = 33
"""Signature and first chunk (IHDR) of every PNG in bytes."""


def with_metadata(png: bytes, dpi: int, texts: Mapping[str, str]) -> bytes:
    """Return the PNG with its resolution (`pHYs`) and texts (`iTXt`): PNG specification, 11.3."""
    per_metre = round(dpi / 0.0254).to_bytes(4, "big")
    chunks = [_chunk(b"pHYs", per_metre * 2 + b"\x01")]
    chunks += [_chunk(b"iTXt", f"{key}\0\0\0\0\0{text}".encode()) for key, text in texts.items() if text]
    return png[:_HEAD] + b"".join(chunks) + png[_HEAD:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
