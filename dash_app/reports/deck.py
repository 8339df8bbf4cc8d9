"""How is a presentation made: 16:9, with real placeholders, numbers, notes, language and alternatives?"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from dash_app.theme import TOKENS

COLOURS = {name: value.removeprefix("#") for name, value in TOKENS["light"].items()}
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
EDGE = Inches(0.6)
TOP, BOTTOM = Inches(1.75), Inches(6.75)
"""Where the body of a slide begins and ends."""
FONT = "Arial"
"""On every machine with PowerPoint; where it is missing, others have its widths: words keep their lines."""
LANGUAGES = {"de": "de-DE", "en": "en-GB"}
TITLE_SLIDE, CONTENT, TITLE_ONLY = 0, 1, 5
"""Layouts of the library's template that are used; the others are taken out."""
_PLACES = {
    "title": (EDGE, Inches(0.35), WIDTH - 2 * EDGE, Inches(1.0)),
    "ctrTitle": (EDGE, Inches(1.9), WIDTH - 2 * EDGE, Inches(1.9)),
    "subTitle": (EDGE, Inches(3.95), WIDTH - 2 * EDGE, Inches(2.4)),
    "body": (EDGE, TOP, WIDTH - 2 * EDGE, BOTTOM - TOP),
    "obj": (EDGE, TOP, WIDTH - 2 * EDGE, BOTTOM - TOP),
    "ftr": (EDGE, Inches(6.95), Inches(10.8), Inches(0.35)),
    "sldNum": (WIDTH - EDGE - Inches(1.0), Inches(6.95), Inches(1.0), Inches(0.35)),
}
"""Left, top, width and height of the placeholders, by their type."""
_TEXTS = {
    "dk2": "ink", "accent1": "active", "accent2": "met", "accent3": "near", "accent4": "missed",
    "accent5": "neutral", "accent6": "none", "hlink": "active", "folHlink": "active",
}  # fmt: skip
_THEME = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Deck:
    """A presentation that is being written."""

    def __init__(self, language: str, foot: str) -> None:
        self.presentation = Presentation()
        self.language = LANGUAGES.get(language, LANGUAGES["de"])
        self._foot = foot
        _prepare(self.presentation)

    def slide(self, layout: int, title: str) -> Any:
        """Add a slide with its title, footer and number."""
        chosen = self.presentation.slide_layouts[{TITLE_SLIDE: 0, CONTENT: 1, TITLE_ONLY: 2}[layout]]
        slide = self.presentation.slides.add_slide(chosen)
        slide.shapes.title.text_frame.text = clean(title)
        if layout != TITLE_SLIDE:
            slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(_title_size(title))
        _follow(slide, chosen, self._foot if layout != TITLE_SLIDE else "")
        return slide

    def paragraphs(self, shape: Any, texts: Iterable[str], size: float, *, bullets: bool = False) -> None:
        """Fill a shape with paragraphs; texts are texts, whatever they hold."""
        frame = shape.text_frame
        frame.word_wrap = True
        for place, text in enumerate(texts):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = clean(text)
            run.font.size = Pt(size)
            run.font.color.rgb = RGBColor.from_string(COLOURS["text"])
            paragraph.space_after = Pt(size / 2)
            if not bullets:
                _plain(paragraph)

    def box(self, slide: Any, place: tuple[int, int, int, int], texts: Sequence[str], size: float) -> Any:
        """Add a box of text without a placeholder of its own."""
        shape = slide.shapes.add_textbox(*map(Emu, place))
        shape.text_frame.margin_left = shape.text_frame.margin_right = 0
        self.paragraphs(shape, texts, size)
        return shape

    def notes(self, slide: Any, texts: Iterable[str]) -> None:
        """Write what speakers read: definition, source, address."""
        slide.notes_slide.notes_text_frame.text = clean("\n".join(text for text in texts if text))

    def done(self) -> bytes:
        """Return the file; every run of text bears the language."""
        slides = list(self.presentation.slides)
        for slide in slides:
            _mark(slide._element, self.language)
            if slide.has_notes_slide:
                _mark(slide.notes_slide._element, self.language)
        for each in (self.presentation.slide_master, *self.presentation.slide_layouts):
            _mark(each._element, self.language)
        out = io.BytesIO()
        self.presentation.save(out)
        return out.getvalue()


