"""What changed between two publications or periods that somebody names at the command line?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from dash_app import change_words
from dash_app.access import DEMO_VIEWER, Viewer
from dash_app.asked_figures import AskError, known_period
from dash_app.changes import Change, between_periods, weightiest
from dash_app.comparisons import compare
from dash_app.exports.changes import change_record, comparison_record
from dash_app.queries import figures_at
from dash_app.store import Snapshot, Store
from schemas.period import Period

MOST_LINES = 60
"""So many changes are told in words; the JSON answer has all."""


def asked_changes(
    store: Store,
    *,
    before: str,
    after: str,
    indicators: Sequence[str] = (),
    as_json: bool = False,
    viewer: Viewer = DEMO_VIEWER,
) -> str:
    """Return what changed, as JSON or as German lines.

    Args:
        store: the publications.
        before: number of a publication, or label of a period.
        after: the same kind of thing, usually a later one.
        indicators: only these; all where empty.
        as_json: for programs.
        viewer: who asks.

    Raises:
        AskError: for a word that is not known, or two of different kind.
        NoPublication: where there is none.
    """
    newest = store.open()
    numbers = [_number(store, text) for text in (before, after)]
    if numbers[0] is not None and numbers[1] is not None:
        first, second = store.open(numbers[0]), store.open(numbers[1])
        return _publications(first, second, indicators, as_json, viewer)
    if numbers[0] is not None or numbers[1] is not None:
        raise AskError(
            f"„{before}“ und „{after}“ sind nicht von einer Art. Bitte zwei Nummern von Veröffentlichungen "
            "oder zwei Zeiträume angeben."
        )
    first_period, last_period = (
        known_period(newest, indicators=indicators, districts=(), period=text) for text in (before, after)
    )
    return _periods(newest, first_period, last_period, indicators, as_json, viewer)


def _number(store: Store, text: str) -> int | None:
    """Return the number of a publication; four digits that are none may be a year."""
    if not (text.isascii() and text.isdigit()):
        return None
    known = [info.number for info in store.publications()]
    if int(text) in known:
        return int(text)
    if len(text) == 4:
        return None
    listed = ", ".join(map(str, known))
    raise AskError(f"Es gibt keine Veröffentlichung {text}; vorhanden: {listed}. Bitte eine davon angeben.")


def _publications(
    before: Snapshot, after: Snapshot, indicators: Sequence[str], as_json: bool, viewer: Viewer
) -> str:
    known_period(after, indicators=indicators, districts=(), period="2024")
    found = compare(before, after, viewer)
    if indicators:
        found = replace(
            found,
            changes=tuple(c for c in found.changes if c.figure.indicator in indicators),
            targets=tuple(t for t in found.targets if t.indicator in indicators),
            definitions=tuple(id_ for id_ in found.definitions if id_ in indicators),
        )
    areas = after.catalogue.areas_by_key
    if as_json:
        return _dumped(comparison_record(found, areas))
    targets = [change_words.target_line(each, found.indicators, areas, "de") for each in found.targets]
    changes = [change_words.line(each, found.indicators, areas, "de") for each in weightiest(found.changes)]
    return _lines([change_words.summary(found, "de")], [*targets, *changes])


def _periods(
    snapshot: Snapshot,
    before: Period,
    after: Period,
    indicators: Sequence[str],
    as_json: bool,
    viewer: Viewer,
) -> str:
    ids, known = indicators or None, snapshot.catalogue.indicators
    was, now = (figures_at(snapshot, viewer, period=each, indicators=ids) for each in (before, after))
    found: list[Change] = between_periods(was, now, known)
    areas = snapshot.catalogue.areas_by_key
    if as_json:
        ends = {"from": {"period": str(before)}, "to": {"period": str(after)}}
        changes = [change_record(change, areas) for change in found]
        return _dumped({**ends, "publication": snapshot.number, "changes": changes})
    return _lines([], [change_words.line(each, known, areas, "de") for each in weightiest(found)])


def _dumped(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


def _lines(head: Sequence[str], listed: Sequence[str]) -> str:
    """Return what is said as lines; of many the first."""
    rest = len(listed) - MOST_LINES
    more = [f"… und {rest} weitere Änderungen (alle mit --json)"] if rest > 0 else []
    return "\n".join([*head, *listed[:MOST_LINES], *more] or ["Nichts hat sich geändert."]).replace(
        "\N{NO-BREAK SPACE}", " "
    )
