"""Does a comment reach those who may read it, once somebody else approved it, and is nobody overwritten?"""

from __future__ import annotations

import pytest

from dash_app.register.models import Comment
from tests.dash_app.remarks.conftest import ABOUT, Office, publish, read


def readers(office: Office, text: str = "Zwei Stellen", **about: str) -> set[str]:
    """Return who sees a text on the page of the indicator."""
    listed = (who for who in office.people if who != "admin" or about)
    return {who for who in listed if text in office.section(who, **about)}


TEXT = "Zwei Stellen sind leer."


def test_a_draft_is_seen_by_the_office_that_writes_it_and_by_nobody_else(office: Office) -> None:
    office.write(step="save")
    assert readers(office) == {"mitte", "mitte2"}


def test_a_submitted_comment_is_seen_by_its_office_and_by_those_who_decide(office: Office) -> None:
    office.write()
    assert readers(office) == {"mitte", "mitte2", "senat", "senat2", "lenkung"}


def test_an_approved_comment_is_seen_by_everybody_who_sees_the_figure_and_names_no_person(
    office: Office,
) -> None:
    office.approve(office.write())
    assert readers(office) == set(office.people) - {"admin"}, "who looks after accounts sees no figures"
    for who in readers(office):
        said = office.section(who)
        assert TEXT in said and "Bezirk Mitte" in said and "Person" not in said


def test_nobody_approves_what_they_wrote_themselves_nor_what_they_wrote_last(office: Office) -> None:
    own = office.write("senat")
    assert office.approve(own, "senat").status_code == 403
    assert office.approve(own, "senat2").status_code == 303
    other = office.write("senat", step="save")
    assert (
        office.send(f"/kommentar/{other}", "senat2", "submit", version="1", text="Anders").status_code == 303
    )
    assert office.approve(other, "senat2").status_code == 403
    assert office.approve(other, "senat").status_code == 403  # four eyes hold for who began it, too


@pytest.mark.parametrize("who", ["mitte", "pankow", "fremd", "leser", "admin"])
def test_who_is_not_responsible_cannot_approve(office: Office, who: str) -> None:
    id_ = office.write()
    assert office.approve(id_, who).status_code in (403, 404)
    assert office.all(Comment)[0].state == "submitted"


@pytest.mark.parametrize("who", ["pankow", "fremd", "leser", "admin"])
def test_nobody_writes_for_another_district_whatever_the_form_says(office: Office, who: str) -> None:
    answer = office.send(f"/kommentar/neu?{ABOUT}", who, "submit", text=TEXT, district="01", account_id="1")
    assert answer.status_code == 403
    assert TEXT in read(answer.text).text, "what was typed must not be lost"
    assert office.all(Comment) == [] and office.audit() == []


def test_the_form_sent_twice_makes_one_comment(office: Office) -> None:
    first, again = (office.write(formular="a" * 32) for _ in range(2))
    assert first == again and len(office.all(Comment)) == 1
    answer = office.send(f"/kommentar/neu?{ABOUT}", "senat", "submit", text="x", formular="a" * 32)
    assert answer.status_code == 404, "the key of somebody else's form opens nothing"


def test_who_saves_an_older_version_is_told_and_loses_nothing(office: Office) -> None:
    id_ = office.write(step="save")
    office.send(f"/kommentar/{id_}", "mitte2", "save", version="1", text="Fassung der Kollegin")
    answer = office.send(f"/kommentar/{id_}", "mitte", "save", version="1", text="Meine lange Fassung")
    page = read(answer.text)
    assert answer.status_code == 409
    assert page.one("textarea", name="text").text == "Meine lange Fassung"
    assert "Fassung der Kollegin" in page.text and page.one(role="alert").text
    assert page.all("input", name="version")[0].attributes["value"] == "2", "the next attempt is a decision"
    assert office.all(Comment)[0].text == "Fassung der Kollegin"


def test_who_saves_what_was_decided_meanwhile_keeps_the_text_to_copy(office: Office) -> None:
    id_ = office.write(step="save")
    office.send(f"/kommentar/{id_}", "mitte2", "submit", version="1", text=TEXT)
    office.approve(id_)
    answer = office.send(f"/kommentar/{id_}", "mitte", "save", version="1", text="Zu spät geschrieben")
    assert answer.status_code == 409
    assert read(answer.text).one("textarea", id="behalten").text == "Zu spät geschrieben"


def test_a_returned_comment_says_why_and_can_be_submitted_again(office: Office) -> None:
    id_ = office.write()
    empty = office.send(f"/kommentar/{id_}", "senat", "return", version="2", reason=" ")
    assert empty.status_code == 422 and read(empty.text).one(id="feld-reason-fehler").text
    assert (
        office.send(f"/kommentar/{id_}", "senat", "return", version="2", reason="Ab wann?").status_code == 303
    )
    page = office.page(f"/kommentar/{id_}", "mitte")
    assert "Ab wann?" in page.text and page.one("textarea", name="text").text == TEXT
    assert TEXT not in office.section("senat"), "a returned text is its office's alone"
    office.send(f"/kommentar/{id_}", "mitte", "submit", version="3", text="Seit März leer.")
    assert "Seit März leer." in office.section("senat")


