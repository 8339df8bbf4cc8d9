"""Do readers, offices that upload and a publication get in each other's way, and is a write lost?

A copy of the home is served; readers open pages, three offices send, hand in and see their deliveries, and
each delivery is released, all at the same time. Every request must be answered as it should, and at the end
the register and the publications hold what was answered.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock

import requests

from tools import server
from tools.bench import Row

READERS, SECONDS = 20, 60.0
OFFICES = {"03": "Pankow", "04": "Charlottenburg-Wilmersdorf", "05": "Spandau"}
PAGES = (
    "/",
    "/bezirk/03",
    "/lieferungen",
    "/vereinbarung/standesaemter",
    "/kennzahl/sta_geburten_beurkundet",
)
HEAD = "meldebogen;bezirk;berichtszeitraum;kennung;bezeichnung;einheit;wert;bemerkung\n"
TIMEOUT = 180.0


@dataclass
class Notes:
    """What was answered."""

    read: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    released: set[int] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def ask(self, session: requests.Session, method: str, address: str, **more: object) -> requests.Response:
        """Make a request and note whether it failed."""
        started = time.perf_counter()
        answer = session.request(method, address, timeout=TIMEOUT, allow_redirects=False, **more)  # type: ignore[arg-type]
        with self.lock:
            (self.read if method == "GET" else self.sent).append(time.perf_counter() - started)
            if answer.status_code not in (200, 303, 304):
                self.failed.append(f"{method} {address.partition('/l')[2]}: {answer.status_code}")
        return answer


def together(home: Path, seconds: float = SECONDS) -> Iterator[Row]:
    """Twenty readers, three offices and the department that releases, for a minute."""
    with tempfile.TemporaryDirectory(prefix="zielblick-") as temporary:
        place = Path(temporary) / "home"
        shutil.copytree(home / "publications", place / "publications")
        notes, ended = Notes(), Event()
        with server.application(place) as base, ThreadPoolExecutor(READERS + len(OFFICES)) as pool:
            readers = [pool.submit(_read, base, notes, ended, n) for n in range(READERS)]
            offices = [pool.submit(_deliver, base, notes, ended, key) for key in OFFICES]
            time.sleep(seconds)
            ended.set()
            for each in (*readers, *offices):
                each.result()
        lost = notes.released ^ _kept(place / "register.sqlite")
        notes.read.sort()
        slow = notes.read[int(0.95 * len(notes.read))] if notes.read else 0.0
        said = f"95 % of the pages within {slow:.2f} s; {'; '.join(notes.failed[:3])}"
        yield Row("pages read beside uploads", len(notes.read), "pages", detail=said)
        yield Row("writes beside readers", len(notes.sent), "writes")
        yield Row("deliveries released", len(notes.released), "deliveries", 1, more_is_better=True)
        yield Row("failed requests", len(notes.failed), "requests", 0)
        yield Row("lost writes", len(lost), "writes", 0)


def _session(role: str) -> requests.Session:
    session = requests.Session()
    session.cookies.set("zb-rolle", role)
    session.headers["Sec-Fetch-Site"] = "same-origin"
    return session


def _read(base: str, notes: Notes, ended: Event, number: int) -> None:
    session = _session("reader")
    while not ended.wait(0.5):
        notes.ask(session, "GET", base + PAGES[number % len(PAGES)])
        number += 1


def _deliver(base: str, notes: Notes, ended: Event, key: str) -> None:
    """Send, hand in and release one delivery after the other, each with another value."""
    office, department = _session(f"district-{key}"), _session("department-standesaemter")
    count = 0
    while not ended.is_set():
        count += 1
        row = f"standesamt-meldung;{OFFICES[key]};2026-Q3;sta_geburten;;;{1000 + count};\n"
        files = {"dateien": (f"meldung-{count}.csv", (HEAD + row).encode())}
        answer = notes.ask(office, "POST", f"{base}/lieferungen/hochladen", files=files)
        where = answer.headers.get("Location")
        if not where:
            continue
        notes.ask(office, "POST", f"{base}{where}/abgeben")
        if notes.ask(department, "POST", f"{base}{where}/freigeben").status_code == 303:
            with notes.lock:
                notes.released.add(int(where.rpartition("/")[2]))


def _kept(register: Path) -> set[int]:
    """Return the deliveries that the register holds as released, each with its publication."""
    with sqlite3.connect(register) as connection:
        question = "SELECT id FROM delivery WHERE state = 'released' AND publication IS NOT NULL"
        return {number for (number,) in connection.execute(question)}
