"""What was agreed, how far is it, who has signed, and where can it be read?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dash_app import formats
from dash_app.components.frozen import Element, frozen
from dash_app.components.tables import Cell, data_table
from dash_app.components.term import term
from dash_app.markup import attributes, german
from dash_app.texts import Texts
from schemas.catalogue import (
    Agreement,
    Catalogue,
    Document,
    LifecycleStep,
    Moment,
    Side,
    Signature,
    SignatureState,
    Stage,
    Visibility,
)
from schemas.period import Period

_ORDER = list(Stage)


def moment(text: Moment, language: str) -> str:
    """Return a point in time as exactly as it is known: "2021", "Oktober 2021", "02.11.2021"."""
    return formats.period(Period.parse(text), language)


def reference(source: str | None, catalogue: Catalogue, language: str) -> Any:
    """Return a source as a link to where it is published, else its title; None without one."""
    found = catalogue.references_by_id.get(source or "")
    if found is None:
        return source
    title: Any = german(found.title, language)
    if found.press:
        title = html.Span([title, f" {Texts(language)('components.press.mark')}"])
    return _outside(title, found.url, language)


def _outside(title: Any, url: str | None, language: str) -> Any:
    """Return the title of something published elsewhere, as a link where it has an address."""
    if url is None:
        return title
    in_german = None if language == "de" else "de"
    more: dict[str, Any] = {"hrefLang": in_german, "rel": "noopener noreferrer", "target": "_blank"}
    return html.A(title, href=url, className="zb-external", **more)


def lifecycle(agreement: Agreement, catalogue: Catalogue, language: str) -> Element:
    """Return the life cycle as a line of steps with dates; steps back and pauses are said in words and shown.

    The last step is the current one.
    """
    steps = agreement.lifecycle
    items = []
    for place, step in enumerate(steps):
        before = steps[place - 1] if place else None
        items.append(_step(step, before, catalogue, language, is_last=place == len(steps) - 1))
    label = Texts(language)("components.lifecycle")
    return frozen(html.Ol(items, className="zb-lifecycle", **attributes(aria_label=label)))


def _step(
    step: LifecycleStep, before: LifecycleStep | None, catalogue: Catalogue, language: str, *, is_last: bool
) -> Element:
    """Return one step."""
    t = Texts(language)
    kind = _direction(step, before)
    names = ["zb-stage", f"zb-stage--{kind}" if kind else "", "zb-stage--current" if is_last else ""]
    stage = t(f"components.stage.{step.stage.value}")
    head = [html.Span(stage, className="zb-stage__stage")]
    if kind:
        head.append(html.Span(t(f"components.step.{kind}"), className="zb-flag"))
    parts: list[Any] = [
        html.Span(moment(step.since, language), className="zb-stage__date"),
        html.Span(head, className="zb-stage__head"),
        html.Span(step.text(language), className="zb-stage__text"),
        html.Span(reference(step.source, catalogue, language), className="zb-stage__source"),
    ]
    return html.Li(
        parts,
        className=" ".join(n for n in names if n),
        **attributes(aria_current="step" if is_last else None),
    )


def _direction(step: LifecycleStep, before: LifecycleStep | None) -> str:
    """Return `paused`, `ended` or `back` where a step does not lead on."""
    if step.stage in (Stage.DEFERRED, Stage.REDIRECTED):
        return "paused"
    if step.stage is Stage.ENDED:
        return "ended"
    if before is None or before.stage in (Stage.DEFERRED, Stage.REDIRECTED, Stage.CONTINUATION):
        return ""
    return "back" if _ORDER.index(step.stage) < _ORDER.index(before.stage) else ""


def signatures(agreement: Agreement, catalogue: Catalogue, language: str) -> Element:
    """Return who signed when and with which declaration: Senate side first, then the twelve districts.

    Districts that the catalogue does not list stand there as not documented.
    """
    t = Texts(language)
    listed = list(agreement.signatures)
    named = {signature.party for signature in listed if signature.side is Side.DISTRICT}
    listed += [
        Signature(side=Side.DISTRICT, party=area.key, state=SignatureState.UNKNOWN)
        for area in catalogue.districts
        if area.key not in named
    ]
    listed.sort(key=lambda s: (s.side is Side.DISTRICT, s.party if s.side is Side.DISTRICT else ""))
    rows: list[list[Cell | str]] = [
        [
            Cell(_party(signature, catalogue, language)),
            Cell(_state(signature, language)),
            moment(signature.signed, language) if signature.signed else "–",
            Cell(_remarks(signature, agreement, catalogue, language)),
        ]
        for signature in listed
    ]
    columns = [t(f"components.signature.{name}") for name in ("party", "state", "signed", "remarks")]
    return data_table(columns, rows, caption=t("components.signatures"))


def _party(signature: Signature, catalogue: Catalogue, language: str) -> Any:
    """Return who signs: a district by its name, the Senate side as the catalogue calls it."""
    area = catalogue.areas_by_key.get(signature.party) if signature.side is Side.DISTRICT else None
    return area.name if area else german(signature.party, language)


def _state(signature: Signature, language: str) -> Element:
    """Return mark and word of the state of a signature."""
    word = Texts(language)(f"components.signature.{signature.state.value}")
    kind = {
        SignatureState.SIGNED: "met",
        SignatureState.RESERVED: "near",
        SignatureState.PENDING: "no_target",
    }.get(signature.state, "no_data")
    mark = html.Span(className=f"zb-mark zb-mark--{kind} zb-mark--plain", **attributes(aria_hidden=True))
    return html.Span([mark, word], className="zb-status")


def _remarks(signature: Signature, agreement: Agreement, catalogue: Catalogue, language: str) -> list[Any]:
    """Return declaration, document and source of a signature."""
    document = next((d for d in agreement.documents if d.id == signature.document), None)
    parts: list[Any] = []
    if signature.reservation:
        parts.append(html.Div(signature.reservation(language)))
    if document:
        parts.append(html.Div(_document_name(document, language)))
    if signature.source:
        parts.append(html.Div(reference(signature.source, catalogue, language), className="zb-small"))
    return parts or ["–"]


def _document_name(document: Document, language: str) -> Any:
    """Return the title of a document, as a link where it has an address."""
    return _outside(german(document.title, language), document.url, language)


def documents(listed: Sequence[Document], catalogue: Catalogue, language: str) -> Element:
    """Return documents with date, visibility and source; the caller chooses what the viewer may see."""
    t = Texts(language)
    if not listed:
        return frozen(html.P(t("components.documents.none"), className="zb-muted"))
    items = []
    for document in listed:
        visibility = "public" if document.visibility is Visibility.PUBLIC else "internal"
        parts: list[Any] = [
            html.Span(_document_name(document, language), className="zb-document__title"),
            html.Span(moment(document.dated, language), className="zb-muted") if document.dated else None,
            html.Span(t(f"components.visibility.{visibility}"), className=f"zb-flag zb-flag--{visibility}"),
            html.Span(reference(document.source, catalogue, language), className="zb-small")
            if document.source
            else None,
        ]
        items.append(html.Li([part for part in parts if part is not None]))
    return frozen(html.Ul(items, className="zb-documents"))


def facts(agreement: Agreement, catalogue: Catalogue, language: str) -> Element:
    """Return kind, stage, legal basis, term and lead of an agreement as a list of terms."""
    t = Texts(language)
    entries: list[tuple[str, Any]] = [
        ("kind", t(f"components.kind.{agreement.kind.value}")),
        ("stage", t(f"components.stage.{agreement.stage.value}")),
        ("legal_basis", agreement.legal_basis(language)),
        ("lead", agreement.lead(language)),
    ]
    if agreement.term:
        since, until = agreement.term.since, agreement.term.until
        span = moment(since, language) + (f" – {moment(until, language)}" if until else "")
        text = span if until else t("components.fact.since", since=span)
        entries.insert(3, ("term", [text, " · ", reference(agreement.term.source, catalogue, language)]))
    pairs = [
        part
        for key, value in entries
        for part in (html.Dt(term(key, t(f"components.fact.{key}"))), html.Dd(value))
    ]
    return frozen(html.Dl(pairs, className="zb-facts"))
