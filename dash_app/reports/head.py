"""What stands at the beginning of a report: title, facts, the message, and the form of the administration?"""

from __future__ import annotations

from collections import Counter

from dash_app import change_words, components, formats, sentences
from dash_app.access import may_see_deliveries
from dash_app.comparisons import Comparison
from dash_app.metrics import Change, summary
from dash_app.reports.cells import area_name, columns, group
from dash_app.reports.draft import Draft
from dash_app.reports.model import Cell, Head, Row, Sentence, Table
from dash_app.sentences.words import joined
from schemas.catalogue import BERLIN, Agreement, AgreementKind, SignatureState, Stage
from schemas.observation import Figure, Status

SIGNED = (SignatureState.SIGNED, SignatureState.RESERVED)
MOST_NAMES = 6
"""So many names stand in a sentence; more are counted."""


def head(draft: Draft, permalink: str) -> Head:
    """Return title and facts."""
    t, choice, language = draft.t, draft.choice, draft.language
    is_form = choice.kind == "form"
    title = t("report.title.form" if is_form else "report.title")
    agreement = draft.agreement.title(language) if choice.agreement else t("report.all")
    is_demo = any("demo" in figure.flags for figure in draft.figures.values())
    return Head(
        title=f"{title}: {agreement}",
        subtitle=formats.period(draft.period, language, long=True),
        addressee=t(f"report.addressee.{choice.addressee}"),
        facts=tuple((t(f"report.fact.{key}"), text) for key, text in _facts(draft, permalink) if text),
        is_demo=is_demo,
        demo=t("report.demo") if is_demo else "",
    )


def _facts(draft: Draft, permalink: str) -> list[tuple[str, str]]:
    t, choice, language, agreement = draft.t, draft.choice, draft.language, draft.agreement
    day = formats.moment(draft.snapshot.created, language)
    names = [area_name(draft, key) for key in draft.districts]
    state = t("report.data_state", number=draft.snapshot.number, day=day)
    own = (
        [
            ("kind", t(f"components.kind.{agreement.kind.value}")),
            ("legal_basis", agreement.legal_basis(language)),
            ("parties", _parties(draft)),
        ]
        if choice.agreement
        else [("legal_basis", t("report.legal_basis"))]
    )
    return [
        ("reference", choice.reference),
        *own,
        ("period", formats.period(draft.period, language, long=True)),
        ("districts", t("report.all_districts") if len(names) == 12 else ", ".join(names)),
        ("data_state", state),
        ("permalink", permalink),
        ("state", t(f"report.state.{choice.state}")),
    ]


def _parties(draft: Draft) -> str:
    """Return the lead authority and how many have signed."""
    t, agreement = draft.t, draft.agreement
    lead = t("report.lead", name=agreement.lead(draft.language))
    if not agreement.signatures:
        return lead
    signed = sum(signature.state in SIGNED for signature in agreement.signatures)
    return f"{lead}; {t('report.signed', signed=signed, total=len(agreement.signatures))}"


# Message ----


def message(draft: Draft, changes: Comparison | None, missing: int, debtors: int) -> tuple[Sentence, ...]:
    """Return what a committee has to know, in three to five sentences."""
    made = {
        "state": _state(draft),
        "districts": _districts(draft),
        "moves": _moves(draft),
        "changes": change_words.summary(changes, draft.language) if changes and draft.figures else "",
        "missing": _missing(draft, missing, debtors),
        "decision": _decision(draft),
    }
    return tuple(draft.say(f"message.{key}", text) for key, text in made.items() if text)


def _state(draft: Draft) -> str:
    agreement, language = draft.agreement, draft.language
    name = agreement.short(language)
    if not agreement.indicators:
        stage = draft.t(f"components.stage.{agreement.stage.value}")
        return draft.t("report.no_indicators", name=name, stage=stage)
    frame = draft.of_lead(agreement.indicators)
    if draft.district:
        area = draft.places[draft.district]
        return sentences.district(frame, period=draft.period, area=area, language=language)
    return sentences.agreement(frame, period=draft.period, name=name, language=language)


def _districts(draft: Draft) -> str:
    """Return how many targets the districts meet together; empty for one district."""
    if draft.district or not draft.has_figures:
        return ""
    counted = summary(figure for (_, key), figure in draft.figures.items() if key != BERLIN)
    judged = counted.met + counted.near + counted.missed
    if not judged:
        return ""
    words = {"met": counted.met, "total": judged, "near": counted.near, "missed": counted.missed}
    return draft.t.plural("report.message.districts", len(draft.districts), **words)


