"""Are workbook and slides made and safe whatever the figures and names are?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dash_app.reports.model import Comment, Remarks
from dash_app.reports.plots import plot
from dash_app.reports.slides import MOST_PAGES
from tests.dash_app.publication_files import (
    agreement,
    catalogue,
    indicator,
    share,
    value,
    words,
    write_publication,
)
from tests.dash_app.reports.office import (
    FORMULA,
    RENDER,
    SCRIPT,
    book,
    deck,
    everything,
    parts,
    report,
)


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
def test_goals_without_indicators_stand_together(hostile: Path, suffix: str) -> None:
    """Else an agreement with six of them has six slides and sheets with nothing on them."""
    content = RENDER[suffix](report(hostile, "leer", "2024-Q3"))
    if suffix == "pptx":
        titles = [slide.shapes.title.text_frame.text for slide in deck(content).slides]
    else:
        titles = book(content).sheetnames
    assert titles.count("Ziele ohne Kennzahlen") == 1
    assert not any(title == "Ziel" or title.startswith("Ziel 1") for title in titles)


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


def test_a_changed_definition_interrupts_the_line(tmp_path: Path) -> None:
    known = catalogue(
        indicator("q", levels=["quarter"], targets=[{"from": "2016-01-01", "value": 10, "source": "quelle"}])
    )
    rows = [
        share("q", key, f"2024-Q{n}", 10 + n, 100, **{"break": n == 3})
        for key in ("00", "04")
        for n in (1, 2, 3, 4)
    ]
    write_publication(tmp_path, known, rows, number=1)
    made = report(tmp_path, "amt", "2024-Q4")
    (trend,) = (chart for chart in made.charts if chart.kind == "trend")
    drawn = plot(trend, made)
    assert drawn is not None and drawn.categories[2] == "neue Definition"
    for line in drawn.lines:
        assert line.values[2] is None, f"{line.name} runs through, as if the values compared"
        assert len(line.values) == 5
