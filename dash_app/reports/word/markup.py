"""How are paragraphs, runs and tables of a report written in the words of WordprocessingML?

Tables are written as XML at once: python-docx looks for each cell anew, and a report has thousands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dash_app.reports.model import Cell, Row, Sign, Table
from dash_app.reports.plain import loose, plain
from dash_app.theme import TOKENS
from schemas.observation import Status

TWIPS_CM = 567
"""Twentieths of a point in a centimetre."""
_SYMBOLS = '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:cs="Segoe UI Symbol"/>'
_TIGHT = (
    '<w:tblCellMar><w:top w:w="10" w:type="dxa"/><w:left w:w="30" w:type="dxa"/>'
    '<w:bottom w:w="10" w:type="dxa"/><w:right w:w="30" w:type="dxa"/></w:tblCellMar>'
)
"""Margins of the cells of a table that has to fit on one page."""
COLOURS = {
    Status.MET: TOKENS["light"]["met"],
    Status.NEAR: TOKENS["light"]["near"],
    Status.MISSED: TOKENS["light"]["missed"],
}


def run(
    text: str, *, bold: bool = False, italic: bool = False, colour: str = "", symbol: bool = False
) -> str:
    """Return a run of text."""
    look = (_SYMBOLS if symbol else "") + ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    look += f'<w:color w:val="{colour.lstrip("#")}"/>' if colour else ""
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r>'


def field(instruction: str, shown: str) -> str:
    """Return a field with the result that it has as long as nobody updates it."""
    return f"<w:fldSimple w:instr={quoteattr(' ' + instruction + ' ')}>{run(shown)}</w:fldSimple>"


def paragraph(
    style: str, *runs: str, keep_next: bool = False, right: bool = False, bookmark: str = ""
) -> str:
    """Return a paragraph; `bookmark` is the XML of a bookmark around its runs."""
    look = f'<w:pStyle w:val="{style}"/>' + ("<w:keepNext/>" if keep_next else "")
    look += '<w:jc w:val="right"/>' if right else ""
    return f"<w:p><w:pPr>{look}</w:pPr>{bookmark}{''.join(runs)}</w:p>"


def element(xml: str) -> Any:
    """Return the element of markup whose root is a paragraph or a table."""
    name = xml[1 : min(at for at in (xml.find(" "), xml.find(">")) if at > 0)]
    return parse_xml(f"<{name} {nsdecls('w')}{xml[len(name) + 1 :]}")


# Tables ----


def table(
    given: Table, width_cm: float, *, is_small: bool = False, is_open: bool = False, keeps: int = 0
) -> str:
    """Return a table of the full width whose head repeats on every page and whose rows stay whole.

    So many rows, `keeps`, stay on the page of what follows them.
    """
    whole = sum(column.weight for column in given.columns)
    widths = [round(width_cm * TWIPS_CM * column.weight / whole) for column in given.columns]
    style = "ZBZelleKlein" if is_small else "ZBZelle"
    head = Row(cells=tuple(Cell(text=column.title) for column in given.columns))
    numbers = [column.is_number for column in given.columns]
    rows = [_row(head, widths, numbers, style, is_head=True)]
    rows += [
        _row(each, widths, numbers, style, is_open=is_open, keep_next=place < keeps)
        for place, each in enumerate(given.rows)
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = (
        '<w:tblStyle w:val="ZBTabelle"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"{_TIGHT if is_small else ''}"
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        'w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(plain(given.caption))}/>"
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _row(
    given: Row,
    widths: Sequence[int],
    numbers: Sequence[bool],
    style: str,
    *,
    is_head: bool = False,
    is_open: bool = False,
    keep_next: bool = False,
) -> str:
    look = "<w:cantSplit/>"
    is_free = is_open and any(not cell.text and not cell.lead for cell in given.cells)
    look += '<w:trHeight w:val="760" w:hRule="atLeast"/>' if is_free else ""
    look += "<w:tblHeader/>" if is_head else ""
    if given.is_group:
        inside = paragraph(style, run(given.cells[0].text, bold=True), keep_next=True)
        cells = _cell(inside, sum(widths), span=len(widths), fill="EEF1F4")
    else:
        parts = zip(given.cells, widths, numbers, strict=True)
        cells = "".join(
            _cell(_content(cell, style, is_number, is_head, keep_next), width)
            for cell, width, is_number in parts
        )
    return f"<w:tr><w:trPr>{look}</w:trPr>{cells}</w:tr>"


def _cell(content: str, width: int, *, span: int = 1, fill: str = "") -> str:
    look = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
    look += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def _content(cell: Cell, style: str, is_number: bool, is_head: bool, keep_next: bool) -> str:
    """Return the paragraphs of a cell: bold words, then one paragraph for each line of the text."""
    lines: list[list[str]] = [[run(cell.lead, bold=True)]] if cell.lead else []
    for line in cell.text.split("\n") if cell.text or not lines else ():
        lines.append([run(loose(line), bold=is_head)])
    if cell.sign:
        before, after = _sign(cell.sign)
        lines[0] = [*before, *lines[0], *after]
    return "".join(paragraph(style, *runs, right=is_number, keep_next=is_head or keep_next) for runs in lines)


def _sign(sign: Sign) -> tuple[Iterable[str], Iterable[str]]:
    """Return the runs before and after a value; marks that are the text already are not said twice."""
    is_said = sign.status in (Status.NO_DATA, Status.SUPPRESSED)
    colour = COLOURS.get(sign.status, TOKENS["light"]["none"])
    before = [] if is_said else [run(sign.mark, colour=colour, symbol=True), run("\u00a0")]
    after = [run("\u00a0"), run(sign.move, symbol=True)] if sign.move else []
    return before, after
