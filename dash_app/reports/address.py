"""Under which address is a report found again, and which choice does an address make?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from dash_app import url
from dash_app.reports.choice import Addressee, Choice, Kind, Look, Scope, State

PATH = "/bericht"
EVERY = "alle"
"""Stands for all agreements, which the form can show."""
KINDS: Mapping[str, Kind] = {"bericht": "report", "formblatt": "form"}
SCOPES: Mapping[str, Scope] = {"lang": "full", "kurz": "short"}
ADDRESSEES: Mapping[str, Addressee] = dict(
    zip(("lenkungskreis", "hauptausschuss", "bvv"), get_args(Addressee), strict=True)
)
STATES: Mapping[str, State] = {"entwurf": "draft", "endfassung": "final"}
LOOKS: Mapping[str, Look] = {"farbig": "light", "grau": "print"}
KEYS = ("vereinbarung", "bezirke", "art", "umfang", "an", "zeichen", "fassung", "diagramme", "seit")
"""Query keys of the page's own. `bezirke` is not `bezirk`, which every browser remembers for its reader: a
link in a document shows everybody the same."""


def permalink(choice: Choice, publication: int) -> str:
    """Return path and query that show the report of this choice from this publication for ever."""
    view = url.View(
        zeitraeume=(choice.period,),
        stand=publication,
        sprache=choice.language,
        more=tuple(sorted(_own(choice).items())),
    )
    return url.here(PATH, view)


def _own(choice: Choice) -> dict[str, str]:
    """Return the query keys of the page's own, defaults left out."""
    named: dict[str, tuple[Mapping[str, Any], Any]] = {
        "art": (KINDS, choice.kind),
        "umfang": (SCOPES, choice.scope),
        "an": (ADDRESSEES, choice.addressee),
        "fassung": (STATES, choice.state),
        "diagramme": (LOOKS, choice.look),
    }
    words = {key: _word(words, value) for key, (words, value) in named.items()}
    given = {
        "vereinbarung": choice.agreement or EVERY,
        "bezirke": ",".join(choice.districts),
        "zeichen": choice.reference,
        "seit": str(choice.since or ""),
        **words,
    }
    return {key: value for key, value in given.items() if value}


def _word(words: Mapping[str, Any], value: Any) -> str:
    """Return the word of the address for a value; empty for the default, which is the first."""
    word = next(word for word, each in words.items() if each == value)
    return "" if word == next(iter(words)) else word
