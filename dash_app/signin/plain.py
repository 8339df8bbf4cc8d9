"""How does a page look that needs no session and no script? Our look, plain HTML, plain forms."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import urlencode

from dash import html
from flask import Response, request

from dash_app import ids
from dash_app.components.frozen import element, markup
from dash_app.markup import attributes
from dash_app.reading import shown_theme
from dash_app.shell.document import BOOT, Parts
from dash_app.shell.router import STATEMENT, document_title, render
from dash_app.texts import LANGUAGES, Texts

_DOCUMENT = """<!DOCTYPE html>
<html lang="{language}" data-bs-theme="{theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<meta name="description" content="{description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="stylesheet" href="{style}">
<script>{boot}</script>
</head>
<body>
{body}
</body>
</html>"""


def plain(parts: Parts, t: Texts, title: str, main: Any, *, status: int = 200) -> Response:
    """Return a page of its own with name, languages, content and foot; nothing of it is kept."""
    body = [
        html.A(t("shell.skip"), href=f"#{ids.Shell.MAIN}", className="zb-skip"),
        _head(t),
        html.Main(html.Div(main, className="zb-page zb-page--narrow"), id=ids.Shell.MAIN, tabIndex=-1),
        _foot(t),
    ]
    return written(parts, t, title, markup(body), status=status)


def statement(parts: Parts) -> Response:
    """Return the accessibility statement to who is not known: without the ways to what needs a sign-in."""
    shown = render(STATEMENT, "?" + request.query_string.decode("utf-8", "replace"))
    t = Texts(shown.answer["language"])
    skip, *_, main, _ = shown.frame
    title = str(shown.answer["title"]).removesuffix(document_title("x").removeprefix("x"))
    return written(parts, t, title, markup([skip, _head(t), main, _foot(t)]))


def written(parts: Parts, t: Texts, title: str, body: str, *, status: int = 200) -> Response:
    """Return a document without scripts but the one of the head."""
    text = _DOCUMENT.format(
        language=t.language,
        theme=shown_theme(),
        title=escape(document_title(title)),
        description=escape(t("shell.brand")),
        icon=parts.icon,
        style=parts.style,
        boot=BOOT,
        body=body,
    )
    return Response(text, status, mimetype="text/html", headers={"Cache-Control": "no-store"})


def _head(t: Texts) -> Any:
    languages = [
        html.A(
            each.upper(),
            href=_other(each),
            lang=each,
            hrefLang=each,
            **attributes(
                aria_label=f"{each.upper()} – {t(f'shell.language.{each}')}",
                aria_current=True if each == t.language else None,
            ),
        )
        for each in LANGUAGES
    ]
    group = html.Div(
        languages, className="zb-languages", role="group", **attributes(aria_label=t("shell.language"))
    )
    name = html.A("Zielblick", href="/", className="zb-brand", title=t("shell.brand"))
    tools = html.Div(group, className="zb-tools")
    return html.Header(html.Div([name, tools], className="zb-bar"), className="zb-top")


def _other(language: str) -> str:
    """Return the address of this page in a language; only what the page itself reads travels along."""
    onward = {"weiter": request.args["weiter"]} if "weiter" in request.args else {}
    return f"{request.path}?{urlencode({**onward, 'sprache': language})}"


def _foot(t: Texts) -> Any:
    language = f"?sprache={t.language}" if t.language != LANGUAGES[0] else ""
    link = html.A(t("shell.foot.accessibility"), href=STATEMENT + language)
    links = html.Nav(link, className="zb-foot__links", **attributes(aria_label=t("shell.foot.links")))
    return html.Footer(html.Div([html.Span(t("shell.foot")), links], className="zb-bar"), className="zb-foot")


def field(label: str, name: str, *, kind: str = "text", hint: str = "", id: str = "", **more: Any) -> Any:
    """Return a labelled field of a form; `hint` is read out with it."""
    id_ = id or f"feld-{name}"
    entry = element(
        "Input",
        None,
        "form-control",
        id=id_,
        name=name,
        type=kind,
        aria_describedby=f"{id_}-hinweis" if hint else None,
        **more,
    )
    said = [element("P", hint, "zb-small zb-muted", id=f"{id_}-hinweis")] if hint else []
    return element("Div", [element("Label", label, None, htmlFor=id_), entry, *said], "zb-field")


def select(label: str, name: str, options: list[tuple[str, str]], value: str = "", *, id: str = "") -> Any:
    """Return a labelled list of a form: pairs of value and text."""
    id_ = id or f"feld-{name}"
    listed = [element("Option", text, value=v, selected=True if v == value else None) for v, text in options]
    entry = element("Select", listed, "zb-select form-select", id=id_, name=name)
    return element("Div", [element("Label", label, None, htmlFor=id_), entry], "zb-field")


def form(action: str, parts: list[Any], button: str, **more: Any) -> Any:
    """Return a form that is sent by its button, with or without scripts."""
    send = element("Button", button, "zb-button zb-button--primary", type="submit")
    return element("Form", [*parts, element("P", send)], "zb-form", method="post", action=action, **more)


def hidden(name: str, value: str) -> Any:
    """Return a value that a form sends along."""
    return element("Input", None, type="hidden", name=name, value=value)


def note(text: str, *, is_fault: bool = False) -> Any:
    """Return a line that is read out when the page opens: what happened to what was sent."""
    kind = "zb-notice zb-notice--fault" if is_fault else "zb-notice"
    return element("P", text, kind, role="alert" if is_fault else "status")
