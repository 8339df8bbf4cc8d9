"""How are numbers, units, days and periods written in German and in English?"""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from dash_app.metrics import shown
from dash_app.texts import DEFAULT, LOCALES, Texts
from schemas.catalogue import Indicator
from schemas.observation import Figure, Status
from schemas.period import MONTHS, Level, Period

BERLIN_TIME = ZoneInfo("Europe/Berlin")
MINUS = "−"
NOTHING = "–"
"""The official sign for "nothing there"."""
COUNT = "Anzahl"
"""Unit of the catalogue for plain counts; nothing is written behind the number."""
NO_BREAK = "\u00a0"
KEPT = 16_384
"""Texts kept per kind: a page writes the same numbers and periods many times."""
_DAYS = {"de": "dd.MM.y", "en": "d MMM y"}


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(LOCALES.get(language, LOCALES[DEFAULT]))


@cache
def _texts(language: str) -> Texts:
    return Texts(language)


def rounded(value: float, decimals: int) -> Decimal:
    """Return a number as it is shown: rounded half away from zero, and never minus zero."""
    return shown(value, decimals) or Decimal(0).scaleb(-decimals)


@lru_cache(KEPT)
def number(value: float | None, decimals: int, language: str) -> str:
    """Return `1.234,5` or `1,234.5` with exactly `decimals` decimals; `k. A.` for None."""
    if value is None:
        return _texts(language)("formats.no_data")
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(rounded(value, decimals), pattern, locale=_locale(language)).replace("-", MINUS)


def signed(value: float | None, decimals: int, language: str) -> str:
    """Return a difference with its sign: `+1,2`, `−0,4`, `±0,0`; `k. A.` for None."""
    if value is None:
        return number(None, decimals, language)
    shown = rounded(value, decimals)
    sign = "±" if shown == 0 else "+" if shown > 0 else MINUS
    return sign + number(abs(value), decimals, language)


@lru_cache(KEPT)
def unit(name: str, language: str, *, one: bool = False) -> str:
    """Return a unit in the language: `Tage`, `days`; for `one` `Tag`, `day`; empty for plain counts."""
    if name == COUNT:
        return ""
    t, key = _texts(language), f"formats.unit.{name}"
    return t.plural(key, 1 if one else 2) if key in t else name


def with_unit(value: float | None, indicator_unit: str, decimals: int, language: str) -> str:
    """Return a number with its unit: `12,3 %` or `12.3%`, `4 Tage`; `k. A.` for None."""
    text = number(value, decimals, language)
    if value is None:
        return text
    name = unit(indicator_unit, language, one=text == "1")
    if not name:
        return text
    return text + name if name == "%" and language == "en" else text + NO_BREAK + name


@lru_cache(KEPT)
def day(value: date, language: str) -> str:
    """Return `31.03.2024` or `31 Mar 2024`; of a time the day that it says."""
    return format_date(value, _DAYS.get(language, _DAYS["de"]), locale=_locale(language))


def in_berlin(value: datetime) -> datetime:
    """Return a time in Berlin; one without zone is taken as UTC."""
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(BERLIN_TIME)


def moment(value: datetime, language: str) -> str:
    """Return day and time in Berlin: `31.03.2024, 11:30 Uhr`; a time without zone is taken as UTC."""
    pattern = "dd.MM.y, HH:mm 'Uhr'" if language == "de" else "d MMM y, HH:mm"
    return format_datetime(in_berlin(value), pattern, tzinfo=BERLIN_TIME, locale=_locale(language))


@lru_cache(KEPT)
def period(value: Period, language: str, *, long: bool = False) -> str:
    """Return `3. Quartal 2024`, `März 2024`, `1. Halbjahr 2024`, `2024`, `31.03.2024`.

    `long` says of a key date that it is one. Axes have a shorter form of their own (`figures.timeline`).
    """
    t, year = _texts(language), value.start.year
    part = (value.start.month - 1) // MONTHS.get(value.level, 1) + 1
    match value.level:
        case Level.YEAR:
            return str(year)
        case Level.HALF:
            return t("formats.half", part=part, year=year)
        case Level.QUARTER:
            return t("formats.quarter", part=part, year=year)
        case Level.MONTH:
            return format_date(value.start, "LLLL y", locale=_locale(language))
        case _:
            text = day(value.start, language)
            return t("formats.date.long", day=text) if long else text


def figure_text(figure: Figure, indicator: Indicator, language: str) -> str:
    """Return what stands in a cell: the value with its unit, a word as delivered, `–`, `x` or `k. A.`."""
    if figure.status is Status.SUPPRESSED:
        return _texts(language)("formats.suppressed")
    if figure.value is None and figure.state == "nothing":
        return NOTHING
    if figure.value is None and figure.state == "text" and figure.text:
        return figure.text
    return with_unit(figure.value, indicator.unit, indicator.decimals, language)


def sorted_as(text: str) -> tuple[str, str]:
    """Return what a text is sorted by: letters without their marks (ä as a, ß as ss), as in DIN 5007-1."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)), text
