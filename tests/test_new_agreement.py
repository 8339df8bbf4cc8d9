"""Does one more agreement, in one YAML file, show up everywhere without a line of code?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from dash.testing.browser import Browser

from etl.corrections import Corrections
from etl.load import load
from schemas.catalogue_files import check_catalogue, read_catalogue
from tests.browser.patient import Patient, serving
from tests.etl.sources.clerks import sent
from tests.person import Person
from tests.walkers.pages import problems
from tests.web import Site
from tests.world import customers

NEW = """
id: schulbau
order: 95
title: {de: Zielvereinbarung Schulbau, en: Target agreement on school buildings}
short: {de: Schulbau, en: School buildings}
kind: fachliche_zielvereinbarung
legal_basis: {de: § 6a AZG, en: Section 6a AZG}
lead: {de: Senatsverwaltung für Bildung, en: Senate Department for Education}
summary: {de: Schulen werden pünktlich fertig., en: Schools are finished on time.}
sources: [bln-zv]
lifecycle:
  - {since: 2024-01, stage: in_kraft, text: {de: In Kraft., en: In force.}, source: bln-zv}
goals:
  - id: puenktlich
    title: {de: Schulen werden pünktlich fertig, en: Schools are finished on time}
    indicators:
      - id: sbau_puenktlich
        title: {de: Anteil pünktlich fertiger Schulen, en: Share of schools finished on time}
        short: {de: Pünktlich fertig, en: On time}
        description: {de: Pünktlich fertige Schulen., en: Schools finished on time.}
        purpose: {de: Belegt die Einhaltung von Zusagen., en: Shows whether promises are kept.}
        unit: "%"
        polarity: higher_is_better
        decimals: 1
        levels: [quarter]
        value: {reported: true}
        plausible: {min: 0, max: 100}
        targets: [{from: 2024-01-01, value: 80, tolerance: 5, source: bln-zv}]
        due: 30
        due_from: 2024-01-01
        visibility: public
        sources: [bln-zv]
      - id: sbau_besuche
        title: {de: Besuche je Monat, en: Visits per month}
        description: {de: Aus vorhandenen Zahlen., en: Made of figures that are there already.}
        purpose: {de: Zeigt den Andrang., en: Shows demand.}
        unit: Anzahl
        polarity: neutral
        decimals: 0
        levels: [month, quarter, year]
        value: {sum: zms_clientscount}
        visibility: public
        sources: [bln-zv]
