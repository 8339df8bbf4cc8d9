"""Does a callback ask what our pages ask? A body that somebody made up goes no further.

Dash would look for the callback that it names and fail: a fault with a trace in the log, for what is none.
Whose figures the answer may hold is decided where figures are read, whatever a body says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, current_app, request

from dash_app.shell.router import CALLBACKS
from dash_app.signin.refusals import refusal

ADDRESS = "/_dash-update-component"


def refused() -> Response | None:
    """Return why a question is not answered, None where it is one or the address is another."""
    if request.path != ADDRESS or request.method != "POST":
        return None
    return None if _is_question(request.get_json(silent=True)) else refusal(400, "signin.refused.question")


def _is_question(body: Any) -> bool:
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    known: Mapping[str, Any] = current_app.extensions[CALLBACKS].get(body["output"], {})
    if "callback" not in known:
        return False
    written = [
        {"id": each.component_id, "property": each.component_property} for each in _listed(known["output"])
    ]
    wanted = (("outputs", written), ("inputs", known["inputs"]), ("state", known["state"]))
    return all(_fits(_listed(body.get(part, [])), parts) for part, parts in wanted)


def _listed(parts: Any) -> Sequence[Any]:
    """Return what Dash gives as a list where it is several, and bare where it is one."""
    return parts if isinstance(parts, (list, tuple)) else [parts]


def _fits(given: Sequence[Any], wanted: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether the parts of a page that are sent are those of the callback."""
    return len(given) == len(wanted) and all(
        isinstance(part, dict) and (part.get("id"), part.get("property")) == (own["id"], own["property"])
        for part, own in zip(given, wanted, strict=True)
    )
