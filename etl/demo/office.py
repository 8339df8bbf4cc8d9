"""What happens in the Bürgerämter of a district, month by month?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.demo.chance import Chance, binomial, poisson, split, sway
from etl.demo.days import months
from etl.demo.levels import KEYS, levels
from etl.demo.stories import FIRST, LAST, Kind, moved, told
from schemas.period import Period

MONTHS = months(FIRST, LAST)
CLIENTS = (
    "clientscount",
    "missed",
    "withappointment",
    "missedwithappointment",
    "noappointment",
    "missednoappointment",
    "ticketprinter",
    "ticketprintermissed",
    "requestscount",
)
"""Variables of the customer statistics, in the order of the exchange format."""
SLOTS = (
    "bookedcount",
    "plannedcount",
    "bookedminutes",
    "plannedminutes",
    "bookedcount_public",
    "plannedcount_public",
    "bookedminutes_public",
    "plannedminutes_public",
)
BOOKINGS = ("bookings", "bookings14", "leaddays", "wishes14", "granted14")

SERVICES = (
    ("Anmeldung einer Wohnung", 0.27, 11.5),
    ("Personalausweis beantragen", 0.25, 9.0),
    ("Reisepass beantragen", 0.16, 9.5),
    ("Führungszeugnis beantragen", 0.09, 5.5),
    ("Meldebescheinigung beantragen", 0.08, 4.5),
    ("Beglaubigung von Dokumenten", 0.06, 6.5),
    ("Bewohnerparkausweis beantragen", 0.05, 8.0),
    ("Umtausch einer Fahrerlaubnis", 0.04, 14.0),
)
"""Services with their share of all and their usual minutes."""

Counts = dict[str, int]

_SIZE = dict(
    zip(KEYS, (0.115, 0.085, 0.09, 0.095, 0.065, 0.08, 0.127, 0.085, 0.07, 0.07, 0.075, 0.06), strict=True)
)
"""Share of each district in the city's bookings; larger offices stand in larger districts, roughly."""
_CITY = (173_000, 175_000, 177_000, 197_000, 203_000)
"""Bookings in a usual month, in the middle of each year from 2022 on.

Published were 160,000 in July 2024 and 180,000 in July 2025.
"""
_SEASON = (1.05, 0.99, 1.07, 0.98, 0.97, 1.0, 0.91, 0.96, 1.04, 1.04, 1.0, 0.91)
SHARES = (0.45, 0.33, 0.22)
"""Share of the three sites in a district."""
_CLOSED_SITE = 1
"""Index of the site that closes in stories of that kind."""
_SLOTS_EACH, _MINUTES_EACH, _PUBLIC = 1.35, 12, 0.62
_WISHES, _KEPT = 0.6, 0.88
_WISH_OFFSET = (0.0, -0.09, 0.0, -0.1, 0.01, 0.0, -0.04, 0.0, 0.02, 0.02, -0.07, -0.09)


@dataclass(slots=True)
class Month:
    """One month of a district."""

    period: Period
    bookings: Counts
    sites: Sequence[Counts]
    """Customers of each site; empty where it is closed."""
    slots: Sequence[Counts]
    waiting: float
    """Minutes that customers wait on site."""
    services: Sequence[tuple[str, int, float]] = field(default_factory=list)
    """Name, number and mean minutes."""


