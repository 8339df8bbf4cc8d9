"""What happens to files that somebody sends: which are kept, and what do the checks say?"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash_app.access import Role, Viewer, may_upload
from dash_app.intake.folder import Folder, Incoming
from dash_app.intake.limits import CHECK
from dash_app.intake.process import Loader
from dash_app.intake.refusals import Refused, told
from dash_app.register import Register
from dash_app.register import deliveries as kept
from dash_app.register.models import Delivery, DeliveryFile, DeliveryState

log = logging.getLogger(__name__)

HOSTILE = frozenset({"active-content", "too-large"})
"""Findings of files that are not kept."""
LONGEST = 1000
"""Characters of a reason or a note."""

Report = Mapping[str, Any]
"""Answer of the checks: `etl.intake.check`, and `candidate`, the token of the publication on trial."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What becomes a delivery."""

    files: Sequence[Incoming]
    note: str = ""
    form: Mapping[str, Any] | None = field(default=None)
    """What was typed into a form in the page, so that it can be typed on."""


class Sending:
    """How deliveries begin."""

    def __init__(self, register: Register, folder: Folder, loader: Loader) -> None:
        self.register, self.folder, self.loader = register, folder, loader

    # Sending ----

    def send(self, viewer: Viewer, sent: Sent) -> int:
        """Check files and keep them as a delivery; returns its number, that of the same one if it waits.

        Raises:
            Refused: where the viewer may not, nothing came, or nothing of it can be kept.
        """
        if not may_upload(viewer) or viewer.account is None:
            raise Refused(403, "intake.refused.upload")
        if not sent.files:
            raise Refused(400, "intake.refused.nothing")
        for file in sent.files:
            file.flush()
        if same := self._same(viewer, sent):
            return same
        places = {file.sha256: file.path for file in sent.files}
        names = [(file.sha256, file.called) for file in sent.files]
        report = self.checked(viewer.district, _agreements(viewer), names, places)
        good = self._good(sent, report)
        if len(good) < len(sent.files):  # what is left is looked at by itself
            left_out = report
            names = [(file.sha256, file.called) for file in good]
            self.folder.drop_candidate(report["candidate"])
            report = self.checked(viewer.district, _agreements(viewer), names, places)
            report = {**report, "refused": [f for f in left_out["files"] if not _is_kept(f)]}
        return self._kept(viewer, sent, good, report)

    def _kept(self, viewer: Viewer, sent: Sent, good: Sequence[Incoming], report: Report) -> int:
        for file in good:
            self.folder.keep(file)
        files = [
            DeliveryFile(
                name=file.called,
                sha256=file.sha256,
                size=file.size,
                source=said["source"],
                status=said["status"],
            )
            for file, said in zip(good, report["files"], strict=True)
        ]
        delivery = Delivery(
            state=DeliveryState.DRAFT.value,
            district=viewer.district,
            account_id=viewer.account,
            note=sent.note.strip()[:LONGEST],
            checked_against=report["base"],
            agreements=list(report["agreements"]),
            report={**report, "form": sent.form} if sent.form else dict(report),
            files=files,
        )
        return kept.add(self.register, viewer, delivery)

    def _same(self, viewer: Viewer, sent: Sent) -> int | None:
        """Return the delivery of the same person with the same files that still waits."""
        content = sorted((file.sha256, file.called) for file in sent.files)
        waiting = kept.listing(self.register, viewer, (DeliveryState.DRAFT, DeliveryState.SUBMITTED))
        own = (
            each for each in waiting if each.account_id == viewer.account and not each.report.get("refused")
        )
        for each in own:
            if content == sorted((file.sha256, file.name) for file in each.files):
                return each.id
        return None

    def _good(self, sent: Sent, report: Report) -> list[Incoming]:
        """Return the files that are kept; the log counts the others.

        Raises:
            Refused: where none is.
        """
        good = [f for f, said in zip(sent.files, report["files"], strict=True) if _is_kept(said)]
        refused = [said for said in report["files"] if not _is_kept(said)]
        for said in refused:
            rules = sorted({finding["rule"] for finding in said["findings"]})
            log.warning("intake: refused a file: %s", ", ".join(rules))
        if not good:
            self.folder.drop_candidate(report["candidate"])
            raise Refused(422, "intake.refused.files", findings=refused)
        return good

    def checked(
        self,
        district: str | None,
        agreements: Sequence[str] | None,
        names: Sequence[tuple[str, str]],
        places: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Return what the loader says to files, with the token of the publication on trial.

        Raises:
            Refused: where reading takes too much, too many wait, or the loader cannot.
        """
        token = self.folder.new_candidate()
        files = [{"path": str(places[sha256]), "name": name} for sha256, name in names]
        scope = {"district": district, "agreements": agreements}
        try:
            with self.folder.turn():
                candidate = str(self.folder.candidate(token))
                report = self.loader.ask("check", CHECK, files=files, candidate=candidate, **scope)
        except Exception as problem:
            self.folder.drop_candidate(token)
            raise told(problem) from problem
        if not report["is_new"]:
            self.folder.drop_candidate(token)
        return {**report, "candidate": token if report["is_new"] else None, "scope": scope}


def _agreements(viewer: Viewer) -> list[str] | None:
    """Return the agreements that a person may deliver for; None for all."""
    return list(viewer.agreements) if viewer.role is Role.DEPARTMENT else None


def _is_kept(said: Mapping[str, Any]) -> bool:
    """Tell whether a file is kept, although it may have errors: one that no source knows is not."""
    rules = {finding["rule"] for finding in said["findings"]}
    return said["status"] != "unrecognised" and rules.isdisjoint(HOSTILE)
