"""Which styles, language and page does the Word document have?"""

from __future__ import annotations

from typing import Any, cast

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from dash_app.theme import TOKENS

FONT = "Arial"
"""On every machine with Word; LibreOffice has a font of the same widths."""
LOCALES = {"de": "de-DE", "en": "en-GB"}
UPRIGHT, LONG = Cm(21.0), Cm(29.7)
MARGIN = Cm(2.5)
NARROW_MARGIN = Cm(1.5)
_INK = TOKENS["light"]["ink"]
_HEADINGS = (
    ("Title", 20, 0, 4),
    ("Heading 1", 15, 18, 6),
    ("Heading 2", 12.5, 14, 4),
    ("Heading 3", 11, 12, 4),
)
_OWN = (
    ("ZBAdresse", "Zielblick Adresse", 10, 0),
    ("ZBUntertitel", "Zielblick Untertitel", 13, 10),
    ("ZBLeitsatz", "Zielblick Leitsatz", 10.5, 6),
    ("ZBBotschaft", "Zielblick Botschaft", 10.5, 4),
    ("ZBHinweis", "Zielblick Hinweis", 9.5, 6),
    ("ZBKlein", "Zielblick Klein", 8.5, 4),
    ("ZBLegende", "Zielblick Legende", 7, 2),
    ("ZBZelle", "Zielblick Zelle", 8, 0),
    ("ZBZelleKlein", "Zielblick Zelle klein", 6, 0),
)
"""Id, name, size and space below of the styles of our own."""
_TABLE = """
<w:style {ns} w:type="table" w:customStyle="1" w:styleId="ZBTabelle"><w:name w:val="Zielblick Tabelle"/>
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:pPr><w:spacing w:after="0"/></w:pPr>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:color="{ink}"/>
<w:bottom w:val="single" w:sz="8" w:color="{ink}"/><w:insideH w:val="single" w:sz="4" w:color="C9D1D9"/>
</w:tblBorders><w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>
<w:bottom w:w="30" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>
<w:shd w:val="clear" w:color="auto" w:fill="EEF1F4"/><w:vAlign w:val="bottom"/></w:tcPr>
</w:tblStylePr></w:style>
"""


def prepare(document: Document, language: str) -> None:
    """Give a new document our styles, its language, and A4."""
    _speak(document, LOCALES[language])
    normal = _style(document, "Normal")
    _write(normal, 10, 6)
    normal.paragraph_format.line_spacing = 1.12
    for name, size, above, below in _HEADINGS:
        style = _style(document, name)
        _write(style, size, below)
        style.font.bold, style.font.color.rgb = True, RGBColor.from_string(_INK.lstrip("#"))
        style.paragraph_format.space_before = Pt(above)
        style.paragraph_format.keep_with_next = True
        _forget_border(style)
    _write(_style(document, "List Bullet"), 10, 4)
    caption = _style(document, "Caption")
    _write(caption, 9, 4)
    caption.font.bold, caption.font.color.rgb = True, RGBColor.from_string(_INK.lstrip("#"))
    caption.paragraph_format.space_before = Pt(8)
    for id_, name, size, below in _OWN:
        made = cast(ParagraphStyle, document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
        made.element.set(qn("w:styleId"), id_)
        made.base_style = normal
        _write(made, size, below)
        made.paragraph_format.line_spacing = 1.0 if id_.startswith("ZBZelle") else 1.12
    _style(document, "Zielblick Botschaft").font.bold = True
    document.styles.element.append(parse_xml(_TABLE.format(ns=nsdecls("w"), ink=_INK.lstrip("#"))))
    shape(document.sections[0], is_wide=False)


def shape(section: Section, *, is_wide: bool) -> float:
    """Make a section A4, upright or on its side; returns the width between its margins in centimetres."""
    margin = NARROW_MARGIN if is_wide else MARGIN
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, UPRIGHT) if is_wide else (UPRIGHT, LONG)
    section.left_margin = section.right_margin = margin
    section.top_margin, section.bottom_margin = (Cm(1.6), Cm(1.5)) if is_wide else (Cm(2.4), Cm(2.2))
    section.header_distance = section.footer_distance = Cm(0.8 if is_wide else 1.1)
    return float((section.page_width - 2 * margin) / Cm(1))


def _style(document: Document, name: str) -> ParagraphStyle:
    return cast(ParagraphStyle, document.styles[name])


def _write(style: ParagraphStyle, size: float, below: float) -> None:
    style.font.name, style.font.size, style.font.italic = FONT, Pt(size), False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    style.paragraph_format.space_after = Pt(below)
    if style.name == "Title":
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _forget_border(style: ParagraphStyle) -> None:
    """Take the line under titles away that the template draws."""
    properties = style.element.pPr
    for border in properties.findall(qn("w:pBdr")) if properties is not None else ():
        properties.remove(border)


def _speak(document: Document, locale: str) -> None:
    """Mark the language of the whole document: hyphenation, spelling and voices follow it."""
    languages: Any = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    for language in languages:
        for name in ("val", "eastAsia"):
            language.set(qn(f"w:{name}"), locale)
    theme = OxmlElement("w:themeFontLang")
    theme.set(qn("w:val"), locale)
    settings = document.settings.element
    for old in settings.findall(qn("w:themeFontLang")):
        settings.replace(old, theme)
