"""Are we on target, where not, what changed since last time, and what is missing?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import change_blocks, formats, sentences
from dash_app.blocks import sources_of
from dash_app.components import Tile, chart_block, glyph_legend, matrix, status_legend, tiles
from dash_app.components.frozen import Element
from dash_app.deadlines import next_deadline
from dash_app.debt_words import board_of, count_of
from dash_app.metrics import Change, change, summary
from dash_app.proofs import method_of, proof_as_of
from dash_app.queries import (
    agreements,
    figures_at,
    indicators,
    previous,
    standings,
)
from dash_app.queries import areas as area_keys
from dash_app.reading import Reading, reading
from dash_app.sentences import Words
from dash_app.shell import choice, offer
from dash_app.tendencies import trends
from schemas.catalogue import BERLIN, Agreement
from schemas.observation import Figure, Status
from schemas.period import Period

ONLY = ("verfehlt", "veraendert")
"""Values of the query key `nur`."""
MOST_CHANGES = 12
"""So many changes are told in words; the matrix has all."""

dash.register_page(
    __name__,
    path="/",
    name="shell.nav.overview",
    title="overview.title",
    order=0,
    query_keys=("vereinbarung", "nur"),
)


def layout(vereinbarung: str | None = None, nur: str | None = None, **query: str) -> Component:
    """Return the page: sentence, tiles, matrix, and what changed."""
    read = reading(**query)
    listed = [a for a in agreements(read.snapshot, read.viewer) if a.indicators]
    shown = [a for a in listed if vereinbarung in (None, "", a.id)] or listed
    ids = [indicator.id for agreement in shown for indicator in agreement.indicators]
    found = figures_at(read.snapshot, read.viewer, period=read.period, indicators=ids)
    before = previous(read.snapshot, read.viewer, found)
    moves = _moves(read, found, before)
    berlin = [figure for figure in found if figure.district == BERLIN]
    keep = _keep(read, nur, found, moves)
    return html.Div(
        [
            html.H1(read.t("overview.title")),
            html.P(
                sentences.summary(berlin, period=read.period, language=read.language), className="zb-lead"
            ),
            offer(read.t),
            _tiles(read, berlin, moves),
            _filters(read, listed, vereinbarung or "", nur or ""),
            _matrix(read, shown, found, (keep, nur or "")),
            _changes(read, found, before, moves),
        ],
        className="zb-page",
    )


Moves = dict[tuple[str, str], Change]
"""Better, worse or other movement of each indicator and area since the period before."""


def _moves(read: Reading, found: Sequence[Figure], before: dict[tuple[str, str], Figure]) -> Moves:
    moves = {}
    for figure in found:
        key = figure.indicator, figure.district
        moved = change(figure, before.get(key), read.catalogue.indicators[figure.indicator])
        if moved is not None:
            moves[key] = moved
    return moves


def _keep(read: Reading, nur: str | None, found: Sequence[Figure], moves: Moves) -> Collection[str] | None:
    """Return the indicators that a filter keeps, None for all; or what holds for the district chosen."""
    own = read.district
    if nur == "verfehlt":
        missed = [figure for figure in found if figure.status is Status.MISSED]
        return {figure.indicator for figure in missed if own in (None, figure.district)}
    if nur == "veraendert":
        moved = [key for key, move in moves.items() if move in (Change.BETTER, Change.WORSE)]
        return {indicator for indicator, area in moved if own in (None, area)}
    return None


def _tiles(read: Reading, berlin: Sequence[Figure], moves: Moves) -> Element:
    t, counted = read.t, summary(berlin)
    of_berlin = [moved for (_, area), moved in moves.items() if area == BERLIN]
    better, worse = of_berlin.count(Change.BETTER), of_berlin.count(Change.WORSE)
    today = datetime.now(formats.BERLIN_TIME).date()
    owed = board_of(read).owed
    coming = next_deadline(indicators(read.snapshot, read.viewer), today)
    return tiles(
        [
            Tile(
                t("overview.tile.met"),
                t("overview.tile.met.value", met=counted.met, total=counted.with_target),
                t("overview.tile.met.text", near=counted.near, missed=counted.missed),
            ),
            Tile(
                t("overview.tile.moved"),
                t("overview.tile.moved.value", better=better, worse=worse),
                t("overview.tile.moved.text"),
                read.here(nur="veraendert"),
            ),
            Tile(
                t("overview.tile.missing"),
                formats.number(count_of(owed), 0, read.language),
                t.plural("overview.tile.missing.text", len({key for each in owed for key in each.districts})),
                read.href("/lieferungen"),
            ),
            Tile(
                t("overview.tile.due"),
                formats.day(coming[0], read.language) if coming else t("overview.tile.due.none"),
                _due_text(read, coming[1]) if coming else "",
                read.href("/lieferungen"),
            ),
        ]
    )


def _due_text(read: Reading, period: Period) -> str:
    return read.t("overview.tile.due.text", period=formats.period(period, read.language, long=True))


def _filters(read: Reading, listed: Sequence[Agreement], agreement: str, only: str) -> Component:
    t = read.t
    by_agreement = [("", t("overview.filter.all")), *((a.id, a.short(read.language)) for a in listed)]
    own = read.catalogue.areas_by_key[read.district].name if read.district else None
    words = [
        t(f"overview.filter.{key}.own", district=own) if own else t(f"overview.filter.{key}") for key in ONLY
    ]
    by_state = [("", t("overview.filter.everything")), *zip(ONLY, words, strict=True)]
    return html.Div(
        [
            choice(
                "vereinbarung",
                t("overview.filter.agreement"),
                by_agreement,
                agreement,
                id="overview-agreement",
            ),
            choice("nur", t("overview.filter.only"), by_state, only, id="overview-only"),
        ],
        className="zb-choices",
    )


Kept = tuple[Collection[str] | None, str]
"""The indicators that a filter keeps, None for all, and its key."""


def _matrix(read: Reading, shown: Sequence[Agreement], found: Sequence[Figure], kept: Kept) -> Component:
    keep, only = kept
    if keep is not None and not keep:
        return html.P(read.t("overview.matrix.nothing"), className="zb-notice")
    period = formats.period(read.period, read.language, long=True)
    told = _message(read, found) if keep is None else _kept(read, len(keep), only)
    words = Words(told, period, read.t("overview.matrix.caption", period=period))
    table = matrix(
        shown,
        found,
        areas=[read.catalogue.areas_by_key[key] for key in area_keys(read.catalogue)],
        href=lambda indicator: read.href(f"/kennzahl/{indicator}"),
        proof=proof_as_of(read),
        caption=words.caption,
        period=read.period,
        keep=keep,
        standings=standings(read.snapshot, read.viewer, found),
        trends=trends(read, [figure for figure in found if figure.district == BERLIN]),
        district=read.district,
        area_href=lambda key: read.href(f"/bezirk/{key}"),
        agreement_href=lambda key: read.href(f"/vereinbarung/{key}"),
        language=read.language,
        theme=read.theme,
    )
    return chart_block(
        "matrix",
        name="matrix",
        words=words,
        language=read.language,
        content=table,
        notes=_key(read),
        exports=("png", "pdf", "csv", "copy", "link"),
        source=sources_of(read, [one for agreement in shown for one in agreement.indicators]),
        level=2,
        method=method_of(read, "symbol"),
    )


def _message(read: Reading, found: Sequence[Figure]) -> str:
    """Return how many of the targets shown Berlin meets."""
    aimed = [f.status for f in found if f.district == BERLIN and f.target]
    if not aimed:
        return read.t("overview.matrix.title.plain")
    return read.t.plural("overview.matrix.title", len(aimed), met=aimed.count(Status.MET))


def _kept(read: Reading, count: int, only: str) -> str:
    """Return what the filter has left over, and for whom it holds."""
    if read.district is None:
        return read.t.plural(f"overview.matrix.title.{only}", count)
    name = read.catalogue.areas_by_key[read.district].name
    return read.t.plural(f"overview.matrix.title.{only}.own", count, district=name)


def _key(read: Reading) -> Component:
    """Return how the signs of the matrix are read."""
    proof = html.P(read.t("components.proof"), className="zb-small zb-muted")
    return html.Div([proof, status_legend(read.language), glyph_legend(read.language)])


def _changes(
    read: Reading, found: Sequence[Figure], before: dict[tuple[str, str], Figure], moves: Moves
) -> Component:
    """Return what changed in words: changes of status first, then the movements of Berlin."""
    t = read.t
    places = read.catalogue.areas_by_key
    lines = []
    for figure in sorted(found, key=lambda f: (f.district != BERLIN,)):
        key = figure.indicator, figure.district
        earlier = before.get(key)
        if earlier is None or key not in moves or figure.status is earlier.status:
            continue
        said = sentences.change_line(
            figure,
            earlier,
            indicator=read.catalogue.indicators[figure.indicator],
            areas=places,
            language=read.language,
        )
        area = {} if figure.district == BERLIN else {"bezirk": figure.district}
        lines.append(_change(said, read.href(f"/kennzahl/{figure.indicator}", **area)))
    body: list[Component] = (
        [html.Ul(lines[:MOST_CHANGES], className="zb-list")]
        if lines
        else [html.P(t("overview.changes.none"))]
    )
    if len(lines) > MOST_CHANGES:
        every = html.A(t("overview.changes.all"), href=read.here(nur="veraendert"))
        body.append(html.P([t("overview.changes.more", shown=MOST_CHANGES, total=len(lines)), " ", every]))
    since = change_blocks.since_last(read)
    return html.Section([html.H2(t("overview.changes.title")), *([since] if since else []), *body])


def _change(said: str, href: str) -> Component:
    """Return a line of what changed: indicator and area lead there, the rest is to be read."""
    name, colon, rest = said.partition(": ")
    return html.Li([html.A(name, href=href), colon, rest])
