"""What do tests ask of the demonstration data? Where they are, and what a publication of them says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl.demo.stories import LAST, story
from etl.load import Answer
from etl.publish import Publications
from schemas.period import Level, Period


@dataclass(frozen=True)
class Loaded:
    """The demonstration data, written and loaded."""

    home: Path
    answers: Sequence[Answer]

    def ask(self, question: str, *params: object, publication: int = 3) -> list[tuple[Any, ...]]:
        """Answer a question in SQL from a publication."""
        with duckdb.connect(Publications(self.home).path(publication), read_only=True) as con:
            return con.execute(question, list(params)).fetchall()

    def values(
        self, indicator: str, district: str, level: Level = Level.MONTH, publication: int = 3
    ) -> dict[Period, float]:
        """Values of an indicator in a district by period, from 2023 on."""
        rows = self.ask(
            "SELECT period, value FROM value WHERE indicator = ? AND district = ? AND level = ?"
            " AND value IS NOT NULL AND period_start >= '2023-01-01' ORDER BY period_start",
            indicator,
            district,
            level.value,
            publication=publication,
        )
        return {Period.parse(period): value for period, value in rows}

    def around(self, slug: str, level: Level = Level.MONTH, months: int = 12) -> tuple[float, float]:
        """Mean of the year before a story, and of the time from most of its strength until it ends."""
        told = story(slug)
        values = self.values(told.indicators[0], told.districts[0], level)
        before = [v for p, v in values.items() if 0 < (told.since - p.start).days <= 30.5 * months]
        after = [
            v for p, v in values.items() if told.strength(p.start) > 0.7 and p.end <= (told.until or LAST)
        ]
        return sum(before) / len(before), sum(after) / len(after)
