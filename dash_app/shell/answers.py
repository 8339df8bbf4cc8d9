"""Which answer has an address had before? Whole answers, compressed and ready to send, while they are true.

A page follows from its address, the publications, the reader's rights, theme and district, the day, and the
code. All of it is in the key, so nothing has to be thrown away when a publication comes: its answers have
other keys, and the old ones go as the ones used longest ago. A page with comments and measures says
`shows_remarks=True` when it registers itself: their last write is in its key. A page that shows still more
says `is_kept=False`. Faults and missing publications are never kept.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

import brotli
import orjson
from flask import Flask, Response, current_app, request

from dash_app import formats, ids
from dash_app.reading import THEME_COOKIE, Site, shown_theme, site
from dash_app.register.remarks import last_write
from dash_app.shell.router import Shown, asked, match, render
from dash_app.store import NoPublication

EXTENSION = "zielblick.answers"
MOST_BYTES = 16 * 2**20
LEVEL = 4
"""Of Brotli: a page of half a megabyte takes some milliseconds and is less than a tenth of that."""
QUESTION = f"..{ids.Shell.MARKUP}.data...{ids.Shell.FRAME}.children...{ids.Shell.ANSWER}.data.."
"""What Dash asks for after a choice (`callbacks/shell.py`)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: compressed bytes and their mark."""

    body: bytes
    tag: str
    mimetype: str

    @classmethod
    def of(cls, content: bytes, mimetype: str) -> Answer:
        """Compress a content."""
        tag = hashlib.blake2b(content, digest_size=12).hexdigest()
        return cls(brotli.compress(content, quality=LEVEL), tag, mimetype)

    def response(self) -> Response:
        """Return the answer, or the word that the browser has it already."""
        if request.if_none_match.contains_weak(self.tag):
            sent = Response(status=304)
        elif request.accept_encodings.quality("br") > 0:
            sent = Response(self.body, mimetype=self.mimetype, headers={"Content-Encoding": "br"})
        else:
            sent = Response(brotli.decompress(self.body), mimetype=self.mimetype)
        sent.set_etag(self.tag, weak=True)
        sent.vary.update(("Accept-Encoding", "Cookie"))
        return sent


class Answers:
    """Answers of this process by key; the ones used longest ago go first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size, self._lock = most, 0, Lock()
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()

    def get(self, key: Hashable) -> Answer | None:
        """Return what was answered, None where nothing was, or where it is gone."""
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer as long as there is room."""
        with self._lock:
            before = self._kept.pop(key, None)
            self._kept[key] = answer
            self._size += len(answer.body) - (len(before.body) if before else 0)
            while self._size > self._most and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[1].body)


def answer(kind: str, address: tuple[str, str], make: Callable[[Shown], tuple[bytes, str]]) -> Answer:
    """Return the answer for an address, made from its page where none is kept."""
    kept: Answers = current_app.extensions[EXTENSION]
    key = _key(kind, address)
    if key and (found := kept.get(key)):
        return found
    shown = render(*address)
    made = Answer.of(*make(shown))
    if key and shown.is_kept:
        kept.keep(key, made)
    return made


def answer_choices(server: Flask) -> None:
    """Answer choices of the shell before Dash looks at them; pages with live parts are left to it."""
    server.extensions[EXTENSION] = Answers()

    @server.before_request
    def choose() -> Response | None:
        if request.method != "POST" or request.path != "/_dash-update-component":
            return None
        if not (address := _asked(request.get_data(cache=True))):
            return None
        try:
            return answer("choice", address, _as_choice).response()
        except _Alive:
            return None


class _Alive(Exception):
    """The page has parts that Dash makes."""


def _as_choice(shown: Shown) -> tuple[bytes, str]:
    if not shown.markup:
        raise _Alive
    said = {
        ids.Shell.MARKUP: {"data": shown.markup},
        ids.Shell.FRAME: {"children": []},
        ids.Shell.ANSWER: {"data": shown.answer},
    }
    return orjson.dumps({"multi": True, "response": said}), "application/json"


def _asked(body: bytes) -> tuple[str, str] | None:
    """Return path and search of a choice; None for the question of another callback."""
    try:
        said = orjson.loads(body)
        return asked(said["inputs"][0]["value"]) if said["output"] == QUESTION else None
    except (orjson.JSONDecodeError, LookupError, TypeError):
        return None


def _key(kind: str, address: tuple[str, str]) -> Hashable:
    """Return all that an answer follows from; None where there is no publication."""
    here = site()
    try:
        state = here.store.state()
    except (NoPublication, OSError):
        return None
    day = datetime.now(formats.BERLIN_TIME).date()
    mode = request.cookies.get(THEME_COOKIE, "")[:8]
    return kind, *address, here.viewer, shown_theme(), mode, day, state, _remarks(here, address[0])


def _remarks(here: Site, path: str) -> int:
    """Return the last write about comments and measures; 0 for pages that show none of them."""
    if not match(path).page.get("shows_remarks") or not here.register.is_begun:
        return 0
    with here.register.reading() as session:
        return last_write(session)
