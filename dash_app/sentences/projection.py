"""Is the target expected to be met by its date, how sure is that, and why is nothing said, in words?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from dash_app import formats
from dash_app.figures.labels import amount, full_name, goal
from dash_app.metrics import exact
from dash_app.outlook import Outlook, Projection, expected
from dash_app.sentences.words import Words, begin, caveats, joined, period_of, subtitle, together, when
from dash_app.texts import Texts
from schemas.catalogue import Area, Indicator
from schemas.period import Period
from schemas.projection import End, Method

_EDGE, _ROUND = 0.05, 0.05
"""Chances are told in steps of 5 %, and not nearer to 0 or 1 than that: the model is not surer than this."""
_FEW = 24
"""Fewer values than this are called few."""
_NARROW = 0.65
"""Share of later values inside the 80 % interval below which it is called too narrow."""


def projection(
    outlook: Outlook,
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    shown: Period | None = None,
    language: str = "de",
) -> Words:
    """Say what is expected when, how sure that is, what would be needed, and how good the method has been.

    `shown`: the period of the page; where the projection knows later values, that is said.
    """
    t, found = Texts(language), outlook.projection
    assert found.first is not None and found.last is not None, "it has points"
    name = full_name(found.district, areas)
    title = t(f"projection.title.{outlook.expected}", area=name, when=_by(found, language))
    span = t(
        "projection.span",
        first=formats.period(found.first, language),
        last=formats.period(found.last, language),
        n=found.known,
    )
    caption = together(
        _date(found, language),
        _expected(outlook, indicator, language),
        _chance(outlook, indicator, language),
        _needed(outlook, indicator, language),
        _compared(found, language),
        _limited(found, shown, language),
        caveats([outlook.last], language),
    )
    return Words(title, subtitle(indicator, language, span), caption)


def no_projection(
    reason: str,
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    area: str,
    found: Projection | None = None,
    language: str = "de",
) -> Words:
    """Say why nothing is projected: the `reason` of a projection, or `older` for older publications."""
    t, name = Texts(language), full_name(area, areas)
    known = found.known if found else 0
    said = t.plural("projection.reason.too_short", known, area=name) if reason == "too_short" else ""
    until = formats.period(found.until, language) if found else ""
    caption = said or t(f"projection.reason.{reason}", area=name, until=until)
    return Words(t("projection.title.none", area=name), subtitle(indicator, language), caption)


def outlook_line(found: Projection, chance: float, language: str) -> str:
    """Return the outlook in half a line: "Ziel am 31.12.2027 voraussichtlich erreicht (etwa 85 %)"."""
    words = {"when": _by(found, language), "chance": chance_words(chance, language)}
    return Texts(language)(f"projection.line.{expected(chance)}", **words)


def chance_words(chance: float, language: str) -> str:
    """Return a chance in steps of 5 %: "etwa 85 %", "mehr als 95 %", "weniger als 5 %"."""
    t = Texts(language)
    if not _EDGE <= chance <= 1 - _EDGE:
        key, share = ("less", _EDGE) if chance < _EDGE else ("more", 1 - _EDGE)
    else:
        key, share = "about", math.floor(chance / _ROUND + 0.5) * _ROUND
    return t(f"projection.chance.{key}", share=formats.with_unit(100 * share, "%", 0, language))


def _by(found: Projection, language: str) -> str:
    """Return when: on the agreed day, else in the last period."""
    t = Texts(language)
    if found.day is not None:
        return t("projection.by.day", day=formats.day(found.day, language))
    return when(found.until, language)


def _date(found: Projection, language: str) -> str:
    """Return what sets the date."""
    t = Texts(language)
    if found.end is End.OPEN or found.day is None:
        return t("projection.date.open", until=formats.period(found.until, language, long=True))
    return t(f"projection.date.{found.end.value}", day=formats.day(found.day, language))


def _expected(outlook: Outlook, indicator: Indicator, language: str) -> str:
    """Return the expected value with the narrower interval; chart and table have both."""
    goal_point, t = outlook.goal, Texts(language)
    numbers = {
        name: amount(getattr(goal_point, name), indicator, language)
        for name in ("expected", "lower80", "upper80")
    }
    return begin(t("projection.expected", when=when(goal_point.period, language), **numbers))


def _chance(outlook: Outlook, indicator: Indicator, language: str) -> str:
    words = {
        "target": goal(outlook.target, indicator, language),
        "chance": chance_words(outlook.chance, language),
    }
    return Texts(language)("projection.chance", **words)


def _needed(outlook: Outlook, indicator: Indicator, language: str) -> str:
    """Return what each period would have to bring, beside the usual change from one to the next."""
    t, level = Texts(language), outlook.projection.level.value
    usual = _size(outlook.usual, indicator, language) if outlook.usual is not None else ""
    if outlook.needed is None:
        return t("projection.met_now", usual=usual, between=t(f"projection.between.{level}")) if usual else ""
    key = "projection.needed.up" if outlook.needed > 0 else "projection.needed.down"
    words = {
        "size": _size(abs(outlook.needed), indicator, language),
        "last": formats.period(period_of(outlook.last), language, long=True),
        "value": formats.figure_text(outlook.last, indicator, language),
        "per": t(f"projection.per.{level}"),
    }
    said = t(key, **words)
    return together(said, t("projection.usual", usual=usual, between=t(f"projection.between.{level}")))


def _size(size: float, indicator: Indicator, language: str) -> str:
    """Return a difference with its unit and one decimal more than values have; of shares in points."""
    decimals = indicator.decimals + (exact(abs(size)) < 1)
    if indicator.unit != "%":
        return formats.with_unit(size, indicator.unit, decimals, language)
    return Texts(language)("sentences.points", number=formats.number(size, decimals, language))


def _compared(found: Projection, language: str) -> str:
    """Return in plain words whether the model beat the simple statements, and whether its interval held."""
    t, record = Texts(language), found.record
    if record is None or found.method is None:
        return ""
    if found.method is not Method.MODEL:
        return t(f"projection.simple.{found.method.value}")
    is_narrow = record.tests > 0 and record.inside < _NARROW * record.tests
    share = _share(record.inside, record.tests, language)
    return together(t("projection.beats"), t("projection.narrow", share=share) if is_narrow else "")


def projection_record(found: Projection, language: str) -> str:
    """Return how the model did when it was tested, with figures, and what no projection knows.

    How often its interval held is told only where the model is what is shown.
    """
    t, record = Texts(language), found.record
    if record is None or found.method is None:
        return ""
    errors = [
        t(f"projection.error.{name}", error=formats.number(error, 2, language))
        for name, error in (
            ("model", record.mase),
            ("last_value", record.mase_last_value),
            ("last_year", record.mase_last_year),
        )
        if error is not None
    ]
    share = _share(record.inside, record.tests, language)
    is_model = found.method is Method.MODEL
    key = "projection.tested" if is_model else "projection.tested_only"
    return together(
        t.plural(key, record.tests, inside=record.inside, share=share),
        t("projection.errors", errors=joined(errors, language)) if errors else "",
        t("projection.assumes"),
    )


def _share(inside: int, tests: int, language: str) -> str:
    return formats.with_unit(100 * inside / tests, "%", 0, language) if tests else "–"


def _limited(found: Projection, shown: Period | None, language: str) -> str:
    """Return what limits the statement: few values, values left out, later values than the page shows."""
    t = Texts(language)
    late = joined([formats.period(period, language, long=True) for period in found.late], language)
    last = formats.period(found.last, language, long=True) if found.last else ""
    is_later = shown is not None and found.last is not None and shown.end < found.last.end
    return together(
        t("projection.few", n=found.known) if found.known < _FEW else "",
        t("projection.late", periods=late) if late else "",
        t("projection.later", last=last) if is_later else "",
    )


__all__: Sequence[str] = ("chance_words", "no_projection", "outlook_line", "projection", "projection_record")
