"""Do marks, tables and parts of agreements say what the catalogue and the figures say?"""

from __future__ import annotations

import pytest

from dash_app import components
from dash_app.components import Cell, Column, Tile
from schemas.catalogue import Agreement, AgreementKind, Catalogue, SignatureState, Stage
from schemas.observation import FLAGS, Status
from schemas.period import Level
from tests.dash_app import gallery, samples
from tests.dash_app.components.html import one, page, texts


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_shape_and_a_word(status: Status, language: str) -> None:
    mark = one(page(components.status_mark(status, language)), ".zb-mark")
    assert f"zb-mark--{status.value}" in mark["class"]
    assert mark["role"] == "img"
    assert mark["aria-label"]
    assert texts(page(components.status_word(status, language)), ".zb-status")[0]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_flag_is_said_in_words(language: str) -> None:
    labels = texts(page(components.flag_marks(FLAGS, language)), ".zb-flag")
    assert len(labels) == len(FLAGS)
    assert all(labels)


def test_an_incomplete_berlin_says_how_many_districts_are_in_it() -> None:
    figure = samples.figure(80.0, flags=("incomplete",), districts=11)
    assert texts(page(components.flag_marks(figure, "de")), ".zb-flag") == [
        "unvollständig (11 von 12 Bezirken)"
    ]


def test_a_table_has_headers_caption_and_raw_numbers() -> None:
    rows: list[list[Cell | str]] = [["Mitte", Cell("1.234,5", 1234.5)], ["Spandau", Cell("k. A.")]]
    soup = page(
        components.data_table(
            [Column("Bez.", "Bezirk"), Column("Wert", is_number=True)], rows, caption="Werte"
        )
    )
    assert texts(soup, "caption") == ["Werte"]
    assert [head["scope"] for head in soup.select("th")] == ["col", "col", "row", "row"]
    assert one(soup, "thead abbr")["title"] == "Bezirk"
    assert [cell.get("data-value") for cell in soup.select("td")] == ["1234.5", None]


def test_the_twin_of_a_comparison_has_all_that_is_known() -> None:
    soup = page(
        components.figure_table(
            samples.quarter(),
            by="area",
            indicators=samples.INDICATORS,
            areas=samples.AREAS,
            caption="x",
            language="de",
        )
    )
    row = soup.select("tbody tr")[4]
    assert texts(row, "th, td") == [
        "Charlottenburg-Wilmersdorf",
        "64,2\N{NO-BREAK SPACE}%",
        "80\N{NO-BREAK SPACE}%",
        "verfehlt",
        "642",
        "1.000",
        "61,2–67,1\N{NO-BREAK SPACE}%",
        "Zum Ziel fehlen 158 Fälle (gezählt werden: Termine).",
        "Demo",
    ]
    assert row.select("td")[0]["data-value"] == "64.2"
    suppressed = soup.select("tbody tr")[12]
    assert texts(suppressed, "td")[:3] == ["x", "80\N{NO-BREAK SPACE}%", "gesperrt"]


def test_the_twin_of_a_trend_has_a_row_per_period_and_a_column_per_area() -> None:
    soup = page(
        components.pivot_table(
            samples.months(), indicator=samples.SHARE, areas=samples.AREAS, caption="x", language="de"
        )
    )
    assert texts(soup, "thead th") == ["Zeitraum", "Berlin", "Charlbg.-Wilm.", "Ziel"]
    assert len(soup.select("tbody tr")) == 30
    assert texts(soup.select("tbody tr")[5], "td")[1] == "k. A."
    assert texts(soup.select("tbody tr")[29], "td")[0].endswith("*"), "provisional"


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_word_of_the_catalogue_has_a_text(language: str) -> None:
    from dash_app.texts import Texts

    t = Texts(language)
    for kind, values in (
        ("stage", Stage),
        ("kind", AgreementKind),
        ("signature", SignatureState),
        ("level", Level),
    ):
        for value in values:
            assert t(f"components.{kind}.{value.value}")


