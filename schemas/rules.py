"""Which rules does a delivery have to keep, and how is a breach said?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error rejects the file, a warning asks for a look, an info explains."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its stable slug, severity and message in both languages.

    Messages are `str.format` templates in three parts: what was found, where it is, what to do.
    The line and column are put in front by `Finding.message`, so templates do not repeat them.
    """

    slug: str
    severity: Severity
    de: str
    en: str


_RULES = (
    Rule(
        "unknown-district",
        Severity.ERROR,
        "Der Bezirk „{found}“ ist nicht bekannt. Bitte Namen oder Schlüssel prüfen{hint}.",
        "The district “{found}” is not known. Please check its name or key{hint}.",
    ),
    Rule(
        "unknown-indicator",
        Severity.ERROR,
        "Die Kennzahl „{found}“ steht nicht im Katalog. Bitte Kennung prüfen{hint}.",
        "The indicator “{found}” is not in the catalogue. Please check its id{hint}.",
    ),
    Rule(
        "unknown-site",
        Severity.ERROR,
        "Der Standort „{found}“ ist keinem Bezirk zugeordnet. Bitte in der Standortliste des "
        "Katalogs ergänzen.",
        "The site “{found}” is not assigned to a district. Please add it to the catalogue’s list of sites.",
    ),
    Rule(
        "missing-column",
        Severity.ERROR,
        "Die Spalte „{column}“ fehlt; gefunden wurden: {found}. Bitte die Kopfzeile der Vorlage verwenden.",
        "The column “{column}” is missing; found: {found}. Please use the header row of the template.",
    ),
    Rule(
        "not-a-number",
        Severity.ERROR,
        "„{found}“ ist keine Zahl. Bitte eine Zahl wie 1.234,5 oder ein amtliches Zeichen eintragen.",
        "“{found}” is not a number. Please enter a number such as 1.234,5 or an official sign.",
    ),
    Rule(
        "negative-value",
        Severity.ERROR,
        "{found} ist negativ; eine Anzahl kann nicht unter null liegen. Bitte den Wert prüfen.",
        "{found} is negative; a count cannot be below zero. Please check the value.",
    ),
    Rule(
        "numerator-exceeds-denominator",
        Severity.ERROR,
        "Der Zähler ist größer als der Nenner ({found}). Bitte beide Werte prüfen.",
        "The numerator exceeds the denominator ({found}). Please check both values.",
    ),
    Rule(
        "duplicate-key",
        Severity.ERROR,
        "„{found}“ kommt mehrfach mit verschiedenen Werten vor. Bitte nur eine Zeile behalten.",
        "“{found}” occurs more than once with different values. Please keep one row only.",
    ),
    Rule(
        "bad-period",
        Severity.ERROR,
        "„{found}“ ist kein gültiger Berichtszeitraum. Erlaubt sind {allowed}.",
        "“{found}” is not a valid reporting period. Allowed: {allowed}.",
    ),
    Rule(
        "aggregated-sites",
        Severity.ERROR,
        "Eine Zeile fasst die Standorte {found} zusammen und lässt sich nicht aufteilen. Bitte je "
        "Standort liefern.",
        "One row sums up the sites {found} and cannot be split. Please deliver each site by itself.",
    ),
    Rule(
        "wrong-encoding",
        Severity.ERROR,
        "Umlaute sind beschädigt („{found}“). Bitte die Datei als UTF-8 oder Windows-1252 neu speichern.",
        "Umlauts are damaged (“{found}”). Please save the file again as UTF-8 or Windows-1252.",
    ),
    Rule(
        "too-large",
        Severity.ERROR,
        "Die Datei ist zu groß ({found}; erlaubt sind {allowed}). Bitte nach Zeiträumen aufteilen.",
        "The file is too large ({found}; up to {allowed} is allowed). Please split it by period.",
    ),
    Rule(
        "empty-file",
        Severity.ERROR,
        "Die Datei enthält keine Datenzeilen. Bitte die Lieferung neu erzeugen.",
        "The file contains no data rows. Please create the delivery again.",
    ),
    Rule(
        "empty-name",
        Severity.WARNING,
        "Die Zeile hat keinen Namen; in Summen über Namen zählt sie nicht mit. Bitte nachtragen, "
        "falls bekannt.",
        "The row has no name; it is left out of sums over names. Please add the name if it is known.",
    ),
    Rule(
        "outside-plausible-range",
        Severity.WARNING,
        "{found} liegt außerhalb des plausiblen Bereichs ({allowed}). Bitte prüfen und bestätigen.",
        "{found} lies outside the plausible range ({allowed}). Please check and confirm.",
    ),
    Rule(
        "jump",
        Severity.WARNING,
        "{found} weicht ungewöhnlich stark vom letzten Wert {allowed} ab. Bitte prüfen und bestätigen.",
        "{found} differs unusually strongly from the last value {allowed}. Please check and confirm.",
    ),
    Rule(
        "projection-failed",
        Severity.WARNING,
        "Nicht berechenbare Prognosen: {count} ({found}); alle Werte sind veröffentlicht. Bitte die "
        "Installation und den freien Speicher prüfen; das nächste Laden versucht es erneut.",
        "Projections that could not be calculated: {count} ({found}); all values are published. "
        "Please check the installation and the free memory; the next load tries again.",
    ),
    Rule(
        "level-mismatch",
        Severity.WARNING,
        "Der Gesamtwert {found} weicht von der Summe der Teile {allowed} ab (Unterschied {difference}). "
        "Es gilt {counts}; bitte die Ursache klären.",
        "The total {found} differs from the sum of its parts {allowed} (difference {difference}). "
        "{counts} is used; please clarify the cause.",
    ),
    Rule(
        "total-mismatch",
        Severity.ERROR,
        "Die Zeilen ergeben {found}, die gedruckte Summe ist {allowed}. Bitte den Bericht neu erzeugen.",
        "The rows add up to {found}, the printed total is {allowed}. Please create the report again.",
    ),
    Rule(
        "sign",
        Severity.INFO,
        "Das amtliche Zeichen „{found}“ wurde als „{meaning}“ übernommen, nicht als Zahl.",
        "The official sign “{found}” was read as “{meaning}”, not as a number.",
    ),
    Rule(
        "text-value",
        Severity.WARNING,
        "„{found}“ ist eine Angabe in Worten und bleibt als Text erhalten; gerechnet wird damit nicht.",
        "“{found}” is given in words and kept as text; it is not used in calculations.",
    ),
    Rule(
        "extra-unit",
        Severity.INFO,
        "„{found}“ liegt außerhalb der zwölf Bezirke; die Angaben zählen nicht zur Summe für Berlin.",
        "“{found}” lies outside the twelve districts; its figures do not count towards Berlin.",
    ),
    Rule(
        "no-figures",
        Severity.INFO,
        "Die Datei wurde erkannt, enthält aber keine Zahlen: {found}.",
        "The file was recognised but contains no figures: {found}.",
    ),
    Rule(
        "left-out",
        Severity.INFO,
        "Nicht übernommen: {found}. Alles andere in der Datei gilt.",
        "Left out: {found}. Everything else in the file is used.",
    ),
    Rule(
        "unreadable",
        Severity.ERROR,
        "Die Datei ließ sich nicht lesen ({found}). Bitte prüfen, ob sie vollständig und nicht gesperrt ist.",
        "The file could not be read ({found}). Please check that it is complete and not locked.",
    ),
    Rule(
        "changed-while-reading",
        Severity.ERROR,
        "Die Datei hat sich während des Lesens geändert. Bitte abwarten, bis sie fertig "
        "geschrieben ist, und neu laden.",
        "The file changed while it was being read. Please wait until it has been written "
        "completely and load it again.",
    ),
    Rule(
        "unknown-format",
        Severity.ERROR,
        "Kein Quellsystem verwendet dieses Format. Bekannt sind: {allowed}. Bitte eine Vorlage verwenden.",
        "No source system uses this format. Known formats: {allowed}. Please use a template.",
    ),
    Rule(
        "wrong-width",
        Severity.ERROR,
        "Die Zeile hat {found} Zellen statt {allowed}. Bitte Trennzeichen und Anführungszeichen prüfen.",
        "The row has {found} cells instead of {allowed}. Please check its delimiters and quotes.",
    ),
    Rule(
        "open-quote",
        Severity.ERROR,
        "Ab hier ist ein Anführungszeichen nicht geschlossen. Bitte ergänzen oder entfernen.",
        "From here on, a quotation mark is not closed. Please close or remove it.",
    ),
    Rule(
        "wrong-unit",
        Severity.ERROR,
        "Die Einheit ist „{found}“, vereinbart ist „{allowed}“. Bitte den Wert umrechnen oder die "
        "Einheit berichtigen.",
        "The unit is “{found}”, the agreed one is “{allowed}”. Please convert the value or correct the unit.",
    ),
    Rule(
        "active-content",
        Severity.ERROR,
        "Die Arbeitsmappe enthält {found}. Bitte als .xlsx ohne diese Inhalte speichern: Werte einfügen, "
        "Verknüpfungen lösen.",
        "The workbook contains {found}. Please save it as .xlsx without them: paste values, break links.",
    ),
    Rule(
        "formula",
        Severity.WARNING,
        "Hier steht eine Formel; gelesen wird ihr zuletzt berechneter Wert „{found}“. Bitte den Wert selbst "
        "eintragen.",
        "There is a formula here; its last calculated result “{found}” was read. "
        "Please enter the value itself.",
    ),
    Rule(
        "formula-without-result",
        Severity.ERROR,
        "Hier steht die Formel „{found}“, ohne berechneten Wert. Bitte den Wert selbst eintragen.",
        "The formula “{found}” has no result. Please enter the value itself.",
    ),
    Rule(
        "foreign-district",
        Severity.ERROR,
        "Zeilen für „{found}“: {count}; mit diesem Konto lässt sich nur für {allowed} liefern. Bitte "
        "diese Zeilen entfernen.",
        "Rows for “{found}”: {count}; this account can deliver for {allowed} only. Please remove these rows.",
    ),
    Rule(
        "foreign-agreement",
        Severity.ERROR,
        "Zeilen mit „{found}“ ({count}) gehören zu keiner Vereinbarung, für die dieses Konto liefern darf. "
        "Bitte diese Zeilen entfernen.",
        "Rows with “{found}” ({count}) belong to no agreement that this account may deliver for. Please "
        "remove these rows.",
    ),
    Rule(
        "correction-outdated",
        Severity.WARNING,
        "Die Berichtigung „{found}“ passt nicht mehr: erwartet waren {allowed}. Bitte die Datei "
        "und den Eintrag prüfen.",
        "The correction “{found}” no longer fits; expected: {allowed}. Please check the file and the record.",
    ),
    Rule(
        "corrected",
        Severity.INFO,
        "Bekannter Fehler der Quelle, berichtigt: {found}.",
        "Known error in the source, corrected: {found}.",
    ),
)

RULES = {rule.slug: rule for rule in _RULES}
"""All rules by slug, in the order of `docs` and of the page Lieferungen."""
