"""Does a delivery get from the clerk to the publication, through two people and no other way?"""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

from openpyxl import load_workbook

from dash_app.register import audit
from dash_app.register.models import Entry
from tests.dash_app.intake.desk import AGREEMENT, BAD, GOOD, Desk, form, number, shown


def test_a_clerk_sees_the_error_repairs_it_hands_it_in_and_somebody_else_releases_it(desk: Desk) -> None:
    first = desk.delivered(("meldung.csv", BAD))
    page = desk.page(f"/lieferungen/eingang/{first}")
    assert "So kann die Lieferung nicht abgegeben werden: 1 Fehler" in page.text
    assert "„zwölfhundert“ ist keine Zahl" in page.text
    assert page.all("form")[0].attributes["action"].startswith("/lieferungen/hochladen")
    assert desk.step(first, "abgeben").status_code == 409, "with errors it cannot be handed in"

    second = desk.delivered(("meldung.csv", GOOD), statt=str(first))
    assert desk.delivery(first).state == "withdrawn"
    page = desk.page(f"/lieferungen/eingang/{second}")
    assert "Gelieferte Werte: 2 geändert." in page.text
    assert "1.100" in page.text and "1.200" in page.text
    assert number(desk.step(second, "abgeben")) == second
    assert desk.current() == 1, "handed in is not published"
    assert "Wartet auf Ihre Freigabe" in desk.page("/lieferungen", "senat").text

    assert number(desk.step(second, "freigeben", "senat")) == second
    assert desk.current() == 2
    page = desk.page(f"/lieferungen/eingang/{second}")
    assert "Die Lieferung ist veröffentlicht (Veröffentlichung 2)" in page.text
    about = "/kennzahl/sta_geburten_beurkundet?bezirk=01&zeitraum=2025-Q1"
    assert "1.200" in desk.page(about, "leser").text
    actions = [entry.action for entry in desk.audit()]
    assert actions == [
        "delivery.upload", "delivery.upload", "delivery.withdraw", "delivery.submit",
        "delivery.release", "delivery.release",
    ]  # fmt: skip
    last = desk.audit()[-1]
    assert (last.before or {})["state"] == "releasing" and (last.after or {})["publication"] == 2
    with desk.register.reading() as session:
        assert audit.first_broken(session.query(Entry).order_by(Entry.id)) is None


def test_findings_can_be_taken_along_as_a_file(desk: Desk) -> None:
    id_ = desk.delivered(("=cmd.csv", BAD))
    text = desk.get(f"/lieferungen/eingang/{id_}/befunde.csv").data.decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text), delimiter=";")
    assert head[:4] == ["Datei", "Art", "Zeile", "Spalte"]
    assert row[0] == "_cmd.csv" and row[2] == "2" and row[4] == "zwölfhundert"
    book = load_workbook(io.BytesIO(desk.get(f"/lieferungen/eingang/{id_}/befunde.xlsx?sprache=en").data))
    cells = [[cell.value for cell in line] for line in book.worksheets[0].iter_rows()]
    assert cells[0][0] == "File" and "is not a number" in str(cells[1][5])


def test_nobody_releases_what_is_not_theirs_and_nobody_their_own(desk: Desk) -> None:
    id_ = desk.delivered(who="senat")
    assert desk.step(id_, "abgeben", "senat").status_code == 303
    assert desk.step(id_, "freigeben", "senat").status_code == 403, "four eyes"
    assert desk.step(id_, "freigeben", "senat2").status_code == 403, "a department's own: the steering team"
    assert desk.step(id_, "freigeben", "fremd").status_code == 404
    assert desk.step(id_, "freigeben", "pankow").status_code == 404, "another district sees nothing of it"
    assert desk.step(id_, "freigeben", "leser").status_code == 404
    assert desk.step(id_, "freigeben", "admin").status_code == 404
    assert desk.get(f"/lieferungen/eingang/{id_}/befunde.csv", "pankow").status_code == 404
    assert "meldung.csv" not in desk.page(f"/lieferungen/eingang/{id_}", "pankow").text
    assert desk.current() == 1
    assert desk.step(id_, "freigeben", "lenkung").status_code == 303
    assert desk.current() == 2


def test_a_returned_delivery_says_why_and_a_form_sent_twice_changes_nothing(desk: Desk) -> None:
    id_ = desk.delivered()
    assert desk.delivered() == id_, "the same files again are the same delivery"
    assert desk.step(id_, "zurueckgeben", "senat", grund="zu früh").status_code == 409, "not handed in yet"
    desk.step(id_, "abgeben")
    assert desk.step(id_, "abgeben").status_code == 409
    assert desk.step(id_, "zurueckgeben", "senat").status_code == 400, "without a reason"
    assert desk.step(id_, "zurueckgeben", "senat", grund="<b>Bitte prüfen</b>").status_code == 303
    page = desk.page(f"/lieferungen/eingang/{id_}")
    assert "Zurückgegeben von Senat: <b>Bitte prüfen</b>" in page.text and not page.all("b")
    answer = desk.step(id_, "freigeben", "senat")
    assert answer.status_code == 409 and "anderen Stand: zurückgegeben" in shown(answer.text).text
    assert desk.step(id_, "zurueckziehen", "mitte2").status_code == 403, "a colleague sees it, no more"
    assert desk.step(id_, "zurueckziehen").status_code == 303
    assert desk.kept() == [], "what is withdrawn is deleted"
    assert desk.step(id_, "zurueckziehen").status_code == 409
    assert desk.current() == 1


