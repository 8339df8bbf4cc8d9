"""How is the loader asked without being part of the web application, and what if it takes too much?"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dash_app.intake.limits import Bounds

log = logging.getLogger(__name__)

_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TZ")
"""Variables that the process gets; settings may hold passwords."""

_NO_MEMORY = (b"memoryerror", b"out of memory", b"can't start new thread", b"cannot allocate memory")
"""What processes complain of that may not take more memory, each library in its own way; small letters."""


class Exceeded(Exception):
    """Reading took more memory or time than it may."""


class Failed(Exception):
    """The loader could not do it, whatever the file says; the log has the reason."""


@dataclass(frozen=True, slots=True)
class Loader:
    """The loader of an installation, as a command (`app.py` knows it) and what it reads deliveries with."""

    command: Sequence[str]
    root: Path
    """Folder that the command runs in."""
    home: Path
    catalogue: Path
    corrections: Path

    def ask(self, do: str, bounds: Bounds, **order: Any) -> Mapping[str, Any]:
        """Return the answer to an order, made in a process of its own.

        Raises:
            Exceeded: where it took too much.
            Failed: for everything else.
        """
        said = {
            "do": do,
            "home": str(self.home.resolve()),
            "catalogue": str(self.catalogue.resolve()),
            "corrections": str(self.corrections),
            "limits": {"memory": bounds.memory, "seconds": bounds.seconds, "file": bounds.file},
            "wait": bounds.wait,
            **order,
        }
        process = self._start()
        try:
            answered, complaint = process.communicate(json.dumps(said).encode(), timeout=bounds.wait)
        except subprocess.TimeoutExpired as late:
            _end(process)
            _, complaint = process.communicate()
            log.warning("intake: %s ended after %.0f s: %s", do, bounds.wait, _places(complaint))
            raise Exceeded from late
        except BaseException:
            _end(process)
            raise
        return _answer(do, process.returncode, answered, complaint)

    def _start(self) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        paths = [str(self.root), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment["PYTHONPATH"] = os.pathsep.join(paths)
        return subprocess.Popen(
            [*self.command],
            cwd=self.root,
            env=environment,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            start_new_session=True,  # so that what it starts ends with it
        )


def _answer(do: str, code: int, answered: bytes, complaint: bytes) -> Mapping[str, Any]:
    """Return the answer of a process that ended; what it complained of goes into the log without messages."""
    if code == 0:
        answer: Mapping[str, Any] = json.loads(answered)
        if answer.get("error") == "limit":
            log.warning("intake: %s took too much memory", do)
            raise Exceeded
        if "error" in answer:
            log.error("intake: %s: %s", do, answer["error"])
            raise Failed(answer["error"])
        return answer
    if code < 0 or any(word in complaint.lower() for word in _NO_MEMORY):
        log.warning("intake: %s ended with %d: too much memory or time", do, code)
        raise Exceeded
    kind = complaint.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0]
    log.error("intake: %s failed with %s: %s", do, kind, _places(complaint))
    raise Failed(kind)


def _places(complaint: bytes) -> str:
    """Return where in the code a process was; messages may quote the file, places do not."""
    lines = complaint.decode(errors="replace").splitlines()
    return " / ".join(line.strip() for line in lines if line.startswith("  File "))[:2000]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