@dataclass(slots=True)
class Office:
    """The Bürgerämter of a district."""

    district: str
    chance: Chance
    _months: list[Month] = field(default_factory=list)

    @property
    def months(self) -> list[Month]:
        """All months, made when they are asked for first."""
        if not self._months:
            self._months.extend(self._make())
        return self._months

    def _make(self) -> list[Month]:
        course = {
            name: levels(self.chance, name, self.district, MONTHS)
            for name in (
                "ba_wartezeit_termin_tage",
                "ba_terminausfallquote",
                "ba_kapazitaetsauslastung",
                "ba_wartezeit_vor_ort_min",
                "ba_anteil_spontankunden",
            )
        }
        rng = self.chance.stream("bookings", self.district)
        swaying = sway(rng, len(MONTHS), 0.025)
        return [
            self._month(n, period, swaying[n], {name: values[n] for name, values in course.items()})
            for n, period in enumerate(MONTHS)
        ]

    def _month(self, number: int, period: Period, aside: float, level: dict[str, float]) -> Month:
        rng = self.chance.stream("month", self.district, period)
        usual = _city(period) * _SEASON[period.start.month - 1] * _SIZE[self.district]
        middle = period.start.replace(day=15)
        usual = moved(usual * (1 + aside), "ba_termine_gebucht", self.district, middle)
        bookings = poisson(rng, usual)
        is_closed = told(Kind.CLOSURE, "ba_kunden", self.district, period) is not None
        shares = [0 if is_closed and n == _CLOSED_SITE else share for n, share in enumerate(SHARES)]
        sites = []
        for share, count in zip(shares, split(round(bookings * _KEPT), shares), strict=True):
            no_show = level["ba_terminausfallquote"] + rng.gauss(0, 0.25)
            walk_in = level["ba_anteil_spontankunden"] / 100
            sites.append(self._clients(count, no_show / 100, walk_in, number) if share else {})
        return Month(
            period,
            self._bookings(bookings, level["ba_wartezeit_termin_tage"], number),
            sites,
            self._slots(bookings, shares, level["ba_kapazitaetsauslastung"], number),
            max(2.0, level["ba_wartezeit_vor_ort_min"] + rng.gauss(0, 0.6)),
            self._services(sum(site.get("requestscount", 0) for site in sites), number),
        )

    def _clients(self, appointments: int, no_show: float, walk_in: float, number: int) -> Counts:
        rng = self.chance.stream("clients", self.district, number, appointments)
        missed = binomial(rng, appointments, no_show)
        kept = appointments - missed
        spontaneous = poisson(rng, kept * walk_in / (1 - walk_in))
        gone = binomial(rng, spontaneous, 0.035)
        kiosk = binomial(rng, spontaneous, 0.72)
        return {
            "clientscount": kept + spontaneous,
            "missed": missed + gone,
            "withappointment": kept,
            "missedwithappointment": missed,
            "noappointment": spontaneous,
            "missednoappointment": gone,
            "ticketprinter": kiosk,
            "ticketprintermissed": binomial(rng, gone, 0.72),
            "requestscount": round((kept + spontaneous) * rng.gauss(1.27, 0.01)),
        }

    def _bookings(self, bookings: int, wait: float, number: int) -> Counts:
        rng = self.chance.stream("booking", self.district, number)
        wait = max(6.0, wait + rng.gauss(0, 0.4) + (1.2 if number % 12 in (6, 7) else 0))
        soon = min(max(0.3 + (34 - wait) * 0.0145 + rng.gauss(0, 0.008), 0.12), 0.9)
        granted = 0.61 + 0.043 * (33 - wait) if wait > 27 else 0.868 + 0.005 * (27 - wait)
        granted = max(granted, 0.38) + _WISH_OFFSET[KEYS.index(self.district)] + rng.gauss(0, 0.012)
        wishes = binomial(rng, bookings, _WISHES)
        return {
            "bookings": bookings,
            "bookings14": binomial(rng, bookings, soon),
            "leaddays": round(bookings * wait),
            "wishes14": wishes,
            "granted14": binomial(rng, wishes, min(granted, 0.96)),
        }

    def _slots(self, bookings: int, shares: Sequence[float], used: float, number: int) -> list[Counts]:
        rng = self.chance.stream("slots", self.district, number)
        booked = round(bookings * rng.gauss(_SLOTS_EACH, 0.006))
        planned = round(booked / (used + rng.gauss(0, 0.7)) * 100)
        sites = []
        for taken, offered in zip(split(booked, shares), split(planned, shares), strict=True):
            offered_online = round(offered * _PUBLIC)
            taken_online = min(round(taken * _PUBLIC * 1.04), offered_online)
            slots = taken, offered, taken_online, offered_online
            minutes = [count * _MINUTES_EACH for count in slots]
            counts = (*slots[:2], *minutes[:2], *slots[2:], *minutes[2:])
            sites.append(dict(zip(SLOTS, counts, strict=True)) if offered else {})
        return sites

    def _services(self, count: int, number: int) -> list[tuple[str, int, float]]:
        rng = self.chance.stream("services", self.district, number)
        slower = 1 + (KEYS.index(self.district) % 5 - 2) * 0.03
        numbers = split(count, [share * rng.gauss(1, 0.04) for _, share, _ in SERVICES])
        return [
            (name, n, round(minutes * slower * rng.gauss(1, 0.02), 1))
            for n, (name, _, minutes) in zip(numbers, SERVICES, strict=True)
        ]


def _city(period: Period) -> float:
    """Return the bookings of the city in a usual month, between the middles of two years."""
    years = period.start.year - 2022 + (period.start.month - 7) / 12
    before = min(int(years), len(_CITY) - 2)
    return _CITY[before] + (_CITY[before + 1] - _CITY[before]) * (years - before)
