"""Can readers of Methodik follow a number from formula to status, and find every rule, sign and indicator?"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import app
from dash_app.settings import Settings
from schemas.catalogue import Catalogue
from schemas.findings import RULES
from tests.dash_app.delivery_files import form_catalogue, publish
from tests.dash_app.publication_files import share, write_publication
from tests.dash_app.shell_server import shown


def client_of(home: Path) -> FlaskClient:
    client: FlaskClient = app.create_app(Settings(home=home)).server.test_client()
    return client


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    home = tmp_path_factory.mktemp("home")
    publish(home)
    return client_of(home)


def text_of(client: FlaskClient, address: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", shown(client, address)).split())


def test_the_example_goes_from_the_formula_to_the_status(client: FlaskClient) -> None:
    text = text_of(client, "/methodik")
    assert "Titel quote : Mitte, 1. Quartal 2024." in text
    assert "100 × 32 ÷ 36 = 88,8889 %" in text.replace("\u00a0", " ")
    assert "Gezeigt wird der Wert mit 1 Nachkommastelle: 88,9" in text
    assert "Am 31.03.2024, dem letzten Tag des Zeitraums, gilt der Zielwert 90" in text
    assert "Der Status lautet: knapp verfehlt" in text
    assert "Zum Ziel fehlt 1 Fall (Urkunden)." in text


def test_the_example_follows_the_district_and_the_language(client: FlaskClient) -> None:
    text = text_of(client, "/methodik?bezirk=02&sprache=en")
    assert "Title quote : Friedrichshain-Kreuzberg, Q1 2024." in text
    assert "The status is: met" in text
    assert "cases away" not in text


def test_without_a_share_with_target_the_page_says_so(tmp_path: Path) -> None:
    write_publication(tmp_path, form_catalogue(), [share("frist", "01", "2024-Q1", 1, 2)])
    client = client_of(tmp_path)
    assert "In diesem Zeitraum gibt es keinen Anteil" in text_of(client, "/methodik")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_rule_of_the_checks_is_listed(client: FlaskClient, language: str) -> None:
    page = shown(client, f"/methodik?sprache={language}")
    assert [slug for slug in RULES if f">{slug}</code>" not in page] == []
    assert "{found}" not in page


def test_every_entry_of_the_jump_list_leads_to_a_section(client: FlaskClient) -> None:
    page = shown(client, "/methodik")
    jumps = re.findall(r'href="#(\w+)"', page)[1:]  # the first is the skip link
    assert len(jumps) > 10
    assert [place for place in jumps if f' id="{place}"' not in page] == []


def test_headings_are_in_order(client: FlaskClient) -> None:
    page = shown(client, "/methodik")
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_indicator_of_the_catalogue_is_listed_with_a_link(
    tmp_path: Path, catalogue: Catalogue, language: str
) -> None:
    write_publication(tmp_path, catalogue)
    client = client_of(tmp_path)
    page = shown(client, f"/methodik?sprache={language}")
    assert [id_ for id_ in catalogue.indicators if f"/kennzahl/{id_}" not in page] == []
    assert len(re.findall("zb-external", page)) >= len([r for r in catalogue.references if r.url])
