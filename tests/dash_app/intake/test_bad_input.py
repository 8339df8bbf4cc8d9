"""Is hostile input refused with a sentence, logged without what it says, and not kept?"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from dash_app.intake import limits, sending
from dash_app.intake.folder import Folder, safe_name
from dash_app.intake.limits import Bounds
from tests.dash_app.intake.desk import GOOD, HEAD, JSON, Desk, form, number, shown

LAST = ("mitte", "Person", "meldung.csv", "geheim")
"""Words that no line of the log may hold."""


def book(*rows: list[Any]) -> bytes:
    """A form as a workbook."""
    made = Workbook()
    sheet = made.worksheets[0]
    head: list[list[Any]] = [
        ["meldebogen", "standesamt-meldung"],
        ["bezirk", "Mitte"],
        ["berichtszeitraum", "2025-Q1"],
        ["kennung", "bezeichnung", "einheit", "wert", "bemerkung"],
    ]
    for row in (*head, *rows):
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


PLAIN = book(["sta_geburten", "", "", 1200], ["sta_ehen", "", "", 95])


def with_part(name: str, content: bytes = b"x", also: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """The plain workbook with a part more, or with its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, also(part, old.read(part)) if also else old.read(part))
        if name:
            new.writestr(name, content)
    return out.getvalue()


def bomb(part: str, content: bytes) -> bytes:
    return content + b" " * (200 * limits.MEBI) if part == "xl/worksheets/sheet1.xml" else content


def entities(part: str, content: bytes) -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    return re.sub(rb"(\?>|^)", rb"\1" + doctype, content, count=1) if part.endswith("sheet1.xml") else content


HOSTILE = {
    "macros": (with_part("xl/vbaProject.bin"), "Makros"),
    "links": (with_part("xl/externalLinks/externalLink1.xml"), "Verknüpfungen mit anderen Dateien"),
    "objects": (with_part("xl/embeddings/oleObject1.bin"), "eingebettete Objekte"),
    "connections": (with_part("xl/connections.xml"), "Datenverbindungen"),
    "bomb": (with_part("", also=bomb), "zu groß (entpackt 200 MB"),
    "entities": (with_part("", also=entities), "DTD"),
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "Kennwort"),
    "program": (b"\x7fELF\x02\x01\x01geheim", "Kein Quellsystem verwendet dieses Format"),
}


def test_hostile_files_are_refused_together_each_with_its_reason_and_nothing_is_kept(
    counter: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = counter.upload(*((f"{name}.xlsx", content) for name, (content, _) in HOSTILE.items()))
    assert answer.status_code == 422
    text = shown(answer.text).text
    for name, (_, reason) in HOSTILE.items():
        told = text.partition(f"„{name}.xlsx“ wurde nicht angenommen")[2].partition("wurde nicht angenommen")[
            0
        ]
        assert reason in told, (name, text)
    assert counter.count() == 0 and counter.kept() == [], "nothing is kept"
    lines = [record.getMessage() for record in caplog.records]
    assert len([line for line in lines if line.startswith("intake: refused a file: active-content")]) == 5
    assert not [line for line in lines if any(word in line for word in (*LAST, *HOSTILE))]


def test_a_good_file_beside_a_hostile_one_is_kept_alone(desk: Desk) -> None:
    id_ = desk.delivered(("m.csv", GOOD), ("böse.xlsm", HOSTILE["macros"][0]))
    page = desk.page(f"/lieferungen/eingang/{id_}")
    assert "„böse.xlsm“ wurde nicht angenommen und nicht gespeichert. Die Arbeitsmappe enthält" in page.text
    assert [path.name for path in desk.kept()] == ["next.duckdb", hashlib.sha256(GOOD).hexdigest()]


def test_formulas_are_said_cell_by_cell(desk: Desk) -> None:
    made = book(["sta_geburten", "", "", "=600*2"], ["sta_ehen", "", "", 95])
    page = desk.page(f"/lieferungen/eingang/{desk.delivered(('f.xlsx', made))}")
    assert "Hier steht die Formel „=600*2“, ohne berechneten Wert" in page.text
    assert "Abgeben" not in [button.text for button in page.all("button")]


def test_rows_of_another_district_are_refused_whatever_the_form_says(desk: Desk) -> None:
    both = GOOD + form(("sta_geburten", "1"), district="Pankow").removeprefix(HEAD.encode())
    id_ = desk.delivered(("m.csv", both), bezirk="03", district="03", agreements="standesaemter")
    assert desk.delivery(id_).district == "01", "the account says whose it is, not the form"
    page = desk.page(f"/lieferungen/eingang/{id_}")
    assert "Zeile 4" in page.text and "Zeilen für „Pankow“: 1;" in page.text
    assert desk.step(id_, "abgeben").status_code == 409
    other = desk.delivered(("m.csv", GOOD), who="fremd")
    assert "gehören zu keiner Vereinbarung" in desk.page(f"/lieferungen/eingang/{other}", "fremd").text
    assert desk.step(other, "abgeben", "fremd").status_code == 409


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\a\\Meldung III.xlsx", "Meldung III.xlsx"),
        ('<img src=x onerror="alert(1)">.csv', "_img src_x onerror__alert(1)__.csv"),
        ("\u202excod.exe\x00.csv", "xcod.exe.csv"),
        ("..", "datei"),
        (".htaccess", "htaccess"),
        ("a" * 400 + ".csv", "a" * 110 + ".csv"),
        ("Größe – Mitte (2).csv", "Größe – Mitte (2).csv"),
    ],
)
def test_a_name_keeps_its_last_part_without_anything_that_could_be_taken_otherwise(
    given: str, kept: str
) -> None:
    assert safe_name(given) == kept


