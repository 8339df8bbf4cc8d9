"""Which agreements and indicators may a viewer see?"""

from __future__ import annotations

from dash_app.access import Viewer, may_see, visible
from dash_app.store import Snapshot
from schemas.catalogue import Agreement, Goal, Indicator


def agreements(snapshot: Snapshot, viewer: Viewer) -> list[Agreement]:
    """Return all agreements in menu order, without indicators and documents that the viewer may not see."""
    listed = sorted(snapshot.catalogue.agreements, key=lambda agreement: agreement.order)
    return [_seen(agreement, viewer) for agreement in listed]


def indicators(snapshot: Snapshot, viewer: Viewer) -> list[Indicator]:
    """Return the indicators that the viewer may see, by agreement in menu order, context last."""
    catalogue = snapshot.catalogue
    listed = [i for agreement in agreements(snapshot, viewer) for i in agreement.indicators]
    return [*listed, *visible(viewer, catalogue.context)]


def _seen(agreement: Agreement, viewer: Viewer) -> Agreement:
    goals = tuple(_seen_goal(goal, viewer) for goal in agreement.goals)
    documents = tuple(document for document in agreement.documents if may_see(viewer, document))
    return agreement.model_copy(update={"goals": goals, "documents": documents})


def _seen_goal(goal: Goal, viewer: Viewer) -> Goal:
    return goal.model_copy(update={"indicators": visible(viewer, goal.indicators)})
