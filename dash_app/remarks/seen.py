"""Which remarks does a reader see, and was a figure revised after somebody wrote about it?

A remark is seen where the figure is: what hides the figure hides what is said about it. Only the office that
wrote it, and who decides on it, see it all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from dash_app.access import Viewer, areas_seen, may_approve
from dash_app.metrics import shown
from dash_app.queries import figures
from dash_app.register import Register
from dash_app.register.models import Comment, Measure, Remark
from dash_app.register.remarks import found
from dash_app.remarks.rules import Step, is_of_office, may_read, steps
from dash_app.store import NoPublication, Snapshot, Store
from schemas.catalogue import Indicator
from schemas.observation import Figure, Status
from schemas.period import Period

R = TypeVar("R", bound=Remark)
Revision = Literal["", "before", "after"]
"""Written before the figure that is shown was revised, or after (where an older state is shown)."""
Place = tuple[str, str, str]
"""Indicator, area and period."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What remarks are read from: publications, register, the publication shown, and for whom."""

    store: Store
    register: Register
    snapshot: Snapshot
    viewer: Viewer

    def agreement_of(self, indicator: str) -> str | None:
        """Return the id of the agreement of an indicator."""
        agreement = self.snapshot.catalogue.agreement_of.get(indicator)
        return agreement.id if agreement else None


@dataclass(frozen=True, slots=True)
class Told(Generic[R]):
    """A remark as a viewer sees it."""

    remark: R
    steps: tuple[Step, ...] = ()
    """Steps that the viewer may take."""
    revision: Revision = ""


def comments(
    desk: Desk,
    *,
    indicators: Collection[str] | None = None,
    districts: Collection[str] | None = None,
    states: Collection[str] | None = None,
) -> list[Told[Comment]]:
    """Return the comments and notes on targets that the viewer may see, of the newest period first."""
    if not desk.register.is_begun:
        return []
    with desk.register.reading() as session:
        listed = found(session, Comment, indicators=indicators, districts=districts, states=states)
    seen = _seen(desk, listed)
    if not seen:
        return []
    now = _figures(desk.snapshot, desk.viewer, [told.remark for told in seen])
    told = [each for each in seen if not _is_hidden(desk, each.remark, now)]
    told = _revised(desk, told, now)
    return sorted(told, key=_newest, reverse=True)


def measures(
    desk: Desk,
    *,
    indicators: Collection[str] | None = None,
    districts: Collection[str] | None = None,
    states: Collection[str] | None = None,
) -> list[Told[Measure]]:
    """Return the measures that the viewer may see, the latest start first."""
    if not desk.register.is_begun:
        return []
    with desk.register.reading() as session:
        listed = found(session, Measure, indicators=indicators, districts=districts, states=states)
    return sorted(_seen(desk, listed), key=lambda told: (told.remark.starts, told.remark.id), reverse=True)


def one(desk: Desk, table: type[R], id_: int) -> Told[R] | None:
    """Return one remark, None where there is none for this viewer."""
    if not desk.register.is_begun:
        return None
    with desk.register.reading() as session:
        remark = session.get(table, id_)
    listed = _seen(desk, [remark] if remark else [])
    if listed and isinstance(remark, Comment):
        now = _figures(desk.snapshot, desk.viewer, [remark])
        listed = [] if _is_hidden(desk, remark, now) else listed
    return listed[0] if listed else None


def _seen(desk: Desk, listed: Sequence[R]) -> list[Told[R]]:
    """Return the remarks that the viewer may read, on indicators and areas that they may see."""
    known, areas = desk.snapshot.catalogue.indicators, desk.snapshot.catalogue.areas_by_key
    told = []
    for remark in listed:
        indicator = known.get(remark.indicator)
        if indicator is None or remark.district not in areas:
            continue
        agreement = desk.agreement_of(remark.indicator)
        within = areas_seen(desk.viewer, indicator, agreement)
        if within is not None and remark.district not in within:
            continue
        if may_read(desk.viewer, remark, agreement):
            told.append(Told(remark, steps(desk.viewer, remark, agreement)))
    return told


def _newest(told: Told[Comment]) -> tuple[Period, bool, int]:
    return Period.parse(told.remark.period), told.remark.district == "00", told.remark.id


# The figure behind a comment ----


def _figures(snapshot: Snapshot, viewer: Viewer, listed: Sequence[Comment]) -> Mapping[Place, Figure]:
    """Return the figures that comments are about; no entry where there is none."""
    rows = figures(
        snapshot,
        viewer,
        indicators=dict.fromkeys(comment.indicator for comment in listed),
        districts=dict.fromkeys(comment.district for comment in listed),
        periods=sorted({Period.parse(comment.period) for comment in listed}),
    )
    return {(row.indicator, row.district, row.period): row for row in rows}


def _place(comment: Comment) -> Place:
    return comment.indicator, comment.district, comment.period


def _is_hidden(desk: Desk, comment: Comment, now: Mapping[Place, Figure]) -> bool:
    """Tell whether the figure is hidden, from somebody who neither wrote nor decides."""
    figure = now.get(_place(comment))
    if comment.kind == "target" or figure is None or figure.status is not Status.SUPPRESSED:
        return False
    agreement = desk.agreement_of(comment.indicator)
    return not (may_approve(desk.viewer, agreement) or is_of_office(desk.viewer, comment.account))


def _revised(desk: Desk, listed: Sequence[Told[Comment]], now: Mapping[Place, Figure]) -> list[Told[Comment]]:
    """Return the comments with the mark of those whose figure is another one than when they were written."""
    others = {told.remark.publication for told in listed} - {desk.snapshot.number}
    then: dict[int, Mapping[Place, Figure]] = {}
    for number in others:
        about = [told.remark for told in listed if told.remark.publication == number]
        try:
            then[number] = _figures(desk.store.open(number), desk.viewer, about)
        except NoPublication:
            continue  # cleared away: nobody can tell any more
    marked = []
    for told in listed:
        comment = told.remark
        indicator = desk.snapshot.catalogue.indicators[comment.indicator]
        was, earlier = then.get(comment.publication), comment.publication < desk.snapshot.number
        if was is not None and comment.kind != "target":
            pair = was.get(_place(comment)), now.get(_place(comment))
            if differs(*pair, indicator):
                told = replace(told, revision="before" if earlier else "after")
        marked.append(told)
    return marked


def differs(one: Figure | None, other: Figure | None, indicator: Indicator) -> bool:
    """Tell whether two states of a figure are shown differently; of hidden ones nothing is told."""
    if any(figure is not None and figure.status is Status.SUPPRESSED for figure in (one, other)):
        return False
    return _said(one, indicator) != _said(other, indicator)


def _said(figure: Figure | None, indicator: Indicator) -> tuple[object, ...]:
    if figure is None:
        return None, None
    return shown(figure.value, indicator.decimals), figure.text
