"""How does the progress report become a document: which one, for whom, in which words?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import dash
from dash import html
from dash.development.base_component import Component

from dash_app import formats
from dash_app.asked_figures import AskError
from dash_app.components.frozen import Element, element, frozen
from dash_app.markup import attributes
from dash_app.reading import Reading, reading, site
from dash_app.remarks.for_report import approved
from dash_app.reports.address import ADDRESSEES, EVERY, KEYS, KINDS, LOOKS, SCOPES, STATES, permalink
from dash_app.reports.asked import choice_of, listed_agreements
from dash_app.reports.builder import build_report
from dash_app.reports.choice import Choice
from dash_app.reports.documents import FORMS
from dash_app.reports.model import Report, Sentence
from dash_app.shell import choice as chooser
from dash_app.shell.controls import menu

dash.register_page(
    __name__,
    path="/bericht",
    name="shell.nav.report",
    title="report.page.title",
    order=45,
    query_keys=KEYS,
    has_any_period=True,
    shows_remarks=True,
)


def layout(**query: str) -> Component:
    """Return the page: sentence, choice, download, the preview, and sentences to edit."""
    read = reading(**query)
    chosen, notes = choice_of(read, query)
    remarks = approved(site().store, site().register, read.viewer, chosen)
    try:
        report = build_report(site().store, read.viewer, chosen, stamp=datetime.now(UTC), remarks=remarks)
    except AskError as problem:
        return html.Div([html.H1(read.t("report.page.title")), html.P(str(problem))], className="zb-page")
    address = permalink(chosen, report.publication)
    return html.Div(
        [
            html.H1(read.t("report.page.title")),
            html.P(_sentence(read, report), className="zb-lead"),
            *([_noted(notes)] if notes else []),
            _choices(read, chosen),
            _downloads(read, address),
            html.Div([_preview(read, report, address), _editor(read, report, chosen)], className="zb-report"),
        ],
        className="zb-page",
    )


def _sentence(read: Reading, report: Report) -> str:
    """Return what the document holds."""
    words = {"title": report.head.title, "period": report.head.subtitle}
    if report.choice.kind == "form":
        return read.t.plural("report.page.form", sum(not row.is_group for row in report.form.rows), **words)
    return read.t.plural("report.page.sentence", len(report.charts), **words)


def _noted(notes: Sequence[str]) -> Element:
    items = html.Ul([html.Li(note) for note in notes])
    return frozen(html.Div(items, className="zb-notice", role="note"))


# What is chosen ----


def _choices(read: Reading, chosen: Choice) -> Component:
    t = read.t
    listed = [(each.id, each.short(read.language)) for each in listed_agreements(read)]
    if chosen.kind == "form":
        listed.insert(0, (EVERY, t("report.all")))
    fields: list[Component] = [
        chooser(
            "vereinbarung",
            t("report.choice.agreement"),
            listed,
            chosen.agreement or EVERY,
            id="report-agreement",
        ),
        _field(read, "art", "kind", KINDS, chosen.kind),
        _districts(read, chosen),
    ]
    if chosen.kind == "report":
        fields += [
            _field(read, "umfang", "scope", SCOPES, chosen.scope),
            _field(read, "diagramme", "look", LOOKS, chosen.look),
            _since(read, chosen),
        ]
    fields += [
        _field(read, "an", "addressee", ADDRESSEES, chosen.addressee),
        _field(read, "fassung", "state", STATES, chosen.state),
    ]
    fields.append(_reference(read, chosen))
    return html.Div(fields, className="zb-choices zb-report__choices")


def _field(read: Reading, key: str, name: str, words: Mapping[str, str], value: str) -> Element:
    """Return a list whose first entry is the default, which the address leaves out."""
    first, *_ = words
    options = [
        ("" if word == first else word, read.t(f"report.{name}.{each}")) for word, each in words.items()
    ]
    current = next(word for word, each in words.items() if each == value)
    return chooser(
        key, read.t(f"report.choice.{key}"), options, "" if current == first else current, id=f"report-{key}"
    )


def _since(read: Reading, chosen: Choice) -> Element:
    """Return the earlier publications, one of which the last report was made from."""
    earlier = [info for info in site().store.publications() if info.number < read.snapshot.number]
    options = [("", read.t("report.choice.since.before"))]
    options += [
        (
            str(info.number),
            read.t(
                "changes.publication",
                number=info.number,
                day=formats.day(formats.in_berlin(info.created).date(), read.language),
            ),
        )
        for info in reversed(earlier)
    ]
    return chooser("seit", read.t("report.choice.seit"), options, str(chosen.since or ""), id="report-since")


def _districts(read: Reading, chosen: Choice) -> Element:
    """Return a menu of the districts, each a link that takes it in or out."""
    t, keys = read.t, set(chosen.districts)
    places = read.catalogue.areas_by_key
    names = ", ".join(places[key].short for key in chosen.districts)
    items: list[Component] = [
        html.A(t("report.all_districts"), href=read.here(bezirke=None), className="zb-menu__item")
    ]
    for area in read.catalogue.districts:
        wanted = sorted(keys ^ {area.key})
        items.append(
            html.A(
                area.name,
                href=read.here(bezirke=",".join(wanted) if len(wanted) < 12 else None),
                className="zb-menu__item",
                **attributes(aria_current=True if area.key in keys else None, data_replace=""),
            )
        )
    title, chosen_now = t("report.choice.bezirke"), names or t("report.all_districts")
    label = html.Span(title, className="zb-choice__label")
    list_ = menu(chosen_now, items, label=f"{title}: {chosen_now}")
    return frozen(html.Div([label, list_], className="zb-report__districts"))


def _reference(read: Reading, chosen: Choice) -> Element:
    box = element(
        "Input",
        None,
        "form-control zb-report__reference",
        id="report-reference",
        name="zeichen",
        type="text",
        value=chosen.reference,
        maxLength=80,
        placeholder=read.t("report.choice.zeichen.example"),
    )
    label = element("Label", read.t("report.choice.zeichen"), "zb-choice__label", htmlFor="report-reference")
    return frozen(element("Div", [label, box], "zb-choice"))


# Documents ----


def _downloads(read: Reading, address: str) -> Element:
    t = read.t
    buttons = [
        html.Button(
            t(f"report.format.{suffix}"),
            type="button",
            className="zb-button",
            **attributes(data_report=json.dumps({"address": address, "format": suffix})),
        )
        for suffix in FORMS
    ]
    parts = [
        html.H2(t("report.page.download")),
        html.Div(buttons, className="zb-report__formats"),
        html.P("", id="report-state", className="zb-muted", role="status", **attributes(aria_live="polite")),
    ]
    return frozen(html.Section(parts, className="zb-card zb-report__download"))


# Sentences and preview ----


def _editor(read: Reading, report: Report, chosen: Choice) -> Element:
    """Return the sentences of the report, each in a field, section by section."""
    t = read.t
    groups: list[tuple[str, list[tuple[str, Sentence]]]] = [
        (t("report.section.message"), [("", each) for each in report.message]),
        (t("report.section.goals"), [(g.title, g.sentence) for g in report.goals if g.sentence]),
        (
            t("report.section.exceptions"),
            [(each.title, each.sentence) for each in (report.exceptions.lapses if report.exceptions else ())],
        ),
        (t("report.edit.charts"), [(chart.title, chart.sentence) for chart in report.charts]),
    ]
    folds: list[Component] = [
        html.Details(
            [
                html.Summary(f"{title} ({len(listed)})", className="zb-summary"),
                *(_sentence_field(read, name, sentence) for name, sentence in listed),
            ],
            open=number == 0,
        )
        for number, (title, listed) in enumerate(groups)
        if listed
    ]
    if not folds:
        folds = [html.P(t("report.edit.none"), className="zb-muted")]
    stem = f"zb-report:{chosen.agreement}:{chosen.period}:{','.join(chosen.districts)}:{chosen.language}"
    return frozen(
        html.Section(
            [html.H2(t("report.edit")), html.P(t("report.edit.text"), className="zb-muted"), *folds],
            id="report-editor",
            className="zb-report__editor",
            **attributes(data_key=f"{stem}:V{report.publication}", data_stem=stem),
        )
    )


def _sentence_field(read: Reading, name: str, sentence: Sentence) -> Component:
    """Return the field of a sentence, with the way back to what was generated."""
    id_ = "report-" + sentence.key.replace(".", "-")
    label = name or read.t(f"report.edit.{sentence.key}")
    return html.Div(
        [
            html.Label(label, htmlFor=id_),
            element(
                "Textarea",
                sentence.generated,
                "form-control",
                id=id_,
                rows=3,
                maxLength=4000,
                data_sentence=sentence.key,
                data_generated=sentence.generated,
            ),
            html.Button(
                read.t("report.edit.back"),
                type="button",
                className="zb-link-button",
                hidden=True,
                **attributes(data_back=id_),
            ),
            _earlier(read, id_),
        ],
        className="zb-report__sentence",
    )


def _earlier(read: Reading, id_: str) -> Component:
    """Return the place for what the author wrote for another publication; the script fills and shows it."""
    again = html.Button(
        read.t("report.edit.reuse"), type="button", className="zb-link-button", **attributes(data_reuse=id_)
    )
    words = html.Span(read.t("report.edit.earlier"))
    parts: list[Component | str] = [words, " ", html.Q(""), " ", again]
    return html.Div(parts, className="zb-notice", hidden=True, **attributes(data_earlier=id_))


def _preview(read: Reading, report: Report, address: str) -> Element:
    """Return the frame that shows the report; the script sends it the edited sentences."""
    place = address.replace("/bericht", "/bericht/vorschau", 1)
    title = read.t("report.page.preview")
    frame = element(
        "Iframe", None, "zb-report__frame", id="report-preview", name="report-preview", src=place, title=title
    )
    form = element(
        "Form",
        [element("Input", None, type="hidden", name="aenderungen", value="{}")],
        id="report-send",
        method="post",
        action=place,
        target="report-preview",
    )
    open_ = html.A(
        read.t("report.page.open"), href=place, target="_blank", rel="noopener", **attributes(data_plain="")
    )
    head = html.Div([html.H2(title), open_], className="zb-report__head")
    on_paper = html.P(read.t("report.page.paper"), className="zb-report__paper")
    return frozen(html.Section([head, on_paper, form, frame], className="zb-report__preview"))
