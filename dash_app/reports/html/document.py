"""How do the blocks of a report become one HTML file, safe to open anywhere?

The file holds everything; its policy forbids scripts and every other address.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from html import escape
from itertools import count
from pathlib import Path

from dash_app.reports import pictures
from dash_app.reports.model import Cell, Chart, Column, Report, Row, Table
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
)
from dash_app.reports.plain import plain
from dash_app.texts import Texts
from schemas.observation import Status

MEDIA_TYPE = "text/html; charset=utf-8"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a browser may do with the file: show it."""
_SVG = re.compile(r"^\s*(<\?xml[^>]*\?>)?\s*(<!DOCTYPE[^>]*>)?\s*", re.IGNORECASE)
_WEB = ("http://", "https://")


def render(report: Report, drawn: pictures.Pictures, *, scripts: tuple[str, ...] = ()) -> bytes:
    """Return the report as one HTML file; `drawn` holds charts as SVG.

    With `scripts` it is no file but the preview: they draw the charts, and the host says what is allowed.
    """
    page, t = _Page(report, drawn), Texts(report.language)
    head = report.head
    body = [
        f'<p class="to">{_text(t("report.addressee"))}: {_text(head.addressee)}</p>',
        f"<h1>{_text(head.title)}</h1>",
        f'<p class="when">{_text(head.subtitle)}</p>',
        _facts(head.facts),
        page.contents(),
        *page.blocks(),
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">\n'
        f"{_allowed(scripts)}\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(head.title)} – {_text(head.subtitle)}</title>\n"
        f'<meta name="generator" content="Zielblick">\n<style>\n{_css()}</style>\n</head>\n'
        f"<body>\n<main>\n{chr(10).join(body)}\n</main>\n<footer>{_text(foot(report))}</footer>\n</body>\n</html>\n"
    ).encode()


def _allowed(scripts: tuple[str, ...]) -> str:
    """Return what a browser may do with the page."""
    if not scripts:
        return f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
    return "".join(f'<script defer src="{escape(address)}"></script>' for address in scripts)


@cache
def _css() -> str:
    return Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def _text(given: str) -> str:
    return escape(plain(given))


def _lines(given: str) -> str:
    """Return a text with its line ends."""
    return "<br>".join(_text(line) for line in given.split("\n"))


def _facts(pairs: tuple[tuple[str, str], ...]) -> str:
    found = (f"<dt>{_text(term)}</dt><dd>{_linked(text)}</dd>" for term, text in pairs)
    return f"<dl>{''.join(found)}</dl>"


def _linked(text: str) -> str:
    """Return a text; where it is an address, a link."""
    safe = _text(text)
    return f'<a href="{safe}" rel="noreferrer">{safe}</a>' if text.startswith(_WEB) else safe


def _german(report: Report, t: Texts) -> re.Pattern[str] | None:
    """Return what finds the titles of sources, which stay German; None in a report that is German anyway."""
    press = t("components.press", title="")
    titles = {_text(each.title.removesuffix(press)) for each in report.sources}
    if report.language == "de" or not titles:
        return None
    return re.compile("|".join(re.escape(each) for each in sorted(titles, key=len, reverse=True)))


