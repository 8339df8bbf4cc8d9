"""Which deliveries come from the appointment system, and when?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl.demo.chance import Chance, split
from etl.demo.days import months, open_days
from etl.demo.exchange import write_exchange
from etl.demo.levels import KEYS
from etl.demo.office import BOOKINGS, CLIENTS, SLOTS, Counts, Month, Office
from etl.demo.reports import Block, month_label, write_clients
from etl.demo.stories import Kind, story, told
from etl.demo.writing import made
from schemas.catalogue import Catalogue, Site

SOURCE = "zms-exchange"
AS_REPORTS = ("06", "10", "11")
"""Districts that send the customer statistics as a workbook for the district as a whole."""
_MEASURED = ("08", "10", "12", "14")
_HOURS = (0.85, 1.25, 1.1, 0.8)
"""Hours of a day of the week of measurement, and how long people wait in them compared with the mean."""
_TERMIN = 0.62
_WAITING = ("date", "hour", "waitingcount", "waitingtime", "waitingcount_termin", "waitingtime_termin")
_WEEKDAYS = (1.1, 1.15, 0.8, 1.2, 0.75)


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one delivery, whether it has a row for each day, and the batch that it comes with."""

    first: date
    last: date
    daily: bool
    batch: int

    @property
    def name(self) -> str:
        """Year or months, as names of files say them."""
        if self.first.month == 1 and self.last.month == 12:
            return f"{self.first:%Y}"
        if self.first.month == self.last.month:
            return f"{self.first:%Y-%m}"
        return f"{self.first:%Y-%m}_{self.last:%Y-%m}"


_YEARS = tuple(Span(date(year, 1, 1), date(year, 12, 31), False, 1) for year in (2023, 2024, 2025))
_RECENT = (
    Span(date(2026, 1, 1), date(2026, 7, 31), True, 1),
    Span(date(2026, 8, 1), date(2026, 8, 31), True, 2),
    Span(date(2026, 9, 1), date(2026, 9, 30), True, 3),
)
"""Each load brings the days until then: figures of a month are due on the 20th of the next."""


