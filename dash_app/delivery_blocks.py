"""Which blocks does the page Lieferungen show besides what came and what is owed?

One delivery with what the checks found in it, the list of all, the publications, and the templates.
"""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dash_app import components, downloads, formats
from dash_app.asked import Asked
from dash_app.components import deliveries as tables
from dash_app.components.frozen import Element
from dash_app.markup import attributes
from dash_app.queries import Delivery, deliveries, delivery, findings, may_read
from dash_app.reading import Reading, site
from dash_app.rendering.web import health
from dash_app.shell import choice
from dash_app.store import PublicationInfo

PER_PAGE = 25
"""Deliveries on one page of the list."""
FINDINGS_PER_PAGE = 100
PUBLICATIONS_SHOWN = 8
STATES = ("loaded", "rejected", "unrecognised")


def address(read: Reading, number: int) -> str:
    """Return the address of a delivery on this page."""
    return read.here(lieferung=number, befunde=None) + "#lieferung"


def folded(text: str, content: Component) -> Element:
    """Return content behind a line to open."""
    return components.frozen(html.Details([html.Summary(text, className="zb-summary"), content]))


# One delivery ----


def detail(asked: Asked) -> Component | None:
    """Return the delivery that the address names, None where it names none."""
    number, read = asked.number("lieferung"), asked.read
    if number is None:
        return None
    found = delivery(read.snapshot, read.viewer, number)
    if found is None:
        asked.note("lieferung", number)
        return None
    close = html.A(
        read.t("deliveries.detail.close"),
        href=read.here(lieferung=None, befunde=None),
        className="zb-button",
    )
    head = html.Div([html.H2(found.name, className="zb-file"), close], className="zb-detail__head")
    facts = tables.delivery_facts(
        found,
        catalogue=read.catalogue,
        publication_href=lambda number: read.here(stand=number),
        language=read.language,
    )
    return html.Section(
        [head, facts, *_findings(asked, found)],
        id="lieferung",
        className="zb-card zb-detail",
        tabIndex=-1,
        **attributes(aria_label=read.t("deliveries.detail", name=found.name)),
    )


def _findings(asked: Asked, found: Delivery) -> list[Component]:
    """Return what the checks found, a page at a time."""
    read, t = asked.read, asked.read.t
    if not may_read(read.snapshot, read.viewer, found.id):
        total = found.errors + found.warnings + found.infos
        said = "deliveries.findings.closed" if total else "deliveries.findings.none"
        return [html.H3(t.plural("deliveries.findings", total)), html.P(t(said))]
    listed = findings(read.snapshot, read.viewer, found.id)
    heading = html.H3(t.plural("deliveries.findings", len(listed)))
    if not listed:
        return [heading, html.P(t("deliveries.findings.none"))]
    page, pages = asked.page("befunde", len(listed), FINDINGS_PER_PAGE)
    first = (page - 1) * FINDINGS_PER_PAGE
    table = tables.findings_table(
        listed[first : first + FINDINGS_PER_PAGE],
        caption=t("deliveries.findings.caption", name=found.name),
        language=read.language,
    )
    return [heading, table, *_pager(read, "befunde", page, pages, t("deliveries.findings.pages"))]


def _pager(read: Reading, key: str, page: int, pages: int, label: str) -> list[Component]:
    """Return the links to the pages before and after, nothing where there is one page."""
    if pages == 1:
        return []
    t = read.t
    steps = [
        html.A(
            t(f"deliveries.page.{name}"),
            href=read.here(**{key: number if number > 1 else None}),
            className="zb-button",
            **attributes(data_replace=""),
        )
        for name, number in (("before", page - 1), ("after", page + 1))
        if 1 <= number <= pages
    ]
    where = html.Span(t("deliveries.page", page=page, pages=pages))
    return [html.Nav([where, *steps], className="zb-pager", **attributes(aria_label=label))]


# All deliveries ----


