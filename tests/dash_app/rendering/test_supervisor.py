"""Is the renderer's process there when somebody asks, ended when it takes too much, gone with the server?"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from dash_app.access import DEMO_VIEWER
from dash_app.rendering import Unavailable
from dash_app.rendering.queue import Job, Queue

ROOT = Path(__file__).parents[3]
SERVER = """
import os, sys, time
from pathlib import Path
from dash_app.rendering import supervisor
from dash_app.rendering.queue import Queue
queue = Queue(Path(sys.argv[1]))
def work():
    while (order := queue.next()) is not None:
        queue.begin(order)
        wish = order.choice["wish"]
        if wish == "hang": time.sleep(3600)
        if wish == "die": os._exit(3)
        if wish == "eat": kept = bytearray(os.urandom(1024) * 120_000); time.sleep(3600)
        queue.finish(order.id, "a.txt", "text/plain", b"made")
limits = supervisor.Limits(job_seconds=1, memory_mib=100, look_seconds=0.1, pause_seconds=0.1)
supervisor.start(queue, work, limits)
print("started", flush=True)
time.sleep(3600)
"""
"""A server with a small renderer that does what it is told."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", SERVER, str(tmp_path)], cwd=ROOT, stdout=-1) as process:
        assert process.stdout is not None and process.stdout.readline() == b"started\n"
        until(lambda: Queue(tmp_path).health().state != "off")
        yield process
        process.kill()


def until(check: Callable[[], bool]) -> None:
    """Wait until something is so, at most a while."""
    end = time.monotonic() + 40
    while not check():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.05)


def ended(queue: Queue, wish: str) -> Job:
    """Order something and return how it ended."""
    id_ = queue.submit("text", {"wish": wish}, DEMO_VIEWER)
    until(lambda: queue.job(id_).state in ("done", "failed"))
    return queue.job(id_)


@pytest.mark.parametrize("wish", ["hang", "die", "eat"])
def test_a_job_that_fails_is_said_and_the_next_one_is_made(
    server: subprocess.Popen[bytes], tmp_path: Path, wish: str
) -> None:
    queue = Queue(tmp_path)
    bad = ended(queue, wish)
    assert bad.state == "failed"
    assert bad.message
    assert ended(queue, "make").state == "done"


def test_nothing_is_left_when_the_server_is_killed(server: subprocess.Popen[bytes], tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    queue.submit("text", {"wish": "eat"}, DEMO_VIEWER)
    until(lambda: bool(queue.running()))
    family = psutil.Process(server.pid).children(recursive=True)
    assert len(family) >= 2
    server.kill()
    until(lambda: not any(each.is_running() and each.status() != "zombie" for each in family))
    with pytest.raises(Unavailable):
        queue.submit("text", {"wish": "make"}, DEMO_VIEWER)
