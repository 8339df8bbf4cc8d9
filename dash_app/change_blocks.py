"""Which blocks tell readers what changed between two publications?"""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dash_app import change_words, components, formats
from dash_app.asked import Asked
from dash_app.changes import Change, Reason
from dash_app.comparisons import Comparison, compare, is_own, publication_before
from dash_app.components import Cell
from dash_app.components.frozen import Element
from dash_app.delivery_blocks import folded
from dash_app.proofs import PLACE, method_of
from dash_app.reading import Reading, site
from dash_app.shell import choice
from dash_app.store import NoPublication, PublicationInfo
from schemas.catalogue import BERLIN
from schemas.period import Period

ROWS_SHOWN = 12
"""So many rows of a table are in sight; the others are behind a line to open."""
MOST_ROWS = 120
"""So many rows a page carries; the command line gives all."""


def since_last(read: Reading) -> Component | None:
    """Return in one sentence what changed since the publication before, None where there is none."""
    number = publication_before(site().store.publications(), read.snapshot.number)
    found = compared(read, number, read.snapshot.number) if number is not None else None
    if found is None:
        return None
    link = html.A(read.t("changes.details"), href=read.href("/lieferungen") + "#aenderungen")
    return html.P([change_words.summary(found, read.language), " ", link], className="zb-since")


def section(asked: Asked) -> Component:
    """Return what changed between the two publications that the address names: `seit` and `bis`."""
    read, t = asked.read, asked.read.t
    listed = site().store.publications()
    last = _named(asked, "bis", listed) or read.snapshot.number
    first = _named(asked, "seit", listed) or publication_before(listed, last)
    how = html.A(t("components.method"), href=method_of(read, "aenderungen"))
    parts: list[Component] = [
        html.H2(t("changes.title")),
        html.P([t("changes.text"), " ", how], className="zb-muted"),
    ]
    if first is None:
        return html.Section([*parts, html.P(t("changes.only"))], id="aenderungen", tabIndex=-1)
    parts.append(_choices(read, listed, first, last))
    if first == last:
        parts.append(html.P(t("changes.same")))
    elif found := compared(read, first, last):
        parts += _told(read, found)
    return html.Section(parts, id="aenderungen", className="zb-changes", tabIndex=-1)


def _named(asked: Asked, key: str, listed: Sequence[PublicationInfo]) -> int | None:
    """Return the number of a publication that the address names and that there is."""
    number = asked.number(key)
    if number is None or any(info.number == number for info in listed):
        return number
    asked.note(key, number)
    return None


def compared(read: Reading, first: int, last: int) -> Comparison | None:
    """Return two publications side by side, None where one is gone."""
    store = site().store
    try:
        return compare(store.open(first), store.open(last), read.viewer)
    except NoPublication:
        return None  # it was cleared away since it was listed


def _choices(read: Reading, listed: Sequence[PublicationInfo], first: int, last: int) -> Component:
    def label(info: PublicationInfo) -> str:
        day = formats.day(formats.in_berlin(info.created).date(), read.language)
        return read.t("changes.publication", number=info.number, day=day)

    options = [(str(info.number), label(info)) for info in reversed(listed)]
    return html.Div(
        [
            choice("seit", read.t("changes.from"), options, str(first), id="changes-from"),
            choice("bis", read.t("changes.to"), options, str(last), id="changes-to"),
        ],
        className="zb-choices",
    )


# What is told ----


def _told(read: Reading, found: Comparison) -> list[Component]:
    """Return the sentence, what was agreed anew, and the values by the kind of their change."""
    t = read.t
    parts: list[Component] = [html.P(change_words.summary(found, read.language), className="zb-lead")]
    agreed = _agreed(read, found)
    if agreed:
        parts += [html.H3(t("changes.agreed")), components.frozen(html.Ul(agreed, className="zb-list"))]
    own = [change for change in found.changes if is_own(change, found.indicators)]
    revised = [change for change in own if Reason.REVISION in change.reasons]
    told = {Reason.NEW, Reason.TARGET, Reason.REVISION}
    other = [change for change in own if told.isdisjoint(change.reasons) and not _is_new(change)]
    groups = {
        "flips": [change for change in found.changes if change.is_flip],
        "revised": revised,
        "other": [change for change in other if not change.is_flip],
    }
    for name, changes in groups.items():
        if changes:
            parts += [
                html.H3(t(f"changes.{name}")),
                *_rows(read, found, changes, t(f"changes.{name}.caption")),
            ]
    return parts


def _is_new(change: Change) -> bool:
    """Tell whether a figure is there for the first time and hidden at once."""
    return change.before is None and Reason.SUPPRESSION in change.reasons


def _agreed(read: Reading, found: Comparison) -> list[Component]:
    """Return the targets and definitions that are different, one line each."""
    areas = read.catalogue.areas_by_key
    said = [change_words.target_line(each, found.indicators, areas, read.language) for each in found.targets]
    said += [
        read.t("changes.definition", indicator=found.indicators[id_].title(read.language))
        for id_ in found.definitions
    ]
    return [html.Li(line) for line in said]


def _rows(read: Reading, found: Comparison, changes: Sequence[Change], caption: str) -> list[Component]:
    parts: list[Component] = [_table(read, found, changes[:ROWS_SHOWN], caption)]
    if more := changes[ROWS_SHOWN:MOST_ROWS]:
        words = read.t.plural("changes.more", len(more))
        parts.append(folded(words, _table(read, found, more, words)))
    if rest := changes[MOST_ROWS:]:
        parts.append(html.P(read.t.plural("changes.rest", len(rest)), className="zb-muted"))
    return parts


def _table(read: Reading, found: Comparison, changes: Sequence[Change], caption: str) -> Element:
    columns = [
        read.t(f"changes.column.{name}") for name in ("indicator", "area", "period", "before", "after")
    ]
    return components.data_table(
        [*columns, read.t("changes.column.reasons")],
        [_row(read, found, change) for change in changes],
        caption=caption,
        hide_caption=True,
    )


def _row(read: Reading, found: Comparison, change: Change) -> list[Cell | str]:
    """Return one change; the indicator leads to the chain behind the later figure."""
    figure, language = change.figure, read.language
    indicator = found.indicators[figure.indicator]
    period = Period(figure.period_start, figure.period_end, figure.level)
    area = read.catalogue.areas_by_key.get(figure.district)
    address = read.href(
        f"/kennzahl/{figure.indicator}",
        zeitraum=period,
        bezirk=None if figure.district == BERLIN else figure.district,
        stand=read.view.stand if found.after.number == read.snapshot.number else found.after.number,
    )
    return [
        Cell(indicator.title(language), href=address + PLACE),
        area.name if area else figure.district,
        Cell(formats.period(period, language), class_name="zb-nowrap"),
        change_words.side(change.before, indicator, language, is_hidden=change.is_hidden),
        change_words.side(change.after, indicator, language, is_hidden=change.is_hidden),
        change_words.reasons(change, language),
    ]
