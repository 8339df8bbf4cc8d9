"""What does an address say? Query keys to a view and back; the address alone restores what a reader sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode

from dash_app.texts import DEFAULT, LANGUAGES
from schemas.period import Level, Period

KEYS = ("zeitraum", "bezirk", "kennzahl", "ebene", "stand", "sprache")
"""Query keys that every page knows, in the order in which they are written."""
_ORDER = {key: place for place, key in enumerate(KEYS)}
CARRIED = ("zeitraum", "bezirk", "stand", "sprache")
"""Query keys that travel along from page to page."""


@dataclass(frozen=True, slots=True)
class Note:
    """What in an address could not be followed: a key of the texts and what goes into its placeholders."""

    key: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class View:
    """What an address asks for; well-formed, but not yet checked against the data.

    `zeitraeume`, `bezirke` and `kennzahlen` hold all values where several are given, separated by commas (the
    free comparison); `zeitraum`, `bezirk` and `kennzahl` are the first of them, None where the default holds.
    """

    zeitraeume: tuple[Period, ...] = ()
    bezirke: tuple[str, ...] = ()
    kennzahlen: tuple[str, ...] = ()
    ebene: Level | None = None
    stand: int | None = None
    sprache: str = DEFAULT
    more: tuple[tuple[str, str], ...] = ()
    """Keys of the page's own (`query_keys` of its registration), sorted."""

    @property
    def zeitraum(self) -> Period | None:
        """First period."""
        return self.zeitraeume[0] if self.zeitraeume else None

    @property
    def bezirk(self) -> str | None:
        """First district key."""
        return self.bezirke[0] if self.bezirke else None

    @property
    def kennzahl(self) -> str | None:
        """First indicator id."""
        return self.kennzahlen[0] if self.kennzahlen else None

    @lru_cache(maxsize=256)  # noqa: B019 - views are values: few, small, and the same for all links of a page
    def query(self) -> Mapping[str, str]:
        """Return the query that says the same, defaults left out."""
        given = {
            "zeitraum": ",".join(map(str, self.zeitraeume)),
            "bezirk": ",".join(self.bezirke),
            "kennzahl": ",".join(self.kennzahlen),
            "ebene": self.ebene.value if self.ebene else "",
            "stand": str(self.stand) if self.stand is not None else "",
            "sprache": self.sprache if self.sprache != DEFAULT else "",
        }
        return {key: value for key, value in (*given.items(), *self.more) if value}


def read(search: str) -> dict[str, str]:
    """Return the query of an address (`?a=1&b=2` or `a=1&b=2`) as a dict; repeated keys joined by commas."""
    query: dict[str, list[str]] = {}
    for key, value in parse_qsl(search.removeprefix("?"), keep_blank_values=True):
        query.setdefault(key, []).append(value)
    return {key: ",".join(values) for key, values in query.items()}


def parse(search: str | Mapping[str, object], more: Iterable[str] = ()) -> tuple[View, tuple[Note, ...]]:
    """Read a query; `more` are the page's own keys. What cannot be read is left out and noted."""
    query = (
        read(search) if isinstance(search, str) else {key: _joined(value) for key, value in search.items()}
    )
    own, notes = set(more), []
    zeitraeume, bezirke = [], []
    for text in _values(query, "zeitraum"):
        try:
            zeitraeume.append(Period.parse(text))
        except ValueError:
            notes.append(Note("shell.note.period", {"found": text}))
    for text in _values(query, "bezirk"):
        bezirke.append(text)
    ebene = _known(query, "ebene", [level.value for level in Level], notes)
    sprache = _known(query, "sprache", LANGUAGES, notes)
    stand = query.get("stand", "")
    if stand and not (stand.isascii() and stand.isdigit() and len(stand) <= 9):
        notes.append(Note("shell.note.publication", {"found": stand}))
        stand = ""
    notes += [Note("shell.note.key", {"found": key}) for key in query if key not in KEYS and key not in own]
    view = View(
        zeitraeume=tuple(dict.fromkeys(zeitraeume)),
        bezirke=tuple(dict.fromkeys(bezirke)),
        kennzahlen=tuple(dict.fromkeys(_values(query, "kennzahl"))),
        ebene=Level(ebene) if ebene else None,
        stand=int(stand) if stand else None,
        sprache=sprache or DEFAULT,
        more=tuple(sorted((key, value) for key, value in query.items() if key in own and value)),
    )
    return view, tuple(notes)


def href(path: str, view: View, **changes: object) -> str:
    """Return the address of another page: period, district, publication and language travel along.

    `changes` replace or add keys; None, an empty value and a default leave a key out; a sequence is several
    values.
    """
    query = view.query()
    carried = {key: query[key].split(",")[0] for key in CARRIED if key in query}
    return _address(path, carried, changes)


def here(path: str, view: View, **changes: object) -> str:
    """Return the address of the same page with all its keys; `changes` as in `href`."""
    return _address(path, view.query(), changes)


def _address(path: str, query: Mapping[str, str], changes: Mapping[str, object]) -> str:
    merged = {**query, **{key: _joined(value) for key, value in changes.items()}}
    if merged.get("sprache") == DEFAULT:
        del merged["sprache"]
    return _quoted(path) + _query(tuple((key, value) for key, value in merged.items() if value))


@lru_cache(maxsize=4096)
def _quoted(path: str) -> str:
    return quote(path, safe="/-._~")


@lru_cache(maxsize=4096)
def _query(pairs: tuple[tuple[str, str], ...]) -> str:
    """Return keys and values as the end of an address, in their order; a page asks for few, many times."""
    ordered = sorted(pairs, key=lambda pair: (_ORDER.get(pair[0], len(KEYS)), pair[0]))
    return "?" + urlencode(ordered, safe=",", quote_via=quote) if ordered else ""


def _joined(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return ",".join(map(str, value))
    return str(value)


def _values(query: Mapping[str, str], key: str) -> list[str]:
    return [text.strip() for text in query.get(key, "").split(",") if text.strip()]


def _known(query: Mapping[str, str], key: str, allowed: Sequence[str], notes: list[Note]) -> str | None:
    found = query.get(key) or None
    if found is None or found in allowed:
        return found
    notes.append(Note(f"shell.note.{key}", {"found": found}))
    return None