def test_a_deleted_comment_is_gone_from_all_pages_and_stays_in_the_audit(office: Office) -> None:
    id_ = office.write(step="save")
    office.send(f"/kommentar/{id_}", "mitte", "delete", version="1")
    assert TEXT not in office.section("mitte")
    assert "gibt es nicht" in office.page(f"/kommentar/{id_}", "mitte").text
    lines = office.audit()
    assert [line.action for line in lines] == ["comment.write", "comment.delete"]
    assert lines[0].after is not None and lines[0].after["text"] == TEXT


def test_an_approval_can_be_taken_back_with_a_reason(office: Office) -> None:
    id_ = office.write()
    office.approve(id_)
    office.send(f"/kommentar/{id_}", "lenkung", "return", version="3", reason="Zahl stimmt nicht")
    assert TEXT not in office.section("leser")


def test_html_in_a_comment_stays_text_and_hidden_signs_are_left_out(office: Office) -> None:
    hostile = (
        "<script>alert(1)</script>\x00\x0b\u202etxt.exe & <img src=x onerror=alert(1)>\r\n\r\n\r\n=CMD()"
    )
    id_ = office.write(text=hostile)
    office.approve(id_)
    for address, who in ((f"/kommentar/{id_}", "senat"), ("/kennzahl/amt_quote?bezirk=01", "leser")):
        document = office.get(address, who).text
        assert "<script>alert" not in document and "<img src=x" not in document
        assert "&lt;script&gt;alert(1)&lt;/script&gt;txt.exe &amp;" in document
    assert (
        office.all(Comment)[0].text
        == "<script>alert(1)</script>txt.exe & <img src=x onerror=alert(1)>\n\n=CMD()"
    )


def test_too_long_a_text_comes_back_whole_with_the_error_beside_the_field(office: Office) -> None:
    answer = office.send(f"/kommentar/neu?{ABOUT}", "mitte", "submit", text="ä" * 4001)
    page = read(answer.text)
    assert answer.status_code == 422 and "4.001" in page.one(id="feld-text-fehler").text
    box = page.one("textarea", name="text")
    assert box.attributes["aria-invalid"] == "true" and box.text == "ä" * 4001
    huge = office.send(f"/kommentar/neu?{ABOUT}", "mitte", "submit", text="ä" * 70_000)
    assert huge.status_code == 413 and office.all(Comment) == []


@pytest.mark.parametrize(
    ("about", "step", "code"),
    [
        ("kennzahl=gibt_es_nicht&bezirk=01&zeitraum=2024-Q4", "submit", 403),
        ("kennzahl=amt_quote&bezirk=01&zeitraum=2099-Q4", "submit", 422),
        ("kennzahl=amt_quote&bezirk=01&zeitraum=2024-12-31", "submit", 422),
        (ABOUT, "approve", 403),
        (ABOUT, "zaubern", 400),
        (ABOUT, "", 400),
    ],
)
def test_forged_forms_are_refused_with_a_sentence(office: Office, about: str, step: str, code: int) -> None:
    answer = office.send(f"/kommentar/neu?{about}", "mitte", step, text=TEXT)
    assert answer.status_code == code and read(answer.text).one(role="alert").text
    assert office.all(Comment) == []


@pytest.mark.parametrize("id_", ["999", "-1", "0", "abc", "9" * 400, "1%20OR%201=1", "%00"])
def test_unknown_numbers_are_refused_with_a_page(office: Office, id_: str) -> None:
    answer = office.send(f"/kommentar/{id_}", "mitte", "save", version="1", text=TEXT)
    assert answer.status_code == 404 and office.get(f"/kommentar/{id_}", "mitte").status_code == 200


def test_a_figure_that_was_revised_later_marks_the_comment_in_front_of_it(office: Office) -> None:
    office.approve(office.write())
    publish(office.home, 2)
    assert "Vor einer Berichtigung" not in office.section()
    publish(office.home, 3, m01=88)
    assert "Vor einer Berichtigung" in office.section()
    assert "Vor einer Berichtigung" not in office.section(about="bezirk=01&zeitraum=2024-Q4&stand=1")
    late = office.write(text="Nachgezählt.")
    office.approve(late)
    said = office.section(about="bezirk=01&zeitraum=2024-Q4&stand=1")
    assert "Nach einer Berichtigung" in said


def test_what_hides_a_small_cell_hides_what_is_said_about_it(office: Office) -> None:
    about = ABOUT.replace("amt_quote", "amt_klein")
    office.approve(office.write(text="Nur 4 von 5.", about=about))
    assert readers(office, "Nur 4 von 5.", name="amt_klein") == {
        "mitte",
        "mitte2",
        "senat",
        "senat2",
        "lenkung",
    }


def test_a_note_on_a_target_is_written_by_the_department_and_shown_for_all_districts(office: Office) -> None:
    note = f"/kommentar/neu?{ABOUT}&art=ziel"
    assert office.send(note, "mitte", "submit", text="x", art="ziel").status_code == 403
    answer = office.send(note, "senat", "submit", text="Ziel gilt ab 2025 je Amt.", art="ziel")
    id_ = int(answer.headers["Location"].partition("kommentar/")[2].partition("?")[0])
    office.approve(id_, "senat2")
    assert "Hinweise zum Ziel" in office.section(about="bezirk=07") and "je Amt" in office.section(
        about="bezirk=07"
    )


def test_a_kept_page_is_fresh_after_a_write(office: Office) -> None:
    assert TEXT not in office.section()
    office.approve(office.write())
    assert TEXT in office.section()
