"""Who has delivered what, who owes what since when, and what is wrong with a delivery?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import components, downloads, duties, formats, sentences
from dash_app.access import may_see_deliveries
from dash_app.components import arrivals, chart_block, frozen
from dash_app.components import deliveries as tables
from dash_app.queries import Arrival, Delivery, deliveries, delivery, findings
from dash_app.reading import Reading, reading, site
from dash_app.sentences import Words
from dash_app.shell import choice
from schemas.period import MONTHS

PER_PAGE = 25
"""Deliveries on one page of the list."""
FINDINGS_PER_PAGE = 100
DEBTS_SHOWN = 12
"""So many open deliveries are in sight; the others are behind a button."""
PUBLICATIONS_SHOWN = 8
DEPTHS = ("1", "2", "4", "8")
"""How many periods the table of arrivals goes back; the first is the default."""
STATES = ("loaded", "rejected", "unrecognised")

dash.register_page(
    __name__,
    path="/lieferungen",
    name="shell.nav.deliveries",
    title="deliveries.title",
    order=50,
    query_keys=("lieferung", "befunde", "quelle", "status", "von", "seite", "tiefe", "auf"),
)


def layout(**query: str) -> Component:
    """Return the page: sentence, one delivery if asked for, arrivals, debts, deliveries, publications, templates."""
    read = reading(**query)
    if not may_see_deliveries(read.viewer):
        title, text = read.t("deliveries.hidden"), read.t("deliveries.hidden.text")
        return html.Div(
            [html.H1(read.t("deliveries.title")), components.empty_state(title, text)], className="zb-page"
        )
    today = datetime.now(formats.BERLIN_TIME).date()
    board = duties.board(read.snapshot, read.viewer, today)
    depth, notes = _depth(query)
    start = read.period.shift(1 - depth).start
    shown = board.between(start, read.period.end)
    opened = [duty for duty in shown if duty.key in query.get("auf", "").split(",")]
    detail, unknown = _detail(read, query)
    listing, more = _listing(read, query)
    notes += [*unknown, *more]
    return html.Div(
        [
            html.H1(read.t("deliveries.title")),
            html.P(_sentence(read, board, shown, today), className="zb-lead"),
            *(components.notice(note) for note in notes),
            *detail,
            _arrivals(read, board, shown, opened, depth),
            _debts(read, board.debts, today),
            *listing,
            _publications(read),
            _templates(read),
        ],
        className="zb-page",
    )


def _number(text: str) -> int | None:
    """Return a number of a page or a delivery, None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0 else None


def _depth(query: dict[str, str]) -> tuple[int, list[str]]:
    found = query.get("tiefe", "")
    return int(found) if found in DEPTHS else 1, []


def _open(read: Reading, number: int) -> str:
    """Return the address of a delivery on this page."""
    return read.here(lieferung=number, befunde=None) + "#lieferung"


# First words ----


def _sentence(
    read: Reading, board: duties.Board, shown: dict[duties.Duty, list[duties.Period]], today: date
) -> str:
    """Say how many deliveries were due for the periods shown and what became of them."""
    t = read.t
    states = [
        slot.arrival
        for duty, periods in shown.items()
        for period in periods
        for slot in board.slots[duty][period].values()
    ]
    words = {"day": formats.day(today, read.language), "when": _when(read, shown)}
    if not states:
        return t("deliveries.lead.none", **words)
    due = [state for state in states if state is not Arrival.NOT_YET_DUE]
    open_ends = len(states) - len(due)
    parts = [
        t.plural(f"deliveries.lead.{state.value}", due.count(state))
        for state in (Arrival.MISSING, Arrival.REJECTED, Arrival.LATE)
        if state in due
    ]
    said = t.plural("deliveries.lead", len(due), **words)
    rest = (
        t("deliveries.lead.and", parts=sentences.words.joined(parts, read.language))
        if parts
        else t("deliveries.lead.all")
    )
    ahead = t.plural("deliveries.lead.open", open_ends) if open_ends else ""
    return " ".join(part for part in (said + rest, ahead) if part)


def _when(read: Reading, shown: dict[duties.Duty, list[duties.Period]]) -> str:
    """Return the span of the periods shown."""
    depth = read.here  # the address carries the depth; the words follow from the periods themselves
    del depth
    return formats.period(read.period, read.language, long=True)
