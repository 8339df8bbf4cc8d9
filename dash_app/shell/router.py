"""Which page does an address show, and what stands around it?

One answer per address, from the address alone: the same for the first layout and for every choice after it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

import dash
from dash import html
from dash.development.base_component import Component
from flask import current_app

from dash_app import formats, ids, url
from dash_app.access import WRITERS, may_read_audit
from dash_app.components.frozen import Element, data, frozen, markup
from dash_app.components.overheard import Drawn, overheard
from dash_app.markup import attributes
from dash_app.queries import holds_demo
from dash_app.reading import Reading, reading_at
from dash_app.rendering.words import order_words
from dash_app.shell.contextbar import contextbar, frozen_address, state_text
from dash_app.shell.faults import record
from dash_app.shell.help import notice_words
from dash_app.shell.notices import bare_frame, broken, no_publication, not_found
from dash_app.shell.topbar import SIGN_IN, topbar
from dash_app.store import NoPublication
from dash_app.texts import Texts
from dash_app.theme import template

STATEMENT = "/barrierefreiheit"
"""Address of the accessibility statement, which every page leads to."""


CALLBACKS = "zielblick.callbacks"
"""Where the server keeps the callbacks of Dash (`app.py` puts them there)."""
_SHELL = "shell-"
"""What the ids of the shell begin with."""


@dataclass(frozen=True, slots=True)
class Route:
    """A registered page and the variables in its path; no page where none has the address."""

    page: Mapping[str, Any] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def query_keys(self) -> tuple[str, ...]:
        """Query keys of the page's own."""
        return tuple(self.page.get("query_keys", ()))

    def reading(self, path: str, search: str) -> Reading:
        """Return the reading of an address of this page. Raises as `dash_app.reading.reading_at`."""
        has_any_period = bool(self.page.get("has_any_period"))
        return reading_at(path, search, self.query_keys, has_any_period=has_any_period)


@dataclass(frozen=True)
class Shown:
    """What the browser gets for an address."""

    frame: list[Element]
    answer: dict[str, Any]
    """Address, title, language, and the sentence for the live region."""
    is_kept: bool = True
    """Whether the next reader of the address may get the same answer."""

    @cached_property
    def markup(self) -> str:
        """The frame as markup; empty where callbacks speak to parts of it, which Dash has to know then."""
        try:
            written = markup(self.frame)
        except TypeError:  # something in it is alive
            return ""
        return "" if any(f'id="{name}"' in written for name in _spoken_to()) else written


def _spoken_to() -> set[str]:
    """Return the ids of pages that callbacks read or write; those of the shell stand outside of pages."""
    listed: set[str] = set()
    for each in current_app.extensions[CALLBACKS].values():
        written = each["output"] if isinstance(each["output"], (list, tuple)) else [each["output"]]
        listed.update(part["id"] for part in (*each["inputs"], *each["state"]))
        listed.update(part.component_id for part in written)
    return {name for name in listed if name and not name.startswith(_SHELL)}


def match(path: str) -> Route:
    """Return the page of a path; `<x>` of a template stands for one part between slashes."""
    wanted = "/" + unquote(path).strip("/")
    for page in dash.page_registry.values():
        if template := page["path_template"]:
            pattern = re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", "/" + template.strip("/"))
            if found := re.fullmatch(pattern, wanted):
                return Route(page, found.groupdict())
        elif wanted == "/" + page["path"].strip("/"):
            return Route(page)
    return Route()


def asked(value: Any) -> tuple[str, str] | None:
    """Return path and search of what a choice asks for; None where that is no address."""
    match value:
        case {"path": str(path), "search": str(search)}:
            return path, search
        case _:
            return None


def render(path: str, search: str) -> Shown:
    """Render the page of an address with everything around it; never raises."""
    route = match(path)
    t = Texts(url.parse(search)[0].sprache)
    try:
        read = route.reading(path, search)
        with overheard() as blocks:
            main = _page(read, route, url.read(search))
        title = _title(read, route)
        frame = [
            html.A(t("shell.skip"), href=f"#{ids.Shell.MAIN}", className="zb-skip"),
            topbar(read),
            contextbar(read),
            _main(read, main),
            _foot(read),
        ]
        said = _said(read, title, blocks.values())
        is_kept = bool(route.page.get("is_kept", True))
    except NoPublication as problem:
        is_kept = False
        title = said = t("shell.no_publication")
        frame = bare_frame(no_publication(problem, t), t)
    except Exception as error:
        is_kept = False
        title = said = t("shell.broken")
        frame = bare_frame(broken(record(error, f"page {route.page.get('module', path)}"), t), t)
    answer = {"address": path + search, "title": document_title(title), "language": t.language, "said": said}
    return Shown(frame, answer, is_kept)


