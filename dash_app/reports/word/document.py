"""How do the blocks of a report become a Word document?"""

from __future__ import annotations

import struct
from collections import Counter
from datetime import UTC
from io import BytesIO
from itertools import count
from typing import Any
from xml.sax.saxutils import quoteattr

import docx
from docx.enum.section import WD_SECTION
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Cm, Emu

from dash_app.reports import pictures
from dash_app.reports.model import Report, Table
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
from dash_app.reports.plain import plain
from dash_app.reports.word import markup, styles
from dash_app.reports.zipped import settled
from dash_app.texts import Texts

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PARAGRAPHS = {
    "body": "Normal",
    "lead": "ZBLeitsatz",
    "note": "ZBKlein",
    "legend": "ZBLegende",
    "notice": "ZBHinweis",
}


def render(report: Report, drawn: pictures.Pictures) -> bytes:
    """Return the report as `.docx`; `drawn` holds charts as PNG.

    Real headings, styles, repeated table heads, numbered captions, alternative texts, language, A4.
    """
    writer = _Writer(report, drawn)
    writer.front()
    for block in outline(report):
        writer.add(block)
    return writer.finished()


class _Writer:
    """A document in the making."""

    def __init__(self, report: Report, drawn: pictures.Pictures) -> None:
        self.report, self.drawn, self.t = report, drawn, Texts(report.language)
        self.document = docx.Document()
        styles.prepare(self.document, report.language)
        self.width = styles.shape(self.document.sections[0], is_wide=False)
        self.numbers: Counter[str] = Counter()
        self.marks = count(1)
        self.pictures: dict[str, bytes] = {}
        self.body: Any = self.document.element.body

    def put(self, xml: str) -> None:
        """Append a paragraph or a table."""
        self.body.insert(len(self.body) - 1, markup.element(xml))  # before the properties of the section

    def front(self) -> None:
        """Write addressee, title, facts and contents."""
        head = self.report.head
        self.put(markup.paragraph("ZBAdresse", markup.run(f"{self.t('report.addressee')}: {head.addressee}")))
        self.put(markup.paragraph("Title", markup.run(head.title)))
        self.put(markup.paragraph("ZBUntertitel", markup.run(head.subtitle)))
        self.facts(head.facts)
        self.contents()
        self.edges()

    def contents(self) -> None:
        """Write the table of contents: links to headings, without numbers of pages that would grow old."""
        listed = [b for b in outline(self.report) if isinstance(b, Heading) and b.level == 1]
        runs = [markup.run(f"{self.t('report.contents')}: ", bold=True)]
        for number, heading in enumerate(listed):
            runs += [markup.run(" · ")] if number else []
            place = quoteattr(_bookmark(heading))
            runs.append(f"<w:hyperlink w:anchor={place}>{markup.run(heading.text)}</w:hyperlink>")
        self.put(markup.paragraph("ZBKlein", *runs))

    def edges(self) -> None:
        """Write header and footer of every page."""
        section = self.document.sections[0]
        top = self.report.head.title
        top += f" – {self.report.head.demo.partition(':')[0]}" if self.report.head.is_demo else ""
        page, pages = markup.field("PAGE", "1"), markup.field("NUMPAGES", "1")
        words = self.t("report.page", page="\0", pages="\1")
        parts = words.replace("\0", "\0page\0").replace("\1", "\0pages\0").split("\0")
        fields = {"page": page, "pages": pages}
        numbers = [fields.get(part) or markup.run(part) for part in parts if part]
        line = [markup.run(foot(self.report) + " · "), *numbers]
        for part, runs in ((section.header, [markup.run(top)]), (section.footer, line)):
            part.is_linked_to_previous = False
            element: Any = part._element
            for old in element.findall(qn("w:p")):
                element.remove(old)
            element.append(markup.element(markup.paragraph("ZBKlein", *runs)))

    def add(self, block: Block) -> None:
        """Write a block."""
        match block:
            case Heading():
                self.heading(block)
            case Paragraph():
                self.put(markup.paragraph(_PARAGRAPHS[block.style], *self.runs(block)))
            case Items():
                for item in block.items:
                    self.put(markup.paragraph("ListBullet", *self.runs(item)))
            case Facts():
                self.facts(block.pairs)
            case Grid():
                self.grid(block)
            case Picture():
                self.picture(block)
            case Sheet():
                section = self.document.add_section(WD_SECTION.NEW_PAGE)
                self.width = styles.shape(section, is_wide=block.is_wide)

    def runs(self, given: Paragraph) -> list[str]:
        """Return the runs of a paragraph; what the author changed says so."""
        found = [markup.run(given.lead, bold=True)] if given.lead else []
        lines = given.text.split("\n")
        for number, line in enumerate(lines):
            found += ["<w:r><w:br/></w:r>"] if number else []
            found.append(markup.run(line))
        return (
            [*found, markup.run(f" {self.t('report.edited.mark')}", italic=True)] if given.edited else found
        )

    def heading(self, given: Heading) -> None:
        """Write a heading that links can find."""
        number = next(self.marks)
        begin = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(_bookmark(given))}/>'
        end = f'<w:bookmarkEnd w:id="{number}"/>'
        self.put(markup.paragraph(f"Heading{given.level}", markup.run(given.text), end, bookmark=begin))

    def facts(self, pairs: tuple[tuple[str, str], ...]) -> None:
        """Write terms and texts as lines with a bold beginning."""
        for term, text in pairs:
            runs = [markup.run(f"{term}: ", bold=True), markup.run(text)]
            self.put(markup.paragraph("Normal", *runs))

    def caption(self, kind: str, text: str, *, keep_next: bool) -> None:
        """Write a caption with a number that Word counts on."""
        self.numbers[kind] += 1
        label = self.t(f"report.caption.{kind}")
        number = markup.field(f"SEQ {label} \\* ARABIC", str(self.numbers[kind]))
        runs = [markup.run(f"{label} "), number, markup.run(f": {text}")]
        self.put(markup.paragraph("Caption", *runs, keep_next=keep_next))

    def grid(self, given: Grid) -> None:
        """Write a table with caption and notes."""
        table: Table = given.table
        if not given.is_bare:
            self.caption("table", table.caption, keep_next=True)
        if table.rows:
            last = len(table.rows) - (not table.notes)
            made = markup.table(
                table,
                self.width,
                is_small=table.is_wide,
                is_open=given.is_open,
                keeps=last if stays_whole(table) else 0,
            )
            self.put(made)
        if table.is_wide:
            self.put(markup.paragraph("ZBLegende", markup.run(" · ".join(table.notes))))
            return
        for note in [*table.notes, ""] if table.rows else table.notes:
            self.put(markup.paragraph("ZBKlein", markup.run(note)))

    def picture(self, given: Picture) -> None:
        """Write a chart, or what is missing in its place; then its number, message and sentence."""
        chart = given.chart
        found = self.drawn.get(chart.key, "")
        self.put(markup.paragraph("ZBBotschaft", markup.run(chart.title), keep_next=True))
        if isinstance(found, bytes):
            holder = self.document.add_paragraph()
            holder.paragraph_format.keep_with_next = True
            properties = self.inline(holder.add_run()._r, found).docPr
            properties.set("descr", plain(chart.alternative))
            properties.set("title", plain(chart.title))
        else:
            said = pictures.missing(chart, found, self.report.language)
            self.put(markup.paragraph("ZBHinweis", markup.run(said)))
        self.caption("figure", chart.subtitle, keep_next=False)
        self.put(
            markup.paragraph(
                "Normal", *self.runs(Paragraph(chart.sentence.text, edited=chart.sentence.is_edited))
            )
        )
        for note in chart.notes:
            self.put(markup.paragraph("ZBKlein", markup.run(note)))

    def inline(self, run: Any, picture: bytes) -> Any:
        """Append a PNG to a run; its bytes are written with the file, as the library reads each one often."""
        name = f"image{len(self.pictures) + 1}.png"
        self.pictures[f"word/media/{name}"] = picture
        own: Any = self.document.part
        part = Part(PackURI(f"/word/media/{name}"), CONTENT_TYPE.PNG, b"", own.package)
        across, down = struct.unpack(">II", picture[16:24])
        width = Cm(pictures.WIDTH_CM)
        place = own.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        made = CT_Inline.new_pic_inline(next(self.marks), place, name, width, Emu(width * down // across))
        run.add_drawing(made)
        return made

    def finished(self) -> bytes:
        """Return the bytes of the document, the same for the same report."""
        properties, report = self.document.core_properties, self.report
        stamp = report.stamp.astimezone(UTC).replace(tzinfo=None)
        properties.title, properties.subject = plain(report.title), plain(report.head.subtitle)
        properties.author = properties.last_modified_by = "Zielblick"
        properties.created = properties.modified = stamp
        properties.language = styles.LOCALES[report.language]
        properties.comments, properties.keywords = plain(foot(report)), plain(report.permalink)
        properties.revision = 1
        out = BytesIO()
        self.document.save(out)
        return settled(out.getvalue(), report.stamp, self.pictures)


def _bookmark(heading: Heading) -> str:
    """Return the name of the bookmark of a heading: letters, digits and underscores, at most 40."""
    return "zb_" + "".join(c if c.isalnum() else "_" for c in heading.anchor)[:36]