class _Page:
    """The page in the making."""

    def __init__(self, report: Report, drawn: pictures.Pictures) -> None:
        self.report, self.drawn, self.t = report, drawn, Texts(report.language)
        self.numbers: Counter[str] = Counter()
        self.pictures = count(1)
        self.german = _german(report, self.t)

    def contents(self) -> str:
        """Return the table of contents."""
        listed = [b for b in outline(self.report) if isinstance(b, Heading) and b.level == 1]
        items = "".join(f'<li><a href="#{_text(b.anchor)}">{_text(b.text)}</a></li>' for b in listed)
        title = _text(self.t("report.contents"))
        return f'<nav aria-label="{title}"><h2>{title}</h2><ol>{items}</ol></nav>'

    def blocks(self) -> list[str]:
        """Return all blocks."""
        return [self.spoken(block) for block in outline(self.report)]

    def spoken(self, block: Block) -> str:
        """Return the markup of a block; in an English report, German titles of sources are read as German."""
        made = self.block(block)
        if self.german is None or not isinstance(block, (Items, Facts, Grid)):
            return made
        return self.german.sub(r'<span lang="de">\g<0></span>', made)

    def block(self, block: Block) -> str:
        """Return the markup of a block."""
        match block:
            case Heading():
                level = block.level + 1
                return f'<h{level} id="{_text(block.anchor)}">{_text(block.text)}</h{level}>'
            case Paragraph():
                style = "" if block.style == "body" else f' class="{block.style}"'
                return f"<p{style}>{self.words(block)}</p>"
            case Items():
                return f"<ul>{''.join(f'<li>{self.words(item)}</li>' for item in block.items)}</ul>"
            case Facts():
                return _facts(block.pairs)
            case Grid():
                return self.grid(block)
            case Picture():
                return self.picture(block)
            case Sheet():
                return '<div class="sheet">' if block.is_wide else "</div>"

    def words(self, given: Paragraph) -> str:
        """Return the words of a paragraph; what the author changed says so."""
        lead = f"<strong>{_text(given.lead)}</strong>" if given.lead else ""
        mark = f" <mark>{_text(self.t('report.edited.mark'))}</mark>" if given.edited else ""
        address = given.text.rpartition(", ")[2]
        if address.startswith(_WEB):
            return f"{lead}{_text(given.text.removesuffix(address))}{_linked(address)}{mark}"
        return f"{lead}{_lines(given.text)}{mark}"

    def number(self, kind: str) -> str:
        """Return "Tabelle 3: "."""
        self.numbers[kind] += 1
        return f"{_text(self.t(f'report.caption.{kind}'))} {self.numbers[kind]}: "

    def grid(self, given: Grid) -> str:
        """Return a table in a frame that scrolls by itself, and its notes."""
        table: Table = given.table
        notes = "".join(f'<p class="note">{_text(note)}</p>' for note in table.notes)
        if not table.rows:
            return notes
        caption = ("" if given.is_bare else self.number("table")) + _text(table.caption)
        head = "".join(_head(column) for column in table.columns)
        rows = "".join(_row(row, table.columns) for row in table.rows)
        names = " ".join(n for n in ("wide" if table.is_wide else "", "open" if given.is_open else "") if n)
        style = f' class="{names}"' if names else ""
        label = _text(table.caption)
        return (
            f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table{style}>'
            f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{notes}"
        )

    def picture(self, given: Picture) -> str:
        """Return a chart with its message before and its sentence below, or what is missing in its place."""
        chart, number = given.chart, next(self.pictures)
        found = self.drawn.get(chart.key, "")
        alternative = _text(chart.alternative)
        if found == pictures.LIVE:
            shown = _live(chart, alternative)
        elif isinstance(found, bytes):
            shown = _inline(pictures.settled_svg(found, number).decode(), alternative)
        else:
            assert isinstance(found, str), "a picture or a reason"
            shown = f'<p class="notice">{_text(pictures.missing(chart, found, self.report.language))}</p>'
        words = self.words(Paragraph(chart.sentence.text, edited=chart.sentence.is_edited))
        notes = "".join(f'<p class="note">{_text(note)}</p>' for note in chart.notes)
        caption = f"{self.number('figure')}{_text(chart.subtitle)}"
        return (
            f'<figure><p class="message">{_text(chart.title)}</p>{shown}'
            f"<figcaption>{caption}</figcaption></figure><p>{words}</p>{notes}"
        )


def _inline(svg: str, alternative: str) -> str:
    """Return an SVG as part of the page, with its alternative text; its own title would be said twice."""
    bare = _SVG.sub("", svg)
    return bare.replace("<svg", f'<svg role="img" aria-label="{alternative}"', 1)


def _live(chart: Chart, alternative: str) -> str:
    """Return the figure of a chart for the script of the preview."""
    figure = json.dumps(chart.figure, ensure_ascii=False).replace("<", "\\u003c")
    height = round(chart.figure["layout"].get("height", 320))
    return (
        f'<div class="plot" role="img" aria-label="{alternative}" style="height:{height}px">'
        f'<script type="application/json">{figure}</script></div>'
    )


def _head(column: Column) -> str:
    title = _text(column.title)
    words = f'<abbr title="{_text(column.long)}">{title}</abbr>' if column.long else title
    return f'<th scope="col"{_style(column)}>{words}</th>'


def _style(column: Column) -> str:
    return ' class="number"' if column.is_number else ""


def _row(row: Row, columns: tuple[Column, ...]) -> str:
    if row.is_group:
        name = _text(row.cells[0].text)
        return f'<tr><th class="group" scope="rowgroup" colspan="{len(columns)}">{name}</th></tr>'
    first, *others = zip(row.cells, columns, strict=True)
    cells = "".join(f"<td{_style(column)}{_value(cell)}>{_content(cell)}</td>" for cell, column in others)
    return f'<tr><th scope="row">{_content(first[0])}</th>{cells}</tr>'


def _value(cell: Cell) -> str:
    """Return the number behind a cell and the whole sign in words, for programs and voices."""
    found = "" if cell.value is None else f' data-value="{cell.value!r}"'
    return found + (f' title="{_text(cell.sign.words)}"' if cell.sign else "")


def _content(cell: Cell) -> str:
    lead = f"<p><strong>{_text(cell.lead)}</strong></p>" if cell.lead else ""
    text = _lines(cell.text)
    if cell.sign and cell.sign.status not in (Status.NO_DATA, Status.SUPPRESSED):
        mark = f'<span class="{cell.sign.status.value}" aria-hidden="true">{_text(cell.sign.mark)}</span>'
        text = f"{mark}\N{NO-BREAK SPACE}{text}"
        text += f" {_text(cell.sign.move)}" if cell.sign.move else ""
    return lead + text
