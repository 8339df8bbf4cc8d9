"""Does the administrator, and nobody else, read who wrote what, and does a rewritten line show?"""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import text

from tests.dash_app.remarks.conftest import Office, read
from tests.dash_app.shell_server import chosen, html_of

PERSON = ("Nutzung", "Rangliste")


def test_only_the_administrator_gets_the_audit(office: Office) -> None:
    office.write()
    for who in office.people:
        page, file = office.get("/protokoll", who), office.get("/protokoll.csv", who)
        is_admin = who == "admin"
        assert (page.status_code, file.status_code) == ((200, 200) if is_admin else (403, 403)), who
        assert ("Kommentar geschrieben" in page.text) is is_admin
        assert ("Zwei Stellen" in file.text) is is_admin
        link = [a for a in read_foot(office, who) if a.startswith("/protokoll")]
        assert bool(link) is is_admin, "it is listed for the administrator only"


def read_foot(office: Office, who: str) -> list[str]:
    document = office.get("/methodik", who).text
    foot = document.partition("<footer")[2].partition("</footer>")[0]
    return [part.partition('"')[0] for part in foot.split('href="')[1:]]


def test_a_choice_by_script_shows_it_to_nobody_else_either(office: Office) -> None:
    office.write()
    for who in ("leser", "lenkung", "admin"):
        text = html_of(chosen(office.people[who], "/protokoll"))
        assert ("Kommentar geschrieben" in text) is (who == "admin")


def test_before_and_after_are_readable_and_hostile_text_stays_text(office: Office) -> None:
    id_ = office.write(text="<img src=x onerror=alert(1)>", step="save")
    office.send(f"/kommentar/{id_}", "mitte", "save", version="1", text="Neuer Wortlaut")
    page = read(office.get("/protokoll", "admin").text)
    row = page.all("tbody")[0].all("tr")[0]
    assert row.one("del").text == "<img src=x onerror=alert(1)>" and row.one("ins").text == "Neuer Wortlaut"
    assert "Person" not in row.text and "Mitte (Bezirk)" in row.text


def test_indicators_kinds_and_periods_are_named_as_on_all_pages(office: Office) -> None:
    office.write(text="Wortlaut", step="save")
    row = read(office.get("/protokoll", "admin").text).all("tbody")[0].all("tr")[0].text
    assert "Art: Kommentar zur Kennzahl" in row and "Quartal 20" in row and "Text: Wortlaut" in row
    assert "Kennzahl: Titel amt_quote (amt_quote)" in row


def test_filters_by_time_action_and_subject_and_pages(office: Office) -> None:
    id_ = office.write()
    for _ in range(30):
        office.write(step="save")
    first = read(office.get("/protokoll?gegenstand=comment", "admin").text)
    assert "32 Zeilen" in first.text
    assert len(read(office.get("/protokoll", "admin").text).all("tbody")[0].all("tr")) > 32
    submitted = read(office.get("/protokoll?tat=comment.submit", "admin").text)
    assert len(submitted.all("tbody")[0].all("tr")) == 1
    one = read(office.get(f"/protokoll?gegenstand=comment&nummer={id_}", "admin").text)
    assert len(one.all("tbody")[0].all("tr")) == 2
    assert "0 Zeilen" in read(office.get("/protokoll?bis=2001-01-01", "admin").text).text
    lost = read(office.get("/protokoll?von=gestern&seite=99999999999999&tat=%27%20OR%201", "admin").text)
    assert "Von" in lost.by_class("zb-notice")[0].text


@pytest.mark.parametrize(
    "address", ["?von=x&bis=y", "?seite=-3", "?seite=0", "?seite=9999", "?nummer=" + "9" * 500]
)
def test_nonsense_in_the_address_gives_a_page(office: Office, address: str) -> None:
    assert office.get(f"/protokoll{address}", "admin").status_code == 200


def test_a_line_that_somebody_rewrote_in_the_file_is_told(office: Office) -> None:
    office.write()
    assert (
        "Das Protokoll ist vollständig und unverändert" in read(office.get("/protokoll", "admin").text).text
    )
    with office.register.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("UPDATE audit SET actor = 'Niemand' WHERE action = 'comment.write'"))
    page = read(office.get("/protokoll", "admin").text)
    assert "Das Protokoll ist beschädigt" in page.one(role="alert").text


def test_the_file_holds_all_lines_that_fit_and_no_formula(office: Office) -> None:
    office.write(text='=HYPERLINK("http://boese.example")')
    answer = office.get("/protokoll.csv?gegenstand=comment", "admin")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 3 and "attachment" in answer.headers["Content-Disposition"]
    assert not any(cell.startswith("=") for row in rows for cell in row)
