"""How do the blocks of a report become a PDF that screen readers, archives and printers understand?

The typesetter gets everything as data, never as markup, and no browser is needed. The PDF is tagged
(PDF/UA-1), with language, title, bookmarks, alternative texts and fonts inside.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Literal

import typst

from dash_app.reports import pictures
from dash_app.reports.model import Chart, Report, Table
from dash_app.reports.outline import (
    Block,
    Facts,
    Grid,
    Heading,
    Items,
    Paragraph,
    Picture,
    Sheet,
    foot,
    outline,
    stays_whole,
)
from dash_app.reports.pdf.row_heads import with_row_heads
from dash_app.reports.plain import loose, plain
from dash_app.texts import Texts
from dash_app.theme import TOKENS

MEDIA_TYPE = "application/pdf"
STANDARD: Literal["ua-1"] = "ua-1"
TEMPLATE = Path(__file__).with_name("report.typ")
FONTS = ("fontpkg_source_sans_3", "fontpkg_arimo")
"""Packages that bring the fonts: of the text, and of charts, which are laid out for its widths."""
REGIONS = {"de": "DE", "en": "GB"}
_LONG_WORD = re.compile(r"[^\W\d_]{10}")
_COLOURS = {"met": "met", "near": "near", "missed": "missed", "no_target": "none", "none": "none"}


def render(report: Report, drawn: pictures.Pictures) -> bytes:
    """Return the report as PDF; `drawn` holds charts as SVG."""
    data = json.dumps(_cleaned(_data(report, drawn)), ensure_ascii=False)
    content: bytes = typst.compile(
        TEMPLATE,
        format="pdf",
        root=TEMPLATE.parent,
        font_paths=_fonts(),
        sys_inputs={"report": data},
        pdf_standards=[STANDARD],
        timestamp=int(report.stamp.timestamp()),
    )
    return with_row_heads(content)


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts of the package, found once; fonts of the machine would change the pages."""
    return typst.Fonts(include_system_fonts=False, font_paths=[_folder(package) for package in FONTS])


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"package {package} is not installed; run `make setup`")
    return Path(next(iter(spec.submodule_search_locations))) / "files"


def _cleaned(value: Any) -> Any:
    """Return data whose texts hold no character that a document must not hold."""
    match value:
        case str():
            return plain(value)
        case dict():
            return {key: _cleaned(each) for key, each in value.items()}
        case list() | tuple():
            return [_cleaned(each) for each in value]
    return value


def _data(report: Report, drawn: pictures.Pictures) -> dict[str, Any]:
    t, head, tokens = Texts(report.language), report.head, TOKENS["light"]
    return {
        "title": head.title,
        "subtitle": head.subtitle,
        "addressee": f"{t('report.addressee')}: {head.addressee}",
        "facts": head.facts,
        "demo": head.demo.partition(":")[0],
        "permalink": report.permalink,
        "language": report.language,
        "region": REGIONS[report.language],
        "foot": foot(report),
        "page": t("report.page", page="{page}", pages="{pages}"),
        "colours": {
            "ink": tokens["ink"],
            "status": {status: tokens[name] for status, name in _COLOURS.items()},
        },
        "words": {
            "table": t("report.caption.table"),
            "figure": t("report.caption.figure"),
            "edited": t("report.edited.mark"),
            "contents": t("report.contents"),
        },
        "sheets": list(_sheets(report, drawn)),
    }


def _sheets(report: Report, drawn: pictures.Pictures) -> Iterator[dict[str, Any]]:
    """Yield runs of blocks on pages that lie the same way."""
    numbers = count(1)
    sheet: dict[str, Any] = {"is_wide": False, "blocks": []}
    for block in outline(report):
        if isinstance(block, Sheet):
            yield sheet
            sheet = {"is_wide": block.is_wide, "blocks": []}
        else:
            sheet["blocks"].append(_block(block, report, drawn, numbers))
    yield sheet


def _block(block: Block, report: Report, drawn: pictures.Pictures, numbers: Iterator[int]) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading"} | asdict(block)
        case Paragraph():
            return {"kind": "paragraph"} | asdict(block)
        case Items():
            return {"kind": "items", "items": [asdict(item) for item in block.items]}
        case Facts():
            return {"kind": "facts", "pairs": block.pairs}
        case Grid():
            table = _table(block.table)
            return {"kind": "grid", "table": table, "is_open": block.is_open, "is_bare": block.is_bare}
        case Picture():
            return {"kind": "picture", "chart": _chart(block.chart, report, drawn, next(numbers))}
        case Sheet():
            raise AssertionError("sheets hold blocks, blocks hold no sheets")


def _table(table: Table) -> dict[str, Any]:
    rows = [
        {
            "is_group": row.is_group,
            "cells": [
                {
                    "lead": cell.lead,
                    "text": loose(cell.text),
                    "divides": _divides(cell.lead + cell.text, table),
                    "sign": {"status": cell.sign.status, "mark": cell.sign.mark, "move": cell.sign.move}
                    if cell.sign
                    else None,
                }
                for cell in row.cells
            ],
        }
        for row in table.rows
    ]
    columns = [
        {
            "title": column.title,
            "is_number": column.is_number,
            "weight": column.weight,
            "divides": _divides(column.title, table),
        }
        for column in table.columns
    ]
    return {
        "caption": table.caption,
        "columns": columns,
        "rows": rows,
        "notes": table.notes,
        "is_wide": table.is_wide,
        "is_whole": stays_whole(table),
    }


def _divides(text: str, table: Table) -> bool:
    """Return whether words may be divided: only where one hardly fits its column, never in the matrix."""
    return not table.is_wide and _LONG_WORD.search(text) is not None


def _chart(chart: Chart, report: Report, drawn: pictures.Pictures, number: int) -> dict[str, Any]:
    found = drawn.get(chart.key, "")
    has_picture = isinstance(found, bytes)
    svg = pictures.settled_svg(found, number).decode() if isinstance(found, bytes) else ""
    svg = svg.replace("Liberation Sans", "Arimo")
    said = Paragraph(chart.sentence.text, edited=chart.sentence.is_edited)
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "alternative": chart.alternative,
        "sentence": asdict(said),
        "notes": chart.notes,
        "picture": svg,
        "missing": "" if has_picture else pictures.missing(chart, str(found), report.language),
    }
