"""How are workbooks and slides of a report made and opened in tests?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from pptx import Presentation

from dash_app.access import DEMO_VIEWER
from dash_app.reports import slides, workbook
from dash_app.reports.builder import build_report
from dash_app.reports.choice import Choice
from dash_app.reports.model import Report
from dash_app.store import Store
from schemas.catalogue_files import read_catalogue
from schemas.period import Period
from tests.dash_app.publication_files import Place

ROOT = Path(__file__).parents[3]
STAMP = datetime(2026, 11, 2, 8, 15, tzinfo=UTC)
AGREEMENTS = [each.id for each in read_catalogue(ROOT / "data" / "catalogue").agreements]
RENDER: dict[str, Callable[[Report], bytes]] = {"xlsx": workbook.render, "pptx": slides.render}
FORMULA = '=HYPERLINK("http://boese.example";"Klick")'
SCRIPT = "<script>alert(1)</script> & <b>fett</b>"


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


def structure(node: Any) -> list[Any]:
    """All elements of the tree of tags."""
    found = []
    children = node.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            found += [child, *structure(child)]
    return found
