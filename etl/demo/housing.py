"""What do the social housing assistance units count in a quarter and in a half-year?"""

from __future__ import annotations

from collections.abc import Sequence

from etl.demo.chance import Chance, binomial, poisson
from etl.demo.levels import levels
from schemas.period import Level, Period

Numbers = dict[str, float]

_NOTICE_SEASON = (1.05, 1.0, 0.94, 1.01)
_DATES_SET, _CONTACTED = 0.58, 0.72
_PREVENTION, _RENT_DEBT, _ADVICE = 1.6, 0.5, 20.5
"""Cases of a half-year for each notice of a quarter."""

_QUARTERLY = ("wh_raeumungsklagen_mizi", "wh_erstkontakt_tage")
_HALF_YEARLY = (
    "wh_raeumungsklagen_mizi",
    "wh_wohnungserhaltquote",
    "wh_mietschuldenuebernahmen_bewilligungsquote",
    "wh_untergebrachte_personen",
    "wh_personal_vzae",
)


def housing(district: str, periods: Sequence[Period], chance: Chance) -> dict[Period, Numbers]:
    """Return the measures of a unit for each period; all periods are quarters or all half-years."""
    is_quarterly = periods[0].level is Level.QUARTER
    names = _QUARTERLY if is_quarterly else _HALF_YEARLY
    course = {name: levels(chance, name, district, periods) for name in names}
    make = _quarter if is_quarterly else _half
    return {
        period: make(district, period, {name: values[n] for name, values in course.items()}, chance)
        for n, period in enumerate(periods)
    }


def _quarter(district: str, period: Period, level: Numbers, chance: Chance) -> Numbers:
    rng = chance.stream("housing", district, period)
    season = _NOTICE_SEASON[(period.start.month - 1) // 3]
    notices = poisson(rng, level["wh_raeumungsklagen_mizi"] * season)
    contacted = binomial(rng, notices, _CONTACTED)
    return {
        "wh_mizi": notices,
        "wh_termine": poisson(rng, notices * _DATES_SET),
        "wh_erstkontakt_faelle": contacted,
        "wh_erstkontakt_summe": round(contacted * level["wh_erstkontakt_tage"] * rng.gauss(1, 0.03)),
    }


def _half(district: str, period: Period, level: Numbers, chance: Chance) -> Numbers:
    rng = chance.stream("housing", district, period)
    notices = level["wh_raeumungsklagen_mizi"]
    threatened = poisson(rng, notices * _PREVENTION)
    applied = poisson(rng, notices * _RENT_DEBT)
    approved = level["wh_mietschuldenuebernahmen_bewilligungsquote"] / 100
    return {
        "wh_praevention": threatened,
        "wh_erhalten": binomial(rng, threatened, level["wh_wohnungserhaltquote"] / 100),
        "wh_mietschulden_beantragt": applied,
        "wh_mietschulden_bewilligt": binomial(rng, applied, approved),
        "wh_beratungen": poisson(rng, notices * _ADVICE),
        "wh_untergebracht": round(level["wh_untergebrachte_personen"]),
        "wh_personal": round(level["wh_personal_vzae"], 1),
    }
