"""Which words does the web application show, in German and in English?

Message catalogues are gettext `.po` files with symbolic ids (`overview.title`), one pair per part of the
application: `<part>.de.po` and `<part>.en.po` in this folder, every id beginning with `<part>.`. All pairs
are merged when a language is used first. Placeholders are those of `str.format`: `{name}`. Plurals are
gettext plurals with the placeholder `{n}`; `msgid` and `msgid_plural` are the same id.
"""

from __future__ import annotations

import logging
from functools import cache
from gettext import GNUTranslations
from io import BytesIO

from babel.numbers import format_decimal

from dash_app.texts.catalogues import compiled

LANGUAGES = ("de", "en")
LOCALES = {"de": "de_DE", "en": "en_GB"}
DEFAULT = "de"

_log = logging.getLogger(__name__)
_strict = True
_reported: set[tuple[str, str]] = set()


def tolerate_missing() -> None:
    """Show the id where a text is missing, and log it once; for serving, where half a page beats none."""
    global _strict
    _strict = False


class Texts:
    """The texts of one language: `t("overview.title")`, `t("shell.period.after", period="…")`."""

    def __init__(self, language: str = DEFAULT) -> None:
        self.language = language if language in LANGUAGES else DEFAULT
        self._translations = translations(self.language)

    def __call__(self, key: str, /, **params: object) -> str:
        """Return the text of a key with its placeholders filled; KeyError where there is none."""
        text = self._translations.gettext(key)
        return self._missing(key) if text == key else text.format(**params)

    @property
    def t(self) -> Texts:
        """Return itself, so that `Texts(language).t(key)` reads like `t(key)`."""
        return self

    def plural(self, key: str, n: int, /, **params: object) -> str:
        """Return the text of a key for a number; `{n}` is the number in the language's digits."""
        text = self._translations.ngettext(key, key, n)
        shown = format_decimal(n, locale=LOCALES[self.language])
        return self._missing(key) if text == key else text.format(n=shown, **params)

    def __contains__(self, key: str) -> bool:
        """Tell whether there is a text of this key; the empty one is the head of the catalogue."""
        return bool(key) and self._translations.gettext(key) != key

    def _missing(self, key: str) -> str:
        if _strict:
            raise KeyError(
                f"no text {key!r} in {self.language}; add it to dash_app/texts/<part>.{self.language}.po"
            )
        if (self.language, key) not in _reported:
            _reported.add((self.language, key))
            _log.error("no text %s in %s", key, self.language)
        return key


@cache
def translations(language: str) -> GNUTranslations:
    """Return the gettext translations of a language."""
    return GNUTranslations(BytesIO(compiled(language)))
