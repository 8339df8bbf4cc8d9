from __future__ import annotations

from pathlib import Path

import pytest

from etl.corrections import Corrections
from schemas.catalogue import Catalogue
from tests.etl.sources.clerks import answer, finding, read, sent, source_of, workbook

HEAD = "indicator,agreement,district,period,value,unit,numerator,denominator,source_title,source_ref,note\n"
ROW = (
    "ba_terminausfallquote,buergeraemter,Neukölln,2019,26.5,Prozent,23872,90172,"
    "Tagesspiegel 09/2019,http://a.b/c?d=1,bis August\n"
)


def test_a_figure_keeps_its_source_note_and_fraction(tmp_path: Path, catalogue: Catalogue) -> None:
    _, tidy = read(sent(tmp_path, "a.csv", HEAD + ROW), catalogue)
    (row,) = tidy.rows.to_pylist()
    assert (row["measure"], row["place"], row["period"]) == ("ba_terminausfallquote", "Neukölln", "2019")
    assert (row["value"], row["numerator"], row["denominator"]) == ("26.5", "23872", "90172")
    assert (row["reference"], row["note"]) == ("Tagesspiegel 09/2019 | http://a.b/c?d=1", "bis August")
    assert (tidy.decimal, tidy.demo, tidy.data_rows) == (".", False, 1)


def test_a_german_list_has_semicolons_and_a_decimal_comma(tmp_path: Path, catalogue: Catalogue) -> None:
    text = (HEAD + ROW).replace(",", ";").replace("26.5", "26,5")
    _, tidy = read(sent(tmp_path, "a.csv", text, "cp1252"), catalogue)
    assert (tidy.decimal, tidy.rows["value"].to_pylist()) == (",", ["26,5"])
    assert answer(sent(tmp_path, "b.csv", text, "cp1252"), catalogue).status == "loaded"


def test_a_workbook_is_read_too(tmp_path: Path, catalogue: Catalogue) -> None:
    rows: list[list[object]] = [
        ["indicator", "district", "period", "value", "unit"],
        ["ba_terminausfallquote", "Berlin", "2019", 17.5, "%"],
    ]
    path = workbook(tmp_path / "a.xlsx", rows)
    assert source_of(path).slug == "figures"  # type: ignore[union-attr]
    file = answer(path, catalogue)
    assert (file.status, file.observations) == ("loaded", 1)


@pytest.mark.parametrize(
    ("note", "value"),
    [
        ("„rund“; ordnungsrechtlich", "26.5 s"),
        ("„knapp 27“, Berechnung der Zeitung", "26.5 s"),
        ("Monatswert; „mehr als elf Prozent“", "26.5 s"),
        ("1,476 Mio., gerundet", "26.5 s"),
        ("2019 bis etwa Ende August; Quote hier berechnet", "26.5"),
        ("Quelle nennt in Summe „mehr als 4500“", "26.5"),
        ("Destatis nennt für denselben Stichtag knapp 26.000", "26.5"),
        ("eine andere Zeitung rundet auf 1,174 Mio.", "26.5"),
    ],
)
def test_a_figure_that_its_source_rounded_carries_the_official_mark(
    tmp_path: Path, catalogue: Catalogue, note: str, value: str
) -> None:
    _, tidy = read(sent(tmp_path, "a.csv", HEAD + ROW.replace("bis August", f'"{note}"')), catalogue)
    assert tidy.rows["value"].to_pylist() == [value]


def test_an_unknown_value_is_taken_as_unknown(tmp_path: Path, catalogue: Catalogue) -> None:
    file = answer(
        sent(tmp_path, "a.csv", HEAD + ROW + ROW.replace("26.5", "").replace("2019,", "2020,")), catalogue
    )
    assert (file.status, file.rows, file.observations) == ("loaded", 2, 1)


BAD = {
    "unknown-indicator": (ROW.replace("ba_terminausfallquote", "ba_terminausfall"), "ba_terminausfall"),
    "unknown-district": (ROW.replace("Neukölln", "Kölln"), "Kölln"),
    "bad-period": (ROW.replace("2019,", "2016/2018,"), "2016/2018"),
    "not-a-number": (ROW.replace("26.5", "viel"), "viel"),
    "negative-value": (ROW.replace("26.5", "-2"), "-2"),
    "wrong-unit": (ROW.replace("Prozent", "Tage"), "Tage"),
    "duplicate-key": (ROW + ROW.replace("26.5", "26.6"), "Neukölln · 2019 · ba_terminausfallquote"),
    "numerator-exceeds-denominator": (ROW.replace("23872", "93872"), "93872 > 90172"),
}


@pytest.mark.parametrize("rule", BAD)
def test_a_wrong_list_is_rejected_and_told_why(tmp_path: Path, catalogue: Catalogue, rule: str) -> None:
    text, found = BAD[rule]
    file = answer(sent(tmp_path, "a.csv", HEAD + text), catalogue)
    assert (file.source, file.status) == ("figures", "rejected")
    assert finding(file, rule).found == found


def test_a_measure_is_no_published_figure(tmp_path: Path, catalogue: Catalogue) -> None:
    file = answer(
        sent(tmp_path, "a.csv", HEAD + ROW.replace("ba_terminausfallquote", "zms_missed")), catalogue
    )
    assert finding(file, "unknown-indicator").found == "zms_missed"


def test_a_list_without_periods_is_named(tmp_path: Path, catalogue: Catalogue) -> None:
    file = answer(sent(tmp_path, "a.csv", (HEAD + ROW).replace("period,", "jahr,")), catalogue)
    assert finding(file, "missing-column").column == "period"


def test_the_project_s_own_figures_all_load(root: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "published_figures.csv"
    path.write_bytes((root / "data/figures/published_figures.csv").read_bytes())
    file = answer(path, catalogue, Corrections.read(root / "data/corrections"))
    assert (file.source, file.status, file.rows) == ("figures", "loaded", 534)
    assert file.observations == 504
    assert {f.rule for f in file.findings} <= {
        "corrected",
        "outside-plausible-range",
        "jump",
        "level-mismatch",
    }


def test_the_project_s_own_figures_are_those_handed_over(root: Path, shared_data: Path) -> None:
    ours = (root / "data/figures/published_figures.csv").read_bytes()
    assert ours == (shared_data / "published_figures.csv").read_bytes()
