"""What does an indicator mean, how is it computed, and what was agreed when?"""

from __future__ import annotations

from typing import Any

from dash import html

from dash_app import formats
from dash_app.components.agreement import reference
from dash_app.components.frozen import Element, frozen
from dash_app.components.status import example_mark
from dash_app.components.tables import Cell, Column, data_table
from dash_app.components.term import term
from dash_app.figures import full_name, goal
from dash_app.sentences.words import tolerance
from dash_app.texts import Texts
from schemas.catalogue import Catalogue, Indicator, Target
from schemas.formula import Sum


def formula(indicator: Indicator, catalogue: Catalogue, language: str) -> str:
    """Return the formula in words: "100 × Versäumte Termine ÷ (Erschienene + Versäumte Termine)"."""
    t, value = Texts(language), indicator.value
    top = _sum(value.numerator, catalogue, language)
    match value.kind:
        case "reported":
            return t("components.formula.reported")
        case "last":
            return t("components.formula.last", measures=top)
        case "sum":
            return t("components.formula.sum", measures=top)
    below = _sum(value.denominator, catalogue, language)
    scale = "" if value.scale == 1 else f"{formats.number(value.scale, 0, language)} × "
    return f"{scale}{_bracketed(top, value.numerator)} ÷ {_bracketed(below, value.denominator)}"


def _sum(terms: Sum, catalogue: Catalogue, language: str) -> str:
    """Return a signed sum of measures by their titles."""
    words = []
    for place, (sign, measure) in enumerate(terms):
        known = catalogue.measures_by_id.get(measure)
        operator = ("− " if sign < 0 else "") if place == 0 else ("− " if sign < 0 else "+ ")
        words.append(operator + (known.title(language) if known else measure))
    return " ".join(words)


def _bracketed(text: str, terms: Sum) -> str:
    """Return a sum in brackets where it has several terms."""
    return f"({text})" if len(terms) > 1 else text


def definition(indicator: Indicator, catalogue: Catalogue, language: str) -> Element:
    """Return meaning, purpose, formula, direction, least number of cases, sources and history of targets."""
    t = Texts(language)
    entries: list[tuple[str, Any]] = [
        ("description", indicator.description(language)),
        ("purpose", indicator.purpose(language)),
        ("formula", html.Span(formula(indicator, catalogue, language), className="zb-formula")),
        ("unit", formats.unit(indicator.unit, language)),
        ("polarity", t(f"components.polarity.{indicator.polarity.value}")),
        ("levels", ", ".join(t(f"components.level.{level.value}") for level in indicator.levels)),
        ("berlin", t(f"components.berlin.{indicator.value.kind}")),
    ]
    if indicator.cases:
        entries.append(("cases", indicator.cases(language)))
    if indicator.min_cases:
        entries.append(("min_cases", t.plural("components.min_cases", indicator.min_cases)))
    if indicator.due is not None:
        entries.append(("due", t.plural("components.due", indicator.due)))
    for change in indicator.breaks:
        words = f"{formats.day(change.since, language)}: {change.text(language)}"
        entries.append(("break", [words, " ", reference(change.source, catalogue, language)]))
    sources = [html.Li(reference(source, catalogue, language)) for source in indicator.sources]
    if indicator.inferred:
        sources.append(html.Li(t("components.inferred")))
    if sources:
        entries.append(("sources", html.Ul(sources, className="zb-plain")))
    pairs = [
        part
        for key, value in entries
        for part in (html.Dt(term(key, t(f"components.definition.{key}"))), html.Dd(value))
    ]
    return frozen(
        html.Div([html.Dl(pairs, className="zb-facts"), target_history(indicator, catalogue, language)])
    )


def target_history(indicator: Indicator, catalogue: Catalogue, language: str) -> Element:
    """Return all targets with their validity, newest first; those without a source are marked as examples.

    Binding floors and areas have a column where any target has one.
    """
    t = Texts(language)
    if not indicator.targets:
        return html.P(t("components.targets.none"), className="zb-muted")
    has_floor = any(target.floor is not None for target in indicator.targets)
    has_area = any(target.area for target in indicator.targets)
    columns: list[Column | str] = [
        t("components.target.validity"),
        Column(t("components.target.value"), is_number=True),
        Column(t("components.target.tolerance"), is_number=True, term="tolerance"),
        *([Column(t("components.target.floor"), is_number=True, term="floor")] if has_floor else []),
        *([t("components.target.area")] if has_area else []),
        t("components.target.source"),
    ]
    rows: list[list[Cell | str]] = [
        [
            _validity(target, language),
            Cell(goal(target, indicator, language), target.value),
            Cell(tolerance(target, indicator, language), target.tolerance),
            *([_amount(target.floor, indicator, language)] if has_floor else []),
            *([_of(target, catalogue, t)] if has_area else []),
            Cell(_target_source(target, catalogue, language), class_name="zb-cell--source"),
        ]
        for target in sorted(
            indicator.targets, key=lambda target: (target.since, target.area or ""), reverse=True
        )
    ]
    return data_table(columns, rows, caption=t("components.targets"))


def _of(target: Target, catalogue: Catalogue, t: Texts) -> str:
    """Return the area that a target is for."""
    return full_name(target.area, catalogue.areas_by_key) if target.area else t("components.target.all")


def _validity(target: Target, language: str) -> str:
    """Return from when to when a target is in force."""
    t, since = Texts(language), formats.day(target.since, language)
    if target.until is None:
        return t("components.target.since", since=since)
    return f"{since} – {formats.day(target.until, language)}"


def _amount(value: float | None, indicator: Indicator, language: str) -> Cell:
    """Return a value in the unit of the indicator, a dash where there is none."""
    if value is None:
        return Cell("–")
    decimals = 0 if value == round(value) else indicator.decimals
    return Cell(formats.with_unit(value, indicator.unit, decimals, language), value)


def _target_source(target: Target, catalogue: Catalogue, language: str) -> list[Any]:
    """Return the source of a target or that it is an example, and its note."""
    found = example_mark(language) if target.is_example else reference(target.source, catalogue, language)
    return [found, *([html.Div(target.note(language), className="zb-small")] if target.note else [])]
