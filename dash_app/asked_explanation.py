"""How did one figure come about, and what was it in earlier publications? Puts the explanation together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from dash_app.access import DEMO_VIEWER, Viewer
from dash_app.asked_figures import AskError, known_period
from dash_app.concealment import concealed
from dash_app.explanation import Earlier, Edition, Explanation, explain
from dash_app.queries import Origin, figures, figures_at, findings, may_read, projections, provenance
from dash_app.store import NoPublication, Snapshot, Store
from dash_app.sums import cell_of
from schemas.observation import Figure
from schemas.period import Period

MOST_EARLIER = 3
"""Earlier publications that a page looks into; with the one shown, as many as a process keeps open."""
MOST_ASKED = 20
"""Earlier publications that an answer at the command line looks into."""
FINDINGS_READ = 500
"""Findings of one delivery that are looked through; a file may have as many as it has rows."""


def explanation(
    store: Store,
    snapshot: Snapshot,
    viewer: Viewer,
    *,
    indicator: str,
    district: str,
    period: Period,
    most: int = MOST_EARLIER,
) -> Explanation | None:
    """Return the chain behind a figure; None where nobody knows it or the viewer may not see it.

    Args:
        store: where earlier publications are.
        snapshot: the publication.
        viewer: who reads.
        indicator: its id.
        district: area key.
        period: a period of a level of the indicator.
        most: so many earlier publications are looked into, the newest ones.
    """
    figure = _figure(snapshot, viewer, indicator, district, period)
    if figure is None:
        return None
    origins = provenance(snapshot, viewer, indicator=indicator, district=district, period=period)
    return explain(
        figure,
        origins,
        catalogue=snapshot.catalogue,
        edition=edition(snapshot),
        findings=lambda number: (
            findings(snapshot, viewer, number, limit=FINDINGS_READ)
            if may_read(snapshot, viewer, number)
            else None
        ),
        earlier=_earlier(store, snapshot, viewer, figure, origins, most),
    )


def edition(snapshot: Snapshot) -> Edition:
    """Return what a publication says about itself."""
    return Edition(snapshot.number, snapshot.created, snapshot.note, snapshot.rollback_of)


def _figure(
    snapshot: Snapshot, viewer: Viewer, indicator: str, district: str, period: Period
) -> Figure | None:
    """Return the figure; one that says `no_data` where the publication has no row for it."""
    known = snapshot.catalogue.indicators.get(indicator)
    if known is None or period.level not in known.levels:
        return None
    found = figures_at(snapshot, viewer, period=period, indicators=[indicator], districts=[district])
    return found[0] if found else None


def _earlier(
    store: Store, snapshot: Snapshot, viewer: Viewer, figure: Figure, origins: list[Origin], most: int
) -> Iterator[Earlier]:
    """Yield the figure in the publications that brought something for it, oldest first."""
    brought = {each.delivery.publication for o in origins for each in (o, *o.replaced)}
    wanted = sorted(number for number in brought if number < snapshot.number)[-most:] if most else []
    for number in wanted:
        try:
            then = store.open(number)
        except NoPublication:
            continue  # cleared away; what is left still tells what it knows
        yield _then(then, snapshot, viewer, figure)


def _then(then: Snapshot, now: Snapshot, viewer: Viewer, figure: Figure) -> Earlier:
    known = now.catalogue.indicators[figure.indicator]
    period = Period(figure.period_start, figure.period_end, figure.level)
    listed = figures(
        then, viewer, indicators=[figure.indicator], districts=[figure.district], periods=[period]
    )
    found = next(iter(listed), None)
    if known.min_cases is None or found is None or found.is_withheld:
        return Earlier(edition(then), found, is_hidden=found is not None and found.is_withheld)
    was, is_now = (figures(each, viewer, indicators=[figure.indicator]) for each in (then, now))
    if cell_of(figure) not in concealed(was, is_now, known):
        return Earlier(edition(then), found)
    bare = replace(found, value=None, numerator=None, denominator=None, state=None, text=None)
    return Earlier(edition(then), bare, is_hidden=True)


def asked_explanation(
    store: Store, *, indicator: str, district: str, period: str, publication: int | None, as_json: bool
) -> str:
    """Return the chain behind a figure as somebody asks for it in words: JSON, or German lines.

    Raises:
        AskError: for an id, key, label or level that is not known.
        NoPublication: where there is none, or none with the number.
    """
    from dash_app.chain import as_text
    from dash_app.exports.explanations import explanation_record
    from dash_app.exports.projections import projection_record

    snapshot = store.open(publication)
    asked = known_period(snapshot, indicators=[indicator], districts=[district], period=period)
    found = explanation(
        store, snapshot, DEMO_VIEWER, indicator=indicator, district=district, period=asked, most=MOST_ASKED
    )
    if found is None:
        levels = ", ".join(level.value for level in snapshot.catalogue.indicators[indicator].levels)
        raise AskError(
            f"Die Kennzahl „{indicator}“ gibt es nicht für „{period}“. Bitte einen Zeitraum einer dieser "
            f"Ebenen angeben: {levels}."
        )
    if as_json:
        known = snapshot.catalogue.indicators[indicator]
        ahead = projections(snapshot, DEMO_VIEWER, indicators=[indicator], districts=[found.figure.district])
        made = ahead.get((indicator, found.figure.district))
        record = explanation_record(found, snapshot) | {"projection": projection_record(made, known)}
        return json.dumps(record, ensure_ascii=False, indent=1)
    return as_text(found, snapshot.catalogue)
