"""What is in the very first byte? Language, theme, title, and a frame that does not move later."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

from flask import request

from dash_app import url
from dash_app.reading import shown_theme
from dash_app.shell.router import title_of
from dash_app.texts import Texts

BOOT = Path(__file__).with_name("boot.js").read_text(encoding="utf-8")
"""Script of the head: runs before anything is drawn."""

_DOCUMENT = """<!DOCTYPE html>
<html lang="{language}" data-bs-theme="{theme}" data-plotly="{plotly}">
<head>
{metas}
<title>{title}</title>
<meta name="description" content="{description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="{icon}">
{css}
<script>{boot}</script>
</head>
<body>
<div id="react-entry-point">
<div class="zb-first" aria-busy="true">
<div class="zb-top"><div class="zb-bar"><span class="zb-brand">Zielblick</span></div></div>
<div class="zb-context"><div class="zb-bar"></div></div>
<p class="zb-first__text">{loading}</p>
<noscript>{noscript}</noscript>
</div>
</div>
{config}
{scripts}
{renderer}
</body>
</html>"""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the document is made of: tags of Dash for head and end, addresses of the icon and of Plotly."""

    metas: str
    css: str
    config: str
    scripts: str
    renderer: str
    icon: str
    plotly: str


def document(parts: Parts) -> str:
    """Return the document of the address that is asked for."""
    view, _ = url.parse(request.args.to_dict())
    t = Texts(view.sprache)
    return _DOCUMENT.format(
        language=t.language,
        theme=shown_theme(),
        title=escape(title_of(request.path, "?" + request.query_string.decode("utf-8", "replace"))),
        description=escape(t("shell.brand")),
        loading=escape(t("shell.loading")),
        noscript=escape(t("shell.noscript")),
        boot=BOOT,
        **asdict(parts),
    )


def script_hash(script: str) -> str:
    """Return the source expression that allows an inline script in a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
