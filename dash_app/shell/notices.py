"""What does a reader see where there is no page, no publication, or a fault?"""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dash_app import ids
from dash_app.markup import attributes
from dash_app.queries import agreements
from dash_app.reading import Reading
from dash_app.store import NoPublication
from dash_app.texts import Texts


def not_found(read: Reading, message: str) -> Component:
    """Return a page that says what is not there, with links to where it goes on."""
    t = read.t
    links = [
        ("/", "shell.nav.overview"),
        ("/vergleich", "shell.nav.comparison"),
        ("/methodik", "shell.nav.methods"),
    ]
    entries = [(path, t(key)) for path, key in links]
    entries += [
        (f"/vereinbarung/{agreement.id}", agreement.title(read.language))
        for agreement in agreements(read.snapshot, read.viewer)
        if agreement.indicators
    ]
    return html.Div(
        [
            html.H1(t("shell.not_found")),
            html.P(message, className="zb-lead"),
            html.P(t("shell.not_found.next")),
            html.Ul(
                [html.Li(html.A(text, href=read.href(path))) for path, text in entries],
                className="zb-list",
            ),
        ],
        className="zb-page zb-page--narrow",
    )


def no_publication(problem: NoPublication, t: Texts) -> Component:
    """Return the page that says why there are no figures and what to do."""
    return html.Div(
        [
            html.H1(t("shell.no_publication")),
            html.P(problem.told(t.language), className="zb-lead"),
            html.P(html.A(t("shell.try_again"), href="", **attributes(data_plain=""))),
        ],
        className="zb-page zb-page--narrow",
    )


def broken(number: str, t: Texts) -> Component:
    """Return the page that stands in for one that failed; `number` is in the log, too."""
    return html.Div(
        [
            html.H1(t("shell.broken")),
            html.P(t("shell.broken.text", number=number), className="zb-lead"),
            html.P(html.A(t("shell.nav.overview"), href="/", **attributes(data_plain=""))),
        ],
        className="zb-page zb-page--narrow",
    )


def notice(number: str, t: Texts) -> Component:
    """Return the plain notice of a failed small action, such as a switch on a page."""
    return html.Div(t("shell.broken.text", number=number), className="zb-notice zb-notice--fault")


def bare_frame(main: Component, t: Texts) -> list[Component]:
    """Return the frame without navigation, for when there is no catalogue to make it of."""
    name = html.A("Zielblick", href="/", className="zb-brand", **attributes(data_plain=""))
    return [
        html.Header(html.Div(name, className="zb-bar"), className="zb-top"),
        html.Main(main, id=ids.Shell.MAIN, tabIndex=-1),
    ]
