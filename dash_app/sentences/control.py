"""Is the movement of a figure more than its usual noise, and is its target met reliably, in words?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash_app import formats
from dash_app.control import Control, limits, upheld
from dash_app.evidence import recent
from dash_app.figures.labels import amount, full_name, goal
from dash_app.figures.spc import controlled, counted
from dash_app.sentences.words import (
    Words,
    at,
    caveats,
    hidden_gaps,
    newest,
    period_of,
    since,
    subtitle,
    together,
)
from dash_app.statistics import Trend, XmrPoint
from dash_app.texts import Texts
from schemas.catalogue import Area, Indicator
from schemas.observation import Figure, Status
from schemas.period import Period


def spc(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    area: str,
    language: str = "de",
    with_restarts: bool = True,
) -> Words:
    """Say usual range, special cause, reliability and what limits them, of one area on one level.

    Where mean and limits begin anew is left out for those who read it beside the chart (`with_restarts`).
    """
    t, name = Texts(language), full_name(area, areas)
    rows = sorted(frame, key=lambda row: row.period_start)
    if not rows:
        said = t("statistics.spc.no_values", area=name)
        return Words(t("statistics.spc.title.none", area=name), subtitle(indicator, language), said)
    found = controlled(rows, indicator)
    last = _last(found)
    point = found.result.points[last]
    ends = (counted(rows, found)[0], rows[-1])
    span = " – ".join(dict.fromkeys(formats.period(period_of(row), language) for row in ends))
    caption = together(
        at(rows[last], indicator, areas, language),
        _usual(found, indicator, language),
        _cause(found, last, language),
        _assurance(found, last, rows[-1], indicator, language),
        obstacle(found, name, language),
        direction_words(recent(rows, indicator), language) if tells_direction(found, indicator) else "",
        *(_restarts(found, language) if with_restarts else ()),
        _limited(found, indicator, rows, name, language),
        caveats([rows[last]], language),
    )
    level = t(f"statistics.spc.level.{rows[0].level.value}")
    return Words(_title(point, name, language), subtitle(indicator, language, level, span), caption)


def _last(found: Control) -> int:
    """Return the position of the last value, of the last period where there is none."""
    known = [n for n, moment in enumerate(found.course.moments) if moment.value is not None]
    return known[-1] if known else len(found.course.moments) - 1


def _title(point: XmrPoint, area: str, language: str) -> str:
    """Return the message."""
    kind: str = point.judgement or "none"
    if kind == "neither":
        kind = "neither.up" if point.side == 1 else "neither.down"
    return Texts(language)(f"statistics.spc.title.{kind}", area=area)


def _usual(found: Control, indicator: Indicator, language: str) -> str:
    """Return the usual range of the segment that counts now."""
    result, t = found.result, Texts(language)
    drawn = limits(found, indicator, len(found.course.moments) - 1)
    if drawn.lower is None or drawn.upper is None or result.mean is None:
        return ""
    words = {
        name: amount(value, indicator, language)
        for name, value in (("lower", drawn.lower), ("upper", drawn.upper), ("mean", result.mean))
    }
    return together(t("statistics.spc.usual", **words), t("statistics.spc.clipped") if drawn.clipped else "")


def _cause(found: Control, last: int, language: str) -> str:
    """Return what the last value says, and since when; empty without limits."""
    t, point = Texts(language), found.result.points[last]
    if point.judgement is None or point.special_cause is None:
        return ""
    if point.judgement == "common_cause":
        return t("statistics.spc.common_cause")
    key = f"statistics.spc.cause.{point.special_cause}"
    if point.special_cause == "trend":
        key += ".up" if point.side == 1 else ".down"
    first = found.course.moments[_since(found, last)]
    words = since(Period(first.start, first.end, found.course.level), language)
    return together(t(key), t(f"statistics.spc.judged.{point.judgement}", since=words))


def _since(found: Control, last: int) -> int:
    """Return the first position of the run of special causes in the direction of the last value."""
    point, first = found.result.points[last], last
    for position in range(last, -1, -1):
        each = found.result.points[position]
        if each.value is not None and (each.judgement, each.side) != (point.judgement, point.side):
            break
        first = position if each.value is not None else first
    return first


def _assurance(found: Control, last: int, row: Figure, indicator: Indicator, language: str) -> str:
    """Return whether the target is met reliably; nothing without target or limits."""
    assurance, target = found.result.assurance, indicator.target_on(row.period_end, row.district)
    if assurance is None or target is None:
        return ""
    held = upheld(assurance, found.result.points[last].judgement) or "withheld"
    return Texts(language)(f"statistics.spc.assurance.{held}", target=goal(target, indicator, language))


def obstacle(found: Control, area: str, language: str) -> str:
    """Return why there are no limits; empty where there are."""
    t, last = Texts(language), found.result.segments[-1]
    match found.obstacle:
        case "no_values":
            return t("statistics.spc.no_values", area=area)
        case "too_few":
            return t.plural("statistics.spc.too_few", last.based_on)
        case "no_variation":
            return t("statistics.spc.no_variation")
    return ""


def tells_direction(found: Control, indicator: Indicator) -> bool:
    """Tell whether the direction of the last five values is said: of shares without firm limits."""
    return indicator.value.kind == "ratio" and (
        found.result.segments[-1].trial or found.obstacle == "too_few"
    )


def direction_words(trend: Trend, language: str) -> str:
    """Return the direction of the last five values as a sentence."""
    return Texts(language)(f"statistics.recent.{trend.judgement.replace(' ', '_')}")


def _restarts(found: Control, language: str) -> list[str]:
    """Return where and why mean and limits begin anew."""
    t, said = Texts(language), []
    for restart in found.restarts:
        day = formats.day(restart.day, language)
        if restart.by is None:
            said.append(t("statistics.spc.break", day=day))
        else:
            key = "statistics.rebase_demo" if restart.demo else "statistics.rebase"
            words = {"reason": restart.text(language), "by": restart.by(language)}
            said.append(t(key, day=day, **words) + ".")
    return said


def _limited(found: Control, indicator: Indicator, rows: Sequence[Figure], area: str, language: str) -> str:
    """Return what limits the statement: few values, large steps left out, gaps, a missing last figure."""
    t, last = Texts(language), found.result.segments[-1]
    drawn = counted(rows, found)[:-1]
    gaps = sum(row.status is Status.NO_DATA and row.state != "text" for row in drawn)
    return together(
        t.plural("statistics.spc.trial", last.based_on) if last.trial else "",
        t.plural("statistics.spc.screened", last.screened)
        if last.screened and last.lower is not None
        else "",
        t.plural("sentences.gaps", gaps, area=area) if gaps else "",
        hidden_gaps(drawn, area, language),
        newest(rows, _last(found), language) if found.course.known else "",
    )
