"""What happens to a delivery: checked again, handed in, released, returned, withdrawn?

Every step is taken from the state that it begins with and from no other, in one write of the register; who
comes second is told what has happened (`Refused`). A release publishes first and notes it then: where that
is cut off, the next attempt finds what is published already (`etl.intake.publish`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from dash_app.access import Viewer, may_release, may_roll_back, may_upload
from dash_app.components.deliveries import RETURN
from dash_app.intake.limits import PUBLISH
from dash_app.intake.refusals import Refused, moved_on, told
from dash_app.intake.sending import LONGEST, Report, Sending, Sent
from dash_app.register import deliveries as kept
from dash_app.register.audit import Action
from dash_app.register.deliveries import Moved
from dash_app.register.models import Delivery, DeliveryState, now

GIVEN_UP = timedelta(minutes=15)
"""So long after its beginning a release that noted no end was cut off."""


_WAITS: dict[str, Any] = {"state": "submitted", "decided": None, "decided_by_id": None}
"""What a delivery is again whose release did not work."""


class Intake(Sending):
    """The deliveries of an installation."""

    def replace(self, viewer: Viewer, sent: Sent, number: int) -> int:
        """Send files that stand in for a delivery, which is withdrawn; where it has gone on, both stay."""
        made = self.send(viewer, sent)
        found = kept.get(self.register, viewer, number)
        open_states = (DeliveryState.DRAFT, DeliveryState.RETURNED)
        if found and made != number and found.account_id == viewer.account and found.state in open_states:
            self.withdraw(viewer, number, f"→ {made}")
        return made

    def check_again(self, viewer: Viewer, number: int) -> Report:
        """Check a delivery against the current publication; its report says what is true now."""
        found = self.find(viewer, number)
        return self._check_again(viewer, found, found.state)

    def _check_again(self, viewer: Viewer, found: Delivery, state: str) -> Report:
        scope = found.report.get("scope") or {}
        names = [(file.sha256, file.name) for file in found.files]
        places = {sha256: self.folder.content(sha256) for sha256, _ in names}
        report = self.checked(scope.get("district"), scope.get("agreements"), names, places)
        more = {key: value for key, value in found.report.items() if key in ("form", "refused")}
        new: dict[str, Any] = {**report, **more}
        changes: dict[str, Any] = {
            "checked_against": report["base"],
            "agreements": list(report["agreements"]),
            "report": new,
        }
        try:
            kept.step(self.register, viewer, found.id, Action.DELIVERY_CHECK, expected=[state], **changes)
        except Moved as moved:
            self.folder.drop_candidate(report["candidate"])
            raise moved_on(moved) from moved
        self.folder.drop_candidate(found.report.get("candidate"))
        return new

    def find(self, viewer: Viewer, number: int) -> Delivery:
        """Return a delivery. Raises `Refused` where there is none that the viewer may see."""
        found = kept.get(self.register, viewer, number)
        if found is None:
            raise Refused(404, "intake.refused.unknown", number=number)
        return found

    def submit(self, viewer: Viewer, number: int) -> None:
        """Hand a delivery in; where nobody has to release it, it is published at once."""
        found = self.find(viewer, number)
        if not may_upload(viewer) or found.account_id != viewer.account:
            raise Refused(403, "intake.refused.not_yours")
        if not found.report["is_acceptable"] or not found.report["is_new"]:
            raise Refused(409, "intake.refused.not_acceptable")
        begin = (DeliveryState.DRAFT, DeliveryState.RETURNED)
        changes = {"state": "submitted", "submitted": now(), "reason": ""}
        self._step(viewer, number, Action.DELIVERY_SUBMIT, begin, **changes)
        if not found.report["needs_release"]:
            self._publish(viewer, self.find(viewer, number))

    def release(self, viewer: Viewer, number: int) -> int:
        """Publish a delivery and return the number of the publication.

        Raises:
            Refused: where the viewer may not, somebody else was quicker, or what would change is not any more
                what was shown (the report is made anew then).
        """
        found = self.find(viewer, number)
        if not may_release(viewer, found.district, found.agreements, found.account_id):
            raise Refused(403, "intake.refused.release")
        return self._publish(viewer, found)

    def _publish(self, viewer: Viewer, found: Delivery) -> int:
        begin = [DeliveryState.SUBMITTED.value]
        if found.state == DeliveryState.RELEASING and found.decided and now() - found.decided > GIVEN_UP:
            begin.append(DeliveryState.RELEASING.value)
        act, number = Action.DELIVERY_RELEASE, found.id
        by = {"decided": now(), "decided_by_id": viewer.account}
        self._step(viewer, number, act, begin, state=DeliveryState.RELEASING.value, **by)
        try:
            answer = self._published(found)
        except Exception as problem:
            self._step(viewer, number, act, ["releasing"], **_WAITS)
            raise told(problem) from problem
        made = answer["publication"] or answer["already"]
        if made is None:
            self._step(viewer, number, act, ["releasing"], **_WAITS)
            before = found.report
            after = self._check_again(viewer, found, DeliveryState.SUBMITTED.value)
            raise Refused(409, "intake.refused.changed", before=before, after=after)
        self._step(viewer, number, act, ["releasing"], state="released", publication=made, decided=now())
        self.folder.drop_candidate(found.report.get("candidate"))
        return int(made)

    def _published(self, found: Delivery) -> Mapping[str, Any]:
        files = [{"path": str(self.folder.content(f.sha256)), "name": f.name} for f in found.files]
        return self.loader.ask(
            "publish",
            PUBLISH,
            files=files,
            onto=found.checked_against,
            effect=found.report["effect"],
            note=found.note,
            **(found.report.get("scope") or {}),
        )

    def give_back(self, viewer: Viewer, number: int, reason: str) -> None:
        """Return a delivery to whoever sent it, with a reason."""
        found = self.find(viewer, number)
        if not may_release(viewer, found.district, found.agreements, found.account_id):
            raise Refused(403, "intake.refused.release")
        if not reason.strip():
            raise Refused(400, "intake.refused.reason")
        by = {"decided": now(), "decided_by_id": viewer.account, "reason": reason.strip()[:LONGEST]}
        self._step(viewer, number, Action.DELIVERY_RETURN, ["submitted"], state="returned", **by)

    def withdraw(self, viewer: Viewer, number: int, reason: str = "") -> None:
        """Withdraw a delivery of one's own; its files are deleted, their names and hashes stay."""
        found = self.find(viewer, number)
        if found.account_id != viewer.account:
            raise Refused(403, "intake.refused.not_yours")
        begin = (DeliveryState.DRAFT, DeliveryState.SUBMITTED, DeliveryState.RETURNED)
        said = reason.strip()[:LONGEST]
        self._step(viewer, number, Action.DELIVERY_WITHDRAW, begin, state="withdrawn", reason=said)
        self.folder.drop_candidate(found.report.get("candidate"))
        for file in found.files:
            if not kept.is_held(self.register, file.sha256, number):
                self.folder.drop(file.sha256)

    def roll_back(self, viewer: Viewer, number: int, reason: str) -> int:
        """Make an earlier publication current again and return the number of the new one."""
        if not may_roll_back(viewer):
            raise Refused(403, "intake.refused.rollback")
        if not reason.strip():
            raise Refused(400, "intake.refused.reason")
        try:
            note = f"{RETURN.format(number)}: {reason.strip()[:LONGEST]}"  # as the command line says it
            answer = self.loader.ask("rollback", PUBLISH, number=number, note=note)
        except Exception as problem:
            raise told(problem) from problem
        made = int(answer["publication"])
        kept.note_rollback(self.register, viewer, number, made, reason.strip()[:LONGEST])
        return made

    def _step(
        self, viewer: Viewer, number: int, action: Action, begin: Sequence[str], **changes: Any
    ) -> None:
        try:
            kept.step(self.register, viewer, number, action, expected=begin, **changes)
        except Moved as moved:
            raise moved_on(moved) from moved
