"""Which figures does somebody ask for in words, at the command line or over the machine interface?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from dash_app.access import DEMO_VIEWER, Viewer
from dash_app.queries import figures
from dash_app.store import Snapshot
from schemas.observation import Figure
from schemas.period import Level, Period


class AskError(Exception):
    """A question with a word that is not known; says the word, what is allowed, and the nearest."""


def asked_figures(
    snapshot: Snapshot,
    *,
    indicators: Sequence[str],
    districts: Sequence[str] = (),
    periods: Sequence[str] = (),
    start: str | None = None,
    end: str | None = None,
    level: str | None = None,
    viewer: Viewer = DEMO_VIEWER,
) -> list[Figure]:
    """Return the figures asked for, by indicator, then period, then district.

    Args:
        snapshot: the publication.
        indicators: ids.
        districts: area keys; Berlin and the twelve districts where empty.
        periods: labels of periods; all where empty.
        start: label of the first period.
        end: label of the last period.
        level: one of `Level`.
        viewer: who asks.

    Raises:
        AskError: for an id, key or label that is not known.
    """
    refuse_unknown(snapshot, indicators, districts)
    return figures(
        snapshot,
        viewer,
        indicators=indicators,
        level=Level(level) if level else None,
        districts=districts or None,
        periods=[_period(period) for period in periods] or None,
        start=_period(start).start if start else None,
        end=_period(end).end if end else None,
    )


def known_period(
    snapshot: Snapshot, *, indicators: Sequence[str], districts: Sequence[str], period: str
) -> Period:
    """Return the period of a label; ids and keys are checked by the way.

    Raises:
        AskError: for an id, key or label that is not known.
    """
    refuse_unknown(snapshot, indicators, districts)
    return _period(period)


def refuse_unknown(snapshot: Snapshot, indicators: Sequence[str], districts: Sequence[str]) -> None:
    """Raise `AskError` for the first id or key that is not known."""
    _known(indicators, snapshot.catalogue.indicators, "Eine Kennzahl")
    _known(districts, snapshot.catalogue.areas_by_key, "Einen Bezirk")


def _known(given: Sequence[str], known: Collection[str], what: str) -> None:
    for word in given:
        if word not in known:
            near = get_close_matches(word, known, n=3, cutoff=0.4) or sorted(known)[:3]
            raise AskError(f"{what} „{word}“ gibt es nicht. Bitte prüfen; ähnlich sind: {', '.join(near)}.")


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        allowed = "2024, 2024-H1, 2024-Q3, 2024-03, 2024-03-31"
        raise AskError(
            f"„{text}“ ist kein Zeitraum. Bitte eine dieser Formen verwenden: {allowed}."
        ) from error
