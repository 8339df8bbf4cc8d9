"""Which made-up figures do the tests of charts, components and sentences use?

Nothing here is a real figure. The twelve districts carry their full names, as these are what breaks layouts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dash_app.metrics import judge
from schemas.catalogue import Area, Event, Indicator
from schemas.observation import Figure, Status
from schemas.period import Level, Period

_AREAS = (
    ("00", "city", "Berlin", "Berlin", None),
    ("01", "district", "Mitte", "Mitte", (2, 3)),
    ("02", "district", "Friedrichshain-Kreuzberg", "Friedrh.-Kreuzb.", (2, 4)),
    ("03", "district", "Pankow", "Pankow", (1, 4)),
    ("04", "district", "Charlottenburg-Wilmersdorf", "Charlbg.-Wilm.", (2, 2)),
    ("05", "district", "Spandau", "Spandau", (2, 1)),
    ("06", "district", "Steglitz-Zehlendorf", "Stegl.-Zehl.", (3, 2)),
    ("07", "district", "Tempelhof-Schöneberg", "Temp.-Schöneb.", (3, 3)),
    ("08", "district", "Neukölln", "Neukölln", (3, 4)),
    ("09", "district", "Treptow-Köpenick", "Trept.-Köpen.", (3, 5)),
    ("10", "district", "Marzahn-Hellersdorf", "Marz.-Hellersd.", (2, 6)),
    ("11", "district", "Lichtenberg", "Lichtenberg", (2, 5)),
    ("12", "district", "Reinickendorf", "Reinickendorf", (1, 2)),
)
AREAS = {
    key: Area.model_validate(
        {"key": key, "kind": kind, "name": name, "short": short}
        | ({"tile": {"row": tile[0], "column": tile[1]}} if tile else {})
    )
    for key, kind, name, short, tile in _AREAS
}
DISTRICTS = [key for key in AREAS if key != "00"]


def indicator(**changes: Any) -> Indicator:
    """Return the share of appointments within 14 days with a target of 80 %, changed as given."""
    text = {"de": "Anteil Termine innerhalb von 14 Tagen", "en": "Share of appointments within 14 days"}
    given: dict[str, Any] = {
        "id": "ba_termine_14_tage_quote",
        "title": text,
        "description": text,
        "purpose": text,
        "unit": "%",
        "polarity": "higher_is_better",
        "decimals": 1,
        "levels": ["month", "quarter", "year"],
        "value": {"ratio": ["zms_bookings14", "zms_bookings"], "scale": 100},
        "targets": [{"from": "2022-01-01", "value": 80, "floor": 70, "source": "va"}],
        "cases": {"de": "Termine", "en": "appointments"},
        "visibility": "internal",
    }
    return Indicator.model_validate(given | changes)


SHARE = indicator()
NO_SHOW = indicator(
    id="ba_terminausfallquote",
    title={"de": "Terminausfallquote", "en": "No-show rate"},
    polarity="lower_is_better",
    targets=[{"from": "2022-01-01", "value": 10, "tolerance": 2}],
    value={"ratio": ["zms_missed", "zms_clientscount + zms_missed"], "scale": 100},
)
DAYS = indicator(
    id="ba_wartezeit_termin_tage",
    title={"de": "Wartezeit auf einen Termin", "en": "Waiting time for an appointment"},
    unit="Tage",
    polarity="lower_is_better",
    targets=[{"from": "2022-01-01", "value": 14, "tolerance": 3, "source": "va"}],
    value={"mean": ["zms_leaddays", "zms_bookings"]},
)
CONTROLS = indicator(
    id="sb_kontrollquote",
    title={"de": "Baumkontrollen", "en": "Tree controls"},
    levels=["year"],
    value={"reported": True},
    targets=[{"from": "2020-01-01", "value": 125, "floor": 100, "source": "va"}],
)
BAND = indicator(
    id="sta_besetzungsquote",
    title={"de": "Besetzungsquote Standesbeamtinnen und -beamte", "en": "Filled share of registrars"},
    short={"de": "Besetzungsquote", "en": "Filled share"},
    polarity="band",
    decimals=0,
    targets=[{"from": "2022-01-01", "lower": 85, "upper": 90, "tolerance": 3, "source": "va"}],
)
COUNT = indicator(
    id="ba_kunden",
    title={"de": "Bediente Kundinnen und Kunden", "en": "Customers served"},
    unit="Personen",
    polarity="neutral",
    decimals=0,
    targets=[],
    value={"sum": "zms_clientscount"},
)
INDICATORS = {i.id: i for i in (SHARE, NO_SHOW, DAYS, CONTROLS, BAND, COUNT)}

EVENTS = tuple(
    Event.model_validate(
        {"id": f"ereignis-{n}", "from": day, "kind": "rule", "title": {"de": de, "en": en}, "demo": demo}
        | {"indicators": list(INDICATORS), "areas": areas}
    )
    for n, (day, de, en, areas, demo) in enumerate(
        (
            ("2023-04-15", "Buchungsfenster geändert", "Booking window changed", [], True),
            (
                "2023-06-01",
                "Standort Hohenzollerndamm geschlossen",
                "Office Hohenzollerndamm closed",
                ["04"],
                True,
            ),
            ("2024-02-01", "Neues Terminsystem", "New appointment system", [], False),
            ("2024-08-01", "Personal eingestellt", "Staff hired", ["04"], True),
        )
    )
)


def figure(
    value: float | None,
    *,
    of: Indicator = SHARE,
    area: str = "00",
    period: str = "2024-Q3",
    cases: float | None = 1000,
    state: str | None = None,
    text: str | None = None,
    flags: Sequence[str] = (),
    suppressed: bool = False,
    districts: int | None = None,
) -> Figure:
    """Return one judged figure; numerator and denominator follow from value and cases."""
    when = Period.parse(period)
    target = of.target_on(when.end, area)
    status = Status.SUPPRESSED if suppressed else judge(value, of, target)
    numerator = None if value is None or cases is None else value * cases / of.value.scale
    return Figure(
        indicator=of.id,
        district=area,
        level=when.level,
        period=period,
        period_start=when.start,
        period_end=when.end,
        value=None if suppressed else value,
        numerator=numerator,
        denominator=None if value is None else cases,
        state=state,
        text=text,
        districts=districts if districts is not None else (12 if area == "00" else 1),
        flags=tuple(flags),
        target=target,
        status=status,
    )


VALUES = (91.3, 78.9, 82.0, 64.2, 88.4, None, 69.96, None, 95.25, 74.0, 80.0, 100.0)
"""Values of the twelve districts: met, near, missed, missing (06), a word (08)."""


def quarter(
    of: Indicator = SHARE, values: Sequence[float | None] = VALUES, period: str = "2024-Q3"
) -> list[Figure]:
    """Return Berlin and the twelve districts of one period; None in 08 is a word, 12 is suppressed."""
    known = [value for value in values if value is not None]
    mean = sum(known) / len(known) if known else None
    rows = [
        figure(mean, of=of, period=period, cases=12_345, flags=("incomplete", "demo"), districts=len(known))
    ]
    for key, value in zip(DISTRICTS, values, strict=True):
        is_word = key == "08" and value is None
        word: dict[str, Any] = {"state": "text", "text": "8-12 Wochen"} if is_word else {}
        rows.append(
            figure(value, of=of, area=key, period=period, flags=("demo",), suppressed=key == "12", **word)
        )
    return rows


def months(
    of: Indicator = SHARE, areas: Sequence[str] = ("00", "04"), count: int = 30, base: float = 70.0
) -> list[Figure]:
    """Return months from January 2023: noise, a gap, a break in January 2024, the last two provisional."""
    rows = []
    for place, area in enumerate(areas):
        for n in range(count):
            when = Period.of(Level.MONTH, 2023, 1).shift(n)
            wave = ((n * 7 + place * 5) % 11 - 5) * 0.8
            value = None if area != "00" and n in (5, 6) else base + 0.5 * n - 1.7 * place + wave
            flags = [
                flag
                for flag, holds in (
                    ("break", when.start == date(2024, 1, 1)),
                    ("provisional", n >= count - 2),
                )
                if holds
            ]
            rows.append(figure(value, of=of, area=area, period=str(when), flags=flags))
    return rows


def quarters(of: Indicator = DAYS) -> list[Figure]:
    """Return Berlin by quarter from 2023: falling, with one quarter missing."""
    values = (30.0, 25.5, 22.0, 18.0, 21.0, None, 16.0, 13.5)
    return [figure(value, of=of, period=f"{2023 + n // 4}-Q{n % 4 + 1}") for n, value in enumerate(values)]
