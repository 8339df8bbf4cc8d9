"""What do readers get where a publication is damaged: a sentence that says what to do, and a log line?"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlalchemy import select

from dash_app.store import NoPublication, Reason, Store
from dash_app.store import store as store_module
from schemas import tables
from tests.dash_app.publication_files import Place, catalogue, indicator, share, write_publication

CATALOGUE = catalogue(indicator("q"))


def publish(home: Path, number: int = 1, **given: Any) -> Path:
    return write_publication(home, CATALOGUE, [share("q", "04", "2024-Q1", 80, 100)], number=number, **given)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def scribble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    path.write_bytes(content)


def write_text(path: Path) -> None:
    path.write_text("keine Datenbank")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def drop_column(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("ALTER TABLE value DROP COLUMN districts")


def drop_table(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("DROP TABLE publication")


def break_catalogue(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("""UPDATE publication SET catalogue = '{"areas": 1}'""")


def forget_row(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("DELETE FROM publication")


@pytest.mark.parametrize(
    "damage",
    [cut, scribble, write_text, empty, Path.unlink, drop_column, drop_table, break_catalogue, forget_row],
)
def test_a_damaged_file_gives_a_sentence_and_a_log_line_and_heals_with_the_file(
    tmp_path: Path,
    damage: Callable[[Path], None],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store_module, "RETRY_SECONDS", 0.0)
    path = publish(tmp_path)
    whole = path.read_bytes()
    damage(path)
    store = Store(Place(tmp_path))
    with caplog.at_level(logging.ERROR), pytest.raises(NoPublication) as caught:
        store.open()
    assert caught.value.reason is Reason.DAMAGED
    assert str(path) in caught.value.message("de")
    assert "\n" not in caught.value.message("de")
    assert any(str(path) in record.getMessage() for record in caplog.records)
    path.unlink(missing_ok=True)
    path.write_bytes(whole)
    assert store.open().number == 1


def test_a_damaged_file_is_not_opened_again_for_every_request(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cut(publish(tmp_path))
    store = Store(Place(tmp_path))
    with caplog.at_level(logging.ERROR):
        for _ in range(20):
            with pytest.raises(NoPublication):
                store.open()
    assert len(caplog.records) == 1


def test_one_damaged_old_publication_does_not_hide_the_list(tmp_path: Path) -> None:
    cut(publish(tmp_path, 1))
    publish(tmp_path, 2)
    store = Store(Place(tmp_path))
    assert [info.number for info in store.publications()] == [2]
    assert store.open().number == 2


@pytest.mark.parametrize("content", ["", "zwölf", "\x00\x00"])
def test_a_damaged_pointer_is_said_to_be_one(tmp_path: Path, content: str) -> None:
    publish(tmp_path)
    pointer = tmp_path / "publications" / "current"
    pointer.write_text(content, encoding="utf-8")
    with pytest.raises(NoPublication) as caught:
        Store(Place(tmp_path)).open()
    assert caught.value.reason is Reason.DAMAGED
    assert str(pointer) in str(caught.value)


def test_figures_damaged_behind_an_intact_head_give_the_same_sentence(tmp_path: Path) -> None:
    many = [share("q", "04", f"{year}", n, 1000) for n, year in enumerate(range(1000, 9000))]
    path = write_publication(tmp_path, CATALOGUE, many)
    with duckdb.connect(path) as connection:
        connection.execute("CHECKPOINT")
    content = bytearray(path.read_bytes())
    store = Store(Place(tmp_path))
    for at in range(3 * 4096, len(content) - 4096, 4096):
        content[at + 100] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(NoPublication), store.open().connect() as connection:
        connection.execute(select(tables.value)).all()
