"""Readers must see the old publication or the new one, whole, whatever happens to a load."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from etl.publish import Publications, PublishError
from tests.etl.small import load_small, share, values, write

pytestmark = pytest.mark.usefixtures("tidy_files")


def first(home: Path, folder: Path) -> None:
    """Publish one good delivery."""
    load_small(home, write(folder, "first", share("Mitte", "2024-03", 10, 90)))


def leftovers(home: Path) -> list[str]:
    """What lies in the folder besides publications, pointer and lock."""
    return sorted(
        p.name
        for p in (home / "publications").iterdir()
        if p.suffix != ".duckdb" and p.name not in ("current", "lock")
    )


def test_a_dry_run_publishes_nothing(home: Path, tmp_path: Path) -> None:
    answer = load_small(home, write(tmp_path, "one", share("Mitte", "2024-03", 10, 90)), dry_run=True)
    assert answer.files[0].status == "loaded" and answer.publication is None
    assert Publications(home).listing() == [] and not (home / "publications").exists()


def test_a_full_disk_leaves_the_old_publication_current(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first(home, tmp_path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            load_small(home, write(tmp_path, "second", share("Mitte", "2024-03", 12, 90)))
    assert Publications(home).current() == 1 and values(home, "share")["2024-03", "01"]["numerator"] == 10
    assert load_small(home, tmp_path / "second.tidy").publication == 2
    assert leftovers(home) == []


def test_a_killed_load_leaves_the_old_publication_current_and_the_next_load_works(
    home: Path, tmp_path: Path
) -> None:
    first(home, tmp_path)
    second = write(tmp_path, "second", share("Mitte", "2024-03", 12, 90))
    script = (
        "import sys, time, pathlib, etl.load, etl.publish\n"
        "from tests.etl.small import TIDY_FILES, load_small\n"
        "etl.load.recognise = lambda path, head: TIDY_FILES\n"
        "def wait(self, building):\n    print('built', flush=True); time.sleep(60)\n"
        "etl.publish.Publications.publish = wait\n"
        "load_small(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(home), str(second)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "built\n"
        with pytest.raises(PublishError, match="anderes Laden"):
            load_small(home, second)
        process.send_signal(signal.SIGKILL)
    assert leftovers(home) != [], "the killed load left its workplace"
    assert Publications(home).current() == 1
    assert load_small(home, second).publication == 2 and leftovers(home) == []


def test_a_file_that_changes_while_it_is_read_is_refused(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "growing", share("Mitte", "2024-03", 10, 90))
    copy = shutil.copyfile

    def slow(source: Path, target: Path) -> None:
        copy(source, target)
        with path.open("a", encoding="utf-8") as handle:
            handle.write("district,Pankow,2024-03,,kept,5\n")

    monkeypatch.setattr(shutil, "copyfile", slow)
    answer = load_small(home, path)
    assert [f.rule for f in answer.files[0].findings] == ["changed-while-reading"]
    assert answer.files[0].status == "rejected" and answer.publication is None


def test_a_published_file_is_never_changed_by_later_loads(home: Path, tmp_path: Path) -> None:
    first(home, tmp_path)
    before = Publications(home).path(1).read_bytes()
    load_small(home, write(tmp_path, "second", share("Mitte", "2024-03", 12, 90)))
    assert Publications(home).path(1).read_bytes() == before


def test_readers_go_on_while_a_publication_is_written(home: Path, tmp_path: Path) -> None:
    first(home, tmp_path)
    with duckdb.connect(Publications(home).path(1), read_only=True) as reader:
        load_small(home, write(tmp_path, "second", share("Mitte", "2024-03", 12, 90)))
        assert reader.execute("SELECT count(*) FROM value").fetchone() != (0,)


def test_rollback_is_a_new_publication_that_says_so(home: Path, tmp_path: Path) -> None:
    first(home, tmp_path)
    load_small(home, write(tmp_path, "second", share("Mitte", "2024-03", 12, 90)))
    assert Publications(home).rollback(1, "Rückkehr zu Veröffentlichung 1") == 3
    listing = Publications(home).listing()
    assert [(p.number, p.current, p.rollback_of) for p in listing] == [
        (1, False, None),
        (2, False, None),
        (3, True, 1),
    ]
    assert values(home, "share")["2024-03", "01"]["numerator"] == 10
    again = load_small(home, tmp_path / "second.tidy")
    assert again.publication == 4 and values(home, "share")["2024-03", "01"]["numerator"] == 12


def test_rollback_to_nowhere_names_what_there_is(home: Path, tmp_path: Path) -> None:
    first(home, tmp_path)
    with pytest.raises(PublishError, match="vorhanden: 1"):
        Publications(home).rollback(7, "")


def test_a_broken_pointer_says_what_to_do(home: Path, tmp_path: Path) -> None:
    first(home, tmp_path)
    (home / "publications" / "current").write_text("99\n")
    with pytest.raises(PublishError, match="Sicherung"):
        Publications(home).current()


def test_a_damaged_publication_is_named(home: Path, tmp_path: Path) -> None:
    first(home, tmp_path)
    Publications(home).path(1).write_bytes(b"not a database")
    with pytest.raises(PublishError, match=r"000001\.duckdb"):
        Publications(home).listing()


def test_refused_files_are_noted_beside_the_good_ones(home: Path, tmp_path: Path) -> None:
    good = write(tmp_path, "good", share("Mitte", "2024-03", 10, 90))
    bad = write(tmp_path, "schlecht", share("Atlantis", "2024-03", 10, 90))
    answer = load_small(home, good, bad)
    assert {file.path.name: file.status for file in answer.files} == {
        "good.tidy": "loaded",
        "schlecht.tidy": "rejected",
    }
    with duckdb.connect(Publications(home).path(1), read_only=True) as con:
        noted = con.execute(
            "SELECT d.name, d.status, f.rule FROM delivery d LEFT JOIN finding f ON f.delivery = d.id"
            " ORDER BY d.id"
        )
        assert noted.fetchall()[-1] == ("schlecht.tidy", "rejected", "unknown-district")


def test_many_loads_at_once_never_mix(home: Path, tmp_path: Path) -> None:
    first(home, tmp_path)
    with Publications(home).writing(), pytest.raises(PublishError, match="warten"):
        load_small(home, write(tmp_path, "second", share("Mitte", "2024-03", 12, 90)))
    assert Publications(home).numbers() == [1]
