"""What does the smallest catalogue look like that has something of everything?"""

from __future__ import annotations

from pathlib import Path

FILES = {
    "areas.yaml": """\
areas:
  - {key: 00, kind: city, name: Berlin, short: Berlin}
  - {key: 01, kind: district, name: Mitte, short: Mitte, tile: {row: 1, column: 1}}
  - {key: 08, kind: district, name: Neukölln, short: Neuk., abbreviations: [Nkn], tile: {row: 1, column: 2}}
  - {key: standesamt-i, kind: unit, name: Standesamt I in Berlin, short: Standesamt I}
""",
    "references.yaml": """\
references:
  - {id: letter, title: A letter of 2021}
""",
    "measures.yaml": """\
measures:
  - {id: visits, title: {de: Besuche, en: Visits}, unit: Anzahl, source: counter}
  - {id: opened, title: {de: Offen, en: Open}, unit: Stunden, source: counter}
""",
    "events.yaml": """\
events:
  - id: flood
    from: 2024-03-01
    to: 2024-05-31
    kind: office
    title: {de: Hochwasser, en: Flood}
    indicators: [visits_per_hour]
    areas: [08]
    source: letter
""",
    "context.yaml": """\
indicators:
  - id: residents
    title: {de: Einwohner, en: Residents}
    description: {de: Bevölkerung, en: Population}
    purpose: {de: Bezugsgröße, en: Reference}
    unit: Personen
    polarity: neutral
    decimals: 0
    levels: [year]
    value: {reported: true}
    visibility: public
    sources: [letter]
""",
    "sources/counter.yaml": """\
source: counter
title: {de: Zähler, en: Counter}
columns: {Besuche: visits, Stunden: opened}
sites:
  - {id: 1, district: 01, name: Haus am Markt}
  - {id: 2, district: 08, name: Haus am Kanal}
""",
    "agreements/libraries.yaml": """\
id: libraries
kind: fachliche_zielvereinbarung
title: {de: Bibliotheken, en: Libraries}
short: {de: Bibliotheken, en: Libraries}
legal_basis: {de: Gesetz, en: Law}
lead: {de: Senat, en: Senate}
summary: {de: Mehr Besuche, en: More visits}
sources: [letter]
lifecycle:
  - {stage: vorbereitung, since: 2021, text: {de: Beginn, en: Start}, source: letter}
  - {stage: in_kraft, since: 2022-01-01, text: {de: In Kraft, en: In force}, source: letter}
term: {since: 2022, until: 2023-12-31, source: letter}
signatures:
  - {side: senat, party: Senat, state: unterzeichnet}
  - {side: bezirk, party: 01, state: nicht_belegt}
  - side: bezirk
    party: 08
    state: unterzeichnet_mit_erklaerung
    signed: 2021-11-02
    reservation: {de: Vorbehalt, en: Reservation}
    document: declaration
documents:
  - {id: declaration, title: Erklärung, dated: 2021-11, visibility: internal, source: letter}
goals:
  - id: open-doors
    title: {de: Offene Türen, en: Open doors}
    source: letter
    indicators:
      - id: visits_per_hour
        title: {de: Besuche je Stunde, en: Visits per hour}
        description: {de: Besuche durch Stunden, en: Visits divided by hours}
        purpose: {de: Planung, en: Planning}
        unit: Besuche
        polarity: higher_is_better
        decimals: 1
        levels: [quarter, year]
        value: {ratio: [visits, opened], scale: 1}
        plausible: {min: 0, max: 500}
        targets:
          - {from: 2022-01-01, to: 2022-12-31, value: 10, source: letter}
          - {from: 2023-01-01, value: 12, tolerance: 2}
          - {from: 2023-01-01, value: 8, area: 08}
        due: 30
        due_level: quarter
        due_from: 2023-01-01
        min_cases: 5
        visibility: public
        sources: [letter]
""",
}


def write_catalogue(folder: Path, files: dict[str, str] = FILES) -> Path:
    """Write the files of a catalogue and return its folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
