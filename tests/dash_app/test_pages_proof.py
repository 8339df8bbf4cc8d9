"""Can readers follow a figure to its files, and see what changed since the publication before?"""

from __future__ import annotations

from pathlib import Path

import pytest

from dash_app.access import DEMO_VIEWER
from dash_app.asked_explanation import explanation
from dash_app.changes import Reason
from dash_app.comparisons import compare
from dash_app.explanation import Way
from dash_app.queries import figures
from dash_app.settings import Settings
from dash_app.store import Store
from schemas.catalogue import Catalogue
from schemas.period import Period
from tests import world
from tests.dash_app.publication_files import Place
from tests.web import Shown, Site

SURVEY = "ba_kundenzufriedenheit_service"
BIRTHS = "sta_geburten_beurkundet"


@pytest.fixture(scope="module")
def site(berlin: Path) -> Site:
    return Site(berlin)


def chain(page: Shown) -> dict[str, str]:
    """Return the steps of the chain by key."""
    (listed,) = page.main.one(id="herkunft").by_class("zb-chain")
    return {item.attributes["data-step"]: item.text for item in listed.having("data-step")}


def test_a_figure_shows_the_chain_from_its_file_to_its_status(site: Site) -> None:
    page = site.page(f"/kennzahl/{BIRTHS}?zeitraum=2024-Q4&bezirk=04")
    steps = chain(page)
    assert list(steps) == [
        "deliveries", "checks", "measures", "formula", "rounding", "target", "rule", "publication", "earlier",
    ]  # fmt: skip
    assert "standesaemter.csv" in steps["deliveries"] and "Zeile" in steps["deliveries"]
    assert "1.053" in steps["formula"]
    links = page.main.one(id="herkunft").by_class("zb-chain")[0].all("a")
    assert links[0].attributes["href"].endswith("#lieferung")


def test_a_corrected_figure_says_what_it_was(site: Site) -> None:
    page = site.page(f"/kennzahl/{SURVEY}?zeitraum=2024-Q4&bezirk=01")
    assert "Veröffentlichung 1 vom" in chain(page)["earlier"]


def test_a_hidden_figure_tells_no_number_in_its_chain(site: Site) -> None:
    page = site.page(f"/kennzahl/{SURVEY}?zeitraum=2024-Q4&bezirk={world.SMALL}")
    steps = chain(page)
    assert "gesperrt" in steps["formula"] and "measures" not in steps and "rounding" not in steps
    table = page.main.one(id="herkunft").by_class("zb-table")[0]
    assert not table.having("data-value")


def test_the_overview_says_what_changed_since_the_publication_before(site: Site) -> None:
    (said,) = site.page("/").main.by_class("zb-since")
    assert said.text.startswith("Seit Veröffentlichung 1 (") and "nachgeliefert" in said.text
    assert said.one("a").attributes["href"].endswith("/lieferungen#aenderungen")
    assert not site.page("/?stand=1").main.by_class("zb-since"), "before the first one there is nothing"


def test_two_publications_can_be_chosen_and_lead_to_the_figures(site: Site) -> None:
    part = site.page("/lieferungen?seit=1&bis=2").main.one(id="aenderungen")
    assert "Seit Veröffentlichung 1" in part.text and "Berichtigung" in part.text
    assert any(a.attributes["href"].endswith("#herkunft") for a in part.by_class("zb-table")[0].all("a"))
    english = site.page("/lieferungen?seit=1&bis=2&sprache=en").main.one(id="aenderungen").text
    assert "Since publication 1" in english and "revision" in english
    backwards = site.page("/lieferungen?seit=2&bis=1").main.one(id="aenderungen").text
    assert "zurückgenommen" in backwards


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("seit=77", "„77“ ist keine Veröffentlichung"),
        ("bis=gestern", "„gestern“ ist keine Veröffentlichung"),
        ("seit=2&bis=2", "zwei verschiedene Veröffentlichungen"),
        ("stand=1", "Es gibt bisher nur eine Veröffentlichung"),
    ],
)
def test_what_cannot_be_compared_is_said_in_its_place(site: Site, query: str, said: str) -> None:
    assert said in site.page(f"/lieferungen?{query}").main.text


def test_the_numbers_of_every_explanation_are_those_of_values(berlin: Path, catalogue: Catalogue) -> None:
    """Sums of the measurements give numerator and denominator as published; nobody finds a second number."""
    store = Store(Place(berlin))
    snapshot, ways = store.open(), set()
    for id_ in catalogue.indicators:
        listed = figures(snapshot, DEMO_VIEWER, indicators=[id_])
        for figure in [figure for figure in listed if figure.value is not None][::7]:
            period = Period(figure.period_start, figure.period_end, figure.level)
            found = explanation(
                store, snapshot, DEMO_VIEWER, indicator=id_, district=figure.district, period=period, most=0
            )
            assert found and found.figure == figure and found.sheets, figure
            assert found.agrees, figure
            ways.add(found.way)
    assert {Way.COMPUTED, Way.FINISHED} <= ways


def test_a_correction_is_called_so_where_its_number_before_stays_hidden(berlin: Path) -> None:
    """Berlin before, beside Berlin after, could betray the small cell in it; why it changed cannot."""
    store = Store(Settings(home=berlin))
    before, after = store.open(1), store.open(2)
    (whole,) = [
        change
        for change in compare(before, after, DEMO_VIEWER).changes
        if change.figure.indicator == SURVEY
        and (change.figure.district, change.figure.period) == ("00", "2024-Q4")
    ]
    assert whole.reasons == (Reason.REVISION,) and whole.is_hidden
    assert whole.before and whole.before.value is None and whole.after and whole.after.value is not None
