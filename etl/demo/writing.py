"""How are deliveries written so that the same content gives the same bytes, on every day and machine?"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl import Workbook

DEMO = "DEMONSTRATIONSDATEN"
DEMO_SERVER = "Zielblick-Demo (erfundene Zahlen)"
_BERLIN = ZoneInfo("Europe/Berlin")
_DAYS_AFTER = 5
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def made(last: date, after: int = _DAYS_AFTER) -> datetime:
    """Return when a delivery about days until `last` was made: some days later, in the morning."""
    return datetime.combine(last + timedelta(after), datetime.min.time(), _BERLIN).replace(hour=7, minute=30)


def german(value: float, decimals: int = 0) -> str:
    """Return a number as people in offices write it: decimal comma, thousands dot."""
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,"))


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], encoding: str = "utf-8-sig"
) -> Path:
    """Write a CSV as Excel in Germany does: semicolons, a mark in front of UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as handle:
        writer = csv.writer(handle, delimiter=";")
        writer.writerow(header)
        writer.writerows(rows)
    return path


def write_workbook(book: Workbook, path: Path, moment: datetime) -> Path:
    """Write a workbook that says it was made at a moment."""
    content = BytesIO()
    book.save(content)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(frozen(content.getvalue(), moment))
    return path


def frozen(content: bytes, moment: datetime) -> bytes:
    """Return a workbook with one moment in place of all times of its making."""
    stamp = moment.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _TIMES.sub(lambda found: found[1] + stamp, part)
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return written.getvalue()
