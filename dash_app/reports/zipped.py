"""How does an office document become the same bytes each time it is made?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST = datetime(1980, 1, 1, tzinfo=UTC)
"""Zip files know no earlier day."""
_UNIX = 3


def settled(content: bytes, stamp: datetime, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """Return a zip file with the same members in the same order, all of them of one date and one origin.

    `pictures` by name of their member, which is empty so far: they are compressed only once.
    """
    late = pictures or {}
    day = max(stamp.astimezone(UTC), FIRST)
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as new:
        for name in old.namelist():
            info = ZipInfo(name, day.timetuple()[:6])
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, _UNIX, 0o600 << 16
            new.writestr(info, late.get(name) or old.read(name))
    return out.getvalue()