def clean(text: str) -> str:
    """Return a text without the control characters that no document may hold."""
    return _CONTROL.sub("", text)


def described(shape: Any, name: str, alternative: str) -> None:
    """Give a picture, chart or table its name and its text for those who do not see it."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", clean(name)[:200])
    properties.set("descr", clean(alternative))


def _title_size(title: str) -> float:
    return 28 if len(title) < 60 else 24 if len(title) < 95 else 20 if len(title) < 150 else 16


def _prepare(presentation: Any) -> None:
    """Make the library's template 16:9 with our colours, and drop the layouts that nobody uses."""
    presentation.slide_width, presentation.slide_height = WIDTH, HEIGHT
    master = presentation.slide_master
    layouts = list(presentation.slide_layouts)
    for place, layout in enumerate(layouts):
        if place not in (TITLE_SLIDE, CONTENT, TITLE_ONLY):
            presentation.slide_layouts.remove(layout)
    for each in (master, *presentation.slide_layouts):
        for shape in list(each.placeholders):
            _place(shape)
    _theme(master)
    _style(master)


def _place(shape: Any) -> None:
    """Put a placeholder where 16:9 wants it; dates are taken out, the footer names the period."""
    kind = shape._element.xpath(".//p:nvPr/p:ph")[0].get("type", "obj")
    if kind == "dt":
        shape._element.getparent().remove(shape._element)
        return
    shape.left, shape.top, shape.width, shape.height = map(Emu, _PLACES[kind])
    shape.text_frame.margin_left = 0  # titles, texts and tables begin on one line
    if kind in ("title", "ctrTitle", "subTitle"):
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE if kind == "title" else MSO_ANCHOR.TOP
    for level in shape._element.xpath(".//a:lstStyle/a:lvl1pPr"):
        if kind in ("ctrTitle", "subTitle", "ftr"):
            level.set("algn", "l")


def _theme(master: Any) -> None:
    """Put our colours and font into the theme, so that charts added by hand have them too."""
    part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    root = etree.fromstring(part.blob)
    for name, token in _TEXTS.items():
        node = root.find(f".//{_THEME}clrScheme/{_THEME}{name}")
        for child in list(node):
            node.remove(child)
        etree.SubElement(node, f"{_THEME}srgbClr", val=COLOURS[token])
    for font in root.iterfind(f".//{_THEME}fontScheme/*/{_THEME}latin"):
        font.set("typeface", FONT)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _style(master: Any) -> None:
    """Titles stand left in our colour, not centred at 44 points."""
    level = master._element.xpath(".//p:titleStyle/a:lvl1pPr")[0]
    level.set("algn", "l")
    look = level.find(qn("a:defRPr"))
    look.set("sz", "2800")
    look.set("b", "1")
    for fill in look.findall(qn("a:solidFill")):
        for child in list(fill):
            fill.remove(child)
        etree.SubElement(fill, qn("a:schemeClr"), val="tx2")


def _follow(slide: Any, layout: Any, foot: str) -> None:
    """Give a slide the footer and the number that its layout provides for."""
    for shape in layout.placeholders:
        kind = shape._element.xpath(".//p:nvPr/p:ph")[0].get("type")
        if kind not in ("ftr", "sldNum") or (kind == "ftr" and not foot):
            continue
        element = copy.deepcopy(shape._element)
        slide.shapes._spTree.append(element)
        identity = element.xpath(".//p:cNvPr")[0]
        identity.set("id", str(max(int(i) for i in slide.shapes._spTree.xpath("//p:cNvPr/@id")) + 1))
        if kind == "ftr":
            made = next(s for s in slide.placeholders if s._element is element)
            made.text_frame.text = clean(foot)


def _plain(paragraph: Any) -> None:
    """Take bullet and indent from a paragraph."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    etree.SubElement(properties, qn("a:buNone"))


def _mark(element: Any, language: str) -> None:
    """Say in which language each run of text is."""
    for run in element.iter(qn("a:r"), qn("a:fld")):
        properties = run.find(qn("a:rPr"))
        if properties is None:
            properties = etree.Element(qn("a:rPr"))
            run.insert(0, properties)
        properties.set("lang", language)
    for properties in element.iter(qn("a:defRPr"), qn("a:endParaRPr")):
        properties.set("lang", language)
