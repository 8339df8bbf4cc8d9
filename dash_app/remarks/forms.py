"""What does a form say, and what is wrong with it, field by field?

A form keeps what was typed, whatever was wrong with it. Text is plain: paragraphs and nothing else; signs
that no document can hold, or that turn the direction of reading, are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dash_app import formats
from dash_app.register.models import Comment, Measure, Remark
from dash_app.texts import Texts

LONGEST = {"text": 4000, "title": 200, "owner": 200, "effect": 1000, "reason": 1000}
"""Characters."""
FIELDS: Mapping[type[Remark], tuple[str, ...]] = {
    Comment: ("text",),
    Measure: ("title", "text", "owner", "starts", "due", "effect", "expected"),
}
NEEDED = ("title", "owner", "starts")
DATES = ("starts", "due", "done")
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff\ufffe\uffff]")
"""Marks that turn the direction of what follows, and signs that XML cannot hold."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a form, what is wrong with it by field, and what is to be said about all."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    version: int | None = None
    """Version that the next attempt is based on."""
    other: str = ""
    """What somebody else has saved meanwhile."""

    def with_errors(self, errors: Mapping[str, str], message: str = "") -> Typed:
        """Return the same with what is wrong."""
        return replace(self, errors=errors, message=message)


def clean(text: str) -> str:
    """Return text as it is kept: lines end alike, no control signs, no blanks at the ends."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    seen = _UNSEEN.sub("", "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in _LEFT_OUT))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in seen.split("\n"))).strip()


_LEFT_OUT = ("Cc", "Cs", "Cn", "Co")
"""Categories of Unicode: control signs, halves of pairs, signs that do not exist or mean something here."""


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text."""
    return [part.strip() for part in re.split(r"\n+", text) if part.strip()]


def typed(table: type[Remark], sent: Mapping[str, str]) -> Typed:
    """Return what a form has sent, as it is kept."""
    names = (*FIELDS[table], "reason", "done")
    return Typed({name: clean(sent[name].replace("\t", " ")) for name in names if name in sent})


def values_of(remark: Remark, language: str) -> dict[str, str]:
    """Return what a form begins with."""
    return {name: _shown(getattr(remark, name), language) for name in FIELDS[type(remark)]}


def _shown(value: object, language: str) -> str:
    if isinstance(value, float):
        text = f"{value:g}"
        return text.replace(".", ",") if language == "de" else text
    return value.isoformat() if isinstance(value, date) else str(value or "")


def read(table: type[Remark], given: Typed, t: Texts) -> tuple[dict[str, Any], Typed]:
    """Return the values for the columns, and the form with what is wrong with it."""
    errors: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name in FIELDS[table]:
        text = given.values.get(name, "")
        if name in DATES:
            values[name] = _day(name, text, errors, t)
        elif name == "expected":
            values[name] = _number(name, text, errors, t)
        else:
            values[name] = text
            _measure(name, text, errors, t)
    needed = NEEDED if table is Measure else ("text",)
    for name in needed:
        if not given.values.get(name):
            errors[name] = t(f"remarks.error.{name}")
    starts, due = values.get("starts"), values.get("due")
    if starts and due and due < starts:
        errors["due"] = t("remarks.error.due_before", day=formats.day(starts, t.language))
    return values, given.with_errors(errors, _sum(errors, t))


def _sum(errors: Mapping[str, str], t: Texts) -> str:
    return t.plural("remarks.error.sum", len(errors)) if errors else ""


def reason(given: Typed, t: Texts) -> tuple[str, Typed]:
    """Return why something is returned, and the form with what is wrong with it."""
    text, errors = given.values.get("reason", ""), dict[str, str]()
    if not text:
        errors["reason"] = t("remarks.error.reason")
    _measure("reason", text, errors, t)
    return text, given.with_errors(errors, _sum(errors, t))


def done_on(given: Typed, t: Texts, starts: date, today: date) -> tuple[date | None, Typed]:
    """Return the day on which a measure was done, and the form with what is wrong with it."""
    errors: dict[str, str] = {}
    day = _day("done", given.values.get("done", ""), errors, t)
    if day is None and not errors:
        errors["done"] = t("remarks.error.done")
    if day and not (starts <= day <= today):
        errors["done"] = t("remarks.error.done_range", first=formats.day(starts, t.language))
    return day, given.with_errors(errors, _sum(errors, t))


def _measure(name: str, text: str, errors: dict[str, str], t: Texts) -> None:
    if len(text) > LONGEST[name]:
        words = {"found": formats.number(len(text), 0, t.language)}
        errors[name] = t("remarks.error.long", **words, most=formats.number(LONGEST[name], 0, t.language))


def _day(name: str, text: str, errors: dict[str, str], t: Texts) -> date | None:
    """Return the day of `2026-11-22`, as browsers send it, or of `22.11.2026`, as people write it."""
    if not text:
        return None
    german = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    try:
        day = date(*map(int, reversed(german.groups()))) if german else date.fromisoformat(text)
    except ValueError:
        errors[name] = t("remarks.error.day", found=text[:40])
        return None
    if not 2000 <= day.year <= 2099:
        errors[name] = t("remarks.error.day", found=text[:40])
        return None
    return day


def _number(name: str, text: str, errors: dict[str, str], t: Texts) -> float | None:
    """Return the number of `12,5` or `12.5`."""
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,12}([.,]\d{1,6})?", text.removesuffix("%").strip()):
        errors[name] = t("remarks.error.number", found=text[:40])
        return None
    return float(text.removesuffix("%").strip().replace(",", "."))
