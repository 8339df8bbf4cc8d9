"""Which targets are missed, by how much and where, and what is done about it?"""

from __future__ import annotations

from collections.abc import Sequence

from dash_app import components, formats, sentences
from dash_app.reports.cells import area_name, columns, figure_cell, row
from dash_app.reports.draft import Draft
from dash_app.reports.model import Cell, Exceptions, Lapse, Measure, Row, Table
from dash_app.sentences.words import at, joined, together
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure, Status


def exceptions(draft: Draft) -> Exceptions | None:
    """Return the section on missed targets; None for an agreement without targets in force."""
    with_target = [
        indicator
        for indicator in draft.agreement.indicators
        if any(figure.target is not None for figure in draft.row(indicator))
    ]
    if not with_target:
        return None
    found = [lapse for indicator in with_target if (lapse := _lapse(draft, indicator))]
    said = draft.t.plural("report.lapses", len(found)) if found else draft.t("report.lapses.none")
    measures = [measure for lapse in found for measure in lapse.measures]
    return Exceptions(
        sentence=draft.say("exceptions", said),
        lapses=tuple(found),
        table=_table(draft, found) if found else None,
        notes=(draft.t("report.measures.none"),) if found and not measures else (),
    )


def _lapse(draft: Draft, indicator: Indicator) -> Lapse | None:
    """Return what is to be said of a target that is missed somewhere; None where it is not."""
    missed = [figure for figure in draft.row(indicator) if figure.status is Status.MISSED]
    if not missed:
        return None
    measures = tuple(
        measure
        for measure in draft.remarks.measures
        if measure.indicator == indicator.id and measure.district in ("", *draft.areas)
    )
    return Lapse(
        indicator=indicator.id,
        title=indicator.title(draft.language),
        sentence=draft.say(f"lapse.{indicator.id}", _said(draft, indicator, missed)),
        areas=tuple(figure_cell(draft, figure) for figure in missed),
        measures=measures,
    )


def _said(draft: Draft, indicator: Indicator, missed: Sequence[Figure]) -> str:
    """Say where Berlin stands, how much is missing, and which districts miss the target."""
    t, language = draft.t, draft.language
    berlin = draft.figures[indicator.id, BERLIN]
    parts = [
        at(berlin, indicator, draft.places, language),
        sentences.verdict(berlin, indicator, language),
        sentences.gap(berlin, indicator, language),
    ]
    districts = [figure for figure in missed if figure.district != BERLIN]
    names = [
        f"{area_name(draft, figure.district)} ({formats.figure_text(figure, indicator, language)})"
        for figure in districts
    ]
    if names:
        listed = joined(names, language)
        parts.append(t.plural("report.lapse.districts", len(names), names=listed))
    return together(*parts)


def _table(draft: Draft, found: Sequence[Lapse]) -> Table:
    """Return one row per measure, one without measure for a lapse that has none."""
    t = draft.t
    heads = columns(
        ("indicator", t("report.column.indicator"), False, 2.2),
        ("areas", t("report.column.missed_in"), False, 2.1),
        ("measure", t("report.column.measure"), False, 3),
        ("owner", t("report.column.owner"), False, 1.4),
        ("due", t("report.column.due"), False, 1.1),
    )
    rows: list[Row] = []
    for lapse in found:
        target = components.target_text(
            draft.row(draft.catalogue.indicators[lapse.indicator])[0],
            draft.catalogue.indicators[lapse.indicator],
            draft.language,
        )
        first = Cell(lead=lapse.title, text=t("report.lapse.target", target=target))
        where = ", ".join(f"{draft.places[cell.district].short} {cell.text}" for cell in lapse.areas)
        rows += [row(first, where, *_done(draft, measure)) for measure in lapse.measures]
        rows += [] if lapse.measures else [row(first, where, "", "", "")]
    return Table(
        key="table.exceptions", caption=t("report.exceptions.caption"), columns=heads, rows=tuple(rows)
    )


def _done(draft: Draft, measure: Measure) -> list[str]:
    """Return measure, owner and due date."""
    title = "\n".join(part for part in (measure.title, measure.effect, measure.state) if part)
    due = formats.day(measure.due, draft.language) if measure.due else ""
    return [title, measure.owner, due]
