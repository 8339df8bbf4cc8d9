"""Which stories do the demonstration data tell: what happens where, when, and how strongly?

This table is all that makes the invented series special. The generator reads it, tests look the stories up in
the published values, and whoever tries a statistical method finds here what it ought to notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schemas.period import Period

FIRST, LAST = date(2023, 1, 1), date(2026, 9, 30)
"""First and last day of the demonstration data."""


class Kind(StrEnum):
    """What kind of story it is."""

    IMPROVEMENT = "improvement"
    DRIFT = "drift"
    EVENT = "event"
    CLOSURE = "closure"
    DEFINITION = "definition"
    MISSING = "missing"
    LATE = "late"
    CORRECTION = "correction"
    SMALL_CELL = "small_cell"
    FLOOR = "floor"
    WORDS = "words"
    SIGN = "sign"
    OUTLIER = "outlier"
    REJECTED = "rejected"
    UNRECOGNISED = "unrecognised"


EFFECTS = (Kind.IMPROVEMENT, Kind.DRIFT, Kind.EVENT, Kind.CLOSURE, Kind.DEFINITION)
"""Kinds that move the level of an indicator."""


@dataclass(frozen=True, slots=True)
class Story:
    """One story.

    `size` is in the unit of the indicators, or a share of the level where `relative`; of stories about
    deliveries the number of deliveries, of answers their number, of words and signs nothing.
    """

    slug: str
    kind: Kind
    text: str
    since: date
    until: date = LAST
    districts: tuple[str, ...] = ()
    """Keys; all twelve where empty."""
    indicators: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Source systems whose deliveries are concerned."""
    size: float = 0
    relative: bool = False
    ramp: int = 1
    """Months until the full size is reached."""
    said: str = ""
    """What the delivery says instead of the number."""

    def concerns(self, name: str, district: str) -> bool:
        """Whether the story is about an indicator, a measure or a source in a district."""
        is_named = name in self.indicators or name in self.sources
        return is_named and district in (self.districts or (district,))

    def covers(self, period: Period) -> bool:
        """Whether a period lies in the time of the story."""
        return self.since <= period.start and period.end <= self.until

    def strength(self, day: date) -> float:
        """Return how much of its size has been reached on a day, 0 to 1."""
        if not self.since <= day <= self.until:
            return 0
        return min(1, ((day - self.since).days / 30.44 + 0.5) / self.ramp)


