"""What do the figures of a report mean, what was agreed when, and which sources say so?"""

from __future__ import annotations

from dash_app import components, formats
from dash_app.figures import full_name, goal
from dash_app.reports.cells import columns, row
from dash_app.reports.draft import Draft
from dash_app.reports.model import Cell, Definition, Source, Table
from dash_app.sentences.words import tolerance
from schemas.catalogue import Indicator, Target


def definitions(draft: Draft) -> tuple[Definition, ...]:
    """Return the definitions of all indicators of the agreement."""
    return tuple(_definition(draft, indicator) for indicator in draft.agreement.indicators)


def _definition(draft: Draft, indicator: Indicator) -> Definition:
    t, language = draft.t, draft.language
    entries = [
        ("description", indicator.description(language)),
        ("purpose", indicator.purpose(language)),
        ("formula", components.formula(indicator, draft.catalogue, language)),
        ("unit", formats.unit(indicator.unit, language)),
        ("polarity", t(f"components.polarity.{indicator.polarity.value}")),
        ("berlin", t(f"components.berlin.{indicator.value.kind}")),
        ("min_cases", t.plural("components.min_cases", indicator.min_cases) if indicator.min_cases else ""),
        *(
            ("break", f"{formats.day(each.since, language)}: {each.text(language)}")
            for each in indicator.breaks
        ),
        ("sources", "; ".join([*_sources(draft, indicator.sources), *_inferred(draft, indicator)])),
    ]
    return Definition(
        indicator=indicator.id,
        title=indicator.title(language),
        entries=tuple((t(f"components.definition.{key}"), text) for key, text in entries if text),
        targets=_targets(draft, indicator),
    )


def _inferred(draft: Draft, indicator: Indicator) -> list[str]:
    return [draft.t("components.inferred")] if indicator.inferred else []


def _sources(draft: Draft, ids: tuple[str, ...]) -> list[str]:
    return [_cited(draft, id_) for id_ in ids]


def _cited(draft: Draft, id_: str) -> str:
    """Return the title of a source; a source of the press says so."""
    found = draft.catalogue.references_by_id.get(id_)
    if found is None:
        return id_
    return draft.t("components.press", title=found.title) if found.press else found.title


def _targets(draft: Draft, indicator: Indicator) -> Table | None:
    """Return all targets with validity and source, newest first; None without any."""
    t = draft.t
    if not indicator.targets:
        return None
    keys = ("validity", "value", "tolerance", "floor", "area", "source")
    weights = (1.9, 1.2, 1.1, 1.2, 1.5, 3)
    heads = columns(
        *(
            (key, t(f"components.target.{key}"), key in ("value", "tolerance", "floor"), weight)
            for key, weight in zip(keys, weights, strict=True)
        )
    )
    listed = sorted(indicator.targets, key=lambda each: (each.since, each.area or ""), reverse=True)
    rows = [row(*_target(draft, indicator, target)) for target in listed]
    title = f"{t('components.targets')}: {indicator.title(draft.language)}"
    return Table(key=f"table.targets.{indicator.id}", caption=title, columns=heads, rows=tuple(rows))


def _target(draft: Draft, indicator: Indicator, target: Target) -> list[Cell | str]:
    t, language = draft.t, draft.language
    since = formats.day(target.since, language)
    validity = (
        f"{since} – {formats.day(target.until, language)}"
        if target.until
        else t("components.target.since", since=since)
    )
    source = t("components.example.long") if target.source is None else _cited(draft, target.source)
    note = target.note(language) if target.note else ""
    return [
        validity,
        Cell(text=goal(target, indicator, language), value=target.value),
        Cell(text=tolerance(target, indicator, language), value=target.tolerance),
        _amount(target.floor, indicator, language),
        full_name(target.area, draft.places) if target.area else t("components.target.all"),
        "\n".join(part for part in (source, note) if part),
    ]


def _amount(value: float | None, indicator: Indicator, language: str) -> Cell:
    if value is None:
        return Cell(text="–")
    decimals = 0 if value == round(value) else indicator.decimals
    return Cell(text=formats.with_unit(value, indicator.unit, decimals, language), value=value)


def sources(draft: Draft) -> tuple[Source, ...]:
    """Return the published sources that agreement, indicators and targets rest on, each once."""
    agreement = draft.agreement
    ids = [
        *agreement.sources,
        *(step.source for step in agreement.lifecycle),
        *(id_ for indicator in agreement.indicators for id_ in indicator.sources),
        *(target.source for indicator in agreement.indicators for target in indicator.targets),
    ]
    known = draft.catalogue.references_by_id
    listed = [known[id_] for id_ in dict.fromkeys(ids) if id_ in known]
    return tuple(Source(title=_cited(draft, found.id), address=found.url or "") for found in listed)
