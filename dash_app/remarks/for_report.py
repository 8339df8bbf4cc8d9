"""What do a report's readers get of what was said and done? What is approved, about its figures.

Drafts and what waits for a decision are not in it, whoever makes the document: the same order gives the same
document to all who may see the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from dash_app import formats
from dash_app.access import Viewer
from dash_app.queries import course_level, figures_at, series
from dash_app.register import Register
from dash_app.register import models as kept
from dash_app.remarks.effect import effect
from dash_app.remarks.effect_words import effect_words
from dash_app.remarks.offices import office
from dash_app.remarks.seen import Desk, Told, comments, measures
from dash_app.reports.choice import Choice
from dash_app.reports.model import Comment, Measure, Remarks
from dash_app.store import Store
from dash_app.texts import Texts

_APPROVED = (kept.RemarkState.APPROVED.value,)


def approved(store: Store, register: Register, viewer: Viewer, choice: Choice) -> Remarks:
    """Return the approved remarks on the figures of a report.

    Comments are those on the periods that the report shows, with notes on targets; measures are all of its
    indicators. Raises NoPublication where none can be read.
    """
    if choice.kind != "report" or not register.is_begun:
        return Remarks()
    desk = Desk(store, register, store.open(choice.publication), viewer)
    known = {agreement.id: agreement for agreement in desk.snapshot.catalogue.agreements}
    agreement = known.get(choice.agreement)
    ids = [indicator.id for indicator in agreement.indicators] if agreement else []
    t = Texts(choice.language)
    said = comments(desk, indicators=ids, states=_APPROVED)
    done = measures(desk, indicators=ids, states=_APPROVED)
    return Remarks(
        comments=tuple(_comment(desk, told, t) for told in _of_period(desk, choice, said, ids)),
        measures=tuple(_measure(desk, told.remark, choice, t) for told in done),
    )


def _of_period(
    desk: Desk, choice: Choice, said: Sequence[Told[kept.Comment]], ids: Sequence[str]
) -> list[Told[kept.Comment]]:
    """Return the comments on the figures of the report, by area, and the notes on targets."""
    if not said:
        return []
    shown = figures_at(desk.snapshot, desk.viewer, period=choice.period, indicators=ids)
    periods = {(figure.indicator, figure.district): figure.period for figure in shown}
    about = [
        told
        for told in said
        if told.remark.kind == "target"
        or told.remark.period == periods.get((told.remark.indicator, told.remark.district))
    ]
    return sorted(
        about, key=lambda told: (told.remark.kind != "target", told.remark.district, told.remark.id)
    )


def _comment(desk: Desk, told: Told[kept.Comment], t: Texts) -> Comment:
    comment = told.remark
    words = [t("remarks.page.note")] if comment.kind == "target" else []
    words += [t(f"remarks.report.{told.revision}")] if told.revision else []
    return Comment(
        indicator=comment.indicator,
        district=comment.district,
        author=office(comment.account, desk.snapshot.catalogue, t.language),
        day=formats.in_berlin(comment.decided or comment.changed).date(),
        text=comment.text,
        state="; ".join(words),
    )


def _measure(desk: Desk, measure: kept.Measure, choice: Choice, t: Texts) -> Measure:
    state = t("remarks.report.starts", day=formats.day(measure.starts, t.language))
    if measure.done:
        state = t("remarks.report.done", day=formats.day(measure.done, t.language))
    place = desk.snapshot.catalogue.areas_by_key[measure.district]
    return Measure(
        indicator=measure.indicator,
        district=measure.district,
        title=measure.title if measure.district == "00" else f"{place.name}: {measure.title}",
        owner=measure.owner,
        starts=measure.starts,
        due=measure.due,
        effect=_effect(desk, measure, choice, t),
        state=state,
    )


def _effect(desk: Desk, measure: kept.Measure, choice: Choice, t: Texts) -> str:
    """Return the effect expected, and what before and after say, one a line."""
    indicator = desk.snapshot.catalogue.indicators[measure.indicator]
    lines = [t("remarks.report.effect", text=measure.effect)] if measure.effect else []
    if measure.expected is not None:
        amount = formats.with_unit(measure.expected, indicator.unit, indicator.decimals, t.language)
        lines.append(t("remarks.report.expected", amount=amount))
    level = course_level(desk.snapshot, desk.viewer, indicator.id)
    if level is not None:
        rows = series(
            desk.snapshot,
            desk.viewer,
            indicator=indicator.id,
            level=level,
            districts=[measure.district],
            end=choice.period.end,
        )
        found = effect(rows[measure.district], indicator, measure.starts)
        lines += [effect_words(found, indicator, t)] if found else []
    return "\n".join(lines)
