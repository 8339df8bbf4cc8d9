"""How do the districts stand, in words: how many meet the target, how far do values reach, who is missing?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from dash_app import formats
from dash_app.figures.labels import full_name, goal_label
from dash_app.sentences.evidence import intervals
from dash_app.sentences.words import (
    Words,
    agreed,
    begin,
    caveats,
    gap,
    joined,
    names,
    period_of,
    since,
    subtitle,
    together,
    value,
    when,
)
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Area, Indicator
from schemas.observation import Figure, Status

_JUDGED = (Status.MET, Status.NEAR, Status.MISSED)


def comparison(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    district: str | None = None,
    language: str = "de",
) -> Words:
    """Say how many districts meet the target, where Berlin stands, how far values reach, who is missing."""
    t = Texts(language)
    if not frame:
        return Words(t("sentences.no_values"), subtitle(indicator, language), t("sentences.no_values") + ".")
    period = period_of(frame[0])
    districts = [f for f in frame if f.district != BERLIN]
    berlin = next((f for f in frame if f.district == BERLIN), None)
    own = next((f for f in districts if f.district == district), None)
    caption = together(
        _counts(districts, indicator, language, begin(when(period, language)), frame),
        _standing(berlin, indicator, areas, language),
        gap(berlin, indicator, language) if berlin else "",
        _standing(own, indicator, areas, language),
        gap(own, indicator, language) if own else "",
        spread(districts, indicator, areas, language),
        absent(districts, areas, language),
        intervals(frame, indicator, language),
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
    words = _in_words(districts)
    counted = {s: [f for f in districts if f.status is s and f not in words] for s in Status}
    groups = [
        t(f"sentences.group.{s.value}", names=names(listed, areas, language))
        for s, listed in counted.items()
        if listed
    ]
    caption = together(
        f"{begin(when(period, language))} – {'; '.join(groups)}." if groups else "",
        absent(words, areas, language),
        caveats(districts, language),
    )
    return Words(
        _missed_title(districts, indicator, areas, language),
        subtitle(indicator, language, formats.period(period, language)),
        caption,
    )


def small_multiples(
    frame: Sequence[Figure], *, indicator: Indicator, areas: Mapping[str, Area], language: str = "de"
) -> Words:
    """Say how many districts meet the target in the last period, and that all share one scale."""
    t = Texts(language)
    districts = sorted({f.district for f in frame} - {BERLIN})
    if not districts:
        return Words(t("sentences.no_values"), subtitle(indicator, language), t("sentences.no_values") + ".")
    by_start = attrgetter("period_start")
    start, end = period_of(min(frame, key=by_start)), period_of(max(frame, key=by_start))
    latest = [f for f in frame if f.district != BERLIN and f.period_start == end.start]
    span = " – ".join(dict.fromkeys(formats.period(p, language) for p in (start, end)))
    caption = together(
        t("sentences.shared_scale"),
        _counts(latest, indicator, language, begin(when(end, language))),
        absent(latest, areas, language),
        caveats(latest, language),
    )
    return Words(
        _moved_title(frame, latest, indicator, areas, language), subtitle(indicator, language, span), caption
    )


def _missed_title(
    districts: Sequence[Figure], indicator: Indicator, areas: Mapping[str, Area], language: str
) -> str:
    """Return the message of a map: where the target is missed, by name where these are few."""
    t = Texts(language)
    missed = [f for f in districts if f.status is Status.MISSED]
    near = sum(f.status is Status.NEAR for f in districts)
    if not any(f.status in _JUDGED for f in districts):
        return _title(districts, indicator, areas, language)
    if not missed:
        return t.plural("sentences.none_missed_near", near) if near else t("sentences.none_missed")
    if len(missed) <= 3:
        return t.plural("sentences.missed_in", len(missed), names=names(missed, areas, language))
    judged = sum(f.status in _JUDGED for f in districts)
    return t("sentences.missed_by", n=len(missed), of=t.plural("sentences.of_districts", judged))


def _moved_title(
    frame: Sequence[Figure],
    latest: Sequence[Figure],
    indicator: Indicator,
    areas: Mapping[str, Area],
    language: str,
) -> str:
    """Return the message of pictures over time: how many districts came to meet the target or ceased to."""
    t = Texts(language)
    judged = sorted((f for f in frame if f.district != BERLIN and f.status in _JUDGED), key=period_of)
    if not judged:
        return _risen(frame, latest, language) or _title(latest, indicator, areas, language)
    first = {f.district: f.status is Status.MET for f in reversed(judged)}
    last = {f.district: f.status is Status.MET for f in judged}
    gained = sum(last[area] and not first[area] for area in last)
    lost = sum(first[area] and not last[area] for area in last)
    start = {"since": since(period_of(judged[0]), language)}
    if not gained:
        return t.plural("sentences.lost", lost, **start) if lost else t("sentences.unmoved", **start)
    said = t.plural("sentences.gained", gained, **start)
    return said + (t.plural("sentences.and_lost", lost) if lost else "")


def _risen(frame: Sequence[Figure], latest: Sequence[Figure], language: str) -> str:
    """Return how many districts lie higher than a year before; empty where fewer than two can be compared."""
    t, by_place = Texts(language), {(f.district, f.period): f for f in frame}
    earlier = [by_place.get((f.district, str(period_of(f).year_before()))) for f in latest]
    pairs = [
        (old.value, new.value)
        for old, new in zip(earlier, latest, strict=True)
        if old and old.value is not None and new.value is not None
    ]
    if len(pairs) < 2 or any("break" in f.flags for f in frame):
        return ""
    higher, then = sum(new > old for old, new in pairs), when(period_of(latest[0]).year_before(), language)
    of = t.plural("sentences.of_districts", len(pairs))
    return (
        t.plural("sentences.risen", higher, of=of, when=then)
        if higher
        else t("sentences.risen.none", when=then)
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


def _counts(
    districts: Sequence[Figure],
    indicator: Indicator,
    language: str,
    start: str,
    others: Sequence[Figure] = (),
) -> str:
    """Return how many districts meet, nearly meet and miss the target."""
    t = Texts(language)
    judged = [f for f in districts if f.status in _JUDGED]
    if not judged:
        known = sum(f.value is not None for f in districts)
        of = t.plural("sentences.districts", known)
        key = "sentences.no_target_counts"
        return t(f"{key}.berlin" if any(f.target for f in others) else key, when=start, of=of)
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
    if len(known) == 1 < len(districts):
        only = {"area": full_name(known[0].district, areas), "value": value(known[0], indicator, language)}
        return Texts(language)("sentences.single", **only)
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


def _in_words(figures: Iterable[Figure]) -> list[Figure]:
    """Return those that were delivered as a word instead of a number."""
    return [
        f
        for f in figures
        if f.value is None and f.state == "text" and f.text and f.status is not Status.SUPPRESSED
    ]


def absent(figures: Sequence[Figure], areas: Mapping[str, Area], language: str) -> str:
    """Return who has no number, and why."""
    t = Texts(language)
    words = _in_words(figures)
    none = [f for f in figures if f.status is Status.NO_DATA and f not in words]
    hidden = [f for f in figures if f.status is Status.SUPPRESSED]
    small, withheld = ([f for f in hidden if f.is_withheld is each] for each in (False, True))
    said = [t("sentences.in_words", area=full_name(f.district, areas), text=f.text) for f in words]
    if none:
        said.insert(0, t("sentences.absent", names=names(none, areas, language)))
    if small:
        said.append(t("sentences.hidden", names=names(small, areas, language)))
    if withheld:
        said.append(t("sentences.withheld", names=names(withheld, areas, language)))
    return " ".join(said)


def few(figures: Sequence[Figure], *, indicator: Indicator, areas: Mapping[str, Area], language: str) -> str:
    """Return the values of a few areas in one period: "Terminausfallquote im ...: Mitte 12,7 %, ...".

    Berlin comes last; the target is told once.
    """
    t, ordered = Texts(language), sorted(figures, key=lambda figure: figure.district == BERLIN)
    values = [
        f"{full_name(figure.district, areas)} {value(figure, indicator, language)}" for figure in ordered
    ]
    aim = next((goal_label(f.target, indicator, language) for f in ordered if f.target), "")
    said = t(
        "sentences.few.target" if aim else "sentences.few",
        indicator=indicator.title(language),
        when=when(period_of(ordered[0]), language),
        values=joined(values, language),
        target=aim,
    )
    return together(said, caveats(ordered, language))
