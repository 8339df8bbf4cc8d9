"""Do slides and PDF show each value of a table in its row and its column?"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dash_app.reports import pdf, pictures
from tests.dash_app.reports.office import AGREEMENTS, current, deck, made_of


@pytest.mark.parametrize("id_", AGREEMENTS)
def test_tables_on_slides_show_every_cell_of_the_report_in_its_place(reports_home: Path, id_: str) -> None:
    given = current(reports_home, id_)
    found: dict[str, list[list[str]]] = {}
    for slide in deck(made_of(reports_home, id_, "pptx")).slides:
        for shape in slide.shapes:
            if shape.has_table:
                body = [[cell.text for cell in row.cells] for row in list(shape.table.rows)[1:]]
                found.setdefault(shape.name, []).extend(body)
    tables = [table for table in (given.matrix, *(goal.table for goal in given.goals)) if table]
    assert {table.key for table in tables} <= found.keys()
    for table in tables:
        assert len(found[table.key]) == len(table.rows)
        for row, line in zip(table.rows, found[table.key], strict=True):
            texts = ["", *line] if row.is_group else line
            for cell, text in zip(row.cells, texts[row.is_group :], strict=False):
                assert _folded(text).startswith(_folded(cell.text)), (table.key, row)


@pytest.mark.parametrize("id_", ["buergeraemter", "standesaemter", "strassenbaeume"])
def test_rows_of_the_matrix_in_the_pdf_hold_the_values_in_order(
    reports_home: Path, tmp_path: Path, id_: str
) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("needs pdftotext (package poppler-utils) to read the page as somebody else would")
    given, path = current(reports_home, id_), tmp_path / "bericht.pdf"
    path.write_bytes(pdf.render(given, pictures.none(given, "Kein Browser.")))
    command = ["pdftotext", "-layout", "-f", "2", "-l", "2", str(path), "-"]
    answer = subprocess.run(command, capture_output=True, check=True)
    lines = [_folded(line) for line in answer.stdout.decode().splitlines()]
    assert given.matrix is not None
    checked = 0
    for row in given.matrix.rows:
        words = [cell.text for cell in row.cells[2:] if cell.value is None]
        if not row.is_group and all(len(text) < 7 for text in words):  # longer words need a second line
            checked += 1
            texts = [re.escape(_folded(cell.text)) for cell in row.cells]
            signs = r"[^\w,]+"  # nothing that could belong to a number
            assert any(re.fullmatch(signs.join(texts), line) for line in lines), texts
    assert checked >= 5


def _folded(text: str) -> str:
    return " ".join(text.replace("\N{SOFT HYPHEN}", "").replace("\N{ZERO WIDTH SPACE}", "").split())
