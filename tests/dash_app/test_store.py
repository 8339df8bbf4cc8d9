"""Do readers always get a whole publication, or a sentence that says what to do?"""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import select

from dash_app.store import NoPublication, Reason, Snapshot, Store
from dash_app.store import store as store_module
from schemas import tables
from tests.dash_app.publication_files import Place, catalogue, indicator, share, write_publication

CATALOGUE = catalogue(indicator("q"))


def publish(home: Path, number: int = 1, hits: float = 80, **given: Any) -> Path:
    return write_publication(
        home, CATALOGUE, [share("q", "04", "2024-Q1", hits, 100)], number=number, **given
    )


def hits(snapshot: Snapshot) -> float:
    with snapshot.connect() as connection:
        return float(connection.execute(select(tables.value.c.numerator)).scalar_one())


def test_before_the_first_load_readers_are_told_how_to_load(tmp_path: Path) -> None:
    store = Store(Place(tmp_path))
    assert store.current() is None
    assert store.publications() == []
    with pytest.raises(NoPublication) as caught:
        store.open()
    assert caught.value.reason is Reason.NONE_YET
    assert "zielblick load" in caught.value.message("de")
    assert str(tmp_path / "publications") in caught.value.message("en")


def test_a_publication_that_arrives_while_running_is_shown_without_a_restart(tmp_path: Path) -> None:
    store = Store(Place(tmp_path))
    with pytest.raises(NoPublication):
        store.open()
    publish(tmp_path, 1, hits=80)
    first = store.open()
    publish(tmp_path, 2, hits=90)
    assert (first.number, hits(first)) == (1, 80)
    assert (store.open().number, hits(store.open())) == (2, 90)
    assert hits(store.open(1)) == 80, "a pinned address keeps its figures"


def test_a_file_that_was_written_but_never_made_current_is_not_shown(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    publish(tmp_path, 2, is_current=False)
    store = Store(Place(tmp_path))
    assert store.current() == 1
    assert [info.number for info in store.publications()] == [1]
    with pytest.raises(NoPublication) as caught:
        store.open(2)
    assert caught.value.reason is Reason.UNKNOWN


def test_publications_are_listed_oldest_first_with_note_and_what_they_roll_back(tmp_path: Path) -> None:
    publish(tmp_path, 1, note="Erste")
    publish(tmp_path, 2)
    publish(tmp_path, 3, note="Zurück", rollback_of=1, files=0)
    listed = Store(Place(tmp_path)).publications()
    assert [(info.number, info.note, info.rollback_of, info.files, info.current) for info in listed] == [
        (1, "Erste", None, 1, False),
        (2, "", None, 1, False),
        (3, "Zurück", 1, 0, True),
    ]


def test_listing_again_opens_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, 1)
    store = Store(Place(tmp_path))
    before = store.publications()
    monkeypatch.setattr(store_module, "read_info", lambda *_: pytest.fail("opened a file that is known"))
    assert store.publications() == before


@pytest.mark.parametrize("number", [0, -1, 7, 10**9])
def test_an_unknown_number_is_named_with_the_way_to_the_known_ones(tmp_path: Path, number: int) -> None:
    publish(tmp_path)
    with pytest.raises(NoPublication, match="zielblick publications") as caught:
        Store(Place(tmp_path)).open(number)
    assert str(number) in str(caught.value)


def test_nobody_can_write_into_a_publication(tmp_path: Path) -> None:
    publish(tmp_path)
    with (
        pytest.raises(Exception, match="read-only"),
        Store(Place(tmp_path)).open().connect() as connection,
    ):
        connection.execute(tables.value.delete())


def test_a_wrong_question_is_not_called_damage(tmp_path: Path) -> None:
    publish(tmp_path)
    snapshot = Store(Place(tmp_path)).open()
    with pytest.raises(Exception, match="Conversion"), snapshot.connect() as connection:
        connection.exec_driver_sql("SELECT CAST(indicator AS INTEGER) FROM value")
    assert hits(snapshot) == 80


def test_opening_is_lazy_and_a_stored_snapshot_is_the_same_one(tmp_path: Path) -> None:
    publish(tmp_path)
    store = Store(Place(tmp_path))
    assert store.open() is store.open(1)


def test_only_a_few_publications_stay_open_and_idle_files_are_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "IDLE_SECONDS", 0.0)
    for number in range(1, 8):
        publish(tmp_path, number)
    store = Store(Place(tmp_path))
    snapshots = [store.open(number) for number in range(1, 8)]
    assert [hits(snapshot) for snapshot in snapshots] == [80.0] * 7
    store.open()
    assert len(open_files(tmp_path)) <= 1 + 7 - store_module.KEPT
    for number in range(1, 8):
        assert hits(store.open(number)) == 80
        store.open()
        assert hits(store.open()) == 80


def open_files(folder: Path) -> set[str]:
    """Return the database files that this process has open."""
    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc to see open files")
    links = (str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink())
    return {link for link in links if link.startswith(str(folder))}


def test_many_threads_read_at_once(tmp_path: Path) -> None:
    publish(tmp_path)
    store, seen = Store(Place(tmp_path)), []
    threads = [Thread(target=lambda: seen.append(hits(store.open()))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [80.0] * 16


def _ask_in_child(store: Store, answers: multiprocessing.Queue[float]) -> None:
    answers.put(hits(store.open()))


def test_a_forked_worker_reads_with_a_connection_of_its_own(tmp_path: Path) -> None:
    publish(tmp_path)
    store = Store(Place(tmp_path))
    assert hits(store.open()) == 80
    context = multiprocessing.get_context("fork")
    answers: multiprocessing.Queue[float] = context.Queue()
    child = context.Process(target=_ask_in_child, args=(store, answers))
    child.start()
    assert answers.get(timeout=30) == 80
    child.join(30)
    assert child.exitcode == 0
    assert hits(store.open()) == 80


def test_the_pointer_is_read_again_only_when_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path)
    store = Store(Place(tmp_path))
    store.current()
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: pytest.fail("read the pointer anew"))
    assert store.current() == 1


def test_another_place_can_be_a_folder_or_one_file(tmp_path: Path) -> None:
    publish(tmp_path, 1, hits=70)
    publish(tmp_path, 2)
    folder = tmp_path / "publications"
    assert Store(Place(tmp_path / "leer", f"duckdb:///{folder}")).open().number == 2
    only = Store(Place(tmp_path / "leer", f"duckdb:///{folder / '000001.duckdb'}"))
    assert (only.current(), [info.number for info in only.publications()]) == (1, [1])
    assert hits(only.open()) == 70
    with pytest.raises(NoPublication):
        only.open(2)


@pytest.mark.parametrize(
    "address",
    ["postgresql://amt:geheim@db/zielblick", "duckdb:///:memory:", "duckdb:///zahlen.duckdb", "sqlite://"],
)
def test_another_database_is_refused_with_what_is_possible(tmp_path: Path, address: str) -> None:
    with pytest.raises(NoPublication, match="ZIELBLICK_DATABASE") as caught:
        Store(Place(tmp_path, address))
    assert caught.value.reason is Reason.ADDRESS
    assert "geheim" not in caught.value.message("en")
