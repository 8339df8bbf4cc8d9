"""Does the page of the report show, keep and hand on what its reader chooses?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dash_app import url
from dash_app.reading import reading_at
from dash_app.reports import html
from dash_app.reports.address import KEYS, PATH, permalink
from dash_app.reports.asked import choice_of
from dash_app.reports.pictures import none
from tests.dash_app.reports import office
from tests.dash_app.test_pages import project_catalogue
from tests.web import Site

ADDRESS = f"{PATH}?zeitraum=2024-Q4&stand=1&art=bericht&bezirke=03,05&vereinbarung=standesaemter&umfang=kurz"


@pytest.fixture(scope="module")
def site(berlin: Path) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ZIELBLICK_HOME", raising=False)
        yield Site(berlin)


def test_the_page_offers_every_format_and_shows_the_report(site: Site) -> None:
    shown = site.page(f"{PATH}?vereinbarung=standesaemter")
    orders = [json.loads(node.attributes["data-report"]) for node in shown.main.having("data-report")]
    assert [order["format"] for order in orders] == ["docx", "pdf", "pptx", "xlsx", "html"]
    frame = shown.main.one("iframe")
    answer = site.client.get(frame.attributes["src"])
    assert answer.status_code == 200
    assert "Fortschrittsbericht: Zielvereinbarung" in answer.text
    assert 'class="plot"' in answer.text


def test_the_link_in_a_document_leads_to_the_same_choice(site: Site) -> None:
    with site.server.test_request_context(ADDRESS):
        search = f"?{urlsplit(ADDRESS).query}"
        read = reading_at(PATH, search, KEYS)
        choice, notes = choice_of(read, url.read(search))
        assert not notes
        again = permalink(choice, read.snapshot.number)
        other, _ = choice_of(
            reading_at(PATH, f"?{urlsplit(again).query}", KEYS), url.read(urlsplit(again).query)
        )
        assert other == choice
        assert (choice.publication, choice.districts, choice.scope) == (1, ("03", "05"), "short")


def cells(markup: str) -> list[str]:
    """The cells of all tables of a report, in order."""
    found = re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", markup, re.DOTALL)
    return [re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in found]


def test_the_link_in_a_document_shows_its_figures_after_a_later_publication(site: Site, berlin: Path) -> None:
    """Somebody reads the committee's paper next year and follows its link."""
    old = office.report(berlin, "buergeraemter", "2024-Q4", publication=1)
    document = html.render(old, none(old, "Ohne Browser")).decode()
    address = old.permalink.removeprefix("http://x.example")
    assert address in document.replace("&amp;", "&")
    frame = site.page(address).main.one("iframe").attributes["src"]
    shown = site.client.get(frame).text
    assert len(cells(document)) > 100
    assert cells(shown) == cells(document)
    newer = office.report(berlin, "buergeraemter", "2024-Q4")
    assert newer.publication == 2
    assert cells(html.render(newer, none(newer, "")).decode()) != cells(document), (
        "the correction is not seen"
    )


def test_a_period_without_figures_is_shown_as_such_and_its_link_stays(site: Site, berlin: Path) -> None:
    empty = office.report(berlin, "standesaemter", "1999-Q1")
    shown = site.page(empty.permalink.removeprefix("http://x.example"))
    assert "1999" in shown.main.by_class("zb-lead")[0].text
    assert not shown.notes
    preview = site.client.get(shown.main.one("iframe").attributes["src"]).text
    assert cells(preview) == cells(html.render(empty, none(empty, "")).decode())
    assert all(note in preview for note in empty.notes)
    assert empty.notes


def test_the_preview_holds_the_words_of_the_author_as_text(site: Site) -> None:
    words = {"message.state": "Wir sind <b>gut</b> <script>alert(1)</script>"}
    answer = site.client.post(
        f"{PATH}/vorschau?vereinbarung=standesaemter", data={"aenderungen": json.dumps(words)}
    )
    assert answer.status_code == 200
    assert "Wir sind &lt;b&gt;gut&lt;/b&gt;" in answer.text
    assert "<script>alert(1)" not in answer.text


@pytest.mark.parametrize("words", ["[1, 2]", "{", '{"a": 1}', json.dumps({"message.state": "x" * 5000})])
def test_words_that_cannot_be_read_are_refused_with_a_sentence(site: Site, words: str) -> None:
    answer = site.client.post(f"{PATH}/vorschau", data={"aenderungen": words})
    assert answer.status_code == 400
    assert "geänderten Sätze" in answer.text


def test_what_an_address_asks_for_in_vain_is_noted(site: Site) -> None:
    shown = site.page(f"{PATH}?vereinbarung=einhorn&bezirke=77&art=lied&seit=99")
    text = shown.main.text
    assert all(word in text for word in ("„einhorn“", "„77“", "„lied“", "„99“"))
    assert shown.heading == "Fortschrittsbericht"


def test_an_agreement_links_to_its_report(site: Site) -> None:
    shown = site.page("/vereinbarung/standesaemter")
    (link,) = [a for a in shown.main.all("a") if a.text == "Bericht zu dieser Vereinbarung"]
    assert link.attributes["href"].startswith("/bericht?vereinbarung=standesaemter")


def test_the_overview_lists_all_agreements(site: Site) -> None:
    answer = site.client.get(f"{PATH}/vorschau?art=formblatt")
    for agreement in project_catalogue().agreements:
        assert agreement.title.de in answer.text.replace("&quot;", '"')


def test_the_preview_is_as_open_as_the_pages_and_no_more(site: Site) -> None:
    answer = site.client.get(f"{PATH}/vorschau?vereinbarung=standesaemter")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "no-store" in answer.headers["Cache-Control"]
