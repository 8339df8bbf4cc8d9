"""Who has delivered what, who owes what since when, and what is wrong with a delivery?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import change_blocks, components, debt_words, duties, formats
from dash_app import delivery_blocks as blocks
from dash_app.access import may_see_deliveries
from dash_app.asked import Asked
from dash_app.components import arrivals
from dash_app.components.frozen import Element
from dash_app.intake import blocks as intake
from dash_app.queries import Arrival
from dash_app.reading import Reading, reading
from dash_app.sentences import Words
from dash_app.sentences.words import joined
from dash_app.shell import choice
from schemas.period import Period

DEBTS_SHOWN = 12
"""So many rows of open deliveries are in sight; the others are behind a button."""
DEPTHS = ("", "2", "4", "8")
"""How many periods the table of arrivals goes back; one where left out."""

Shown = Mapping[duties.Duty, Sequence[Period]]

dash.register_page(
    __name__,
    path="/lieferungen",
    name="shell.nav.deliveries",
    title="deliveries.title",
    order=50,
    is_kept=False,  # what waits is in the register
    query_keys=("lieferung", "befunde", "quelle", "status", "von", "seite", "tiefe", "auf", "seit", "bis"),
)


def layout(**query: str) -> Component:
    """Return the page: sentence, one delivery if asked for, what is owed, what came, and all deliveries."""
    read = reading(**query)
    title = html.H1(read.t("deliveries.title"))
    if not may_see_deliveries(read.viewer):
        hidden = components.empty_state(read.t("deliveries.hidden"), read.t("deliveries.hidden.text"))
        return html.Div([title, hidden], className="zb-page")
    board = debt_words.board_of(read)
    asked = Asked(read, query, "deliveries")
    depth = asked.one_of("tiefe", DEPTHS)
    start = read.period.shift(1 - int(depth or 1)).start
    shown = board.between(start, read.period.end)
    opened = [duty for duty in shown if duty.key in query.get("auf", "").split(",")]
    parts = [
        blocks.detail(asked),
        intake.section(read),
        _debts(read),
        _arrivals(read, board, shown, opened, depth),
        blocks.listing(asked),
        blocks.publications(read),
        intake.rollback(read),
        change_blocks.section(asked),
        blocks.templates(read),
        blocks.service(read),
    ]
    lead = html.P(debt_words.sentence(read), className="zb-lead")
    notes = [components.notice(note) for note in asked.notes]
    return html.Div([title, lead, *notes, *filter(None, parts)], className="zb-page")


# What came, what is owed ----


def _counts(read: Reading, board: duties.Board, shown: Shown, start: date) -> str:
    """Say how many deliveries were due for the time shown and what became of them."""
    t, language = read.t, read.language
    slots = [
        slot
        for duty, periods in shown.items()
        for period in periods
        for slot in board.slots[duty][period].values()
    ]
    states = [slot.arrival for slot in slots if slot.arrival is not Arrival.NOT_YET_DUE]
    words = {
        "today": formats.day(debt_words.today_of(read), language),
        "first": formats.day(start, language),
        "last": formats.day(read.period.end, language),
    }
    if not slots:
        return t("deliveries.lead.nothing", **words)
    told = [
        (state, states.count(state))
        for state in (Arrival.MISSING, Arrival.REJECTED, Arrival.LATE)
        if state in states
    ]
    parts = [t.plural(f"deliveries.lead.{state.value}", count) for state, count in told]
    if rest := len(states) - sum(count for _, count in told):
        parts.append(t.plural("deliveries.lead.rest" if told else "deliveries.lead.all", rest))
    said = t.plural("deliveries.lead", len(states), **words, parts=joined(parts, language) if parts else "–")
    ahead = len(slots) - len(states)
    return f"{said} {t.plural('deliveries.lead.ahead', ahead)}" if ahead else said


def _arrivals(
    read: Reading, board: duties.Board, shown: Shown, opened: Sequence[duties.Duty], depth: str
) -> Component:
    """Return the table of what came, with the choice of how far it goes back."""
    t = read.t
    start = read.period.shift(1 - int(depth or 1)).start
    said = f"{_counts(read, board, shown, start)} {t('deliveries.arrivals.caption')}"
    depths = [(each, t.plural("deliveries.depth", int(each or 1))) for each in DEPTHS]
    table = arrivals.arrivals_table(
        board,
        shown,
        catalogue=read.catalogue,
        links=_links(read, opened),
        caption=said,
        opened=opened,
        district=read.district,
        language=read.language,
    )
    return components.chart_block(
        "matrix",
        name="eingang",
        words=Words(t("deliveries.arrivals"), t("deliveries.arrivals.subtitle"), said),
        language=read.language,
        content=table if shown else html.P(t("deliveries.arrivals.none")),
        notes=arrivals.arrival_legend(read.language),
        exports=("png", "pdf", "csv", "copy", "link"),
        level=2,
        controls=choice("tiefe", t("deliveries.depth.label"), depths, depth, id="deliveries-depth"),
    )


def _links(read: Reading, opened: Sequence[duties.Duty]) -> arrivals.Links:
    """Return where the cells and headers of the table lead."""

    def toggled(duty: duties.Duty) -> str:
        keys = [each.key for each in opened if each != duty] + ([] if duty in opened else [duty.key])
        return read.here(auf=keys)

    return arrivals.Links(
        delivery=lambda number: blocks.address(read, number),
        indicator=lambda id_: read.href(f"/kennzahl/{id_}"),
        toggle=toggled,
        agreement=lambda id_: read.href(f"/vereinbarung/{id_}"),
    )


def _debts(read: Reading) -> Component:
    """Return who owes what since when; the reader's district first, then the oldest."""
    t, owed = read.t, debt_words.owed_by(read)
    heading = html.H2(t("deliveries.debts"))
    if not owed:
        return html.Section([heading, html.P(t("deliveries.debts.none"))], id="rueckstand")
    words = {"districts": len({key for each in owed for key in each.districts})}
    order = t("deliveries.debts.own" if read.district else "deliveries.debts.order")
    said = html.P(f"{t.plural('deliveries.debts.lead', debt_words.count_of(owed), **words)} {order}")

    def table(listed: Sequence[duties.Owed], caption: str) -> Element:
        return arrivals.debts_table(
            listed,
            catalogue=read.catalogue,
            delivery_href=lambda number: blocks.address(read, number),
            caption=caption,
            language=read.language,
        )

    body = [table(owed[:DEBTS_SHOWN], t("deliveries.debts.caption"))]
    if rest := owed[DEBTS_SHOWN:]:
        more = t.plural("deliveries.debts.more", len(rest))
        body.append(blocks.folded(more, table(rest, more)))
    return html.Section([heading, said, *body], id="rueckstand")