@pytest.mark.parametrize("language", ["de", "en"])
def test_parts_of_all_agreements_and_indicators_can_be_shown(catalogue: Catalogue, language: str) -> None:
    for agreement in catalogue.agreements:
        components.facts(agreement, catalogue, language)
        components.lifecycle(agreement, catalogue, language)
        components.documents(agreement.documents, catalogue, language)
        soup = page(components.signatures(agreement, catalogue, language))
        assert sum(area.name in texts(soup, "tbody th") for area in catalogue.districts) == 12
    for indicator in catalogue.indicators.values():
        soup = page(components.definition(indicator, catalogue, language))
        examples = sum(target.is_example for target in indicator.targets)
        assert len(soup.select(".zb-flag--example")) == examples
        assert len(soup.select("tbody tr")) == len(indicator.targets)


def agreement_of(*stages: str) -> Agreement:
    steps = [
        {"stage": stage, "since": str(2020 + n), "text": {"de": "x", "en": "x"}, "source": "va"}
        for n, stage in enumerate(stages)
    ]
    made = gallery.agreement().model_dump(by_alias=True) | {"lifecycle": steps, "goals": []}
    return Agreement.model_validate(made)


def test_a_life_cycle_can_go_back_and_pause_and_says_so(catalogue: Catalogue) -> None:
    agreement = agreement_of("in_kraft", "in_erarbeitung", "zurueckgestellt", "vorbereitung", "beendet")
    soup = page(components.lifecycle(agreement, catalogue, "de"))
    assert [texts(step, ".zb-flag") for step in soup.select("li")] == [
        [],
        ["Rückschritt"],
        ["angehalten"],
        [],
        ["beendet"],
    ]
    assert [step.get("aria-current") for step in soup.select("li")] == [None] * 4 + ["step"]


def test_districts_that_no_source_names_stand_in_the_signatures_as_not_documented(
    catalogue: Catalogue,
) -> None:
    soup = page(components.signatures(agreement_of("in_kraft"), catalogue, "de"))
    assert texts(soup, "tbody td:nth-of-type(1)") == ["nicht belegt"] * 12


def test_a_formula_is_written_with_the_names_of_what_is_counted(catalogue: Catalogue) -> None:
    rate = catalogue.indicators["ba_terminausfallquote"]
    formula = components.formula(rate, catalogue, "de")
    assert formula.startswith("100 × ")
    assert " ÷ (" in formula
    assert "zms_" not in formula


def test_tiles_multiples_and_map_are_links_with_words() -> None:
    tiles = page(components.tiles([Tile("Ziele", "9 von 21", "4 knapp", "/", "met")]))
    assert one(tiles, "a")["href"] == "/"
    frame = samples.months(areas=list(samples.AREAS))
    shared = {"indicator": samples.SHARE, "areas": samples.AREAS, "district": "04"}
    pictures = page(components.multiples(frame, href=lambda key: f"/{key}", **shared))  # type: ignore[arg-type]
    links = pictures.select("a")
    assert [link["href"] for link in links[:3]] == ["/04", "/01", "/02"]
    assert links[0].text.startswith("Charlbg.-Wilm. "), "what is seen comes first"
    assert links[0].text.endswith(", Charlottenburg-Wilmersdorf")
    grid = page(components.tile_grid(samples.quarter(), href=lambda key: f"/{key}", **shared))  # type: ignore[arg-type]
    assert len(grid.select("a")) == 12
    tile = next(link for link in grid.select("a") if link["href"] == "/04")
    assert tile.text.startswith("Charlbg.-Wilm. ") and "Charlottenburg-Wilmersdorf" in tile.text
    assert "grid-column:3;grid-row:2" in str(grid.select("li")[0]["style"])


def test_the_way_back_ends_with_this_page() -> None:
    soup = page(components.breadcrumbs([("Überblick", "/"), ("Kennzahl", None)], "de"))
    assert texts(soup, "a") == ["Überblick"]
    assert texts(soup, "[aria-current=page]") == ["Kennzahl"]
