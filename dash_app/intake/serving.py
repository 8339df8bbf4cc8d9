"""Under which addresses do deliveries come in and go on?

`POST /lieferungen/hochladen` takes files, `POST /lieferungen/eingang/<number>/<step>` takes a step,
`POST /lieferungen/ruecknahme` goes back to an earlier publication; what the checks found is
`GET /lieferungen/eingang/<number>/befunde.<csv|xlsx>`. All work without JavaScript: they answer with the page
to go on with (303) or with a page that says why not. Who asks for JSON gets `{"href"}` or `{"message"}`.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Protocol

from flask import Flask, Response, jsonify, redirect, request, send_file

from dash_app import url
from dash_app.access import Viewer
from dash_app.intake import words
from dash_app.intake.findings import findings_file
from dash_app.intake.folder import TooMuch
from dash_app.intake.limits import Most
from dash_app.intake.receiving import received
from dash_app.intake.refusals import Refused
from dash_app.intake.sending import Sent
from dash_app.intake.work import Intake
from dash_app.refused import because
from dash_app.texts import Texts

PLACE = "/lieferungen"
UPLOAD = f"{PLACE}/hochladen"
ROLLBACK = f"{PLACE}/ruecknahme"
STEPS = ("abgeben", "freigeben", "zurueckgeben", "zurueckziehen", "pruefen")
SMALL = 64 * 1024
"""Bytes of a form without files."""


class Site(Protocol):
    """What the application that answers knows about itself, as far as deliveries need it."""

    @property
    def viewer(self) -> Viewer: ...  # noqa: D102


Show = Callable[[str, str, str, str], str]
"""Makes the document of a notice from its title, its text, the language, and where it leads back to."""
Answer = Response | tuple[Response, int]


def place_of(number: int) -> str:
    """Return the address of a delivery."""
    return f"{PLACE}/eingang/{number}"


def serve_intake(server: Flask, site: Site, intake: Intake, show: Show, most: Most | None = None) -> None:
    """Answer the addresses above."""

    @server.post(UPLOAD)
    def send_delivery() -> Answer:
        return answer(lambda: _upload(intake, site.viewer, most or Most()), show)

    @server.post(f"{PLACE}/eingang/<int:number>/<any({', '.join(STEPS)}):step>")
    def step_of_delivery(number: int, step: str) -> Answer:
        return answer(lambda: _take(intake, site.viewer, number, step), show)

    @server.post(ROLLBACK)
    def return_to_publication() -> Answer:
        return answer(lambda: _back_to(intake, site.viewer), show)

    @server.get(f"{PLACE}/eingang/<int:number>/befunde.<any(csv, xlsx):ending>")
    def findings_of_delivery(number: int, ending: str) -> Answer:
        t = Texts(_language())
        try:
            found = intake.find(site.viewer, number)
        except Refused as problem:
            return _refused(problem, t, show)
        content, media = findings_file(found, ending, t)
        name = f"{t('intake.findings.file')}_{number}.{ending}"
        sent = send_file(BytesIO(content), mimetype=media, as_attachment=True, download_name=name)
        sent.headers["Cache-Control"] = "private, no-store"
        return sent


# What is asked for; each returns the address to go on with ----


def _upload(intake: Intake, viewer: Viewer, most: Most) -> str:
    with received(request, intake.folder, most) as came:
        sent, instead = Sent(came.files, came.fields.get("bemerkung", "")), came.fields.get("statt", "")
        if _is_number(instead):
            return place_of(intake.replace(viewer, sent, int(instead)))
        return place_of(intake.send(viewer, sent))


def _take(intake: Intake, viewer: Viewer, number: int, step: str) -> str:
    reason = _field("grund")
    match step:
        case "abgeben":
            intake.submit(viewer, number)
        case "freigeben":
            intake.release(viewer, number)
        case "zurueckgeben":
            intake.give_back(viewer, number, reason)
        case "zurueckziehen":
            intake.withdraw(viewer, number, reason)
            return PLACE
        case _:
            intake.check_again(viewer, number)
    return place_of(number)


def _back_to(intake: Intake, viewer: Viewer) -> str:
    number = _field("stand")
    if not _is_number(number):
        raise Refused(400, "intake.refused.publication")
    intake.roll_back(viewer, int(number), _field("grund"))
    return PLACE


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _field(name: str) -> str:
    request.max_content_length = SMALL
    return request.form.get(name, "")


def _language() -> str:
    return url.parse(url.read(request.query_string.decode("utf-8", "replace")))[0].sprache


def answer(act: Callable[[], str], show: Show) -> Answer:
    """Do what is asked and lead to where it goes on; the choices of the reader travel along."""
    t = Texts(_language())
    try:
        place = act()
    except Refused as problem:
        return _refused(problem, t, show)
    except TooMuch as problem:
        return _refused(words.too_much(problem), t, show)
    query = request.query_string.decode("utf-8", "replace")
    href = place + ("&" if "?" in place else "?") + query if query else place
    return jsonify(href=href) if _wants_json() else _see(href)


def _see(href: str) -> Response:
    answer = redirect(href, 303)
    assert isinstance(answer, Response), "Flask redirects with its own answers"
    return answer


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _refused(problem: Refused, t: Texts, show: Show) -> tuple[Response, int]:
    because(problem.key.removeprefix("intake.refused."))
    text = words.refusal(problem, t)
    if _wants_json():
        return jsonify(message=text), problem.code
    document = show(t("intake.refused.title"), text, t.language, _back())
    return Response(document, mimetype="text/html"), problem.code


def _back() -> str:
    """Return where a refused reader goes back to: the page of the delivery, else that of all."""
    number = (request.view_args or {}).get("number")
    return place_of(number) if number else PLACE
