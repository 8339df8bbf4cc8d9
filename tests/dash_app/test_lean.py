"""A process that imports pandas for nothing starts a second later and is half as big again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dash_app.access import DEMO_VIEWER
from dash_app.exports import export
from dash_app.queries import figures
from dash_app.settings import Settings
from dash_app.store import Store
from tests.dash_app.publication_files import catalogue, indicator, share, write_publication

_QUESTION = """
import sys
from dash_app.lean import keep_lean
keep_lean()
import duckdb, pyarrow
duckdb.connect().execute("SELECT ?, ?", [1, None]).to_arrow_table().to_pylist()
pyarrow.Table.from_pylist([{"a": 1}])
print(sorted(name for name in ("pandas", "numpy") if name in sys.modules))
"""


def test_a_question_with_parameters_imports_no_pandas(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _QUESTION], cwd=root, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.strip() == "[]"


_READ = """
import sys
import pandas
print(len(pandas.read_parquet(sys.argv[1])), len(pandas.read_excel(sys.argv[2])))
"""


def test_pandas_reads_what_the_exports_write(root: Path, tmp_path: Path) -> None:
    """The independent reader that analysts use beside the program, in a process where nobody refuses it."""
    write_publication(tmp_path, catalogue(indicator("q")), values=[share("q", "04", "2024-Q1", 16, 100)])
    snapshot = Store(Settings(home=tmp_path)).open()
    found = figures(snapshot, DEMO_VIEWER, indicators=["q"])
    paths = [tmp_path / "values.parquet", tmp_path / "values.xlsx"]
    for path, form in zip(paths, ("parquet", "xlsx"), strict=True):
        path.write_bytes(export(found, snapshot, form))  # type: ignore[arg-type]
    words = [sys.executable, "-c", _READ, *map(str, paths)]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split() == [str(len(found))] * 2


_HELD = """
import sys
from threading import Barrier, Lock, Thread
import psutil
from dash_app.lean import give_back
if sys.argv[1] == "yes":
    give_back()
all_there, turn, last = Barrier(4), Lock(), []
def use():
    all_there.wait()
    with turn:
        pieces = [b"x" * 30_000 for _ in range(1_000)]
        last.append(b"x" * 30_000)
threads = [Thread(target=use) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(psutil.Process().memory_info().rss)
"""
"""Four threads use 30 MB one after the other and keep one piece each, as requests keep what comes last."""


def test_memory_that_threads_used_goes_back_to_the_machine(root: Path) -> None:
    held = {
        choice: int(
            subprocess.run(
                [sys.executable, "-c", _HELD, choice],
                cwd=root,
                capture_output=True,
                text=True,
                timeout=120,
                check=True,
            ).stdout
        )
        for choice in ("yes", "no")
    }
    assert held["yes"] < held["no"] - 30_000_000
