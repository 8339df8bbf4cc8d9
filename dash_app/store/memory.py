"""Which answers of a publication are kept? A publication never changes, so none of them can become stale."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

T = TypeVar("T", bound="object")


class Memory:
    """Answers by question; the ones used longest ago go first once `capacity` records are held."""

    def __init__(self, capacity: int = 60_000) -> None:
        self._capacity = capacity
        self._answers: OrderedDict[Hashable, object] = OrderedDict()
        self._records = 0
        self._lock = Lock()

    def get(self, question: Hashable, ask: Callable[[], T]) -> T:
        """Return the answer to a question, asking if it is not known; it must not be changed by anybody."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return cast(T, self._answers[question])
        answer = ask()
        with self._lock:
            if question in self._answers:
                return cast(T, self._answers[question])
            self._answers[question] = answer
            self._records += _records(answer)
            while self._records > self._capacity and len(self._answers) > 1:
                self._records -= _records(self._answers.popitem(last=False)[1])
        return answer


def _records(answer: object) -> int:
    return 1 + len(answer) if isinstance(answer, (tuple, list, dict, set, frozenset)) else 1
