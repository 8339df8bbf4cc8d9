"""Which questions does the machine interface know, and what may be said in each?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from werkzeug.datastructures import Headers, MIMEAccept, MultiDict
from werkzeug.http import parse_accept_header

from dash_app.api.problems import Problem
from dash_app.exports import MEDIA_TYPES
from dash_app.texts import Texts

Form = Literal["json", "csv", "parquet", "xlsx"]
FORMS: Mapping[Form, str] = {
    "json": "application/json",
    "csv": "text/csv",
    "parquet": MEDIA_TYPES["parquet"],
    "xlsx": MEDIA_TYPES["xlsx"],
}
"""Formats by their short name, with their media types."""
OF_VALUES = ("parquet", "xlsx")
"""Formats that only values have."""
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "agreements": ("publication", "format"),
    "indicators": ("publication", "format"),
    "districts": ("publication", "format"),
    "periods": ("level", "publication", "format"),
    "values": ("indicator", "district", "period", "from", "to", "level", "publication", "format"),
    "publications": ("format",),
}
"""Parameters of each question, by its name in the address."""
MANY = ("indicator", "district", "period")
"""Parameters that may be given several times, or with commas."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its parameters."""

    name: str
    given: Mapping[str, tuple[str, ...]]
    form: Form

    def many(self, key: str) -> tuple[str, ...]:
        """Return all values of a parameter."""
        return self.given.get(key, ())

    def one(self, key: str) -> str | None:
        """Return the value of a parameter that may be given once, None where it is left out.

        Raises:
            Problem: where it is given more than once.
        """
        values = self.many(key)
        if len(values) > 1:
            raise Problem(400, Texts("de")("api.twice", key=key, found=", ".join(values)))
        return values[0] if values else None

    def number(self, key: str) -> int | None:
        """Return a whole number from 1 on.

        Raises:
            Problem: for anything else.
        """
        found = self.one(key)
        if found is None:
            return None
        if found.isascii() and found.isdigit() and len(found) < 10 and int(found):
            return int(found)
        raise Problem(400, Texts("de")("api.number", key=key, found=found))


def asked(name: str, query: MultiDict[str, str], headers: Headers) -> Asked:
    """Read a question.

    Raises:
        Problem: for a name, parameter or format that does not exist.
    """
    t = Texts("de")
    if name not in QUESTIONS:
        raise Problem(404, t("api.unknown", found=name, allowed=_listed([*QUESTIONS, "openapi.json"])))
    allowed = QUESTIONS[name]
    for key in query:
        if key not in allowed:
            raise Problem(400, t("api.parameter", found=key, allowed=_listed(allowed)))
    given = {key: tuple(_values(key, query.getlist(key))) for key in query}
    return Asked(name, given, _form(name, given.get("format", ()), headers))


def _values(key: str, given: Sequence[str]) -> list[str]:
    if key not in MANY:
        return list(given)
    return [word.strip() for text in given for word in text.split(",") if word.strip()]


def _form(name: str, given: Sequence[str], headers: Headers) -> Form:
    """Return the format: what `format` says goes before what `Accept` says; some forms only values have."""
    t = Texts("de")
    forms = [form for form in get_args(Form) if form not in OF_VALUES or name == "values"]
    if given:
        if given[-1] in forms:
            return next(form for form in forms if form == given[-1])
        raise Problem(400, t("api.format", found=given[-1], allowed=_listed(forms)))
    accepted = parse_accept_header(headers.get("Accept", "*/*"), MIMEAccept)
    best = accepted.best_match([FORMS[form] for form in forms])
    if best is None:
        types = _listed([FORMS[form] for form in forms])
        raise Problem(406, t("api.accept", found=headers.get("Accept", ""), allowed=types))
    return next(form for form in forms if FORMS[form] == best)


def _listed(words: Collection[str]) -> str:
    return ", ".join(words)
