"""Which lists, forms and surveys do offices send that break a rule?"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from tests.etl.sources.clerks import workbook
from tests.rules.case import Case

NAMES = "anzahl;vorname;geschlecht;position\n9;Noah;m;1\n7;Elias;m;2\n"
LIST = "Mitte von Berlin Vornamen {}.csv"
VORNAMEN, BEFRAGUNG, FIGURES = "standesamt-vornamen", "befragung", "figures"
MELDUNG, MELDEBOGEN = "standesamt-meldung", "wohnhilfen-meldebogen"

FORM = "meldebogen;bezirk;berichtszeitraum;kennung;bezeichnung;einheit;wert;bemerkung\n"
REPORT = "standesamt-meldung;Neukölln;2024-Q3;sta_geburten;Beurkundete Geburten;Anzahl;1.234;\n"
HOUSING = "wohnhilfen-meldebogen;Pankow;2024-Q1;wh_mizi;Mitteilungen der Gerichte;Anzahl;181;\n"

SURVEY = "bezirk;quartal;frage;antworten_gueltig;antworten_positiv;summe;hinweis\n"
ANSWER = "Mitte;2024-Q3;ba_service;412;381;;\n"

PUBLISHED = "indicator;district;period;value;unit;numerator;denominator;source_title;note\n"
RATE = "ba_terminausfallquote;Spandau;2021;14,5;%;290;2000;Drucksache 18/1;\n"

VORNAMEN_CASES = (
    Case("unknown-district", VORNAMEN, "Atlantis Vornamen 2018.csv", NAMES, 2, None, "Atlantis",
         ("Bezirk „Atlantis“", "prüfen")),
    Case("missing-column", VORNAMEN, LIST.format(2018), NAMES.replace("anzahl", "menge"), None, "anzahl",
         "menge, vorname, geschlecht, position", ("„anzahl“", "Kopfzeile der Vorlage")),
    Case("not-a-number", VORNAMEN, LIST.format(2018), NAMES.replace("9;", "neun;"), 2, "anzahl", "neun",
         ("„neun“ ist keine Zahl", "Spalte „anzahl“", "1.234,5")),
    Case("negative-value", VORNAMEN, LIST.format(2018), NAMES.replace("9;", "-9;"), 2, "anzahl", "-9",
         ("-9 ist negativ", "prüfen")),
    Case("duplicate-key", VORNAMEN, LIST.format(2018), NAMES + "8;Noah;m;1\n", 4, "anzahl",
         "Mitte · 2018 · Noah|m|1", ("mehrfach", "nur eine Zeile behalten")),
    Case("bad-period", VORNAMEN, "eingang/Mitte von Berlin Vornamen.csv", NAMES, None, None,
         "eingang/Mitte von Berlin Vornamen.csv", ("kein gültiger Berichtszeitraum", "Erlaubt sind 2023")),
    Case("wrong-encoding", VORNAMEN, LIST.format(2018), NAMES.replace("Noah", "J�rgen"), 2, "vorname",
         "J�rgen", ("Umlaute sind beschädigt", "UTF-8 oder Windows-1252")),
    Case("empty-file", VORNAMEN, LIST.format(2018), "", None, None, "", ("keine Datenzeilen",
         "neu erzeugen")),
    Case("wrong-width", VORNAMEN, LIST.format(2018), NAMES + "5;Leo;m\n", 4, None, "3",
         ("3 Zellen statt 4", "Trennzeichen")),
    Case("open-quote", VORNAMEN, LIST.format(2018), NAMES + '5;"Leo;m;1\n4;Max;m;1\n', 4, None, "",
         ("Anführungszeichen nicht geschlossen", "ergänzen oder entfernen")),
    Case("empty-name", VORNAMEN, "2012/Vornamen_Lichtenberg.csv",
         "vorname;anzahl;geschlecht\nMia;4;w\n;1;w\n", 3,
         "vorname", "", ("keinen Namen", "nachtragen")),
    Case("extra-unit", VORNAMEN, "Standesamt I in Berlin Vornamen 2019.csv", NAMES, 2, None,
         "Standesamt I in Berlin", ("außerhalb der zwölf Bezirke", "zählen nicht zur Summe")),
    Case("corrected", VORNAMEN, "2016/Friedrichshain-Kreuzberg_Vornamen.csv",
         "anzahl;vorname;geschlecht\n16;Max;m\n3;Mia;w\n1;Max;m\n", 2, "anzahl", "", ("Bekannter Fehler",)),
    Case("correction-outdated", VORNAMEN, "zweite/2016/Friedrichshain-Kreuzberg_Vornamen.csv",
         "anzahl;vorname;geschlecht\n18;Max;m\n3;Mia;w\n", None, None, "",
         ("passt nicht mehr", "2 × 16, 1", "prüfen")),
)  # fmt: skip

FORM_CASES = (
    Case("unknown-district", MELDUNG, "meldung.csv", FORM + REPORT.replace("Neukölln", "Neuköln"), 2, None,
         "Neuköln", ("„Neuköln“", "gemeint: Neukölln?"), "cp1252"),
    Case("unknown-indicator", MELDUNG, "meldung.csv", FORM + REPORT.replace("sta_geburten", "sta_geburtn"), 2,
         "kennung", "sta_geburtn", ("„sta_geburtn“", "Kennung prüfen")),
    Case("missing-column", MELDUNG, "meldung.csv", (FORM + REPORT).replace(";wert", ";ergebnis"), None,
         "wert", "", ("„wert“ fehlt", "Kopfzeile der Vorlage")),
    Case("not-a-number", MELDUNG, "meldung.csv", FORM + REPORT.replace("1.234", "viele"), 2, "wert", "viele",
         ("„viele“", "amtliches Zeichen")),
    Case("negative-value", MELDEBOGEN, "bogen.csv", FORM + HOUSING.replace("181", "-181"), 2, "wert", "-181",
         ("nicht unter null",)),
    Case("duplicate-key", MELDEBOGEN, "bogen.csv", FORM + HOUSING + HOUSING.replace("181", "118"), 3, "wert",
         "Pankow · 2024-Q1 · wh_mizi", ("mehrfach", "eine Zeile")),
    Case("bad-period", MELDUNG, "meldung.csv", FORM + REPORT.replace("2024-Q3", "2024-Q5"), 2,
         "berichtszeitraum", "2024-Q5", ("„2024-Q5“", "2024-Q3, III/2024")),
    Case("wrong-encoding", MELDUNG, "meldung.csv", FORM + REPORT.replace("Neukölln", "NeukÃ¶lln"), 2,
         "bezirk",
         "NeukÃ¶lln", ("Umlaute", "Windows-1252"), also=("unknown-district",)),
    Case("empty-file", MELDEBOGEN, "bogen.csv", FORM + HOUSING.replace("181", ""), None, None, "",
         ("keine Datenzeilen",)),
    Case("wrong-unit", MELDUNG, "meldung.csv", FORM + REPORT.replace("Anzahl", "%"), 2, "einheit", "%",
         ("„%“", "„Anzahl“", "umrechnen")),
    Case("sign", MELDEBOGEN, "bogen.csv", FORM + HOUSING.replace("Pankow", "Spandau").replace("181", "."), 2,
         "wert", ".", ("amtliche Zeichen „.“", "unbekannt", "nicht als Zahl")),
    Case("text-value", MELDUNG, "meldung.csv",
         FORM + REPORT.replace("geburten", "geburtsurkunde_tage").replace("Anzahl", "Tage")
         .replace("1.234", "8-12 Wochen"), 2, "wert", "8-12 Wochen", ("als Text erhalten", "gerechnet")),
    Case("formula", MELDUNG, "meldung.xlsx", lambda path: computed_form(path, result="1200"), 7, "D", "1200",
         ("zuletzt berechneter Wert „1200“", "selbst eintragen")),
    Case("formula-without-result", MELDUNG, "meldung.xlsx", lambda path: computed_form(path), 7, "D",
         "=600*2", ("„=600*2“, ohne berechneten Wert",)),
    Case("active-content", None, "meldung.xlsm", lambda path: form_with_macros(path), None, None, "Makros",
         ("enthält Makros", "als .xlsx"), status="unrecognised"),
    Case("left-out", MELDUNG, "meldung.xlsx", lambda path: filled_form(path), 7, None, "intern: prüfen",
         ("Nicht übernommen: intern: prüfen",)),
    Case("unreadable", None, "meldung.xlsx", lambda path: cut_short(path), None, None, "",
         ("ließ sich nicht lesen", "vollständig"), status="unrecognised"),
    Case("jump", MELDUNG, "meldungen.csv", FORM + "".join(
         f"standesamt-meldung;Reinickendorf;2023-Q{n};sta_ehen;Eheschließungen;Anzahl;{value};\n"
         for n, value in enumerate((200, 204, 201, 690), 1)), 5, "sta_eheschliessungen", "690",
         ("690 weicht", "201", "bestätigen")),
)  # fmt: skip

LIST_CASES = (
    Case("unknown-district", BEFRAGUNG, "umfrage.csv", SURVEY + ANSWER.replace("Mitte", "Wedding"), 2, None,
         "Wedding", ("„Wedding“",)),
    Case("unknown-indicator", BEFRAGUNG, "umfrage.csv", SURVEY + ANSWER.replace("service", "servis"), 2,
         "frage", "ba_servis", ("„ba_servis“",)),
    Case("missing-column", BEFRAGUNG, "umfrage.csv", (SURVEY + ANSWER).replace("bezirk;", "amt;"), None,
         "bezirk", "", ("„bezirk“ fehlt",)),
    Case("not-a-number", BEFRAGUNG, "umfrage.csv", SURVEY + ANSWER.replace("412", "vierhundert"), 2,
         "antworten_gueltig", "vierhundert", ("„vierhundert“",)),
    Case("bad-period", BEFRAGUNG, "umfrage.csv", SURVEY + ANSWER.replace("2024-Q3", "Sommer 2024"), 2, None,
         "Sommer 2024", ("„Sommer 2024“", "2024-Q3")),
    Case("numerator-exceeds-denominator", BEFRAGUNG, "umfrage.csv", SURVEY + ANSWER.replace("381", "481"), 2,
         "ba_kundenzufriedenheit_service", "481 > 412", ("Zähler ist größer als der Nenner", "beide Werte")),
    Case("outside-plausible-range", BEFRAGUNG, "umfrage.csv", SURVEY + ANSWER.replace("381", "12"), 2,
         "ba_kundenzufriedenheit_service", "2,9126", ("2,9126", "30 … 100", "bestätigen")),
    Case("unknown-indicator", FIGURES, "zahlen.csv", PUBLISHED + RATE.replace("quote", "qoute"), 2,
         "indicator", "ba_terminausfallqoute", ("„ba_terminausfallqoute“",)),
    Case("unknown-district", FIGURES, "zahlen.csv", PUBLISHED + RATE.replace("Spandau", "Potsdam"), 2, None,
         "Potsdam", ("„Potsdam“",)),
    Case("missing-column", FIGURES, "zahlen.csv", (PUBLISHED + RATE).replace(";value", ";wert"), None,
         "value", "", ("„value“ fehlt",)),
    Case("not-a-number", FIGURES, "zahlen.csv", PUBLISHED + RATE.replace("14,5", "14,5,1"), 2, "value",
         "14,5,1", ("„14,5,1“",)),
    Case("negative-value", FIGURES, "zahlen.csv", PUBLISHED + RATE.replace("14,5", "-14,5"), 2, "value",
         "-14,5", ("-14,5 ist negativ",)),
    Case("bad-period", FIGURES, "zahlen.csv", PUBLISHED + RATE.replace("2021", "2019/2021"), 2, None,
         "2019/2021", ("„2019/2021“",)),
    Case("numerator-exceeds-denominator", FIGURES, "zahlen.csv", PUBLISHED + RATE.replace("290", "2900"), 2,
         "ba_terminausfallquote", "2900 > 2000", ("2900 > 2000",)),
    Case("duplicate-key", FIGURES, "zahlen.csv", PUBLISHED + RATE + RATE.replace("14,5", "15,4"), 3, "value",
         "Spandau · 2021 · ba_terminausfallquote", ("mehrfach",)),
    Case("wrong-unit", FIGURES, "zahlen.csv", PUBLISHED + RATE.replace(";%;", ";Tage;"), 2, "unit", "Tage",
         ("„Tage“", "„%“")),
    Case("outside-plausible-range", FIGURES, "zahlen.csv", PUBLISHED + RATE.replace("14,5;%;290",
         "74,5;%;1490"),
         2, "ba_terminausfallquote", "74,5", ("74,5", "0 … 60")),
    Case("unknown-format", None, "anschreiben.txt", "Sehr geehrte Damen und Herren,\n", None, None, ".txt",
         ("Kein Quellsystem", "zms-exchange", "Vorlage"), status="unrecognised"),
)  # fmt: skip


def computed_form(path: Path, result: str = "") -> None:
    """A form whose first value is a formula, with its last result or without."""
    filled_form(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    value = f"<v>{result}</v>" if result else "<v/>"
    computed = f'<c r="D7"><f>600*2</f>{value}</c>'
    parts[sheet], count = re.subn(rb'<c r="D7"[^>]*?>.*?</c>', computed.encode(), parts[sheet])
    assert count == 1
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def form_with_macros(path: Path) -> None:
    """A form that carries macros."""
    filled_form(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")


def filled_form(path: Path) -> None:
    """A form with a remark beside its table."""
    head: list[list[object]] = [
        ["Meldebogen", MELDUNG],
        ["Bezirk", "Treptow-Köpenick"],
        ["Berichtszeitraum", "III/2024"],
        [],
        ["Kennung", "Bezeichnung", "Einheit", "Wert", "Bemerkung"],
    ]
    rows: list[list[object]] = [
        ["sta_geburten", "Beurkundete Geburten", "Anzahl", 412, None],
        ["sta_ehen", "Eheschließungen", "Anzahl", 75, None, "intern: prüfen"],
    ]
    workbook(path, [*head, *rows])


def cut_short(path: Path) -> None:
    """A workbook of which only the first half arrived by mail."""
    filled_form(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
