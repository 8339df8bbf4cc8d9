"""Are answers asked for once, and is memory bounded?"""

from __future__ import annotations

from functools import partial
from threading import Thread

from dash_app.store.memory import Memory


def test_a_question_is_asked_once() -> None:
    memory, answers = Memory(), iter(["antwort"])
    for _ in range(3):
        assert memory.get("frage", lambda: next(answers)) == "antwort"


def test_an_answer_of_nothing_is_remembered_too() -> None:
    memory, answers = Memory(), iter([None])
    for _ in range(2):
        assert memory.get("frage", lambda: next(answers)) is None


def test_what_was_used_longest_ago_goes_first() -> None:
    memory = Memory(capacity=25)
    asked: list[str] = []

    def ask(question: str) -> tuple[int, ...]:
        asked.append(question)
        return tuple(range(10))

    for question in ("a", "b", "a", "c", "a", "b"):
        assert len(memory.get(question, partial(ask, question))) == 10
    assert asked == ["a", "b", "c", "b"]


def test_an_answer_larger_than_the_memory_is_given_all_the_same() -> None:
    memory = Memory(capacity=5)
    assert len(memory.get("viel", lambda: tuple(range(100)))) == 100
    assert memory.get("wenig", lambda: 1) == 1


def test_many_threads_get_the_same_answer() -> None:
    memory = Memory()
    seen: list[object] = []
    threads = [Thread(target=lambda: seen.append(memory.get("frage", object))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 20
    assert set(seen) == {memory.get("frage", object)}
