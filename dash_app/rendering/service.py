"""How does the renderer's process work? One job after the other, until nobody has asked for a while."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Flask

from dash_app.rendering.kinds import KINDS, Kind
from dash_app.rendering.orders import Unavailable
from dash_app.rendering.queue import Job, Order, Queue
from dash_app.rendering.renderer import Renderer
from dash_app.rendering.work import Unmakeable, Work
from dash_app.shell import faults
from dash_app.texts import Texts

IDLE = 300.0
"""Seconds without a job after which process and browser end."""
PAUSE = 0.1

logger = logging.getLogger(__name__)


def work(
    queue: Queue,
    create: Callable[[], Flask],
    *,
    idle: float = IDLE,
    kinds: Mapping[str, Kind] = KINDS,
) -> None:
    """Carry out jobs until none has come for `idle` seconds, or the parent process is gone."""
    parent, server = os.getppid(), create()
    last = time.monotonic()
    with Renderer() as renderer:
        while time.monotonic() - last < idle and os.getppid() == parent:
            order = queue.next()
            if order is None:
                time.sleep(PAUSE)
                continue
            carry_out(queue, order, Work(server, renderer, order.viewer, order.language, order.base), kinds)
            last = time.monotonic()


def carry_out(queue: Queue, order: Order, work: Work, kinds: Mapping[str, Kind] = KINDS) -> None:
    """Carry out one job; whatever happens is written into its state."""
    queue.begin(order)
    start, t = time.perf_counter(), Texts(order.language)
    work.progress = lambda done, total: queue.tell(
        order.id, replace(queue.job(order.id), state="running", done=done, total=total)
    )
    try:
        made = kinds[order.kind].load()(work, order.choice)
    except Unmakeable as problem:
        queue.tell(order.id, Job("failed", message=str(problem)))
    except Unavailable as problem:
        _note(queue, problem)
        queue.tell(order.id, Job("failed", message=problem.message(order.language), reason=problem.reason))
    except Exception as error:
        number = faults.record(error, f"job {order.kind}")
        queue.tell(order.id, Job("failed", message=t("rendering.fault", number=number)))
    else:
        if work.renderer.is_open:
            (queue.folder / "trouble").unlink(missing_ok=True)
        queue.finish(order.id, made.name, made.media_type, made.content)
        logger.info("%s made in %.1f s, %d bytes", order.kind, time.perf_counter() - start, len(made.content))


def _note(queue: Queue, problem: Unavailable) -> None:
    """Leave a sign where the browser cannot be started, until it can."""
    if problem.reason in ("no-start", "crashed"):
        (queue.folder / "trouble").touch()
