"""What do the offices of a small Berlin deliver? Files of every kind, in two publications.

The first holds published figures and what offices report: with a survey cell that is too small to show, words
and signs instead of numbers, and a district that did not deliver. The second corrects one value and brings
demonstration figures.
"""

from __future__ import annotations

import json
from pathlib import Path

from etl.corrections import Corrections
from etl.load import Answer, load
from schemas.catalogue import Catalogue
from tests.etl.sources.clerks import sent
from tests.etl.sources.zms_files import VARIABLES, answer

QUARTERS = [f"{year}-Q{n}" for year in (2023, 2024) for n in (1, 2, 3, 4)]
LATEST = "2024-Q4"
LATE = "08"
"""Key of the district that did not report for the latest quarter."""
SMALL = "05"
"""Key of the district with too few answers in the latest quarter."""
SITE = "141"
"""A site of Charlottenburg-Wilmersdorf."""

_SURVEY = "bezirk;quartal;frage;antworten_gueltig;antworten_positiv;summe;hinweis\n"
_FORM = "meldebogen;bezirk;berichtszeitraum;kennung;bezeichnung;einheit;wert;bemerkung\n"
_FORM_ROW = "standesamt-meldung;{};{};{};;;{};\n"


def districts(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Keys and names of the districts."""
    return [(area.key, area.name) for area in catalogue.districts]


def survey(catalogue: Catalogue, quarters: list[str], note: str = "", only: str = "") -> str:
    """Answers of customers; in the latest quarter the small district has only a handful."""
    rows = []
    for number, quarter in enumerate(quarters):
        for key, name in districts(catalogue):
            if only and key != only:
                continue
            valid = 8 if key == SMALL and quarter == LATEST else 400 + 10 * int(key)
            positive = round(valid * (0.70 + 0.015 * int(key) + 0.01 * number - (0.2 if key == "03" else 0)))
            rows.append(f"{name};{quarter};ba_service;{valid};{min(positive, valid)};;{note}\n")
    return _SURVEY + "".join(rows)


def registry(catalogue: Catalogue) -> str:
    """Reports of the registry offices: numbers, a word, a sign; one lacks the latest quarter."""
    rows = []
    for number, quarter in enumerate(QUARTERS):
        for key, name in districts(catalogue):
            if key == LATE and quarter == LATEST:
                continue
            cases = 300 + 20 * int(key)
            days = {"01": "8-12 Wochen", "02": "."}.get(key, str(cases * (9 + number)).replace(".", ","))
            for measure, value in (
                ("sta_geburten", f"{1000 + 7 * number + int(key)}"),
                ("sta_geburtsurkunde_faelle", str(cases)),
                ("sta_geburtsurkunde_tage", days),
                ("sta_ehen", "–" if key == "12" else str(90 + number)),
            ):
                rows.append(_FORM_ROW.format(name, quarter, measure, value))
    return _FORM + "".join(rows)


def housing(catalogue: Catalogue) -> str:
    """Reports of the housing assistance units, by quarter and half-year."""
    head = "wohnhilfen-meldebogen;{};{};{};;;{};\n"
    rows = [
        head.format(name, period, measure, 100 + 3 * int(key))
        for key, name in districts(catalogue)
        for period, measure in (
            ("2024-Q4", "wh_mizi"),
            ("2024-H2", "wh_beratungen"),
            ("2024-H2", "wh_erhalten"),
        )
    ]
    return _FORM + "".join(rows)


def customers(server: str = "Zmsbackend-ENV (v2.15.03)", year: int = 2024) -> str:
    """Statistics of customers of one site, month by month."""
    rows = [
        [SITE, f"{year}-{month:02}", 900 + month, 90, 700, 60 + 5 * month, 200, 20, 1000]
        for month in range(1, 13)
    ]
    columns = [("subjectid", "scope.id"), "date", *VARIABLES]
    about = {
        "first": f"{year}-01-01",
        "last": f"{year}-12-31",
        "generated": f"{year + 1}-01-09T08:00:00+01:00",
    }
    return json.dumps(answer(columns, rows, server=server, **about), ensure_ascii=False, indent=1)


def build(home: Path, catalogue: Catalogue, root: Path, *, folder: Path) -> list[Answer]:
    """Write the deliveries into a folder and load them into a home; returns the answers to both loads."""
    first = folder / "1"
    sent(first, "umfrage.csv", survey(catalogue, QUARTERS))
    sent(first, "standesaemter.csv", registry(catalogue), "cp1252")
    sent(first, "wohnhilfen.csv", housing(catalogue))
    sent(first, f"clientscope_{SITE}_2024.json", customers())
    sent(first, "Mitte von Berlin Vornamen 2019.csv", "anzahl;vorname;geschlecht;position\nneun;Noah;m;1\n")
    second = folder / "2"
    sent(second, "umfrage-mitte.csv", survey(catalogue, [LATEST], only="01").replace("410", "405"))
    sent(second, "umfrage-2025.csv", survey(catalogue, ["2025-Q1"], "DEMONSTRATIONSDATEN"))
    corrections = Corrections.read(root / "data" / "corrections")
    figures = root / "data" / "figures" / "published_figures.csv"
    return [
        load(paths, home=home, catalogue=catalogue, corrections=corrections, note=note)
        for paths, note in (((first, figures), "Erste Lieferungen"), ((second,), "Berichtigung"))
    ]
