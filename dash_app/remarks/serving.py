"""How do comments and measures get from a form into the register?

`POST /kommentar/<neu|id>` and `POST /massnahme/<neu|id>` with the field `schritt` (`rules.Step`). What is
accepted leads on to the page of the remark; what is not comes back as the page with what was typed, with
the errors beside the fields and a status of 4xx. Everything works without scripts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as Redirect

from dash_app import formats
from dash_app.access import Viewer
from dash_app.queries import figures
from dash_app.reading import Reading, reading_at
from dash_app.register import Register
from dash_app.register.models import Comment, Measure, Remark
from dash_app.remarks import book, forms
from dash_app.remarks.address import KEYS, PATHS, TARGET, subject
from dash_app.remarks.forms import Typed
from dash_app.remarks.rules import Step, may_begin
from dash_app.remarks.seen import Desk, one
from dash_app.remarks.typed import keep_typed
from dash_app.shell.router import Shown, render
from dash_app.store import Store
from schemas.catalogue import BERLIN, Indicator
from schemas.period import Period

LARGEST = 64 * 1024
"""Bytes of a form; the longest text has a fourth of it."""
Document = Callable[[Shown], str]
Answer = Response | Redirect


class Site(Protocol):
    """What the application that answers knows about itself, as far as forms need it."""

    @property
    def store(self) -> Store: ...  # noqa: D102
    @property
    def register(self) -> Register: ...  # noqa: D102
    @property
    def viewer(self) -> Viewer: ...  # noqa: D102


class Refused(Exception):
    """The form cannot be followed; `typed` goes back to the page."""

    def __init__(self, code: int, typed: Typed) -> None:
        self.code, self.typed = code, typed
        super().__init__(typed.message)


def serve_remarks(server: Flask, site: Site, document: Document) -> None:
    """Answer the forms of comments and measures; `document` makes the document of a page."""

    @server.post("/kommentar/<remark>")
    def comment(remark: str) -> Answer:
        return _answer(site, Comment, remark, document)

    @server.post("/massnahme/<remark>")
    def measure(remark: str) -> Answer:
        return _answer(site, Measure, remark, document)


def _answer(site: Site, table: type[Remark], name: str, document: Document) -> Answer:
    search = "?" + request.query_string.decode("utf-8", "replace")
    path = f"{PATHS[table]}/{name}"
    read = reading_at(path, search, KEYS, has_any_period=True)
    try:
        if (request.content_length or 0) > LARGEST:
            raise Refused(413, Typed(message=read.t("remarks.refused.large")))
        done, step = _followed(site, read, table, name, request.form)
    except Refused as problem:
        keep_typed(problem.typed)
        return Response(document(render(path, search)), problem.code, mimetype="text/html")
    said = read.href(f"{PATHS[table]}/{done.id}", getan=step.value, bezirk=read.view.bezirk)
    return redirect(said, 303)


def _followed(
    site: Site, read: Reading, table: type[Remark], name: str, sent: Mapping[str, str]
) -> tuple[Remark, Step]:
    """Follow a form.

    Raises:
        Refused: with what was typed.
    """
    typed = forms.typed(table, sent)
    try:
        step = Step(sent.get("schritt", ""))
    except ValueError as error:
        raise Refused(400, typed.with_errors({}, read.t("remarks.refused.step"))) from error
    desk = Desk(site.store, site.register, read.snapshot, site.viewer)
    try:
        if name == "neu":
            return _begun(desk, read, table, typed, step, sent), step
        return _taken(desk, read, table, _number(name), typed, step, sent), step
    except book.NotThere as error:
        raise Refused(404, typed.with_errors({}, read.t("remarks.refused.gone"))) from error
    except book.NotAllowed as error:
        raise Refused(403, typed.with_errors({}, read.t("remarks.refused.rights"))) from error


def _number(name: str) -> int:
    if not (name.isascii() and name.isdigit() and len(name) <= 15):
        raise book.NotThere
    return int(name)


# A new remark ----


def _begun(
    desk: Desk, read: Reading, table: type[Remark], typed: Typed, step: Step, sent: Mapping[str, str]
) -> Remark:
    if step not in (Step.SAVE, Step.SUBMIT):
        raise book.NotAllowed
    indicator, district, period = subject(read)
    agreement = desk.agreement_of(indicator.id) if indicator else None
    is_target = sent.get("art") == TARGET and table is Comment
    district = BERLIN if is_target else district
    if indicator is None or not may_begin(desk.viewer, indicator, agreement, district, is_target=is_target):
        raise book.NotAllowed
    if table is Comment and not _is_period(desk, indicator, district, period):
        raise Refused(422, typed.with_errors({}, read.t("remarks.refused.period")))
    values, checked = forms.read(table, typed, read.t)
    if checked.errors:
        raise Refused(422, checked)
    more: dict[str, Any] = {}
    if table is Comment:
        more = {"period": str(period), "publication": desk.snapshot.number}
        more["kind"] = "target" if is_target else "comment"
    form = sent.get("formular", "")[:40] or None
    made = table(indicator=indicator.id, district=district, form=form, **values, **more)
    return book.begin(desk.register, desk.viewer, made, step)


def _is_period(desk: Desk, indicator: Indicator, district: str, period: Period) -> bool:
    """Tell whether an indicator has figures of such periods, and this one has ended."""
    if period.level not in indicator.levels:
        return False
    is_over = period.end <= formats.in_berlin(datetime.now(UTC)).date()
    ids, places = [indicator.id], [district]
    return is_over or bool(
        figures(desk.snapshot, desk.viewer, indicators=ids, districts=places, periods=[period])
    )


# A remark that is there ----


def _taken(
    desk: Desk,
    read: Reading,
    table: type[Remark],
    id_: int,
    typed: Typed,
    step: Step,
    sent: Mapping[str, str],
) -> Remark:
    told = one(desk, table, id_)
    if told is None:
        raise book.NotThere
    version = sent.get("version", "")
    values, reason, done = None, "", None
    if step in (Step.SAVE, Step.SUBMIT):
        values, typed = forms.read(table, typed, read.t)
    if step is Step.RETURN:
        reason, typed = forms.reason(typed, read.t)
    if step is Step.DONE and isinstance(told.remark, Measure):
        today = formats.in_berlin(datetime.now(UTC)).date()
        done, typed = forms.done_on(typed, read.t, told.remark.starts, today)
    if typed.errors:
        raise Refused(422, typed)
    change = book.Change(step, int(version) if version.isdigit() else 0, values, reason, done)
    agreement = desk.agreement_of(told.remark.indicator)
    try:
        return book.take(desk.register, desk.viewer, table, id_, agreement, change)
    except book.Overtaken as problem:
        raise Refused(409, _overtaken(read, typed, problem.now)) from problem


def _overtaken(read: Reading, typed: Typed, now: Remark) -> Typed:
    """Return the form as typed, on top of what somebody else has saved, which is shown beside it."""
    other = "\n".join(text for text in forms.values_of(now, read.language).values() if text)
    return Typed(typed.values, {}, read.t("remarks.refused.overtaken"), now.version, other)
