"""Does a reader learn in one sentence who has not delivered what, with the same number everywhere?"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dash_app import duties
from dash_app.access import DEMO_VIEWER
from dash_app.store import Store
from tests.dash_app.delivery_files import form_catalogue, publish
from tests.dash_app.publication_files import Place, write_publication
from tests.dash_app.shell_server import shown
from tests.dash_app.test_pages_deliveries import client_of, text_of


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    home = tmp_path_factory.mktemp("home")
    publish(home)
    return client_of(home)


def test_the_first_sentence_names_who_has_not_delivered_what(client: FlaskClient) -> None:
    lead = text_of(client, "/lieferungen").split("Was noch aussteht")[0]
    assert "Friedrichshain-Kreuzberg: Quartalsmeldung, 1. Quartal 2024" in lead
    assert "Pankow: Quartalsmeldung, 1. Quartal 2024 (abgelehnt)" in lead
    assert re.search(r"\(abgelehnt\); \d+ weitere\.", lead), "two are enough to hear; the table names all"


def test_sentence_table_and_start_page_tell_the_same_number_of_open_deliveries(client: FlaskClient) -> None:
    text = text_of(client, "/lieferungen")
    lead, rest = text.split("Was noch aussteht")
    told = re.search(r": (\d+) Lieferungen stehen aus", lead)
    assert told
    count = int(told[1])
    assert f"Über alle Zeiträume stehen {count} Lieferungen aus" in rest
    assert f"Fehlende Lieferungen {count} aus 12 Bezirken" in text_of(client, "/")
    table = shown(client, "/lieferungen").split('id="rueckstand"')[1].split("</section>")[0]
    assert sum(int(n) for n in re.findall(r'<td[^>]* data-value="(\d+)', table)) == count


def test_a_district_reads_what_it_owes_itself(client: FlaskClient) -> None:
    lead = text_of(client, "/lieferungen?bezirk=03").split("Was noch aussteht")[0]
    assert re.search(r"Lieferungen stehen aus\. Pankow: .* Davon \d+ aus Pankow\.", lead)


def test_an_older_publication_tells_what_was_open_on_its_own_day(tmp_path: Path) -> None:
    publish(tmp_path)
    write_publication(tmp_path, form_catalogue(), number=3)
    day = Store(Place(tmp_path)).open(2).created.date()
    text = text_of(client_of(tmp_path), "/lieferungen?stand=2")
    assert f"mit Stand vom {day:%d.%m.%Y} liegen" in text


def test_what_the_same_districts_owe_for_periods_in_a_row_is_one_line(tmp_path: Path) -> None:
    publish(tmp_path)
    owed = duties.board(Store(Place(tmp_path)).open(), DEMO_VIEWER, date(2024, 11, 1)).owed
    told = [(len(each.districts), [str(p) for p in each.periods], each.arrival.value) for each in owed]
    assert told == [
        (1, ["2024-Q1"], "missing"),
        (1, ["2024-Q1"], "rejected"),
        (9, ["2024-Q1"], "missing"),
        (12, ["2024-Q2", "2024-Q3"], "missing"),
    ]
    assert [len(each.slots) for each in owed] == [1, 1, 9, 24]
    assert [each.figures for each in owed] == [1, 2, 2, 2]
