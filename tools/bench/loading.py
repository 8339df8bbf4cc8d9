"""What do our checks cost when a large CSV is loaded, against DuckDB reading it with the types given?

Each load runs in a process of its own, so that its peak memory is its own. Usage as a script:
`python -m tools.bench.loading limit|ours FILE HOME` prints seconds (imports left out) and peak MiB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tools import server
from tools.bench import Row, in_turn, ratio

ROWS = 1_000_000
TIMES = 3


def large_file(_home: Path) -> Iterator[Row]:
    """Load a first-name delivery of a million rows: time and peak memory against the limit."""
    with tempfile.TemporaryDirectory(prefix="zielblick-bench-") as temporary:
        folder = Path(temporary)
        path = _delivery(folder / "2024" / "Mitte Vornamen 2024.csv")
        results: dict[str, list[tuple[float, float]]] = {"ours": [], "limit": []}

        def one(kind: str) -> float:
            results[kind].append(_in_process(kind, path, folder / f"{kind}-{len(results[kind])}"))
            return results[kind][-1][0]

        ours, limit = in_turn(TIMES, lambda: one("ours"), lambda: one("limit"))
    memory = [[m for _, m in results[kind]] for kind in ("ours", "limit")]
    said = f"{ROWS:,} rows; {min(ours):.2f} s, limit {min(limit):.2f} s"
    yield Row("load with checks and history: time", ratio(ours, limit), "x read_csv", 1.5, detail=said)
    said = f"{min(memory[0]):.0f} MiB, limit {min(memory[1]):.0f} MiB"
    yield Row("load with checks and history: memory", ratio(*memory), "x read_csv", 1.2, detail=said)


def _delivery(path: Path) -> Path:
    """Write a delivery in the shape of the registry offices, every name once."""
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8") as file:
        file.write("anzahl;vorname;geschlecht;position\n")
        file.writelines(f"{1 + n % 97};Vorname{n};{'mw'[n % 2]};{1 + n % 3}\n" for n in range(ROWS))
    return path


def _in_process(kind: str, path: Path, home: Path) -> tuple[float, float]:
    home.mkdir()
    words = [sys.executable, "-m", "tools.bench.loading", kind, str(path), str(home)]
    answer = subprocess.run(words, cwd=server.ROOT, capture_output=True, text=True, check=True)
    seconds, mebibytes = answer.stdout.split()
    return float(seconds), float(mebibytes)


def _limit(path: Path, home: Path) -> float:
    """Return the seconds that DuckDB needs when it is told the types."""
    import duckdb

    types = "{'anzahl': 'INTEGER', 'vorname': 'VARCHAR', 'geschlecht': 'VARCHAR', 'position': 'INTEGER'}"
    start = time.perf_counter()
    with duckdb.connect(str(home / "limit.duckdb")) as con:
        read = f"read_csv($1, delim=';', header=true, columns={types})"
        con.execute(f"CREATE TABLE delivery AS SELECT * FROM {read}", [str(path)])
    return time.perf_counter() - start


def _ours(path: Path, home: Path) -> float:
    """Return the seconds that our loader needs: recognise, mirror, check, history, indicators, publish."""
    from dash_app.lean import keep_lean

    keep_lean()
    from etl.corrections import Corrections
    from etl.load import load
    from schemas.catalogue_files import read_catalogue

    catalogue = read_catalogue(server.ROOT / "data" / "catalogue")
    start = time.perf_counter()
    answer = load([path], home=home, catalogue=catalogue, corrections=Corrections(()))
    seconds = time.perf_counter() - start
    if answer.publication != 1:
        raise RuntimeError(f"the delivery was not published: {[file.findings[:3] for file in answer.files]}")
    return seconds


if __name__ == "__main__":
    measured = {"limit": _limit, "ours": _ours}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    print(measured, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
