"""What would a delivery from the browser change, and how is it published? A process of its own.

What people upload is read here and nowhere else, within hard limits (`limit`): a file that takes all memory
or never ends takes this process with it, and no reader notices. The order comes as JSON on standard input;
the answer is one line of JSON on standard output (`main`).
"""

from __future__ import annotations

import contextlib
import faulthandler
import hashlib
import json
import os
import resource
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl.corrections import CorrectionError, Corrections
from etl.load import FileAnswer, Given, check_files, fill, read_files
from etl.publish import Building, Publications, PublishError, now
from etl.scope import Scope, touched_agreements
from schemas.catalogue import Catalogue, Release
from schemas.catalogue_files import CatalogueError, read_catalogue

MOST_FINDINGS = 2000
"""So many findings of a file are told; a file with more is broken as a whole."""
PATIENCE = 120.0
"""Seconds that a publication waits for another one to be finished."""

_EFFECT = """
    SELECT c.file, c.revision > 0, c.place, c.measure, c.level, c.period, c.part,
           o.value, o.text, m.value, m.text
    FROM change c JOIN observed o USING (file, place, measure, level, period, part)
    LEFT JOIN measurement m ON m."current" AND m.place = c.place AND m.measure = c.measure
         AND m.level = c.level AND m.period = c.period AND m.part = c.part
    ORDER BY ALL
"""
_PUBLISHED_IN = "SELECT max(publication) FROM delivery WHERE status = 'loaded' AND list_contains(?, sha256)"


@dataclass(frozen=True, slots=True)
class Order:
    """Files to look at, for whom they may speak, and the books that they are read with."""

    home: Path
    files: tuple[Given, ...]
    scope: Scope
    catalogue: Catalogue
    corrections: Corrections

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Order:
        """Read an order."""
        agreements = said.get("agreements")
        return cls(
            Path(said["home"]),
            tuple(Given(Path(each["path"]), each["name"]) for each in said["files"]),
            Scope(said.get("district"), None if agreements is None else tuple(agreements)),
            read_catalogue(Path(said["catalogue"])),
            Corrections.read(Path(said["corrections"])),
        )


def check(order: Order, candidate: Path) -> dict[str, Any]:
    """Return what the checks say and what would change; `candidate` becomes what would be published.

    The candidate has no projections: they follow from the values, and take their time.
    """
    publications = Publications(order.home)
    base = publications.current()
    with tempfile.TemporaryDirectory() as copies, publications.trial(candidate) as building:
        answers, report = _looked_at(building, order, Path(copies))
        if report["is_new"]:
            fill(building, answers, order.catalogue, "", now(), projected=False)
    if not report["is_new"]:
        candidate.unlink(missing_ok=True)
    return report | {"files": _files(answers), "base": base}


def publish(order: Order, *, note: str, onto: int | None, effect: str) -> dict[str, Any]:
    """Publish files that were checked, and return what became of them.

    Nothing is published (`publication` is None) where a file is not acceptable any more, or where another
    publication came since the check (`onto`) and the effect is not the one that was seen (`effect`). What is
    published already is told by its number in `already`, so that a release can be repeated.

    Raises:
        PublishError: if another load does not end in time, or the publication cannot be written.
    """
    publications = Publications(order.home)
    with publications.writing(PATIENCE), publications.building() as building:
        with tempfile.TemporaryDirectory() as copies:
            answers, report = _looked_at(building, order, Path(copies))
        base = publications.current()
        answer = report | {"files": _files(answers), "base": base, "publication": None, "already": None}
        if not report["is_new"]:
            content = [[file.sha256 for file in answers]]
            row = building.con.execute(_PUBLISHED_IN, content).fetchone()
            return answer | {"already": row[0] if row and report["is_acceptable"] else None}
        if not report["is_acceptable"] or (base != onto and report["effect"] != effect):
            return answer
        fill(building, answers, order.catalogue, note, now())
        return answer | {"publication": publications.publish(building)}


def rollback(home: Path, number: int, note: str) -> dict[str, Any]:
    """Make an earlier publication current again. Raises as `Publications.rollback`."""
    return {"publication": Publications(home).rollback(number, note, patience=PATIENCE)}


def _looked_at(building: Building, order: Order, copies: Path) -> tuple[list[FileAnswer], dict[str, Any]]:
    """Read and check all files; return their answers and what the delivery as a whole says."""
    answers = read_files(order.files, copies, order.catalogue, order.corrections)
    is_new = check_files(building, answers, order.catalogue, order.scope)
    con = building.con
    is_checked = any(answer.tidy is not None for answer in answers)
    rows = con.execute(_EFFECT).fetchall() if is_checked else []
    touched = touched_agreements(con, order.catalogue) if is_checked else []
    changed = sum(row[1] for row in rows)
    acceptable = [answer for answer in answers if answer.status in ("loaded", "unchanged")]
    said = [[(f.rule, f.line, f.column, f.found) for f in answer.findings] for answer in answers]
    return answers, {
        "is_new": is_new,
        "is_acceptable": len(acceptable) == len(answers),
        "agreements": touched,
        "needs_release": _needs_release(touched, order.catalogue),
        "new": len(rows) - changed,
        "changed": changed,
        "same": max(0, sum(answer.observations for answer in acceptable) - len(rows)),
        "effect": hashlib.sha256(repr((rows, said)).encode()).hexdigest(),
    }


def _needs_release(touched: Sequence[str], catalogue: Catalogue) -> bool:
    """Tell whether a second person is needed: for one agreement that requires it, and for none at all."""
    rules = [each.release for each in catalogue.agreements if each.id in touched]
    return not rules or Release.REQUIRED in rules


def _files(answers: Sequence[FileAnswer]) -> list[dict[str, Any]]:
    return [
        {
            "name": answer.name,
            "source": answer.source,
            "status": answer.status,
            "rows": answer.rows,
            "observations": answer.observations,
            "count": len(answer.findings),
            "findings": [
                {
                    "severity": finding.severity.value,
                    "rule": finding.rule,
                    "line": finding.line,
                    "column": finding.column,
                    "found": finding.found,
                    "de": finding.message("de"),
                    "en": finding.message("en"),
                }
                for finding in answer.findings[:MOST_FINDINGS]
            ],
        }
        for answer in answers
    ]


# The process ----


def limit(memory: int, seconds: int, file: int) -> None:
    """Bind this process: address space and largest file in bytes, processor time in seconds."""
    for name, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, file),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(name)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(name, (bound, bound))
    os.nice(5)  # readers of pages go first


def main() -> None:
    """Carry out the order on standard input; `error` of the answer is a sentence or the word `limit`."""
    said = json.load(sys.stdin)
    limit(**said["limits"])
    with contextlib.suppress(RuntimeError):  # without memory there is no watchdog
        faulthandler.dump_traceback_later(0.9 * said["wait"])  # so that the log says where it was ended
    try:
        answer = _carried_out(said)
    except (MemoryError, duckdb.OutOfMemoryException):
        answer = {"error": "limit"}
    except (PublishError, CatalogueError, CorrectionError) as problem:
        answer = {"error": str(problem)}
    json.dump(answer, sys.stdout)


def _carried_out(said: Mapping[str, Any]) -> dict[str, Any]:
    match said["do"]:
        case "check":
            return check(Order.of(said), Path(said["candidate"]))
        case "publish":
            return publish(Order.of(said), note=said["note"], onto=said["onto"], effect=said["effect"])
        case _:
            return rollback(Path(said["home"]), said["number"], said["note"])
