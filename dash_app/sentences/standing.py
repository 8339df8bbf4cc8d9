"""What does the sign of a figure say, in words?"""

from __future__ import annotations

from dash_app.control import Standing
from dash_app.sentences.words import begin
from dash_app.texts import Texts
from schemas.observation import Status

_JUDGED = (Status.MET, Status.NEAR, Status.MISSED)
_SILENT = (Status.NO_DATA, Status.SUPPRESSED)


def standing_words(standing: Standing, language: str) -> str:
    """Return the whole sign as a sentence: status, reliability, movement, completeness."""
    t = Texts(language)
    parts = [t(f"status.{standing.status.value}"), *movement_words(standing, language)]
    if standing.status not in _SILENT:
        parts.append(t(f"statistics.sign.{'complete' if standing.is_complete else 'incomplete'}"))
    return begin("; ".join(parts)) + "."


def movement_words(standing: Standing, language: str) -> list[str]:
    """Return reliability (of figures with target) and movement; nothing where there is no figure."""
    if standing.status in _SILENT:
        return []
    t = Texts(language)
    words = [t(f"statistics.sign.variation.{standing.variation or 'unknown'}")]
    if standing.status in _JUDGED:
        words.insert(0, t(f"statistics.sign.assurance.{standing.assurance or 'unknown'}"))
    return words
