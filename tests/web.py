"""Which pages does a reader get? Pages rendered as the router renders them, and taken apart for tests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from dash_app import ids
from dash_app.settings import Settings

VOID = frozenset({"img", "br", "hr", "input", "col", "wbr", "meta", "link", "source"})


@dataclass
class Node:
    """An element of a page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Node]:
        """Yield the element and all below it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child

    def all(self, tag: str = "", **wanted: str) -> list[Node]:
        """Return the elements below with a tag and attributes (`_` stands for `-`)."""
        named = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [
            node
            for node in self
            if node.tag in (tag, tag or node.tag)
            and all(node.attributes.get(name) == value for name, value in named.items())
        ]

    def one(self, tag: str = "", **wanted: str) -> Node:
        """Return the only element that fits."""
        (found,) = self.all(tag, **wanted)
        return found

    def having(self, attribute: str) -> list[Node]:
        """Return the elements that carry an attribute."""
        return [node for node in self if attribute in node.attributes]

    def by_class(self, name: str) -> list[Node]:
        """Return the elements of a class."""
        return [node for node in self if name in node.attributes.get("class", "").split()]

    @property
    def text(self) -> str:
        """The text of the element and all below it, blanks folded."""
        return re.sub(r"\s+", " ", "".join(self._texts())).strip()

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()
                yield " "


class _Reader(HTMLParser):
    """Makes elements of markup."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("root")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"<{self._open[-1].tag}> is closed by </{tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parsed(markup: str) -> list[Node | str]:
    """Return the elements of markup."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    assert reader._open == [reader.root], "an element is not closed"
    return reader.root.children


@dataclass
class Shown:
    """A page as a browser gets it with the document."""

    answer: dict[str, Any]
    """Address, title, language and the sentence of the live region."""
    frame: Node

    @property
    def main(self) -> Node:
        """The main part."""
        return self.frame.one(id="inhalt")

    @property
    def heading(self) -> str:
        """The text of the only h1."""
        return self.main.one("h1").text

    @property
    def notes(self) -> list[str]:
        """The notes before the page."""
        return [item.text for box in self.main.by_class("zb-notice") for item in box.all("li")]


class Site:
    """The web application over a home folder, asked without a browser."""

    def __init__(self, home: Path, **settings: Any) -> None:
        self.server: Flask = create_app(Settings(home=home, **settings)).server
        self.client: FlaskClient = self.server.test_client()

    def page(self, address: str) -> Shown:
        """Return the page of an address, as its document holds it."""
        text = self.document(address)
        first, place = re.escape(ids.Shell.FIRST), re.escape(ids.Shell.PAGE)
        found = re.search(
            rf'<div id="{place}">(.*)</div>\n<script[^>]* id="{first}">(.*?)</script>', text, re.S
        )
        assert found, f"{address}: no page in the document"
        return Shown(json.loads(found[2]), Node("root", children=parsed(found[1])))

    def document(self, address: str, **headers: str) -> str:
        """Return the very first bytes of an address."""
        answer = self.client.get(address, headers=headers)
        assert answer.status_code == 200
        return str(answer.text)
