"""Who has not delivered what, in one sentence, and as of which day?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from dash_app import formats
from dash_app.components.arrivals import owed_periods, owing
from dash_app.duties import Board, Owed, board
from dash_app.queries import Arrival
from dash_app.reading import Reading
from dash_app.sentences.words import begin

MOST_TOLD, MOST_NAMES = 2, 4
"""So many deliveries and districts of each are named in the sentence; the table names all."""


def today_of(read: Reading) -> date:
    """Return the day as of which deliveries are told: today, or the day of the older publication read."""
    if read.snapshot.number < read.current:
        return read.snapshot.created.date()
    return datetime.now(formats.BERLIN_TIME).date()


def board_of(read: Reading) -> Board:
    """Return what is due and what came as of that day."""
    return board(read.snapshot, read.viewer, today_of(read))


def owed_by(read: Reading) -> list[Owed]:
    """Return what is owed, the reader's district first, then the oldest."""
    return sorted(board_of(read).owed, key=lambda each: read.district not in each.districts)


def count_of(owed: Sequence[Owed]) -> int:
    """Return how many deliveries are open: each of a district for a period is one."""
    return sum(len(each.slots) for each in owed)


def sentence(read: Reading) -> str:
    """Say how many deliveries are open and whose; what the reader's district owes of them."""
    t, owed = read.t, owed_by(read)
    today = formats.day(today_of(read), read.language)
    if not owed:
        return t("deliveries.owed.none", today=today)
    told = [_told(read, each) for each in owed[:MOST_TOLD]]
    if rest := count_of(owed[MOST_TOLD:]):
        told.append(t.plural("deliveries.owed.rest", rest))
    said = t.plural("deliveries.owed", count_of(owed), today=today, parts=begin("; ".join(told)))
    return f"{said} {_own(read, owed)}".strip()


def _told(read: Reading, owed: Owed) -> str:
    """Return one delivery: "Pankow: Quartalsmeldung der Standesämter, 3. Quartal 2024"."""
    refused = owed.arrival is Arrival.REJECTED
    return read.t(
        "deliveries.owed.refused" if refused else "deliveries.owed.part",
        districts=owing(owed.districts, read.catalogue, read.language, most=MOST_NAMES),
        source=read.catalogue.mapping(owed.duty.source).title(read.language),
        periods=owed_periods(owed.periods, read.language),
    )


def _own(read: Reading, owed: Sequence[Owed]) -> str:
    if read.district is None:
        return ""
    count = sum(slot.district == read.district for each in owed for slot in each.slots)
    name = read.catalogue.areas_by_key[read.district].name
    if not count:
        return read.t("deliveries.owed.own.none", district=name)
    return read.t.plural("deliveries.owed.own", count, district=name)