def listing(asked: Asked) -> Component:
    """Return the deliveries that the choices let through, newest first."""
    read, t = asked.read, asked.read.t
    every = deliveries(read.snapshot, read.viewer)
    sources = {
        each.source or "": tables.source_name(each.source, read.catalogue, read.language) for each in every
    }
    areas = {area.key: area.name for area in read.catalogue.districts}
    chosen = {
        "quelle": asked.one_of("quelle", sources),
        "status": asked.one_of("status", STATES),
        "von": asked.one_of("von", areas),
    }
    options = {
        "quelle": sorted(
            ((s, name) for s, name in sources.items() if s), key=lambda s: formats.sorted_as(s[1])
        ),
        "status": [(state, t(f"deliveries.status.{state}")) for state in STATES],
        "von": list(areas.items()),
    }
    controls = [
        choice(
            key,
            t(f"deliveries.filter.{key}"),
            [("", t(f"deliveries.filter.{key}.all")), *options[key]],
            value,
            id=f"deliveries-{key}",
        )
        for key, value in chosen.items()
    ]
    found = [
        each
        for each in every
        if chosen["quelle"] in ("", each.source)
        and chosen["status"] in ("", each.status)
        and chosen["von"] in ("", *each.districts)
    ]
    parts = [html.H2(t("deliveries.list")), html.Div(controls, className="zb-choices")]
    return html.Section([*parts, *_rows(asked, found, len(every))], id="liste")


def _rows(asked: Asked, found: Sequence[Delivery], total: int) -> list[Component]:
    """Return one page of the deliveries found."""
    read, t = asked.read, asked.read.t
    if not found:
        return [html.P(t("deliveries.list.none"))]
    page, pages = asked.page("seite", len(found), PER_PAGE)
    first = (page - 1) * PER_PAGE
    part = found[first : first + PER_PAGE]
    words = {"first": first + 1, "last": first + len(part), "total": total}
    said = t.plural("deliveries.list.caption", len(found), **words)
    table = tables.deliveries_table(
        part,
        catalogue=read.catalogue,
        href=lambda number: address(read, number),
        caption=said,
        language=read.language,
    )
    pager = _pager(read, "seite", page, pages, t("deliveries.list.pages"))
    return [html.P(said, className="zb-muted"), table, *pager]


# Publications and templates ----


def publications(read: Reading) -> Component:
    """Return the publications, newest first, with links that pin them."""
    t = read.t
    listed = site().store.publications()[::-1]

    def table(part: Sequence[PublicationInfo], caption: str) -> Element:
        return tables.publications_table(
            part,
            shown=read.snapshot.number,
            href=lambda number: read.here(stand=number, lieferung=None, befunde=None),
            caption=caption,
            language=read.language,
        )

    body = [table(listed[:PUBLICATIONS_SHOWN], t("deliveries.publications.caption"))]
    if rest := listed[PUBLICATIONS_SHOWN:]:
        more = t.plural("deliveries.publications.more", len(rest))
        body.append(folded(more, table(rest, more)))
    said = html.P(t("deliveries.publications.text"))
    return html.Section([html.H2(t("deliveries.publications")), said, *body], id="veroeffentlichungen")


def templates(read: Reading) -> Element:
    """Return the templates to download, filled in with the reader's district."""
    t, rows = read.t, []
    for source in downloads.TEMPLATES:
        name = tables.source_name(source, read.catalogue, read.language)
        files = [
            html.A(
                ending.upper(),
                href=downloads.address(source, ending, read.district or read.viewer.district),
                className="zb-button",
                **attributes(
                    download="",
                    aria_label=f"{name}, {ending.upper()}",
                ),
            )
            for ending in downloads.TYPES
        ]
        rows.append(html.Li([html.Span(name), *files]))
    command = html.Code("zielblick load")
    how = html.P(
        [t("deliveries.templates.load.before"), " ", command, " ", t("deliveries.templates.load.after")]
    )
    section = [html.H2(t("deliveries.templates")), html.P(t("deliveries.templates.text"))]
    return components.frozen(
        html.Section([*section, html.Ul(rows, className="zb-templates"), how], id="vorlagen")
    )


def service(read: Reading) -> Element:
    """Return whether pictures and reports can be had."""
    found = health()
    said = read.t(f"rendering.health.{found.state.replace('-', '_')}", waiting=found.waiting)
    parts = [html.H2(read.t("rendering.health.title")), html.P(said)]
    return components.frozen(html.Section(parts, id="bilder"))
