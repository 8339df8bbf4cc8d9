"""Is every agreement and indicator consistent in itself?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from schemas.catalogue import Event, Indicator, LifecycleStep, Signature, SignatureState, Target, Term
from schemas.catalogue_problems import Problem, problem
from schemas.catalogue_rules import Files, Spot, repeated, spots, texts, unknown
from schemas.formula import Formula
from schemas.period import Period

_AGREEMENTS = "agreements/*"


def _indicators(files: Files) -> Iterator[Spot]:
    yield from spots(files, _AGREEMENTS, "goals", "*", "indicators", "*")
    yield from spots(files, "context.yaml", "indicators", "*")


def _contradiction(spot: Spot, *key: str, found: str, de: str, en: str) -> Problem:
    at = (*spot.at, *key)
    return problem("contradiction", spot.file, at, found=found, allowed=en, why_de=de, why_en=en)


def formulas(files: Files) -> Iterator[Problem]:
    """Formulas use measures of measures.yaml."""
    known = {spot.value for spot in texts(files, "measures.yaml", "measures", "*", "id")}
    for indicator in _indicators(files):
        for spot in indicator.inside("value"):
            if formula := spot.model(Formula):
                used = (Spot(spot.file, (*spot.at, formula.kind), measure) for measure in formula.measures)
                yield from unknown(used, known, "measures.yaml")


def targets(files: Files) -> Iterator[Problem]:
    """At most one target is in force on a day for the same area."""
    for indicator in _indicators(files):
        valid = [(s, t) for s in indicator.inside("targets", "*") if (t := s.model(Target))]
        for (_, one), (spot, other) in combinations(valid, 2):
            ends = min(one.until or date.max, other.until or date.max)
            if one.area == other.area and max(one.since, other.since) <= ends:
                found = f"{one.since} – {one.until or '…'}, {other.since} – {other.until or '…'}"
                de = "zwei Zielwerte gelten zugleich; der frühere braucht ein `to` vor dem späteren `from`"
                en = "two targets are in force at once; the earlier one needs a `to` before the later `from`"
                yield _contradiction(spot, found=found, de=de, en=en)


def indicators(files: Files) -> Iterator[Problem]:
    """What is due has a deadline, small cells have something to count, surveys are protected."""
    for spot in _indicators(files):
        if not (indicator := spot.model(Indicator)):
            continue
        if indicator.due is None and (indicator.due_level or indicator.due_from):
            de, en = "`due_level` und `due_from` brauchen `due`", "`due_level` and `due_from` need `due`"
            yield _contradiction(spot, found="due: null", de=de, en=en)
        if indicator.min_cases and indicator.value.kind in ("sum", "last"):
            de = "`min_cases` zählt im Nenner; ein Wert der Art `sum` oder `last` hat keinen"
            en = "`min_cases` counts in the denominator; a value of kind `sum` or `last` has none"
            yield _contradiction(spot, "min_cases", found=str(indicator.min_cases), de=de, en=en)
        if indicator.survey and not indicator.min_cases:
            de = "eine Befragung braucht `min_cases`, damit niemand erkennbar ist"
            en = "a survey needs `min_cases` so that nobody can be recognised"
            yield _contradiction(spot, "survey", found="min_cases: null", de=de, en=en)
        low, high = indicator.plausible.min, indicator.plausible.max
        if low is not None and high is not None and low > high:
            de, en = f"`min` {low:g} liegt über `max` {high:g}", f"`min` {low:g} is above `max` {high:g}"
            yield _contradiction(spot, "plausible", found=f"{low:g}, {high:g}", de=de, en=en)


def life_cycles(files: Files) -> Iterator[Problem]:
    """Steps of a life cycle are in the order of time, and a term ends after it begins."""
    for agreement in spots(files, _AGREEMENTS):
        before: LifecycleStep | None = None
        for spot in agreement.inside("lifecycle", "*"):
            step = spot.model(LifecycleStep)
            if step and before and Period.parse(step.since).end < Period.parse(before.since).start:
                de, en = f"der Schritt davor ist vom {before.since}", f"the step before is of {before.since}"
                yield _contradiction(spot, "since", found=step.since, de=de, en=en)
            before = step or before
        for spot in agreement.inside("term"):
            term = spot.model(Term)
            if term and term.until and Period.parse(term.until).end < Period.parse(term.since).start:
                de, en = f"die Laufzeit beginnt {term.since}", f"the term begins {term.since}"
                yield _contradiction(spot, "until", found=term.until, de=de, en=en)


def signatures(files: Files) -> Iterator[Problem]:
    """Every party signs once, reservations are stated, and documents belong to the agreement."""
    for agreement in spots(files, _AGREEMENTS):
        parties = agreement.inside("signatures", "*", "party")
        yield from repeated(party for party in parties if isinstance(party.value, str))
        documents = {s.value for s in agreement.inside("documents", "*", "id") if isinstance(s.value, str)}
        cited = (s for s in agreement.inside("signatures", "*", "document") if isinstance(s.value, str))
        yield from unknown(cited, documents, f"{agreement.file}: documents")
        for spot in agreement.inside("signatures", "*"):
            signature = spot.model(Signature)
            if signature and (signature.state is SignatureState.RESERVED) != bool(signature.reservation):
                de = "`reservation` gehört zu `unterzeichnet_mit_erklaerung` und nur dazu"
                en = "`reservation` goes with `unterzeichnet_mit_erklaerung`, and only with it"
                yield _contradiction(spot, "reservation", found=signature.state.value, de=de, en=en)


def events(files: Files) -> Iterator[Problem]:
    """An event ends after it begins."""
    for spot in spots(files, "events.yaml", "events", "*"):
        event = spot.model(Event)
        if event and event.until and event.until < event.since:
            de = f"`to` {event.until} liegt vor `from` {event.since}"
            en = f"`to` {event.until} is before `from` {event.since}"
            yield _contradiction(spot, "to", found=str(event.until), de=de, en=en)
