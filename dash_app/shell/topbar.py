"""Where can a reader go from here? Name, navigation, language, light and dark, account."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component
from flask import has_request_context, request

from dash_app import ids, url
from dash_app.components.frozen import Element, frozen
from dash_app.markup import attributes
from dash_app.queries import agreements
from dash_app.reading import THEME_COOKIE, Reading
from dash_app.shell.controls import menu
from dash_app.shell.help import help_menu, search
from dash_app.texts import LANGUAGES
from schemas.catalogue import Agreement

MODES = ("auto", "light", "dark")
SIGN_IN = "/anmelden"
INDEX = "/_begleiter"
"""Address of what the search knows (`dash_app/companion.py`)."""


def topbar(read: Reading) -> Element:
    """Return the bar over every page; the navigation folds into a menu on narrow screens."""
    t = read.t
    fold = html.Button(
        t("shell.menu"),
        type="button",
        className="zb-fold",
        **attributes(aria_expanded=False, aria_controls=ids.Shell.NAVIGATION),
    )
    header = html.Header(
        html.Div(
            [
                html.A("Zielblick", href=read.href("/"), className="zb-brand", title=t("shell.brand")),
                fold,
                html.Nav(
                    html.Ul([html.Li(entry) for entry in _entries(read)], className="zb-nav__list"),
                    id=ids.Shell.NAVIGATION,
                    className="zb-nav",
                    hidden=True,
                    **attributes(aria_label=t("shell.navigation")),
                ),
                search(t, f"{INDEX}?sprache={read.language}"),
                html.Div(
                    [_languages(read), _themes(read), help_menu(t), _account(read)], className="zb-tools"
                ),
            ],
            className="zb-bar",
        ),
        className="zb-top",
    )
    return frozen(header)


def _entries(read: Reading) -> list[Component]:
    t, districts = read.t, read.catalogue.districts
    own = [area for area in districts if area.key == read.district]
    others = [area for area in districts if area.key != read.district]
    return [
        _link(read, "/", t("shell.nav.overview")),
        _menu(read, "/vereinbarung/", t("shell.nav.agreements"), _agreement_links(read)),
        _menu(
            read,
            "/bezirk/",
            t("shell.nav.districts"),
            [_link(read, f"/bezirk/{area.key}", area.name, "zb-menu__item") for area in (*own, *others)],
        ),
        _link(read, "/vergleich", t("shell.nav.comparison")),
        _link(read, "/bericht", t("shell.nav.report")),
        _link(read, "/lieferungen", t("shell.nav.deliveries")),
        _link(read, "/methodik", t("shell.nav.methods")),
    ]


def _agreement_links(read: Reading) -> list[Component]:
    """Return the agreements with figures first, then those without."""
    listed = agreements(read.snapshot, read.viewer)
    measured = [agreement for agreement in listed if agreement.indicators]
    others = [agreement for agreement in listed if not agreement.indicators]
    items = [_agreement(read, agreement) for agreement in measured]
    if others:
        items.append(html.P(read.t("shell.nav.without_figures"), className="zb-menu__heading"))
    return [*items, *(_agreement(read, agreement) for agreement in others)]


def _agreement(read: Reading, agreement: Agreement) -> Component:
    return _link(read, f"/vereinbarung/{agreement.id}", agreement.short(read.language), "zb-menu__item")


def _link(read: Reading, path: str, text: str, class_name: str = "zb-nav__link") -> Component:
    current = "page" if read.path == path else None
    return html.A(text, href=read.href(path), className=class_name, **attributes(aria_current=current))


def _menu(read: Reading, prefix: str, text: str, items: Iterable[Component]) -> Component:
    inside = " zb-nav__menu--current" if read.path.startswith(prefix) else ""
    return menu(text, items, class_name=f"zb-nav__menu{inside}")


def _languages(read: Reading) -> Component:
    links = [
        html.A(
            language.upper(),
            href=read.here(sprache=language),
            lang=language,
            hrefLang=language,
            title=read.t(f"shell.language.{language}"),
            **attributes(
                data_replace="",
                aria_label=f"{language.upper()} – {read.t(f'shell.language.{language}')}",
                aria_current=True if language == read.language else None,
            ),
        )
        for language in LANGUAGES
    ]
    return html.Div(
        links, className="zb-languages", role="group", **attributes(aria_label=read.t("shell.language"))
    )


def _themes(read: Reading) -> Component:
    t = read.t
    chosen = request.cookies.get(THEME_COOKIE, MODES[0]) if has_request_context() else MODES[0]
    buttons = [
        html.Button(
            t(f"shell.theme.{mode}"),
            type="button",
            className="zb-menu__item",
            **attributes(data_theme=mode, aria_pressed=mode == chosen),
        )
        for mode in MODES
    ]
    icon = html.Span(className="zb-icon-theme", **attributes(aria_hidden=True))
    return menu([icon, html.Span(t("shell.theme"), className="zb-sr")], buttons, class_name="zb-menu--end")


def _account(read: Reading) -> Component:
    """Return the way to the own account, by district or role: pages are kept by rights and hold no names."""
    said, role = read.t("shell.account"), read.t(f"shell.role.{read.viewer.role}")
    area = read.catalogue.areas_by_key.get(read.viewer.district or "")
    hidden = html.Span(f"{said}{role} " if area else said, className="zb-sr")
    name: list[Component | str] = [hidden, area.name if area else role]
    return html.A(
        name,
        href=url.href(SIGN_IN, read.view),
        className="zb-account",
        **attributes(data_plain=""),
    )
