"""Is every page whole, in both languages, whatever the figures and whatever the address?"""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import dash
import pytest

from dash_app.components.chart_block import KINDS
from schemas.catalogue import Catalogue
from schemas.catalogue_files import read_catalogue
from tests.walkers.pages import problems
from tests.web import Shown, Site

ROOT = Path(__file__).parents[2]
LANGUAGES = ("", "sprache=en")
SATISFACTION, CERTIFICATES = "ba_kundenzufriedenheit_service", "sta_geburtsurkunde_bearbeitung_tage"
STATES = {
    "a district": "bezirk=05",
    "a small cell": "zeitraum=2024-Q4&bezirk=05",
    "nothing delivered": "zeitraum=2024-Q4&bezirk=08",
    "words and signs": "zeitraum=2024-Q3&bezirk=01",
    "pinned": "stand=1",
    "long ago": "zeitraum=2013-H1",
    "a month": "zeitraum=2024-03&bezirk=04",
    "a year": "zeitraum=2019",
    "only demonstration": "zeitraum=2025-Q1",
}
NONSENSE = (
    "?zeitraum=gestern",
    "?zeitraum=2024-Q9&bezirk=99&kennzahl=nichts&ebene=woche&stand=abc&sprache=fr",
    "?zeitraum=9999999999&stand=99999999999999999999",
    "?bezirk=00,01,02,,13&zeitraum=2024,2024,x",
    "?stand=-1",
    "?stand=77",
    "?farbe=rot&utm_source=brief",
    "?bezirk=%00&zeitraum=%ff%fe",
    "?bezirk=<script>alert(1)</script>",
    "?kennzahl=' OR 1=1 --",
    "?=&&&=x&bezirk",
    "?" + "bezirk=01&" * 500,
    "?nur=quatsch&vereinbarung=quatsch&form=quatsch&sortierung=quatsch&lieferung=quatsch&seite=0",
)
PATHS = (
    "/kennzahl/ba_einhorn",
    "/kennzahl/",
    "/kennzahl/a/b",
    "/vereinbarung/einhorn",
    "/bezirk/13",
    "/bezirk/00000",
    "/bezirk/standesamt-i",
    "/gibt/es/nicht",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/%00",
    "/%ff",
    "/<script>alert(1)</script>",
    "/index.php",
    "/Überblick",
)


@cache
def project_catalogue() -> Catalogue:
    return read_catalogue(ROOT / "data" / "catalogue")


def pages() -> list[str]:
    """Every address that the menu, the matrix or a page can lead to."""
    known = project_catalogue()
    return [
        "/",
        "/vergleich",
        "/lieferungen",
        "/methodik",
        "/barrierefreiheit",
        "/bericht",
        *(f"/vereinbarung/{agreement.id}" for agreement in known.agreements),
        *(f"/bezirk/{area.key}" for area in known.areas if area.kind != "unit"),
        *(f"/kennzahl/{key}" for key in known.indicators),
    ]


EXAMPLES = (
    "/", "/vergleich", "/lieferungen", "/methodik", "/barrierefreiheit", "/bericht",
    "/vereinbarung/buergeraemter", "/vereinbarung/radverkehr", "/bezirk/05", "/bezirk/00",
    f"/kennzahl/{SATISFACTION}", f"/kennzahl/{CERTIFICATES}", "/kennzahl/ba_terminausfallquote",
    "/kennzahl/wh_raeumungsklagen_mizi", "/mitbestimmung", "/anmerkungen",
)  # fmt: skip
OF_OFFICES = {"konten", "protokoll", "kommentar", "massnahme"}
"""Pages of forms and of the administrator, which tests of their own look at."""


@pytest.fixture(scope="module")
def site(berlin: Path) -> Site:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ZIELBLICK_HOME", raising=False)
        return Site(berlin)


