"""Do orders wait in turn, belong to who ordered, survive a process that dies, and go away again?"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dash_app.access import DEMO_VIEWER, Role, Viewer
from dash_app.rendering import Unavailable
from dash_app.rendering.queue import KEPT, MOST_WAITING, Job, Queue

OTHER = Viewer("Anna", Role.READER)


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    """A queue at whose bell somebody listens."""
    made = Queue(tmp_path)
    made.jobs.mkdir(parents=True)
    os.mkfifo(made.bell)
    listener = os.open(made.bell, os.O_RDWR | os.O_NONBLOCK)
    yield made
    os.close(listener)


def test_where_nobody_listens_it_is_said_and_nothing_waits(tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    with pytest.raises(Unavailable) as problem:
        queue.submit("chart", {}, DEMO_VIEWER)
    assert problem.value.reason == "not-running"
    assert "zielblick serve" in problem.value.message("de")
    assert queue.health().state == "off"
    assert queue.next() is None


def test_orders_wait_in_turn_and_small_ones_go_first(queue: Queue) -> None:
    report, second = (queue.submit("report", {"n": n}, DEMO_VIEWER, rank=1) for n in (1, 2))
    chart = queue.submit("chart", {}, DEMO_VIEWER, rank=0)
    places = [job.place for id_ in (report, second, chart) if (job := queue.status(id_, DEMO_VIEWER))]
    assert places == [2, 3, 1]
    first = queue.next()
    assert first is not None and first.id == chart
    queue.begin(first)
    queue.tell(chart, replace(queue.job(chart), done=3, total=24))
    job = queue.status(chart, DEMO_VIEWER)
    assert job is not None and (job.state, job.done, job.total) == ("running", 3, 24)
    queue.finish(chart, "bild.png", "image/png", b"png")
    path = queue.result(chart, DEMO_VIEWER)
    assert path is not None and path.read_bytes() == b"png"
    following = queue.next()
    assert following is not None and following.choice == {"n": 1}


def test_an_order_is_only_for_who_ordered(queue: Queue) -> None:
    id_ = queue.submit("chart", {}, DEMO_VIEWER)
    assert queue.status(id_, OTHER) is None
    queue.finish(id_, "a.png", "image/png", b"")
    assert queue.result(id_, OTHER) is None


@pytest.mark.parametrize("id_", ["", "..", "../../publications", "x" * 24, "a/b", "ü" * 24])
def test_ids_that_nobody_was_given_lead_nowhere(queue: Queue, id_: str) -> None:
    assert queue.status(id_, DEMO_VIEWER) is None


def test_too_many_orders_are_turned_away_with_a_sentence(queue: Queue) -> None:
    for _ in range(MOST_WAITING):
        queue.submit("chart", {}, DEMO_VIEWER)
    with pytest.raises(Unavailable, match=str(MOST_WAITING)):
        queue.submit("chart", {}, DEMO_VIEWER)


def test_a_job_whose_process_dies_is_tried_once_more(queue: Queue) -> None:
    id_ = queue.submit("chart", {}, DEMO_VIEWER)
    for state in ("waiting", "failed"):
        order = queue.next()
        assert order is not None
        queue.begin(order)
        queue.give_back("abgebrochen")
        job = queue.status(id_, DEMO_VIEWER)
        assert job is not None and job.state == state
    assert queue.next() is None


def test_finished_files_go_after_a_while(queue: Queue) -> None:
    old, new = queue.submit("chart", {}, DEMO_VIEWER), queue.submit("chart", {}, DEMO_VIEWER)
    for id_ in (old, new):
        queue.finish(id_, "a.png", "image/png", b"x")
    long_ago = time.time() - KEPT - 10
    os.utime(queue.jobs / old, (long_ago, long_ago))
    queue.clean()
    assert queue.status(old, DEMO_VIEWER) is None
    assert queue.status(new, DEMO_VIEWER) == Job("done", name="a.png", media_type="image/png", size=1)
