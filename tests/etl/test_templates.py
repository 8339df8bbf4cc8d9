from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.sources.befragung import questions
from etl.sources.forms import FORMS, measures_of
from etl.template_workbook import DATA, HINTS, LISTS
from etl.templates import sources_with_template, write_template
from schemas.catalogue import Catalogue
from schemas.period import Period
from tests.etl.sources.clerks import answer, finding, read, source_of

TODAY = date(2026, 11, 21)
QUARTER, HALF = Period.parse("2024-Q3"), Period.parse("2024-H1")
FORMATS = [(source, suffix) for source in sources_with_template() for suffix in (".xlsx", ".csv")]


@pytest.mark.parametrize(("source", "suffix"), FORMATS)
def test_a_template_is_known_by_its_source_and_empty_until_somebody_fills_it_in(
    tmp_path: Path, catalogue: Catalogue, source: str, suffix: str
) -> None:
    path = tmp_path / f"vorlage{suffix}"
    write_template(source, catalogue, path, today=TODAY)
    assert source_of(path).slug == source  # type: ignore[union-attr]
    assert finding(answer(path, catalogue), "empty-file")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_form_filled_in_is_a_delivery(tmp_path: Path, catalogue: Catalogue, suffix: str) -> None:
    path = tmp_path / f"meldung{suffix}"
    values = {
        "sta_geburten": "1.234",
        "sta_sterbeurkunde_tage": "sofort",
        "sta_stellen_ist": "12,5",
        "sta_ehen": "…",
    }
    write_template(
        "standesamt-meldung",
        catalogue,
        path,
        district="08",
        period=QUARTER,
        values=values,
        notes={"sta_ehen": "folgt"},
    )
    file = answer(path, catalogue)
    assert (file.status, file.rows, file.observations) == ("loaded", 4, 4)
    rows = {r["measure"]: r for r in read(path, catalogue)[1].rows.to_pylist()}
    assert {name: row["value"] for name, row in rows.items()} == values
    assert {(row["place"], row["period"]) for row in rows.values()} == {("Neukölln", "2024-Q3")}
    assert rows["sta_ehen"]["note"] == "folgt"


@pytest.mark.parametrize(("source", "suffix"), FORMATS[:6])
def test_demonstration_data_are_marked_in_the_file_itself(
    tmp_path: Path, catalogue: Catalogue, source: str, suffix: str
) -> None:
    path = tmp_path / f"demo{suffix}"
    known = questions(catalogue)
    name = (
        f"{next(iter(known))}_gueltig"
        if source == "befragung"
        else next(iter(measures_of(source, catalogue)))
    )
    write_template(source, catalogue, path, district="01", period=QUARTER, values={name: "12"}, demo=True)
    _, tidy = read(path, catalogue)
    assert tidy.demo
    assert tidy.rows["measure"].to_pylist() == [name]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_asks_for_every_measure_of_its_source(
    tmp_path: Path, catalogue: Catalogue, form: object
) -> None:
    slug = form.slug  # type: ignore[attr-defined]
    path = tmp_path / "a.csv"
    write_template(slug, catalogue, path)
    with path.open(encoding="utf-8-sig", newline="") as handle:
        asked = [row["kennung"] for row in csv.DictReader(handle, delimiter=";")]
    assert asked == list(measures_of(slug, catalogue))


def test_a_form_for_a_quarter_leaves_out_what_is_due_for_a_half_year(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    asked = {}
    for period in (QUARTER, HALF):
        write_template("wohnhilfen-meldebogen", catalogue, tmp_path / "a.csv", period=period)
        with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as handle:
            asked[period] = {row["kennung"] for row in csv.DictReader(handle, delimiter=";")}
    assert "wh_mizi" in asked[QUARTER] and "wh_untergebracht" not in asked[QUARTER]
    assert "wh_untergebracht" in asked[HALF] and "wh_mizi" not in asked[HALF]


def test_a_workbook_explains_itself_and_protects_its_labels(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "a.xlsx"
    write_template("standesamt-meldung", catalogue, path, today=TODAY)
    book = load_workbook(path)
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        (DATA, "visible"), (HINTS, "visible"), (LISTS, "hidden"),
    ]  # fmt: skip
    data = book[DATA]
    labels = {cell.value: cell for row in data for cell in row if cell.value}
    assert data.protection.sheet and labels["sta_geburten"].protection.locked
    value = data.cell(labels["sta_geburten"].row, 4)
    assert not value.protection.locked and value.number_format == "@"
    said = "\n".join(str(cell.value) for row in book[HINTS] for cell in row if cell.value)
    for word in (
        "sofort",
        "8-12 Wochen",
        "1.234,5",
        "III/2024",
        "unbekannt oder geheim zu halten",
        "Beispiel",
    ):
        assert word in said


def test_district_and_period_are_chosen_from_lists(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "a.xlsx"
    write_template("wohnhilfen-meldebogen", catalogue, path, today=TODAY)
    book = load_workbook(path)
    choices = {str(v.sqref): v.formula1 for v in book[DATA].data_validations.dataValidation}
    assert set(choices.values()) == {"Bezirke", "Zeitraeume"}
    offered = {name: [cell[0].value for cell in book[LISTS][book.defined_names[name].attr_text.split("!")[1]]]
               for name in ("Bezirke", "Zeitraeume")}  # fmt: skip
    assert offered["Bezirke"] == [area.name for area in catalogue.districts]
    assert {"2026-Q4", "2026-H2", "2024-Q1", "2027-H1"} <= set(offered["Zeitraeume"])


def test_a_survey_shows_the_wording_of_its_questions(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "a.xlsx"
    write_template("befragung", catalogue, path, today=TODAY)
    said = [cell.value for row in load_workbook(path)[HINTS] for cell in row]
    wording = catalogue.mapping("befragung").options["questions"]
    assert isinstance(wording, dict) and set(wording.values()) <= set(said)


@pytest.mark.parametrize(
    ("source", "name", "district", "found"),
    [
        ("zms-report", "a.xlsx", None, "zms-report"),
        ("befragung", "a.pdf", None, "a.pdf"),
        ("befragung", "a.csv", "13", "13"),
    ],
)
def test_what_there_is_no_template_for_is_said(
    tmp_path: Path, catalogue: Catalogue, source: str, name: str, district: str | None, found: str
) -> None:
    with pytest.raises(ValueError, match=found):
        write_template(source, catalogue, tmp_path / name, district=district)
