"""Are Word, PDF and HTML made, and safe, whatever the figures, names and comments are?"""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest

from dash_app.asked_figures import AskError
from dash_app.reports import html, pdf, pictures, word
from dash_app.reports.choice import Edit
from dash_app.reports.model import Comment, Measure, Remarks, Report
from tests.dash_app.publication_files import agreement, catalogue, indicator, share, words, write_publication
from tests.dash_app.reports.office import FORMULA, SCRIPT, report

RENDER = {"docx": word.render, "pdf": pdf.render, "html": html.render}
TYPST = '#import "x": * #strong[y] $ \\ ` @z <label> // /* _fett_ *'
CONTROL = "Neu\x00kölln\x1b[31m\u202egnp.exe\ud800"
DAY = date(2024, 10, 1)
NAMES = (FORMULA, SCRIPT, TYPST, CONTROL)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """An agreement whose names are commands of every program that might read them."""
    target = {"from": "2016-01-01", "value": 50, "tolerance": 2}
    known = catalogue(
        *(
            indicator(f"k{n}", title=words(name.replace("\ud800", "")), targets=[target])
            for n, name in enumerate(NAMES)
        )
    )
    empty = agreement("leer", [], title=words(SCRIPT))
    made = known.model_copy(
        update={"agreements": (*known.agreements, *catalogue(agreements=[empty]).agreements)}
    )
    rows = [
        share(f"k{n}", f"{key:02}", "2024-Q3", 10 + key, 100) for n in range(len(NAMES)) for key in range(13)
    ]
    write_publication(tmp_path, made, rows, number=1)
    return tmp_path


def made(given: Report, suffix: str) -> bytes:
    return RENDER[suffix](given, pictures.none(given, SCRIPT))


def said(content: bytes, suffix: str, folder: Path) -> str:
    """All the text of a document, blanks folded."""
    if suffix == "docx":
        document: Any = docx.Document(io.BytesIO(content))
        return " ".join(" ".join(node.text or "" for node in document.element.iter("{*}t")).split())
    if suffix == "html":
        return " ".join(content.decode().split())
    if not (program := shutil.which("pdftotext")):
        pytest.skip("needs pdftotext (package poppler-utils)")
    path = folder / "bericht.pdf"
    path.write_bytes(content)
    answer = subprocess.run([program, "-raw", path, "-"], capture_output=True, check=True)
    return " ".join(answer.stdout.decode().split())


@pytest.mark.parametrize("suffix", RENDER)
def test_names_that_are_commands_stay_texts(hostile: Path, suffix: str) -> None:
    edits = (Edit(key="message.state", text=TYPST + SCRIPT + CONTROL.replace("\ud800", "")),)
    content = made(report(hostile, "amt", "2024-Q3", edits=edits), suffix)
    if suffix == "html":
        page = content.decode()
        assert "<script" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert not {"\x00", "\x1b", "\u202e"} & set(page)
    elif suffix == "docx":
        text = "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
        assert all(name in text for name in (FORMULA, SCRIPT, TYPST))
    else:
        with pikepdf.open(io.BytesIO(content)) as paper:
            names = {item.title for top in paper.open_outline().root for item in each(top)}
            assert {FORMULA, SCRIPT, TYPST} <= {" ".join(name.split()) for name in names} | names


def each(item: Any) -> list[Any]:
    return [item, *(below for child in item.children for below in each(child))]


@pytest.mark.parametrize("suffix", RENDER)
def test_four_hundred_comments_and_a_measure_stand_in_the_document(
    hostile: Path, suffix: str, tmp_path: Path
) -> None:
    comments = tuple(
        Comment(
            indicator="k0",
            district=f"{n % 12 + 1:02}",
            author="Amt",
            day=date(2024, 10, 1),
            text=f"Nr{n}. {SCRIPT}",
        )
        for n in range(400)
    )
    done = Measure(indicator="k0", title="Zwei Stellen mehr", owner="Bezirksamt", due=date(2025, 3, 31))
    given = report(hostile, "amt", "2024-Q3", remarks=Remarks(comments=comments, measures=(done,)))
    text = said(made(given, suffix), suffix, tmp_path)
    assert all(f"Nr{n}." in text for n in range(400))
    assert "Zwei Stellen mehr" in text
    assert "31.03.2025" in text


@pytest.mark.parametrize("suffix", RENDER)
def test_what_is_missing_is_said(hostile: Path, suffix: str, tmp_path: Path) -> None:
    nothing = said(made(report(hostile, "amt", "2031-Q1"), suffix), suffix, tmp_path)
    assert "liegt keine einzige Zahl vor" in nothing
    empty = said(made(report(hostile, "leer", "2024-Q3"), suffix), suffix, tmp_path)
    assert "sind keine Kennzahlen festgelegt" in empty
    assert "Ziele ohne Kennzahlen" in empty


@pytest.mark.parametrize(
    ("id_", "given", "word_"),
    [
        ("gibtsnicht", {}, "gibtsnicht"),
        ("amt", {"districts": ("77",)}, "77"),
        ("", {}, "keine Vereinbarung angegeben"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    hostile: Path, id_: str, given: dict[str, Any], word_: str
) -> None:
    with pytest.raises(AskError, match=word_):
        report(hostile, id_, "2024-Q3", **given)
