"""What is a step of an explanation: a sentence, and what belongs to it one by one?"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """A line below a step; `delivery` is the id of the one that it is about."""

    text: str
    delivery: int | None = None
    address: str | None = None
    """Where it is published, on a foreign host."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the chain: key, heading, sentence, and what belongs to it one by one."""

    key: str
    title: str
    said: str
    items: list[Item] = field(default_factory=list)
