"""Does the page for the staff council say all that is stored about people, and is what it says true?"""

from __future__ import annotations

from pathlib import Path

import pytest

from dash_app.participation import IMPERSONAL, STORED
from dash_app.register import attempts, sessions
from dash_app.register.models import Base
from schemas.catalogue import Catalogue
from tests.walkers.pages import problems
from tests.web import Site


@pytest.fixture(scope="module")
def site(berlin: Path) -> Site:
    return Site(berlin)


def columns() -> set[tuple[str, str]]:
    return {(table.name, column.name) for table in Base.metadata.sorted_tables for column in table.columns}


def test_every_column_of_the_register_is_said_to_be_about_people_or_not() -> None:
    """A new column breaks this test: somebody has to decide whether the page must name it."""
    named = {(table, name) for table, names in STORED.items() for name in names}
    others = {(table, name) for table, names in IMPERSONAL.items() for name in names}
    assert named | others == columns()
    assert not named & others


def test_no_column_that_points_to_an_account_is_called_impersonal() -> None:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "account" for key in column.foreign_keys):
                assert column.name in STORED[table.name], f"{table.name}.{column.name}"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_names_every_column_about_people(site: Site, catalogue: Catalogue, language: str) -> None:
    shown = site.page(f"/mitbestimmung?sprache={language}")
    assert problems(shown, catalogue) == []
    codes = {code.text for code in shown.main.all("code")}
    assert codes == {f"{table}: {name}" for table, names in STORED.items() for name in names}


def test_the_days_and_hours_on_the_page_are_those_of_the_program(site: Site) -> None:
    text = site.page("/mitbestimmung").main.text
    hours = (sessions.IDLE, sessions.LONGEST, attempts.FORGOTTEN)
    for each in hours:
        assert f"{each.total_seconds() / 3600:g} Stunden" in text


def test_purposes_and_minimum_numbers_come_from_the_catalogue(site: Site, catalogue: Catalogue) -> None:
    text = site.page("/mitbestimmung").main.text
    survey = next(each for each in catalogue.indicators.values() if each.min_cases)
    assert survey.purpose("de") in text and f"{survey.min_cases} Fälle" in text


def test_every_page_leads_there(site: Site) -> None:
    links = [a.attributes["href"] for a in site.page("/methodik").frame.one("footer").all("a")]
    assert "/mitbestimmung" in {link.partition("?")[0] for link in links}
