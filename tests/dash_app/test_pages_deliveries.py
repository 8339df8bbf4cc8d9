"""Do readers of Lieferungen see who owes what, what is wrong with a file, and get a template to fill in?"""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

import app
from dash_app import downloads, duties
from dash_app.access import DEMO_VIEWER, Role
from dash_app.queries import Arrival
from dash_app.settings import Settings
from dash_app.store import Store
from etl.templates import sources_with_template
from tests.dash_app.delivery_files import IN_TIME, LATE, REFUSED, UNKNOWN, form_catalogue, publish
from tests.dash_app.publication_files import Place, write_publication
from tests.dash_app.shell_server import shown
from tests.signed import client_as


def client_of(home: Path) -> FlaskClient:
    server = app.create_app(Settings(home=home)).server
    client: FlaskClient = server.test_client()
    return client


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    home = tmp_path_factory.mktemp("home")
    publish(home)
    return client_of(home)


def text_of(client: FlaskClient, address: str) -> str:
    """Return what is read on the page: without tags, blanks as one."""
    page = re.sub(r"<[^>]+>", " ", shown(client, address))
    return " ".join(page.split())


# What came, what is owed ----


def test_the_table_counts_what_came_and_what_did_not(client: FlaskClient) -> None:
    text = text_of(client, "/lieferungen")
    assert "Für die Zeit vom 01.01.2024 bis 31.03.2024 waren bis heute" in text
    assert "12 Lieferungen fällig: 10 fehlen, 1 wurde abgelehnt und 1 liegt vor." in text


def test_english_readers_get_the_same_sentence(client: FlaskClient) -> None:
    text = text_of(client, "/lieferungen?sprache=en")
    assert "12 deliveries were due by today" in text
    assert "10 are missing, 1 was rejected and 1 has been received." in text
    assert "Quarterly form, quarterly" in text


def test_a_cell_shows_what_needs_most_attention_and_how_much_of_it(tmp_path: Path) -> None:
    publish(tmp_path)
    snapshot = Store(Place(tmp_path)).open()
    today = date(2024, 8, 1)
    ((duty, periods),) = duties.board(snapshot, DEMO_VIEWER, today).slots.items()
    slots = {slot.district: slot for slot in periods[min(periods)].values()}
    assert duty.key == "amt.standesamt-meldung.quarter"
    assert slots["01"].arrival is Arrival.ON_TIME
    assert (slots["02"].arrival, len(slots["02"].concerned), len(slots["02"].dues)) == (Arrival.MISSING, 1, 2)
    assert (slots["03"].arrival, slots["03"].delivery) == (Arrival.REJECTED, REFUSED)
    assert slots["04"].delivery is None


def test_what_is_owed_is_told_as_one_span_with_its_first_day(tmp_path: Path) -> None:
    publish(tmp_path)
    snapshot = Store(Place(tmp_path)).open()
    debts = {d.district: d for d in duties.board(snapshot, DEMO_VIEWER, date(2024, 8, 1)).debts}
    assert [str(period) for period in debts["04"].periods] == ["2024-Q1", "2024-Q2"]
    assert debts["04"].is_unbroken
    assert debts["04"].since == date(2024, 4, 20)
    assert (debts["02"].figures, debts["04"].figures) == (2, 2)
    assert debts["03"].refused == REFUSED
    assert [str(period) for period in debts["01"].periods] == ["2024-Q2"]


def test_cells_lead_to_the_delivery(client: FlaskClient) -> None:
    page = shown(client, "/lieferungen")
    assert f"/lieferungen?lieferung={IN_TIME}#lieferung" in page
    assert f"/lieferungen?lieferung={REFUSED}#lieferung" in page


def test_single_figures_of_a_delivery_open_by_a_link(client: FlaskClient) -> None:
    assert "zb-arrivals__single" not in shown(client, "/lieferungen")
    page = shown(client, "/lieferungen?auf=amt.standesamt-meldung.quarter")
    assert page.count("zb-arrivals__single") == 2
    assert "/kennzahl/frist" in page


