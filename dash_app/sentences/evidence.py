"""Are districts really different, and which of them explain the gap of Berlin, in words?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash_app import formats
from dash_app.evidence import Contribution, Gap, Spread, gap_of, interval_of, kind_of, spread_of
from dash_app.figures.contribution import whole
from dash_app.figures.labels import amount, full_name
from dash_app.sentences.words import (
    Words,
    agreed,
    at,
    begin,
    caveats,
    gap,
    joined,
    names,
    period_of,
    subtitle,
    together,
    when,
)
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Area, Indicator
from schemas.observation import Figure

_FEW = 3
"""So many names fit into a title."""


def funnel(
    frame: Sequence[Figure], *, indicator: Indicator, areas: Mapping[str, Area], language: str = "de"
) -> Words:
    """Say which districts lie outside of what chance explains, or why that cannot be said."""
    t, spread = Texts(language), spread_of(frame, indicator)
    period = formats.period(period_of(frame[0]), language) if frame else ""
    under = subtitle(indicator, language, period)
    if not isinstance(spread, Spread):
        return Words(t("statistics.funnel.title.open"), under, t(f"statistics.funnel.{spread}"))
    alert, watch = spread.signals("alert"), spread.signals("watch")
    middle = amount((spread.result.baseline or 0) * indicator.value.scale, indicator, language)
    dispersion = spread.result.dispersion
    caption = together(
        t("statistics.funnel.middle", when=begin(when(period_of(spread.rows[0]), language)), value=middle),
        _outside("alert", alert, spread, areas, language),
        _outside("watch", watch, spread, areas, language),
        "" if alert or watch else t("statistics.funnel.inside"),
        t("statistics.funnel.dispersion", factor=formats.number(dispersion.factor**0.5, 1, language))
        if dispersion.applied
        else "",
        t("statistics.funnel.rate") if spread.kind == "rate" else "",
        caveats(spread.rows, language),
    )
    if alert and len(alert) <= _FEW:
        title = t.plural("statistics.funnel.title.named", len(alert), names=names(alert, areas, language))
    else:
        title = (
            t.plural("statistics.funnel.title", len(alert)) if alert else t("statistics.funnel.title.none")
        )
    return Words(title, under, caption)


def _outside(
    kind: str, found: Sequence[Figure], spread: Spread, areas: Mapping[str, Area], language: str
) -> str:
    """Return the districts outside limits by name, each with its side."""
    if not found:
        return ""
    t = Texts(language)
    sides = {row.district: point.side for row, point in zip(spread.rows, spread.result.points, strict=True)}
    listed = [
        t(f"statistics.funnel.{sides[row.district]}", area=full_name(row.district, areas)) for row in found
    ]
    return t(f"statistics.funnel.outside.{kind}", names=joined(listed, language))


def contribution(
    frame: Sequence[Figure], *, indicator: Indicator, areas: Mapping[str, Area], language: str = "de"
) -> Words:
    """Say how many cases Berlin lacks, and where most of them are lacking."""
    t, found = Texts(language), gap_of(frame, indicator)
    period = formats.period(period_of(frame[0]), language) if frame else ""
    under = subtitle(indicator, language, period)
    if found is None:
        said = t("statistics.contribution.open")
        return Words(t("statistics.contribution.title.open"), under, said)
    short = found.short
    most = [
        t("statistics.contribution.of", area=full_name(p.figure.district, areas), n=_cases(p, language))
        for p in short[:_FEW]
    ]
    caption = together(
        at(found.berlin, indicator, areas, language),
        gap(found.berlin, indicator, language) or t("statistics.contribution.met"),
        t.plural("statistics.contribution.sum", len(short), cases=_total(short, language)) if short else "",
        t("statistics.contribution.most", names=joined(most, language)) if len(short) > 1 else "",
        t("statistics.contribution.measured", target=agreed(found.berlin, indicator, language)),
        caveats([found.berlin], language),
    )
    return Words(_title(found, areas, language), under, caption)


def _cases(part: Contribution, language: str) -> str:
    return formats.number(whole(part.cases), 0, language)


def _total(parts: Sequence[Contribution], language: str) -> str:
    return formats.number(sum(whole(part.cases) for part in parts), 0, language)


def _title(found: Gap, areas: Mapping[str, Area], language: str) -> str:
    """Return the message: the few districts in which at least half of what is lacking is lacking."""
    t, short = Texts(language), found.short
    if not short:
        return t("statistics.contribution.title.none")
    total, reached, few = sum(part.cases for part in short), 0.0, []
    for part in short:
        few.append(part)
        reached += part.cases
        if reached >= total / 2:
            break
    share = formats.with_unit(100 * reached / total, "%", 0, language)
    if len(few) > _FEW:
        return t.plural("statistics.contribution.title.many", len(few), share=share)
    listed = names([part.figure for part in few], areas, language)
    return t("statistics.contribution.title", names=listed, share=share)


def intervals(frame: Sequence[Figure], indicator: Indicator, language: str) -> str:
    """Return what the thin lines of a comparison mean, and how many answered a survey; empty without them."""
    t, kind = Texts(language), kind_of(frame, indicator)
    if not any(interval_of(figure, indicator, kind) for figure in frame):
        return ""
    counts = [f.denominator for f in frame if f.district != BERLIN and f.value is not None and f.denominator]
    if not indicator.survey or not counts:
        return t("statistics.intervals")
    low, high = (formats.number(count, 0, language) for count in (min(counts), max(counts)))
    return together(t("statistics.intervals"), t("statistics.answers", low=low, high=high))
