"""Which measures stand on the time axis of an indicator?"""

from __future__ import annotations

from collections.abc import Iterable

from dash_app.reading import Reading, site
from dash_app.register.models import Measure, RemarkState
from dash_app.remarks.seen import Desk, measures
from schemas.catalogue import BERLIN, Event, EventKind, Text

MOST = 4
"""Measures on one axis, the latest; all of them are listed below the charts."""


def measure_events(read: Reading, indicator: str) -> list[Event]:
    """Return the approved measures of Berlin and the reader's district as events."""
    here = site()
    desk = Desk(here.store, here.register, read.snapshot, read.viewer)
    areas = [BERLIN, read.district] if read.district else [BERLIN]
    listed = measures(desk, indicators=[indicator], districts=areas, states=[RemarkState.APPROVED])
    return events(told.remark for told in listed[:MOST])


def events(listed: Iterable[Measure]) -> list[Event]:
    """Return measures as events of their areas."""
    return [
        Event(
            id=f"massnahme-{measure.id}",
            since=measure.starts,
            kind=EventKind.MEASURE,
            title=Text(de=measure.title, en=measure.title),
            indicators=(measure.indicator,),
            areas=() if measure.district == BERLIN else (measure.district,),
        )
        for measure in listed
    ]