class Places:
    """Ids of the demonstration's sites and organisations in the catalogue.

    Raises:
        LookupError: if the catalogue knows none for a district.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        sites = catalogue.mapping(SOURCE).sites
        self.names = {area.key: area.name for area in catalogue.districts}
        self.sites = {key: self._demo(sites, key) for key in KEYS}
        self.organisations = {
            s.district: s.id for s in reversed(sites) if s.kind == "organisation" and s.district in KEYS
        }
        lacking = [key for key in KEYS if len(self.sites[key]) < 3 or key not in self.organisations]
        if lacking:
            raise LookupError(", ".join(lacking))

    @staticmethod
    def _demo(sites: Sequence[Site], key: str) -> list[str]:
        return [s.id for s in sites if s.kind == "site" and s.district == key and "Demo" in s.name]


def write_appointments(folders: Sequence[Path], catalogue: Catalogue, chance: Chance) -> None:
    """Write all deliveries of the appointment system.

    Args:
        folders: of the batches, the first one at index 1.
        catalogue: sites and districts.
        chance: where chance comes from.
    """
    places = Places(catalogue)
    offices = {key: Office(key, chance) for key in KEYS}
    for key, office in offices.items():
        for span in _spans(key):
            folder = folders[span.batch] / "zms" / places.names[key]
            _write_clients(folder, office, span, places, chance)
            rows = _waiting_rows(_within(office, span), places.organisations[key])
            path = folder / f"waitingorganisation_{places.organisations[key]}_{span.name}.json"
            write_exchange(path, "organisation", _WAITING, rows, (span.first, span.last), made(span.last))
    for span in (*_YEARS, *_RECENT):
        _write_city(folders[span.batch] / "zms" / "Berlin", list(offices.values()), span, places, chance)
    _write_correction(folders[3] / "zms", offices, places, chance)


def _spans(key: str) -> list[Span]:
    """Return what a district delivers: years, then the months until each load; late ones apart."""
    spans = [*_YEARS]
    for span in _RECENT:
        there = [m for m in months(span.first, span.last) if not told(Kind.MISSING, SOURCE, key, m)]
        late = [m for m in there if told(Kind.LATE, SOURCE, key, m)]
        in_time = [m for m in there if m not in late]
        for those, batch in ((in_time, span.batch), (late, span.batch + 1)):
            if those:
                spans.append(Span(those[0].start, those[-1].end, True, batch))
    return spans


def _within(office: Office, span: Span) -> list[Month]:
    return [month for month in office.months if span.first <= month.period.start <= span.last]


def _by_day(month: Month, counts: Counts, chance: Chance, name: str) -> Iterator[tuple[date, Counts]]:
    """Yield the counts of each working day of a month; they add up to the month."""
    days = open_days(month.period)
    rng = chance.stream("days", name, month.period)
    weights = [_WEEKDAYS[day.weekday()] * rng.uniform(0.9, 1.1) for day in days]
    parts = {key: split(total, weights) for key, total in counts.items()}
    if "clientscount" in counts:
        pairs = (
            ("clientscount", "withappointment", "noappointment"),
            ("missed", "missedwithappointment", "missednoappointment"),
        )
        for total, one, other in pairs:
            parts[total] = [a + b for a, b in zip(parts[one], parts[other], strict=True)]
    for n, day in enumerate(days):
        yield day, {key: values[n] for key, values in parts.items()}


def _write_clients(folder: Path, office: Office, span: Span, places: Places, chance: Chance) -> None:
    """Write the customer statistics of a district: its sites as JSON, or the district as a workbook."""
    here = _within(office, span)
    days = span.first, span.last
    if office.district not in AS_REPORTS:
        ids = places.sites[office.district]
        rows = [row for n, key in enumerate(ids) for row in _client_rows(here, n, key, span.daily, chance)]
        path = folder / f"clientscope_{'-'.join((ids[0], ids[-1]))}_{span.name}.json"
        write_exchange(path, "scope", ("date", *CLIENTS), rows, days, made(span.last))
        return
    whole = [(month, _summed(month.sites)) for month in here]
    if span.daily:
        blocks = [
            Block(
                month_label(month.period.start),
                list(_by_day(month, counts, chance, office.district)),
                False,
            )
            for month, counts in whole
        ]
    else:
        rows_by_month = [(month.period.start, counts) for month, counts in whole]
        blocks = [Block(("", f"{span.first:%Y}"), rows_by_month, True)]
    path = folder / f"clientstatistic_{span.name}.xlsx"
    write_clients(path, places.names[office.district], blocks, days, made(span.last))


def _summed(parts: Iterable[Counts]) -> Counts:
    """Return counts added up."""
    total: Counts = {}
    for counts in parts:
        for key, count in counts.items():
            total[key] = total.get(key, 0) + count
    return total


def _client_rows(
    here: Sequence[Month], number: int, key: str, daily: bool, chance: Chance
) -> Iterator[list[object]]:
    """Yield the rows of a site; a site that is closed has none."""
    for month in here:
        counts = month.sites[number]
        if counts and daily:
            for day, those in _by_day(month, counts, chance, key):
                yield [key, f"{day}", *(those[name] for name in CLIENTS)]
        elif counts:
            yield [key, str(month.period), *(counts[name] for name in CLIENTS)]


def _waiting_rows(here: Sequence[Month], key: str) -> Iterator[list[object]]:
    """Yield hours of the first full week of each month, in which waiting times are measured."""
    for month in here:
        total = _summed(month.sites)
        days = [day for day in open_days(month.period) if day.day >= 6][:5]
        hours = [(day, n) for day in days for n in range(len(_MEASURED))]
        people = split(total["clientscount"] // 4, [1.0] * len(hours))
        booked = split(total["withappointment"] // 4, [1.0] * len(hours))
        for (day, n), count, with_termin in zip(hours, people, booked, strict=True):
            minutes = month.waiting * _HOURS[n]
            times = f"{minutes:.2f}", f"{minutes * _TERMIN:.2f}"
            yield [key, f"{day}", _MEASURED[n], count, times[0], with_termin, times[1]]


def _write_city(folder: Path, offices: Sequence[Office], span: Span, places: Places, chance: Chance) -> None:
    """Write what the city's unit for the appointment system exports for all districts together."""
    slots: list[list[object]] = []
    bookings: list[list[object]] = []
    requests: list[list[object]] = []
    for office in offices:
        organisation = places.organisations[office.district]
        for month in _within(office, span):
            if told(Kind.MISSING, SOURCE, office.district, month.period):
                continue
            when = str(month.period)
            bookings.append([organisation, when, *(month.bookings[name] for name in BOOKINGS)])
            requests += [[organisation, when, *service] for service in month.services]
            for key, counts in zip(places.sites[office.district], month.slots, strict=True):
                by_day = span.batch == 3 and counts
                dated = list(_by_day(month, counts, chance, key)) if by_day else [(when, counts)]
                slots += [[key, f"{day}", *(those[n] for n in SLOTS)] for day, those in dated if those]
    for name, unit, variables, rows in (
        ("slotscope", "scope", ("date", *SLOTS), slots),
        ("bookingorganisation", "organisation", ("date", *BOOKINGS), bookings),
        (
            "requestorganisation",
            "organisation",
            ("date", "name", "requestscount", "processingtime"),
            requests,
        ),
    ):
        days = span.first, span.last
        write_exchange(folder / f"{name}_{span.name}.json", unit, variables, rows, days, made(span.last))


def _write_correction(folder: Path, offices: Mapping[str, Office], places: Places, chance: Chance) -> None:
    """Write the month that a district counted wrongly, corrected: fewer missed appointments at one site."""
    told_by = story("korrektur-charlottenburg")
    key = told_by.districts[0]
    month = next(m for m in offices[key].months if m.period.start == told_by.since)
    ids = places.sites[key]
    sites = [dict(site) for site in month.sites]
    less = round(sites[1]["missedwithappointment"] * told_by.size)
    sites[1]["missedwithappointment"] -= less
    sites[1]["missed"] -= less
    corrected = Month(month.period, month.bookings, sites, month.slots, month.waiting)
    rows = [row for n, site in enumerate(ids) for row in _client_rows([corrected], n, site, True, chance)]
    path = folder / places.names[key] / f"clientscope_{ids[0]}-{ids[-1]}_{month.period}_berichtigt.json"
    days = month.period.start, month.period.end
    write_exchange(path, "scope", ("date", *CLIENTS), rows, days, made(date(2026, 9, 30)))
