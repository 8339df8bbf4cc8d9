"""What changed, in words?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from dash_app import formats
from dash_app.agreed_changes import TargetChange
from dash_app.changes import Change, Reason
from dash_app.comparisons import Comparison, counts
from dash_app.figures import full_name, goal, status_word
from dash_app.sentences.words import joined
from dash_app.texts import Texts
from schemas.catalogue import Area, Indicator, Target
from schemas.observation import Figure, Status
from schemas.period import Period


def summary(found: Comparison, language: str) -> str:
    """Say how much changed: "Seit Veröffentlichung 2 (04.09.2026): 14 Werte berichtigt."."""
    t = Texts(language)
    day = formats.day(formats.in_berlin(found.before.created).date(), language)
    words = {"number": found.before.number, "day": day}
    parts = [
        t.plural(f"changes.count.{name}", count) for name, count in asdict(counts(found)).items() if count
    ]
    if not parts:
        return t("changes.none", **words)
    return t("changes.since", parts=joined(parts, language), **words)


def reasons(change: Change, language: str) -> str:
    """Return why a figure is different, the weightiest reason first."""
    t, after = Texts(language), change.after
    words = {reason: t(f"changes.reason.{reason.value}") for reason in change.reasons}
    if Reason.MISSING in words and (after is None or (after.value is None and not after.text)):
        words[Reason.MISSING] = t("changes.reason.missing.now")
    return ", ".join(words.values())


def side(figure: Figure | None, indicator: Indicator, language: str, *, is_hidden: bool = False) -> str:
    """Return value and status of one side: "16,1 % (verfehlt)"; `x` where it stays hidden."""
    if figure is None:
        return "–"
    t = Texts(language)
    value = (
        t("formats.suppressed")
        if is_hidden and figure.value is None
        else formats.figure_text(figure, indicator, language)
    )
    if figure.target is None or figure.status in (Status.NO_DATA, Status.SUPPRESSED):
        return value
    return f"{value} ({status_word(figure, language)})"


def line(
    change: Change, indicators: Mapping[str, Indicator], areas: Mapping[str, Area], language: str
) -> str:
    """Return one change as a sentence: what, where, when, before, after, why."""
    figure = change.figure
    indicator = indicators[figure.indicator]
    period = Period(figure.period_start, figure.period_end, figure.level)
    return Texts(language)(
        "changes.line",
        indicator=indicator.title(language),
        area=full_name(figure.district, areas),
        period=formats.period(period, language),
        before=side(change.before, indicator, language, is_hidden=change.is_hidden),
        after=side(change.after, indicator, language, is_hidden=change.is_hidden),
        reasons=reasons(change, language),
    )


def target_line(
    change: TargetChange, indicators: Mapping[str, Indicator], areas: Mapping[str, Area], language: str
) -> str:
    """Return one change of a target as a sentence."""
    t, indicator = Texts(language), indicators[change.indicator]
    target = change.after or change.before
    assert target is not None, "a change has at least one side"
    where = full_name(target.area, areas) if target.area else t("components.target.all")
    return t(
        "changes.target",
        indicator=indicator.title(language),
        area=where,
        since=formats.day(target.since, language),
        before=_agreed(change.before, indicator, language),
        after=_agreed(change.after, indicator, language),
    )


def _agreed(target: Target | None, indicator: Indicator, language: str) -> str:
    """Return a target with what belongs to it: "80 %, verbindliche Grenze 70 %"."""
    t = Texts(language)
    if target is None:
        return t("changes.target.none")
    parts = [goal(target, indicator, language)]
    for name, number in (("tolerance", target.tolerance), ("floor", target.floor)):
        if number is not None:
            parts.append(
                t(f"changes.target.{name}", value=formats.number(number, indicator.decimals, language))
            )
    if target.until:
        parts.append(t("changes.target.until", day=formats.day(target.until, language)))
    return ", ".join(parts)
