"""What do the registry offices count in a quarter?"""

from __future__ import annotations

from collections.abc import Sequence

from etl.demo.chance import Chance, binomial, poisson
from etl.demo.levels import KEYS, levels
from schemas.period import Period

Numbers = dict[str, float]

BIRTHS = dict(zip(KEYS, (4854, 4282, 4414, 4616, 3193, 870, 5969, 2885, 1113, 844, 2424, 639), strict=True))
"""Children with a first name in 2023, as published: births happen where hospitals are."""
_DEATHS = (3300, 2600, 3400, 4300, 3000, 4700, 4100, 3400, 2700, 2570, 2600, 3100)
_NOTICES = (1355, 1435, 1430, 1818, 742, 1028, 1650, 1460, 1324, 928, 964, 824)
"""Notices of marriage in a year: three quarters of what was reported for 2016 to 2018."""
_POSTS = (32, 24, 26, 29, 18, 18, 30, 22, 17, 14, 19, 12)
"""Posts of the offices, together 261 as published for May 2023."""
_REGISTRARS = (24.4, 18.3, 19.8, 22.1, 13.7, 13.7, 22.8, 16.8, 12.9, 10.7, 14.4, 9.1)
"""Posts of registrars, together 198.7 as published for 2025."""
_BIRTH_SEASON = (0.97, 0.99, 1.06, 0.98)
_DEATH_SEASON = (1.1, 0.96, 0.93, 1.01)
_MARRIAGE_SEASON = (0.72, 1.18, 1.3, 0.8)
_FROM_ELSEWHERE = 0.16
"""Marriages of couples who gave notice in another office, as a share of the notices here."""

_COURSES = (
    "sta_eheschliessungen_wohnsitz_anteil",
    "sta_wartezeit_termin_eheanmeldung",
    "sta_geburtsurkunde_bearbeitung_tage",
    "sta_sterbeurkunde_bearbeitung_tage",
    "sta_zusendung_urkunden_wochen",
    "sta_geburt_offene_vorgaenge",
    "sta_sterbefall_offene_vorgaenge",
    "sta_besetzungsquote",
    "sta_stellen_besetzt",
)
MEANS = {
    "sta_geburtsurkunde_tage": "sta_geburtsurkunde_bearbeitung_tage",
    "sta_sterbeurkunde_tage": "sta_sterbeurkunde_bearbeitung_tage",
    "sta_eheanmeldung_wochen": "sta_wartezeit_termin_eheanmeldung",
    "sta_zusendung_wochen": "sta_zusendung_urkunden_wochen",
}
"""Measures that can be said in words, and the indicator that they make."""


def registry(district: str, quarters: Sequence[Period], chance: Chance) -> dict[Period, Numbers]:
    """Return the measures of a registry office for each quarter."""
    course = {name: levels(chance, name, district, quarters) for name in _COURSES}
    return {
        period: _quarter(district, period, {name: values[n] for name, values in course.items()}, chance)
        for n, period in enumerate(quarters)
    }


def _quarter(district: str, period: Period, level: Numbers, chance: Chance) -> Numbers:
    rng = chance.stream("registry", district, period)
    place, part = KEYS.index(district), (period.start.month - 1) // 3
    births = poisson(rng, BIRTHS[district] / 4 * _BIRTH_SEASON[part])
    deaths = poisson(rng, _DEATHS[place] / 4 * _DEATH_SEASON[part])
    notices = poisson(rng, _NOTICES[place] / 4 * _MARRIAGE_SEASON[part])
    here = binomial(rng, notices, level["sta_eheschliessungen_wohnsitz_anteil"] / 100)
    certificates = binomial(rng, births, 0.96), binomial(rng, deaths, 0.97)
    sent = poisson(rng, (births + deaths) * 0.35)
    waits = {measure: level[name] * rng.gauss(1, 0.03) for measure, name in MEANS.items()}
    return {
        "sta_geburten": births,
        "sta_sterbefaelle": deaths,
        "sta_anmeldungen": notices,
        "sta_ehen": here + poisson(rng, notices * _FROM_ELSEWHERE),
        "sta_ehen_wohnsitz": here,
        "sta_geburtsurkunde_faelle": certificates[0],
        "sta_geburtsurkunde_tage": round(certificates[0] * waits["sta_geburtsurkunde_tage"]),
        "sta_sterbeurkunde_faelle": certificates[1],
        "sta_sterbeurkunde_tage": round(certificates[1] * waits["sta_sterbeurkunde_tage"]),
        "sta_eheanmeldung_termine": notices,
        "sta_eheanmeldung_wochen": round(notices * waits["sta_eheanmeldung_wochen"]),
        "sta_zusendungen": sent,
        "sta_zusendung_wochen": round(sent * waits["sta_zusendung_wochen"]),
        "sta_geburt_offen": poisson(rng, level["sta_geburt_offene_vorgaenge"]),
        "sta_sterbefall_offen": poisson(rng, level["sta_sterbefall_offene_vorgaenge"]),
        "sta_stellen_soll": _POSTS[place],
        "sta_stellen_ist": round(_POSTS[place] * level["sta_stellen_besetzt"] / 100, 1),
        "sta_standesbeamte_soll": _REGISTRARS[place],
        "sta_standesbeamte_ist": round(_REGISTRARS[place] * level["sta_besetzungsquote"] / 100, 1),
    }
