"""Who waits for which file, how far is it, and where is it? A folder of jobs that all processes share.

`HOME/rendering/jobs/<id>/` holds `order.json` (what was asked, by whom), `state.json` (how far it is) and, in
the end, `result`. Each file appears whole or not at all. `HOME/rendering/bell` is a named pipe at which the
supervisor sleeps: who can ring it knows that somebody will come.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from dash_app.access import Role, Viewer
from dash_app.rendering.orders import Unavailable, find_browser

State = Literal["waiting", "running", "done", "failed"]
KEPT = 3600.0
"""Seconds that a finished file stays."""
MOST_BYTES = 500 * 2**20
"""Bytes of all finished files together; the oldest go first."""
MOST_WAITING = 50
TRIES = 2
"""How often a job is begun whose process dies."""
_ID = re.compile(r"[\w-]{24}")


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for."""

    id: str
    kind: str
    choice: Mapping[str, Any]
    language: str
    base: str
    """Address of the application as the reader knows it."""
    viewer: Viewer
    asked: int
    """Nanoseconds since 1970."""
    rank: int
    """Small jobs go before large ones."""


@dataclass(frozen=True, slots=True)
class Job:
    """How far an order is."""

    state: State = "waiting"
    place: int = 0
    """Place among those who wait, from 1."""
    done: int = 0
    total: int = 0
    message: str = ""
    reason: str = ""
    """Slug of `Unavailable`."""
    name: str = ""
    media_type: str = ""
    size: int = 0
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Health:
    """Whether orders are carried out: `ready`, `working`, `no-browser`, `trouble` or `off`."""

    state: str
    waiting: int = 0


class Queue:
    """The jobs of a home folder."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "rendering"
        self.jobs = self.folder / "jobs"
        self.bell = self.folder / "bell"

    # Asking ----

    def submit(
        self,
        kind: str,
        choice: Mapping[str, Any],
        viewer: Viewer,
        *,
        language: str = "de",
        base: str = "",
        rank: int = 1,
    ) -> str:
        """Add a job and return its id, which nobody can guess.

        Raises:
            Unavailable: where nobody would carry it out, or too many wait already.
        """
        waiting = len(self._waiting())
        if waiting >= MOST_WAITING:
            raise Unavailable("too-many", count=waiting)
        self._ring(b"")
        id_ = secrets.token_urlsafe(18)
        nameless = replace(viewer, name="")  # a file needs to know rights, not a person
        order = Order(id_, kind, choice, language, base, nameless, time.time_ns(), rank)
        new = self.jobs / f".{id_}"
        new.mkdir(parents=True, mode=0o700)
        _write(new / "order.json", asdict(order))
        new.rename(self.jobs / id_)
        self._ring(b"!")
        return id_

    def status(self, id_: str, viewer: Viewer) -> Job | None:
        """Return how far a job is; None where there is none of this viewer."""
        order = self._order(id_)
        # Who has the same rights is not the same person.
        if order is None or (order.viewer, order.viewer.account) != (viewer, viewer.account):
            return None
        job = self.job(id_)
        if job.state != "waiting":
            return job
        before = [o for o in self._waiting() if (o.rank, o.asked) < (order.rank, order.asked)]
        return replace(job, place=len(before) + 1)

    def result(self, id_: str, viewer: Viewer) -> Path | None:
        """Return the file of a job that is done; None where there is none of this viewer."""
        job = self.status(id_, viewer)
        return self.jobs / id_ / "result" if job and job.state == "done" else None

    def health(self) -> Health:
        """Return whether orders are carried out."""
        try:
            self._ring(b"")
        except Unavailable:
            return Health("off")
        if find_browser() is None:
            return Health("no-browser")
        if (self.folder / "trouble").exists():
            return Health("trouble")
        jobs = [self.job(order.id).state for order in self._orders()]
        return Health("working" if "running" in jobs else "ready", jobs.count("waiting"))

    def _ring(self, sound: bytes) -> None:
        """Ring the bell, or only see whether somebody listens.

        Raises:
            Unavailable: where nobody does.
        """
        try:
            pipe = os.open(self.bell, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno in (errno.ENXIO, errno.ENOENT):
                raise Unavailable("not-running") from error
            raise
        try:
            os.write(pipe, sound)
        except BlockingIOError:
            return  # it has rung so often that somebody is on the way
        finally:
            os.close(pipe)

    # Carrying out ----

    def next(self) -> Order | None:
        """Return the job whose turn it is."""
        return min(self._waiting(), key=lambda order: (order.rank, order.asked), default=None)

    def running(self) -> list[tuple[Order, float]]:
        """Return the jobs that are being carried out, and for how many seconds."""
        found = [order for order in self._orders() if self.job(order.id).state == "running"]
        return [(order, time.time() - (self.jobs / order.id / "begun").stat().st_mtime) for order in found]

    def begin(self, order: Order) -> None:
        """Say that a job has begun."""
        (self.jobs / order.id / "begun").touch()
        self.tell(order.id, replace(self.job(order.id), state="running", tries=self.job(order.id).tries + 1))

    def tell(self, id_: str, job: Job) -> None:
        """Write how far a job is."""
        _write(self.jobs / id_ / "state.json", asdict(job))

    def finish(self, id_: str, name: str, media_type: str, content: bytes) -> None:
        """Keep the file of a job."""
        path = self.jobs / id_ / "result"
        path.write_bytes(content)
        self.tell(id_, Job("done", name=name, media_type=media_type, size=len(content)))

    def give_back(self, message: str) -> None:
        """Let jobs whose process has died wait again; fail those that were tried often enough."""
        for order, _ in self.running():
            job = self.job(order.id)
            again = job.tries < TRIES
            self.tell(order.id, Job(tries=job.tries) if again else Job("failed", message=message))

    def job(self, id_: str) -> Job:
        """Return what was last written about a job."""
        try:
            return Job(**json.loads((self.jobs / id_ / "state.json").read_bytes()))
        except FileNotFoundError:
            return Job()

    def clean(self) -> None:
        """Remove what has been kept long enough, what was never finished, and what is too much."""
        now, ended = time.time(), []
        for path in self.jobs.iterdir() if self.jobs.is_dir() else ():
            age = now - path.stat().st_mtime
            is_ended = not path.name.startswith(".") and self.job(path.name).state in ("done", "failed")
            if age > KEPT and (is_ended or age > 24 * KEPT):
                shutil.rmtree(path, ignore_errors=True)
            elif is_ended:
                ended.append((path.stat().st_mtime, self.job(path.name).size, path))
        kept = 0
        for _, size, path in sorted(ended, reverse=True):
            kept += size
            if kept > MOST_BYTES:
                shutil.rmtree(path, ignore_errors=True)

    def _waiting(self) -> list[Order]:
        return [order for order in self._orders() if self.job(order.id).state == "waiting"]

    def _orders(self) -> Iterator[Order]:
        for path in self.jobs.iterdir() if self.jobs.is_dir() else ():
            if order := self._order(path.name):
                yield order

    def _order(self, id_: str) -> Order | None:
        if not _ID.fullmatch(id_):
            return None
        try:
            found = json.loads((self.jobs / id_ / "order.json").read_bytes())
        except FileNotFoundError:
            return None
        person = found.pop("viewer")
        rights = {"role": Role(person["role"]), "agreements": tuple(person["agreements"])}
        return Order(**found, viewer=Viewer(**{**person, **rights}))


def _write(path: Path, content: Mapping[str, Any]) -> None:
    """Write a file that appears whole."""
    new = path.with_suffix(".new")
    new.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    new.replace(path)
