"""How are projections computed without numerical libraries in the process that loads?

Importing them costs seconds and 150 MiB, and the command line refuses numpy on purpose (docs/decisions/0003).
So one or two processes of their own get the series as JSON and answer a line each; none starts without work.
A series at which a process ends gets no projection, and another process goes on with the rest: a load is
never lost because a projection cannot be computed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from etl.projections.series import Task
from schemas.projection import Obstacle

_ENOUGH_FOR_TWO = 150
"""Series from which a second process saves more time than its start costs."""
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""The matrices are tiny: more threads only get in each other's way."""
_ATTEMPTS = 3
"""Processes that may end early before the rest is given up: then no single series is at fault."""
Answers = list[Mapping[str, Any]]


def computed(tasks: Sequence[Task]) -> tuple[Answers, str | None]:
    """Return the answer to each task, in their order, and the last words of a process that failed.

    What could not be computed is answered with `Obstacle.NOT_COMPUTED`.
    """
    if not tasks:
        return [], None
    count = 2 if len(tasks) >= _ENOUGH_FOR_TWO and (os.cpu_count() or 1) > 1 else 1
    parts = [[task.arguments for task in tasks[n::count]] for n in range(count)]
    with ThreadPoolExecutor(count) as pool:
        found = list(pool.map(_answers, parts))
    complaints = [complaint for _, complaint in found if complaint]
    answers = [found[n % count][0][n // count] for n in range(len(tasks))]
    return answers, (complaints[-1] if complaints else None)


def _answers(part: Sequence[object]) -> tuple[Answers, str | None]:
    """Return the answers to a part; where a process ends, another goes on behind the series it ended at."""
    failed = {"obstacle": Obstacle.NOT_COMPUTED.value}
    answers: Answers = []
    complaint = None
    for _ in range(_ATTEMPTS):
        more, words = _heard(part[len(answers) :])
        answers += more
        complaint = words or complaint
        if len(answers) < len(part):
            answers.append(failed)
        if len(answers) == len(part):
            break
    return answers + [failed] * (len(part) - len(answers)), complaint


def _start() -> subprocess.Popen[str]:
    root = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    words = [sys.executable, "-P", "-W", "ignore", "-m", "etl.forecasting.work"]
    environment = os.environ | _ONE_THREAD | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    pipe = subprocess.PIPE
    return subprocess.Popen(words, env=environment, encoding="utf-8", stdin=pipe, stdout=pipe, stderr=pipe)


def _heard(part: Sequence[object]) -> tuple[Answers, str | None]:
    """Return what a process answered until it ended, and its last words if it ended early."""
    try:
        process = _start()
    except OSError as error:
        return [], error.strerror or type(error).__name__
    said, complaint = process.communicate(json.dumps(part))
    # The last line may be cut off.
    answers: Answers = [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith("\n")]
    if process.returncode == 0 and len(answers) == len(part):
        return answers, None
    words = complaint.strip().splitlines()
    return answers, words[-1] if words else f"Signal {-process.returncode}"
