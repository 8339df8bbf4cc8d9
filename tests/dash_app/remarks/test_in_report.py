"""Does what was approved stand in every document of the report, as text, and nothing else of the register?"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
import pikepdf
import pytest

from dash_app.access import DEMO_VIEWER, PUBLIC_VIEWER
from dash_app.remarks.for_report import approved
from dash_app.reports import html, pdf, pictures, slides, word, workbook
from dash_app.reports.builder import build_report
from dash_app.reports.choice import Choice
from dash_app.reports.model import Remarks, Report
from dash_app.store import Store
from schemas.period import Period
from tests.dash_app.publication_files import Place
from tests.dash_app.remarks.conftest import ABOUT, Office, publish
from tests.dash_app.remarks.test_measures import written

STAMP = datetime(2026, 11, 2, 8, 15, tzinfo=UTC)
HOSTILE = 'Zwei Stellen sind leer. <script>alert(1)</script> #eval("1") =HYPERLINK("x") & <b>'


def report(office: Office, **given: Any) -> Report:
    choice = Choice(agreement="amt", period=Period.parse("2024-Q4"), **given)
    store = Store(Place(office.home))
    remarks = approved(store, office.register, DEMO_VIEWER, choice)
    return build_report(store, DEMO_VIEWER, choice, stamp=STAMP, remarks=remarks)


def said(given: Report, suffix: str) -> str:
    """Return all text of a document."""
    none = pictures.none(given, "ohne Browser")
    if suffix == "docx":
        paper = docx.Document(io.BytesIO(word.render(given, none)))
        cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
        return "\n".join((*(p.text for p in paper.paragraphs), *cells))
    if suffix == "html":
        return html.render(given, none).decode()
    content = workbook.render(given) if suffix == "xlsx" else slides.render(given)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("suffix", ["docx", "html", "xlsx", "pptx"])
def test_an_approved_comment_and_its_measure_stand_in_the_document_as_text(
    office: Office, suffix: str
) -> None:
    office.approve(office.write(text=HOSTILE))
    office.approve(written(office), kind="massnahme")
    text = said(report(office), suffix)
    is_plain = suffix == "docx"
    assert (HOSTILE if is_plain else "Zwei Stellen sind leer. &lt;script&gt;alert(1)") in text
    assert "Erinnerung per SMS" in text and "Leitung Bürgeramt" in text and "31.12.2023" in text
    assert "<script>alert" not in text or is_plain
    assert "Bezirk Mitte" in text and "Mitte2" not in text


def test_the_pdf_is_made_of_hostile_words(office: Office) -> None:
    office.approve(office.write(text=HOSTILE))
    given = report(office)
    with pikepdf.open(io.BytesIO(pdf.render(given, pictures.none(given, "-")))) as paper:
        assert len(paper.pages) > 1


def test_what_is_not_approved_or_about_another_period_is_not_in_the_report(office: Office) -> None:
    office.write(text="Nur eingereicht.")
    office.write(text="Nur ein Entwurf.", step="save")
    office.approve(office.write(text="Ein Quartal vorher.", about=ABOUT.replace("2024-Q4", "2024-Q3")))
    assert not [part.comments for goal in report(office).goals for part in goal.indicators if part.comments]


def test_the_report_says_that_a_figure_was_revised_after_the_comment(office: Office) -> None:
    office.approve(office.write())
    publish(office.home, 2, m01=88)
    (table,) = (part.comments for goal in report(office).goals for part in goal.indicators if part.comments)
    assert "vor einer Berichtigung" in table.rows[0].cells[2].text


def test_the_public_gets_nothing_that_is_said_about_internal_figures(office: Office) -> None:
    office.approve(office.write())
    choice = Choice(agreement="amt", period=Period.parse("2024-Q4"))
    assert approved(Store(Place(office.home)), office.register, PUBLIC_VIEWER, choice) == Remarks()


def test_the_preview_in_the_browser_shows_what_is_approved_and_stays_fresh(office: Office) -> None:
    address = "/bericht/vorschau?vereinbarung=amt&zeitraum=2024-Q4"
    id_ = office.write()
    assert "Zwei Stellen" not in office.get(address, "mitte").text
    office.approve(id_)
    assert "Zwei Stellen sind leer." in office.get(address, "leser").text
