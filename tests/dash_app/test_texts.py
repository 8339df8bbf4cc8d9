"""Is every text there in both languages, and does a broken catalogue of messages say where?"""

from __future__ import annotations

import logging
import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest

from dash_app import texts
from dash_app.texts import LANGUAGES, Texts
from dash_app.texts.catalogues import TextError, catalog, compiled, keys

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'


def said(language: str) -> dict[str, list[str]]:
    """Return all texts of a language by key; plurals have several."""
    found = {}
    for message in catalog(language):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            found[key] = (
                [message.string] if isinstance(message.string, str) else list(message.string or ("",))
            )
    return found


def test_both_languages_have_the_same_keys() -> None:
    assert sorted(keys("de") ^ keys("en")) == []


def test_no_text_is_empty() -> None:
    assert [(lang, key) for lang in LANGUAGES for key, found in said(lang).items() if not all(found)] == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    def placeholders(found: list[str]) -> set[str]:
        return {name for text in found for _, name, _, _ in Formatter().parse(text) if name}

    german, english = said("de"), said("en")
    differ = {key for key in german if placeholders(german[key]) != placeholders(english[key])}
    assert differ == set()


def test_german_texts_use_german_marks() -> None:
    """Straight quotation marks and three dots are typewriter habits."""
    found = [
        (key, text)
        for key, list_ in said("de").items()
        for text in list_
        if re.search(r"\"|\.\.\.|“[^”]*”", text)
    ]
    assert found == []


def test_a_missing_text_is_an_error_while_we_build() -> None:
    with pytest.raises(KeyError, match=r"shell\.nothing.*texts"):
        Texts("de")("shell.nothing")


def test_a_missing_text_is_shown_as_its_key_and_logged_once_while_we_serve(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(texts, "_strict", True)  # restored afterwards
    monkeypatch.setattr(texts, "_reported", set())
    texts.tolerate_missing()
    with caplog.at_level(logging.ERROR):
        assert Texts("en")("shell.nothing") == "shell.nothing"
        assert Texts("en")("shell.nothing") == "shell.nothing"
    assert [record.getMessage() for record in caplog.records] == ["no text shell.nothing in en"]


def test_the_head_of_a_catalogue_is_no_text() -> None:
    """Whoever asks for a text that a value may have, and finds it has none, shows the value."""
    assert "" not in Texts("de") and "shell.brand" in Texts("de")


def test_placeholders_and_plurals_are_filled() -> None:
    assert Texts("de")("shell.period.before", period="1. Quartal 2024") == "Zurück zu 1. Quartal 2024"
    assert Texts("de").plural("formats.unit.Tage", 1) == "Tag"
    assert Texts("en").t.plural("formats.unit.Tage", 0) == "days"


def test_an_unknown_language_falls_back_to_german() -> None:
    assert Texts("fr").language == "de"


def test_the_same_key_in_two_files_is_refused(tmp_path: Path) -> None:
    message = '\nmsgid "a.title"\nmsgstr "x"\n'
    (tmp_path / "a.de.po").write_text(HEAD + message, encoding="utf-8")
    assert "a.title" in catalog("de", tmp_path)
    (tmp_path / "b.de.po").write_text(HEAD + message, encoding="utf-8")
    with pytest.raises(TextError, match=r"b\.de\.po.*'a\.title'.*'b'"):
        catalog("de", tmp_path)


def test_a_changed_text_is_shown_although_the_one_before_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    place = tmp_path / "a.de.po"
    for text in ("vorher", "nachher", "danach"):
        place.write_text(f'{HEAD}\nmsgid "a.title"\nmsgstr "{text}"\n', encoding="utf-8")
        for _ in ("compiled", "kept"):
            assert GNUTranslations(BytesIO(compiled("de", tmp_path))).gettext("a.title") == text
        assert len([*tmp_path.glob("__pycache__/*")]) == 1  # nothing of the text before is left lying about


def test_what_was_compiled_is_read_instead_of_the_catalogues(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (tmp_path / "a.de.po").write_text(f'{HEAD}\nmsgid "a.title"\nmsgstr "x"\n', encoding="utf-8")
    made = compiled("de", tmp_path)
    monkeypatch.setattr("dash_app.texts.catalogues.catalog", None)  # who calls it now fails
    assert compiled("de", tmp_path) == made


def test_an_installation_that_nobody_may_write_still_has_its_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (tmp_path / "a.de.po").write_text(f'{HEAD}\nmsgid "a.title"\nmsgstr "x"\n', encoding="utf-8")
    (tmp_path / "__pycache__").write_text("a file where the folder should be", encoding="utf-8")
    assert GNUTranslations(BytesIO(compiled("de", tmp_path))).gettext("a.title") == "x"
