"""Do the texts keep to the marks and the terms of their language, one term for one thing?"""

from __future__ import annotations

import re

import pytest

from dash_app.texts import LANGUAGES
from dash_app.texts.catalogues import catalog

MARKS = {
    "de": {
        "a blank that may break before %": r"(\d|\}) %",
        "a blank that may break in an abbreviation": r"\b(z\. B|d\. h|u\. a|k\. A)\.",
        "a blank that may break after § or Abs.": r"(§|\bAbs\.|\bNr\.) (?=\d)",
        "a hyphen between numbers": r"(?<![\d-])(?!20\d\d-|20\d\d/)\d+-\d",
        "a straight quotation mark or apostrophe": r"[\"']",
        "English quotation marks": r"(?<!„)“[^“”]*”",
        "a hyphen between words for a dash": r"[\w\"”“)] - \w",
    },
    "en": {
        "a blank before %": r"(\d|\})\s%",
        "a straight quotation mark or apostrophe": r"[\"']",
        "German quotation marks": r"[„‚]",
        "a hyphen between numbers": r"(?<![\d-])(?!20\d\d-|20\d\d/)\d+-\d",
        "a hyphen between words for a dash": r"[\w\"”“)] - \w",
        "a date with dots": r"\b\d\d\.\d\d\.\d{4}",
    },
}
"""What a typewriter leaves behind, by language."""
TERMS = {
    "de": {
        r"\b[Pp]asswort|\b[Pp]asswört": "Kennwort",
        r"\bPrüfwert": "Hashwert, Prüfsumme",
        r"federführenden? Senatsverwaltung": "zuständige Senatsverwaltung",
        r"\bUrteil\b": "Bewertung, Status",
        r"\b(verdeckt|verborgen)e?[rn]?\b": "gesperrt",
        r"\bMindestzahl\b": "Mindestfallzahl",
        r"\bfrist\u00ad?gerecht": "pünktlich",
        r"\bLog\b|\bLogzeile": "Fehlerprotokoll",
    },
    "en": {
        r"\bsteering team": "steering group",
        r"\bhand(ed|s)? (it )?in\b": "submit",
        r"\bcomput(e|ed|es|ing)\b": "calculate",
        r"\bfinished figure": "ready-made figure",
        r"\binvented\b": "made up",
        r"\bleast number": "minimum number",
        r"\bkey date": "reference date",
        r"\bnarrowly missed": "nearly met",
        r"\bcheck value": "hash",
        r"\bbinding floor": "binding limit",
        r"\bstate of the data": "data version",
        r"\bAudit$": "audit log",
    },
}
"""Words that were in use for a thing that has another name, and that name."""
WORDS_OF = {
    "de": re.compile(
        r"\b(und|oder|nicht|für|eine[rnms]?|wird|werden|Bezirke?|Zeitraum|Kennzahl|Ziele?)\b|[äöüß]"
    ),
    "en": re.compile(r"\b(the|of|and|is|are|with|from|there|has|have|this|which|by|not)\b"),
}
FOREIGN = {
    "de": {"package.keywords"},
    "en": {
        "package.readme.no_licence",  # the name of an office that has to be named
        "shell.language.de",
    },
}
"""Texts that quote the other language: names."""


def said(language: str) -> dict[str, list[str]]:
    """Return all texts of a language by key; plurals have several."""
    found = {}
    for message in catalog(language):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            forms = message.string
            found[key] = [forms] if isinstance(forms, str) else list(forms or ())
    return found


def broken(language: str, text: str) -> list[str]:
    """Return the habits of a typewriter in a text."""
    return [name for name, pattern in MARKS[language].items() if re.search(pattern, text)]


def strayed(language: str, text: str) -> list[str]:
    """Return the terms that a text should have used."""
    return [term for pattern, term in TERMS[language].items() if re.search(pattern, text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_set_as_a_printer_would_set_them(language: str) -> None:
    found = [(key, broken(language, text)) for key, texts in said(language).items() for text in texts]
    assert [(key, marks) for key, marks in found if marks] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_thing_has_one_name(language: str) -> None:
    found = [(key, strayed(language, text)) for key, texts in said(language).items() for text in texts]
    assert [(key, terms) for key, terms in found if terms] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_speaks_the_other_language(language: str) -> None:
    """Also those that no page of the demonstration shows: refusals, faults, documents."""
    (other,) = set(LANGUAGES) - {language}
    least = 1 if language == "en" else 2
    found = {
        key
        for key, texts in said(language).items()
        for text in texts
        if len(set(WORDS_OF[other].findall(re.sub(r"/\S+|“[^”]*”|„[^“]*“", "", text)))) >= least
    }
    assert sorted(found - FOREIGN[language]) == []


def test_what_is_counted_is_counted_in_both_languages() -> None:
    german, english = said("de"), said("en")
    assert [key for key in german if len(german[key]) != len(english[key])] == []


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "95 % von 8-12 Wochen, z. B. nach § 6a", 4),
        ("de", 'Die "Liste" - kurz', 2),
        ("de", "Seite “Lieferungen” ab 2024-03-31", 1),
        ("de", "95\u00a0% „so“, 8–12 Wochen, 2024-Q3, 2016/2018", 0),
        ("en", "95 % of it's 8-12 weeks since 01.01.2026", 4),
        ("en", "The page „Deliveries“ - all", 2),
        ("en", "95% of the district’s “list”, 8–12 weeks, 2024-03-31", 0),
    ],
)
def test_a_typewriter_is_noticed(language: str, text: str, count: int) -> None:
    assert len(broken(language, text)) == count


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Passwort ist falsch."),
        ("de", "Die Mindestzahl der Fälle"),
        ("en", "It was handed in by the steering team."),
        ("en", "computed from invented figures"),
    ],
)
def test_a_second_name_for_a_thing_is_noticed(language: str, text: str) -> None:
    assert strayed(language, text)