"""
FIGURES = "indicator;district;period;value;unit;source_title;note\n" + "".join(
    f"sbau_puenktlich;{name};2024-Q4;{value};%;Bericht 2024;\n"
    for name, value in (("Berlin", "81,0"), ("Mitte", "90,0"), ("Pankow", "61,5"), ("Spandau", "77,0"))
)


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue of the project with one file more."""
    place = tmp_path_factory.mktemp("mehr") / "catalogue"
    shutil.copytree(root / "data" / "catalogue", place)
    (place / "agreements" / "schulbau.yaml").write_text(NEW, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def home(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with figures for both indicators: finished ones, and counts of a known source."""
    eingang, place = tmp_path_factory.mktemp("eingang"), tmp_path_factory.mktemp("home")
    sent(eingang, "schulbau.csv", FIGURES)
    sent(eingang, "clientscope_141_2024.json", customers())
    answer = load([eingang], home=place, catalogue=read_catalogue(folder), corrections=Corrections())
    assert {file.status for file in answer.files} == {"loaded"}, answer
    return place


@pytest.fixture(scope="module")
def site(home: Path) -> Site:
    return Site(home)


def test_the_catalogue_with_it_is_in_order(folder: Path) -> None:
    assert [str(problem) for problem in check_catalogue(folder)] == []


@pytest.mark.parametrize("language", ["", "?sprache=en"])
@pytest.mark.parametrize(
    "path",
    ["/", "/vereinbarung/schulbau", "/kennzahl/sbau_puenktlich", "/kennzahl/sbau_besuche", "/bezirk/03"],
)
def test_its_pages_are_whole(site: Site, folder: Path, path: str, language: str) -> None:
    assert problems(site.page(path + language), read_catalogue(folder)) == []


@pytest.mark.parametrize(("language", "name"), [("", "Schulbau"), ("?sprache=en", "School buildings")])
def test_it_is_in_the_menu_of_every_page(site: Site, language: str, name: str) -> None:
    for path in ("/", "/methodik", "/lieferungen"):
        links = site.page(path + language).frame.all("a", href=f"/vereinbarung/schulbau{language}")
        assert name in [link.text for link in links]


def test_it_is_in_the_matrix_with_value_and_status_of_each_district(site: Site) -> None:
    matrix = site.page("/?zeitraum=2024-Q4").main.one(id="matrix")
    row = next(row for row in matrix.all("tr") if "Pünktlich fertig" in row.text)
    assert "81,0" in row.text and "61,5" in row.text and "80" in row.text
    address = "/kennzahl/sbau_puenktlich?zeitraum=2024-Q4&bezirk=03#herkunft"
    assert row.all("a", href=address), [link.attributes["href"] for link in row.all("a")]


def test_its_page_has_goals_gauges_and_trends(site: Site) -> None:
    main = site.page("/vereinbarung/schulbau?zeitraum=2024-Q4").main
    assert main.one("h1").text == "Zielvereinbarung Schulbau"
    assert main.all("figure", data_chart="gauge", data_indicator="sbau_puenktlich")
    assert "Schulen werden pünktlich fertig" in [head.text for head in main.all("h3")]


def test_its_indicator_has_comparison_trend_map_and_the_way_back_to_the_file(site: Site) -> None:
    main = site.page("/kennzahl/sbau_puenktlich?zeitraum=2024-Q4&bezirk=03").main
    kinds = {block.attributes["data-chart"] for block in main.all("figure")}
    assert {"comparison", "trend", "map"} <= kinds
    assert "61,5 %" in main.by_class("zb-lead")[0].text
    assert "schulbau.csv" in main.one(id="herkunft").text and "Zeile 4" in main.one(id="herkunft").text


def test_the_page_of_a_district_counts_it(site: Site) -> None:
    block = site.page("/bezirk/03?zeitraum=2024-Q4").main.one(id="tabelle-schulbau")
    row = next(row for row in block.all("tr") if "Pünktlich fertig" in row.text)
    assert "61,5 %" in row.text and row.by_class("zb-glyph--missed")


def test_completeness_says_who_owes_it(site: Site) -> None:
    block = site.page("/lieferungen?zeitraum=2024-Q4&auf=schulbau.figures.quarter").main.one(id="eingang")
    assert "Schulbau" in block.text
    (row,) = (row for row in block.all("tr") if "Pünktlich fertig" in row.text)
    assert len(row.by_class("zb-arrival--missing")) == 9
    assert len(row.by_class("zb-arrival--delivered")) == 3


def test_figures_that_are_there_already_serve_it(site: Site, home: Path) -> None:
    assert "sbau_besuche" in str(site.page("/vereinbarung/schulbau").frame.all("a"))
    records = Person(home).values("--indicator", "sbau_besuche", "--district", "04", "--level", "year")
    assert [record["value"] for record in records] == [12 * 900 + 78]


def test_the_command_line_knows_it(home: Path) -> None:
    records = Person(home).values("--indicator", "sbau_puenktlich", "--period", "2024-Q4")
    states = {record["district"]: (record["value"], record["status"]) for record in records}
    assert states["00"] == (81.0, "met") and states["03"] == (61.5, "missed")
    assert states["05"] == (77.0, "near") and states["12"] == (None, "no_data")


@pytest.mark.browser
def test_readers_find_it_from_the_menu_to_the_chart(home: Path, dash_br: Browser) -> None:
    with serving(home) as address:
        person = Patient.at(dash_br, address)
        person.visit("/?zeitraum=2024-Q4")
        person.click(".zb-nav__menu summary")
        person.click(".zb-nav__menu a[href^='/vereinbarung/schulbau']")
        person.heading("Zielvereinbarung Schulbau")
        person.has_figures()
        person.visit("/kennzahl/sbau_puenktlich?zeitraum=2024-Q4&bezirk=03")
        person.has_figures()
        assert "61,5" in person.text("#vergleich .zb-chart__plot")
        person.is_quiet()
