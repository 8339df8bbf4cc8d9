"""Who starts the renderer's process when somebody asks, watches it, and begins anew when it fails?

`zielblick serve` forks the supervisor before the web workers; it sleeps at the bell (see `queue`). The first
ring forks the renderer's process. While that lives, the supervisor looks every second whether a job takes too
long or the browser too much memory, and kills all of it then. Both end with the server.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dash_app.rendering.queue import Job, Queue
from dash_app.texts import Texts

if TYPE_CHECKING:
    import psutil

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the renderer's process may take."""

    job_seconds: float = 180.0
    memory_mib: float = 1536.0
    look_seconds: float = 1.0
    sweep_seconds: float = 600.0
    pause_seconds: float = 5.0
    """Wait after a process that failed, before the next one."""


def start(queue: Queue, work: Callable[[], None], limits: Limits | None = None) -> int:
    """Fork the supervisor and return its process id; `work` is what the renderer's process does.

    The supervisor ends with this process: it holds the other end of a pipe.
    """
    alive, _kept_open = os.pipe()
    if pid := os.fork():
        os.close(alive)
        return pid
    os.close(_kept_open)
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which we end with
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        Supervisor(queue, work, limits or Limits(), alive).run()
        code = 0
    except BaseException:
        logger.exception("the supervisor of the renderer ended")
    finally:
        os._exit(code)


class Supervisor:
    """Sleeps at the bell; `alive` is a pipe that ends with the server."""

    def __init__(self, queue: Queue, work: Callable[[], None], limits: Limits, alive: int) -> None:
        self._queue = queue
        self._work = work
        self._limits = limits
        self._alive = alive
        self._bell = self._hang()
        self._child: int | None = None
        self._not_before = 0.0

    def _hang(self) -> int:
        """Return the end of the bell that hears; open for writing too, so that it never ends."""
        self._queue.jobs.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self._queue.bell.is_fifo():
            os.mkfifo(self._queue.bell, 0o600)
        return os.open(self._queue.bell, os.O_RDWR | os.O_NONBLOCK)

    def run(self) -> None:
        """Wait for rings until the server is gone."""
        if self._queue.running():  # of a server that was killed; texts are not read for nothing
            self._queue.give_back(Texts("de")("rendering.lost"))
        try:
            while self._wait():
                self._look()
                if self._child is None and self._queue.next() and time.monotonic() >= self._not_before:
                    self._begin()
        finally:
            self._kill()

    def _wait(self) -> bool:
        """Sleep until the bell rings or it is time to look; tell whether the server lives."""
        is_busy = self._child is not None or self._queue.next() is not None
        patience = self._limits.look_seconds if is_busy else self._limits.sweep_seconds
        heard, _, _ = select.select([self._alive] + ([] if self._child else [self._bell]), [], [], patience)
        if self._bell in heard:
            os.read(self._bell, 65536)
        if not heard and not is_busy:
            self._queue.clean()
        return self._alive not in heard

    def _begin(self) -> None:
        """Fork the renderer's process."""
        if pid := os.fork():
            self._child = pid
            return
        os.close(self._bell)
        code = 1
        try:
            self._work()
            code = 0
        except BaseException:
            logger.exception("the renderer's process failed")
        finally:
            os._exit(code)

    def _look(self) -> None:
        """See whether the renderer's process lives, and whether it may go on."""
        if self._child is None:
            return
        pid, status = os.waitpid(self._child, os.WNOHANG)
        if pid:
            self._child = None
            self._queue.clean()
            if status:
                self._fail("rendering.lost", code=status)
            return
        late = [order for order, seconds in self._queue.running() if seconds > self._limits.job_seconds]
        for order in late:
            text = Texts(order.language)("rendering.too_slow", seconds=f"{self._limits.job_seconds:g}")
            self._queue.tell(order.id, Job("failed", message=text))
        if late or self._memory() > self._limits.memory_mib:
            self._kill()
            self._fail("rendering.too_large", code="late" if late else "memory")

    def _fail(self, key: str, code: object) -> None:
        """Note that the process failed; its job is tried again, once."""
        logger.error("the renderer's process was ended or died (%s)", code)
        self._queue.give_back(Texts("de")(key))
        self._not_before = time.monotonic() + self._limits.pause_seconds

    def _memory(self) -> float:
        """Return the memory of the process and the browser in MiB."""
        import psutil

        total = 0
        for process in _family(self._child):
            try:
                total += process.memory_full_info().pss
            except psutil.Error:
                continue  # it has just ended
        return total / 2**20

    def _kill(self) -> None:
        """End the process and all it has started."""
        import psutil

        if self._child is None:
            return
        for process in _family(self._child):
            try:
                process.kill()
            except psutil.Error:
                continue
        os.waitpid(self._child, 0)
        self._child = None


def _family(pid: int | None) -> list[psutil.Process]:
    """Return a process and all below it."""
    import psutil

    try:
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
