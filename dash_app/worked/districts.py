"""How far does chance reach, and who explains the gap: worked out with one share of the period shown?"""

from __future__ import annotations

import math
from collections.abc import Sequence

from dash_app.components.tables import interval_text
from dash_app.evidence import counts_of, gap_of, interval_of, kind_of, spread_of
from dash_app.figures import goal
from dash_app.figures.contribution import whole
from dash_app.metrics import missing_cases
from dash_app.statistics import compare, funnel_limits
from dash_app.statistics.quantiles import normal_quantile
from dash_app.worked.base import At, Example
from schemas.catalogue import Indicator
from schemas.observation import Figure

Z = normal_quantile(0.95)


def interval(at: At) -> Example | None:
    """Work out Wilson's interval of one share."""
    for indicator, frame in at.surveys_first():
        for figure in at.own(frame):
            pair = counts_of(figure, indicator)
            if pair is None or kind_of(frame, indicator) == "rate" or not 0 < pair[0] < pair[1]:
                continue
            (x, n), t = pair, at.t
            share, below = x / n, 1 + Z * Z / n
            centre = (share + Z * Z / (2 * n)) / below
            half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / below
            steps = (
                t("worked.interval.share", x=at.number(x), n=at.number(n), share=at.number(share)),
                t("worked.interval.centre", centre=at.number(centre)),
                t("worked.interval.half", half=at.number(half)),
                t("worked.interval.ends", lower=at.number(centre - half), upper=at.number(centre + half)),
                t("worked.interval.shown", range=interval_text(figure, indicator, at.read.language)),
            )
            return Example(figure, steps, "vergleich")
    return None


def counted(at: At) -> Example | None:
    """Work out the interval of a rate, whose events may outnumber what they are set against."""
    for indicator, frame in at.with_frames():
        if kind_of(frame, indicator) == "proportion":
            continue
        for figure in at.own(frame):
            pair, found = counts_of(figure, indicator), interval_of(figure, indicator, "rate")
            if pair is None or found is None:
                continue
            (x, n), scale = pair, indicator.value.scale
            sides = {"lower": found.lower, "upper": found.upper}
            events = {side: at.number(end * n / scale, 1) for side, end in sides.items()}
            values = {side: at.shown(end, indicator) for side, end in sides.items()}
            method = at.t("worked.rate.exact" if x < 10 else "worked.rate.byar")
            steps = (
                at.t("worked.rate.events", x=at.number(x), n=at.number(n)),
                at.t("worked.rate.ends", method=method, **events),
                at.t("worked.rate.shown", **values),
            )
            return Example(figure, steps, "vergleich")
    return None


def compared(at: At) -> Example | None:
    """Hold the interval of one share against its target."""
    for indicator, frame in at.surveys_first():
        for figure in at.own(frame):
            target = figure.target
            found = interval_of(figure, indicator, kind_of(frame, indicator))
            if target is None or target.value is None or found is None:
                continue
            verdict = compare(found, target.value, polarity=indicator.polarity.value)
            words = {
                "range": interval_text(figure, indicator, at.read.language),
                "target": goal(target, indicator, at.read.language),
            }
            steps = (
                at.t("worked.compared.range", **words),
                at.t(f"worked.compared.{verdict}", area=at.name(figure)),
            )
            return Example(figure, steps, "vergleich")
    return None


