"""What is a comparison of two publications or periods to programs?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dash_app.agreed_changes import TargetChange
from dash_app.changes import Change
from dash_app.comparisons import Comparison, counts
from dash_app.exports.explanations import edition_record
from schemas.catalogue import Area, Target
from schemas.observation import Figure


def comparison_record(found: Comparison, areas: Mapping[str, Area]) -> dict[str, Any]:
    """Return a comparison of two publications as JSON types; docs/answers.md describes the keys."""
    return {
        "from": edition_record(found.before),
        "to": edition_record(found.after),
        "counts": asdict(counts(found)),
        "targets": [_target_change(each) for each in found.targets],
        "definitions": list(found.definitions),
        "changes": [change_record(change, areas) for change in found.changes],
    }


def change_record(change: Change, areas: Mapping[str, Area]) -> dict[str, Any]:
    """Return one change; `before` and `after` are null where there is no such figure."""
    figure = change.figure
    area = areas.get(figure.district)
    return {
        "indicator": figure.indicator,
        "district": figure.district,
        "district_name": area.name if area else figure.district,
        "level": figure.level.value,
        "what": [what.value for what in change.what],
        "reasons": [reason.value for reason in change.reasons],
        "hidden": change.is_hidden,
        "before": _side(change.before),
        "after": _side(change.after),
    }


def _side(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "period": figure.period,
        "value": figure.value,
        "text": figure.text,
        "target": _target(figure.target),
        "status": figure.status.value,
    }


def _target(target: Target | None) -> dict[str, Any] | None:
    keys = ("value", "lower", "upper", "tolerance", "floor")
    return None if target is None else {key: getattr(target, key) for key in keys}


def _target_change(change: TargetChange) -> dict[str, Any]:
    target = change.after or change.before
    assert target is not None, "a change has at least one side"
    return {
        "indicator": change.indicator,
        "area": target.area,
        "from": target.since.isoformat(),
        "before": _target(change.before),
        "after": _target(change.after),
    }
