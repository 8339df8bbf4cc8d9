"""Does a page show what its reader chose, and nothing else: districts, indicators, only the missed ones?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schemas.catalogue import Catalogue
from tests.dash_app.shell_server import chosen
from tests.web import Shown, Site

SURVEY, WAITING = "ba_kundenzufriedenheit_service", "ba_kundenzufriedenheit_wartezeit"
QUARTER = "zeitraum=2024-Q3"


@pytest.fixture(scope="module")
def site(berlin: Path) -> Site:
    return Site(berlin)


def lead(shown: Shown) -> str:
    return shown.main.by_class("zb-lead")[0].text


def compared(shown: Shown) -> set[str]:
    """Return the areas in the table of a comparison of one indicator."""
    return {row.all("th")[0].text for row in shown.main.one(id="tabelle").all("tr") if row.all("td")}


def group(shown: Shown, name: str) -> tuple[list[str], list[str]]:
    """Return the chips of a choice and where its menu and chips lead."""
    (found,) = [node for node in shown.main.having("role") if node.attributes.get("aria-label") == name]
    chips = [chip.all("span")[0].text for chip in found.by_class("zb-chip")]
    return chips, [link.attributes["href"] for link in found.all("a")]


# Vergleich ----


def test_the_readers_district_is_marked_in_a_comparison_and_narrows_nothing(site: Site) -> None:
    alone = site.page(f"/vergleich?{QUARTER}&kennzahl={SURVEY}")
    own = site.page(f"/vergleich?{QUARTER}&kennzahl={SURVEY}&bezirk=03")
    assert compared(own) == compared(alone) and len(compared(own)) == 13
    marked = own.main.one(id="tabelle").by_class("zb-cell--own")
    assert [cell.text for cell in marked] == ["Pankow"]
    assert not alone.main.one(id="tabelle").by_class("zb-cell--own")


def test_two_districts_on_one_indicator_are_told_in_the_first_sentence(site: Site) -> None:
    """Whoever has a district of their own gets the same comparison."""
    for own in ("", "&bezirk=07"):
        shown = site.page(f"/vergleich?{QUARTER}&kennzahl={SURVEY}&bezirke=02,03{own}")
        assert compared(shown) == {"Berlin", "Friedrichshain-Kreuzberg", "Pankow"}
        assert group(shown, "Bezirke")[0] == ["Friedrichshain-Kreuzberg", "Pankow"]
        told = re.sub(r"\d+,\d", "…", lead(shown))
        assert told.startswith(
            "Kundenzufriedenheit mit dem Service im 3. Quartal 2024: "
            "Friedrichshain-Kreuzberg … %, Pankow … % und Berlin … %; Beispielziel 90 %."
        )


def test_links_of_a_comparison_keep_the_readers_district(site: Site) -> None:
    shown = site.page(f"/vergleich?{QUARTER}&bezirk=07&bezirke=01,03")
    _, links = group(shown, "Bezirke")
    assert "/vergleich?zeitraum=2024-Q3&bezirk=07&bezirke=03" in links
    assert "/vergleich?zeitraum=2024-Q3&bezirk=07" in links, "back to all twelve"


def test_links_of_before_that_name_several_districts_still_compare_these(site: Site) -> None:
    shown = site.page(f"/vergleich?{QUARTER}&bezirk=01,03")
    assert compared(shown) == {"Berlin", "Mitte", "Pankow"}


def test_the_first_indicator_chosen_replaces_the_proposal_and_further_ones_are_added(site: Site) -> None:
    chips, links = group(site.page(f"/vergleich?{QUARTER}"), "Kennzahlen")
    assert len(chips) == 1 and f"/vergleich?{QUARTER}&kennzahl={WAITING}" in links
    chips, links = group(site.page(f"/vergleich?{QUARTER}&kennzahl={WAITING}"), "Kennzahlen")
    assert len(chips) == 1 and f"/vergleich?{QUARTER}&kennzahl={WAITING},{SURVEY}" in links


def test_a_district_that_does_not_exist_is_named_and_left_out(site: Site) -> None:
    shown = site.page(f"/vergleich?{QUARTER}&bezirke=01,77")
    assert compared(shown) == {"Berlin", "Mitte"}
    assert "Den Bezirk „77“ gibt es nicht; er ist nicht im Vergleich." in shown.main.text


# Überblick ----


def rows(shown: Shown) -> set[str]:
    """Return the indicators in the matrix; none where there is no matrix to show."""
    heads = [a for block in shown.main.all(id="matrix") for head in block.all("th") for a in head.all("a")]
    found = {link.attributes["href"].split("?")[0] for link in heads}
    return {address.rpartition("/")[2] for address in found if address.startswith("/kennzahl/")}


def test_only_missed_means_those_of_the_district_once_one_is_chosen(site: Site, catalogue: Catalogue) -> None:
    anyone = rows(site.page(f"/?{QUARTER}&nur=verfehlt"))
    own = {key: rows(site.page(f"/?{QUARTER}&nur=verfehlt&bezirk={key}")) for key in ("03", "12")}
    assert anyone and all(found <= anyone for found in own.values())
    assert SURVEY in own["03"], "Pankow is the one with the low satisfaction"
    assert SURVEY not in own["12"]


def test_the_title_of_the_matrix_says_what_a_filter_left_over(site: Site) -> None:
    found = {
        only: site.page(f"/?{QUARTER}{only}").main.one(id="matrix").one("h2").text
        for only in ("", "&nur=verfehlt", "&nur=verfehlt&bezirk=03")
    }
    assert found[""].startswith("Berlin erreicht")
    kept = len(rows(site.page(f"/?{QUARTER}&nur=verfehlt")))
    assert found["&nur=verfehlt"].startswith(f"Bei {kept} Kennzahl"), "not “all indicators” above a few"
    assert found["&nur=verfehlt&bezirk=03"].startswith("Pankow verfehlt das Ziel bei ")


def test_the_choice_says_whose_missed_targets_are_shown(site: Site) -> None:
    options = [o.text for o in site.page("/?bezirk=03").main.one(id="overview-only").all("option")]
    assert options == ["Alle Kennzahlen", "Nur in Pankow verfehlt", "Nur in Pankow verändert"]


def test_the_district_travels_along_from_the_matrix_to_an_indicator(site: Site) -> None:
    heads = site.page("/?bezirk=03").main.one(id="matrix").all("th")
    links = [link.attributes["href"] for head in heads for link in head.all("a")]
    assert f"/kennzahl/{SURVEY}?bezirk=03" in links


def test_the_table_of_a_comparison_has_the_order_of_its_chart(site: Site) -> None:
    block = site.page(f"/kennzahl/{SURVEY}?{QUARTER}&sortierung=wert").main.one(id="vergleich")
    first, *others = block.one("tbody").all("tr")
    assert first.all("th")[0].text == "Berlin"
    told = [row.all("td")[0].attributes.get("data-value") for row in others]
    values = [float(value) for value in told if value]
    assert len(values) > 5 and values == sorted(values, reverse=True)


# What is read out ----


def test_who_hears_the_page_is_told_what_a_filter_left_over(site: Site) -> None:
    with site.server.test_client() as client:
        plain, missed = (
            chosen(client, "/", f"?{QUARTER}{more}")["shell-answer"]["data"]["said"]
            for more in ("", "&nur=verfehlt")
        )
    title = site.page(f"/?{QUARTER}&nur=verfehlt").main.by_class("zb-chart__title")[0].text
    assert missed == f"{plain}, {title}"