def _said(read: Reading, title: str, blocks: Iterable[Drawn]) -> str:
    """Return what is read out when the page has arrived: title, period, and the reader's district if any.

    After a choice of the page's own, such as a filter or an order, the message of its first block follows.
    """
    words = [title, formats.period(read.period, read.language, long=True)]
    if read.district and (place := read.catalogue.areas_by_key[read.district].name) != title:
        words.append(place)
    if read.view.more and (first := next(iter(blocks), None)):
        words.append(first.words.title)
    return ", ".join(words)


def title_of(path: str, search: str) -> str:
    """Return the title of the document of an address, for the very first byte; never raises."""
    route = match(path)
    try:
        return document_title(_title(route.reading(path, search), route))
    except Exception:  # the page itself will say what is wrong
        return document_title("")


def document_title(title: str) -> str:
    """Return the title of the browser's tab for the title of a page."""
    return f"{title} – Zielblick" if title else "Zielblick"


def _page(read: Reading, route: Route, query: Mapping[str, str]) -> Component:
    if not route.page:
        return not_found(read, read.t("shell.not_found.text", path=unquote(read.path)))
    layout: Callable[..., Component] = route.page["layout"]
    return layout(**{**query, **route.variables})


def _title(read: Reading, route: Route) -> str:
    if not route.page:
        return read.t("shell.not_found")
    title: str | Callable[..., str] = route.page["title"]
    return title(read, **route.variables) if callable(title) else read.t(title)


def _main(read: Reading, page: Component) -> Component:
    """Return the page with the notes before it, and what the downloads of its charts say about themselves."""
    notes = [html.Li(note) for note in read.notes]
    noted = [frozen(html.Div(html.Ul(notes), className="zb-notice", role="note"))] if notes else []
    labels = {
        name: read.t(f"shell.export.{name}")
        for name in ("title", "period", "state", "source", "address", "note")
    }
    about = {
        "data_period": formats.period(read.period, read.language, long=True),
        "data_state": state_text(read),
        "data_publication": read.snapshot.number,
        "data_pinned": "1" if read.is_pinned else None,
        "data_address": frozen_address(read),
        "data_demo": read.t("shell.demo.export") if holds_demo(read.snapshot) else "",
        "data_labels": json.dumps(labels, ensure_ascii=False),
        "data_orders": json.dumps(order_words(read.t), ensure_ascii=False),
    }
    shared = data(template(read.theme), id=ids.Shell.TEMPLATE)
    return html.Main(
        [shared, *noted, page], id=ids.Shell.MAIN, tabIndex=-1, **attributes(**about, data_page=read.path)
    )


def _foot(read: Reading) -> Element:
    foot = html.Footer(
        html.Div(
            [
                html.Span(f"{read.t('shell.export.state')}: {state_text(read)}"),
                html.Span(read.t("shell.foot")),
                html.Nav(
                    _foot_links(read),
                    className="zb-foot__links",
                    **attributes(aria_label=read.t("shell.foot.links")),
                ),
            ],
            className="zb-bar",
        ),
        className="zb-foot",
        **attributes(data_words=notice_words(read.t)),
    )
    return frozen(foot)


def _foot_links(read: Reading) -> list[Component]:
    """Return the statement on accessibility, the way to report a barrier, and what else is for the reader."""
    statement = read.href(STATEMENT)
    about = None if read.path == STATEMENT else read.here()
    report = f"{read.href(STATEMENT, seite=about)}#melden"
    links: list[Component] = [
        html.A(read.t("shell.foot.accessibility"), href=statement),
        html.A(read.t("shell.foot.report"), href=report),
        html.A(read.t("participation.title"), href=read.href("/mitbestimmung")),
        html.A(read.t("shell.foot.account"), href=url.href(SIGN_IN, read.view), **attributes(data_plain="")),
    ]
    if read.viewer.role in WRITERS:
        links.append(html.A(read.t("remarks.desk"), href=read.href("/anmerkungen")))
    if may_read_audit(read.viewer):
        links.append(html.A(read.t("audit.title"), href=read.href("/protokoll")))
    return links
