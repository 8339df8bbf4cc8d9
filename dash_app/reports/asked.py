"""Which report does an address or a command ask for?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from dash_app.asked_figures import AskError
from dash_app.queries import agreements
from dash_app.reading import Reading
from dash_app.reports.address import ADDRESSEES, EVERY, KINDS, LOOKS, SCOPES, STATES
from dash_app.reports.choice import MOST_EDITS, Choice, Edit
from dash_app.texts import Texts
from schemas.catalogue import Agreement
from schemas.period import Period

T = TypeVar("T")
_EDITS = TypeAdapter(dict[str, str])


def asked_period(text: str, language: str = "de") -> Period:
    """Return the period of a label.

    Raises:
        AskError: where it is none.
    """
    try:
        return Period.parse(text)
    except ValueError as error:
        raise AskError(Texts(language)("report.unknown.period", found=text)) from error


def choice_of(
    read: Reading, query: Mapping[str, object], edits: Mapping[str, str] | None = None
) -> tuple[Choice, tuple[str, ...]]:
    """Return the choice of an address, and what in it could not be followed, as sentences.

    Period, publication and language are those of the reading; agreement and districts without a word, or
    with one that there is not, are the first agreement with figures and all districts.
    """
    notes: list[str] = []
    kind = _one(read, query, "art", KINDS, notes)
    districts = [key for key in str(query.get("bezirke") or "").split(",") if key]
    known = {area.key for area in read.catalogue.districts}
    notes += [read.t("shell.note.district", found=key) for key in districts if key not in known]
    choice = Choice(
        agreement=_agreement(read, str(query.get("vereinbarung") or ""), kind, notes),
        period=read.period,
        districts=tuple(sorted({key for key in districts if key in known})),
        language=cast(Literal["de", "en"], read.language),
        publication=read.snapshot.number,
        since=_since(read, str(query.get("seit") or ""), notes),
        kind=kind,
        scope=_one(read, query, "umfang", SCOPES, notes),
        addressee=_one(read, query, "an", ADDRESSEES, notes),
        reference=str(query.get("zeichen") or "")[:80],
        state=_one(read, query, "fassung", STATES, notes),
        look=_one(read, query, "diagramme", LOOKS, notes),
        edits=tuple(Edit(key=key, text=text) for key, text in sorted((edits or {}).items()) if text.strip()),
    )
    return choice, tuple(notes)


def asked_edits(given: object, language: str) -> dict[str, str]:
    """Return edited sentences by key as a browser sends them.

    Raises:
        AskError: where they are no texts, too many, or too long.
    """
    try:
        found = _EDITS.validate_python(given if given is not None else {})
        for key, text in found.items():
            Edit(key=key, text=text)
    except ValidationError as error:
        raise AskError(Texts(language)("report.unknown.edits")) from error
    if len(found) > MOST_EDITS:
        raise AskError(Texts(language)("report.unknown.edits"))
    return found


def listed_agreements(read: Reading) -> list[Agreement]:
    """Return the agreements of the menu: those with figures first."""
    listed = agreements(read.snapshot, read.viewer)
    return sorted(listed, key=lambda agreement: not agreement.indicators)


def _agreement(read: Reading, asked: str, kind: str, notes: list[str]) -> str:
    listed = [agreement.id for agreement in listed_agreements(read)]
    if asked in listed:
        return asked
    if kind == "form" and asked in ("", EVERY):
        return ""
    if asked and asked != EVERY:
        notes.append(read.t("report.note.agreement", found=asked))
    elif asked == EVERY:
        notes.append(read.t("report.unknown.none"))
    return listed[0]


def _since(read: Reading, asked: str, notes: list[str]) -> int | None:
    """Return the publication of the last report: an earlier one than that shown."""
    if not asked:
        return None
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 9 else 0
    if 0 < number < read.snapshot.number:
        return number
    notes.append(read.t("report.note.since", found=asked, number=read.snapshot.number))
    return None


def _one(read: Reading, query: Mapping[str, object], key: str, words: Mapping[str, T], notes: list[str]) -> T:
    """Return what a word of the address stands for, the default where it stands for nothing."""
    asked = str(query.get(key) or "")
    if asked and asked not in words:
        notes.append(read.t("report.note.word", found=asked, key=key, allowed=", ".join(words)))
    found: Any = words.get(asked, next(iter(words.values())))
    return cast(T, found)
