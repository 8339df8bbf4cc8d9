"""What does a chart of single values say, in words made from the same figures?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash_app import formats
from dash_app.figures.labels import full_name, status_word
from dash_app.sentences.words import (
    Words,
    agreed,
    at,
    begin,
    caveats,
    floor,
    gap,
    joined,
    period_of,
    together,
    value,
)
from dash_app.texts import Texts
from schemas.catalogue import Area, Indicator
from schemas.observation import Figure, Status

_JUDGED = (Status.MET, Status.NEAR, Status.MISSED)


def gauge(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    language: str = "de",
    with_caveats: bool = True,
) -> Words:
    """Say value, target and distance of the last row of the frame; the title names the indicator.

    Where many stand together, what limits them is said once beside them (`with_caveats`).
    """
    figure = frame[-1]
    name = (indicator.short or indicator.title)(language)
    place = [full_name(figure.district, areas), formats.period(period_of(figure), language)]
    caption = together(
        at(figure, indicator, areas, language),
        verdict(figure, indicator, language),
        floor(figure, indicator, language),
        gap(figure, indicator, language),
        caveats([figure], language) if with_caveats else "",
    )
    is_word = figure.status is Status.NO_DATA and figure.state == "text"
    title = (
        f"{name}: {status_word(figure, language)}"
        if is_word
        else Texts(language)(f"sentences.gauge.{figure.status.value}", indicator=name)
    )
    return Words(title, " · ".join(place), caption)


def headline(figure: Figure, indicator: Indicator, areas: Mapping[str, Area], language: str) -> str:
    """Return the message of one figure: area, judgement, value instead of target."""
    t = Texts(language)
    words = {
        "area": full_name(figure.district, areas),
        "value": value(figure, indicator, language),
        "target": agreed(figure, indicator, language),
    }
    if figure.status in _JUDGED:
        return t(f"sentences.headline.{figure.status.value}", **words)
    key = {Status.NO_DATA: "no_data", Status.SUPPRESSED: "suppressed"}.get(figure.status, "no_target")
    if figure.state == "text" and figure.text and figure.status is Status.NO_DATA:
        key = "no_target"
    return t(f"sentences.headline.{key}", area=words["area"], value=words["value"])


def verdict(figure: Figure, indicator: Indicator, language: str) -> str:
    """Return the judgement as a sentence; no judgement without target and value."""
    t = Texts(language)
    if figure.status in _JUDGED:
        return t(f"sentences.verdict.{figure.status.value}", target=agreed(figure, indicator, language))
    if figure.target is None:
        return t("sentences.verdict.no_target")
    return t("sentences.verdict.open", target=agreed(figure, indicator, language))


def bullet(
    frame: Sequence[Figure],
    *,
    indicators: Mapping[str, Indicator],
    areas: Mapping[str, Area],
    language: str = "de",
) -> Words:
    """Say which of several figures meet their targets, by name."""
    t = Texts(language)
    titles = {f: _row_name(f, frame, indicators, areas, language) for f in frame}
    groups = [
        t(
            f"sentences.group.{status.value}",
            names=joined([titles[f] for f in frame if f.status is status], language),
        )
        for status in Status
        if any(f.status is status for f in frame)
    ]
    met, judged = sum(f.status is Status.MET for f in frame), sum(f.status in _JUDGED for f in frame)
    title = (
        t.plural("sentences.targets_met", met, total=_of_targets(judged, language))
        if judged
        else t("sentences.no_targets")
    )
    periods = sorted({period_of(f) for f in frame})
    spans = [formats.period(period, language) for period in periods]
    places = {f.district for f in frame}
    place = full_name(next(iter(places)), areas) if len(places) == 1 else ""
    caption = together(
        ". ".join(begin(group) for group in groups) + "." if groups else "", caveats(frame, language)
    )
    return Words(title, " · ".join(part for part in (place, ", ".join(spans)) if part), caption)


def _row_name(
    figure: Figure,
    frame: Sequence[Figure],
    indicators: Mapping[str, Indicator],
    areas: Mapping[str, Area],
    language: str,
) -> str:
    """Return what tells a row apart: its indicator, or its area where all are of one indicator."""
    if len(frame) > 1 and len({f.indicator for f in frame}) == 1:
        return full_name(figure.district, areas)
    return indicators[figure.indicator].title(language)


def _of_targets(count: int, language: str) -> str:
    """Return "von 21 Zielen"."""
    return Texts(language).plural("sentences.of_targets", count)