def test_a_publication_without_anything_says_so(tmp_path: Path) -> None:
    write_publication(tmp_path, form_catalogue())
    client = client_of(tmp_path)
    text = text_of(client, "/lieferungen")
    assert "Keine Lieferung passt zu dieser Auswahl." in text
    assert "Quartalsmeldung" in text


def test_the_public_does_not_see_who_delivered_what(tmp_path: Path) -> None:
    publish(tmp_path)
    client = client_as(app.create_app(Settings(home=tmp_path)).server, Role.PUBLIC)
    text = text_of(client, f"/lieferungen?lieferung={REFUSED}")
    assert client.get("/vorlagen/befragung.xlsx").status_code == 403
    assert "Lieferungen sind nicht öffentlich" in text
    assert "lieferung_3.csv" not in text


# One delivery ----


def test_a_refused_delivery_shows_its_findings_with_the_errors_first(client: FlaskClient) -> None:
    text = text_of(client, f"/lieferungen?lieferung={REFUSED}")
    assert "3 Befunde der Prüfung" in text
    assert f"{REFUSED:064}" in text
    assert text.index("„acht“ ist keine Zahl") < text.index("Die Zeile hat keinen Namen")
    assert "nichts aus dieser Datei veröffentlicht" in text


def test_what_a_file_said_is_shown_as_text_and_never_as_markup(client: FlaskClient) -> None:
    page = shown(client, f"/lieferungen?lieferung={REFUSED}")
    assert "acht &lt;b&gt;" in page
    assert "acht <b>" not in page


def test_findings_are_said_in_the_language_of_the_reader(client: FlaskClient) -> None:
    text = text_of(client, f"/lieferungen?lieferung={REFUSED}&sprache=en")
    assert "3 findings of the checks" in text
    assert "“acht” is not a number" in text


def test_hundreds_of_findings_come_a_page_at_a_time(tmp_path: Path) -> None:
    publish(tmp_path, many_findings=150)
    client = client_of(tmp_path)
    first = text_of(client, f"/lieferungen?lieferung={REFUSED}")
    second = text_of(client, f"/lieferungen?lieferung={REFUSED}&befunde=2")
    beyond = text_of(client, f"/lieferungen?lieferung={REFUSED}&befunde=99")
    assert "153 Befunde der Prüfung" in first
    assert "Seite 1 von 2" in first
    assert "ist keine Zahl." not in second.split("Was eingegangen ist")[0].split("153 Befunde")[1]
    assert "Seite 2 von 2" in beyond


def test_a_delivery_without_findings_says_so(client: FlaskClient) -> None:
    text = text_of(client, f"/lieferungen?lieferung={LATE}")
    assert "Die Prüfung hat nichts beanstandet." in text


def test_demonstration_files_are_marked(client: FlaskClient) -> None:
    before_matrix = text_of(client, f"/lieferungen?lieferung={IN_TIME}").split("Was eingegangen ist")[0]
    assert before_matrix.count("Demonstrationsdaten") == 2  # context bar and delivery
    assert "lieferung_1.csv Demo" in text_of(client, "/lieferungen")


# Choices and nonsense ----


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("lieferung=999", "Die Lieferung „999“ gibt es in dieser Veröffentlichung nicht."),
        ("lieferung=abc", "Die Lieferung „abc“ gibt es"),
        ("lieferung=²", "Die Lieferung „²“ gibt es"),
        ("quelle=fax", "Von der Quelle „fax“ gibt es keine Lieferung"),
        ("status=super", "Das Ergebnis „super“ gibt es nicht"),
        ("von=77", "Den Bezirk „77“ gibt es nicht"),
        ("seite=-1", "„-1“ ist keine Seite der Liste"),
        ("tiefe=1000000000000", "„1000000000000“ ist kein Rückblick"),
        ("lieferung=3&befunde=x", "„x“ ist keine Seite der Befunde"),
        ("unfug=1", "Die Angabe „unfug“ in der Adresse ist nicht bekannt"),
    ],
)
def test_nonsense_in_the_address_shows_the_page_with_a_note(
    client: FlaskClient, query: str, note: str
) -> None:
    text = text_of(client, f"/lieferungen?{query}")
    assert note in text
    assert "4 Lieferungen von 4" in text


