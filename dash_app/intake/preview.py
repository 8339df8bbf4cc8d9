"""What would change if a delivery were published, as far as the reader may see it?

The publication on trial is compared with the one it was made upon, as any two publications are: small cells
and what a reader must not see stay hidden in the same way.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app import change_words, components, formats
from dash_app.access import Viewer
from dash_app.changes import Change
from dash_app.comparisons import Comparison, compare, is_own
from dash_app.components import Cell
from dash_app.components.frozen import Element
from dash_app.delivery_blocks import folded
from dash_app.reading import Reading, site
from dash_app.register.models import Delivery
from dash_app.store import NoPublication
from dash_app.store.reader import Reader
from dash_app.store.snapshot import read_snapshot
from schemas.period import Period

ROWS_SHOWN, MOST_ROWS = 12, 120
KEPT = 16
"""Comparisons that a process keeps."""

_kept: OrderedDict[tuple[str, int, Viewer], Comparison] = OrderedDict()
_lock = Lock()


def compared(delivery: Delivery, candidate: Path, viewer: Viewer) -> Comparison | None:
    """Return what is in force beside what would be; None where either is gone or nothing would change."""
    if delivery.checked_against is None or not candidate.is_file():
        return None
    key = (candidate.parent.name, delivery.checked_against, viewer)
    with _lock:
        if found := _kept.get(key):
            _kept.move_to_end(key)
            return found
    reader = Reader(candidate)
    try:
        before = site().store.open(delivery.checked_against)
        found = compare(before, read_snapshot(reader, before.number + 1), viewer)
    except NoPublication:
        return None
    finally:
        reader.close()
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def section(read: Reading, delivery: Delivery, found: Comparison | None) -> Component:
    """Return what would change: how many values, other judgements, then value by value."""
    t, report = read.t, delivery.report
    found_counts = [(name, report[name]) for name in ("new", "changed", "same")]
    counts = [t.plural(f"intake.preview.{name}", count) for name, count in found_counts if count]
    parts: list[Component] = [html.H2(t("intake.preview"))]
    if not report["is_new"]:
        key = "nothing" if report["is_acceptable"] else "rejected"
        return html.Section([*parts, html.P(t(f"intake.preview.{key}"))], id="vorschau")
    parts.append(html.P(t("intake.preview.lead", parts=", ".join(counts)), className="zb-lead"))
    if warned := _warned(report):
        parts.append(html.P(t.plural("intake.preview.warned", warned), className="zb-notice"))
    if found is None:
        return html.Section([*parts, html.P(t("intake.preview.gone"))], id="vorschau")
    flips = [change for change in found.changes if change.is_flip]
    own = [change for change in found.changes if is_own(change, found.indicators)]
    told = {id(change) for change in (*flips, *own)}
    sums = [change for change in found.changes if id(change) not in told]
    for name, changes in (("flips", flips), ("values", own), ("sums", sums)):
        if changes:
            parts.append(html.H3(t(f"intake.preview.{name}")))
            parts += _rows(read, found, changes, t(f"intake.preview.{name}.caption"))
        elif name == "flips":
            parts.append(html.P(t("intake.preview.flips.none")))
    return html.Section(parts, id="vorschau")


def _warned(report: Mapping[str, Any]) -> int:
    """Return how many totals would differ from the sum of their parts."""
    return sum(f["rule"] == "level-mismatch" for file in report["files"] for f in file["findings"])


def _rows(read: Reading, found: Comparison, changes: Sequence[Change], caption: str) -> list[Component]:
    parts: list[Component] = [_table(read, found, changes[:ROWS_SHOWN], caption)]
    if more := changes[ROWS_SHOWN:MOST_ROWS]:
        words = read.t.plural("changes.more", len(more))
        parts.append(folded(words, _table(read, found, more, words)))
    if rest := changes[MOST_ROWS:]:
        parts.append(html.P(read.t.plural("changes.rest", len(rest)), className="zb-muted"))
    return parts


def _table(read: Reading, found: Comparison, changes: Sequence[Change], caption: str) -> Element:
    t = read.t
    sides = [t("intake.preview.column.before"), t("intake.preview.column.after")]
    names = [t(f"changes.column.{name}") for name in ("indicator", "area", "period")]
    return components.data_table(
        [*names, *sides, t("changes.column.reasons")],
        [_row(read, found, change) for change in changes],
        caption=caption,
        hide_caption=True,
    )


def _row(read: Reading, found: Comparison, change: Change) -> list[Cell | str]:
    figure, language = change.figure, read.language
    indicator = found.indicators[figure.indicator]
    period = Period(figure.period_start, figure.period_end, figure.level)
    area = read.catalogue.areas_by_key.get(figure.district)
    return [
        Cell(indicator.title(language), href=read.href(f"/kennzahl/{figure.indicator}", zeitraum=period)),
        area.name if area else figure.district,
        Cell(formats.period(period, language), class_name="zb-nowrap"),
        change_words.side(change.before, indicator, language, is_hidden=change.is_hidden),
        change_words.side(change.after, indicator, language, is_hidden=change.is_hidden),
        change_words.reasons(change, language),
    ]
