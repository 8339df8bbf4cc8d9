"""Do Word, PDF and HTML say what the report says, and can everybody read them?"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from dash_app import formats
from dash_app.access import DEMO_VIEWER, PUBLIC_VIEWER
from dash_app.asked_figures import asked_figures
from dash_app.reports import html, pdf, pictures, word
from dash_app.reports.builder import build_report
from dash_app.reports.cells import LIMITED
from dash_app.reports.choice import Choice, Edit
from dash_app.reports.model import Cell, Report, Table
from dash_app.reports.outline import Grid, outline
from dash_app.store import Store
from schemas.observation import Figure
from schemas.period import Period
from tests.dash_app.publication_files import Place
from tests.dash_app.reports.office import AGREEMENTS, STAMP, current, report, structure

RENDER = {"docx": word.render, "pdf": pdf.render, "html": html.render}
REASON = "Auf diesem Rechner gibt es keinen Browser."
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="605" height="100">'
    b'<text x="9" y="50" font-family="\'Liberation Sans\', Arial" font-size="13">12,3 %</text></svg>'
)
BIG = "buergeraemter"


def made(given: Report, suffix: str) -> bytes:
    return RENDER[suffix](given, pictures.none(given, REASON))


def tables(given: Report) -> list[Table]:
    return [block.table for block in outline(given) if isinstance(block, Grid) and block.table.rows]


def shown(cell: Cell) -> str:
    """The text of a cell with its sign, blanks folded."""
    is_said = cell.sign is None or cell.sign.mark in ("–", "×")
    parts = [cell.lead, "" if is_said or not cell.sign else cell.sign.mark, cell.text]
    parts.append(cell.sign.move if cell.sign else "")
    return " ".join(" ".join(parts).split())


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("id_", AGREEMENTS)
def test_every_agreement_becomes_documents_that_other_programs_open(reports_home: Path, id_: str) -> None:
    given = current(reports_home, id_)
    document: Any = docx.Document(io.BytesIO(made(given, "docx")))
    assert document.core_properties.title == given.title
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == [given.title]
    with pikepdf.open(io.BytesIO(made(given, "pdf"))) as paper:
        assert len(paper.pages) >= 1
    page = made(given, "html").decode()
    assert f"<h1>{given.title}</h1>" in unescape(page)


@pytest.mark.parametrize("id_", AGREEMENTS)
def test_every_value_in_a_report_is_the_one_that_the_command_line_gives(reports_home: Path, id_: str) -> None:
    given, snapshot = current(reports_home, id_), Store(Place(reports_home)).open()
    known: dict[tuple[str, str, str], Figure] = {}
    if given.indicators:
        asked = asked_figures(snapshot, indicators=[indicator.id for indicator in given.indicators])
        known = {(f.indicator, f.district, f.period): f for f in asked}
    checked = 0
    for cell in (cell for table in tables(given) for row in table.rows for cell in row.cells):
        if not cell.indicator:
            continue
        figure = known.get((cell.indicator, cell.district, cell.period))
        assert cell.value == (figure.value if figure else None), cell
        indicator = snapshot.catalogue.indicators[cell.indicator]
        if cell.value is not None:
            number = formats.number(cell.value, indicator.decimals, "de")
            assert cell.text.removesuffix(LIMITED).split("\N{NO-BREAK SPACE}")[0] == number
        checked += 1
    assert checked or not given.indicators


@pytest.mark.parametrize("id_", [BIG, "standesaemter", "radverkehr"])
def test_word_and_html_show_every_cell_of_the_report_in_its_place(reports_home: Path, id_: str) -> None:
    given = current(reports_home, id_)
    document: Any = docx.Document(io.BytesIO(made(given, "docx")))
    page = made(given, "html").decode()
    bodies = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    wanted = tables(given)
    assert len(document.tables) == len(bodies) == len(wanted)
    for table, found, body in zip(wanted, document.tables, bodies, strict=True):
        expected = [[shown(cell) for cell in row.cells] for row in table.rows]
        in_word = [
            [folded(" ".join(t.text or "" for t in cell.iter(qn("w:t")))) for cell in row.iter(qn("w:tc"))]
            for row in found._tbl.tr_lst[1:]
        ]
        in_html = [
            [
                folded(unescape(re.sub(r"<[^>]+>", " ", cell)))
                for cell in re.findall(r"<t[hd].*?</t[hd]>", row)
            ]
            for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
        ]
        assert in_word == expected, table.key
        assert in_html == expected, table.key


def test_the_pdf_shows_every_value_of_the_report(reports_home: Path, tmp_path: Path) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("needs pdftotext (package poppler-utils) to read the pages as somebody else would")
    given, path = current(reports_home, BIG), tmp_path / "bericht.pdf"
    path.write_bytes(made(given, "pdf"))
    answer = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    text = folded(answer.stdout.decode()).replace("\N{NARROW NO-BREAK SPACE}", " ")
    cells = [cell for table in tables(given) for row in table.rows for cell in row.cells if cell.indicator]
    missing = {
        c.text for c in cells if c.value is not None and c.text.split("\N{NO-BREAK SPACE}")[0] not in text
    }
    assert not missing


def test_the_pdf_can_be_heard(reports_home: Path) -> None:
    """Tags, language, title, bookmarks, alternative texts and fonts, as a screen reader needs them."""
    given = current(reports_home, BIG)
    content = pdf.render(given, {chart.key: SVG for chart in given.charts})
    with pikepdf.open(io.BytesIO(content)) as paper:
        root: Any = paper.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "de-DE"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with paper.open_metadata() as about:
            assert about["dc:title"] == given.title
            assert about["pdfuaid:part"] == "1"
        with paper.open_outline() as bookmarks:
            assert [item.title for item in bookmarks.root][:2] == [
                "Das Wichtigste",
                "Alle Kennzahlen auf einen Blick",
            ]
        alternatives = [
            str(node.Alt) for node in structure(root.StructTreeRoot) if node.get("/S") == "/Figure"
        ]
        assert [folded(text) for text in alternatives] == [
            folded(chart.alternative) for chart in given.charts
        ]
        kinds = {str(node.get("/S")) for node in structure(root.StructTreeRoot)}
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L"} <= kinds
        assert "/Suspects" not in root.MarkInfo, "poppler takes its default for damage"
        rows = [node for node in structure(root.StructTreeRoot) if node.get("/S") == "/TR"]
        assert len(rows) > 100
        for cells in (list(row.K) for row in rows):
            assert cells[0].S == "/TH" or len(cells) == 1, "only the name of a group has no head"
            scopes = [str(a.Scope) for cell in cells for a in cell.A if "/Scope" in a]
            assert set(scopes) <= ({"/Column"} if cells[-1].S == "/TH" else {"/Row"})
        fonts = [
            f
            for f in paper.objects
            if isinstance(f, pikepdf.Dictionary) and f.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_the_word_document_is_made_for_its_authors(reports_home: Path) -> None:
    """Headings, repeated heads, captions that count on, alternative texts, language, page numbers, A4."""
    given = current(reports_home, BIG)
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
        "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
    )
    document: Any = docx.Document(io.BytesIO(word.render(given, {chart.key: png for chart in given.charts})))
    styles = {p.style.name for p in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Caption", "List Bullet"} <= styles
    assert all(table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    assert all(table._tbl.tblPr.find(qn("w:tblCaption")) is not None for table in document.tables)
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert described == [chart.alternative for chart in given.charts]
    fields = " ".join(document.element.body.xpath("//w:fldSimple/@w:instr"))
    assert "SEQ Tabelle" in fields
    assert "SEQ Abbildung" in fields
    language = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val")
    assert language == ["de-DE"]
    footer = document.sections[0].footer._element
    assert {"PAGE", "NUMPAGES"} <= set(" ".join(footer.xpath(".//w:fldSimple/@w:instr")).split())
    sizes = {
        tuple(sorted((round(s.page_width.cm, 1), round(s.page_height.cm, 1)))) for s in document.sections
    }
    assert sizes == {(21.0, 29.7)}


def test_libreoffice_opens_the_word_document(reports_home: Path, tmp_path: Path) -> None:
    if not (program := shutil.which("soffice")):
        pytest.skip("needs LibreOffice (package libreoffice-writer-nogui) to open the document as others do")
    path = tmp_path / "bericht.docx"
    path.write_bytes(made(current(reports_home, "strassenbaeume"), "docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, capture_output=True, check=True, timeout=240)
    with pikepdf.open(tmp_path / "bericht.pdf") as paper:
        assert len(paper.pages) > 3


@pytest.mark.parametrize("suffix", RENDER)
def test_the_same_choice_gives_the_same_bytes_but_for_the_time_stamp(reports_home: Path, suffix: str) -> None:
    first, again = (made(report(reports_home, "standesaemter"), suffix) for _ in range(2))
    later = made(report(reports_home, "standesaemter", stamp=STAMP + timedelta(days=1)), suffix)
    assert first == again
    assert first != later


def test_charts_of_a_report_in_grey_have_no_colour_and_the_same_figures(reports_home: Path) -> None:
    """On a black-and-white printer colours turn into greys that nobody chose."""
    grey, light = (report(reports_home, BIG, look=look) for look in ("print", "light"))
    drawn = json.dumps([chart.figure for chart in grey.charts])
    found = {code.lower() for code in re.findall(r"#[0-9a-fA-F]{6}\b", drawn)}
    assert found and all(code[1:3] == code[3:5] == code[5:7] for code in found)
    assert [chart.table for chart in grey.charts] == [chart.table for chart in light.charts]
    assert "diagramme=grau" in grey.permalink and "diagramme" not in light.permalink


def test_the_html_file_asks_nobody_for_anything(reports_home: Path) -> None:
    page = made(current(reports_home, BIG), "html").decode()
    assert "default-src 'none'" in unescape(page)
    assert not re.search(r"<(script|iframe|object|embed|form)\b|\bon\w+=|<link\b|@import|url\(", page)
    assert not re.search(r'\bsrc="', page)


@pytest.mark.parametrize("suffix", RENDER)
def test_without_a_browser_the_place_of_a_chart_says_so(reports_home: Path, suffix: str) -> None:
    given = current(reports_home, "strassenbaeume")
    content = made(given, suffix)
    if suffix == "docx":
        text = "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
        assert text.count(REASON) == len(given.charts) > 0
    elif suffix == "html":
        assert content.decode().count(REASON) == len(given.charts)


def test_edited_sentences_are_marked_and_keep_their_original(reports_home: Path) -> None:
    edit = Edit(key="message.state", text="Es steht gut.")
    given = report(reports_home, "standesaemter", edits=(edit,))
    original = current(reports_home, "standesaemter").message[0].text
    assert given.message[0].is_edited
    page = unescape(made(given, "html").decode())
    assert "Es steht gut. <mark>[redaktionell geändert]</mark>" in page
    assert original in page


def test_an_old_link_shows_the_same_figures_after_later_revisions(reports_home: Path) -> None:
    store, period = Store(Place(reports_home)), Period.parse("2024-Q4")
    choice = Choice(agreement=BIG, period=period, publication=1)
    old = build_report(store, DEMO_VIEWER, choice, stamp=STAMP)
    new = build_report(store, DEMO_VIEWER, choice.model_copy(update={"publication": None}), stamp=STAMP)
    assert "stand=1" in old.permalink
    assert old.figures == build_report(Store(Place(reports_home)), DEMO_VIEWER, choice, stamp=STAMP).figures
    assert old.figures != new.figures  # the second publication corrected Mitte


def test_nobody_reads_in_a_report_what_the_pages_do_not_show(reports_home: Path) -> None:
    choice = Choice(agreement=BIG, period=Period.parse("2024-Q4"))
    given = build_report(Store(Place(reports_home)), PUBLIC_VIEWER, choice, stamp=STAMP)
    seen = current(reports_home, BIG)
    hidden = {i.id for i in seen.indicators} - {i.id for i in given.indicators}
    assert hidden
    assert not hidden & {figure.indicator for figure in given.figures}
    assert given.quality
    assert given.quality.deliveries is None
    assert given.quality.missing is None


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
def test_the_matrix_and_its_legend_share_one_page_of_the_pdf(reports_home: Path, tmp_path: Path) -> None:
    """Whoever prints page 2 has the meaning of the signs on it."""
    file = tmp_path / "a.pdf"
    given = current(reports_home, "buergeraemter")
    file.write_bytes(pdf.render(given, pictures.none(given, "-")))
    command = ["pdftotext", "-f", "2", "-l", "2", str(file), "-"]
    page = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Alle Kennzahlen auf einen Blick" in page
    assert "Zeichenerklärung" in page
