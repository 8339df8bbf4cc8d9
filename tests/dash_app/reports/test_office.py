"""Do workbook and slides of all agreements hold the published figures cell by cell?"""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dash_app.reports.plots import plot
from schemas.catalogue import Catalogue
from schemas.catalogue_files import read_catalogue
from tests import world
from tests.dash_app.reports.office import (
    AGREEMENTS,
    RENDER,
    ROOT,
    book,
    close,
    current,
    deck,
    made_of,
    parts,
    report,
)
from tests.person import Person


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small Berlin of two publications, with the project's own catalogue."""
    made = tmp_path_factory.mktemp("home")
    known: Catalogue = read_catalogue(ROOT / "data" / "catalogue")
    world.build(made, known, ROOT, folder=tmp_path_factory.mktemp("eingang"))
    return made


@pytest.mark.parametrize("id_", AGREEMENTS)
def test_the_workbook_holds_the_values_of_the_command_line_cell_by_cell(home: Path, id_: str) -> None:
    made = current(home, id_)
    sheets = book(made_of(home, id_, "xlsx")).worksheets
    assert sheets[0].title == "Bericht" and all(sheet.paper_size_or_a4 for sheet in map(_Sheet, sheets))
    if not made.figures:
        return
    sheet = next(each for each in sheets if each.title.startswith("Alle Werte"))
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, line, strict=True)) for line in sheet.iter_rows(min_row=2, values_only=True)]
    asked = [w for i in dict.fromkeys(f.indicator for f in made.figures) for w in ("--indicator", i)]
    records = {(r["indicator"], r["district"], r["period"]): r for r in Person(home).values(*asked)}
    assert len(rows) == len(made.figures)
    for figure, row in zip(made.figures, rows, strict=True):
        record = records.get((figure.indicator, figure.district, figure.period))
        if record is None:
            assert row["Wert"] is None and row["Status"] == "keine Angabe", figure
            continue
        assert (row["Kennung"], row["Bezirk"]) == (record["indicator"], record["district"])
        for heading, key in (("Wert", "value"), ("Zähler", "numerator"), ("Nenner", "denominator")):
            assert row[heading] == close(record[key]), (heading, figure)
        target = record["target"]
        ends = (row["Ziel von"], row["Ziel bis"]) if isinstance(target, list) else row["Ziel"]
        assert ends == (tuple(target) if isinstance(target, list) else target)
        assert row["Beginn"] == datetime.fromisoformat(record["period_start"])


class _Sheet:
    """A sheet as printers see it."""

    def __init__(self, sheet: Any) -> None:
        self.paper_size_or_a4 = sheet.page_setup.paperSize in (9, "9")


@pytest.mark.parametrize("id_", AGREEMENTS)
def test_tables_of_the_report_are_numbers_in_the_workbook(home: Path, id_: str) -> None:
    made = current(home, id_)
    opened = book(made_of(home, id_, "xlsx"))
    if made.matrix is None or not made.matrix.rows:
        assert "Matrix" not in opened.sheetnames
        return
    found = [[c.value for c in row] for row in opened["Matrix"].iter_rows()]
    expected = [[c.value for c in row.cells] for row in made.matrix.rows if not row.is_group]
    numbers = [[v for v in line if isinstance(v, int | float)] for line in found]
    kept = [line for row in expected if (line := [v for v in row if v is not None])]
    assert len(kept) == len([line for line in numbers if line])
    for line, wanted in zip((line for line in numbers if line), kept, strict=True):
        assert line == close(wanted)


@pytest.mark.parametrize("id_", AGREEMENTS)
def test_every_slide_has_title_number_language_notes_and_alternatives(home: Path, id_: str) -> None:
    content = made_of(home, id_, "pptx")
    opened = deck(content)
    assert (opened.slide_width, opened.slide_height) == (12191695, 6858000)
    assert opened.core_properties.language == "de-DE"
    for number, slide in enumerate(opened.slides):
        assert slide.shapes.title.text_frame.text.strip(), "a slide without a title"
        assert slide.has_notes_slide and slide.notes_slide.notes_text_frame.text.strip()
        kinds = [shape.placeholder_format.type for shape in slide.placeholders]
        assert number == 0 or any("SLIDE_NUMBER" in str(kind) for kind in kinds)
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.xpath(".//p:cNvPr/@descr")[0].strip()
        numbers = [int(n) for n in slide.shapes._spTree.xpath("//p:cNvPr/@id")]
        assert len(numbers) == len(set(numbers)), "two shapes with one id: PowerPoint would repair the file"
    for name, part in parts(content).items():
        if re.match(r"ppt/slides/slide\d+\.xml", name):
            runs = re.findall(rb"<a:r>(.*?)</a:r>", part)
            assert all(b'lang="de-DE"' in run for run in runs), name


