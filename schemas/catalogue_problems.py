"""What can be wrong in the catalogue, and how is it said?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

At = tuple[str | int, ...]
"""Place inside a file: keys and list positions from the top."""

_KINDS = {
    "missing-folder": (
        "Der Ordner des Katalogs fehlt. Bitte den Pfad prüfen oder einen Ordner mit {allowed} anlegen.",
        "The folder of the catalogue is missing. Please check the path or create a folder with {allowed}.",
    ),
    "missing-file": (
        "Die Datei fehlt. Bitte anlegen; sie enthält {allowed}.",
        "The file is missing. Please create it; it holds {allowed}.",
    ),
    "unknown-file": (
        "Die Datei gehört nicht in den Katalog und würde nie gelesen. Erlaubt sind {allowed}. "
        "Bitte umbenennen, verschieben oder löschen.",
        "The file does not belong in the catalogue and would never be read. Allowed are {allowed}. "
        "Please rename, move or delete it.",
    ),
    "unreadable": (
        "Die Datei lässt sich nicht lesen ({found}). Bitte als Textdatei in UTF-8 speichern.",
        "The file cannot be read ({found}). Please save it as a text file in UTF-8.",
    ),
    "syntax": (
        "Das ist kein gültiges YAML: {found}. Bitte Einrückung, Doppelpunkte und Anführungszeichen prüfen.",
        "This is not valid YAML: {found}. Please check indentation, colons and quotes.",
    ),
    "alias": (
        "Verweise und Typangaben ({found}) sind nicht erlaubt. Bitte den Wert ausschreiben.",
        "Aliases and type tags ({found}) are not allowed. Please write the value out.",
    ),
    "duplicate-key": (
        "Der Schlüssel „{found}“ steht hier zweimal; nur einer könnte gelten. Bitte einen entfernen.",
        "The key “{found}” occurs twice here; only one could count. Please remove one.",
    ),
    "missing-key": (
        "Die Angabe fehlt. Bitte ergänzen; erwartet wird {allowed}.",
        "The entry is missing. Please add it; expected is {allowed}.",
    ),
    "unknown-key": (
        "Der Schlüssel „{found}“ ist hier nicht bekannt{hint}. Erlaubt sind: {allowed}.",
        "The key “{found}” is not known here{hint}. Allowed are: {allowed}.",
    ),
    "comma": (
        "Der Text „{found}“ steht für sich, weil ein Komma den Satz in der geschweiften Klammer teilt. "
        "Bitte den ganzen Satz in Anführungszeichen setzen.",
        "The text “{found}” stands by itself, as a comma splits the sentence inside the braces. "
        "Please put the whole sentence into quotes.",
    ),
    "not-allowed": (
        "„{found}“ ist hier nicht erlaubt{hint}. Erlaubt ist: {allowed}.",
        "“{found}” is not allowed here{hint}. Allowed is: {allowed}.",
    ),
    "contradiction": (
        "Die Angaben widersprechen sich ({found}): {why_de}. Bitte berichtigen.",
        "The entries contradict each other ({found}): {why_en}. Please correct them.",
    ),
    "duplicate-id": (
        "„{found}“ ist schon vergeben, siehe {first}. Bitte eine eigene Kennung oder Schreibweise wählen.",
        "“{found}” is taken already, see {first}. Please choose an id or spelling of its own.",
    ),
    "unknown-id": (
        "„{found}“ ist nicht bekannt{hint}. Erlaubt ist, was in {allowed} steht.",
        "“{found}” is not known{hint}. Allowed is what is listed in {allowed}.",
    ),
    "wrong-name": (
        "Die Kennung „{found}“ passt nicht zum Namen der Datei. Erwartet wird „{allowed}“.",
        "The id “{found}” does not match the name of the file. Expected is “{allowed}”.",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of the catalogue: where, what was found, what is allowed, a sentence in both languages."""

    kind: str
    """Stable slug of the kind of problem."""
    file: str
    """File inside the folder, with `/`; the folder itself where that is the problem."""
    at: At
    found: str
    allowed: str
    """Allowed values or form, neutral in language as far as possible; `message` says it in words."""
    de: str
    en: str
    line: int | None = None
    """1-based line of the file."""

    @property
    def path(self) -> str:
        """Place inside the file, such as `goals[0].indicators[2].targets[0].value`."""
        text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.at)
        return text.removeprefix(".")

    def message(self, language: str = "de") -> str:
        """Say the problem in one sentence: where, what was found, what to do."""
        line = () if self.line is None else (f"{'line' if language == 'en' else 'Zeile'} {self.line}",)
        place = ", ".join(part for part in (self.file, *line, self.path) if part)
        return f"{place}: {self.en if language == 'en' else self.de}"

    def __str__(self) -> str:
        """Say the problem in German, as the command line does."""
        return self.message()

    def record(self) -> dict[str, str | int | None]:
        """Return the problem for programs: file, line, path, found, allowed and the sentence in German."""
        place = {"kind": self.kind, "file": self.file, "line": self.line, "path": self.path}
        return place | {"found": self.found, "allowed": self.allowed, "message": self.message()}

    def on_line(self, line: int | None) -> Problem:
        """Return the problem with its line in the file."""
        return replace(self, line=line)


class CatalogueError(Exception):
    """A catalogue that cannot be used; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(problem.message() for problem in self.problems))


def problem(
    kind: str,
    file: str,
    at: At = (),
    *,
    found: object = "",
    allowed: str = "",
    hints: Iterable[str] = (),
    **words: str,
) -> Problem:
    """Return a problem of one of the kinds above.

    A misspelt `found` is looked up among the `hints`; `words` fill further blanks of the sentence.
    """
    shown = show(found)
    close = get_close_matches(shown, list(hints), 1)
    de, en = _KINDS[kind]
    blanks = {"found": shown, "allowed": allowed} | words
    de = de.format(hint=f" (gemeint: „{close[0]}“?)" if close else "", **blanks)
    en = en.format(hint=f" (did you mean “{close[0]}”?)" if close else "", **blanks)
    return Problem(kind, file, at, shown, allowed, de, en)


def show(value: object, width: int = 80) -> str:
    """Return a value of a file as short text on one line; the empty value is `null`."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return text if len(text) <= width else f"{text[: width - 1]}…"
