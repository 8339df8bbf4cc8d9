"""What does a template say about itself to the person who fills it in? In German, as the offices work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.numbers import SIGNS

Line = tuple[str, ...]
"""Cells of a row of explanations; a heading begins with `# `."""

_FORM = """
# So wird die Vorlage ausgefüllt
1. Bezirk und Berichtszeitraum oben auf dem Blatt „Meldung“ aus der Liste wählen.
2. Der Zeitraum ist ein Quartal (2024-Q3, auch III/2024) oder ein Halbjahr (2024-H1, auch 1. Halbjahr 2024).
3. In der Spalte „wert“ je Zeile eine Zahl, ein Zeichen oder eine Angabe in Worten eintragen.
4. Was nicht berichtet wird, bleibt leer. Eine Null bedeutet: Es wurde gezählt, und es waren keine.
5. In der Spalte „bemerkung“ steht, was man beim Lesen wissen muss, etwa eine geänderte Zählweise.
Die Spalten „kennung“, „bezeichnung“ und „einheit“ sind gesperrt und bleiben, wie sie sind.
# Angaben in Worten
Wo nicht gezählt wird, sind Worte und Spannen erlaubt: „sofort“, „8-12 Wochen“, „14 Tage“, „rund 40“.
Sie bleiben als Text erhalten und werden so gezeigt; gerechnet wird mit ihnen nicht.
"""
_SURVEY = """
# So wird die Vorlage ausgefüllt
1. Je Zeile Bezirk und Zeitraum wählen: ein Quartal (2024-Q3), ein Halbjahr (2024-H1) oder ein Jahr (2024).
2. „antworten_gueltig“: Zahl der Antworten auf die Frage, ohne „weiß nicht“ und ohne leere Bögen.
3. „antworten_positiv“: Zahl der Antworten in den beiden besten Stufen („sehr zufrieden“, „eher zufrieden“).
4. „summe“: nur bei Fragen mit Punkten (Index) die Summe aller Punkte; sonst leer.
Anteile werden berechnet und nicht eingetragen. Nicht gestellte Fragen bleiben leer.
"""
_LIST = """
# So wird die Vorlage ausgefüllt
Je Zeile eine veröffentlichte Zahl mit ihrer Quelle. Die Kennungen stehen auf der Seite „Methodik“.
Der Zeitraum ist 2024, 2024-H1, 2024-Q3, 2024-03 oder ein Stichtag wie 31.03.2024.
Gerundete Zahlen: die Anmerkung mit „rund“ beginnen, oder ein s hinter die Zahl setzen (44.800 s).
"""
_NUMBERS = """
# Zahlen
Mit Dezimalkomma; Tausenderpunkte sind erlaubt: 12 oder 3,5 oder 1.234,5.
Ohne Einheit: Die Einheit steht in der Vorlage.
Ein Zeichen hinter der Zahl kennzeichnet sie: 120 p (vorläufig), 120 r (berichtigt), 120 s (geschätzt).
Bitte keine Formeln verwenden und keine Zellen verbinden oder Spalten umbenennen.
"""
_DELIVERY = """
# Abgabe und Berichtigung
Die Datei wird auf der Seite „Lieferungen“ hochgeladen und sofort geprüft; Hinweise nennen die Zeile.
Berichtigen heißt: dieselbe Vorlage noch einmal abgeben. Die neuen Werte ersetzen die alten.
"""
_KINDS = {"form": _FORM, "survey": _SURVEY, "list": _LIST}


def explanations(
    kind: str, title: str, columns: Sequence[str], examples: Sequence[Line], explained: Sequence[Line]
) -> list[Line]:
    """Return the rows of the sheet „Ausfüllhinweise“.

    Args:
        kind: `form`, `survey` or `list`.
        title: name of the template.
        columns: its columns.
        examples: rows as they could be filled in.
        explained: what the rows mean, such as the wording of questions; may be empty.
    """
    lines: list[Line] = [(f"# {title}",), *_lines(_KINDS[kind])]
    if examples:
        lines += [("# Beispiel",), tuple(columns), *examples]
    if explained:
        lines += [("# Wortlaut der Fragen",), *explained]
    return [*lines, *_lines(_NUMBERS), *_signs(), *_lines(_DELIVERY)]


def _lines(text: str) -> Iterator[Line]:
    yield from ((line,) for line in text.strip().splitlines())


def _signs() -> Iterator[Line]:
    """Yield the sign legend, one sign for each state."""
    yield ("# Amtliche Zeichen statt einer Zahl",)
    seen = set()
    for sign, state, meaning, _ in SIGNS:
        if state not in seen:
            seen.add(state)
            yield (sign, meaning)
