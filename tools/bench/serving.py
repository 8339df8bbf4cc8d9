"""How soon, how fast, how often and with how much memory does the server answer?"""

from __future__ import annotations

import http.client
import json
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from dash_app import ids, queries
from dash_app.access import DEMO_VIEWER
from dash_app.settings import Settings
from dash_app.store import Store
from dash_app.texts import LANGUAGES
from schemas.period import Level
from tools import server
from tools.bench import Row, in_turn, ratio, reference

TIMES = 5
CLIENTS = 4
CHOICES = 300
WARM = 12
"""Answers in a row with their page: by then both processes gave some."""
KNOWN = 40
"""Choices that are made again and again; each process keeps its own answers."""
_OUTPUTS = ((ids.Shell.MARKUP, "data"), (ids.Shell.FRAME, "children"), (ids.Shell.ANSWER, "data"))


def start_to_first_answer(home: Path) -> Iterator[Row]:
    """Start with one worker until `/` answers, against the smallest Dash application under gunicorn."""

    def ours() -> float:
        return _start(server.command("serve", "--workers", "1", "--port"), home)

    def limit() -> float:
        app = "tools.bench.bare:create_server()"
        return _start([sys.executable, "-m", "gunicorn", app, "--log-level", "error", "--bind"], home)

    mine, bare = in_turn(TIMES, ours, limit)
    said = f"smallest Dash application {statistics.median(bare):.2f} s, ratio {ratio(mine, bare):.2f}"
    yield Row("start to first answer", statistics.median(mine), "s", 0.7, detail=said)


def _start(words: list[str], home: Path) -> float:
    """Return the seconds from the start of a process to the first answer 200; its last word is the place."""
    port = server.free_port()
    place = f"127.0.0.1:{port}" if words[-1] == "--bind" else str(port)
    start = time.perf_counter()
    process = subprocess.Popen([*words, place], cwd=server.ROOT, env=server.environment(home))
    try:
        if not server.answers(f"http://127.0.0.1:{port}/", process):
            raise server.NotStarted(" ".join(words))
        return time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(timeout=server.END_SECONDS)


def answers(home: Path) -> Iterator[Row]:
    """Choose periods and districts on the reference page with two workers: choices per second, memory."""
    searches = _searches(home)
    with server.started(home, workers=2) as (base, process):
        _wait_until_warm(base)
        single = [_choose(http.client.HTTPConnection(urlsplit(base).netloc), s) for s in searches[:20]]
        new = _per_second(base, searches[20:])
        few = searches[20 : 20 + KNOWN]
        _per_second(base, few * 5)  # until each process has answered them
        known = _per_second(base, few * 20)
        memory = _pss(process.pid)
    size = statistics.median(size for _, size in single) / 1024
    said = f"{size:.0f} KiB compressed, from DuckDB"
    milliseconds = statistics.median(seconds for seconds, _ in single) * 1000
    yield Row("answer: reference page after a choice", milliseconds, "ms", detail=said)
    said = f"{CLIENTS} clients on the same machine"
    yield Row("choices, not cached, 2 workers", new, "per s", 150, more_is_better=True, detail=said)
    yield Row("choices, cached, 2 workers", known, "per s", 700, more_is_better=True, detail=said)
    yield Row("memory, 2 workers and master", memory, "MiB PSS", 230)


def _wait_until_warm(base: str) -> None:
    """Wait until no worker reads the publication any more: what a start costs has a row of its own."""
    in_a_row = 0
    while in_a_row < WARM:
        with urllib.request.urlopen(f"{base}/") as answer:
            in_a_row = in_a_row + 1 if b"zb-matrix" in answer.read() else 0
        time.sleep(0.02)


def _searches(home: Path) -> list[str]:
    """Return queries of the reference page that no process has answered yet: periods, orders, languages."""
    snapshot = Store(Settings(home=home)).open()
    periods = queries.periods(snapshot, DEMO_VIEWER, Level.MONTH)[-40:]
    ids_ = reference.INDICATORS
    orders = [",".join(ids_[n:] + ids_[:n]) for n in range(len(ids_))]
    choices = [
        f"?zeitraum={p}&kennzahl={order}&sprache={language}&{reference.VIEW}"
        for language, order, p in product(LANGUAGES, orders, periods)
    ]
    return choices[: CHOICES + 20]


def _choose(connection: http.client.HTTPConnection, search: str) -> tuple[float, int]:
    """Send what the browser sends after a choice; return seconds and bytes of the answer."""
    body = {
        "output": "..{}..".format("...".join(".".join(output) for output in _OUTPUTS)),
        "outputs": [{"id": id_, "property": name} for id_, name in _OUTPUTS],
        "inputs": [
            {"id": ids.Shell.REQUEST, "property": "data", "value": {"path": reference.PATH, "search": search}}
        ],
        "changedPropIds": [f"{ids.Shell.REQUEST}.data"],
    }
    headers = {"Content-Type": "application/json", "Accept-Encoding": "br, gzip"}
    start = time.perf_counter()
    connection.request("POST", "/_dash-update-component", json.dumps(body), headers)
    answer = connection.getresponse()
    received = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{search} was answered with {answer.status}: {received[:200]!r}")
    return time.perf_counter() - start, len(received)


def _per_second(base: str, searches: list[str]) -> float:
    """Return how many choices are answered per second to clients that keep their connection."""

    def client(number: int) -> None:
        connection = http.client.HTTPConnection(urlsplit(base).netloc)
        for search in searches[number::CLIENTS]:
            _choose(connection, search)
        connection.close()

    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(client, range(CLIENTS)))
    return len(searches) / (time.perf_counter() - start)


def _pss(pid: int) -> float:
    """Return the proportional memory of a process and its children in MiB."""
    master = psutil.Process(pid)
    processes = [master, *master.children(recursive=True)]
    return float(sum(process.memory_full_info().pss for process in processes)) / 2**20
