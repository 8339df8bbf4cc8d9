"""Do generated sentences say what the figures say, in correct German and English?"""

from __future__ import annotations

from typing import Any

import pytest

from dash_app import sentences
from schemas.observation import Figure
from schemas.period import Period
from tests.dash_app import samples

QUARTER = Period.parse("2024-Q3")
SHARE: dict[str, Any] = {"indicator": samples.SHARE, "areas": samples.AREAS}


def said(text: str) -> str:
    """Return a sentence with plain blanks."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def listed(met: int, near: int = 0, missed: int = 0, none: int = 0, hidden: int = 0) -> list[Figure]:
    return [
        *[samples.figure(90.0)] * met,
        *[samples.figure(75.0)] * near,
        *[samples.figure(60.0)] * missed,
        *[samples.figure(None)] * none,
        *[samples.figure(90.0, suppressed=True)] * hidden,
        samples.figure(5.0, of=samples.COUNT),
    ]


@pytest.mark.parametrize(
    ("figures", "german", "english"),
    [
        (
            listed(9, 4, 6, 2),
            "Im 3. Quartal 2024 sind 9 von 21 Zielen erreicht, 4 knapp verfehlt, 6 verfehlt; "
            "zu 2 fehlen Daten.",
            "In Q3 2024, 9 of 21 targets are met, 4 nearly met, 6 missed; data are missing for 2.",
        ),
        (listed(1, missed=1), "Im 3. Quartal 2024 ist 1 von 2 Zielen erreicht, 1 verfehlt.", None),
        (listed(1), "Im 3. Quartal 2024 ist 1 von 1 Ziel erreicht.", "In Q3 2024, 1 of 1 target is met."),
        (
            listed(0, none=1, hidden=1),
            "Im 3. Quartal 2024 sind 0 von 2 Zielen erreicht; zu 1 fehlen Daten, 1 gesperrt.",
            None,
        ),
        (listed(0), "Im 3. Quartal 2024 sind zu den gezeigten Kennzahlen keine Ziele vereinbart.", None),
        ([], "Im 3. Quartal 2024 sind zu den gezeigten Kennzahlen keine Ziele vereinbart.", None),
    ],
)
def test_the_first_sentence_counts_targets(figures: list[Figure], german: str, english: str | None) -> None:
    assert sentences.summary(figures, period=QUARTER) == german
    if english:
        assert sentences.summary(figures, period=QUARTER, language="en") == english


@pytest.mark.parametrize(
    ("period", "german", "english"),
    [
        ("2024", "im Jahr 2024", "in 2024"),
        ("2024-H1", "im 1. Halbjahr 2024", "in H1 2024"),
        ("2024-Q4", "im 4. Quartal 2024", "in Q4 2024"),
        ("2024-03", "im März 2024", "in March 2024"),
        ("2024-03-31", "am 31.03.2024", "on 31 Mar 2024"),
    ],
)
def test_periods_are_written_as_people_say_them(period: str, german: str, english: str) -> None:
    assert sentences.when(Period.parse(period), "de") == german
    assert sentences.when(Period.parse(period), "en") == english


def test_a_comparison_counts_names_extremes_and_those_without_a_number() -> None:
    words = sentences.comparison(samples.quarter(), **SHARE, district="04")
    assert words.title == "5 von 9 Bezirken erreichen das Ziel"
    assert words.subtitle == "Anteil Termine innerhalb von 14 Tagen · in % · 3. Quartal 2024"
    caption = said(words.caption)
    for part in (
        "Im 3. Quartal 2024 erreichen 5 von 9 Bezirken mit Angabe das Ziel (80 %); ",
        "; 3 verfehlen es knapp, 1 verfehlt es.",
        "Charlottenburg-Wilmersdorf kommt auf 64,2 %.",
        "Niedrigster Wert: 64,2 % (Charlottenburg-Wilmersdorf), höchster Wert: 95,3 % (Treptow-Köpenick).",
        "Ohne Angabe: Steglitz-Zehlendorf.",
        "Neukölln meldet „8-12 Wochen“.",
        "Wegen zu geringer Fallzahl gesperrt: Reinickendorf.",
        "Berlin umfasst hier nur 10 von 12 Bezirken.",
        "Demonstrationsdaten, keine amtlichen Zahlen.",
    ):
        assert part in caption


@pytest.mark.parametrize(
    ("values", "german", "english"),
    [
        (
            (90.0,) * 12,
            "Alle 12 Bezirke mit Angabe erreichen das Ziel",
            "All 12 districts with data meet the target",
        ),
        ((60.0,) * 12, "Kein Bezirk erreicht das Ziel (von 12 Bezirken mit Angabe)", None),
        ((90.0, *(60.0,) * 11), "1 von 12 Bezirken erreicht das Ziel", "1 of 12 districts meets the target"),
        ((None,) * 12, "Keine Angaben in diesem Zeitraum", "No data in this period"),
    ],
)
def test_titles_are_messages_for_all_none_and_one(
    values: tuple[float | None, ...], german: str, english: str | None
) -> None:
    frame = [samples.figure(v, area=key) for key, v in zip(samples.DISTRICTS, values, strict=True)]
    assert sentences.comparison(frame, **SHARE).title == german
    if english:
        assert sentences.comparison(frame, **SHARE, language="en").title == english


@pytest.mark.parametrize("language", ["de", "en"])
def test_without_a_target_nothing_is_judged(language: str) -> None:
    shared: dict[str, Any] = {"indicator": samples.COUNT, "areas": samples.AREAS, "language": language}
    for words in (
        sentences.comparison(samples.quarter(samples.COUNT), **shared),
        sentences.gauge([samples.figure(5.0, of=samples.COUNT)], **shared),
        sentences.trend([samples.figure(5.0, of=samples.COUNT)], **shared),
    ):
        text = " ".join((words.title, words.caption)).lower()
        for judgement in ("erreich", "verfehl", "stabil", "stable", " met", "missed", "besser", "better"):
            assert judgement not in text


def test_a_missing_value_is_not_judged_either() -> None:
    words = sentences.gauge([samples.figure(None)], **SHARE)
    assert words.title.endswith(": keine Angabe")
    assert said(words.caption).startswith(
        "Im 3. Quartal 2024 fehlt die Angabe für Berlin. "
        "Ob das Ziel (80 %) erreicht ist, lässt sich nicht sagen."
    )


def test_a_word_is_quoted_and_not_called_missing() -> None:
    figure = samples.figure(None, of=samples.DAYS, state="text", text="8-12 Wochen")
    words = sentences.gauge([figure], indicator=samples.DAYS, areas=samples.AREAS)
    assert words.title == "Wartezeit auf einen Termin: Angabe in Worten"
    assert "meldet Berlin „8-12 Wochen“" in words.caption


def test_a_suppressed_value_says_why_and_shows_no_number() -> None:
    words = sentences.gauge([samples.figure(91.7, suppressed=True)], **SHARE)
    assert "gesperrt, weil ihm zu wenige Fälle zugrunde liegen" in words.caption
    assert "91" not in words.caption


@pytest.mark.parametrize(
    ("figure", "of", "german"),
    [
        (samples.figure(72.3), samples.SHARE, "Zum Ziel fehlen 77 Fälle (gezählt werden: Termine)."),
        (samples.figure(79.9), samples.SHARE, "Zum Ziel fehlt 1 Fall (gezählt werden: Termine)."),
        (
            samples.figure(14.2, of=samples.NO_SHOW),
            samples.NO_SHOW,
            "Für das Ziel sind es 42 Fälle zu viel (gezählt werden: Termine).",
        ),
        (samples.figure(90.0), samples.SHARE, ""),
        (samples.figure(None), samples.SHARE, ""),
    ],
)
def test_the_gap_is_said_in_countable_units(figure: Figure, of: Any, german: str) -> None:
    assert sentences.gap(figure, of, "de") == german


def test_a_trend_compares_with_the_year_before_in_percentage_points() -> None:
    rows = [samples.figure(70.0, period="2023-Q3"), samples.figure(82.5, period="2024-Q3")]
    caption = said(sentences.trend(rows, **SHARE).caption)
    assert "Gegenüber dem Wert im 3. Quartal 2023 (70,0 %) sind das 12,5 Prozentpunkte mehr." in caption
    english = sentences.trend(rows, **SHARE, language="en").caption
    assert "Compared with the value in Q3 2023 (70.0%), that is 12.5 percentage points more." in english


def test_an_equal_value_is_equal_and_not_called_stable() -> None:
    rows = [samples.figure(70.01, period="2023-Q3"), samples.figure(70.04, period="2024-Q3")]
    assert "Der Wert ist derselbe wie im 3. Quartal 2023." in sentences.trend(rows, **SHARE).caption


def test_values_on_both_sides_of_a_break_are_not_compared() -> None:
    rows = [
        samples.figure(70.0, period="2023-Q3"),
        samples.figure(75.0, period="2024-Q1", flags=("break",)),
        samples.figure(82.5, period="2024-Q3"),
    ]
    caption = sentences.trend(rows, **SHARE).caption
    assert "nicht vergleichbar" in caption
    assert "Prozentpunkte" not in caption


def test_a_trend_says_gaps_and_that_the_last_value_is_provisional() -> None:
    caption = sentences.trend(samples.months(), **SHARE, district="04").caption
    assert "Für Charlottenburg-Wilmersdorf fehlen 2 Zeiträume; die Linie hat dort Lücken." in caption
    assert caption.endswith("Die Angaben sind vorläufig.")


def test_example_targets_are_said_to_be_examples() -> None:
    words = sentences.gauge(
        [samples.figure(14.2, of=samples.NO_SHOW)], indicator=samples.NO_SHOW, areas=samples.AREAS
    )
    assert "Das Ziel ist ein Beispiel ohne Quelle." in words.caption


def test_the_map_names_every_district_once() -> None:
    caption = sentences.tile_map(samples.quarter(), **SHARE).caption
    for key in samples.DISTRICTS:
        assert caption.count(samples.AREAS[key].name) == 1


@pytest.mark.parametrize(
    ("values", "german"),
    [
        ((90.0, 60.0, 60.0), "Verfehlt wird das Ziel in Friedrichshain-Kreuzberg und Pankow"),
        ((90.0, 90.0, 75.0), "1 Bezirk verfehlt das Ziel knapp, keiner deutlich"),
        ((90.0, 90.0, 90.0), "Alle Bezirke mit Angabe erreichen das Ziel"),
        ((60.0, 60.0, 60.0, 60.0, 90.0), "4 von 5 Bezirken verfehlen das Ziel"),
        ((None, None), "Keine Angaben in diesem Zeitraum"),
    ],
)
def test_the_title_of_the_map_says_where_the_target_is_missed(
    values: tuple[float | None, ...], german: str
) -> None:
    frame = [samples.figure(v, area=key) for key, v in zip(samples.DISTRICTS, values, strict=False)]
    assert sentences.tile_map(frame, **SHARE).title == german


@pytest.mark.parametrize(
    ("before", "after", "german"),
    [
        ((60.0, 60.0), (90.0, 90.0), "Seit dem 3. Quartal 2023 haben 2 Bezirke das Ziel neu erreicht"),
        (
            (60.0, 90.0),
            (90.0, 60.0),
            "Seit dem 3. Quartal 2023 hat 1 Bezirk das Ziel neu erreicht, 1 erreicht es nicht mehr",
        ),
        ((90.0, 90.0), (60.0, 90.0), "Seit dem 3. Quartal 2023 erreicht 1 Bezirk das Ziel nicht mehr"),
        (
            (90.0, 60.0),
            (90.0, 60.0),
            "Seit dem 3. Quartal 2023 hat sich an der Zielerreichung keines Bezirks etwas geändert",
        ),
    ],
)
def test_the_title_of_the_pictures_says_what_moved(
    before: tuple[float, ...], after: tuple[float, ...], german: str
) -> None:
    frame = [
        samples.figure(value, area=area, period=period)
        for period, values in (("2023-Q3", before), ("2024-Q3", after))
        for area, value in zip(("01", "02"), values, strict=True)
    ]
    assert sentences.small_multiples(frame, **SHARE).title == german


@pytest.mark.parametrize(
    ("after", "german", "english"),
    [
        (
            (60.0, 50.0),
            "1 von 2 Bezirken liegt höher als im 3. Quartal 2023",
            "1 of 2 districts is higher than in Q3 2023",
        ),
        (
            (50.0, 50.0),
            "Kein Bezirk liegt höher als im 3. Quartal 2023",
            "No district is higher than in Q3 2023",
        ),
    ],
)
def test_the_title_of_pictures_without_target_says_how_many_rose(
    after: tuple[float, ...], german: str, english: str
) -> None:
    frame = [
        samples.figure(value, of=samples.COUNT, area=area, period=period, cases=None)
        for period, values in (("2023-Q3", (55.0, 55.0)), ("2024-Q3", after))
        for area, value in zip(("01", "02"), values, strict=True)
    ]
    given: dict[str, Any] = {"indicator": samples.COUNT, "areas": samples.AREAS}
    assert sentences.small_multiples(frame, **given).title == german
    assert sentences.small_multiples(frame, **given, language="en").title == english


def test_changes_say_what_is_now_and_what_was() -> None:
    line = sentences.change_line(samples.figure(90.0), samples.figure(72.0), **SHARE)
    assert said(line) == (
        "Anteil Termine innerhalb von 14 Tagen, Berlin: "
        "jetzt erreicht, vorher knapp verfehlt (90,0 % statt 72,0 %)"
    )
    same = sentences.change_line(samples.figure(72.5), samples.figure(72.0), **SHARE, language="en")
    assert same.endswith("0.5 percentage points more (72.5% instead of 72.0%)")