def test_where_the_catalogue_asks_for_no_release_handing_in_publishes(
    desk: Desk, root: Path, tmp_path: Path
) -> None:
    shutil.copytree(root / "data" / "catalogue", tmp_path / "catalogue")
    agreement = tmp_path / "catalogue" / "agreements" / f"{AGREEMENT}.yaml"
    text = agreement.read_text(encoding="utf-8")
    agreement.write_text(text.replace("\norder:", "\nrelease: none\norder:", 1), encoding="utf-8")
    assert "ohne Freigabe" not in desk.page("/lieferungen").text, "the rule where all ask for one"
    free = Desk(desk.home, catalogue=tmp_path / "catalogue")
    id_ = free.delivered()
    page = free.page(f"/lieferungen/eingang/{id_}")
    assert "Sie wird dann sofort veröffentlicht" in page.text
    assert "Abgeben und veröffentlichen" in [button.text for button in page.all("button")]
    assert free.step(id_, "abgeben").status_code == 303
    assert (free.delivery(id_).state, free.current()) == ("released", 2)
    page = free.page(f"/lieferungen/eingang/{id_}")
    assert "reigegeben" not in page.one("ol").text, "nobody released it, so nobody is told so"
    head = free.page("/lieferungen").one(id="einreichen").text
    assert "ohne Freigabe veröffentlicht werden Lieferungen allein zu Standesämter" in head


def test_a_release_looks_again_where_the_publication_has_moved_on(desk: Desk) -> None:
    mitte = desk.delivered()
    rival = desk.delivered(("andere.csv", form(("sta_geburten", "1300"))), who="mitte2")
    pankow = desk.delivered(("p.csv", form(("sta_ehen", "91"), district="Pankow")), who="pankow")
    for id_, who in ((mitte, "mitte"), (rival, "mitte2"), (pankow, "pankow")):
        desk.step(id_, "abgeben", who)
    assert desk.step(rival, "freigeben", "senat").status_code == 303
    answer = desk.step(mitte, "freigeben", "senat")
    assert answer.status_code == 409
    assert "(Veröffentlichung 1 → 2)" in shown(answer.text).text
    assert desk.current() == 2 and desk.delivery(mitte).state == "submitted"
    assert "1.300" in desk.page(f"/lieferungen/eingang/{mitte}", "senat").text, "the preview is a new one"
    assert desk.step(mitte, "freigeben", "senat").status_code == 303
    assert desk.current() == 3
    # What others delivered meanwhile does not touch this one: nothing to look at again.
    assert desk.step(pankow, "freigeben", "senat2").status_code == 303
    assert desk.current() == 4


def test_a_release_that_was_cut_off_is_repeated_without_a_second_publication(desk: Desk) -> None:
    id_ = desk.delivered()
    desk.step(id_, "abgeben")
    desk.step(id_, "freigeben", "senat")
    with desk.register.writing() as session:  # as if the process had died between the two
        row = session.get_one(type(desk.delivery(id_)), id_)
        row.state, row.publication = "submitted", None
    assert desk.step(id_, "freigeben", "senat").status_code == 303
    assert (desk.current(), desk.delivery(id_).publication) == (2, 2)


def test_the_steering_team_goes_back_with_a_reason_and_nobody_else(desk: Desk) -> None:
    id_ = desk.delivered()
    desk.step(id_, "abgeben")
    desk.step(id_, "freigeben", "senat")

    def back(who: str, **fields: str) -> int:
        return desk.people[who].post("/lieferungen/ruecknahme", data=fields).status_code

    assert back("senat", stand="1", grund="falsch") == 403
    assert back("lenkung", stand="1") == 400
    assert back("lenkung", stand="99", grund="falsch") == 503
    assert desk.current() == 2
    assert back("lenkung", stand="1", grund="Falsche Datei") == 303
    assert desk.current() == 3
    page = desk.page("/lieferungen", "lenkung").text
    assert "Rückkehr zu Veröffentlichung 1: Falsche Datei" in page
    assert desk.audit()[-1].after == {"publication": 3, "content_of": 1, "reason": "Falsche Datei"}


def test_files_are_kept_for_their_owner_only_and_nothing_can_be_run(desk: Desk) -> None:
    desk.delivered()
    kept = desk.kept()
    assert kept
    assert {path.stat().st_mode & 0o777 for path in kept if path.suffix != ".duckdb"} == {0o600}
    assert {folder.stat().st_mode & 0o777 for folder in desk.home.glob("uploads/*/")} == {0o700}


def test_readers_get_no_form_and_cannot_send_anyway(desk: Desk, tmp_path: Path) -> None:
    for who in ("leser", "admin"):
        assert not desk.page("/lieferungen", who).all("form", enctype="multipart/form-data")
        assert desk.upload(("m.csv", GOOD), who=who).status_code == 403
    assert desk.count() == 0 and desk.kept() == []
