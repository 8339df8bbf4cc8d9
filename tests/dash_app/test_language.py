"""Is every page in one language, and is what stays German marked for those who listen to it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from dash_app.formats import sorted_as
from dash_app.signin.demo import COOKIE
from schemas.catalogue import Catalogue
from tests.demonstration import Loaded
from tests.web import Node, Site, parsed
from tools.screenshots import CHOSEN, PAGES

MORE = {
    "vereinbarung-unbekannt": "/vereinbarung/gibt-es-nicht",
    "kennzahl-unbekannt": "/kennzahl/gibt-es-nicht",
    "bezirk-ausnahmen": "/bezirk/11?sortierung=ausnahmen",
    "hinweise": "/vergleich?zeitraum=gestern&bezirk=99&ebene=woche&stand=99&utm=1",
    "lieferung": "/lieferungen?lieferung=1",
    "vereinbarung-wohnhilfen": "/vereinbarung/soziale-wohnhilfen",
    "vereinbarung-standesaemter": "/vereinbarung/standesaemter",
    "kennzahl-befragung": "/kennzahl/ba_kundenzufriedenheit_service?bezirk=03",
    "kennzahl-urkunden": "/kennzahl/sta_geburtsurkunde_bearbeitung_tage?bezirk=08",
}
GERMAN = re.compile(r"[äöüßÄÖÜ]|\b(und|oder|nicht|für|mit|von|eine[rnms]?|wird|werden|Bezirke?|Zeitraum)\b")
ENGLISH = re.compile(r"\b(the|of|and|is|are|with|from|there|has|have|this|which|to|by|not)\b")
NAMED_IN_ENGLISH = (
    "Bürgerämter (citizens’ offices)",
    "Zukunftspakt Verwaltung",
    "gibt-es-nicht",
    "gestern",
    "woche",
)
"""What an English page says in German on purpose: translated beside it, or in quotation marks."""


@pytest.fixture(scope="module")
def site(demo: Loaded) -> Site:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ZIELBLICK_HOME", raising=False)
        return Site(demo.home)


def asked_as(site: Site, page: str) -> Site:
    """Let the one be asking who sees most of a page."""
    site.client.set_cookie(COOKIE, CHOSEN.get(page, "steering"))
    return site


def said(node: Node, language: str) -> Iterator[tuple[str, str]]:
    """Yield every text with the language that it is marked as, read-out attributes included."""
    language = node.attributes.get("lang", language)
    yield from ((language, child.strip()) for child in node.children if isinstance(child, str))
    for name in ("title", "aria-label", "alt"):
        yield language, node.attributes.get(name, "").strip()
    for child in node.children:
        if isinstance(child, Node):
            yield from said(child, language)


def texts(site: Site, path: str, language: str, names: list[str]) -> list[str]:
    """Return what a page says in its own language, names of places left out."""
    address = path if language == "de" else f"{path}{'&' if '?' in path else '?'}sprache={language}"
    found = []
    for marked_as, text in said(site.page(address).frame, language):
        if marked_as == language and text:
            for name in names:
                text = text.replace(name, "")
            found.append(text)
    return found


@pytest.fixture(scope="module")
def names(catalogue: Catalogue) -> list[str]:
    """Names that are the same in both languages, longest first."""
    areas = [name for area in catalogue.areas for name in (area.name, area.short)]
    return sorted({*areas, *NAMED_IN_ENGLISH}, key=len, reverse=True)


@pytest.mark.parametrize("page", [*PAGES, *MORE])
def test_an_english_page_has_no_german_that_is_not_marked(site: Site, names: list[str], page: str) -> None:
    found = texts(asked_as(site, page), (PAGES | MORE)[page], "en", names)
    assert len(found) > 20
    chain = [text for text in found if text.startswith(("Note: ", "Source: ", "Bemerkung"))]
    assert [text for text in found if GERMAN.search(text) and text not in chain] == []


@pytest.mark.parametrize("page", [*PAGES, *MORE])
def test_a_german_page_has_no_english(site: Site, names: list[str], page: str) -> None:
    found = texts(asked_as(site, page), (PAGES | MORE)[page], "de", names)
    assert [text for text in found if len(set(ENGLISH.findall(text))) > 1] == []


@pytest.mark.parametrize(("language", "foreign"), [("de", ENGLISH), ("en", GERMAN)])
def test_the_page_to_sign_in_is_in_one_language(
    site: Site, names: list[str], language: str, foreign: re.Pattern[str]
) -> None:
    page = Node("root", children=parsed(site.client.get(f"/anmelden?sprache={language}").text))
    found = [text for marked_as, text in said(page.one("body"), language) if marked_as == language and text]
    assert len(found) > 20
    for name in names:
        found = [text.replace(name, "") for text in found]
    assert [text for text in found if len(set(foreign.findall(text))) > (language == "de")] == []


def test_what_is_german_on_an_english_page_is_read_out_as_german(site: Site) -> None:
    marked = [node.text for node in site.page("/methodik?sprache=en").main.all(lang="de")]
    assert any("Abgeordnetenhaus Berlin" in text for text in marked)
    parties = [n.text for n in site.page("/vereinbarung/buergeraemter?sprache=en").main.all(lang="de")]
    assert "Für Inneres zuständige Senatsverwaltung" in parties
    assert site.page("/methodik").main.all(lang="de") == []


def test_umlauts_are_sorted_with_their_letter() -> None:
    listed = ["Zehlendorf", "Ärzte", "Arbeit", "öffentlich", "Neukölln", "Oder", "straße", "Strasse", "Ahorn"]
    ordered = [
        "Ahorn",
        "Arbeit",
        "Ärzte",
        "Neukölln",
        "Oder",
        "öffentlich",
        "Strasse",
        "straße",
        "Zehlendorf",
    ]
    assert sorted(listed, key=sorted_as) == ordered


def test_the_list_of_sources_is_sorted_as_people_look_for_them(site: Site) -> None:
    listed = [item.text for item in site.page("/methodik").main.one(id="nachweise").all("li")]
    first = [re.split(r"[ :]", text)[0] for text in listed]
    assert first.index("Ärzte") < first.index("Berlin.de")


def test_german_sources_of_an_english_report_are_read_out_as_german(site: Site) -> None:
    address = "/bericht/vorschau?vereinbarung=buergeraemter"
    english = site.client.get(f"{address}&sprache=en").text
    listed = english.partition('id="sources"')[2].partition("</ul>")[0]
    assert listed.count("<li>") > 5
    assert listed.count("<li>") == listed.count('<li><span lang="de">')
    defined = english.partition('id="definitions"')[2].partition('id="sources"')[0]
    assert '<dd><span lang="de">' in defined, "what a definition cites as well"
    assert 'lang="de">' not in site.client.get(address).text.partition("<main>")[2]
