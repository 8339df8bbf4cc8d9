"""How are projections computed without numerical libraries in the process that loads?

Importing them costs seconds and 150 MiB, and the command line refuses numpy on purpose (docs/decisions/0003).
So one or two processes of their own get the series as JSON and answer as JSON; none starts without work.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from etl.projections.series import Task
from etl.publish import PublishError

_ENOUGH_FOR_TWO = 150
"""Series from which a second process saves more time than its start costs."""
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""The matrices are tiny: more threads only get in each other's way."""


def computed(tasks: Sequence[Task]) -> list[Mapping[str, Any]]:
    """Return the answer to each task, in their order.

    Raises:
        PublishError: if a process ends without an answer.
    """
    if not tasks:
        return []
    count = 2 if len(tasks) >= _ENOUGH_FOR_TWO and (os.cpu_count() or 1) > 1 else 1
    parts = [[task.arguments for task in tasks[n::count]] for n in range(count)]
    running = [_start() for _ in parts]
    try:
        for process, part in zip(running, parts, strict=True):
            _tell(process, part)
        answers = [_answer(process) for process in running]
    finally:
        for process in running:
            process.kill()
    return [answers[n % count][n // count] for n in range(len(tasks))]


def _start() -> subprocess.Popen[str]:
    root = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    words = [sys.executable, "-P", "-W", "ignore", "-m", "etl.forecasting.work"]
    environment = os.environ | _ONE_THREAD | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    pipe = subprocess.PIPE
    return subprocess.Popen(words, env=environment, encoding="utf-8", stdin=pipe, stdout=pipe, stderr=pipe)


def _tell(process: subprocess.Popen[str], part: Sequence[object]) -> None:
    assert process.stdin is not None
    try:
        json.dump(part, process.stdin)
        process.stdin.close()
    except BrokenPipeError:
        process.stdin = None  # it ended at once; its last words say why


def _answer(process: subprocess.Popen[str]) -> list[Mapping[str, Any]]:
    assert process.stdout is not None and process.stderr is not None
    said, complaint = process.stdout.read(), process.stderr.read()
    if process.wait() == 0:
        answer: list[Mapping[str, Any]] = json.loads(said)
        return answer
    last = (complaint.strip().splitlines() or [f"Signal {-process.returncode}"])[-1]
    raise PublishError(
        f"Die Prognosen ließen sich nicht rechnen: {last}. Es gilt weiter die bisherige Veröffentlichung. "
        "Bitte die Installation prüfen (make setup) und neu laden."
    )
