"""How does a choice become a report? From the same queries, judgements and sentences as the pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from dash_app import formats
from dash_app.access import Viewer
from dash_app.asked_figures import AskError
from dash_app.comparisons import publication_before
from dash_app.queries import agreements
from dash_app.queries import areas as area_keys
from dash_app.reports import head
from dash_app.reports.address import permalink
from dash_app.reports.cells import MARKS, MOVES, columns, row
from dash_app.reports.choice import Choice
from dash_app.reports.definitions import definitions, sources
from dash_app.reports.draft import Draft
from dash_app.reports.goals import bare_goals, goals, matrix
from dash_app.reports.lapses import exceptions
from dash_app.reports.model import Remarks, Report, Signature, Table
from dash_app.reports.quality import Evidence, quality
from dash_app.store import NoPublication, Snapshot, Store
from dash_app.texts import Texts
from schemas.catalogue import Agreement

SIGNERS = ("prepared", "checked", "district", "approved")


def build_report(
    store: Store,
    viewer: Viewer,
    choice: Choice,
    *,
    stamp: datetime,
    address: str = "",
    remarks: Remarks | None = None,
) -> Report:
    """Return the report of a choice, as far as the viewer may see what is in it.

    Args:
        store: publications.
        viewer: who reads.
        choice: what is asked for.
        stamp: when the document is made; like remarks something that the choice does not decide.
        address: scheme and host before the permalink, without slash at the end.
        remarks: comments and measures of the register.

    Raises: AskError for an agreement or district that there is not, NoPublication where none can be read.
    """
    snapshot = store.open(choice.publication)
    agreement, shown = _agreements(snapshot, viewer, choice)
    draft = Draft(snapshot, viewer, choice, agreement, remarks or Remarks())
    link = address + permalink(choice, snapshot.number)
    return Report(
        choice=choice,
        language=choice.language,
        publication=snapshot.number,
        created=formats.in_berlin(snapshot.created),
        stamp=formats.in_berlin(stamp),
        permalink=link,
        file_name=_file_name(choice, snapshot.number),
        head=head.head(draft, link),
        notes=_notes(draft),
        form=head.form(draft, shown),
        signatures=tuple(Signature(role=draft.t(f"report.sign.{name}")) for name in SIGNERS),
        **(_parts(draft, _earlier(store, choice, snapshot)) if choice.kind == "report" else {}),
        **_kept(draft),
    )


def _parts(draft: Draft, earlier: Snapshot | None) -> dict[str, Any]:
    """Return the sections that only the report has, in the order of the document."""
    evidence = Evidence(draft, earlier)
    message = head.message(draft, evidence.changes, evidence.missing, evidence.debtors)
    return {
        "message": message,
        "matrix": matrix(draft),
        "legend": _legend(draft) if draft.agreement.indicators else (),
        "goals": goals(draft),
        "bare_goals": bare_goals(draft),
        "exceptions": exceptions(draft),
        "quality": quality(evidence),
        "definitions": definitions(draft),
        "sources": sources(draft),
    }


def _kept(draft: Draft) -> dict[str, Any]:
    """Return what renderers need beside texts: all figures shown, their indicators and areas, and edits."""
    order = {indicator.id: place for place, indicator in enumerate(draft.agreement.indicators)}
    figures = sorted(
        draft.shown.values(), key=lambda f: (order[f.indicator], f.level, f.period_start, f.district)
    )
    return {
        "figures": tuple(figures),
        "indicators": draft.agreement.indicators,
        "areas": tuple(draft.places[key] for key in draft.areas),
        "edited": _edited(draft),
    }


def _earlier(store: Store, choice: Choice, snapshot: Snapshot) -> Snapshot | None:
    """Return the publication of the last report; None where there is none any more."""
    number = choice.since or publication_before(store.publications(), snapshot.number)
    if number is None or number == snapshot.number:
        return None
    try:
        return store.open(number)
    except NoPublication:
        if choice.since:
            raise
        return None


def _agreements(snapshot: Snapshot, viewer: Viewer, choice: Choice) -> tuple[Agreement, list[Agreement]]:
    """Return the agreement of the report and those of the form; all as one where none is named."""
    listed = agreements(snapshot, viewer)
    _refuse_unknown(choice.districts, area_keys(snapshot.catalogue)[1:], "report.unknown.district", choice)
    if choice.agreement:
        known = {agreement.id: agreement for agreement in listed}
        _refuse_unknown([choice.agreement], known, "report.unknown.agreement", choice)
        return known[choice.agreement], [known[choice.agreement]]
    if choice.kind != "form":
        raise AskError(Texts(choice.language)("report.unknown.none"))
    goals = tuple(goal for agreement in listed for goal in agreement.goals)
    return listed[0].model_copy(update={"goals": goals}), listed


def _refuse_unknown(given: Sequence[str], known: Collection[str], key: str, choice: Choice) -> None:
    for word in given:
        if word not in known:
            near = get_close_matches(word, known, n=3, cutoff=0.4) or sorted(known)
            raise AskError(Texts(choice.language)(key, found=word, near=", ".join(near)))


def _notes(draft: Draft) -> tuple[str, ...]:
    """Return what is missing as a whole."""
    t, notes = draft.t, []
    if not draft.agreement.indicators:
        notes.append(t("report.note.no_indicators"))
    elif not draft.has_figures:
        period = formats.period(draft.period, draft.language, long=True)
        notes.append(t("report.note.no_figures", period=period))
    return tuple(notes)


def _legend(draft: Draft) -> tuple[str, ...]:
    """Return what signs and short heads mean, one line each."""
    t = draft.t
    marks = [f"{mark} {t(f'status.{status.value}.long')}" for status, mark in MARKS.items()]
    moves = [f"{mark} {t(f'statistics.sign.variation.{name}')}" for name, mark in MOVES.items()]
    counted = f"{t('report.column.reported')} {t('report.column.reported.long')}"
    return (*marks, *moves, *([counted] if len(draft.districts) > 1 else ()))


def _edited(draft: Draft) -> Table | None:
    """Return the sentences in the author's words beside the generated ones."""
    t = draft.t
    listed = [sentence for sentence in draft.said.values() if sentence.is_edited]
    if not listed:
        return None
    heads = columns(
        ("text", t("report.column.edited"), False, 1), ("generated", t("report.column.generated"), False, 1)
    )
    rows = tuple(row(sentence.text, sentence.generated) for sentence in listed)
    return Table(key="table.edited", caption=t("report.edited.caption"), columns=heads, rows=rows)


def _file_name(choice: Choice, number: int) -> str:
    """Return the name of the file without suffix: `Fortschrittsbericht_buergeraemter_2026-Q3_V3`."""
    title = Texts(choice.language)(f"report.file.{choice.kind}")
    districts = "-".join(choice.districts)
    return "_".join(
        part for part in (title, choice.agreement, str(choice.period), districts, f"V{number}") if part
    )
