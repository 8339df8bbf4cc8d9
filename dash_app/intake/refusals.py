"""What is somebody told whose request is not carried out?"""

from __future__ import annotations

from dash_app.intake.folder import Busy
from dash_app.intake.process import Exceeded, Failed
from dash_app.register.deliveries import Moved


class Refused(Exception):
    """What was asked for does not happen: status of the answer, key of the text, and what it is about."""

    def __init__(self, code: int, key: str, /, **params: object) -> None:
        self.code, self.key, self.params = code, key, params
        super().__init__(key)


def moved_on(moved: Moved) -> Refused:
    """Return what somebody is told who was not the first."""
    return Refused(409, "intake.refused.moved", state=moved.state)


def told(problem: Exception) -> Exception:
    """Return what a person is told of a problem; what nobody expected stays what it is."""
    if isinstance(problem, Exceeded):
        return Refused(413, "intake.refused.exceeded")
    if isinstance(problem, Busy):
        return Refused(503, "intake.refused.busy")
    if isinstance(problem, Failed):
        return Refused(503, "intake.refused.failed")
    return problem
