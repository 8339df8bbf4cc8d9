"""Does every sentence name the state of a figure: hidden, missing, a word, partial, provisional, a break?

A reader who quotes a caption must never call a hidden value a missing one, or an old value the newest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from dash_app import sentences
from schemas.catalogue import Indicator
from schemas.observation import Figure, Status
from schemas.period import Level, Period
from tests.dash_app.samples import AREAS, COUNT, DISTRICTS, SHARE, figure

STATES: dict[str, dict[str, object]] = {
    "suppressed": {"value": 80.0, "suppressed": True},
    "no_data": {"value": None},
    "text": {"value": None, "state": "text", "text": "sofort"},
    "incomplete": {"value": 80.0, "flags": ("incomplete",)},
    "provisional": {"value": 80.0, "flags": ("provisional",)},
    "break": {"value": 80.0, "flags": ("break",)},
}
AREA = "04"


def made(state: str, period: str, area: str = AREA, of: Indicator = SHARE) -> Figure:
    given = dict(STATES[state])
    return figure(given.pop("value"), of=of, area=area, period=period, **given)  # type: ignore[arg-type]


def course(state: str, of: Indicator = SHARE) -> list[Figure]:
    """Twenty months of one district, the newest one in the state."""
    months = [Period.of(Level.MONTH, 2023, 1).shift(n) for n in range(20)]
    rows = [figure(70.0 + n % 4, of=of, area=AREA, period=str(month)) for n, month in enumerate(months[:-1])]
    return [*rows, made(state, str(months[-1]), of=of)]


def one_period(state: str) -> list[Figure]:
    """Berlin and the districts in one quarter, one of them in the state."""
    rows = [figure(75.0)]
    return rows + [
        made(state, "2024-Q3", key) if key == AREA else figure(70.0 + int(key), area=key) for key in DISTRICTS
    ]


def control(rows: Sequence[Figure], language: str) -> str:
    said = sentences.spc(rows, indicator=SHARE, areas=AREAS, area=AREA, language=language)
    return said.caption


def trend(rows: Sequence[Figure], language: str) -> str:
    return sentences.trend(rows, indicator=SHARE, areas=AREAS, district=AREA, language=language).caption


def gauge(rows: Sequence[Figure], language: str) -> str:
    return sentences.gauge(rows[-1:], indicator=SHARE, areas=AREAS, language=language).caption


def comparison(rows: Sequence[Figure], language: str) -> str:
    return sentences.comparison(rows, indicator=SHARE, areas=AREAS, district=AREA, language=language).caption


def tile_map(rows: Sequence[Figure], language: str) -> str:
    return sentences.tile_map(rows, indicator=SHARE, areas=AREAS, language=language).caption


OVER_TIME = (control, trend, gauge)
ACROSS = (comparison, tile_map)
Saying = Callable[[Sequence[Figure], str], str]

OVER_TIME_SAID: dict[tuple[str, Saying], tuple[str, str]] = {
    ("suppressed", control): (
        "Im August 2024 ist der Wert gesperrt",
        "In August 2024, the value is suppressed",
    ),
    ("suppressed", trend): (
        "Im August 2024 ist der Wert gesperrt",
        "In August 2024, the value is suppressed",
    ),
    ("suppressed", gauge): (
        "gesperrt, weil ihm zu wenige Fälle zugrunde liegen",
        "suppressed because it rests on too few cases",
    ),
    ("no_data", control): ("Im August 2024 fehlt die Angabe", "In August 2024, there is no figure"),
    ("no_data", trend): ("Im August 2024 fehlt die Angabe", "In August 2024, there is no figure"),
    ("no_data", gauge): ("Im August 2024 fehlt die Angabe", "there is no figure"),
    ("text", control): ("wurde „sofort“ gemeldet, keine Zahl", "“sofort” was reported instead of a number"),
    ("text", trend): ("wurde „sofort“ gemeldet, keine Zahl", "“sofort” was reported instead of a number"),
    ("text", gauge): ("meldet Charlottenburg-Wilmersdorf „sofort“", "“sofort”"),
    ("incomplete", control): ("Die Angaben sind unvollständig", "incomplete"),
    ("incomplete", trend): ("Die Angaben sind unvollständig", "incomplete"),
    ("incomplete", gauge): ("Die Angaben sind unvollständig", "incomplete"),
    ("provisional", control): ("Die Angaben sind vorläufig.", "The figures are provisional."),
    ("provisional", trend): ("Die Angaben sind vorläufig.", "The figures are provisional."),
    ("provisional", gauge): ("Die Angaben sind vorläufig.", "The figures are provisional."),
    ("break", trend): ("Die Definition hat sich im Zeitraum geändert", "The definition changed"),
}


@pytest.mark.parametrize(("state", "saying"), OVER_TIME_SAID)
def test_a_sentence_about_one_area_names_the_state_of_the_newest_figure(state: str, saying: Saying) -> None:
    german, english = OVER_TIME_SAID[state, saying]
    assert german in saying(course(state), "de")
    assert english in saying(course(state), "en")


ACROSS_SAID: dict[tuple[str, Saying], tuple[str, str]] = {
    ("suppressed", comparison): (
        "Wegen zu geringer Fallzahl gesperrt: Charlottenburg",
        "too few cases: Charlottenburg",
    ),
    ("suppressed", tile_map): ("gesperrt: Charlottenburg-Wilmersdorf", "suppressed: Charlottenburg"),
    ("no_data", comparison): ("Ohne Angabe: Charlottenburg", "Without data: Charlottenburg"),
    ("no_data", tile_map): ("ohne Angabe: Charlottenburg", "Charlottenburg"),
    ("text", tile_map): ("Charlottenburg-Wilmersdorf meldet „sofort“", "“sofort”"),
    ("text", comparison): ("Charlottenburg-Wilmersdorf meldet „sofort“", "“sofort”"),
    ("incomplete", comparison): ("Die Angaben sind unvollständig", "incomplete"),
    ("provisional", comparison): ("Ein Teil der Werte ist vorläufig", "provisional"),
    ("provisional", tile_map): ("Ein Teil der Werte ist vorläufig", "provisional"),
}


@pytest.mark.parametrize(("state", "saying"), ACROSS_SAID)
def test_a_sentence_about_all_districts_names_the_state_of_one(state: str, saying: Saying) -> None:
    german, english = ACROSS_SAID[state, saying]
    assert german in saying(one_period(state), "de")
    assert english in saying(one_period(state), "en")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("state", STATES)
def test_no_sentence_lets_the_machine_speak(state: str, language: str) -> None:
    said = [saying(course(state), language) for saying in OVER_TIME]
    said += [saying(one_period(state), language) for saying in ACROSS]
    assert all(text and text.endswith(".") for text in said)
    assert not [text for text in said if "None" in text or "nan" in text or "{" in text]


def test_a_hidden_value_is_never_called_missing() -> None:
    for saying in (control, trend):
        assert "fehlt die Angabe" not in saying(course("suppressed"), "de")
        assert "fehlt 1 Zeitraum" not in saying(course("suppressed"), "de")
    assert "Ohne Angabe" not in comparison(one_period("suppressed"), "de")


def test_a_count_of_only_some_places_is_said_not_to_count() -> None:
    rows = course("incomplete", of=COUNT)
    said = sentences.spc(rows, indicator=COUNT, areas=AREAS, area=AREA).caption
    assert "Im August 2024 ist die Angabe unvollständig und wird hier nicht berücksichtigt" in said
    assert "(letzter vollständiger Wert: Juli 2024)" in said


def test_hidden_values_inside_a_course_are_counted_apart_from_missing_ones() -> None:
    rows = course("no_data")
    rows[3] = made("suppressed", rows[3].period)
    rows[5] = made("no_data", rows[5].period)
    for saying in (control, trend):
        assert "1 Zeitraum gesperrt (zu wenige Fälle)" in saying(rows, "de")


def test_a_title_about_an_older_value_names_its_period() -> None:
    rows = [figure(72.0, period="2024-Q2"), figure(90.0, period="2024-Q3", suppressed=True)]
    told = sentences.trend(rows, indicator=SHARE, areas=AREAS).title
    assert told.endswith("(2. Quartal 2024)"), "not read as that of the page"
    assert "Quartal" not in sentences.trend(rows[:1], indicator=SHARE, areas=AREAS).title


def test_one_district_with_a_figure_is_named_instead_of_saying_that_there_is_none() -> None:
    rows = [figure(51.0, of=COUNT, area="04", cases=None), figure(None, of=COUNT, area="05")]
    words = sentences.comparison(rows, indicator=COUNT, areas=AREAS)
    assert words.title == "Nur Charlottenburg-Wilmersdorf hat eine Angabe: 51 Personen".replace(
        "51 P", "51\N{NO-BREAK SPACE}P"
    )
    assert sentences.comparison(rows[:1], indicator=COUNT, areas=AREAS).title.startswith("Keine")


def test_a_target_for_berlin_alone_is_not_denied() -> None:
    rows = [replace(figure(60.0, area=area), target=None, status=Status.NO_TARGET) for area in ("01", "02")]
    said = sentences.comparison([figure(60.0), *rows], indicator=SHARE, areas=AREAS).caption
    assert "ein Ziel ist nur für Berlin vereinbart" in said
    alone = sentences.comparison(rows, indicator=SHARE, areas=AREAS).caption
    assert "ein Ziel ist nicht vereinbart" in alone
