"""What is one published figure?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schemas.catalogue import Target
from schemas.period import Level


class Status(StrEnum):
    """Judgement of a value against the agreed target."""

    MET = "met"
    NEAR = "near"
    MISSED = "missed"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"
    SUPPRESSED = "suppressed"


WITHHELD = "withheld"
"""State of a figure that is suppressed because only its own district sees it, not for few cases."""
FLAGS = ("incomplete", "provisional", "revised", "estimated", "demo", "reported", "break")
"""Flags of a value, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator, area and period with value, target and status.

    The record behind every chart, row and export.

    `value` is in the unit of the indicator and not rounded; None where missing or suppressed.
    """

    indicator: str
    district: str
    level: Level
    period: str
    period_start: date
    period_end: date
    value: float | None
    numerator: float | None
    denominator: float | None
    state: str | None
    """Meaning of an official sign, `text` where `text` holds a word or range, or `WITHHELD`; else None."""
    text: str | None
    districts: int
    """How many districts are in it (Berlin: up to 12)."""
    flags: tuple[str, ...]
    target: Target | None
    status: Status

    @property
    def is_withheld(self) -> bool:
        """Whether it is suppressed because only its own district sees it."""
        return self.state == WITHHELD
