"""What does a number mean, and how is it computed?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import components, downloads, formats
from dash_app.components import arrivals, frozen, methods
from dash_app.figures import full_name, goal
from dash_app.markup import attributes
from dash_app.metrics import missing_cases
from dash_app.queries import agreements, deliveries, figures_at, indicators
from dash_app.reading import Reading, reading
from dash_app.worked import examples, worked_block
from schemas.catalogue import BERLIN, Indicator
from schemas.findings import RULES
from schemas.observation import Figure
from schemas.period import Period

KINDS = ("ratio", "mean", "sum", "last", "reported")
OPENAPI = "/api/v1/openapi.json"
RAW_DECIMALS = 4
"""Decimals of a value in the example before it is rounded."""

dash.register_page(__name__, path="/methodik", name="shell.nav.methods", title="methods.title", order=60)


def layout(**query: str) -> Component:
    """Return the page: contents, every method with an example of the shown data, checks, sources."""
    read = reading(**query)
    t = read.t
    made = examples(read)
    parts = {"number": _number(read), "worth": _worth(read), "system": _system(read)}
    lead = html.P(_lead(read), className="zb-lead")
    shown = [
        _section(read, key, [*content, *worked_block(read, made, key)])
        for sections in parts.values()
        for key, content in sections
    ]
    return html.Div(
        [html.H1(t("methods.title")), lead, frozen(_contents(read, parts)), *shown],
        className="zb-page zb-methods",
    )


Sections = list[tuple[str, list[Any]]]
"""Keys of sections, which are their addresses, with what stands below their introduction."""


def _number(read: Reading) -> Sections:
    """Return the sections on the way from the delivery to the figure."""
    t = read.t
    return [
        ("beispiel", _example(read)),
        ("zahl", [_items(read, "kind", KINDS), *_texts(read, "figure", 2)]),
        ("status", _status(read)),
        ("berlin", [_items(read, "berlin.order", range(1, 6), is_ordered=True)]),
        ("zeit", []),
        ("vorrang", [_items(read, "order", range(1, 5), is_ordered=True), *_texts(read, "order", 1)]),
        ("berichtigung", []),
        ("fallzahlen", []),
        ("zeichen", [methods.signs_table(t("methods.zeichen"), read.language)]),
    ]


def _worth(read: Reading) -> Sections:
    """Return the sections about what a figure can bear."""
    return [
        ("luecke", []),
        ("intervalle", []),
        ("raten", []),
        ("bezug", []),
        ("trichter", _texts(read, "trichter", 1)),
        ("beitrag", []),
        ("regelkarte", _texts(read, "regelkarte", 3)),
        ("richtung", []),
        ("symbol", [components.glyph_legend(read.language)]),
        ("prognose", []),
        ("aenderungen", []),
    ]


def _system(read: Reading) -> Sections:
    """Return the sections about data, checks and limits."""
    t = read.t
    return [
        ("puenktlich", [arrivals.arrival_legend(read.language)]),
        ("veroeffentlichung", []),
        ("pruefungen", [methods.rules_table(t("methods.pruefungen"), read.language)]),
        ("quellen", [_sources(read)]),
        ("demo", []),
        ("nicht", [_items(read, "not", range(1, 7))]),
        ("kennzahlen", _indicators(read)),
        ("nachweise", [methods.references_list(read.catalogue, read.language)]),
        ("offen", [_open_data(read)]),
    ]


def _open_data(read: Reading) -> Component:
    """Return the links to what other programs take; files of the server, not pages."""
    stand = f"?stand={read.view.stand}" if read.is_pinned else ""
    links = {"package": downloads.PACKAGE + stand, "api": OPENAPI}
    listed = [
        html.Li(html.A(read.t(f"methods.offen.{key}"), href=place, **attributes(data_plain="")))
        for key, place in links.items()
    ]
    return html.Ul(listed, className="zb-list")


def _contents(read: Reading, parts: Mapping[str, Sections]) -> Component:
    """Return the table of contents: three parts, each with its sections."""
    groups = []
    for part, sections in parts.items():
        name = f"inhalt-{part}"
        links = [html.Li(html.A(read.t(f"methods.{key}"), href=f"#{key}")) for key, _ in sections]
        listed = html.Ul(links, className="zb-jump", **attributes(aria_labelledby=name))
        groups.append(html.Div([html.Strong(read.t(f"methods.part.{part}"), id=name), listed]))
    return html.Nav(groups, className="zb-contents", **attributes(aria_label=read.t("methods.jump")))


def _lead(read: Reading) -> str:
    """Say what the figures are made of."""
    listed = indicators(read.snapshot, read.viewer)
    measured = [a for a in agreements(read.snapshot, read.viewer) if a.indicators]
    counts = {
        "indicators": len(listed),
        "agreements": len(measured),
        "sources": len(read.catalogue.sources),
        "rules": len(RULES),
    }
    return read.t("methods.lead", **counts)


def _section(read: Reading, key: str, content: list[Any]) -> Any:
    """Return a section: heading, its introduction, what belongs to it."""
    head = html.H2(read.t(f"methods.{key}"))
    return frozen(html.Section([head, html.P(read.t(f"methods.{key}.text")), *content], id=key))


def _texts(read: Reading, key: str, count: int) -> list[Component]:
    return [html.P(read.t(f"methods.{key}.more{n}")) for n in range(1, count + 1)]


def _items(read: Reading, key: str, names: Any, *, is_ordered: bool = False) -> Component:
    """Return texts as a list."""
    items = [html.Li(read.t(f"methods.{key}.{name}")) for name in names]
    return html.Ol(items, className="zb-list") if is_ordered else html.Ul(items, className="zb-list")


def _status(read: Reading) -> list[Any]:
    """Return the key of the marks, how they are found, and what the mark of example targets means."""
    example = html.P([components.example_mark(read.language), " ", read.t("methods.status.example")])
    return [components.status_legend(read.language), *_texts(read, "status", 2), example]


# Worked example ----


def _example(read: Reading) -> list[Any]:
    """Return one figure of the publication, step by step; a sentence where none has numerator and target."""
    found = _first_share(read)
    if found is None:
        return [html.P(read.t("methods.example.none"), className="zb-muted")]
    figure, indicator = found
    t, language = read.t, read.language
    period = Period(figure.period_start, figure.period_end, figure.level)
    link = html.A(
        indicator.title(language),
        href=read.href(
            f"/kennzahl/{indicator.id}", bezirk=figure.district if figure.district != BERLIN else None
        ),
    )
    where = {
        "area": full_name(figure.district, read.catalogue.areas_by_key),
        "period": formats.period(period, language, long=True),
    }
    steps = [html.Li(step) for step in _steps(read, figure, indicator)]
    demo = [" ", components.demo_badge(language)] if "demo" in figure.flags else []
    return [html.P([link, t("methods.example.where", **where), *demo]), html.Ol(steps, className="zb-list")]


def _first_share(read: Reading) -> tuple[Figure, Indicator] | None:
    """Return the first share of a district with numerator, denominator and target, of Berlin else."""
    shares = [i for i in indicators(read.snapshot, read.viewer) if i.value.kind == "ratio" and i.targets]
    areas = [read.district] if read.district else [area.key for area in read.catalogue.districts]
    listed = figures_at(
        read.snapshot,
        read.viewer,
        period=read.period,
        indicators=[i.id for i in shares],
        districts=[*areas, BERLIN],
    )
    complete = (
        f for f in listed if f.value is not None and f.target and f.numerator is not None and f.denominator
    )
    figure = next(complete, None)
    return (figure, read.catalogue.indicators[figure.indicator]) if figure else None


def _steps(read: Reading, figure: Figure, indicator: Indicator) -> list[Any]:
    """Return formula, counts, quotient, rounding, target and status as sentences."""
    t, language = read.t, read.language
    formula = html.Span(components.formula(indicator, read.catalogue, language), className="zb-formula")
    steps: list[Any] = [[t("methods.example.formula"), " ", formula], _quotient(read, figure, indicator)]
    shown = formats.with_unit(figure.value, indicator.unit, indicator.decimals, language)
    steps.append(t.plural("methods.example.rounded", indicator.decimals, shown=shown))
    if figure.target:
        agreed = goal(figure.target, indicator, language)
        words = {
            "day": formats.day(figure.period_end, language),
            "polarity": t(f"components.polarity.{indicator.polarity.value}"),
        }
        mark = [" ", components.example_mark(language)] if figure.target.is_example else []
        status = components.status_word(figure, language)
        steps.append([t("methods.example.target", target=agreed, **words), *mark])
        steps.append([t("methods.example.status", shown=shown, target=agreed), " ", status, "."])
    if gap := missing_cases(figure, indicator):
        cases = indicator.cases(language) if indicator.cases else t("methods.example.cases")
        steps.append(t.plural("methods.example.gap", gap, cases=cases))
    return steps


def _quotient(read: Reading, figure: Figure, indicator: Indicator) -> str:
    """Return the calculation with the counts as delivered."""
    counts = {
        name: formats.number(number, 0 if number == round(number or 0) else 2, read.language)
        for name, number in (("numerator", figure.numerator), ("denominator", figure.denominator))
    }
    raw = formats.with_unit(figure.value, indicator.unit, RAW_DECIMALS, read.language)
    scale = formats.number(indicator.value.scale, 0, read.language)
    return read.t("methods.example.counts", **counts, scale=scale, raw=raw)


# From the data ----


def _sources(read: Reading) -> Any:
    files = Counter(d.source for d in deliveries(read.snapshot, read.viewer, status="loaded") if d.source)
    listed = indicators(read.snapshot, read.viewer)
    return methods.sources_table(read.catalogue, listed, files, read.t("methods.quellen"), read.language)


def _indicators(read: Reading) -> list[Any]:
    """Return one table per agreement, context last."""
    groups = [
        (agreement.short(read.language), agreement.indicators)
        for agreement in agreements(read.snapshot, read.viewer)
        if agreement.indicators
    ]
    known = {indicator.id for _, listed in groups for indicator in listed}
    context = [i for i in indicators(read.snapshot, read.viewer) if i.id not in known]
    if context:
        groups.append((read.t("methods.context"), tuple(context)))
    parts: list[Any] = []
    for name, listed in groups:
        table = methods.indicators_table(
            listed,
            catalogue=read.catalogue,
            href=lambda id_: read.href(f"/kennzahl/{id_}"),
            caption=read.t("methods.indicators.caption", name=name),
            language=read.language,
        )
        parts += [html.H3(name), table]
    return parts
