"""How is a refusal said, and how large is a file, in words?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash_app import formats
from dash_app.intake.folder import TooMuch
from dash_app.intake.limits import MEBI
from dash_app.intake.refusals import Refused
from dash_app.register.models import DeliveryState
from dash_app.texts import Texts

_TOLD = 3
"""Findings of a refused file that a sentence tells."""
STATES = tuple(DeliveryState)


def size(count: int, language: str) -> str:
    """Return a size: `1,2 MB`, below a tenth of it `37 KB`."""
    if count < MEBI // 10:
        return f"{formats.number(max(1, round(count / 1024)), 0, language)} KB"
    return f"{formats.number(count / MEBI, 1 if count % MEBI else 0, language)} MB"


def too_much(problem: TooMuch) -> Refused:
    """Return the refusal of what was too much."""
    found = {"found": problem.found} if problem.what == "request" else {}
    key = f"intake.refused.much.{problem.what}"
    return Refused(413, key, allowed=problem.allowed, name=problem.name, **found)


def refusal(problem: Refused, t: Texts) -> str:
    """Return the sentence of a refusal."""
    params = dict(problem.params)
    for name in ("allowed", "found"):
        if name in params and not problem.key.endswith(".files"):
            params[name] = size(int(str(params[name])), t.language)
    if "state" in params:
        params["state"] = state(str(params["state"]), t)
    match problem.key:
        case "intake.refused.files":
            return " ".join(_file(said, t) for said in problem.params["findings"])  # type: ignore[attr-defined]
        case "intake.refused.changed":
            return _changed(problem, t)
        case _:
            return t(problem.key, **params)


def state(slug: str, t: Texts) -> str:
    """Return the word for where a delivery stands."""
    return t(f"intake.state.{slug}") if slug in STATES else t("intake.state.gone")


def message(finding: Mapping[str, Any], language: str) -> str:
    """Return what a finding of a report says."""
    return str(finding["en" if language == "en" else "de"])


def _file(said: Mapping[str, Any], t: Texts) -> str:
    told = " ".join(message(each, t.language) for each in said["findings"][:_TOLD])
    return t("intake.refused.file", name=said["name"], told=told)


def _changed(problem: Refused, t: Texts) -> str:
    """Say what is different since a delivery was checked."""
    before: Any = problem.params["before"]
    after: Any = problem.params["after"]
    errors = [
        sum(f["severity"] == "error" for file in report["files"] for f in file["findings"])
        for report in (before, after)
    ]
    return t(
        "intake.refused.changed",
        before=before["base"] or "–",
        after=after["base"] or "–",
        new_before=before["new"],
        new_after=after["new"],
        changed_before=before["changed"],
        changed_after=after["changed"],
        errors_before=errors[0],
        errors_after=errors[1],
    )