def _moves(draft: Draft) -> str:
    """Return how many indicators of the leading area are better or worse, and which changed their status."""
    frame = draft.of_lead(draft.agreement.indicators)
    moved = Counter(draft.move(figure) for figure in frame)
    if not any(moved[each] for each in (Change.BETTER, Change.WORSE, Change.SAME)):
        return ""
    parts = [draft.t("report.message.moves", better=moved[Change.BETTER], worse=moved[Change.WORSE])]
    for key, has_met in (("gained", True), ("lost", False)):
        names = _names(draft, [figure for figure in frame if _flipped(draft, figure, has_met)])
        parts += [draft.t(f"report.message.{key}", names=names)] if names else []
    return " ".join(parts)


def _flipped(draft: Draft, figure: Figure, has_met: bool) -> bool:
    """Tell whether a target was reached (or lost) since the period before."""
    earlier = draft.before.get((figure.indicator, figure.district))
    judged = (Status.MET, Status.NEAR, Status.MISSED)
    if earlier is None or figure.status not in judged or earlier.status not in judged:
        return False
    is_met, was_met = figure.status is Status.MET, earlier.status is Status.MET
    return is_met is not was_met and is_met is has_met


def _missing(draft: Draft, missing: int, debtors: int) -> str:
    if not may_see_deliveries(draft.viewer) or not draft.agreement.indicators:
        return ""
    if not missing:
        has_gaps = any("incomplete" in figure.flags for figure in draft.figures.values())
        return draft.t("report.message.complete_with_gaps" if has_gaps else "report.message.complete")
    districts = draft.t.plural("report.districts", debtors)
    return draft.t.plural("report.message.missing", missing, districts=districts)


def _decision(draft: Draft) -> str:
    """Return about which targets there is something to decide: those that the leading area misses."""
    frame = draft.of_lead(draft.agreement.indicators)
    missed = [figure for figure in frame if figure.status is Status.MISSED]
    if not missed:
        return ""
    return draft.t.plural("report.message.decision", len(missed), names=_names(draft, missed))


def _names(draft: Draft, listed: list[Figure]) -> str:
    titles = [
        (known.short or known.title)(draft.language)
        for known in (draft.catalogue.indicators[figure.indicator] for figure in listed)
    ]
    if len(titles) > MOST_NAMES:
        more = draft.t.plural("report.more", len(titles) - MOST_NAMES + 1)
        titles = [*titles[: MOST_NAMES - 1], more]
    return joined(titles, draft.language)


# Three-column form ----


def form(draft: Draft, agreements: list[Agreement]) -> Table:
    """Return description, time frame and lead authority of agreements, grouped by kind where several."""
    t = draft.t
    heads = columns(
        ("description", t("report.form.description"), False, 4.2),
        ("time", t("report.form.time"), False, 1.5),
        ("lead", t("report.form.lead"), False, 1.9),
    )
    rows: list[Row] = []
    kinds = list(AgreementKind)
    before = None
    for agreement in sorted(agreements, key=lambda each: (kinds.index(each.kind), each.order)):
        if len(agreements) > 1 and agreement.kind is not before:
            rows.append(group(t(f"report.form.{agreement.kind.value}")))
        before = agreement.kind
        rows.append(_form_row(draft, agreement))
    return Table(key="table.form", caption=t("report.form.caption"), columns=heads, rows=tuple(rows))


def _form_row(draft: Draft, agreement: Agreement) -> Row:
    t, language = draft.t, draft.language
    said = [agreement.summary(language), agreement.lifecycle[-1].text(language)]
    if agreement.indicators and draft.choice.kind == "form":
        frame = [draft.figures[i.id, draft.lead] for i in agreement.indicators]
        generated = sentences.summary(frame, period=draft.period, language=language)
        said.append(draft.say(f"form.{agreement.id}", generated).text)
    stage = t(f"components.stage.{agreement.stage.value}")
    times = [_time(draft, agreement), t("report.form.stage", stage=stage)]
    return Row(
        cells=(
            Cell(lead=agreement.title(language), text="\n".join(dict.fromkeys(said))),
            Cell(text="\n".join(times)),
            Cell(text=agreement.lead(language)),
        )
    )


def _time(draft: Draft, agreement: Agreement) -> str:
    """Return the term; without one, that it goes on, or that it has ended or rests."""
    t, language = draft.t, draft.language
    if agreement.term:
        since = components.moment(agreement.term.since, language)
        if agreement.term.until:
            return f"{since} – {components.moment(agreement.term.until, language)}"
        return t("components.fact.since", since=since)
    is_over = agreement.stage in (Stage.ENDED, Stage.DEFERRED)
    since = components.moment(agreement.lifecycle[-1].since, language)
    return t("report.form.since", since=since) if is_over else t("report.form.ongoing")
