"""Does a form that is filled in on the page become the file of the template, with errors beside fields?"""

from __future__ import annotations

from pathlib import Path

from etl.templates import write_template
from schemas.catalogue import Catalogue
from schemas.period import Period
from tests.dash_app.intake.desk import Desk, number, shown

FORM = "/lieferungen/meldebogen/standesamt-meldung"
PLACE = {"bezirk": "01", "zeitraum": "2025-Q1"}


def fill(desk: Desk, who: str = "mitte", place: str = FORM, **fields: str) -> int | str:
    """Send the form; returns the number of the delivery, or where the form is shown again."""
    answer = desk.people[who].post(place, data={**PLACE, **fields})
    assert answer.status_code == 303, (answer.status_code, shown(answer.text).text)
    where: str = answer.headers["Location"]
    return number(answer) if "/eingang/" in where else where


def test_what_is_typed_becomes_the_file_of_the_template_and_comes_back_with_its_errors(
    desk: Desk, catalogue: Catalogue, tmp_path: Path
) -> None:
    fields = {"wert-sta_geburten": "zwölf", "wert-sta_ehen": " 95 ", "bemerkung-sta_ehen": "<i>neu</i>\nhier"}
    again = fill(desk, **fields)
    assert isinstance(again, str) and again.startswith(f"{FORM}?lieferung=")
    page = desk.page(again)
    wrong = page.one(id="wert-sta_geburten")
    assert wrong.attributes["value"] == "zwölf" and wrong.attributes["aria-invalid"] == "true"
    assert "„zwölf“ ist keine Zahl" in page.one(id="sta_geburten-befunde").text
    assert page.one(id="bemerkung-sta_ehen").attributes["value"] == "<i>neu</i> hier"
    assert not page.all("i")
    before = again.partition("=")[2]

    made = fill(desk, **{**fields, "wert-sta_geburten": "1.200", "statt": before})
    assert isinstance(made, int) and desk.delivery(int(before)).state == "withdrawn"
    wanted = tmp_path / "wanted.csv"
    values = {"sta_geburten": "1.200", "sta_ehen": "95"}
    write_template(
        "standesamt-meldung", catalogue, wanted, district="01", period=Period.parse("2025-Q1"),
        values=values, notes={"sta_ehen": "<i>neu</i> hier"},
    )  # fmt: skip
    (content,) = [path.read_bytes() for path in desk.kept() if path.suffix != ".duckdb"]
    assert content == wanted.read_bytes()
    assert "standesamt-meldung_01_2025-Q1.csv" in desk.page(f"/lieferungen/eingang/{made}").text
    desk.step(made, "abgeben")
    assert desk.step(made, "freigeben", "senat").status_code == 303
    assert desk.current() == 2


def test_a_form_for_another_district_or_without_values_is_refused(counter: Desk) -> None:
    def code(place: str = FORM, **fields: str) -> int:
        sent = {**PLACE, "wert-sta_geburten": "1", **fields}
        return counter.people["mitte"].post(place, data=sent).status_code

    assert code(bezirk="03") == 403, "forged"
    assert code(bezirk="99") == code(zeitraum="gestern") == code(zeitraum="2025") == 400
    assert code("/lieferungen/meldebogen/figures") == 400
    assert counter.people["mitte"].post(FORM, data=PLACE).status_code == 400, "nothing filled in"
    assert counter.people["leser"].post(FORM, data={**PLACE, "wert-sta_geburten": "1"}).status_code == 403
    assert counter.count() == 0 and counter.kept() == []


def test_the_form_has_the_fields_that_are_due_for_its_period(counter: Desk) -> None:
    page = counter.page(f"{FORM}?zeitraum=2025-Q1")
    assert page.one(id="wert-sta_geburten") and "Mitte" in page.one("h2").text
    halves = counter.page("/lieferungen/meldebogen/wohnhilfen-meldebogen?zeitraum=2025-H1")
    quarters = counter.page("/lieferungen/meldebogen/wohnhilfen-meldebogen?zeitraum=2025-Q1")
    assert halves.all("input", type="text") != quarters.all("input", type="text")
    assert "Den Meldebogen „figures“ gibt es nicht" in counter.page("/lieferungen/meldebogen/figures").text


def test_a_district_sees_its_debts_and_how_to_settle_them_and_others_a_text_to_copy(counter: Desk) -> None:
    page = counter.page("/lieferungen")
    own = page.one(id="einreichen")
    assert "Aus Ihrem Bezirk steht noch aus" in own.text
    links = [link.attributes["href"] for link in own.by_class("zb-button") if link.tag == "a"]
    assert any(link.startswith("/vorlagen/standesamt-meldung.xlsx?bezirk=01&zeitraum=") for link in links)
    assert "#upload-new" in links
    templates = [link.attributes["href"] for link in page.one(id="vorlagen").all("a")]
    assert templates and all(link.endswith("?bezirk=01") for link in templates), "filled in with the district"
    assert not page.all(id="reminder")
    reminder = counter.page("/lieferungen", "senat").one(id="reminder").text
    assert "Pankow" in reminder and "/lieferungen" in reminder
