"""Which phrases do all sentences share?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dash_app import formats
from dash_app.figures.labels import floor_value, full_name, goal, is_ceiling
from dash_app.metrics import distance, missing_cases
from dash_app.texts import Texts
from schemas.catalogue import BERLIN, Area, Indicator, Target
from schemas.observation import Figure, Status
from schemas.period import Level, Period


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a chart: message, what is shown (indicator, unit, period), and sentence."""

    title: str
    subtitle: str
    caption: str


def period_of(figure: Figure) -> Period:
    """Return the period of a figure."""
    return Period(figure.period_start, figure.period_end, figure.level)


def when(period: Period, language: str) -> str:
    """Return the period for the middle of a sentence: "im 3. Quartal 2024", "am 31.03.2024"."""
    t, year = Texts(language), period.start.year
    match period.level:
        case Level.YEAR:
            return t("sentences.when.year", year=year)
        case Level.HALF:
            return t("sentences.when.half", part=1 if period.start.month < 7 else 2, year=year)
        case Level.QUARTER:
            return t("sentences.when.quarter", part=(period.start.month + 2) // 3, year=year)
        case Level.MONTH:
            return t("sentences.when.month", month=formats.period(period, language))
        case _:
            return t("sentences.when.date", day=formats.day(period.start, language))


def since(period: Period, language: str) -> str:
    """Return the period as it stands after "since": "dem 3. Quartal 2024", "März 2024"."""
    t, month = Texts(language), period.start.month
    if period.level is Level.HALF:
        return t("sentences.since.half", part=1 if month < 7 else 2, year=period.start.year)
    if period.level is Level.QUARTER:
        return t("sentences.since.quarter", part=(month + 2) // 3, year=period.start.year)
    return formats.period(period, language)


def begin(sentence: str) -> str:
    """Return a sentence with a capital letter at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def joined(parts: Sequence[str], language: str) -> str:
    """Return an enumeration: "Mitte, Pankow und Spandau"."""
    if len(parts) < 2:
        return "".join(parts)
    return Texts(language)("sentences.and", first=", ".join(parts[:-1]), last=parts[-1])


def together(*sentences: str) -> str:
    """Return sentences in a row, empty ones left out."""
    return " ".join(sentence for sentence in sentences if sentence)


def names(figures: Iterable[Figure], areas: Mapping[str, Area], language: str) -> str:
    """Return the full names of the areas of figures as an enumeration."""
    return joined([full_name(figure.district, areas) for figure in figures], language)


def value(figure: Figure, indicator: Indicator, language: str) -> str:
    """Return the value with unit, a word in quotation marks, or that there is none."""
    text = formats.figure_text(figure, indicator, language)
    t = Texts(language)
    if figure.status is Status.SUPPRESSED:
        return t("sentences.suppressed")
    if figure.value is None:
        return (
            t("sentences.quoted", text=text)
            if figure.state == "text" and figure.text
            else t("sentences.no_data")
        )
    return text


def at(figure: Figure, indicator: Indicator, areas: Mapping[str, Area], language: str) -> str:
    """Return where an area stands in a period, as a sentence; also where there is no number."""
    words = {"when": when(period_of(figure), language), "area": full_name(figure.district, areas)}
    t = Texts(language)
    if figure.status is Status.SUPPRESSED:
        return begin(t("sentences.at_withheld" if figure.is_withheld else "sentences.at_suppressed", **words))
    if figure.value is not None:
        return begin(t("sentences.at", **words, value=value(figure, indicator, language)))
    if figure.state == "text" and figure.text:
        return begin(t("sentences.at_words", **words, value=value(figure, indicator, language)))
    return begin(t("sentences.at_none", **words))


def newest(rows: Sequence[Figure], last: int, language: str) -> str:
    """Return what stands in place of the newest figure where the last value is an older one; else empty.

    `rows` are of one area, oldest first; `last` is the position of the last value that counts.
    """
    row = rows[-1]
    if last == len(rows) - 1:
        return ""
    kind = "missing"
    if row.status is Status.SUPPRESSED:
        kind = "hidden"
    elif row.value is not None:
        kind = "partial"
    elif row.state == "text" and row.text:
        kind = "words"
    words = {
        "when": begin(when(period_of(row), language)),
        "then": formats.period(period_of(rows[last]), language),
    }
    return Texts(language)(f"sentences.newest.{kind}", **words, text=row.text or "")


def hidden_gaps(rows: Sequence[Figure], area: str, language: str) -> str:
    """Return how many figures of an area (its full name) stay hidden and why; empty where none do."""
    hidden = [row for row in rows if row.status is Status.SUPPRESSED]
    small = sum(not row.is_withheld for row in hidden)
    t = Texts(language)
    return together(
        t.plural("sentences.hidden_gaps", small, area=area) if small else "",
        t("sentences.withheld_gaps", area=area) if len(hidden) > small else "",
    )


def agreed(figure: Figure, indicator: Indicator, language: str) -> str:
    """Return the target of a figure for the middle of a sentence: "80 %", "85–90 %"; empty without one."""
    return goal(figure.target, indicator, language) if figure.target else ""


def subtitle(indicator: Indicator, language: str, *more: str) -> str:
    """Return indicator, unit and what else is given: "Terminausfallquote · in % · 3. Quartal 2024"."""
    unit = formats.unit(indicator.unit, language)
    parts = [
        indicator.title(language),
        Texts(language)("sentences.in_percent") if unit == "%" else unit,
        *more,
    ]
    return " · ".join(part for part in parts if part)


def floor(figure: Figure, indicator: Indicator, language: str) -> str:
    """Return the binding floor or ceiling as a sentence; empty without one."""
    shown = floor_value(figure.target, indicator, language) if figure.target else ""
    key = "sentences.ceiling" if figure.target and is_ceiling(figure.target) else "sentences.floor"
    return Texts(language)(key, value=shown) if shown else ""


def gap(figure: Figure, indicator: Indicator, language: str) -> str:
    """Return how many cases the target is away, as a sentence; empty where it is met or cannot be counted."""
    cases, away = missing_cases(figure, indicator), distance(figure.value, indicator, figure.target)
    if not cases or not away:
        return ""
    what = indicator.cases(language) if indicator.cases else ""
    key = "sentences.gap_more" if away < 0 else "sentences.gap_less"
    t = Texts(language)
    return t.plural(key, cases, cases=what) if what else t.plural(f"{key}.cases", cases)


def difference(now: Figure, before: Figure, indicator: Indicator, language: str) -> str:
    """Return how a value differs from an earlier one: "2,1 Prozentpunkte mehr"; empty if equal or unknown."""
    if now.value is None or before.value is None:
        return ""
    t = Texts(language)
    new, old = (formats.rounded(f.value, indicator.decimals) for f in (now, before) if f.value is not None)
    if new == old:
        return ""
    amount = span(float(abs(new - old)), indicator, indicator.decimals, language)
    return t("sentences.more" if new > old else "sentences.less", amount=amount)


def span(size: float, indicator: Indicator, decimals: int, language: str) -> str:
    """Return a distance between two values: percentage points where values are per cent."""
    if indicator.unit != "%":
        return formats.with_unit(size, indicator.unit, decimals, language)
    key = "sentences.point" if size == 1 and not decimals else "sentences.points"
    return Texts(language)(key, number=formats.number(size, decimals, language))


def tolerance(target: Target, indicator: Indicator, language: str) -> str:
    """Return how far off a target counts as nearly met, a dash where nothing is agreed."""
    if target.tolerance is None:
        return "–"
    decimals = 0 if target.tolerance == round(target.tolerance) else indicator.decimals
    return span(target.tolerance, indicator, decimals, language)


def caveats(figures: Iterable[Figure], language: str) -> str:
    """Return what limits the figures: incomplete, provisional, estimated, example targets, demonstration."""
    t, listed = Texts(language), list(figures)
    said = []
    partial = [f for f in listed if f.district == BERLIN and "incomplete" in f.flags and f.value is not None]
    few = sorted({f.districts for f in partial if 0 < f.districts < 12})
    if few:
        said.append(t.plural("sentences.berlin_of_districts", few[0]))
    elif partial or any(
        "incomplete" in f.flags for f in listed if f.district != BERLIN and f.value is not None
    ):
        said.append(t("sentences.incomplete"))
    shown = [f for f in listed if f.value is not None]
    for flag in ("provisional", "estimated"):
        count = sum(flag in f.flags for f in shown)
        if count:
            said.append(t(f"sentences.all_{flag}" if count == len(shown) else f"sentences.some_{flag}"))
    examples = [target.is_example for f in listed if (target := f.target)]
    if any(examples):
        said.append(t("sentences.example" if all(examples) else "sentences.some_examples"))
    if any("demo" in f.flags for f in listed):
        said.append(t("sentences.demo"))
    return " ".join(said)
