"""Do workbook and slides hold the published figures cell by cell, and stay safe whatever the figures are?"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from dash_app.access import DEMO_VIEWER
from dash_app.reports import slides, workbook
from dash_app.reports.builder import build_report
from dash_app.reports.choice import Choice
from dash_app.reports.model import Comment, Remarks, Report
from dash_app.reports.plots import plot
from dash_app.reports.slides import MOST_PAGES
from dash_app.store import Store
from schemas.catalogue import Catalogue
from schemas.catalogue_files import read_catalogue
from schemas.period import Period
from tests import world
from tests.dash_app.publication_files import (
    Place,
    agreement,
    catalogue,
    indicator,
    share,
    value,
    words,
    write_publication,
)
from tests.person import Person

ROOT = Path(__file__).parents[3]
STAMP = datetime(2026, 11, 2, 8, 15, tzinfo=UTC)
AGREEMENTS = [each.id for each in read_catalogue(ROOT / "data" / "catalogue").agreements]
RENDER: dict[str, Callable[[Report], bytes]] = {"xlsx": workbook.render, "pptx": slides.render}
FORMULA = '=HYPERLINK("http://boese.example";"Klick")'
SCRIPT = "<script>alert(1)</script> & <b>fett</b>"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small Berlin of two publications, with the project's own catalogue."""
    made = tmp_path_factory.mktemp("home")
    known: Catalogue = read_catalogue(ROOT / "data" / "catalogue")
    world.build(made, known, ROOT, folder=tmp_path_factory.mktemp("eingang"))
    return made


@cache
def current(home: Path, id_: str) -> Report:
    """The report of an agreement; nothing changes in it."""
    return report(home, id_)


@cache
def made_of(home: Path, id_: str, suffix: str) -> bytes:
    """The document of an agreement, made once for all tests that only look at it."""
    return RENDER[suffix](current(home, id_))


def report(home: Path, id_: str, period: str = "2024-Q4", *, stamp: datetime = STAMP, **given: Any) -> Report:
    remarks = given.pop("remarks", None)
    choice = Choice(agreement=id_, period=Period.parse(period), **given)
    return build_report(
        Store(Place(home)), DEMO_VIEWER, choice, stamp=stamp, address="http://x.example", remarks=remarks
    )


def close(values: Any) -> Any:
    """A number as workbooks keep it, with 16 digits; spreadsheets compute with 15."""
    return values if values is None else pytest.approx(values, rel=1e-15, abs=0)


def book(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def deck(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def everything(presentation: Any) -> str:
    return "\n".join(text for slide in presentation.slides for text in texts(slide))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


# All agreements ----


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


# Bad input ----


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    target = {"from": "2016-01-01", "value": 10, "tolerance": 2}
    long = "Anteil der sehr lang benannten Vorgänge mit Zusatz und Nachtrag"
    known = catalogue(
        indicator("formel", title=words(FORMULA), targets=[target]),
        indicator("skript", title=words(SCRIPT), description=words(SCRIPT), targets=[target]),
        indicator("lang", title=words(long * 3), targets=[target]),
        indicator("klein", title=words("Klein"), min_cases=20, targets=[target]),
    )
    empty = agreement("leer", [], title=words(FORMULA))
    made = known.model_copy(
        update={"agreements": (*known.agreements, *catalogue(agreements=[empty]).agreements)}
    )
    rows = [
        share(id_, f"{n:02}", "2024-Q3", 10 + n, 100 if id_ != "klein" else 15)
        for id_ in ("formel", "skript", "lang", "klein")
        for n in range(13)
    ]
    write_publication(tmp_path, made, [*rows, value("formel", "01", "2024-Q4")], number=1)
    return tmp_path


@pytest.mark.parametrize("suffix", RENDER)
def test_names_that_look_like_formulas_or_markup_stay_texts(hostile: Path, suffix: str) -> None:
    found = parts(RENDER[suffix](report(hostile, "amt", "2024-Q3")))
    whole = b"".join(found.values())
    assert b"<script>" not in whole
    for name, part in found.items():
        if name.endswith(".xlsx"):
            found_inside = parts(part)
            assert not any(b"<f>" in each for n, each in found_inside.items() if "worksheets" in n)
        elif "worksheets/" in name:
            assert b"<f>" not in part and b"hyperlink" not in part.lower().replace(b"=hyperlink", b"")
    if suffix == "pptx":
        said = everything(deck(RENDER[suffix](report(hostile, "amt", "2024-Q3"))))
        assert SCRIPT in said and FORMULA in said, "names are shown as they are"


@pytest.mark.parametrize("suffix", RENDER)
@pytest.mark.parametrize(
    ("id_", "period", "said"),
    [
        ("leer", "2024-Q3", "keine Kennzahlen"),
        ("amt", "2012-Q1", "keine Werte"),
        ("amt", "2024-Q3", "gesperrt"),
    ],
)
def test_what_is_missing_is_said(hostile: Path, suffix: str, id_: str, period: str, said: str) -> None:
    content = RENDER[suffix](report(hostile, id_, period))
    if suffix == "pptx":
        whole = everything(deck(content))
    else:
        whole = "\n".join(
            str(value)
            for sheet in book(content).worksheets
            for row in sheet.iter_rows(values_only=True)
            for value in row
            if value is not None
        )
    assert said in whole or "×" in whole


@pytest.mark.parametrize("suffix", RENDER)
def test_four_hundred_comments_make_a_document(hostile: Path, suffix: str) -> None:
    comments = tuple(
        Comment(
            indicator="formel",
            author="Amt \x07",
            day=date(2024, 10, 1),
            text=f"{n} {FORMULA} {SCRIPT} " + "Lorem ipsum " * 40,
        )
        for n in range(400)
    )
    made = report(hostile, "amt", "2024-Q3", remarks=Remarks(comments=comments))
    content = RENDER[suffix](made)
    if suffix == "pptx":
        opened = deck(content)
        assert len(opened.slides) < 40 + MOST_PAGES
        assert "weitere" in everything(opened).lower(), "cut tables say where the rest is"
    else:
        column = [c.value for row in book(content).worksheets[2].iter_rows() for c in row if c.value]
        assert len([each for each in column if FORMULA in str(each) and "Lorem" in str(each)]) == 400


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
