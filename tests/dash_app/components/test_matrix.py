"""Can the matrix be read by everybody: as a table, by keyboard, without colours?"""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from dash_app import components
from schemas.catalogue import BERLIN, Agreement
from schemas.period import Period
from tests.dash_app import gallery, samples
from tests.dash_app.components.html import live, one, page, texts

AREAS = list(samples.AREAS.values())


def made(**changes: Any) -> Any:
    rows = [row for of in samples.INDICATORS.values() for row in samples.quarter(of)]
    given: dict[str, Any] = {
        "areas": AREAS,
        "href": lambda key: f"/kennzahl/{key}",
        "proof": lambda figure: f"/kennzahl/{figure.indicator}?bezirk={figure.district}#herkunft",
        "caption": "Alle Kennzahlen",
        "period": Period.parse("2024-Q3"),
        "district": "04",
    }
    return components.matrix([gallery.agreement()], rows, **given | changes)


@pytest.fixture(scope="module")
def soup() -> BeautifulSoup:
    return page(made(trends={samples.SHARE.id: samples.months(areas=[BERLIN])}))


def row(soup: BeautifulSoup, place: int) -> list[Any]:
    return soup.select("tbody tr:has(th[scope=row])")[place].select("td")


def test_columns_are_berlin_and_the_districts_with_their_full_names(soup: BeautifulSoup) -> None:
    assert texts(soup, "thead th") == ["Kennzahl", *(area.short for area in AREAS), "Verlauf Berlin"]
    names = {abbr.get_text(): abbr["title"] for abbr in soup.select("thead abbr")}
    assert names["Charlbg.-Wilm."] == "Charlottenburg-Wilmersdorf"
    assert all(head["scope"] == "col" for head in soup.select("thead th"))


def test_rows_are_grouped_by_agreement_and_goal(soup: BeautifulSoup) -> None:
    groups = soup.select("th[scope=rowgroup]")
    assert len(groups) == 3, "one agreement, two goals"
    assert all(head["colspan"] == "15" for head in groups)
    assert len(soup.select("th[scope=row]")) == len(samples.INDICATORS)


def test_a_cell_says_value_and_status_in_words_and_leads_to_its_origin(soup: BeautifulSoup) -> None:
    link = row(soup, 0)[4].a
    assert link.get_text() == "64,2"
    assert link["aria-label"] == "64,2\N{NO-BREAK SPACE}%, verfehlt"
    assert link["href"] == "/kennzahl/ba_termine_14_tage_quote?bezirk=04#herkunft"
    assert "zb-cell--missed" in row(soup, 0)[4]["class"]


def test_missing_suppressed_and_words_are_text_without_number(soup: BeautifulSoup) -> None:
    cells = row(soup, 0)
    assert [cells[place].a.get_text() for place in (6, 8, 12)] == ["k. A.", "8-12 Wochen", "x"]
    assert not any(cells[place].has_attr("data-value") for place in (6, 8, 12))
    assert cells[6].a["aria-label"] == "k. A., keine Angabe"
    assert cells[8].a["aria-label"] == "8-12 Wochen, Angabe in Worten"
    assert cells[1]["data-value"] == "91.3"


def test_an_incomplete_berlin_carries_an_asterisk_and_says_so(soup: BeautifulSoup) -> None:
    link = row(soup, 0)[0].a
    assert link.get_text() == "82,4*"
    assert str(link["aria-label"]).endswith("erreicht, unvollständig")


def test_rows_name_unit_target_and_mark_examples(soup: BeautifulSoup) -> None:
    notes = texts(soup, ".zb-matrix__note")
    assert notes[0] == "% · Ziel 80\N{NO-BREAK SPACE}%"
    assert notes[1] == "% · Beispielziel 10\N{NO-BREAK SPACE}%"


def test_a_row_of_another_period_says_which() -> None:
    rows = samples.quarter(samples.CONTROLS, period="2023")
    notes = texts(
        page(
            components.matrix(
                [gallery.agreement()],
                rows,
                areas=AREAS,
                href=lambda *_: "/",
                proof=lambda _: "/",
                caption="x",
                period=Period.parse("2024-Q3"),
            )
        ),
        ".zb-matrix__note",
    )
    assert any(note.endswith("· 2023") for note in notes)


def test_the_frame_scrolls_by_keyboard_and_has_a_name(soup: BeautifulSoup) -> None:
    frame = one(soup, ".zb-scroll")
    assert (frame["tabindex"], frame["role"], frame["aria-label"]) == ("0", "group", "Alle Kennzahlen")


def test_small_lines_have_a_text_and_rows_without_history_a_dash(soup: BeautifulSoup) -> None:
    drawn = one(row(soup, 0)[-1], "svg[role=img]")
    assert drawn["aria-label"] == "Verlauf Berlin: Anteil Termine innerhalb von 14 Tagen"
    assert row(soup, 1)[-1].get_text() == "–"


def test_a_filter_leaves_out_rows_and_empty_groups() -> None:
    soup = page(made(keep={samples.NO_SHOW.id}))
    assert texts(soup, "th[scope=row] a") == ["Terminausfallquote"]
    assert len(soup.select("th[scope=rowgroup]")) == 2
    assert not page(made(keep=set())).select("tbody")


def test_an_agreement_without_indicators_has_no_rows() -> None:
    bare: Agreement = gallery.agreement().model_copy(update={"goals": ()})
    assert not page(
        components.matrix([bare], [], areas=AREAS, href=lambda *_: "/", proof=lambda _: "/", caption="x")
    ).select("tbody")


def test_the_whole_matrix_is_one_component() -> None:
    assert live(made()) == 1


def test_the_first_row_counts_targets_met_and_leads_to_each_area() -> None:
    soup = page(made(area_href=lambda key: f"/bezirk/{key}"))
    links = soup.select(".zb-matrix__sums td a")
    assert [link["href"] for link in links] == [f"/bezirk/{area.key}" for area in AREAS]
    rows = [row for of in samples.INDICATORS.values() for row in samples.quarter(of)]
    for area, link in zip(AREAS, links, strict=True):
        own = [row for row in rows if row.district == area.key]
        met = sum(row.status.value == "met" for row in own)
        total = sum(row.target is not None for row in own)
        assert link.get_text() == f"{met} von {total}"
        assert link["aria-label"] == f"{area.name}: {met} von {total} Zielen erreicht"
