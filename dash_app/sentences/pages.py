"""What is the state of things, in one sentence? The first words of pages and tiles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from dash_app.figures.labels import full_name, status_word
from dash_app.sentences.charts import gauge
from dash_app.sentences.words import begin, caveats, difference, together, value, when
from dash_app.texts import Texts
from schemas.catalogue import Area, Indicator
from schemas.observation import Figure, Status
from schemas.period import Period


def summary(figures: Iterable[Figure], *, period: Period, language: str = "de") -> str:
    """Say how many targets are met: "Im 3. Quartal 2024 sind 9 von 21 Zielen erreicht, ...".

    Expects one figure per indicator (of Berlin, or of one district). Figures without target are not counted.
    """
    start = begin(when(period, language))
    return _counted(list(figures), "sentences.summary", start, {}, language)


def agreement(figures: Iterable[Figure], *, period: Period, name: str, language: str = "de") -> str:
    """Say how many targets of an agreement are met in Berlin as a whole."""
    start = begin(when(period, language))
    return _counted(list(figures), "sentences.agreement", start, {"name": name}, language)


def district(figures: Iterable[Figure], *, period: Period, area: Area, language: str = "de") -> str:
    """Say how many city-wide targets a district meets."""
    start = begin(when(period, language))
    return _counted(list(figures), "sentences.district", start, {"area": area.name}, language)


def _counted(figures: list[Figure], key: str, start: str, more: Mapping[str, str], language: str) -> str:
    """Return the sentence of a page with its counts and what limits them."""
    t = Texts(language)
    with_target = [f for f in figures if f.target is not None]
    counts = Counter(f.status for f in with_target)
    if not with_target:
        return together(t(f"{key}.no_targets", when=start, **more), caveats(figures, language))
    of = t.plural("sentences.of_targets", len(with_target))
    said = t.plural(key, counts[Status.MET], when=start, of=of, **more)
    parts = [
        t.plural(f"sentences.count.{s.value}", counts[s]) for s in (Status.NEAR, Status.MISSED) if counts[s]
    ]
    open_ends = [
        t.plural(f"sentences.count.{s.value}", counts[s])
        for s in (Status.NO_DATA, Status.SUPPRESSED)
        if counts[s]
    ]
    sentence = ", ".join([said, *parts]) + ("; " + ", ".join(open_ends) if open_ends else "") + "."
    return together(sentence, caveats(figures, language))


def indicator_state(
    figure: Figure, *, indicator: Indicator, areas: Mapping[str, Area], language: str = "de"
) -> str:
    """Say in one sentence where one area stands on one indicator, for the top of its page."""
    return gauge([figure], indicator=indicator, areas=areas, language=language).caption


def change_line(
    now: Figure, before: Figure, *, indicator: Indicator, areas: Mapping[str, Area], language: str = "de"
) -> str:
    """Say what changed between two figures of one indicator and area."""
    t = Texts(language)
    words = {"indicator": indicator.title(language), "area": full_name(now.district, areas)}
    values = {"new": value(now, indicator, language), "old": value(before, indicator, language)}
    if now.status is not before.status:
        states = {"state": status_word(now, language), "before": status_word(before, language)}
        return t("sentences.changed_status", **words, **states, **values)
    change = difference(now, before, indicator, language)
    return (
        t("sentences.changed_value", **words, change=change, **values)
        if change
        else t("sentences.unchanged", **words, **values)
    )


def missing(count: int, *, period: Period, language: str = "de") -> str:
    """Say how many deliveries are missing."""
    return Texts(language).plural("sentences.missing", count, when=when(period, language))
