"""On which level does each district stand, from the first to the last month of the demonstration data?

The levels are invented, but close to published figures (`data/figures`): waiting time 33 days in July 2024
and 27 in July 2025, no-show 11 % in early 2023, satisfaction with service above 92 % and with booking around
65 %, filled posts of registrars 73.6 % in mid-2025, eviction suits and marriages as once reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etl.demo.chance import Chance, sway
from etl.demo.stories import FIRST, LAST, moved
from schemas.period import Period

KEYS = tuple(f"{number:02}" for number in range(1, 13))
"""Keys of the districts, in the order of all rows of numbers here."""

Twelve = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """Levels of the twelve districts at the beginning and at the end, and how far they sway on the way."""

    start: Twelve
    end: Twelve
    sway: float


def _course(start: str, end: str, deviation: float) -> Course:
    numbers = [tuple(float(word) for word in text.split()) for text in (start, end)]
    return Course(numbers[0], numbers[1], deviation)


COURSES = {
    # Bürgerämter: appointments
    "ba_wartezeit_termin_tage": _course(
        "31 40 36 40 33.5 42 36.5 33 34.5 32.5 35 47",
        "27 31.5 29.5 32 21.5 32 29.5 21.8 27 18.4 28 33.5",
        0.7,
    ),
    "ba_terminausfallquote": _course(
        "12.8 11.4 8.2 6.8 11.3 9.3 12.0 15.2 9.5 10.8 10.0 15.4",
        "12.6 9.6 8.2 6.6 10.5 8.4 11.2 14.8 8.9 9.4 9.1 13.6",
        0.35,
    ),
    "ba_kapazitaetsauslastung": _course(
        "94 92 89 91 88 84 97 84 90 80 92 97.5", "93 91 88 90.5 87 83 96.5 84.4 89.5 78.5 91.5 96.8", 1.0
    ),
    "ba_wartezeit_vor_ort_min": _course(
        "19 16 14 13 17 12 20 24 13 15 15 21",
        "17.5 14.2 12.8 11.8 15.8 11 18.2 21.5 12.4 13.6 13.2 20.6",
        0.8,
    ),
    "ba_anteil_spontankunden": _course(
        "34 38 30 24 33 28 30 36 27 29 32 35", "33 36 30 25 32 27 29 35 27 28 31 35", 1.2
    ),
    # Bürgerämter: surveys
    "ba_gesamt": _course(
        "83 85 88 88 84 88 84 81 88 86 86 82", "84 86.5 88 89 83 89 85.5 85.5 88.5 86.5 84 81", 0.6
    ),
    "ba_service": _course(
        "91 92 93.5 93 91.5 93.5 91.5 89.5 93.5 92.5 92 90.5",
        "91.5 92.5 93 93.5 91 94 92 91.5 93.5 92.5 90 87.5",
        0.5,
    ),
    "ba_wartezeit": _course(
        "77 80 83 84 79 85 76 71 84 82 82 75", "78.5 81.5 83.5 84.5 80 86 78 75.5 84 83 82.5 73.5", 0.8
    ),
    "ba_terminvereinbarung": _course(
        "62 59 62 60 63 58 61 63 62 64 62 53", "68 64.5 66 64 71.5 65.5 66.5 72 70.5 74 68 59", 0.8
    ),
    "ba_index": _course(
        "79 79.5 81 80.5 79 81 78.5 76.5 81 80.5 80 77.5",
        "79.8 80.6 81 81.6 78.7 82.2 79.6 79 81.6 81.2 79.2 76.9",
        0.4,
    ),
    "ba_wohnortnah": _course(
        "79 78 82 80 86 83 81 80 86 85 82 87", "79 78 82 80 86 83 81 80 86 85 82 87", 0.6
    ),
    "ba_mitarbeitende_zufriedenheit": _course(
        "66 70 74 76 68 77 69 62 78 72 73 64", "70 73 77 79 71 80 71 70 79 76.5 71 63", 0.5
    ),
    "ba_mitarbeitende_belastung": _course(
        "36 42 48 50 41 53 40 34 52 45 46 38", "40 46 50 53 42 55 43 43 54 49 45 37", 1
    ),
    "ba_mitarbeitende_fuehrung": _course(
        "62 66 70 71 63 73 64 60 74 68 69 61", "65 68 72 73 66 74 67 67 75 71 68 62", 1
    ),
    "ba_mitarbeitende_ausstattung": _course(
        "55 58 61 66 57 67 58 52 65 60 61 56", "62 64 67 71 60 71 63 61 69 66 65 58", 1
    ),
    "ba_mitarbeitende_arbeitszeit": _course(
        "70 73 76 78 69 79 71 67 79 74 75 68", "74 76 79 81 73 82 75 74 81 78 77 71", 1
    ),
    # Standesämter
    "sta_eheschliessungen_wohnsitz_anteil": _course(
        "44 48 52 55 58 60 50 57 66 59 54 62", "49 54 58 61.5 63 66 52 61 69 63.5 56.5 64.5", 0.8
    ),
    "sta_wartezeit_termin_eheanmeldung": _course(
        "7.6 6.4 5.5 5.0 4.2 4.1 6.5 5.4 3.6 3.4 6.0 3.1",
        "5.6 5.2 4.0 3.8 3.4 3.6 5.5 4.4 2.9 2.8 5.2 2.6",
        0.2,
    ),
    "sta_geburtsurkunde_bearbeitung_tage": _course(
        "42 18 11 20 16 9 40 19 6 4 48 3", "39 12 8.5 14.4 9.6 7 22 14.8 5.5 3.5 20 2", 0.6
    ),
    "sta_sterbeurkunde_bearbeitung_tage": _course(
        "16 10 8 11 9 7 15 11 5 4 14 2", "10.4 7.5 6.2 7.6 6.6 5.8 11 8.9 4.6 3.6 10.8 1.5", 0.4
    ),
    "sta_zusendung_urkunden_wochen": _course(
        "7.5 4 3 5 9 4.6 6 4 2 1.5 6 1", "4 3 2.5 3.5 6.5 4.1 4.5 3.2 1.8 1.4 4.4 1", 0.2
    ),
    "sta_geburt_offene_vorgaenge": _course(
        "400 150 60 160 90 25 230 95 25 20 210 12", "370 110 70 120 75 20 200 90 22 18 160 10", 7
    ),
    "sta_sterbefall_offene_vorgaenge": _course(
        "140 70 50 90 55 60 110 70 25 20 80 15", "90 55 40 65 45 45 90 60 20 18 70 12", 4
    ),
    "sta_besetzungsquote": _course(
        "59 67 68 67 70 78 57 63 80 79 65 81", "60 72 80.5 79.5 86.2 87.6 61 72 88.6 89 68.5 91.8", 0.5
    ),
    "sta_stellen_besetzt": _course(
        "82 85 87 86 87 91 83 84 92 91 85 92", "88 88 90 89 92 93 84 87 94 94 87 95", 0.6
    ),
    "sta_gesamt": _course(
        "74 77 80 79 78 82 73 76 84 83 74 85", "79.5 80.5 83 82 81.5 85 75 78.5 87 86 77 87", 0.8
    ),
    "sta_terminvereinbarung": _course(
        "58 62 66 65 67 71 57 61 74 75 60 77", "66 68 71 70 72 75 61 67 78 78 66 80", 0.8
    ),
    "sta_mitarbeitende_zufriedenheit": _course(
        "61 66 70 69 68 74 60 65 77 76 64 78", "69 70 74 73 72 77 62 69 79 79 66 79", 1
    ),
    # Soziale Wohnhilfen
    "wh_raeumungsklagen_mizi": _course(
        "176 137 110 125 146 61 122 90 116 203 135 106",
        "189 142 118 131 158 66 133 98 121 214 141 116",
        5,
    ),
    "wh_erstkontakt_tage": _course(
        "11 9 7.5 8 9.5 6 10 8.5 6.5 9 9.5 8.5", "10 7.4 6.3 6.8 9.3 5.4 9.7 6.9 6.1 7.4 9.2 8", 0.25
    ),
    "wh_wohnungserhaltquote": _course(
        "62 66 70 68 64 74 63 67 72 65 63 66", "62.5 69.5 74 72.5 64 76.5 62.5 74 75 72.5 64 65", 0.8
    ),
    "wh_mietschuldenuebernahmen_bewilligungsquote": _course(
        "34 41 48 55 38 62 36 45 58 30 50 44", "38 44 50 56 41 63 39 49 59 35 54 46", 1.2
    ),
    "wh_untergebrachte_personen": _course(
        "7400 3300 2900 2500 2600 1500 3200 3300 2600 2900 2900 1500",
        "8700 3900 3600 3100 3200 1900 4000 4100 3300 3700 3500 1900",
        60,
    ),
    "wh_personal_vzae": _course(
        "14 11 10 10 9 6 11 12 8 11 10 7", "15 12 10.5 10 9 6.5 11 13 8 12 13 7", 0.2
    ),
    # Straßenbäume, 2021 to 2025
    "sb_anteil_lebende_baeume": _course(
        "88.3 92 95.5 93 94.5 95.8 92 90.5 95 94.6 93.5 95.6",
        "88.8 93.4 96.2 95.1 95.4 96.5 93 91.8 95.8 95.6 94.4 96.3",
        0.1,
    ),
    "sb_kontrollquote": _course(
        "104 112 118 116 101 124 108 91 121 119 98 125", "119 129 129 127 112 132 128 96 130 128 109 134", 1.2
    ),
    "sb_pflegemassnahmen_quote": _course(
        "74 82 90 88 79 96 83 72 92 89 78 95", "81 88 95 93 83 102 88 77 97 95 84 101", 1.5
    ),
}
"""Levels by indicator, or by question of a survey: per cent, days, weeks, minutes or counts."""


def levels(
    chance: Chance,
    name: str,
    district: str,
    periods: Sequence[Period],
    span: tuple[date, date] = (FIRST, LAST),
) -> list[float]:
    """Return the level of a district in each period, stories included, noise of single counts not.

    Args:
        chance: where chance comes from.
        name: indicator or question.
        district: key of the district.
        periods: periods of one level, in order.
        span: days of the beginning and the end of the course.
    """
    course, place = COURSES[name], KEYS.index(district)
    start, end = course.start[place], course.end[place]
    days = (span[1] - span[0]).days
    swaying = sway(chance.stream(name, district, len(periods)), len(periods), course.sway)
    values = []
    for period, aside in zip(periods, swaying, strict=True):
        middle = period.start + (period.end - period.start) / 2
        level = start + (end - start) * (middle - span[0]).days / days
        values.append(max(0.0, moved(level + aside, name, district, middle)))
    return values
