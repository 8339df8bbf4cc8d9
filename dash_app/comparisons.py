"""What changed between two publications, as a whole and in numbers?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dash_app import formats
from dash_app.access import Viewer, visible
from dash_app.agreed_changes import TargetChange, is_redefined, target_changes
from dash_app.asked_explanation import edition
from dash_app.changes import Change, Reason, What, between_publications
from dash_app.explanation import Edition
from dash_app.queries.lineage import sides
from dash_app.store import PublicationInfo, Snapshot
from schemas.catalogue import BERLIN, Indicator


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two publications side by side."""

    before: Edition
    after: Edition
    indicators: Mapping[str, Indicator]
    """Of both catalogues by id, as the later one has them."""
    changes: tuple[Change, ...]
    """By indicator, period and area."""
    targets: tuple[TargetChange, ...]
    definitions: tuple[str, ...]
    """Ids of the indicators that are defined differently."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is different.

    Values are counted where they were delivered: of districts, for the shortest periods of an indicator, so
    that one correction is not counted again in every sum that holds it. Flips are counted on all levels.
    """

    revised: int
    new: int
    arrived: int
    """Late deliveries: values of a time that had ended before the earlier publication was made."""
    withdrawn: int
    redefined: int
    flips: int
    suppressed: int
    targets: int
    definitions: int


def compare(before: Snapshot, after: Snapshot, viewer: Viewer) -> Comparison:
    """Return what changed between two publications, as far as the viewer may see it."""
    was, now = (
        {i.id: i for i in visible(viewer, each.catalogue.indicators.values())} for each in (before, after)
    )

    def ask() -> tuple[Change, ...]:
        found = sides(before, after, viewer)
        made = formats.in_berlin(before.created).date()
        changes = between_publications(
            found.before, found.after, was=was, now=now, came=found.came, made=made, kept=found.kept
        )
        return tuple(changes)

    return Comparison(
        edition(before),
        edition(after),
        {**was, **now},
        after.remember(("changes", before.number, viewer), ask),
        tuple(target_changes(was, now)),
        tuple(id_ for id_ in now if id_ in was and is_redefined(was[id_], now[id_])),
    )


def publication_before(listed: Iterable[PublicationInfo], number: int) -> int | None:
    """Return the number of the publication made last before another one, None where it is the first."""
    return max((info.number for info in listed if info.number < number), default=None)


def is_own(change: Change, indicators: Mapping[str, Indicator]) -> bool:
    """Tell whether a figure was delivered, not added up from others: of a district, on the finest level."""
    figure, indicator = change.figure, indicators[change.figure.indicator]
    is_place = figure.district != BERLIN or indicator.value.kind == "reported"
    return is_place and figure.level is indicator.finest


def counts(found: Comparison) -> Counts:
    """Count the changes by their reasons."""

    def number(reason: Reason) -> int:
        return sum(
            What.VALUE in change.what and reason in change.reasons and is_own(change, found.indicators)
            for change in found.changes
        )

    return Counts(
        revised=number(Reason.REVISION),
        new=number(Reason.NEW),
        arrived=number(Reason.MISSING),
        withdrawn=number(Reason.WITHDRAWN),
        redefined=number(Reason.DEFINITION),
        flips=sum(change.is_flip for change in found.changes),
        suppressed=sum(
            Reason.SUPPRESSION in change.reasons and None not in (change.before, change.after)
            for change in found.changes
        ),
        targets=len(found.targets),
        definitions=len(found.definitions),
    )
