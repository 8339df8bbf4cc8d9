"""How does a table of a page, such as the matrix, become a sheet of paper or a picture?"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

from dash_app.components.frozen import markup
from dash_app.components.overheard import Drawn
from dash_app.rendering.orders import FONT, Frame
from dash_app.theme import MEASURES, TOKENS

ASSETS = Path(__file__).resolve().parents[2] / "assets"
STYLES = ("20-base.css", "40-components.css", "45-glyphs.css", "60-pages.css")
_BARE = """
*, ::before, ::after { box-sizing: border-box; }
th { text-align: inherit; }
table { border-collapse: collapse; }
"""
"""What the application gets from Bootstrap, as far as tables need it."""
_OWN = """
html, body { margin: 0; background: var(--zb-surface); }
body { padding: 16px; width: fit-content; min-width: 100%; font-size: 14px; print-color-adjust: exact; }
h1 { font-size: 18px; color: var(--zb-ink); margin: 0; }
.zb-sheet__subtitle, .zb-sheet__demo { margin: 0 0 4px; }
.zb-sheet__about { margin: 12px 0 0; font-size: 11px; color: var(--zb-muted); }
.zb-sheet__about div { display: block; } .zb-sheet__about dt { display: inline; font-weight: 400; }
.zb-sheet__about dd { display: inline; margin: 0; }
.zb-sheet th, .zb-sheet td, .zb-sheet thead { position: relative !important; inset: auto !important; }
.zb-sheet div { overflow: visible !important; max-height: none !important; }
.zb-sr { display: none; }
a { color: inherit; text-decoration: none; }
thead { display: table-header-group; } tr { break-inside: avoid; }
"""


def sheet(
    drawn: Drawn, frame: Frame, language: str, theme: str, width_cm: float = 21.0, content: str | None = None
) -> str:
    """Return a block as a document: heading, its table or the markup `content`, and where it comes from.

    On paper it is as wide as asked for, or made smaller to fit; `renderer.photo` takes its picture.
    """
    about = "".join(f"<div><dt>{escape(k)}: </dt><dd>{escape(v)}</dd></div>" for k, v in frame.lines)
    demo = f'<p class="zb-sheet__demo"><strong>{escape(frame.demo)}</strong></p>' if frame.demo else ""
    own = f"{_anchored(markup(drawn.content))}<p>{escape(frame.alt)}</p>"
    shown = own if content is None else content
    return (
        f'<!doctype html><html lang="{language}" data-bs-theme="{theme}"><head><meta charset="utf-8">'
        f"<title>{escape(frame.title)}</title><style>{_style(theme, width_cm)}</style></head><body>"
        f"<h1>{escape(frame.title)}</h1>"
        f'<p class="zb-sheet__subtitle">{escape(frame.subtitle)}</p>{demo}'
        f'<div class="zb-sheet">{shown}</div><dl class="zb-sheet__about">{about}</dl></body></html>'
    )


def _anchored(html: str) -> str:
    """Return markup without links: a paper leads nowhere but to the address that it names."""
    return re.sub(r' href="[^"]*"', "", html)


def _style(theme: str, width_cm: float) -> str:
    """Return the style: the application's own, in the theme asked for, on a page of the right width."""
    tokens = "".join(f"--zb-{name}: {value};" for name, value in {**MEASURES, **TOKENS[theme]}.items())
    page = f"@page {{ size: {width_cm:g}cm {width_cm * 1.414:.1f}cm; margin: 0 }}"
    return f":root {{ {tokens} --zb-font: {FONT}; }} {_BARE} {_written()} {_OWN} {page}"


@cache
def _written() -> str:
    """Return the style of the application; what asks for the width of a screen is left to the sheet."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in STYLES)
