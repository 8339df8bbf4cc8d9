"""Is a workbook what it says, small enough to be opened, and without anything that could run?

A workbook is an archive of parts. Nothing of it is ever run or followed here; but who opens a delivery later
with Excel would run macros and follow links. So such workbooks are refused as a whole.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from etl.source import Unreadable
from schemas.findings import Finding

MEGA = 1024 * 1024
MAX_BYTES = 32 * MEGA
"""Largest workbook that is opened."""
MAX_UNPACKED = 64 * MEGA
"""Most that a workbook may hold once it is unpacked; real reports hold less than one."""
MAX_RATIO, FROM_BYTES = 250, 4 * MEGA
"""No sheet that people fill in shrinks to less than a hundredth; looked at from some size on."""
MAX_PARTS = 5000

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MACROS = ("Makros", "macros")
LINKS = ("Verknüpfungen mit anderen Dateien", "links to other files")
OBJECTS = ("eingebettete Objekte", "embedded objects")
CONNECTIONS = ("Datenverbindungen", "data connections")
ENTITIES = ("eigene XML-Definitionen (DTD)", "XML definitions of its own (DTD)")

_PARTS = (
    (re.compile(r"(^|/)vba[^/]*\.(bin|xml)$|(^|/)(macrosheets|dialogsheets)/", re.IGNORECASE), MACROS),
    (re.compile(r"(^|/)externalLinks/", re.IGNORECASE), LINKS),
    (re.compile(r"(^|/)(embeddings|activeX|ctrlProps)/|oleObject", re.IGNORECASE), OBJECTS),
    (re.compile(r"(^|/)(connections\.xml$|queryTables/|customData/|model/)", re.IGNORECASE), CONNECTIONS),
)
_XML = (".xml", ".rels", ".vml")
_HEAD = 65536
_DOCTYPE = tuple("<!DOCTYPE".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))


def is_workbook(head: bytes) -> bool:
    """Whether a file starts like a workbook, be it an old or a locked one."""
    return head.startswith((_ZIP, _COMPOUND))


def unreadable(de: str, en: str) -> Unreadable:
    """Return the exception for a file that cannot be opened, with the reason in both languages."""
    return Unreadable(Finding("unreadable", de, params={"found_en": en}))


def too_large(found: str, found_en: str, allowed: str) -> Unreadable:
    """Return the exception for a file beyond a limit."""
    return Unreadable(Finding("too-large", found, params={"allowed": allowed, "found_en": found_en}))


def checked_content(path: Path) -> bytes:
    """Return the bytes of a workbook after looking at its size, kind and what it would unpack to."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise too_large(f"{size // MEGA} MB", f"{size // MEGA} MB", f"{MAX_BYTES // MEGA} MB")
        content = path.read_bytes()
    except OSError as problem:
        raise unreadable("kein Zugriff", "no access") from problem
    if content.startswith(_COMPOUND):
        if _ENCRYPTED in content:
            raise unreadable("mit einem Kennwort geschützt", "locked by a password")
        raise unreadable("altes Excel-Format, gebraucht wird .xlsx", "old Excel format, .xlsx is needed")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_parts(archive.infolist())
            _check_carried(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, zlib.error, EOFError) as problem:
        raise unreadable("beschädigt oder unvollständig", "damaged or incomplete") from problem
    return content


def _check_carried(archive: zipfile.ZipFile) -> None:
    """Refuse what a workbook carries besides cells."""
    if carried := list(active_content(archive)):
        de, en = (", ".join(words) for words in zip(*carried, strict=True))
        raise Unreadable(Finding("active-content", de, params={"found_en": en}))


def _check_parts(parts: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse an archive that is locked, too large once unpacked, or no workbook."""
    if any(part.flag_bits & 1 for part in parts):
        raise unreadable("mit einem Kennwort geschützt", "locked by a password")
    # What a part says of its size binds: zipfile never unpacks more than that.
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    is_bomb = unpacked > max(FROM_BYTES, MAX_RATIO * packed)
    if is_bomb or unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        size = f"{unpacked // MEGA} MB"
        raise too_large(f"entpackt {size}", f"{size} unpacked", f"{MAX_UNPACKED // MEGA} MB")
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise unreadable("keine Arbeitsmappe, gebraucht wird .xlsx", "no workbook, .xlsx is needed")


def active_content(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield what an archive carries that must not be in a delivery, in German and English."""
    names = archive.namelist()
    for pattern, words in _PARTS:
        if any(pattern.search(name) for name in names) or (
            words is MACROS and b"macroEnabled" in _beginning(archive, "[Content_Types].xml")
        ):
            yield words
    xml = (name for name in names if name.lower().endswith(_XML))
    if any(mark in _beginning(archive, name) for name in xml for mark in _DOCTYPE):
        yield ENTITIES


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.NameToInfo:
        return b""
    with archive.open(name) as part:
        return part.read(_HEAD)
