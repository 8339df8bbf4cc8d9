"""What is in the very first byte? The whole page as markup, with language, theme and title.

Nothing has to run before a reader sees it: scripts come after, draw the charts and answer choices.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from dash import html
from flask import Response, current_app, request

from dash_app import ids, url
from dash_app.components.frozen import as_data
from dash_app.markup import attributes
from dash_app.reading import shown_theme
from dash_app.shell.answers import answer
from dash_app.shell.help import notice_words
from dash_app.shell.notices import bare_frame
from dash_app.shell.router import Shown, document_title
from dash_app.texts import Texts

BOOT = Path(__file__).with_name("boot.js").read_text(encoding="utf-8")
"""Script of the head: runs before anything is drawn."""
WARMING = "zielblick.warming"
"""Whether this process still reads the publication; in a request, that it is the one that does."""
DISTRICT_COOKIE = "zb-bezirk"
"""District that the browser remembers; the address goes before it."""

_DOCUMENT = """<!DOCTYPE html>
<html lang="{language}" data-bs-theme="{theme}" data-drawn="{theme}" data-plotly="{plotly}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="stylesheet" href="{style}">
<script>{boot}</script>
{scripts}
</head>
<body data-words="{words}">
<div id="react-entry-point"></div>
<div id="{place}">{page}</div>
<script type="application/json" id="{first}">{answer}</script>
<script type="application/json" id="{dash}">{begun}</script>
{config}
</body>
</html>"""
_WAITING = """<main id="inhalt" class="zb-waiting" aria-busy="true"><p>{loading}</p>
<noscript>{noscript}</noscript></main>"""
"""Stands where the page is made of components, until Dash has made them."""


_PLOT = 'class="zb-plot"'


@dataclass(frozen=True, slots=True)
class Parts:
    """Addresses of files, what Dash asks for first as JSON, and its configuration as its element."""

    icon: str
    style: str
    plotly: str
    scripts: tuple[str, ...]
    begun: str
    config: str


def document(parts: Parts) -> Response:
    """Answer with the document of the address that is asked for.

    A process that has just begun reads the publication for some seconds: its documents say that they are
    loading, and Dash asks for the page.
    """
    address = request.path, search()
    if current_app.extensions.get(WARMING) and WARMING not in request.environ:
        return Response(written(parts, waiting(search())), mimetype="text/html")
    return answer("document", address, lambda shown: (written(parts, shown).encode(), "text/html")).response()


def waiting(query: str) -> Shown:
    """Return a page that is still to come."""
    return Shown([], {"title": "Zielblick", "language": url.parse(query)[0].sprache}, is_kept=False)


def written(parts: Parts, shown: Shown) -> str:
    """Return the document of a page."""
    t = Texts(shown.answer["language"])
    still = _WAITING.format(loading=escape(t("shell.loading")), noscript=escape(t("shell.noscript")))
    return _DOCUMENT.format(
        language=t.language,
        theme=shown_theme(),
        title=escape(shown.answer["title"]),
        description=escape(t("shell.brand")),
        boot=BOOT,
        place=ids.Shell.PAGE,
        first=ids.Shell.FIRST,
        page=shown.markup or still,
        answer=as_data(json.dumps(shown.answer if shown.markup else None, ensure_ascii=False)),
        icon=parts.icon,
        style=parts.style,
        plotly=parts.plotly,
        scripts=_scripts(parts, has_charts=_PLOT in shown.markup),
        dash=ids.Shell.DASH,
        begun=as_data(parts.begun),
        config=parts.config,
        words=escape(notice_words(t)),
    )


def said(parts: Parts, title: str, text: str, language: str, back: str) -> str:
    """Return the document that says why something was not done, with the way back."""
    t = Texts(language)
    page = html.Div(
        [
            html.H1(title),
            html.P(text, className="zb-lead", role="alert"),
            html.P(html.A(t("shell.back"), href=back, **attributes(data_plain=""))),
        ],
        className="zb-page zb-page--narrow",
    )
    address = request.path + search()
    answer = {"address": address, "title": document_title(title), "language": language, "said": text}
    return written(parts, Shown(bare_frame(page, t), answer, is_kept=False))


def _scripts(parts: Parts, *, has_charts: bool) -> str:
    """Return the scripts in their order: ours, Plotly where there are charts, Dash."""
    own, *dash = parts.scripts
    tags = [f'<script defer src="{own}"></script>']
    if has_charts:
        tags.append(f'<script defer id="shell-plotly" src="{parts.plotly}"></script>')
    return "\n".join([*tags, *(f'<script defer src="{address}"></script>' for address in dash)])


def search() -> str:
    """Return the query as the browser will show it: that of the bare start with the remembered district.

    The script of the head writes the same into the address. Any other address is what somebody wanted to be
    seen, and stays as it is.
    """
    asked = request.query_string.decode("utf-8", "replace")
    asked = f"?{asked}" if asked else ""
    district = request.cookies.get(DISTRICT_COOKIE, "")
    is_bare = request.path == "/" and not set(url.read(asked)) - {"sprache"}
    if not is_bare or not re.fullmatch(r"[0-9]{2}", district):
        return asked
    return f"{asked}{'&' if asked else '?'}bezirk={district}"


def script_hash(script: str) -> str:
    """Return the source expression that allows an inline script in a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
