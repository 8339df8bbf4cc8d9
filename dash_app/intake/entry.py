"""How does a form that is filled in on the page become a delivery?

What is typed becomes exactly the file that the template would be, with its lines, and goes the same way as an
upload; so every value can be traced to file and line. What was typed stays with the delivery: with errors it
comes back into the form, each beside its field.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from flask import Flask, current_app, request

from dash_app.access import Role, Viewer, may_upload
from dash_app.downloads import WriteTemplate, file_name
from dash_app.intake.folder import Folder, Incoming
from dash_app.intake.limits import MEBI
from dash_app.intake.refusals import Refused
from dash_app.intake.sending import Sent
from dash_app.intake.serving import Answer, Show, answer, place_of
from dash_app.intake.work import Intake
from dash_app.register.models import Delivery
from dash_app.store import Store
from schemas.catalogue import Catalogue, Measure
from schemas.period import Level, Period

SOURCES = ("standesamt-meldung", "wohnhilfen-meldebogen")
"""Sources whose forms can be filled in on the page."""
LEVELS = (Level.QUARTER, Level.HALF)
ENTRY = "/lieferungen/meldebogen"
VALUE, NOTE = "wert-", "bemerkung-"
"""What the names of the fields begin with; the id of the measure follows."""
LONGEST = 200
FIRST_LINE = 2
"""Line of the file that the first row of a form is on; the header stands before it."""
_EXTENSION = "zielblick-forms"


class Site(Protocol):
    """What the application that answers knows about itself, as far as forms need it."""

    @property
    def store(self) -> Store: ...  # noqa: D102
    @property
    def viewer(self) -> Viewer: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Forms:
    """What the loader knows of forms (`app.py` hands it in): their rows, and how they are written."""

    rows: Callable[[str, Catalogue, Period | None], Sequence[Measure]]
    write: WriteTemplate


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody filled in."""

    source: str
    district: str
    period: Period
    values: Mapping[str, str]
    notes: Mapping[str, str]

    def record(self) -> dict[str, Any]:
        """Return it as the register keeps it."""
        place = {"source": self.source, "district": self.district, "period": str(self.period)}
        return {**place, "values": dict(self.values), "notes": dict(self.notes)}


def forms() -> Forms:
    """Return the forms of the application that answers."""
    found: Forms = current_app.extensions[_EXTENSION]
    return found


def serve_entry(server: Flask, site: Site, intake: Intake, known: Forms, show: Show) -> None:
    """Answer `POST /lieferungen/meldebogen/<source>`."""
    server.extensions[_EXTENSION] = known

    @server.post(f"{ENTRY}/<source>")
    def fill_in_form(source: str) -> Answer:
        def act() -> str:
            if not may_upload(site.viewer):
                raise Refused(403, "intake.refused.upload")
            catalogue = site.store.open().catalogue
            typed = _typed(source, catalogue, site.viewer, known)
            number = _sent(intake, site.viewer, typed, catalogue, known)
            if intake.find(site.viewer, number).report["is_acceptable"]:
                return place_of(number)
            return f"{ENTRY}/{source}?lieferung={number}"

        return answer(act, show)


def errors(delivery: Delivery, rows: Sequence[Measure]) -> dict[str, list[Mapping[str, Any]]]:
    """Return what the checks found by the field that it stands beside; `` for the form as a whole."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for file in delivery.report["files"]:
        for finding in file["findings"]:
            place = (finding["line"] or 0) - FIRST_LINE
            name = rows[place].id if 0 <= place < len(rows) else ""
            found.setdefault(name, []).append(finding)
    return found


def _typed(source: str, catalogue: Catalogue, viewer: Viewer, known: Forms) -> Typed:
    """Return what was typed. Raises `Refused` where it is no form of ours, or of another district."""
    request.max_content_length = MEBI
    sent = request.form
    district = sent.get("bezirk", "")
    try:
        period = Period.parse(sent.get("zeitraum", ""))
    except ValueError as problem:
        raise Refused(400, "intake.refused.form") from problem
    is_known = source in SOURCES and district in {area.key for area in catalogue.districts}
    if not is_known or period.level not in LEVELS:
        raise Refused(400, "intake.refused.form")
    if viewer.role is Role.DISTRICT and viewer.district != district:
        raise Refused(403, "intake.refused.foreign")
    names = [measure.id for measure in known.rows(source, catalogue, period)]
    values, notes = _fields(sent, VALUE, names), _fields(sent, NOTE, names)
    if not values:
        raise Refused(400, "intake.refused.empty")
    return Typed(source, district, period, values, notes)


def _fields(sent: Mapping[str, str], begin: str, names: Collection[str]) -> dict[str, str]:
    """Return the fields that are filled in, each on one line as a cell of the file is."""
    texts = {name: " ".join(sent.get(begin + name, "").split())[:LONGEST] for name in names}
    return {name: text for name, text in texts.items() if text}


def _sent(intake: Intake, viewer: Viewer, typed: Typed, catalogue: Catalogue, known: Forms) -> int:
    intake.folder.prepare()
    file = _file(intake.folder, typed, catalogue, known)
    try:
        sent, instead = Sent([file], form=typed.record()), request.form.get("statt", "")
        if instead.isascii() and instead.isdigit() and len(instead) < 10:
            return intake.replace(viewer, sent, int(instead))
        return intake.send(viewer, sent)
    finally:
        file.close()
        file.path.unlink(missing_ok=True)


def _file(folder: Folder, typed: Typed, catalogue: Catalogue, known: Forms) -> Incoming:
    """Return what was typed as the file that the template would be."""
    name = file_name(typed.source, "csv", typed.district, typed.period)
    with TemporaryDirectory() as place:
        path = Path(place) / name
        known.write(
            typed.source,
            catalogue,
            path,
            district=typed.district,
            period=typed.period,
            values=typed.values,
            notes=typed.notes,
        )
        content = path.read_bytes()
    file = folder.receive(name, MEBI)
    file.write(content)
    return file
