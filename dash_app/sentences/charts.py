"""What does a chart say, in words? Titles, subtitles and captions, made from the same figures as the chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash_app import formats
from dash_app.figures.base import full_name, of_area, status_word
from dash_app.sentences.words import (
    Words,
    agreed,
    at,
    begin,
    caveats,
    difference,
    floor,
    gap,
    joined,
    names,
    period_of,
    subtitle,
    together,
    value,
    when,
)
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Area, Indicator
from schemas.observation import Figure, Status

_JUDGED = (Status.MET, Status.NEAR, Status.MISSED)


def gauge(
    frame: Sequence[Figure], *, indicator: Indicator, areas: Mapping[str, Area], language: str = "de"
) -> Words:
    """Say value, target and distance of the last row of the frame; many dials stand together, so each is named."""
    figure = frame[-1]
    name = (indicator.short or indicator.title)(language)
    place = [full_name(figure.district, areas), formats.period(period_of(figure), language)]
    caption = together(
        at(figure, indicator, areas, language),
        verdict(figure, indicator, language),
        floor(figure, indicator, language),
        gap(figure, indicator, language),
        caveats([figure], language),
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


def comparison(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None = None,
    language: str = "de",
) -> Words:
    """Say how many districts meet the target, where Berlin stands, how far the values reach, and who is missing."""
    t = Texts(language)
    if not frame:
        return Words(t("sentences.no_values"), subtitle(indicator, language), t("sentences.no_values") + ".")
    period = period_of(frame[0])
    districts = [f for f in frame if f.district != BERLIN]
    berlin = next((f for f in frame if f.district == BERLIN), None)
    own = next((f for f in districts if f.district == district), None)
    caption = together(
        _counts(districts, indicator, language, begin(when(period, language))),
        _standing(berlin, indicator, areas, language),
        _standing(own, indicator, areas, language),
        spread(districts, indicator, areas, language),
        absent(districts, areas, language),
        caveats(frame, language),
    )
    return Words(
        _title(districts, indicator, areas, language),
        subtitle(indicator, language, formats.period(period, language)),
        caption,
    )


def tile_map(
    frame: Sequence[Figure], *, indicator: Indicator, areas: Mapping[str, Area], language: str = "de"
) -> Words:
    """Say by name which districts meet the target, nearly meet it, miss it, or have no figure."""
    t = Texts(language)
    districts = [f for f in frame if f.district != BERLIN]
    if not districts:
        return Words(t("sentences.no_values"), subtitle(indicator, language), t("sentences.no_values") + ".")
    period = period_of(districts[0])
    groups = [
        t(f"sentences.group.{s.value}", names=names([f for f in districts if f.status is s], areas, language))
        for s in Status
        if any(f.status is s for f in districts)
    ]
    caption = together(
        f"{begin(when(period, language))} – {'; '.join(groups)}.", caveats(districts, language)
    )
    return Words(
        _title(districts, indicator, areas, language),
        subtitle(indicator, language, formats.period(period, language)),
        caption,
    )


def _title(
    districts: Sequence[Figure], indicator: Indicator, areas: Mapping[str, Area], language: str
) -> str:
    """Return the message about several districts."""
    t = Texts(language)
    judged = [f for f in districts if f.status in _JUDGED]
    if judged:
        return _counted(
            "sentences.districts_title", sum(f.status is Status.MET for f in judged), len(judged), language
        )
    return spread(districts, indicator, areas, language).rstrip(".") or t("sentences.no_values")


def _counted(key: str, met: int, total: int, language: str) -> str:
    """Return "3 von 12 Bezirken erreichen das Ziel" with words for none and all."""
    t = Texts(language)
    if met == 0:
        return t(f"{key}.none", of=t.plural("sentences.of_districts", total))
    if met == total:
        return t.plural(f"{key}.all", total)
    return t.plural(key, met, of=t.plural("sentences.of_districts", total))


def _counts(districts: Sequence[Figure], indicator: Indicator, language: str, start: str) -> str:
    """Return how many districts meet, nearly meet and miss the target."""
    t = Texts(language)
    judged = [f for f in districts if f.status in _JUDGED]
    if not judged:
        known = sum(f.value is not None for f in districts)
        return t("sentences.no_target_counts", when=start, of=t.plural("sentences.districts", known))
    counts = {status: sum(f.status is status for f in judged) for status in _JUDGED}
    goals = {agreed(f, indicator, language) for f in judged}
    target = (
        t("sentences.target_of", target=next(iter(goals))) if len(goals) == 1 else t("sentences.own_target")
    )
    of = t.plural("sentences.of_districts", len(judged))
    first = t.plural("sentences.districts_meet", counts[Status.MET], when=start, of=of, target=target)
    rest = [t.plural(f"sentences.districts_{s.value}", counts[s]) for s in _JUDGED[1:] if counts[s]]
    return first + ("; " + ", ".join(rest) if rest else "") + "."


def _standing(figure: Figure | None, indicator: Indicator, areas: Mapping[str, Area], language: str) -> str:
    """Return where one area stands."""
    if figure is None or (figure.value is None and figure.district != BERLIN):
        return ""  # districts without a number are listed together
    if figure.value is None:
        return Texts(language)("sentences.berlin_none")
    name, shown = full_name(figure.district, areas), value(figure, indicator, language)
    return Texts(language)("sentences.stands_at", area=name, value=shown)


def spread(
    districts: Sequence[Figure], indicator: Indicator, areas: Mapping[str, Area], language: str
) -> str:
    """Return how far the values reach, with the names at both ends; no ranking."""
    known = sorted((f for f in districts if f.value is not None), key=lambda f: (f.value or 0.0, f.district))
    if len(known) < 2:
        return ""
    low, high = known[0], known[-1]
    shown = [value(f, indicator, language) for f in (low, high)]
    if shown[0] == shown[1]:
        return Texts(language)("sentences.all_at", value=shown[0])
    places = [full_name(f.district, areas) for f in (low, high)]
    return Texts(language)(
        "sentences.reach", low=shown[0], low_area=places[0], high=shown[1], high_area=places[1]
    )


def absent(figures: Sequence[Figure], areas: Mapping[str, Area], language: str) -> str:
    """Return who has no number, and why."""
    t = Texts(language)
    words = [
        f
        for f in figures
        if f.value is None and f.state == "text" and f.text and f.status is not Status.SUPPRESSED
    ]
    none = [f for f in figures if f.status is Status.NO_DATA and f not in words]
    hidden = [f for f in figures if f.status is Status.SUPPRESSED]
    said = [t("sentences.in_words", area=full_name(f.district, areas), text=f.text) for f in words]
    if none:
        said.insert(0, t("sentences.absent", names=names(none, areas, language)))
    if hidden:
        said.append(t("sentences.hidden", names=names(hidden, areas, language)))
    return " ".join(said)


def trend(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None = None,
    language: str = "de",
) -> Words:
    """Say the last value against its target and against the year before, for the district (or Berlin) and Berlin."""
    t = Texts(language)
    shown = [area for area in (district, BERLIN) if area and of_area(frame, area)]
    if not shown:
        return Words(t("sentences.no_values"), subtitle(indicator, language), t("sentences.no_values") + ".")
    focus = of_area(frame, shown[0])
    last = _last(focus)
    span = " – ".join(dict.fromkeys(formats.period(period_of(f), language) for f in (focus[0], focus[-1])))
    recent = [_last(of_area(frame, area)) for area in shown]
    gaps = sum(f.status is Status.NO_DATA and f.state != "text" for f in focus)
    caption = together(
        *(_course(of_area(frame, area), indicator, areas, language) for area in shown),
        t.plural("sentences.gaps", gaps, area=full_name(shown[0], areas)) if gaps else "",
        t("sentences.breaks") if any("break" in f.flags for f in focus) else "",
        caveats(recent, language),
    )
    return Words(headline(last, indicator, areas, language), subtitle(indicator, language, span), caption)


def _last(rows: Sequence[Figure]) -> Figure:
    """Return the last row with a value, the last one where there is none."""
    return next((row for row in reversed(rows) if row.value is not None), rows[-1])


def _course(rows: Sequence[Figure], indicator: Indicator, areas: Mapping[str, Area], language: str) -> str:
    """Return the last value of an area, its judgement, and the change from a year before."""
    t, last = Texts(language), _last(rows)
    period = period_of(last)
    first = at(last, indicator, areas, language)
    earlier = {row.period: row for row in rows}.get(str(period.year_before()))
    if earlier is None or last.value is None or earlier.value is None:
        return together(first, verdict(last, indicator, language))
    since = [row for row in rows if earlier.period_start < row.period_start <= last.period_start]
    then = when(period.year_before(), language)
    if any("break" in row.flags for row in since):
        return together(first, verdict(last, indicator, language), t("sentences.not_comparable", when=then))
    change = difference(last, earlier, indicator, language)
    old = value(earlier, indicator, language)
    same = t("sentences.year_before_same", when=then)
    compared = t("sentences.year_before", change=change, when=then, value=old) if change else same
    return together(first, verdict(last, indicator, language), compared)


def small_multiples(
    frame: Sequence[Figure], *, indicator: Indicator, areas: Mapping[str, Area], language: str = "de"
) -> Words:
    """Say how many districts meet the target in the last period, and that all share one scale."""
    t = Texts(language)
    districts = sorted({f.district for f in frame} - {BERLIN})
    if not districts:
        return Words(t("sentences.no_values"), subtitle(indicator, language), t("sentences.no_values") + ".")
    end = max(period_of(f) for f in frame)
    latest = [f for f in frame if f.district != BERLIN and period_of(f) == end]
    start = min(period_of(f) for f in frame)
    span = " – ".join(dict.fromkeys(formats.period(p, language) for p in (start, end)))
    caption = together(
        t("sentences.shared_scale"),
        _counts(latest, indicator, language, begin(when(end, language))),
        absent(latest, areas, language),
        caveats(latest, language),
    )
    return Words(_title(latest, indicator, areas, language), subtitle(indicator, language, span), caption)
