"""Do numbers, units, days and periods read as offices write them?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dash_app import formats
from dash_app.texts import Texts
from schemas.catalogue import Catalogue
from schemas.observation import Figure, Status
from schemas.period import Level, Period
from tests.dash_app.publication_files import catalogue as small_catalogue
from tests.dash_app.publication_files import indicator

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "german", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (1174132, 0, "1.174.132", "1,174,132"),
        (0.125, 2, "0,13", "0.13"),
        (2.5, 0, "3", "3"),
        (-2.5, 0, "−3", "−3"),
        (-0.04, 1, "0,0", "0.0"),
        (1.005, 2, "1,01", "1.01"),  # as written; the float behind it is a little smaller
        (None, 1, "k. A.", "n/a"),
    ],
)
def test_numbers(value: float | None, decimals: int, german: str, english: str) -> None:
    assert formats.number(value, decimals, "de") == german
    assert formats.number(value, decimals, "en") == english


@pytest.mark.parametrize(("value", "text"), [(1.25, "+1,3"), (-0.4, "−0,4"), (0.01, "±0,0"), (None, "k. A.")])
def test_differences_carry_their_sign(value: float | None, text: str) -> None:
    assert formats.signed(value, 1, "de") == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "german", "english"),
    [
        (12.34, "%", 1, f"12,3{NBSP}%", "12.3%"),
        (1, "Tage", 0, f"1{NBSP}Tag", f"1{NBSP}day"),
        (1, "Tage", 1, f"1,0{NBSP}Tage", f"1.0{NBSP}days"),
        (4, "Tage", 0, f"4{NBSP}Tage", f"4{NBSP}days"),
        (1500, "Anzahl", 0, "1.500", "1,500"),
        (3, "Boote", 0, f"3{NBSP}Boote", f"3{NBSP}Boote"),
        (None, "Tage", 0, "k. A.", "n/a"),
    ],
)
def test_units(value: float | None, unit: str, decimals: int, german: str, english: str) -> None:
    assert formats.with_unit(value, unit, decimals, "de") == german
    assert formats.with_unit(value, unit, decimals, "en") == english


def test_every_unit_of_the_catalogue_has_its_english_word(catalogue: Catalogue) -> None:
    units = {indicator.unit for indicator in catalogue.indicators.values()}
    units |= {measure.unit for measure in catalogue.measures}
    units.discard(formats.COUNT)
    assert sorted(unit for unit in units if f"formats.unit.{unit}" not in Texts("en")) == []


@pytest.mark.parametrize(
    ("text", "german", "long", "english"),
    [
        ("2024", "2024", "2024", "2024"),
        ("2024-H1", "1. Halbjahr 2024", "1. Halbjahr 2024", "H1 2024"),
        ("2024-Q3", "3. Quartal 2024", "3. Quartal 2024", "Q3 2024"),
        ("2024-03", "März 2024", "März 2024", "March 2024"),
        ("2024-03-31", "31.03.2024", "Stichtag 31.03.2024", "31 Mar 2024"),
    ],
)
def test_periods(text: str, german: str, long: str, english: str) -> None:
    period = Period.parse(text)
    assert formats.period(period, "de") == german
    assert formats.period(period, "de", long=True) == long
    assert formats.period(period, "en") == english


def test_times_are_those_of_berlin() -> None:
    stored = datetime(2024, 7, 1, 22, 30)  # UTC, without zone, as publications keep it
    assert formats.moment(stored, "de") == "02.07.2024, 00:30 Uhr"
    assert formats.moment(stored.replace(tzinfo=UTC), "en") == "2 Jul 2024, 00:30"
    assert formats.day(formats.in_berlin(stored), "de") == "02.07.2024"


def cell(value: float | None, status: Status, state: str | None = None, text: str | None = None) -> str:
    """Return what stands in the cell of such a figure."""
    day = date(2024, 1, 1)
    figure = Figure(
        indicator="a",
        district="01",
        level=Level.QUARTER,
        period="2024-Q1",
        period_start=day,
        period_end=day,
        value=value,
        numerator=None,
        denominator=None,
        state=state,
        text=text,
        districts=1,
        flags=(),
        target=None,
        status=status,
    )
    return formats.figure_text(figure, small_catalogue(indicator("a")).indicators["a"], "de")


def test_a_cell_never_shows_a_missing_or_hidden_figure_as_zero() -> None:
    assert cell(0.0, Status.MISSED) == f"0,0{NBSP}%"
    assert cell(None, Status.NO_DATA) == "k. A."
    assert cell(None, Status.SUPPRESSED) == "x"
    assert cell(None, Status.NO_DATA, state="unknown", text="•") == "k. A."
    assert cell(None, Status.NO_DATA, state="text", text="8-12 Wochen") == "8-12 Wochen"
