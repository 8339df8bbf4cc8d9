"""What is the chain behind a figure to programs?"""

from __future__ import annotations

from typing import Any

from dash_app.explanation import Earlier, Edition, Explanation, Sheet
from dash_app.exports.records import plain, to_record
from dash_app.queries import Origin, RecordedFinding
from dash_app.store import Snapshot
from schemas.formula import Formula


def explanation_record(found: Explanation, snapshot: Snapshot) -> dict[str, Any]:
    """Return the chain behind a figure as JSON types; docs/answers.md describes the keys."""
    indicator, figure = found.indicator, found.figure
    return {
        "figure": to_record(figure, snapshot) | {"state": figure.state, "text": figure.text},
        "title": indicator.title("de"),
        "deliveries": [_sheet(sheet) for sheet in found.sheets],
        "measurements": [_origin(origin) for origin in found.origins],
        "formula": _formula(found),
        "rounding": {
            "exact": figure.value,
            "decimals": indicator.decimals,
            "shown": None if found.shown is None else float(found.shown),
            "rule": "half_away_from_zero",
        },
        "target": _target(found),
        "rule": {
            "polarity": indicator.polarity.value,
            "near_by": found.near,
            "distance": None if found.distance is None else float(found.distance),
        },
        "status": figure.status.value,
        "publication": edition_record(found.edition),
        "earlier": [_earlier(each) for each in found.earlier],
    }


def _formula(found: Explanation) -> dict[str, Any]:
    """Return the formula with the numbers put in; sums that are not shown are null."""
    formula, figure = found.indicator.value, found.figure
    terms = [
        {
            "side": term.side,
            "sign": term.sign,
            "measure": term.measure,
            "value": plain(term.value),
            "measurements": term.measurements,
        }
        for term in found.terms
    ]
    return {
        "kind": formula.kind,
        "expression": expression(formula),
        "scale": plain(formula.scale),
        "way": found.way.value,
        "terms": terms,
        "numerator": plain(figure.numerator),
        "denominator": plain(figure.denominator),
        "agrees": found.agrees,
    }


def expression(formula: Formula) -> str:
    """Return a formula over measure ids: `100 * a / (a + b)`, `last(a)`, `reported`."""
    if formula.kind == "reported":
        return "reported"  # has no sums
    top = str(formula.numerator)
    scale = "" if formula.scale == 1 else f"{plain(formula.scale)} * "
    match formula.kind:
        case "sum":
            return f"{scale}sum({top})"
        case "last":
            return f"{scale}last({top})"
    return f"{scale}({top}) / ({formula.denominator})"


def edition_record(edition: Edition) -> dict[str, Any]:
    """Return what a publication says about itself; `created` is UTC."""
    return {
        "number": edition.number,
        "created": edition.created.isoformat(),
        "note": edition.note,
        "rollback_of": edition.rollback_of,
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    delivery = sheet.delivery
    return {
        "delivery": delivery.id,
        "file": delivery.name,
        "path": delivery.path,
        "source": delivery.source,
        "sha256": delivery.sha256,
        "loaded": delivery.loaded.isoformat(),
        "publication": delivery.publication,
        "lines": [list(block) for block in sheet.lines],
        "measurements": sheet.measurements,
        "checks": {"error": delivery.errors, "warning": delivery.warnings, "info": delivery.infos},
        "findings": [_finding(finding) for finding in sheet.findings or ()],
    }


def _finding(finding: RecordedFinding) -> dict[str, Any]:
    return {
        "severity": finding.severity.value,
        "rule": finding.rule,
        "line": finding.line,
        "column": finding.column,
        "found": finding.found,
        "message": finding.message_de,
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "measure": origin.measure,
        "district": origin.district,
        "place": origin.place,
        "period": str(origin.period),
        "part": origin.part or None,
        **_numbers(origin),
        "line_first": origin.line_first,
        "line_last": origin.line_last,
        "used": origin.is_used,
        "replaced": [_numbers(earlier) for earlier in origin.replaced],
    }


def _numbers(origin: Origin) -> dict[str, Any]:
    """Return what one delivery says; numbers that are hidden are null."""
    return {
        "value": plain(origin.value),
        "numerator": plain(origin.numerator),
        "denominator": plain(origin.denominator),
        "text": origin.text,
        "hidden": origin.is_hidden,
        "delivery": origin.delivery.id,
        "revision": origin.revision,
    }


def _target(found: Explanation) -> dict[str, Any] | None:
    target, source = found.figure.target, found.reference
    if target is None:
        return None
    return {
        "value": target.value,
        "lower": target.lower,
        "upper": target.upper,
        "tolerance": target.tolerance,
        "floor": target.floor,
        "from": target.since.isoformat(),
        "to": target.until.isoformat() if target.until else None,
        "area": target.area,
        "example": target.is_example,
        "source": {"id": source.id, "title": source.title, "url": source.url} if source else None,
        "note": target.note("de") if target.note else None,
    }


def _earlier(earlier: Earlier) -> dict[str, Any]:
    figure = earlier.figure
    return {
        "publication": earlier.edition.number,
        "created": earlier.edition.created.isoformat(),
        "value": figure.value if figure else None,
        "status": figure.status.value if figure else None,
        "hidden": earlier.is_hidden,
    }
