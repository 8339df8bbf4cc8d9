"""Do reports "Wartesituation" become the right measures, and only where that is honest?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from etl.source import Tidy
from etl.sources.zms_report import SOURCE
from schemas.catalogue import Catalogue
from tests.etl.sources.zms_files import SITE, YEAR, rules, tidied, values
from tests.etl.sources.zms_workbooks import preamble, write_xlsx

MARCH = ("01.03.2016", "31.03.2016")


def waiting_sheet(
    *, counts: bool = True, days: Sequence[str] = ("01.03.2016", "02.03.2016"), span: tuple[str, str] = MARCH
) -> list[list[Any]]:
    """A sheet of waiting times, with the block of people waiting or without."""
    rows: list[list[Any]] = [*preamble("Wartesituation", SITE, span), [None, "Max.", *days]]
    rows += [
        [f"{name} der Wartezeit in Min.", "56:00", "31:00", "10:00"]
        for name in ("Stunden-Max", "Durchschnitt")
    ]
    rows += [["Stundendurchschnitt (Spalten) der Wegezeit in Min.", "01:00", "01:00", "01:00"], []]
    head = ["Zeitabschnitte", "Tagesmaximum (Zeilenmaximum)"]
    rows += [[*head, "Durchschnittliche Wartezeit in Min. (Gesamt)"]]
    rows += [["8-9 Uhr", "12:30", "12:30", "-"], ["9-10 Uhr", "31:00", "31:00", "00:00"], []]
    if counts:
        rows += [[*head, "Wartende Gesamtkunden"], ["8-9 Uhr", 14, 14, "-"], ["9-10 Uhr", 6, 6, 0], []]
    rows += [[*head, "Durchschnittliche Wegezeit in Min. (Gesamt)"], ["8-9 Uhr", "00:30", "00:30", "-"]]
    return rows


def waiting_report(folder: Path, **how: Any) -> Tidy:
    """Tidy a report of the three sheets."""
    sheets = {name: waiting_sheet(**how) for name in ("Gesamt", "Terminkunden", "Spontankunden")}
    return tidied(SOURCE, write_xlsx(folder / "waitingstatistic_2016-03.xlsx", sheets))


def test_mean_waiting_times_become_minutes_of_all_who_waited(tmp_path: Path) -> None:
    tidy = waiting_report(tmp_path)
    assert values(tidy, "zms_wartende") == {
        ("141", "2016-03", "", "2016-03-01 08"): "14",
        ("141", "2016-03", "", "2016-03-01 09"): "6",
        ("141", "2016-03", "", "2016-03-02 09"): "0",
    }
    minutes = [row for row in tidy.rows.to_pylist() if row["measure"] == "zms_wartezeit_minuten_termin"]
    assert [(row["value"], row["factor"]) for row in minutes] == [("12,5", "14"), ("31", "6"), ("0", "0")]
    assert not tidy.findings


def test_mean_waiting_times_without_people_give_no_figures_and_say_why_once(tmp_path: Path) -> None:
    tidy = waiting_report(tmp_path, counts=False)
    assert tidy.rows.num_rows == 0 and rules(tidy) == ["no-figures"]
    assert tidy.findings[0].message("de") != tidy.findings[0].message("en")


def test_waiting_times_by_month_are_maxima_and_give_no_figures(tmp_path: Path) -> None:
    assert rules(waiting_report(tmp_path, days=["01.03.2016", "01.04.2016"], span=YEAR)) == ["no-figures"]


def test_sheets_of_waiting_times_go_to_the_measures_of_the_mapping(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    sheets = {name: waiting_sheet() for name in ("Gesamt", "Terminkunden", "Spontankunden")}
    tidy = tidied(SOURCE, write_xlsx(tmp_path / "a.xlsx", sheets), catalogue)
    measures = {row["measure"] for row in tidy.rows.to_pylist()}
    assert {"zms_wartende", "zms_wartezeit_minuten", "zms_wartende_termin"} <= measures
    assert len(values(tidy, "zms_wartende")) == 3 and "duplicate-key" not in rules(tidy)