@pytest.mark.parametrize(
    ("query", "said", "name"),
    [
        ("status=rejected", "1 Lieferung von 4", "lieferung_3.csv"),
        ("status=unrecognised", "1 Lieferung von 4", "notiz.docx"),
        ("quelle=standesamt-meldung", "3 Lieferungen von 4", "lieferung_1.csv"),
        ("von=02", "1 Lieferung von 4", "lieferung_2.csv"),
    ],
)
def test_choices_narrow_the_list(client: FlaskClient, query: str, said: str, name: str) -> None:
    text = text_of(client, f"/lieferungen?{query}")
    assert said in text
    assert name in text.rpartition(said)[2]


def test_long_lists_come_a_page_at_a_time(tmp_path: Path) -> None:
    publish(tmp_path, more=60)
    client = client_of(tmp_path)
    assert "gezeigt 1 bis 25, neueste zuerst" in text_of(client, "/lieferungen")
    text = text_of(client, "/lieferungen?seite=3&status=loaded")
    assert "62 Lieferungen von 64, gezeigt 51 bis 62" in text
    assert f"lieferung_{UNKNOWN + 1}.csv" in text


# Publications ----


def test_publications_can_be_pinned_and_a_return_is_explained(tmp_path: Path) -> None:
    publish(tmp_path)
    note = "Rückkehr zu Veröffentlichung 1: Fehler in 2"
    write_publication(tmp_path, form_catalogue(), number=3, rollback_of=1, note=note)
    client = client_of(tmp_path)
    assert "/lieferungen?stand=2" in shown(client, "/lieferungen")
    assert "Return to publication 1: Fehler in 2" in text_of(client, "/lieferungen?sprache=en")
    pinned = text_of(client, "/lieferungen?stand=2")
    assert "Nachlieferung hier gezeigt" in pinned


# Templates ----


def test_every_template_that_is_offered_can_be_written() -> None:
    assert set(downloads.TEMPLATES) <= set(sources_with_template())


def test_a_template_as_workbook_opens_and_names_the_district(client: FlaskClient) -> None:
    answer = client.get("/vorlagen/standesamt-meldung.xlsx?bezirk=03&zeitraum=2024-Q3")
    assert answer.status_code == 200
    assert "standesamt-meldung_03_2024-Q3.xlsx" in answer.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.data))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"Pankow", "2024-Q3", "quote_zaehler"} <= cells


def test_a_template_as_csv_has_a_row_for_each_measure(client: FlaskClient) -> None:
    answer = client.get("/vorlagen/standesamt-meldung.csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    found = [row["kennung"] for row in rows]
    assert found == [
        "quote_zaehler",
        "quote_nenner",
        "frist_zaehler",
        "frist_nenner",
    ]


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("nix.xlsx", 404, "Die Vorlage „nix.xlsx“ gibt es nicht. Möglich sind: standesamt-meldung.xlsx"),
        ("befragung.exe", 404, "„befragung.exe“"),
        ("figures.csv", 404, "„figures.csv“"),
        ("befragung.csv?bezirk=99", 400, "Den Bezirk „99“ gibt es nicht"),
        ("befragung.csv?zeitraum=bald", 400, "„bald“ ist kein Zeitraum"),
        ("befragung.csv?zeitraum=bald&sprache=en", 400, "“bald” is not a period"),
    ],
)
def test_a_template_that_does_not_exist_is_answered_with_a_sentence(
    client: FlaskClient, address: str, code: int, said: str
) -> None:
    answer = client.get(f"/vorlagen/{address}")
    assert answer.status_code == code
    assert said in answer.text


def test_without_a_publication_a_template_says_what_to_do(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    answer = client.get("/vorlagen/befragung.csv")
    assert answer.status_code == 503
    assert "zielblick demo" in answer.text