STORIES = (
    Story(
        "sms-neukoelln", Kind.IMPROVEMENT,
        "Neukölln erinnert zwei Tage vor dem Termin per SMS: weniger Termine fallen aus.",
        date(2025, 2, 1), districts=("08",), indicators=("ba_terminausfallquote",), size=-5.6, ramp=4,
    ),
    Story(
        "auslastung-neukoelln", Kind.IMPROVEMENT,
        "Abgesagte Termine werden in Neukölln neu vergeben: die Auslastung steigt.",
        date(2025, 2, 1), districts=("08",), indicators=("ba_kapazitaetsauslastung",), size=4, ramp=4,
    ),
    Story(
        "ausfall-pankow", Kind.DRIFT,
        "In Pankow fallen jeden Monat etwas mehr Termine aus; kein einzelner Monat fällt auf.",
        date(2024, 1, 1), districts=("03",), indicators=("ba_terminausfallquote",), size=2.6, ramp=33,
    ),
    Story(
        "buchungsfenster", Kind.EVENT,
        "Termine sind weniger weit im Voraus buchbar: die Wartezeit sinkt, ohne dass das Angebot wächst.",
        date(2024, 7, 1), indicators=("ba_wartezeit_termin_tage",), size=-5, ramp=3,
    ),
    Story(
        "standort-spandau", Kind.CLOSURE,
        "„Bürgeramt Demo Spandau 2“ ist sechs Monate geschlossen: weniger Termine, weniger Kunden.",
        date(2025, 3, 1), date(2025, 8, 31), districts=("05",), size=-0.18, relative=True,
        indicators=(
            "ba_termine_gebucht", "ba_kunden", "ba_terminangebot",
        ),
    ),
    Story(
        "wartezeit-spandau", Kind.CLOSURE,
        "Solange der Standort in Spandau geschlossen ist, warten die Menschen dort länger auf einen Termin.",
        date(2025, 3, 1), date(2025, 8, 31), districts=("05",), indicators=("ba_wartezeit_termin_tage",),
        size=4, ramp=2,
    ),
    Story(
        "verstaerkung-mitte", Kind.IMPROVEMENT,
        "Neue Standesbeamtinnen und Standesbeamte in Mitte: Geburtsurkunden werden schneller fertig.",
        date(2024, 10, 1), districts=("01",), indicators=("sta_geburtsurkunde_bearbeitung_tage",), size=-26,
        ramp=12,
    ),
    Story(
        "rueckstand-mitte", Kind.IMPROVEMENT,
        "Die Verstärkung in Mitte baut offene Vorgänge ab.",
        date(2024, 10, 1), districts=("01",), indicators=("sta_geburt_offene_vorgaenge",), size=-270,
        ramp=15,
    ),
    Story(
        "besetzung-mitte", Kind.IMPROVEMENT,
        "Mitte besetzt freie Stellen im Standesamt.",
        date(2024, 10, 1), districts=("01",), indicators=("sta_besetzungsquote",), size=14, ramp=12,
    ),
    Story(
        "arbeitstage", Kind.DEFINITION,
        "Die Zeit bis zur ersten Kontaktaufnahme zählt ab 2025 in Arbeitstagen, vorher in Kalendertagen.",
        date(2025, 1, 1), indicators=("wh_erstkontakt_tage",), size=-2 / 7, relative=True,
    ),
    Story(
        "mietpraevention-lichtenberg", Kind.IMPROVEMENT,
        "Ein Team sucht in Lichtenberg Haushalte mit Räumungsklage auf: mehr Wohnungen bleiben erhalten.",
        date(2025, 7, 1), districts=("11",), indicators=("wh_wohnungserhaltquote",), size=11, ramp=9,
    ),
    Story(
        "erstkontakt-lichtenberg", Kind.IMPROVEMENT,
        "Das Team in Lichtenberg nimmt früher Kontakt auf (Arbeitstage).",
        date(2025, 7, 1), districts=("11",), indicators=("wh_erstkontakt_tage",), size=-0.38, relative=True,
        ramp=6,
    ),
    Story(
        "ohne-meldung-tempelhof", Kind.MISSING,
        "Tempelhof-Schöneberg liefert die Quartalsmeldung des Standesamts zwei Quartale lang nicht.",
        date(2026, 4, 1), districts=("07",), sources=("standesamt-meldung",), size=2,
    ),
    Story(
        "september-treptow", Kind.MISSING,
        "Aus Treptow-Köpenick fehlt der September 2026 des Zeitmanagementsystems.",
        date(2026, 9, 1), districts=("09",), sources=("zms-exchange",), size=1,
    ),
    Story(
        "spaet-friedrichshain", Kind.LATE,
        "Friedrichshain-Kreuzberg liefert Kundenzahlen und Wartezeiten von April bis Juli 2026 verspätet.",
        date(2026, 4, 1), date(2026, 7, 31), districts=("02",), sources=("zms-exchange",), size=2,
    ),
    Story(
        "spaet-lichtenberg", Kind.LATE,
        "Das Standesamt Lichtenberg meldet das 2. Quartal 2026 verspätet.",
        date(2026, 4, 1), date(2026, 6, 30), districts=("11",), sources=("standesamt-meldung",), size=1,
    ),
    Story(
        "spaet-treptow", Kind.LATE,
        "Treptow-Köpenick schickt die Meldebögen der Wohnhilfen für das 1. Halbjahr 2026 verspätet.",
        date(2026, 1, 1), date(2026, 6, 30), districts=("09",), sources=("wohnhilfen-meldebogen",), size=3,
    ),
    Story(
        "korrektur-spandau", Kind.CORRECTION,
        "Spandau berichtigt die Räumungsklagen des 1. Quartals 2026: Nachzügler des Gerichts kamen dazu.",
        date(2026, 1, 1), date(2026, 3, 31), districts=("05",), sources=("wohnhilfen-meldebogen",),
        indicators=("wh_raeumungsklagen_mizi",), size=23,
    ),
    Story(
        "korrektur-charlottenburg", Kind.CORRECTION,
        "Charlottenburg-Wilmersdorf berichtigt April 2026: ein Standort zählte ausgefallene Termine doppelt.",
        date(2026, 4, 1), date(2026, 4, 30), districts=("04",), sources=("zms-exchange",),
        indicators=("ba_terminausfallquote",), size=0.5, relative=True,
    ),
    Story(
        "korrektur-friedrichshain", Kind.CORRECTION,
        "Friedrichshain-Kreuzberg berichtigt die Bearbeitungszeit der Geburtsurkunden im 1. Quartal 2026.",
        date(2026, 1, 1), date(2026, 3, 31), districts=("02",), sources=("standesamt-meldung",),
        indicators=("sta_geburtsurkunde_bearbeitung_tage",), size=0.2, relative=True,
    ),
    Story(
        "wenige-antworten-lichtenberg", Kind.SMALL_CELL,
        "In Lichtenberg antworten im 3. Quartal 2026 zu wenige Menschen auf die Befragung der Bürgerämter.",
        date(2026, 7, 1), districts=("11",), sources=("befragung",), size=18,
        indicators=(
            "ba_kundenzufriedenheit_gesamt", "ba_kundenzufriedenheit_service",
            "ba_kundenzufriedenheit_wartezeit", "ba_kundenzufriedenheit_terminvereinbarung",
            "ba_zufriedenheitsindex", "ba_wohnortnah_anteil",
        ),
    ),
    Story(
        "untergrenze-mitte", Kind.FLOOR,
        "In Mitte leben auf weniger als 90 % der möglichen Standorte Bäume: die Untergrenze ist gerissen.",
        date(2021, 1, 1), date(2025, 12, 31), districts=("01",), indicators=("sb_anteil_lebende_baeume",),
        size=90,
    ),
    Story(
        "kontrollen-neukoelln", Kind.FLOOR,
        "Neukölln kontrolliert nicht jeden Baum einmal im Jahr: das verbindliche Minimum ist gerissen.",
        date(2021, 1, 1), date(2025, 12, 31), districts=("08",), indicators=("sb_kontrollquote",), size=100,
    ),
    Story(
        "sofort-reinickendorf", Kind.WORDS,
        "Reinickendorf nennt für Sterbeurkunden keine Zahl, sondern „sofort“.",
        FIRST, districts=("12",), sources=("standesamt-meldung",),
        indicators=("sta_sterbeurkunde_bearbeitung_tage",), said="sofort",
    ),
    Story(
        "wochen-lichtenberg", Kind.WORDS,
        "Lichtenberg nennt 2023 für Geburtsurkunden nur eine Spanne.",
        FIRST, date(2023, 9, 30), districts=("11",), sources=("standesamt-meldung",),
        indicators=("sta_geburtsurkunde_bearbeitung_tage",), said="8-12 Wochen",
    ),
    Story(
        "zeichen-marzahn", Kind.SIGN,
        "Marzahn-Hellersdorf reicht die Wartezeit auf die Anmeldung der Ehe nach.",
        date(2026, 7, 1), districts=("10",), sources=("standesamt-meldung",),
        indicators=("sta_wartezeit_termin_eheanmeldung",), said="…",
    ),
    Story(
        "ausreisser-steglitz", Kind.OUTLIER,
        "In Steglitz-Zehlendorf rutscht ein Komma: 41 statt 4,1 Wochen bis zum Versand von Urkunden.",
        date(2026, 4, 1), date(2026, 6, 30), districts=("06",), sources=("standesamt-meldung",),
        indicators=("sta_zusendung_urkunden_wochen",), size=41,
    ),
    Story(
        "abgelehnt-charlottenburg", Kind.REJECTED,
        "Charlottenburg-Wilmersdorf nennt einen Bezirk, den es nicht gibt; die berichtigte Meldung folgt.",
        date(2026, 4, 1), date(2026, 6, 30), districts=("04",), sources=("wohnhilfen-meldebogen",), size=1,
        said="Charlottenburg-Nord",
    ),
    Story(
        "abgelehnt-reinickendorf", Kind.REJECTED,
        "Reinickendorf meldet eine negative Zahl; eine berichtigte Meldung fehlt noch.",
        date(2026, 7, 1), districts=("12",), sources=("wohnhilfen-meldebogen",), size=1,
        said="-12",
    ),
    Story(
        "brief-pankow", Kind.UNRECOGNISED,
        "Pankow schickt statt der Datei ein Anschreiben als PDF.",
        date(2026, 7, 1), districts=("03",), sources=("standesamt-meldung",), size=1,
    ),
)  # fmt: skip


def story(slug: str) -> Story:
    """Return the story of a name.

    Raises:
        KeyError: if there is none.
    """
    return {known.slug: known for known in STORIES}[slug]


def told(kind: Kind, name: str, district: str, period: Period) -> Story | None:
    """Return the story of a kind about an indicator, measure or source in a district and period."""
    found = (s for s in STORIES if s.kind is kind and s.concerns(name, district) and s.covers(period))
    return next(found, None)


def moved(level: float, name: str, district: str, day: date) -> float:
    """Return the level of an indicator on a day after all stories that move it."""
    for known in STORIES:
        if known.kind in EFFECTS and known.concerns(name, district):
            reached = known.size * known.strength(day)
            level += level * reached if known.relative else reached
    return level
