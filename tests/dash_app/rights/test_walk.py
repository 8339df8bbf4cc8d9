"""Does everybody get what is theirs at every address, and nobody more?

Three looks at the same small Berlin: who finds which secret anywhere (`expectations.py`), whether what is
hidden from somebody changes a single byte of what they get, and whether the walk notices when a check is
taken out.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dash
import pytest

from dash_app import access
from dash_app.access import RIGHTS, Rights, Scope
from dash_app.queries import hiding
from dash_app.rendering.kinds import KINDS
from dash_app.rendering.queue import Queue
from dash_app.shell.router import CALLBACKS
from tests.dash_app.rights import expectations as wanted
from tests.dash_app.rights.expectations import Ask
from tests.dash_app.rights.walk import World, everything, found_in, leaks

ALL = ("unsigned", *wanted.PEOPLE)


@dataclass(frozen=True)
class Seen:
    """What one answer of the walk was."""

    status: int
    expected: int
    secrets: frozenset[str]
    mark: int
    """Of its text."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("walk"))


@pytest.fixture(scope="module")
def walked(world: World) -> dict[tuple[str, str], Seen]:
    """The whole walk, by person and what was asked; texts are not kept."""
    return {
        (got.person, got.what): Seen(
            got.status, got.expected, frozenset(found_in(got.text)), hash(steady(got.text))
        )
        for got in everything(world, ALL)
    }


# Is everything in the table? ----


def test_every_address_has_a_row_in_the_table_of_expectations(world: World) -> None:
    rules = {rule.rule for rule in world.server.url_map.iter_rules()}
    listed = {rule for rule in rules if not rule.startswith(wanted.FILES)}
    assert listed == wanted.ROUTES.keys() | wanted.BY_PAGES
    templates = {page["path_template"] or page["path"] for page in dash.page_registry.values()}
    assert templates == wanted.PAGES.keys()


def test_every_callback_and_kind_of_document_has_a_row(world: World) -> None:
    assert world.server.extensions[CALLBACKS].keys() == wanted.CALLBACKS.keys()
    for output, how in wanted.CALLBACKS.items():
        is_asked = "callback" in world.server.extensions[CALLBACKS][output]
        assert is_asked is (how == "pages"), output
    assert KINDS.keys() == wanted.KINDS.keys()


def test_the_addresses_asked_for_are_those_of_their_rows() -> None:
    for template, addresses in wanted.PAGES.items():
        pattern = re.sub(r"<[^>]+>", "[^/]+", template)
        assert all(re.fullmatch(pattern, address.partition("?")[0]) for address in addresses), template


# Who gets what? ----


def test_everybody_gets_what_is_theirs_and_nobody_more(walked: dict[tuple[str, str], Seen]) -> None:
    told: dict[str, set[str]] = {secret: set() for secret in wanted.WHO_SEES}
    wrong = []
    for (person, what), seen in walked.items():
        if seen.status != seen.expected:
            wrong.append(f"{person}: {what} answers {seen.status}, expected {seen.expected}")
        for secret in seen.secrets:
            told[secret].add(person)
            if person not in wanted.WHO_SEES[secret]:
                wrong.append(f"{person}: {what} tells {secret}")
    assert not wrong, "\n".join(wrong)
    assert told == {secret: set(people) for secret, people in wanted.WHO_SEES.items()}


@pytest.mark.parametrize("person", ["stelle", "district 04", "reader", "public"])
def test_what_is_hidden_from_somebody_changes_no_byte_of_what_they_get(
    walked: dict[tuple[str, str], Seen], tmp_path: Path, person: str
) -> None:
    """Statuses, orders, sentences, limits of charts, widths of bars: nothing rests on what is hidden."""
    other = World(tmp_path, wanted.hidden_from(person))
    for got in everything(other, [person], with_documents=False):
        assert hash(steady(got.text)) == walked[person, got.what].mark, got.what
    there = other.get("steering", Ask("/kennzahl/kollegium?bezirk=05"))
    is_other = hash(steady(there.text)) != walked["steering", there.what].mark
    assert is_other is (person != "stelle"), "who may see the figures sees that they are others"


def steady(text: str) -> str:
    """Return a text without what is new for every server and form: its mark, and keys of forms."""
    return re.sub(r'("end_id":"|name="formular"[^>]*value=")[^"]*"', "", text)


# Does the walk notice when a check is taken out? ----

Patch = Callable[[pytest.MonkeyPatch], None]


def _rights(**changed: Any) -> Patch:
    """Let every role have more rights than the table gives it."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        def more(rights: Rights) -> Rights:
            known = {name: getattr(rights, name) for name in ("internal", "own", "deliveries", "findings")}
            return Rights(**known | changed)

        monkeypatch.setattr(access, "RIGHTS", {role: more(rights) for role, rights in RIGHTS.items()})

    return patch


def _replaced(place: str, value: object) -> Patch:
    return lambda monkeypatch: monkeypatch.setattr(place, value)


def _same_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hand out orders to everybody."""

    def status(queue: Queue, id_: str, viewer: object) -> object:
        return queue.job(id_)

    monkeypatch.setattr(Queue, "status", status)


def _forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember answers about survey results for everybody."""
    monkeypatch.setattr(hiding.Veil, "key", lambda veil, ids: None)


def _open_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer who is not signed in."""
    monkeypatch.setattr(sys.modules["dash_app.signin.guard"], "is_open", lambda: True)


CHECKS: dict[str, tuple[Patch, str]] = {
    "internal figures and documents": (_rights(internal=True), "/vereinbarung"),
    "survey results of other districts": (_rights(own=Scope.ALL), "/bezirk"),
    "deliveries": (_rights(deliveries=True), "/lieferungen"),
    "findings of others": (_rights(findings=Scope.ALL), "/lieferungen"),
    "the veil over survey results": (
        _replaced("dash_app.queries.hiding.Veil.over", lambda veil, rows: list(rows)),
        "/api",
    ),
    "memory by rights": (_forgetful, "/kennzahl/team"),
    "small cells": (_replaced("dash_app.queries.hiding.suppressed_cells", lambda *_: frozenset()), "/api"),
    "orders belong to a person": (_same_person, "/auftraege"),
    "drafts belong to an office": (
        _replaced("dash_app.remarks.seen.may_read", lambda *_: True),
        "/kommentar",
    ),
    "the title of a page": (_replaced("pages.indicator.may_see", lambda *_: True), "/kennzahl/intern"),
    "who is not signed in": (_open_door, "/"),
}
"""Checks by name: how one is taken out, and where the walk goes first then."""


def test_the_walk_finds_nothing_where_every_check_is_in_place(world: World) -> None:
    assert not list(leaks(world, ALL, "/api"))


@pytest.mark.parametrize("check", CHECKS)
def test_the_walk_notices_when_a_check_is_taken_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: str
) -> None:
    world = World(tmp_path)
    patch, first = CHECKS[check]
    patch(monkeypatch)
    assert next(leaks(world, ALL, first), None) is not None