@pytest.fixture(autouse=True)
def _no_fault(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Let no page fail in silence: what is shown instead of a page that failed is in the log."""
    yield
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []


def whole(site: Site, address: str) -> Shown:
    """Return the page of an address after looking at all of it."""
    shown = site.page(address)
    assert problems(shown, project_catalogue()) == [], address
    return shown


# Every page ----


@pytest.mark.parametrize("path", pages())
def test_every_page_is_whole(site: Site, path: str) -> None:
    shown = whole(site, path)
    assert (shown.answer["language"], shown.notes) == ("de", [])


@pytest.mark.parametrize("path", [path for path in pages() if path in EXAMPLES or "vereinbarung" in path])
def test_every_kind_of_page_is_whole_in_english(site: Site, path: str) -> None:
    shown = whole(site, f"{path}?sprache=en")
    assert (shown.answer["language"], shown.notes) == ("en", [])


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("path", EXAMPLES)
def test_every_kind_of_page_is_whole_in_every_state(site: Site, path: str, state: str) -> None:
    """Every other one in English."""
    is_english = (EXAMPLES.index(path) + list(STATES).index(state)) % 2
    shown = whole(site, f"{path}?{STATES[state]}" + ("&sprache=en" if is_english else ""))
    assert shown.notes == []


def test_every_registered_page_is_looked_at(site: Site) -> None:
    site.page("/")
    templates = {page["path_template"] or page["path"] for page in dash.page_registry.values()}
    beginnings = {path.split("/")[1] for path in EXAMPLES}
    assert {template.split("/")[1] for template in templates} == beginnings | OF_OFFICES


def test_charts_are_of_kinds_that_scripts_know(site: Site) -> None:
    shown = [site.page(path) for path in EXAMPLES]
    kinds = {block.attributes["data-chart"] for page in shown for block in page.main.all("figure")}
    assert kinds <= set(KINDS)
    assert {"matrix", "gauge", "comparison", "trend", "map", "spine"} <= kinds


def test_the_other_way_to_see_an_agreement_shows_bullets(site: Site) -> None:
    shown = whole(site, "/vereinbarung/buergeraemter?form=bullet")
    assert shown.main.all("figure", data_chart="bullet")


@pytest.mark.parametrize(
    "address",
    [
        "/?nur=verfehlt",
        "/?nur=veraendert",
        "/?vereinbarung=standesaemter",
        f"/kennzahl/{SATISFACTION}?ebene=year&sortierung=wert",
        "/bezirk/03?sortierung=ausnahmen",
        f"/vergleich?kennzahl={SATISFACTION},ba_kunden&bezirke=03,05&zeitraum=2024-Q3,2024-Q4",
        "/lieferungen?lieferung=1",
        "/lieferungen?status=rejected",
        "/lieferungen?tiefe=8",
    ],
)
def test_choices_of_pages_are_followed_without_a_note(site: Site, address: str) -> None:
    assert whole(site, address).notes == []


# What figures say about themselves ----


def test_a_small_cell_is_never_told_and_neither_is_the_one_that_gives_it_away(site: Site) -> None:
    shown = whole(site, f"/kennzahl/{SATISFACTION}?zeitraum=2024-Q4&bezirk=05")
    rows = {row.all("th")[0].text: row.text for row in shown.main.one(id="vergleich").all("tr")}
    hidden = [name for name, text in rows.items() if " x " in text]
    assert "Spandau" in hidden and len(hidden) == 2
    assert "zu wenige Fälle zugrunde" in shown.main.by_class("zb-lead")[0].text


def test_words_stay_words(site: Site) -> None:
    shown = whole(site, f"/kennzahl/{CERTIFICATES}?zeitraum=2024-Q4&bezirk=01")
    assert "8-12 Wochen" in shown.main.text


def test_a_district_that_did_not_deliver_is_told_and_berlin_is_incomplete(site: Site) -> None:
    shown = whole(site, "/kennzahl/sta_eheschliessungen?zeitraum=2024-Q4")
    text = shown.main.one(id="vergleich").text
    assert "Neukölln k. A." in text
    assert "unvollständig" in shown.main.text


def test_demonstration_figures_carry_their_mark_and_old_ones_do_not(site: Site) -> None:
    assert whole(site, "/").frame.by_class("zb-demo")
    pinned = whole(site, "/?stand=1")
    assert not pinned.frame.by_class("zb-demo")
    assert "Veröffentlichung 1" in pinned.frame.text


def test_a_number_leads_back_to_file_line_and_earlier_value(site: Site) -> None:
    shown = whole(site, f"/kennzahl/{SATISFACTION}?zeitraum=2024-Q4&bezirk=03")
    table = shown.main.one(id="herkunft").all("table")[0].text
    assert "umfrage.csv" in table and "Zeile 88" in table and "Veröffentlichung 1" in table


# Addresses ----


@pytest.mark.parametrize("search", NONSENSE, ids=range(len(NONSENSE)))
@pytest.mark.parametrize("path", [f"/kennzahl/{SATISFACTION}", "/vergleich", "/lieferungen"])
def test_nonsense_in_the_query_shows_the_page_with_a_note(site: Site, path: str, search: str) -> None:
    shown = whole(site, path + search)
    assert shown.heading
    assert shown.main.by_class("zb-notice") or search.count("bezirk=01") > 100
    assert "alert(1)" not in str([node.tag for node in shown.frame.all("script")])


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", LANGUAGES, ids=("de", "en"))
def test_nonsense_in_the_path_shows_where_to_go_on(site: Site, path: str, language: str) -> None:
    shown = whole(site, f"{path}?{language}")
    assert shown.heading == ("This page does not exist" if language else "Diese Seite gibt es nicht")
    assert len(shown.main.all("a")) >= 3


# Publications that come, go and break ----


def answers(site: Site) -> tuple[int, int]:
    """Return what health and readiness answer."""
    return site.client.get("/healthz").status_code, site.client.get("/readyz").status_code


@pytest.mark.parametrize("path", ["/", f"/kennzahl/{SATISFACTION}", "/lieferungen", "/methodik", "/nirgends"])
def test_before_the_first_publication_every_page_says_what_to_do(tmp_path: Path, path: str) -> None:
    site = Site(tmp_path / "home")
    shown = site.page(path)
    assert "zielblick load" in shown.main.text
    assert len(shown.frame.all("h1")) == 1
    assert answers(site) == (200, 503)
    english = site.page(f"{path}?sprache=en")
    assert english.answer["language"] == "en" and "zielblick load" in english.main.text


def test_a_damaged_publication_says_what_to_do_and_the_log_names_nobody(
    berlin: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    copy = tmp_path / "home"
    shutil.copytree(berlin, copy)
    newest = copy / "publications" / "000002.duckdb"
    newest.write_bytes(newest.read_bytes()[:4096] + b"x" * 4096)
    site = Site(copy)
    with caplog.at_level(logging.INFO):
        shown = site.page("/?bezirk=05&zeitraum=2024-Q3")
        assert answers(site) == (200, 503)
        reason = site.client.get("/readyz").get_json()["reason"]
    assert "Bitte" in shown.main.text and "000002.duckdb" in reason
    assert not re.search(r"Traceback|duckdb\.|Exception", shown.frame.text + reason)
    logged = [record.getMessage() for record in caplog.records]
    assert any("000002.duckdb" in line for line in logged)
    assert not any(re.search(r"bezirk=|zeitraum=|127\.0\.0\.1|Mozilla", line) for line in logged)
    caplog.clear()
    shutil.copy(berlin / "publications" / "000002.duckdb", newest)
    assert problems(site.page("/"), project_catalogue()) == []
    assert answers(site) == (200, 200)


def test_a_publication_that_arrives_is_shown_without_a_restart(berlin: Path, tmp_path: Path) -> None:
    folder, site = tmp_path / "home" / "publications", Site(tmp_path / "home")
    assert answers(site) == (200, 503)
    folder.mkdir(parents=True)
    for number in (1, 2):
        shutil.copy(berlin / "publications" / f"00000{number}.duckdb", folder)
        (folder / "next").write_text(f"{number}\n", encoding="ascii")
        (folder / "next").replace(folder / "current")
        shown = site.page("/")
        assert f"Veröffentlichung {number} (neueste)" in shown.frame.text
        assert answers(site) == (200, 200)
