"""Does the accessibility statement say what the law asks for, and does a report reach somebody?"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.dash_app.delivery_files import publish
from tests.web import Shown, Site

STATEMENT = "/barrierefreiheit"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home")
    publish(place)
    return place


def shown(home: Path, address: str = STATEMENT, **settings: Any) -> Shown:
    return Site(home, **settings).page(address)


def mail(page: Shown) -> tuple[str, dict[str, list[str]]]:
    """Return whom the link of the page writes to, and subject and body of that letter."""
    (link,) = [a.attributes["href"] for a in page.main.all("a") if a.attributes["href"].startswith("mailto:")]
    parts = urlsplit(link)
    return parts.path, parse_qs(parts.query)


@pytest.mark.parametrize("search", ["", "?sprache=en"])
def test_the_statement_has_every_part_of_the_model(home: Path, search: str) -> None:
    page = shown(home, STATEMENT + search)
    sections = [node.attributes["id"] for node in page.main.all("section")]
    assert sections == ["stand", "luecken", "erwarten", "entstehung", "melden", "durchsetzung"]
    assert "BIKTG Bln" in page.main.text and "BITV 2.0" in page.main.text
    assert ("partially compliant" if search else "teilweise vereinbar") in page.main.one(id="stand").text
    assert len(page.main.one(id="luecken").all("li")) >= 3
    assert ("22 Nov 2026" if search else "22.11.2026") in page.main.one(id="entstehung").text
    link = page.main.one(id="durchsetzung").one("a").attributes["href"]
    assert urlsplit(link).hostname == "www.berlin.de"


def test_nobody_is_named_who_did_not_say_so(home: Path) -> None:
    page = shown(home)
    assert "Die Stelle, die diese Installation betreibt, ist bemüht" in page.main.text
    assert "ZIELBLICK_FEEDBACK" in page.main.one(id="melden").text
    assert "@" not in page.main.text


def test_a_report_opens_a_letter_to_the_operator_that_names_the_page(home: Path) -> None:
    page = shown(
        home,
        STATEMENT + "?seite=/bezirk/03%3Fzeitraum%3D2024-Q1%26bezirk%3D03",
        operator="Die Senatsverwaltung für Beispiele",
        feedback="barrieren@example.org",
    )
    assert "Die Senatsverwaltung für Beispiele ist bemüht" in page.main.text
    to, letter = mail(page)
    assert to == "barrieren@example.org"
    assert letter["subject"] == ["Barriere auf Zielblick"]
    assert letter["body"][0].startswith("Seite: /bezirk/03?zeitraum=2024-Q1&bezirk=03\r\n")


def test_a_form_is_a_way_too(home: Path) -> None:
    page = shown(home, STATEMENT + "?sprache=en", feedback="https://example.org/form?topic=a11y")
    (link,) = page.main.one(id="melden").all("a")
    assert link.attributes["href"] == "https://example.org/form?topic=a11y"
    assert link.text == "Go to the contact form"


@pytest.mark.parametrize(
    "strange", ["https://evil.example", "x" * 600, "/" + "x" * 600, "/a%00b", "/a%0d%0ab"]
)
def test_only_an_address_of_ours_gets_into_the_letter(home: Path, strange: str) -> None:
    page = shown(home, f"{STATEMENT}?seite={strange}", feedback="barrieren@example.org")
    _, letter = mail(page)
    assert letter["body"][0].startswith("Seite: \r\n")


@pytest.mark.parametrize("path", ["/", "/methodik", "/gibt-es-nicht", "/lieferungen?lieferung=1"])
def test_every_page_leads_to_the_statement_and_names_itself_in_a_report(home: Path, path: str) -> None:
    page = shown(home, path + ("&" if "?" in path else "?") + "bezirk=03&sprache=en")
    links = {a.text: a.attributes["href"] for a in page.frame.one("footer").all("a")}
    statement, report = links["Accessibility"], links["Report a barrier"]
    assert links["Staff participation"] == "/mitbestimmung?bezirk=03&sprache=en"
    assert statement == f"{STATEMENT}?bezirk=03&sprache=en"
    address = urlsplit(report)
    assert (address.path, address.fragment) == (STATEMENT, "melden")
    assert urlsplit(parse_qs(address.query)["seite"][0]).path == path.split("?")[0]
    reported = shown(home, f"{address.path}?{address.query}", feedback="barrieren@example.org")
    assert path.split("?")[0] in reported.main.one(id="melden").text
