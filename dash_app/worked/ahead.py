"""How likely is the target met by its date: one projection read aloud with its numbers?"""

from __future__ import annotations

from dash_app import formats, sentences
from dash_app.outlook import Outlook, outlook_of
from dash_app.outlook_blocks import rows_behind
from dash_app.queries.projections import projections
from dash_app.sentences.words import period_of
from dash_app.worked.base import At, Example
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure


def outlook(at: At) -> Example | None:
    """Read the first projection of the reader's district, else of Berlin, that says something."""
    read, area = at.read, at.read.district or BERLIN
    ids = [indicator.id for indicator, _ in at.with_frames()]
    listed = projections(read.snapshot, read.viewer, indicators=ids, districts=[area])
    for indicator, frame in at.with_frames():
        found = listed.get((indicator.id, area))
        made = outlook_of(found, rows_behind(read, indicator, found), indicator) if found else None
        if made is not None:
            figure = next(f for f in frame if f.district == area)
            return Example(figure, _steps(at, indicator, made, figure), "prognose")
    return None


def _steps(at: At, indicator: Indicator, made: Outlook, figure: Figure) -> tuple[str, ...]:
    """Return what is expected, how the method did when it was tested, what is needed, what the page says."""
    found, goal, record = made.projection, made.goal, made.projection.record
    ends = {"lower": at.shown(goal.lower80, indicator), "upper": at.shown(goal.upper80, indicator)}
    words = sentences.projection(
        made,
        indicator=indicator,
        areas=at.read.catalogue.areas_by_key,
        shown=period_of(figure),
        language=at.read.language,
    )
    until, value = formats.period(goal.period, at.read.language), at.shown(goal.expected, indicator)
    steps = [at.t("worked.ahead.expected", n=found.known, period=until, value=value, **ends)]
    if record is not None and None not in (record.mase, record.mase_last_value, record.mase_last_year):
        errors = (record.mase, record.mase_last_value, record.mase_last_year)
        model, last, year = (at.number(error, 2) for error in errors)
        steps.append(at.t("worked.ahead.record", model=model, last=last, year=year))
    if made.needed is not None and made.usual is not None:
        needed = formats.signed(made.needed, 2, at.read.language)
        steps.append(at.t("worked.ahead.needed", needed=needed, usual=at.number(made.usual, 2)))
    return (*steps, at.t("worked.ahead.said", said=words.title))
