"""Do pages show what a figure can bear, and say why where they cannot?"""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

import app
from dash_app.settings import Settings
from tests.dash_app.publication_files import DISTRICTS, catalogue, indicator, share, value, write_publication
from tests.dash_app.shell_server import shown

MONTHS = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
TARGET = [{"from": "2022-01-01", "value": 80, "tolerance": 2, "source": "quelle"}]
KEYS = [f"{n:02}" for n in range(1, len(DISTRICTS) + 1)]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Shares by month, of which Mitte improves at the end; one with two months; posts; a sum."""
    home = tmp_path_factory.mktemp("home")
    rows = []
    for n, month in enumerate(MONTHS):
        hits = {key: 790 + (n * 7 + int(key) * 3) % 11 for key in KEYS}
        hits["01"] += 60 if n > 20 else 0
        rows += [share("q", key, month, hits[key], 1000) for key in KEYS]
        rows.append(share("q", "00", month, sum(hits.values()), 12_000))
        rows += [value("summe", key, month, 100.0 + n % 3) for key in KEYS]
    rows += [share("kurz", key, month, 7, 10) for month in MONTHS[-2:] for key in ("00", *KEYS)]
    rows += [share("stellen", key, month, 7.25, 10.5) for month in MONTHS for key in ("00", *KEYS)]
    listed = [indicator(slug, targets=TARGET, levels=["month"]) for slug in ("q", "kurz", "stellen", "leer")]
    summed = indicator("summe", value={"sum": "summe"}, unit="Fälle", polarity="neutral", levels=["month"])
    write_publication(home, catalogue(*listed, summed), rows)
    made: FlaskClient = app.create_app(Settings(home=home)).server.test_client()
    return made


def test_the_page_of_a_share_has_control_chart_gap_and_funnel(client: FlaskClient) -> None:
    page = shown(client, "/kennzahl/q?bezirk=01&zeitraum=2024-12")
    assert all(f'data-chart="{kind}"' in page for kind in ("spc", "funnel", "comparison"))
    assert "Mitte: besser, als die übliche Schwankung erklärt" in page
    assert "sie zeigt sich seit Oktober 2024" in page


def test_the_chart_says_no_more_than_was_known_at_the_end_of_the_period(client: FlaskClient) -> None:
    page = shown(client, "/kennzahl/q?bezirk=01&zeitraum=2024-06")
    assert "Mitte: nur die übliche Schwankung" in page


def test_a_chart_that_cannot_be_made_says_why_in_its_place(client: FlaskClient) -> None:
    page = shown(client, "/kennzahl/kurz?zeitraum=2024-12")
    assert "Hier ist kein Diagramm möglich" in page
    assert "Aus 2 Werten lässt sich keine übliche Schwankung bestimmen" in page
    posts = shown(client, "/kennzahl/stellen?zeitraum=2024-12")
    assert "keine einzelnen Fälle" in posts
    assert "Alle Werte sind gleich" in posts
    empty = shown(client, "/kennzahl/leer?zeitraum=2024-12")
    assert "keine Werte, aus denen sich eine übliche Schwankung bestimmen ließe" in empty


def test_a_sum_has_no_funnel_and_no_gap(client: FlaskClient) -> None:
    page = shown(client, "/kennzahl/summe?zeitraum=2024-12")
    assert 'data-chart="spc"' in page and 'data-chart="funnel"' not in page
    assert 'id="beitrag"' not in page


@pytest.mark.parametrize("address", ["/", "/bezirk/01", "/vereinbarung/amt?bezirk=01"])
def test_signs_stand_on_every_page_that_judges(client: FlaskClient, address: str) -> None:
    page = shown(client, f"{address}{'&' if '?' in address else '?'}zeitraum=2024-12")
    assert "zb-glyph--better" in page
    assert "besser als übliche Schwankung" in page


def test_every_cell_speaks_of_its_missing_cases(client: FlaskClient) -> None:
    assert "Zum Ziel fehl" in shown(client, "/?zeitraum=2024-12")
