"""Which lines of the audit does an address ask for?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dash_app import formats
from dash_app.register.entries import Wanted

PATH = "/protokoll"
KEYS = ("von", "bis", "tat", "gegenstand", "nummer", "seite", "kette")
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; `wrong` names the keys that could not be read."""

    values: Mapping[str, str]
    wanted: Wanted
    page: int
    wrong: tuple[str, ...]


def asked(query: Mapping[str, str]) -> Asked:
    """Return what a query asks for; days are those of Berlin, both ends included."""
    values = {key: (query.get(key) or "").strip()[:80] for key in KEYS}
    wrong = [key for key in ("von", "bis") if values[key] and _day(values[key]) is None]
    since, last = _day(values["von"]), _day(values["bis"])
    page = int(values["seite"]) if values["seite"].isascii() and values["seite"].isdigit() else 1
    wanted = Wanted(
        since=_moment(since) if since else None,
        until=_moment(last + timedelta(days=1)) if last else None,
        action=values["tat"],
        kind=values["gegenstand"],
        subject=values["nummer"],
    )
    return Asked(values, wanted, min(max(page, 1), 10_000_000), tuple(wrong))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2099 else None


def _moment(day: date) -> datetime:
    """Return the beginning of a day in Berlin as the register keeps times."""
    return datetime.combine(day, time(), formats.BERLIN_TIME).astimezone(UTC).replace(tzinfo=None)
