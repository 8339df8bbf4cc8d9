"""Is every visible word there in both languages?

Each walker returns problems as `file what`.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from schemas.catalogue import Catalogue, Text
from tests.walkers.code import ROOMS, ROOTS, sources

LANGUAGES = ("de", "en")
_PLACEHOLDER = re.compile(r"{(\w+)")
_KEY = re.compile(r"^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+$", re.IGNORECASE)
_CALLS = {"t", "texts", "plural"}
_TRANSCRIBED = re.compile(
    r"\b(fuer|ueber|koennen|muss?en|Buergera|Aemter|Massnahme|groess|Strasse)", re.IGNORECASE
)
PATTERNS = {"formats"}
"""Parts that hold ways of writing (3. Quartal 2024, Q3 2024), not sentences.

Their placeholders may differ between the languages, and a unit may be written as nothing.
"""
_SHOWING = {"Cell", "Column", "Tile", "notice", "menu"}
_READ_OUT = {"children", "title", "alt", "placeholder", "label", "aria_label", "aria_description"}
_WORD = re.compile(r"[^\W\d_]{3,}")
_NAMES = {"Zielblick", "zielblick load"}
_FOR_PROGRAMS = ("dash_app/exports/", "dash_app/register/migrations/")
SAME_IN_BOTH = 24
"""Longest text that may read the same in German and English: names, numbers, units."""


def _messages(path: Path, language: str) -> dict[str, Message]:
    with path.open("rb") as file:
        catalog: Catalog = read_po(file, locale=language, abort_invalid=True)
    return {m.id if isinstance(m.id, str) else m.id[0]: m for m in catalog if m.id}


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def unequal_catalogues(root: Path) -> list[str]:
    """Find message catalogues without a partner, and ids that lack a text or placeholder in one language."""
    folder = root / "dash_app" / "texts"
    parts = {path.name.split(".")[0] for path in folder.glob("*.po")}
    problems = []
    for part in sorted(parts):
        paths = {language: folder / f"{part}.{language}.po" for language in LANGUAGES}
        absent = [path.name for path in paths.values() if not path.is_file()]
        problems += [f"dash_app/texts/{name} does not exist" for name in absent]
        if not absent:
            german, english = (_messages(path, language) for language, path in paths.items())
            problems += _compare(german, english, part)
    return problems


def _compare(german: dict[str, Message], english: dict[str, Message], part: str) -> list[str]:
    problems = [f"{part}: {key} is not in both languages" for key in sorted(german.keys() ^ english.keys())]
    for key in sorted(german.keys() & english.keys()):
        forms = _forms(german[key]), _forms(english[key])
        if not all(all(form) for form in forms) and part not in PATTERNS:
            problems.append(f"{part}: {key} has an empty text")
        names = [{name for form in both for name in _PLACEHOLDER.findall(form)} for both in forms]
        if names[0] != names[1] and part not in PATTERNS:
            problems.append(
                f"{part}: {key} has different placeholders: {sorted(names[0])} and {sorted(names[1])}"
            )
        if german[key].fuzzy or english[key].fuzzy:
            problems.append(f"{part}: {key} is marked as fuzzy")
        if any(_TRANSCRIBED.search(form) for form in forms[0]):
            problems.append(f"{part}: {key} writes an umlaut as two letters")
    return problems


def unknown_keys(root: Path) -> list[str]:
    """Find texts that no catalogue has, or not in the form asked for; of a composed key the beginning."""
    known: dict[str, Message] = {}
    for path in (root / "dash_app/texts").glob("*.de.po"):
        known |= _messages(path, "de")
    problems = []
    for name, tree in sources(root, *ROOMS, *ROOTS):
        for node in ast.walk(tree):
            called = ast.unparse(node.func).split(".")[-1] if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and node.args and called in _CALLS:
                wrong = _wrong_key(node.args[0], called, known)
                problems += [f"{name}:{node.lineno} {wrong}"] if wrong else []
    return problems


def literals(root: Path) -> list[str]:
    """Find words written into a layout: they would be the same in every language."""
    problems = []
    for name, tree in sources(root, "dash_app", "pages", "callbacks"):
        for node in ast.walk(tree) if not name.startswith(_FOR_PROGRAMS) else ():
            if isinstance(node, ast.Call):
                found = (_letters(part) for part in _shown(node))
                problems += [
                    f"{name}:{node.lineno} {word!r} is written into the layout" for word in found if word
                ]
    return problems


def _shown(call: ast.Call) -> list[ast.expr]:
    """Return what a call shows or reads out: content and named attributes of an element, cell or column."""
    name = ast.unparse(call.func)
    if name == "element":
        content = call.args[1:2]
    elif name.startswith("html.") or name.split(".")[-1] in _SHOWING:
        content = call.args[:1]
    elif name == "attributes":
        content = []
    else:
        return []
    named = [word.value for word in call.keywords if word.arg in _READ_OUT]
    return [
        part for each in (*content, *named) for part in (each.elts if isinstance(each, ast.List) else [each])
    ]


def _letters(part: ast.expr) -> str | None:
    """Return the words in a text that stands in the code."""
    pieces = part.values if isinstance(part, ast.JoinedStr) else [part]
    written = " ".join(
        str(p.value) for p in pieces if isinstance(p, ast.Constant) and isinstance(p.value, str)
    )
    return written if _WORD.search(written) and written not in _NAMES else None


def _wrong_key(key: ast.expr, called: str, known: dict[str, Message]) -> str | None:
    if isinstance(key, ast.Constant) and _KEY.match(str(key.value)):
        message = known.get(str(key.value))
        if message is None:
            return f"there is no text {key.value!r}"
        if message.pluralizable != (called == "plural"):
            has = "a" if message.pluralizable else "no"
            return f"{key.value!r} has {has} plural, but is asked for with {called}"
    start = key.values[0] if isinstance(key, ast.JoinedStr) else None
    if isinstance(start, ast.Constant) and not any(k.startswith(str(start.value)) for k in known):
        return f"no text begins with {start.value!r}"
    return None


def undescribed(catalogue: Catalogue) -> list[str]:
    """Find indicators whose title, description or purpose is missing or the same in both languages."""
    problems = []
    for agreement in catalogue.agreements:
        for indicator in agreement.indicators:
            for name in ("title", "description", "purpose"):
                text: Text = getattr(indicator, name)
                where = f"{agreement.id}: {indicator.id}: {name}"
                if not text.de.strip() or not text.en.strip():
                    problems.append(f"{where} is empty in one language")
                elif text.de == text.en and len(text.de) > SAME_IN_BOTH:
                    problems.append(f"{where} is not translated")
                if _TRANSCRIBED.search(text.de):
                    problems.append(f"{where} writes an umlaut as two letters")
    return problems
