"""Does a body that no page of ours sends go no further than the door, and leave a line that tells nothing?"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from dash_app.access import Role
from dash_app.shell.faults import HEADER
from tests.dash_app.shell_server import chosen, publish, server_of
from tests.signed import client_as

ADDRESS = "/_dash-update-component"
PARTS = (("markup", "data"), ("frame", "children"), ("answer", "data"))
OUTPUT = "..{}..".format("...".join(f"shell-{id_}.{name}" for id_, name in PARTS))
WAY = {"path": "/", "search": "?bezirk=03"}
GOOD: dict[str, Any] = {
    "output": OUTPUT,
    "outputs": [{"id": f"shell-{id_}", "property": name} for id_, name in PARTS],
    "inputs": [{"id": "shell-request", "property": "data", "value": WAY}],
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    home = tmp_path_factory.mktemp("home")
    publish(home)
    return server_of(home, login="local")


def changed(**parts: Any) -> dict[str, Any]:
    return {**deepcopy(GOOD), **parts}


@pytest.mark.parametrize(
    "body",
    [
        "no question",
        ["bezirk", "03"],
        {},
        changed(output="geheim\n2026-11-22 ERROR made up.children"),
        changed(output=["x"]),
        changed(inputs={"id": "shell-request"}),
        changed(inputs=[]),
        changed(outputs=[]),
        changed(outputs=[{"id": "geheim", "property": "data"}] * 3),
        changed(inputs=["shell-request.data"]),
        changed(inputs=[{"id": "delivery", "property": "district", "value": "03"}]),
        changed(inputs=[*GOOD["inputs"], {"id": "viewer", "property": "district", "value": "03"}]),
        changed(state=[{"id": "viewer", "property": "role", "value": "steering"}]),
        changed(output="shell-request.data"),
    ],
)
def test_a_forged_body_is_refused_with_a_sentence_and_a_line_that_quotes_nothing(
    server: Flask, body: Any, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client_as(server, Role.DISTRICT, district="04").post(ADDRESS, json=body)
    assert answer.status_code == 400 and HEADER not in answer.headers
    assert "stammt nicht von einer Seite von Zielblick" in answer.get_json()["message"]
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("dash_app")]
    assert lines == [f"refused: POST {ADDRESS} (400, question)"]


@pytest.mark.parametrize("value", [None, "/", 7, {}, {"path": None, "search": 3}, {"path": ["/"]}])
def test_a_question_without_an_address_is_no_fault(
    server: Flask, value: Any, caplog: pytest.LogCaptureFixture
) -> None:
    body = changed(inputs=[{"id": "shell-request", "property": "data", "value": value}])
    answer = client_as(server, Role.READER).post(ADDRESS, json=body)
    assert answer.status_code < 500 and "fault" not in caplog.text


def test_what_pages_ask_is_answered(server: Flask) -> None:
    assert chosen(client_as(server, Role.READER), "/")["shell-answer"]


def test_refusals_leave_one_line_each_without_names_and_what_was_sent(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(tmp_path)
    server = server_of(tmp_path, login="local")
    known, unknown = client_as(server, Role.READER, name="anna.muster"), server.test_client()
    unknown.set_cookie("zb-session", "gestohlen")
    caplog.clear()
    known.post("/kommentar/neu?kennzahl=amt_quote", data={"schritt": "submit", "text": "geheim"})
    known.post("/abmelden", headers={"Sec-Fetch-Site": "cross-site"})
    known.post("/auftraege", data="x", content_type="text/plain")
    unknown.get("/kennzahl/geheim")
    unknown.get("/api/v1/values?indicator=geheim")
    known.get("/gibt-es-nicht")
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("dash_app")]
    assert lines == [
        "refused: POST /kommentar/<remark> (403)",
        "refused: POST /abmelden (403, foreign)",
        "refused: POST /auftraege (415, json)",
        "refused: GET /<path:path> (303, over)",
        "refused: GET /api/v1/<path:name> (401, over)",
    ]


def test_who_comes_with_a_session_that_is_over_is_told_so(server: Flask) -> None:
    client = server.test_client()
    client.set_cookie("zb-session", "abgelaufen")
    answer = client.get("/kennzahl/amt_quote")
    assert answer.location == "/anmelden?weiter=/kennzahl/amt_quote&meldung=beendet"
    assert "Ihre Sitzung ist abgelaufen oder wurde beendet" in client.get(answer.location).text
    said = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
    upload = client.post("/lieferungen/hochladen", headers=said)
    assert upload.status_code == 401
    assert "abgelaufen" in upload.get_json()["message"], "the script of the upload says it"