@pytest.mark.parametrize("id_", AGREEMENTS)
def test_charts_on_slides_are_native_and_hold_the_figures(home: Path, id_: str) -> None:
    made = current(home, id_)
    drawn = {each.key: each for each in made.charts if plot(each, made)}
    found: dict[str, Any] = {}
    for slide in deck(made_of(home, id_, "pptx")).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                found[shape.name] = shape.chart
    assert found.keys() == drawn.keys()
    for key, native in found.items():
        numbers = plot(drawn[key], made)
        assert numbers is not None
        lines = {line.name: list(line.values) for line in numbers.lines}
        assert {s.name: list(s.values) for each in native.plots for s in each.series} == lines
        data = book(native.part.chart_workbook.xlsx_part.blob).worksheets[0]
        for column, (name, values) in enumerate(lines.items(), 2):
            assert data.cell(1, column).value == name
            kept = [data.cell(row, column).value for row in range(2, len(values) + 2)]
            assert [v for v in kept if v is not None] == close([v for v in values if v is not None])
            assert [v is None for v in kept] == [v is None for v in values]
        measured = {f.value for f in drawn[key].figures}
        assert {v for line in numbers.lines if line.is_measured for v in line.values} <= measured | {None}


def test_targets_are_lines_over_columns(home: Path) -> None:
    kinds = [
        [type(each).__name__ for each in shape.chart.plots]
        for slide in deck(made_of(home, "buergeraemter", "pptx")).slides
        for shape in slide.shapes
        if shape.has_chart and shape.name.startswith("chart.comparison")
    ]
    assert kinds and all(each == ["BarPlot", "LinePlot"] for each in kinds)


def test_the_workbook_draws_charts_of_its_own_with_a_text_alternative(home: Path) -> None:
    made = current(home, "buergeraemter")
    found = parts(made_of(home, "buergeraemter", "xlsx"))
    charts = [name for name in found if re.match(r"xl/charts/chart\d+\.xml", name)]
    assert len(charts) == len([each for each in made.charts if plot(each, made)])
    drawings = b"".join(part for name, part in found.items() if name.startswith("xl/drawings/drawing"))
    assert drawings.count(b"descr=") == len(charts)


# Reproducible ----


@pytest.mark.parametrize("suffix", RENDER)
def test_the_same_choice_gives_the_same_bytes_apart_from_the_time_stamp(home: Path, suffix: str) -> None:
    once = made_of(home, "standesaemter", suffix)
    assert once == RENDER[suffix](report(home, "standesaemter"))
    later = RENDER[suffix](report(home, "standesaemter", stamp=datetime(2027, 1, 5, tzinfo=UTC)))
    first, second = parts(once), parts(later)
    differing = {name for name in first if first[name] != second[name]}
    assert "docProps/core.xml" in differing
    assert all("core.xml" in name or name.endswith(".xlsx") for name in differing), differing


@pytest.mark.parametrize("suffix", RENDER)
def test_english_and_one_district_work_as_well(home: Path, suffix: str) -> None:
    content = RENDER[suffix](report(home, "standesaemter", language="en", districts=("04",)))
    if suffix == "pptx":
        assert deck(content).core_properties.language == "en-GB"
    else:
        assert book(content).sheetnames[0] == "Report"
    for name, part in parts(content).items():
        assert b">office." not in part, f"{name} shows the key of a text"


@pytest.mark.parametrize("suffix", RENDER)
def test_an_office_program_opens_the_document(home: Path, tmp_path: Path, suffix: str) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs LibreOffice (soffice) to open the document")
    file = tmp_path / f"bericht.{suffix}"
    file.write_bytes(made_of(home, "standesaemter", suffix))
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    words_ = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(words_, check=True, capture_output=True, timeout=240)
    assert (tmp_path / "bericht.pdf").read_bytes().startswith(b"%PDF")
