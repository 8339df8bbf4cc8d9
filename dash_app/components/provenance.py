"""Where does a value come from? Delivery, file, lines, when it was loaded, and what it replaced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from dash import html

from dash_app import formats
from dash_app.components.frozen import Element, frozen
from dash_app.components.status import flag_marks
from dash_app.components.tables import Cell, Column, data_table
from dash_app.figures import full_name
from dash_app.texts import Texts
from schemas.catalogue import Catalogue

if TYPE_CHECKING:
    from dash_app.queries import Origin


def provenance(
    origins: Sequence[Origin],
    *,
    catalogue: Catalogue,
    language: str,
    caption: str,
    delivery_href: Callable[[int], str] | None = None,
) -> Element:
    """Return the measurements behind a figure as a table; those that do not count in it say so.

    Args:
        origins: as `queries.provenance` returns them.
        catalogue: names of measures and places.
        language: `de` or `en`.
        caption: which figure they are behind.
        delivery_href: address of a delivery by its id.
    """
    t = Texts(language)
    if not origins:
        return frozen(html.P(t("components.provenance.none"), className="zb-muted"))
    columns: list[Column | str] = [
        t("components.provenance.measure"),
        t("components.provenance.place"),
        t("components.provenance.period"),
        Column(t("components.provenance.value"), is_number=True),
        t("components.provenance.file"),
        t("components.provenance.lines"),
        t("components.provenance.loaded"),
        t("components.provenance.earlier"),
    ]
    rows = [_row(origin, catalogue, language, delivery_href) for origin in origins]
    return data_table(columns, rows, caption=caption, sticky=True)


def _row(
    origin: Origin, catalogue: Catalogue, language: str, delivery_href: Callable[[int], str] | None
) -> list[Cell | str]:
    """Return one measurement."""
    t = Texts(language)
    measure = catalogue.measures_by_id.get(origin.measure)
    indicator = catalogue.indicators.get(origin.measure)
    title = measure.title(language) if measure else indicator.title(language) if indicator else origin.measure
    flags = [f for f in ("provisional", "estimated", "demo", "reported") if getattr(origin, f)]
    remarks: list[Any] = [html.Div(title), flag_marks(flags, language)]
    if not origin.is_used:
        remarks.append(html.Div(t("components.provenance.unused"), className="zb-small zb-muted"))
    remarks += [
        html.Div(note, className="zb-small", lang="de") for note in (origin.note, origin.reference) if note
    ]
    delivery = origin.delivery
    file: Any = html.A(delivery.name, href=delivery_href(delivery.id)) if delivery_href else delivery.name
    publication = t("components.provenance.publication", number=delivery.publication)
    loaded = [
        html.Div(formats.moment(delivery.loaded, language)),
        html.Div(publication, className="zb-small zb-muted"),
    ]
    return [
        Cell(remarks),
        _place(origin, catalogue, language),
        formats.period(origin.period, language) + (f" ({origin.part})" if origin.part else ""),
        _value(origin, language),
        Cell([html.Div(file), html.Div(delivery.source or "", className="zb-small zb-muted")]),
        _lines(origin, language),
        Cell(loaded, class_name="zb-nowrap"),
        Cell(_earlier(origin, language)),
    ]


def _place(origin: Origin, catalogue: Catalogue, language: str) -> str:
    """Return the name of a district or site."""
    source, _, site_id = origin.place.partition(":")
    if not site_id:
        return full_name(origin.district, catalogue.areas_by_key)
    sites = {site.id: site.name for site in catalogue.mapping(source).sites}
    words = {"site": sites.get(site_id, site_id), "area": full_name(origin.district, catalogue.areas_by_key)}
    return Texts(language)("components.provenance.site", **words)


def _value(origin: Origin, language: str) -> Cell:
    """Return the measurement, its sign or word, or that it is hidden."""
    if origin.is_hidden:
        return Cell(Texts(language)("components.provenance.hidden"))
    if origin.value is None:
        return Cell(origin.text or "–")
    decimals = 0 if origin.value == round(origin.value) else 2
    return Cell(formats.number(origin.value, decimals, language), origin.value)


def _lines(origin: Origin, language: str) -> str:
    """Return the lines of the file, and how many rows were added up."""
    t = Texts(language)
    if origin.line_first == origin.line_last:
        return t("components.provenance.line", line=origin.line_first)
    words = {"first": origin.line_first, "last": origin.line_last}
    return t.plural("components.provenance.rows", origin.rows, **words)


def _earlier(origin: Origin, language: str) -> list[Any]:
    """Return the values that were delivered before, newest first."""
    t = Texts(language)
    said: list[Any] = []
    for earlier in origin.replaced:
        value = _value(earlier, language).content
        words = {"value": value, "day": formats.day(earlier.delivery.loaded.date(), language)}
        said.append(html.Div(t("components.provenance.was", **words, file=earlier.delivery.name)))
    return said or ["–"]