def funnel(at: At) -> Example | None:
    """Work out the limits of one district, those for chance alone and those that count."""
    for indicator, frame in at.with_frames():
        spread = spread_of(frame, indicator)
        if isinstance(spread, str) or spread.kind == "rate":
            continue
        pairs = list(zip(spread.rows, spread.result.points, strict=True))
        wanted = [pair for pair in pairs if pair[0].district == at.read.district] or pairs
        figure, point = next((pair for pair in wanted if pair[1].signal != "none"), wanted[0])
        base, scale, t = spread.result.baseline or 0.0, indicator.value.scale, at.t
        sums = [math.fsum(pair) for pair in zip(*(_pair(row) for row in spread.rows), strict=True)]
        n = figure.denominator or 0.0
        alone, factor = funnel_limits(n, base, "proportion"), spread.result.dispersion.factor
        middle = {"x": at.number(sums[0]), "n": at.number(sums[1]), "share": at.number(base)}
        widened = {"phi": at.number(spread.result.dispersion.phi, 2), "root": at.number(factor**0.5, 1)}
        limits = {name: _between(at, getattr(point, name), indicator) for name in ("watch", "alert")}
        by_chance = {"n": at.number(n), "between": _between(at, alone, indicator)}
        steps = (
            t("worked.funnel.middle", **middle, value=at.shown(base * scale, indicator)),
            t("worked.funnel.alone", area=at.name(figure), **by_chance),
            t("worked.funnel.wider" if factor > 1 else "worked.funnel.same", **widened),
            t("worked.funnel.limits", **limits),
            t(f"worked.funnel.{point.signal}", area=at.name(figure), value=at.shown(figure.value, indicator)),
        )
        return Example(figure, steps, "trichter")
    return None


def _between(at: At, limits: tuple[float, float] | None, indicator: Indicator) -> str:
    """Return limits, per unit of the denominator, in the unit of the indicator."""
    low, high = (at.shown(end * indicator.value.scale, indicator) for end in limits or (0.0, 0.0))
    return at.t("worked.funnel.between", low=low, high=high)


def _pair(figure: Figure) -> tuple[float, float]:
    return figure.numerator or 0.0, figure.denominator or 0.0


def contribution(at: At) -> Example | None:
    """Work out what one district adds to the gap of Berlin."""
    for indicator, frame in at.with_frames():
        found = gap_of(frame, indicator)
        if found is None or not found.short or found.berlin.target is None:
            continue
        own = [part for part in found.short if part.figure.district == at.read.district]
        part = (own or found.short)[0]
        figure, total = part.figure, math.fsum(each.cases for each in found.short)
        needed = (figure.numerator or 0.0) + part.cases * _sense(figure, part.cases, indicator)
        words = {
            "area": at.name(figure),
            "target": goal(found.berlin.target, indicator, at.read.language),
            "n": at.number(figure.denominator),
            "x": at.number(figure.numerator),
            "needed": at.number(needed, 1),
            "cases": at.number(whole(part.cases)),
            "total": at.number(sum(whole(each.cases) for each in found.short)),
            "count": len(found.short),
            "share": at.number(100 * part.cases / total, 0),
        }
        key = "worked.contribution.more" if needed > (figure.numerator or 0.0) else "worked.contribution.less"
        return Example(figure, (at.t(key, **words), at.t("worked.contribution.share", **words)), "beitrag")
    return None


def _sense(figure: Figure, cases: float, indicator: Indicator) -> int:
    """Return 1 where cases are lacking, -1 where there are too many."""
    target = figure.target
    high = indicator.polarity.value == "higher_is_better"
    if target is not None and target.value is None:
        high = (figure.value or 0.0) < (target.lower or 0.0)
    return 1 if high else -1


def missing(at: At) -> Example | None:
    """Work out how many cases a share is away from its target."""
    for indicator, frame in at.with_frames():
        for figure in _first_berlin(at, frame):
            cases, target = missing_cases(figure, indicator), figure.target
            if not cases or target is None or target.value is None:
                continue
            x, n = figure.numerator or 0.0, figure.denominator or 0.0
            needed = target.value / indicator.value.scale * n
            words = {
                "target": at.number(target.value),
                "scale": at.number(indicator.value.scale),
                "n": at.number(n),
                "x": at.number(x),
                "needed": at.number(needed, 1),
                "gap": at.number(abs(needed - x), 1),
                "cases": at.number(cases),
            }
            key = "worked.gap.more" if needed > x else "worked.gap.less"
            return Example(figure, (at.t("worked.gap.needed", **words), at.t(key, **words)), "vergleich")
    return None


def _first_berlin(at: At, frame: Sequence[Figure]) -> list[Figure]:
    """Return the reader's district, else Berlin, where it has a value."""
    key = at.read.district or "00"
    return [figure for figure in frame if figure.district == key and figure.value is not None]
