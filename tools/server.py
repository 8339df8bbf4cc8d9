"""How does a tool get an application with demonstration data to look at?"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
END_SECONDS = 45
"""So long a server may take to end: gunicorn waits 30 s for connections that browsers open in advance."""


class NotStarted(Exception):
    """The application did not answer; the message ends with what it wrote last."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a command that works in `home`, without settings of the machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZIELBLICK_")}
    return kept | {"ZIELBLICK_HOME": str(home)}


def command(*words: str) -> list[str]:
    """Return the command line of `zielblick` with this Python."""
    return [sys.executable, "-m", "cli", *words]


@contextmanager
def demo_home(given: Path | None = None) -> Iterator[Path]:
    """Yield a home folder with the demonstration data: the given one, or a temporary one."""
    with tempfile.TemporaryDirectory(prefix="zielblick-") as temporary:
        home = given or Path(temporary)
        if not (home / "publications" / "current").is_file():
            subprocess.run(command("demo"), cwd=ROOT, env=environment(home), check=True)
        yield home


@contextmanager
def application(home: Path, workers: int = 2) -> Iterator[str]:
    """Serve `home` on a free port while the block runs; yields the address, such as `http://127.0.0.1:40123`."""
    with started(home, workers) as (base, _process):
        yield base


@contextmanager
def started(home: Path, workers: int = 2) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve as `application` does; yields the address and the process of the master as well.

    Raises:
        NotStarted: if `/readyz` does not answer within 30 seconds.
    """
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as log:
        words = command("serve", "--port", str(port), "--workers", str(workers))
        process = subprocess.Popen(words, cwd=ROOT, env=environment(home), stdout=log, stderr=log)
        try:
            if not answers(f"{base}/readyz", process):
                log.seek(0)
                said = log.read().decode(errors="replace")[-2000:]
                raise NotStarted(
                    f"{base}/readyz did not answer 200. The application wrote: {said or 'nothing'}"
                )
            yield base, process
        finally:
            process.terminate()
            process.wait(timeout=END_SECONDS)


def answers(address: str, process: subprocess.Popen[bytes], seconds: float = 30) -> bool:
    """Tell whether an address answers 200 while the process lives, asking again every 10 ms."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return True
        except urllib.error.HTTPError:
            time.sleep(0.1)
        except OSError:
            time.sleep(0.01)
    return False
