"""How do deliveries, what the checks found in them, and publications look as tables?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dash_app import formats
from dash_app.components.frozen import Element, element
from dash_app.components.status import demo_badge, flag_marks
from dash_app.components.tables import Cell, Column, data_table
from dash_app.figures import full_name
from dash_app.markup import german
from dash_app.queries import Delivery, RecordedFinding
from dash_app.store import PublicationInfo
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Catalogue
from schemas.findings import Severity

RETURN = "Rückkehr zu Veröffentlichung {}"
"""How notes of a rollback begin that the command line writes."""
MANY_DISTRICTS = 3
"""From so many districts on a list of deliveries counts them instead of naming them."""


def deliveries_table(
    listed: Sequence[Delivery],
    *,
    catalogue: Catalogue,
    href: Callable[[int], str],
    caption: str,
    language: str = "de",
) -> Element:
    """Return deliveries as a table, one row each."""
    t = Texts(language)
    columns: list[Column | str] = [
        t("deliveries.column.file"),
        t("deliveries.column.loaded"),
        t("deliveries.column.source"),
        t("deliveries.column.districts"),
        t("deliveries.column.period"),
        Column(t("deliveries.column.rows"), is_number=True),
        Column(t("deliveries.column.values"), is_number=True),
        t("deliveries.column.status"),
        t("deliveries.column.findings"),
    ]
    rows: list[list[Cell | str]] = [
        [
            Cell(_name(delivery, href(delivery.id), language)),
            Cell(formats.moment(delivery.loaded, language), class_name="zb-nowrap"),
            source_name(delivery.source, catalogue, language),
            districts_text(delivery.districts, catalogue, language),
            Cell(period_text(delivery, language), class_name="zb-nowrap"),
            Cell(formats.number(delivery.rows, 0, language), delivery.rows),
            Cell(formats.number(delivery.observations, 0, language), delivery.observations),
            Cell(delivery_status(delivery, language)),
            Cell(_counts(delivery, language)),
        ]
        for delivery in listed
    ]
    return data_table(columns, rows, caption=caption, hide_caption=True)


def _name(delivery: Delivery, address: str, language: str) -> list[Any]:
    link = element("A", delivery.name, "zb-file", href=address)
    return [link, *([" ", flag_marks(["demo"], language)] if delivery.demo else [])]


def source_name(source: str | None, catalogue: Catalogue, language: str) -> str:
    """Return the title of a source; in words where none knows the format."""
    return catalogue.mapping(source).title(language) if source else Texts(language)("deliveries.no_source")


def districts_text(keys: Sequence[str], catalogue: Catalogue, language: str, *, every: bool = False) -> str:
    """Return the areas of a delivery by name; many of them as a number unless `every` one is asked for."""
    named = [full_name(key, catalogue.areas_by_key) for key in keys]
    if every or len(keys) < MANY_DISTRICTS:
        return ", ".join(named) or "–"
    districts = len({key for key in keys if key != BERLIN})
    counted = Texts(language).plural("deliveries.districts", districts)
    return f"{full_name(BERLIN, catalogue.areas_by_key)}, {counted}" if BERLIN in keys else counted


def period_text(delivery: Delivery, language: str) -> str:
    """Return the days that a delivery has figures of."""
    if delivery.period_start is None or delivery.period_end is None:
        return "–"
    ends = formats.day(delivery.period_start, language), formats.day(delivery.period_end, language)
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} – {ends[1]}"


def delivery_status(delivery: Delivery, language: str) -> Element:
    """Return mark and word of what became of a file."""
    word = Texts(language)(f"deliveries.status.{delivery.status}")
    mark = element("Span", None, f"zb-came zb-came--file-{delivery.status}", aria_hidden="true")
    return element("Span", [mark, word], "zb-status")


def severity_word(severity: Severity, language: str) -> Element:
    """Return mark and word of the weight of a finding."""
    mark = element("Span", None, f"zb-weight zb-weight--{severity.value}", aria_hidden="true")
    return element("Span", [mark, Texts(language)(f"deliveries.severity.{severity.value}")], "zb-status")


def _counts(delivery: Delivery, language: str) -> Any:
    """Return how many errors, warnings and infos there are."""
    t = Texts(language)
    counts = ((Severity.ERROR, delivery.errors), (Severity.WARNING, delivery.warnings))
    found = [
        element(
            "Span",
            [
                element("Span", None, f"zb-weight zb-weight--{severity.value}", aria_hidden="true"),
                t.plural(f"deliveries.count.{severity.value}", count),
            ],
            "zb-status",
        )
        for severity, count in (*counts, (Severity.INFO, delivery.infos))
        if count
    ]
    return element("Span", found, "zb-counts") if found else t("deliveries.count.none")


def delivery_facts(
    delivery: Delivery, *, catalogue: Catalogue, publication_href: Callable[[int], str], language: str = "de"
) -> Element:
    """Return all that is known of a file."""
    t = Texts(language)
    link = element(
        "A",
        t("deliveries.publication", number=delivery.publication),
        href=publication_href(delivery.publication),
    )
    entries: list[tuple[str, Any]] = [
        (
            "status",
            [
                delivery_status(delivery, language),
                element("Div", t(f"deliveries.status.{delivery.status}.long")),
            ],
        ),
        ("loaded", formats.moment(delivery.loaded, language)),
        ("publication", link),
        ("source", source_name(delivery.source, catalogue, language)),
        ("districts", districts_text(delivery.districts, catalogue, language, every=True)),
        ("period", period_text(delivery, language)),
        ("rows", formats.number(delivery.rows, 0, language)),
        ("values", formats.number(delivery.observations, 0, language)),
        ("bytes", formats.number(delivery.bytes, 0, language)),
        ("sha256", element("Code", delivery.sha256, "zb-hash")),
    ]
    pairs = [
        part
        for key, value in entries
        for part in (element("Dt", t(f"deliveries.column.{key}")), element("Dd", value))
    ]
    marked = [element("P", demo_badge(language))] if delivery.demo else []
    return element("Div", [*marked, element("Dl", pairs, "zb-facts")])


def findings_table(listed: Sequence[RecordedFinding], *, caption: str, language: str = "de") -> Element:
    """Return what the checks found, one row each."""
    t = Texts(language)
    columns: list[Column | str] = [
        Column(t("deliveries.column.line"), is_number=True),
        t("deliveries.column.severity"),
        t("deliveries.column.message"),
        t("deliveries.column.found"),
        t("deliveries.column.field"),
        t("deliveries.column.rule"),
    ]
    rows: list[list[Cell | str]] = [
        [
            Cell("–" if finding.line is None else formats.number(finding.line, 0, language), finding.line),
            Cell(severity_word(finding.severity, language)),
            Cell(finding.message(language), class_name="zb-message"),
            Cell(german(finding.found, language) if finding.found else "–", class_name="zb-found"),
            finding.column or "–",
            Cell(element("Code", finding.rule)),
        ]
        for finding in listed
    ]
    return data_table(columns, rows, caption=caption, hide_caption=True)


def publications_table(
    listed: Sequence[PublicationInfo],
    *,
    shown: int,
    href: Callable[[int], str],
    caption: str,
    language: str = "de",
) -> Element:
    """Return publications as a table, in the order given; `shown` is the one that the page is made of."""
    t = Texts(language)
    columns: list[Column | str] = [
        t("deliveries.column.publication"),
        t("deliveries.column.created"),
        Column(t("deliveries.column.files"), is_number=True),
        t("deliveries.column.note"),
        t("deliveries.column.state"),
    ]
    rows: list[list[Cell | str]] = [
        [
            Cell(element("A", t("deliveries.publication", number=info.number), href=href(info.number))),
            Cell(formats.moment(info.created, language), class_name="zb-nowrap"),
            Cell(formats.number(info.files, 0, language), info.files),
            Cell(_note(info, t)),
            Cell(_marks(info, shown, t)),
        ]
        for info in listed
    ]
    return data_table(columns, rows, caption=caption, hide_caption=True)


def _note(info: PublicationInfo, t: Texts) -> Any:
    """Return the note; a rollback is said in the reader's language, its reason as given."""
    if info.rollback_of is None:
        return german(info.note, t.language) if info.note else "–"
    reason = info.note.removeprefix(RETURN.format(info.rollback_of)).removeprefix(": ")
    said = t("deliveries.rollback", number=info.rollback_of)
    return element("Span", [f"{said}: ", german(reason, t.language)]) if reason else said


def _marks(info: PublicationInfo, shown: int, t: Texts) -> Any:
    """Return whether a publication is in force and whether it is the one shown."""
    keys = [key for key, holds in (("current", info.current), ("shown", info.number == shown)) if holds]
    labels = [element("Span", t(f"deliveries.mark.{key}"), "zb-flag") for key in keys]
    return element("Span", labels, "zb-flags") if labels else "–"