def test_markup_in_names_notes_and_cells_is_shown_as_text(desk: Desk) -> None:
    evil = "<script>alert(1)</script>"
    content = form(("sta_geburten", evil), ("sta_ehen", "95"))
    id_ = desk.delivered((f"../{evil}.csv", content), bemerkung=evil)
    for address in (f"/lieferungen/eingang/{id_}", "/lieferungen"):
        text = desk.get(address).text
        assert evil not in text.partition('<div id="shell-page">')[2].partition("<script")[0]
    assert evil in desk.page(f"/lieferungen/eingang/{id_}").text, "it is there, as text"


class Endless(io.RawIOBase):
    """A body that never ends, without being anywhere."""

    def __init__(self, head: bytes) -> None:
        self.head, self.read_so_far = head, 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return 0

    def seek(self, place: int, whence: int = 0) -> int:
        return 0

    def readinto(self, buffer: Any) -> int:
        piece = self.head[: len(buffer)] or b"0" * len(buffer)
        self.head = self.head[len(buffer) :]
        buffer[: len(piece)] = piece
        self.read_so_far += len(piece)
        return len(piece)


def post(desk: Desk, body: Any, length: int | None, **more: Any) -> Any:
    environ = {"wsgi.input_terminated": True} if length is None else {"CONTENT_LENGTH": str(length)}
    return desk.people["mitte"].post(
        "/lieferungen/hochladen", input_stream=body, content_type="multipart/form-data; boundary=x",
        environ_overrides=environ, headers=more,
    )  # fmt: skip


PART = b'--x\r\nContent-Disposition: form-data; name="dateien"; filename="a.csv"\r\n\r\n'


def test_two_gigabytes_are_refused_by_what_they_say_and_by_what_comes(counter: Desk) -> None:
    body = Endless(PART)
    answer = post(counter, body, 2 * 1024**3, **JSON)
    assert answer.status_code == 413
    assert answer.json["message"] == (
        "Die Dateien sind zusammen zu groß (2.048 MB); erlaubt sind 64 MB auf einmal. "
        "Bitte nacheinander hochladen."
    )
    assert body.read_so_far <= limits.Most().waste + 2**20, "the rest is not read for ever"
    endless = Endless(PART)
    answer = post(counter, endless, None)
    assert answer.status_code == 413
    assert "Die Datei „a.csv“ ist zu groß; erlaubt sind 32 MB je Datei" in shown(answer.text).text
    assert counter.kept() == []


def test_too_many_files_are_refused_in_the_language_of_the_reader(counter: Desk) -> None:
    files = [(f"{n}.csv", GOOD) for n in range(21)]
    data = {"dateien": [(io.BytesIO(content), name) for name, content in files]}
    answer = counter.people["mitte"].post("/lieferungen/hochladen?sprache=en", data=data)
    assert answer.status_code == 413
    assert "too many files; up to 20 at once are allowed" in shown(answer.text).text
    assert counter.kept() == []


@pytest.mark.parametrize(
    ("content", "code"), [(b"", 400), (b"no multipart at all", 400), (PART + b"cut off", 400)]
)
def test_an_upload_that_is_none_is_refused(counter: Desk, content: bytes, code: int) -> None:
    assert post(counter, io.BytesIO(content), len(content)).status_code == code
    assert counter.kept() == []


def test_a_file_that_takes_too_much_ends_its_process_and_nothing_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for bounds in (Bounds(memory=300 * limits.MEBI), Bounds(seconds=1), replace(Bounds(), wait=0.2)):
        monkeypatch.setattr(sending, "CHECK", bounds)
        answer = desk.upload(("meldung.csv", GOOD))
        assert answer.status_code == 413, bounds
        assert "mehr Speicher oder Zeit als erlaubt" in shown(answer.text).text
    assert desk.kept() == [] and desk.count() == 0
    assert desk.get("/lieferungen").status_code == 200
    assert not [r for r in caplog.records if any(word in r.getMessage() for word in LAST)]


def test_who_waits_too_long_for_a_turn_is_told_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(desk.home)
    folder.prepare()
    turn = Folder.turn
    with folder.turn(), folder.turn():
        monkeypatch.setattr(Folder, "turn", lambda self: turn(self, 0.2))
        answer = desk.upload(("meldung.csv", GOOD))
    assert answer.status_code == 503 and desk.kept() == []
    monkeypatch.undo()
    assert number(desk.upload(("meldung.csv", GOOD)))


@pytest.mark.parametrize("step", ["abgeben", "freigeben", "zurueckgeben", "zurueckziehen", "pruefen"])
def test_steps_of_a_delivery_that_is_not_there_say_so(counter: Desk, step: str) -> None:
    assert counter.step(999, step).status_code == 404
    assert counter.people["mitte"].get(f"/lieferungen/eingang/999/{step}").status_code in (200, 404, 405)


def test_what_was_never_finished_is_cleared_away(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.prepare()
    left = folder.incoming / "left"
    left.write_bytes(b"x")
    folder.prepare()
    assert left.exists(), "it may still be coming in"
    old = left.stat().st_mtime - 2 * 24 * 3600
    os.utime(left, (old, old))
    folder.prepare()
    assert not left.exists()
